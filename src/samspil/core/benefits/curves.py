"""What the plans of a benefit say over time, added up from the first effect: as lines, and day by day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from dateutil.relativedelta import relativedelta

from samspil.core.benefits.course import Course

Points = tuple[tuple[date, Fraction], ...]
_SHOWN_YEARS: Final = 5
_HUNDREDTHS: Final = 100


@dataclass(frozen=True, slots=True)
class Outlook:
    """The newest plan as things stand now, when all goes badly and when all goes well."""

    low: Course
    high: Course


@dataclass(frozen=True, slots=True)
class DayRow:
    """What was to have come by a day, by each plan, and between which bounds; in whole units."""

    on: date
    planned: tuple[Fraction, ...]
    low: Fraction | None
    high: Fraction | None


def shown_until(courses: Sequence[Course], today: date) -> date:
    """How far ahead is drawn: five years after the first effect, and a year from today at least.

    A plan that ends before is drawn to its end: nothing is said of the years after.

    >>> from samspil.core.units import Money
    >>> once = Course(date(2026, 1, 1), Money.of(12), lasts_months=12)
    >>> shown_until([once], date(2026, 6, 1))
    datetime.date(2027, 1, 1)
    """
    ends = max(one.first_month + relativedelta(months=one.lasts_months) for one in courses)
    begins = min(one.first_month for one in courses)
    wanted = max(begins + relativedelta(years=_SHOWN_YEARS), today + relativedelta(years=1))
    return min(ends, wanted)


def added_up(course: Course, until: date) -> Points:
    """What has come by the end of each month, in whole units, from the go-live to a day.

    >>> from samspil.core.units import Money
    >>> steady = Course(date(2026, 1, 1), Money.of(12), lasts_months=2)
    >>> [(str(day), str(value)) for day, value in added_up(steady, date(2026, 6, 1))][1:]
    [('2026-02-01', '1'), ('2026-03-01', '2'), ('2026-06-01', '2')]
    """
    points = [(min(course.go_live, course.first_month), Fraction(0))]
    if course.first_month > course.go_live:
        points.append((course.first_month, Fraction(0)))
    total = 0
    for month, amount in course.months():
        after = month + relativedelta(months=1)
        if after > until:
            break
        total += amount.minor
        points.append((after, Fraction(total, _HUNDREDTHS)))
    if points[-1][0] < until:
        points.append((until, points[-1][1]))
    return tuple(points)


def day_rows(courses: Sequence[Course], outlook: Outlook | None, days: Sequence[date]) -> Iterator[DayRow]:
    """The same as numbers, for days in order; of a month that is not over, so many of its days."""
    for on in days:
        yield DayRow(
            on,
            tuple(_by(one, on) for one in courses),
            _by(outlook.low, on) if outlook else None,
            _by(outlook.high, on) if outlook else None,
        )


def _by(course: Course, day: date) -> Fraction:
    return Fraction(course.through(day).minor, _HUNDREDTHS)


def year_ends(first: date, until: date) -> list[date]:
    """The last days of the years from one day to another, and the last day itself.

    >>> [str(one) for one in year_ends(date(2026, 5, 1), date(2028, 1, 1))]
    ['2026-12-31', '2027-12-31']
    """
    last = until - timedelta(days=1)
    found = [date(year, 12, 31) for year in range(first.year, last.year + 1)]
    return [*(one for one in found if one < last), last]
