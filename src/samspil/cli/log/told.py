"""Times as people say them, and as machines get them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Any, Final

from samspil.cli.desk import Desk
from samspil.core.mining.log import DAY, HOUR, SECOND
from samspil.core.mining.metrics import Spread

_MINUTE: Final = 60 * SECOND
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def moment(at: int) -> datetime:
    """Milliseconds since 1970 as a moment."""
    return _EPOCH + timedelta(milliseconds=at)


def duration(milliseconds: float, desk: Desk) -> str:
    """A time in the largest unit of which there are two: days, hours, minutes or seconds."""
    told = round(milliseconds)
    for unit, name in ((DAY, "days"), (HOUR, "hours"), (_MINUTE, "minutes")):
        if abs(told) >= 2 * unit:
            return desk.say(f"log.{name}", count=desk.words.number(Fraction(round(10 * told / unit), 10), 1))
    return desk.say("log.seconds", count=desk.words.number(round(told / SECOND)))


def spread_as_data(spread: Spread) -> dict[str, Any]:
    """A spread for machines, in seconds."""
    return {
        "count": spread.count,
        "mean": round(spread.mean / SECOND, 3),
        "median": spread.median / SECOND,
        "p80": spread.p80 / SECOND,
        "p90": spread.p90 / SECOND,
        "longest": spread.longest / SECOND,
    }


def spread_row(spread: Spread, desk: Desk) -> list[str]:
    """A spread as cells: median, eight of ten, nine of ten, longest."""
    return [duration(one, desk) for one in (spread.median, spread.p80, spread.p90, spread.longest)]


def spread_columns(desk: Desk) -> list[str]:
    """The headings of these cells."""
    return [desk.say(f"log.{name}") for name in ("median", "p80", "p90", "longest")]
