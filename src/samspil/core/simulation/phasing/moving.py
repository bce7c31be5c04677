"""Where a forum's meetings could lie instead: as often as now, in another week, another month of its turn."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import product
from typing import Final

from dateutil.relativedelta import relativedelta

DAYS: Final = ("MO", "TU", "WE", "TH", "FR")
_IN_A_MONTH: Final = re.compile(r"([1-4])(MO|TU|WE|TH|FR)$")
_KNOWN: Final = {"FREQ", "INTERVAL", "BYDAY"}
_WEEKS: Final = 4


@dataclass(frozen=True, slots=True)
class Meets:
    """When a forum meets: the rule, and the first meeting, which says whose turn a month or week is."""

    rule: str
    starts: datetime


def moved(now: Meets, any_weekday: bool = False) -> tuple[Meets, ...]:
    """As it is, then every other place of the same meetings; only as it is where the rule is of another sort.

    Args:
        now: a rule by days of a week (``FREQ=WEEKLY;BYDAY=TU``) or of a month (``FREQ=MONTHLY;BYDAY=1TU``).
        any_weekday: whether meetings may come to another day of the week, too.

    >>> from datetime import datetime
    >>> [one.rule for one in moved(Meets("FREQ=MONTHLY;BYDAY=2TH", datetime(2027, 1, 14, 9)))]
    ['FREQ=MONTHLY;BYDAY=2TH', 'FREQ=MONTHLY;BYDAY=3TH', 'FREQ=MONTHLY;BYDAY=4TH', 'FREQ=MONTHLY;BYDAY=1TH']
    """
    parts = dict(part.split("=", 1) for part in now.rule.upper().split(";") if "=" in part)
    if not set(parts) <= _KNOWN or "BYDAY" not in parts:
        return (now,)
    interval, named = int(parts.get("INTERVAL", "1")), parts["BYDAY"].split(",")
    weekdays = range(len(DAYS)) if any_weekday and len(named) == 1 else range(1)
    if parts.get("FREQ") == "WEEKLY" and set(named) <= set(DAYS):
        found = _weekly(now, parts, named, product(range(interval), weekdays))
    elif parts.get("FREQ") == "MONTHLY" and all(map(_IN_A_MONTH.match, named)):
        found = _monthly(now, parts, named, product(range(interval), range(_WEEKS), weekdays))
    else:
        return (now,)
    return tuple(dict.fromkeys([now, *found]))


def _weekly(
    now: Meets, parts: dict[str, str], named: list[str], shifts: Iterator[tuple[int, ...]]
) -> Iterator[Meets]:
    for weeks, days in shifts:
        to = _days_on(named, days)
        by = DAYS.index(to[0]) - DAYS.index(named[0])
        yield Meets(_rule(parts, to), now.starts + timedelta(days=7 * weeks + by))


def _monthly(
    now: Meets, parts: dict[str, str], named: list[str], shifts: Iterator[tuple[int, ...]]
) -> Iterator[Meets]:
    for months, weeks, days in shifts:
        to = [
            f"{(int(one[0]) - 1 + weeks) % _WEEKS + 1}{day}"
            for one, day in zip(named, _days_on([one[1:] for one in named], days), strict=True)
        ]
        first = min(_day_in_month(now.starts + relativedelta(months=months), one) for one in to)
        yield Meets(_rule(parts, sorted(to)), first if months or to != named else now.starts)


def _days_on(named: list[str], days: int) -> list[str]:
    return [DAYS[(DAYS.index(one) + days) % len(DAYS)] for one in named]


def _day_in_month(month: datetime, named: str) -> datetime:
    """The first, second, third or fourth of a weekday in a month, at the same time of day."""
    first = month.replace(day=1)
    ahead = (DAYS.index(named[1:]) - first.weekday()) % 7
    return first + timedelta(days=ahead + 7 * (int(named[0]) - 1))


def _rule(parts: dict[str, str], named: list[str]) -> str:
    return ";".join(
        f"{name}={','.join(named) if name == 'BYDAY' else value}" for name, value in parts.items()
    )
