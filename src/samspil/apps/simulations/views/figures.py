"""Figures of a comparison as people read them: means with what they may be off by, and differences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspil.kit.web.language import words

Figure = Mapping[str, Any]
DAYS: Final = "days"
SHARE: Final = "share"
NUMBER: Final = "number"
NOTHING: Final = "–"
MINUS: Final = "\u2212"
LEAST_PLAYS: Final = 5
_WHOLE: Final = 10  # from here on nobody reads a decimal


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that is told of every model, and what it is counted in."""

    key: str
    label: str | Promise
    sort: str


MEASURES: Final = (
    Measure("median_days", gettext_lazy("Half of the matters are decided within"), DAYS),
    Measure("lead_days", gettext_lazy("Days to a decision, on average"), DAYS),
    Measure("in_time", gettext_lazy("Decided in time"), SHARE),
    Measure("locally", gettext_lazy("Decided by one person or by each member, not in a forum"), SHARE),
    Measure("passes", gettext_lazy("A joint proposal is carried"), SHARE),
    Measure("taking_part", gettext_lazy("Members who take part in what is carried"), NUMBER),
    Measure("ended", gettext_lazy("Matters finished a year"), NUMBER),
    Measure("under_way", gettext_lazy("Matters under way at a time"), NUMBER),
    Measure("hours", gettext_lazy("Hours a year that people spend on it"), NUMBER),
)


def result_of(run: Any) -> dict[str, Any]:
    """What came out; of so few plays that intervals say next to nothing, without them."""
    result: dict[str, Any] = run.result
    if run.runs >= LEAST_PLAYS:
        return result
    return {
        **result,
        "models": [{**one, "total": _bare(one["total"])} for one in result["models"]],
        "differences": [_bare(one) for one in result["differences"]],
    }


def _bare(figures: Figure) -> dict[str, Any]:
    return {name: {**figure, "low": None, "high": None} for name, figure in figures.items()}


def amount(value: float | None, sort: str) -> str:
    """A size without its sign."""
    if value is None:
        return NOTHING
    size, say = Fraction(abs(value)), words()
    if sort == SHARE:
        return say.percent(size)
    said = say.number(round(size)) if size >= _WHOLE else say.number(Fraction(round(size * 10), 10))
    return _("%(days)s days") % {"days": said} if sort == DAYS else said


def told(figure: Figure, sort: str) -> str:
    """A mean, and between which two it lies 95 times in 100; nothing of that after one run alone."""
    mean = amount(figure["mean"], sort)
    if figure["mean"] is None or figure["low"] is None:
        return mean
    low, high = (max(0.0, figure[end]) for end in ("low", "high"))
    return f"{mean} ({bare(low, sort)}–{bare(high if sort != SHARE else min(1.0, high), sort)})"


def bare(value: float, sort: str) -> str:
    """A size without its unit, where the unit stands beside it already."""
    return amount(value, NUMBER if sort == DAYS else sort)


def is_sure(figure: Figure) -> bool:
    """Whether a difference lies to one side of nought, 95 times in 100."""
    return figure["low"] is not None and (figure["low"] > 0 or figure["high"] < 0)


def difference(figure: Figure, sort: str) -> str:
    """How much more or less, with its sign and interval."""
    if figure["mean"] is None:
        return NOTHING
    mean = _signed(figure["mean"], sort)
    if figure["low"] is None:
        return mean
    both = (_signed(figure[end], sort) for end in ("low", "high"))
    return _("%(mean)s (from %(low)s to %(high)s)") % dict(
        zip(("mean", "low", "high"), (mean, *both), strict=True)
    )


def _signed(value: float, sort: str) -> str:
    said = bare(value, sort)
    if said == bare(0.0, sort):
        return said
    return f"+{said}" if value > 0 else f"{MINUS}{said}"


def span(figure: Figure, sort: str) -> str:
    """Between which sizes a difference lies, the smaller first, without signs."""
    ends = sorted(abs(figure[end]) for end in ("low", "high"))
    return "–".join(bare(one, sort) for one in ends)
