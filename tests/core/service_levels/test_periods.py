"""Periods of the calendar, and how people write them."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil.core.service_levels.periods import Every, Period, period_of, periods_between, read_period
from samspil.core.tables.values import DayOrder

MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))
SECOND_QUARTER = Period(date(2026, 4, 1), date(2026, 6, 30))
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    "text",
    ["2026-03", "2026-3", "03-2026", "3/2026", "marts 2026", "mar. 2026", "2026 March", "2026-03-17",
     "17.03.2026", "31. marts 2026"],
)  # fmt: skip
def test_a_month_is_read_as_people_write_it(text: str) -> None:
    assert read_period(text, Every.MONTH) == MARCH


@pytest.mark.parametrize(
    "text", ["2. kvartal 2026", "2.kvt. 2026", "Q2 2026", "2026-Q2", "2026 K2", "maj 2026", "2026-05-01"]
)
def test_a_quarter_is_read_as_people_write_it_or_by_what_is_in_it(text: str) -> None:
    assert read_period(text, Every.QUARTER) == SECOND_QUARTER


def test_a_year_is_read_by_anything_in_it() -> None:
    assert {read_period(text, Every.YEAR) for text in ("2026", "Q3 2026", "2026-12", "1.1.2026")} == {YEAR}


@pytest.mark.parametrize(
    ("text", "every"),
    [("2026", Every.MONTH), ("2026", Every.QUARTER), ("Q2 2026", Every.MONTH),
     ("5. kvartal 2026", Every.QUARTER), ("2026-13", Every.MONTH), ("0000", Every.YEAR),
     ("0000-01", Every.MONTH), ("snart", Every.MONTH),
     ("snart 2026", Every.MONTH), ("", Every.MONTH), ("32.01.2026", Every.MONTH)],
)  # fmt: skip
def test_what_is_no_period_of_that_length_is_none(text: str, every: Every) -> None:
    assert read_period(text, every) is None


def test_a_day_is_read_in_the_order_that_is_said() -> None:
    assert read_period("03/04/2026", Every.MONTH, DayOrder.MONTH_FIRST) == MARCH
    assert read_period("04/03/2026", Every.MONTH, DayOrder.DAY_FIRST) == MARCH


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 800), st.sampled_from(list(Every)))
def test_periods_lie_after_each_other_and_cover_all_days(first: date, days: int, every: Every) -> None:
    last = first + timedelta(days=days)
    found = list(periods_between(first, last, every))
    assert found[0].first <= first <= found[0].last
    assert found[-1].first <= last <= found[-1].last
    assert all(after.first - before.last == timedelta(days=1) for before, after in pairwise(found))
    assert all(period_of(one.last, every) == one for one in found)


def test_there_is_none_backwards_and_none_after_the_end_of_the_calendar() -> None:
    assert list(periods_between(date(2026, 2, 1), date(2026, 1, 1), Every.MONTH)) == []
    assert [one.last for one in periods_between(date.max, date.max, Every.YEAR)] == [date.max]
