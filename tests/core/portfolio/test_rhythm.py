"""A report is due so many months after the last, and late the day after."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil.core.errors import ProblemsError
from samspil.core.portfolio.rhythm import days_late, report_due


@pytest.mark.parametrize(
    ("since", "months", "due"),
    [
        (date(2026, 3, 2), 1, date(2026, 4, 2)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
    ],
)
def test_a_report_is_due_on_the_same_day_of_a_later_month_or_on_its_last(
    since: date, months: int, due: date
) -> None:
    assert report_due(since, months) == due


def test_a_rhythm_shorter_than_a_month_is_refused() -> None:
    with pytest.raises(ProblemsError, match="rhythm_is_too_short"):
        report_due(date(2026, 3, 2), 0)


@pytest.mark.parametrize(
    ("since", "months", "due"),
    [
        (date(2026, 3, 5), 1, date(2026, 4, 5)),
        (date(2026, 3, 20), 1, date(2026, 4, 5)),  # 15 days from the 5th of April as of May: the earlier
        (date(2026, 3, 21), 1, date(2026, 5, 5)),  # 14 days from the 5th of May, 16 from that of April
        (date(2026, 3, 4), 1, date(2026, 4, 5)),
        (date(2026, 1, 31), 3, date(2026, 5, 5)),
    ],
)
def test_where_reports_come_on_a_day_of_the_month_the_nearest_one_counts(
    since: date, months: int, due: date
) -> None:
    assert report_due(since, months, on_day=5) == due


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 24), st.integers(1, 28))
def test_a_day_of_the_month_moves_a_report_by_half_a_month_at_most_and_never_before_the_last(
    since: date, months: int, on_day: int
) -> None:
    due = report_due(since, months, on_day)
    assert due.day == on_day
    assert due > since
    assert abs((due - report_due(since, months)).days) <= 16


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 24), st.integers(-400, 400))
def test_a_report_is_never_late_before_its_day_has_gone(since: date, months: int, after: int) -> None:
    due = report_due(since, months)
    assert due > since
    assert days_late(due, due + timedelta(days=after)) == max(after, 0)
