"""Amounts, days and shares as people write them in lists."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil.core.tables.values import (
    Amount,
    DayOrder,
    Mark,
    read_amount,
    read_day,
    read_share,
    ways_of_writing,
)

POINT, COMMA = Mark.POINT, Mark.COMMA


@pytest.mark.parametrize(
    ("text", "mark", "value", "currency"),
    [
        ("450.37", POINT, "450.37", ""),
        ("0", POINT, "0", ""),
        ("£1.90m", POINT, "1900000", "GBP"),
        ("-£120.11m", POINT, "-120110000", "GBP"),
        ("£-3.00", POINT, "-3", "GBP"),
        ("£12,131.50", POINT, "12131.50", "GBP"),
        ("Ł26.19m", POINT, "26190000", "GBP"),
        ("1.186,50", COMMA, "1186.50", ""),
        ("kr. 1.250.000,00", COMMA, "1250000", "DKK"),
        ("1,5 mio. kr.", COMMA, "1500000", "DKK"),
        ("2 mia", COMMA, "2000000000", ""),
        ("12 t.kr.", COMMA, "12000", "DKK"),
        ("350 tkr", COMMA, "350000", ""),
        ("1 250 000 NOK", COMMA, "1250000", "NOK"),
        ("(3,5)", COMMA, "-3.5", ""),
        ("1'000.5", POINT, "1000.5", ""),
        ("100,-", COMMA, "100", ""),
        ("25 kr", COMMA, "25", "DKK"),
    ],
)
def test_amounts(text: str, mark: Mark, value: str, currency: str) -> None:
    found = read_amount(text, mark)
    assert found is not None
    assert (found.value, found.currency) == (Decimal(value), currency)


@pytest.mark.parametrize(
    "text",
    [
        *("", "n/a", "Exempt under Section 43 of the FOI Act", "Budget variance less than 5%.", "5%"),
        *("12 apples", "1.2.3", "1,23.5", "12,34,567", "abc 5", "31/05/2010 and later", "1,186.00"),
    ],
)
def test_what_is_no_amount_is_none(text: str) -> None:
    assert read_amount(text, COMMA) is None


@given(st.integers(-(10**13), 10**13), st.sampled_from(Mark), st.booleans())
def test_whatever_is_written_is_read_back(minor: int, mark: Mark, grouped: bool) -> None:
    whole, part = divmod(abs(minor), 100)
    group = {POINT: ",", COMMA: "."}[mark]
    text = f"{whole:,}".replace(",", group) if grouped else str(whole)
    text = f"{'-' if minor < 0 else ''}{text}{mark.value}{part:02d}"
    assert read_amount(text, mark) == Amount(Decimal(minor) / 100)


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("31/05/2010", DayOrder.DAY_FIRST, date(2010, 5, 31)),
        ("01.04.16", DayOrder.DAY_FIRST, date(2016, 4, 1)),
        ("2015-04-01", DayOrder.DAY_FIRST, date(2015, 4, 1)),
        ("2015-04-01T00:00:00", DayOrder.DAY_FIRST, date(2015, 4, 1)),
        ("04/01/2016", DayOrder.MONTH_FIRST, date(2016, 4, 1)),
        ("15-04-01", DayOrder.YEAR_FIRST, date(2015, 4, 1)),
        ("1. maj 2026", DayOrder.DAY_FIRST, date(2026, 5, 1)),
        ("12 December 1999", DayOrder.DAY_FIRST, date(1999, 12, 12)),
        ("12-des-99", DayOrder.DAY_FIRST, date(1999, 12, 12)),
        ("42461", DayOrder.DAY_FIRST, date(2016, 4, 1)),
        ("31-12-69", DayOrder.DAY_FIRST, date(2069, 12, 31)),
        ("31-12-70", DayOrder.DAY_FIRST, date(1970, 12, 31)),
    ],
)
def test_days(text: str, order: DayOrder, day: date) -> None:
    assert read_day(text, order) == day


@pytest.mark.parametrize("text", ["", "31.02.2020", "13/13/2020", "Q2 2020", "12 Foo 2020", "2020", "TBC"])
def test_what_is_no_day_is_none(text: str) -> None:
    assert read_day(text, DayOrder.DAY_FIRST) is None


@given(st.dates(date(1971, 1, 1), date(2068, 12, 31)), st.sampled_from("./-"), st.booleans())
def test_every_day_is_read_back(day: date, between: str, short: bool) -> None:
    year = day.strftime("%y") if short else str(day.year)
    assert read_day(f"{day.day:02d}{between}{day.month:02d}{between}{year}", DayOrder.DAY_FIRST) == day
    assert read_day(f"{day.month}{between}{day.day}{between}{year}", DayOrder.MONTH_FIRST) == day
    assert read_day(str((day - date(1899, 12, 30)).days), DayOrder.DAY_FIRST) in (
        day,
        None if day < date(1899, 12, 30) + timedelta(10_000) else day,
    )


def test_shares() -> None:
    assert read_share("13%") == Decimal("0.13")
    assert read_share("\u22122,5 %") == Decimal("-0.025")
    assert read_share("-0.2379") == Decimal("-0.2379")
    assert read_share("less than 5%") is None


@pytest.mark.parametrize(
    ("cells", "mark", "order"),
    [
        (["1,186.00", "12"], POINT, DayOrder.DAY_FIRST),
        (["1.186,00", "12"], COMMA, DayOrder.DAY_FIRST),
        (["1.250.000"], COMMA, DayOrder.DAY_FIRST),
        (["1,250,000"], POINT, DayOrder.DAY_FIRST),
        (["12,5"], COMMA, DayOrder.DAY_FIRST),
        (["12.5", "1.250"], POINT, DayOrder.DAY_FIRST),
        (["01/31/2020", "02/03/2020"], POINT, DayOrder.MONTH_FIRST),
        (["31.01.2020", "02.03.2020"], POINT, DayOrder.DAY_FIRST),
        (["2020-01-31"], POINT, DayOrder.YEAR_FIRST),
        (["Exempt", "", "n/a"], POINT, DayOrder.DAY_FIRST),
    ],
)
def test_a_column_tells_how_it_writes(cells: list[str], mark: Mark, order: DayOrder) -> None:
    found = ways_of_writing(cells)
    assert (found.mark, found.days) == (mark, order)
