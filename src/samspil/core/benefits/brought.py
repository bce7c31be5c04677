"""What a benefit has brought, as measurements say.

A value of an indicator either is the amount itself, or says how far the way from baseline to goal has been
gone. In the second case a level holds from the measurement before (the first effect, for the first) until
the last day measured: nothing is said of the days after.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import accumulate

from samspil.core.benefits.course import Course, Recurrence, rounded
from samspil.core.benefits.indicator import Indicator
from samspil.core.benefits.measuring import Measurement
from samspil.core.units import Money

_DAYS_A_YEAR = Fraction(36525, 100)
_HUNDREDTHS = 100


@dataclass(frozen=True, slots=True)
class Brought:
    """How much came until when.

    Args:
        amount: in what the benefit counts in.
        until: the last day that was measured.
    """

    amount: Money
    until: date


def counted(standing: Iterable[Measurement], currency: str) -> list[Brought]:
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


def progressed(course: Course, indicator: Indicator, standing: Sequence[Measurement]) -> list[Brought]:
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


def _levels(indicator: Indicator, standing: Sequence[Measurement]) -> list[tuple[date, Fraction]]:
    """The last day of each period, and how far of the way it had come, by day."""
    of_all = [one for one in standing if not one.where] or list(standing)
    by_day: dict[date, list[Fraction]] = {}
    for one in of_all:
        by_day.setdefault(one.last, []).append(indicator.way_gone(one.value) * one.attributed)
    return [(day, sum(found, Fraction(0)) / len(found)) for day, found in sorted(by_day.items())]
