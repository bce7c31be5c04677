"""Figures as people read them, and as machines get them."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any, Final

from samspil.cli.desk import Desk

if TYPE_CHECKING:
    from samspil.core.simulation.results import Figure

_MINUS: Final = "\u2212"
_SHARES: Final = frozenset({"in_time", "approved", "passes", "locally", "load", "consents", "late"})


def figure(value: Figure) -> dict[str, float | None]:
    """A figure for machines."""
    return {"mean": number(value.mean), "low": number(value.low), "high": number(value.high)}


def number(value: float) -> float | None:
    """For machines: six decimals; nothing where there was nothing to count, or no interval."""
    return round(value, 6) if isfinite(value) else None


def between(value: dict[str, Any], name: str, desk: Desk, *, is_change: bool = False) -> str:
    """A mean with its interval; of a change also its sign."""
    mean = said(value["mean"], name, desk, is_change=is_change)
    if value["low"] is None or value["mean"] is None:
        return mean
    low, high = (said(value[end], name, desk, is_change=is_change) for end in ("low", "high"))
    return desk.say("simulate.between", mean=mean, low=low, high=high)


def said(value: float | None, name: str, desk: Desk, *, is_change: bool = False) -> str:
    """A value with one decimal, none from a hundred on; a share of a hundred."""
    from samspil.cli.screen import NOTHING  # noqa: PLC0415 – the JSON needs no screen

    if value is None:
        return NOTHING
    sign = "+" if is_change and value > 0 else _MINUS if value < 0 else ""
    size = abs(value)
    if name in _SHARES:
        point = "," if desk.language != "en" else "."
        return f"{sign}{size * 100:.1f} %".replace(".", point)
    digits = 0 if size >= 100 else 1
    text = f"{size:.{digits}f}"
    return sign + (text if desk.language == "en" else text.replace(".", ","))
