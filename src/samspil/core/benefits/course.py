"""The course of a benefit: how much it is planned to bring in each month, from the go-live on.

Everything counts from the go-live, so that the benefit slides when the project slides. Amounts are exact:
what the months bring adds up to what the whole brings, to the oere.
"""

from __future__ import annotations

from bisect import bisect_left
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from itertools import accumulate
from math import floor

from dateutil.relativedelta import relativedelta

from samspil.core.errors import ProblemsError
from samspil.core.units import Money

_MONTHS = 12
_FIRST_YEAR, _LAST_YEAR = 1900, 2200
MOST_MONTHS = 600


class Recurrence(StrEnum):
    """Once, or every year."""

    ONCE = "once"
    YEARLY = "yearly"


@dataclass(frozen=True, slots=True)
class Course:
    """How a benefit comes.

    Args:
        go_live: the day the solution is taken into use.
        full: what it brings: all of it when it comes once, a year with full effect when it comes every year.
            Negative for a disbenefit.
        recurrence: once or every year.
        after_months: from the go-live to the first effect, at least 0.
        rises_months: from the first effect to the full one, in even steps; 0 when it comes at once.
        lasts_months: how long it is counted with from the first effect; at least 1.
        fades: the share of a year's effect that the year after has lost, from full effect on; 0 to below 1.

    Raises:
        ProblemsError: ``course_out_of_order``.
    """

    go_live: date
    full: Money
    recurrence: Recurrence = Recurrence.YEARLY
    after_months: int = 0
    rises_months: int = 0
    lasts_months: int = 120
    fades: Fraction = Fraction(0)

    def __post_init__(self) -> None:
        in_order = (
            _FIRST_YEAR <= self.go_live.year <= _LAST_YEAR
            and 0 <= self.after_months <= MOST_MONTHS
            and 1 <= self.lasts_months <= MOST_MONTHS
            and 0 <= self.rises_months < self.lasts_months
            and 0 <= self.fades < 1
        )
        if not in_order:
            raise ProblemsError.of(
                "course_out_of_order",
                after=self.after_months,
                rises=self.rises_months,
                lasts=self.lasts_months,
            )

    @property
    def first_month(self) -> date:
        """The first day of the first month with an effect: the one after the go-live has passed so long.

        >>> Course(date(2026, 3, 15), Money.of(12), after_months=2).first_month
        datetime.date(2026, 6, 1)
        >>> Course(date(2026, 3, 1), Money.of(12)).first_month
        datetime.date(2026, 3, 1)
        """
        begins = self.go_live + relativedelta(months=self.after_months)
        return begins if begins.day == 1 else begins.replace(day=1) + relativedelta(months=1)

    @property
    def full_from(self) -> date:
        """The first month with full effect."""
        return self.first_month + relativedelta(months=self.rises_months)

    def months(self) -> Iterator[tuple[date, Money]]:
        """Each month's first day and what it brings, from the first effect as long as it is counted with."""
        days, sums = _months(self)
        for day, before, counted in zip(days, (0, *sums), sums, strict=False):
            yield day, Money(counted - before, self.full.currency)

    @property
    def total(self) -> Money:
        """What it brings in all."""
        return Money(_months(self)[1][-1], self.full.currency)

    def by_year(self) -> dict[int, Money]:
        """What it brings in each calendar year that it reaches."""
        found: dict[int, int] = {}
        for month, amount in self.months():
            found[month.year] = found.get(month.year, 0) + amount.minor
        return {year: Money(minor, self.full.currency) for year, minor in found.items()}

    def until(self, day: date) -> Money:
        """What it is planned to have brought by the end of the last whole month before a day."""
        days, sums = _months(self)
        passed = bisect_left(days, day.replace(day=1))
        return Money(sums[passed - 1] if passed else 0, self.full.currency)

    def through(self, day: date) -> Money:
        """What it is planned to have brought by the end of a day; of its own month, so many of its days.

        >>> Course(date(2026, 4, 1), Money.of(120)).through(date(2026, 5, 15))
        Money(minor=1484, currency='DKK')
        """
        days, sums = _months(self)
        first = day.replace(day=1)
        passed = bisect_left(days, first)
        before = sums[passed - 1] if passed else 0
        is_counted = passed < len(days) and days[passed] == first
        this = sums[passed] - before if is_counted else 0
        part = Fraction(this * day.day, monthrange(day.year, day.month)[1])
        return Money(before + rounded(part), self.full.currency)

    def moved(self, go_live: date) -> Course:
        """The same when the solution is taken into use another day."""
        return replace(self, go_live=go_live)

    def weights(self) -> Iterator[Fraction]:
        """Of each month, the share of ``full``."""
        if self.recurrence is Recurrence.ONCE:
            yield from _even(max(self.rises_months, 1))
            return
        for number in range(self.rises_months):
            yield Fraction(number + 1, (self.rises_months + 1) * _MONTHS)
        left = Fraction(1, _MONTHS)
        for number in range(self.lasts_months - self.rises_months):
            if number and number % _MONTHS == 0:
                left *= 1 - self.fades
            yield left


@lru_cache(maxsize=1024)
def _months(course: Course) -> tuple[tuple[date, ...], tuple[int, ...]]:
    """The first day of each month, and what has been brought by its end; asked for again and again.

    Rounded sums, not summed roundings: nothing is lost on the way.
    """
    sums = tuple(rounded(weight * course.full.minor) for weight in accumulate(course.weights()))
    first = course.first_month
    places = (first.month - 1 + number for number in range(len(sums)))
    return tuple(date(first.year + place // _MONTHS, place % _MONTHS + 1, 1) for place in places), sums


def _even(months: int) -> Iterator[Fraction]:
    return (Fraction(1, months) for _month in range(months))


def rounded(amount: Fraction) -> int:
    """To the nearest whole; halves away from nought, as money is."""
    return floor(abs(amount) + Fraction(1, 2)) * (1 if amount >= 0 else -1)


@dataclass(frozen=True, slots=True)
class ThreePoints:
    """What is thought of the full effect: pessimistic, likely, optimistic, in rising order of how good it is.

    Raises:
        ProblemsError: ``estimates_out_of_order``, ``currency_mismatch``.
    """

    pessimistic: Money
    likely: Money
    optimistic: Money

    def __post_init__(self) -> None:
        if not self.pessimistic <= self.likely <= self.optimistic:
            raise ProblemsError.of(
                "estimates_out_of_order",
                pessimistic=str(self.pessimistic),
                likely=str(self.likely),
                optimistic=str(self.optimistic),
            )
