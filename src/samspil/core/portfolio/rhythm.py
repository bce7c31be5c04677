"""When the next status report is due."""

from __future__ import annotations

from datetime import date

from dateutil.relativedelta import relativedelta

from samspil.core.errors import ProblemsError


def report_due(since: date, months: int, on_day: int | None = None) -> date:
    """The day a report is asked for: so many months after the last one, else after the start.

    A day that the month does not have is its last. A report belongs to the day it was made, so a late one
    moves the next. Where reports come on a day of the month, it is the such day that is nearest, the earlier
    of two that are equally near: who reports a little early or late stays in step with the others.

    Args:
        since: the day of the last report, or of the start.
        months: how often, at least once a month.
        on_day: a day that every month has, 1 to 28; nothing where reports follow each initiative's own days.

    Raises:
        ProblemsError: ``rhythm_is_too_short``.

    >>> report_due(date(2026, 1, 31), 1)
    datetime.date(2026, 2, 28)
    >>> report_due(date(2026, 3, 9), 1, on_day=5), report_due(date(2026, 3, 30), 1, on_day=5)
    (datetime.date(2026, 4, 5), datetime.date(2026, 5, 5))
    """
    if months < 1:
        raise ProblemsError.of("rhythm_is_too_short", months=months)
    whenever = since + relativedelta(months=months)
    if on_day is None:
        return whenever
    here = whenever.replace(day=on_day)
    around = (here + relativedelta(months=-1), here, here + relativedelta(months=1))
    return min(around, key=lambda day: (abs((day - whenever).days), day))


def days_rested(since: date, rested_from: date, until: date) -> int:
    """How many days of a rest fall in a time that began ``since``: a rhythm does not count them.

    ``until`` is the first day on which work goes on.

    >>> days_rested(date(2026, 3, 2), date(2026, 3, 12), date(2026, 9, 12))
    184
    >>> days_rested(date(2026, 9, 1), date(2026, 3, 12), date(2026, 9, 12))
    11
    """
    return max((until - max(since, rested_from)).days, 0)


def days_late(due_on: date, today: date) -> int:
    """How many days a report is late; nothing until the day after it is due.

    >>> days_late(date(2026, 3, 1), date(2026, 3, 1)), days_late(date(2026, 3, 1), date(2026, 3, 4))
    (0, 3)
    """
    return max((today - due_on).days, 0)
