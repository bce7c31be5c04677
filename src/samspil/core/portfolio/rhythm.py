"""When the next status report is due."""

from __future__ import annotations

from datetime import date

from dateutil.relativedelta import relativedelta

from samspil.core.errors import ProblemsError


def report_due(since: date, months: int) -> date:
    """The day a report is due: so many months after the last one, or after the start where there is none.

    A day that the month does not have is its last. A report belongs to the day it was made, so a late one
    moves the next.

    Args:
        since: the day of the last report, or of the start.
        months: how often, at least once a month.

    Raises:
        ProblemsError: ``rhythm_is_too_short``.

    >>> report_due(date(2026, 1, 31), 1)
    datetime.date(2026, 2, 28)
    """
    if months < 1:
        raise ProblemsError.of("rhythm_is_too_short", months=months)
    return since + relativedelta(months=months)


def days_late(due_on: date, today: date) -> int:
    """How many days a report is late; nothing until the day after it is due.

    >>> days_late(date(2026, 3, 1), date(2026, 3, 1)), days_late(date(2026, 3, 1), date(2026, 3, 4))
    (0, 3)
    """
    return max((today - due_on).days, 0)
