"""A mix of tasks: shares of time, how far they are from a target, and what took the time for development."""

from __future__ import annotations

import calendar
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

Minutes = Mapping[str, int]
Shares = Mapping[str, Fraction]
_SATURDAY = 5


def added(every: Iterable[Minutes]) -> dict[str, int]:
    """Mixes together, minute by minute; linear.

    >>> added([{"operations": 60}, {"operations": 30, "development": 10}])
    {'operations': 90, 'development': 10}
    """
    found: Counter[str] = Counter()
    for one in every:
        found.update(one)
    return dict(found)


def shares(minutes: Minutes) -> dict[str, Fraction]:
    """What share of the time each sort of task has; together exactly 1.

    Raises:
        ValueError: nothing was recorded, or a number is below zero.

    >>> shares({"operations": 100, "development": 300})["development"]
    Fraction(3, 4)
    """
    total = sum(minutes.values())
    if total <= 0 or min(minutes.values()) < 0:
        raise ValueError(dict(minutes))
    return {key: Fraction(value, total) for key, value in minutes.items()}


def whole_percents(of: Shares) -> dict[str, int]:
    """Shares as whole percentages that are together 100: what is left over goes to the largest rests.

    Where two rests are alike it goes to the first. The shares are together 1.

    >>> whole_percents({key: Fraction(1, 3) for key in "abc"})
    {'a': 34, 'b': 33, 'c': 33}
    """
    floors = {key: int(100 * share) for key, share in of.items()}
    rests = sorted(of, key=lambda key: floors[key] - 100 * of[key])
    for key in rests[: 100 - sum(floors.values())]:
        floors[key] += 1
    return floors


@dataclass(frozen=True, slots=True)
class Apart:
    """A sort of task with more or less time than its target, in shares of all time."""

    category: str
    was: Fraction
    target: Fraction

    @property
    def more(self) -> Fraction:
        """How much more than its target; below zero where it is less."""
        return self.was - self.target


@dataclass(frozen=True, slots=True)
class Protected:
    """What was meant for development at least, what it had, and which tasks had more than their target.

    ``took`` stands from the most to the least, and is empty where development has what is protected.
    """

    meant: Fraction
    was: Fraction
    took: tuple[Apart, ...]

    @property
    def lacking(self) -> Fraction:
        """How much development lacks of what is protected; never below zero."""
        return max(Fraction(0), self.meant - self.was)


def apart(was: Shares, target: Shares) -> list[Apart]:
    """Each sort of task of either against its target, in the order of the target; together nothing.

    What has no target has a target of nothing: a sort of task that is no longer in use, or a new one.

    >>> [str(one.more) for one in apart({"a": Fraction(3, 4), "b": Fraction(1, 4)}, {"a": Fraction(1, 2)})]
    ['1/4', '1/4']
    """
    none = Fraction(0)
    keys = dict.fromkeys([*target, *was])
    return [Apart(key, was.get(key, none), target.get(key, none)) for key in keys]


def protected(was: Shares, target: Shares, development: Collection[str], meant: Fraction) -> Protected:
    """Whether development had the share that is protected for it, and what had more than its target if not.

    >>> half, quarter = Fraction(1, 2), Fraction(1, 4)
    >>> found = protected({"dev": quarter, "run": half, "data": quarter},
    ...     {"dev": half, "run": quarter, "data": quarter}, {"dev"}, half)
    >>> str(found.lacking), [(one.category, str(one.more)) for one in found.took]
    ('1/4', [('run', '1/4')])
    """
    had = sum((share for key, share in was.items() if key in development), Fraction(0))
    if had >= meant:
        return Protected(meant, had, ())
    above = [one for one in apart(was, target) if one.category not in development and one.more > 0]
    return Protected(meant, had, tuple(sorted(above, key=lambda one: -one.more)))


def weekdays(month: date) -> int:
    """The days from Monday to Friday of a month; closed days among them are not taken off.

    >>> weekdays(date(2026, 11, 1))
    21
    """
    first, days = calendar.monthrange(month.year, month.month)
    return sum((first + day) % 7 < _SATURDAY for day in range(days))


def most_minutes(full_time_hundredths: int, month: date, minutes_a_day: int, overtime_percent: int) -> int:
    """The most that so many full-time equivalents (in hundredths) can have worked in a month.

    An upper bound to catch slips of the pen: every weekday is worked, and so much more besides.

    >>> most_minutes(200, date(2026, 11, 1), 444, 25)
    23310
    """
    whole = full_time_hundredths * weekdays(month) * minutes_a_day * (100 + overtime_percent)
    return whole // (100 * 100)
