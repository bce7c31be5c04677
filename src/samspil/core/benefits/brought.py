"""What a benefit has brought, as measurements say.

A value of an indicator either is the amount itself, or says how far the way from baseline to goal has been
gone. In the second case a level holds from the measurement before (the first effect, for the first) until
the last day measured: nothing is said of the days after.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Context, Decimal, Inexact, localcontext
from fractions import Fraction
from itertools import accumulate
from typing import Final, NamedTuple, Protocol

from samspil.core.benefits.course import Course, Recurrence, rounded
from samspil.core.benefits.indicator import Indicator
from samspil.core.units import Money

_DAYS_A_YEAR = Fraction(36525, 100)
_HUNDREDTHS = 100
# More digits than any sum here can have: one that had more would be refused, not rounded.
_EXACT: Final = Context(prec=200, traps=[Inexact])


class Valued(Protocol):
    """What adding up asks of a measurement: its last day, place, value, and the share that is its doing."""

    @property
    def last(self) -> date:
        """The last day of the period."""

    @property
    def where(self) -> str:
        """The place it is of; empty for all."""

    @property
    def value(self) -> Decimal:
        """In the indicator's unit."""

    @property
    def attributed(self) -> Fraction:
        """From 0 to 1."""


class Value(NamedTuple):
    """No more than that: of a hundred thousand measurements no more is made."""

    last: date
    where: str
    value: Decimal
    attributed: Fraction


@dataclass(frozen=True, slots=True)
class Brought:
    """How much came until when.

    Args:
        amount: in what the benefit counts in.
        until: the last day that was measured.
    """

    amount: Money
    until: date


def counted(standing: Iterable[Valued], currency: str) -> list[Brought]:
    """What had come by each last day measured, where values are the amount itself.

    They add up, each by the part that is its doing; the last is all of it, and nothing measured is no line.

    Args:
        standing: those that nothing has corrected.
        currency: what their values are in.
    """
    by_day: dict[date, Fraction] = {}
    for one in standing:
        by_day[one.last] = by_day.get(one.last, Fraction(0)) + Fraction(one.value) * one.attributed
    days = sorted(by_day)
    sums = accumulate(by_day[day] for day in days)
    return [
        Brought(Money(rounded(total * _HUNDREDTHS), currency), day)
        for day, total in zip(days, sums, strict=True)
    ]


def progressed(course: Course, indicator: Indicator, standing: Collection[Valued]) -> list[Brought]:
    """What had come by each last day measured, where values say how far it has come.

    What is of all places counts; where nothing is, the places of a period count alike.

    Args:
        course: the plan whose full effect is the goal reached.
        indicator: whose values they are.
        standing: those that nothing has corrected.
    """
    found = []
    share, since = Fraction(0), course.first_month
    for last, level in _levels(indicator, standing):
        after = last + timedelta(days=1)
        if course.recurrence is Recurrence.ONCE:
            share = level
        else:
            share += level * max((after - since).days, 0) / _DAYS_A_YEAR
        since = max(since, after)
        found.append(Brought(Money(rounded(share * course.full.minor), course.full.currency), last))
    return found


def counted_in_all(standing: Collection[Valued], currency: str) -> Brought | None:
    """The last of ``counted``; nothing where nothing was measured. A tenth of the time for many.

    >>> found = [Value(date(2026, month, 1), "", Decimal(month), Fraction(1, 2)) for month in (3, 4)]
    >>> counted_in_all(found, "DKK") == counted(found, "DKK")[-1]
    True
    """
    if not standing:
        return None
    total = _total((one, 1) for one in standing)
    amount = Money(rounded(total.of_values * _HUNDREDTHS), currency)
    return Brought(amount, max(one.last for one in standing))


def progressed_in_all(course: Course, indicator: Indicator, standing: Collection[Valued]) -> Brought | None:
    """The last of ``progressed``; nothing where nothing was measured. A tenth of the time for many.

    Each value counts so many days, shared with the others of its day: they are added up exactly before they
    are held against the way from baseline to goal.
    """
    of_all = [one for one in standing if not one.where] or standing
    if not of_all:
        return None
    alike = Counter(one.last for one in of_all)
    counts = _counts_for(course, alike)
    base, way = Fraction(indicator.baseline.value), indicator.goal.value - indicator.baseline.value
    share = Fraction(0)
    for many in set(alike.values()):
        total = _total((one, counts[one.last]) for one in of_all if alike[one.last] == many)
        share += (total.of_values - base * total.of_counts) / (many * Fraction(way))
    if course.recurrence is not Recurrence.ONCE:
        share /= _DAYS_A_YEAR
    return Brought(Money(rounded(share * course.full.minor), course.full.currency), max(alike))


def _counts_for(course: Course, measured: Iterable[date]) -> Mapping[date, int]:
    """How many days the level of each last day holds; of what comes once, the last level is all."""
    days = sorted(measured)
    if course.recurrence is Recurrence.ONCE:
        return {**dict.fromkeys(days, 0), days[-1]: 1}
    found, since = {}, course.first_month
    for last in days:
        after = last + timedelta(days=1)
        found[last] = max((after - since).days, 0)
        since = max(since, after)
    return found


class _Total(NamedTuple):
    """Values times what each counts, and those counts, each by the share that is its doing."""

    of_values: Fraction
    of_counts: Fraction


def _total(counting: Iterable[tuple[Valued, int]]) -> _Total:
    """Exact. Values of the same share are added as decimals, which is ten times as quick as fractions."""
    sums: dict[int, tuple[Fraction, Decimal, int]] = {}
    with localcontext(_EXACT):
        for one, count in counting:
            # By the object and not by what it is equal to: few are made, and a fraction's hash is slow.
            share, values, counts = sums.get(id(one.attributed), (one.attributed, Decimal(0), 0))
            sums[id(one.attributed)] = share, values + one.value * count, counts + count
    groups = sums.values()
    return _Total(
        sum((share * Fraction(values) for share, values, _counts in groups), Fraction(0)),
        sum((share * counts for share, _values, counts in groups), Fraction(0)),
    )


def _levels(indicator: Indicator, standing: Collection[Valued]) -> list[tuple[date, Fraction]]:
    """The last day of each period, and how far of the way it had come, by day."""
    of_all = [one for one in standing if not one.where] or list(standing)
    by_day: dict[date, list[Fraction]] = {}
    for one in of_all:
        by_day.setdefault(one.last, []).append(indicator.way_gone(one.value) * one.attributed)
    return [(day, sum(found, Fraction(0)) / len(found)) for day, found in sorted(by_day.items())]
