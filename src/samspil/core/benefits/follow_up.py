"""When a benefit is to be measured: some months after the go-live, until its full effect has been seen."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from dateutil.relativedelta import relativedelta

from samspil.core.benefits.course import Course
from samspil.core.errors import ProblemsError

# methods.md section 3: three, six, twelve and twenty-four months after, until full effect.
USUAL_MONTHS: Final = (3, 6, 12, 24)
_A_YEAR: Final = 12
# So long after its day a measurement still comes in time: the period must end before it is counted.
GRACE: Final = timedelta(days=30)


def measure_on(course: Course, months: tuple[int, ...] = USUAL_MONTHS) -> tuple[date, ...]:
    """The days it is to be measured by, counted from the go-live.

    It goes on until full effect has been seen, and for a year at least: the state asks for a report a year
    after a project has closed. Full effect later than the last of the months adds one day, a year after it.

    Args:
        course: of the benefit.
        months: after the go-live, rising, at least one.

    Raises:
        ProblemsError: ``follow_up_out_of_order``.

    >>> from samspil.core.units import Money
    >>> at_once = Course(date(2026, 1, 1), Money.of(12))
    >>> [str(one) for one in measure_on(at_once)]
    ['2026-04-01', '2026-07-01', '2027-01-01']
    >>> slow = Course(date(2026, 1, 1), Money.of(12), rises_months=36)
    >>> [str(one) for one in measure_on(slow)][-2:]
    ['2028-01-01', '2030-01-01']
    """
    if not months or list(months) != sorted(set(months)) or months[0] < 1:
        raise ProblemsError.of("follow_up_out_of_order", months=", ".join(map(str, months)))
    days: list[date] = []
    for after in months:
        days.append(course.go_live + relativedelta(months=after))
        if after >= _A_YEAR and days[-1] > course.full_from:
            return tuple(days)
    return (*days, course.full_from + relativedelta(years=1))


def was_in_time(due_on: date, met_on: date) -> bool:
    """Whether a measurement came by its day and the days of grace.

    >>> was_in_time(date(2026, 4, 1), date(2026, 5, 1)), was_in_time(date(2026, 4, 1), date(2026, 5, 2))
    (True, False)
    """
    return met_on <= due_on + GRACE
