"""Late joiners and those who leave, by what the key says."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil.core.errors import ProblemsError
from samspil.core.finance.cost_keys.coming_and_going import LateEntry, late_entry, pays_until
from samspil.core.finance.cost_keys.ground import Member, Period
from samspil.core.finance.cost_keys.key import Leaving, read
from samspil.core.finance.cost_keys.sharing_out import share_out
from samspil.core.units import Money

START = date(2024, 1, 1)
DAY = Period(START, START)


def entry(joins: date, pays: str = "written_down", amount: int = 600) -> LateEntry:
    key = read(
        {"kind": "establishment", "rule": {"by": "inhabitants"}, "joining": {"pays": pays, "years": 5}}
    )
    small, large, late = Member("a", 100), Member("b", 200), Member("c", 300)
    paid = share_out(key, (small, large), DAY, Money(amount)).pays
    as_if = share_out(key, (small, large, late), DAY, Money(amount)).pays
    return late_entry(key, "c", paid, as_if, (START, joins))


@pytest.mark.parametrize(
    ("joins", "pays", "oere"),
    [
        (START, "written_down", 300),
        (date(2026, 7, 1), "written_down", 150),
        (date(2026, 7, 31), "written_down", 150),  # the month has begun, and is not written down yet
        (date(2028, 12, 31), "written_down", 5),
        (date(2029, 1, 1), "written_down", 0),
        (date(2035, 1, 1), "written_down", 0),
        (date(2035, 1, 1), "all", 300),
        (START, "nothing", 0),
    ],
)
def test_a_late_joiner_pays_what_is_left_of_its_share(joins: date, pays: str, oere: int) -> None:
    assert entry(joins, pays).pays.minor == oere


def test_what_it_pays_goes_to_those_who_paid_too_much() -> None:
    assert entry(START).to == {"a": Money(100), "b": Money(200)}
    assert entry(date(2035, 1, 1)).to == {"a": Money(0), "b": Money(0)}


@given(amount=st.integers(0, 10**12), month=st.integers(1, 12), year=st.integers(2024, 2030))
def test_what_is_paid_is_what_others_get(amount: int, month: int, year: int) -> None:
    found = entry(date(year, month, 1), amount=amount)
    assert sum(one.minor for one in found.to.values()) == found.pays.minor


def test_nobody_joins_before_there_is_something_to_join() -> None:
    with pytest.raises(ProblemsError, match="joined_before_established"):
        entry(date(2023, 12, 31))


def test_where_nobody_paid_too_much_nobody_can_be_paid() -> None:
    key = read({"kind": "establishment", "rule": {"by": "equal"}})
    as_if: dict[str, Any] = {"a": Money(300), "c": Money(300)}
    with pytest.raises(ProblemsError, match="nobody_paid_too_much"):
        late_entry(key, "c", {"a": Money(300), "gone": Money(5)}, as_if, (START, START))


@pytest.mark.parametrize(
    ("months", "at_year_end", "wanted", "last"),
    [
        (6, False, None, date(2026, 9, 14)),
        (6, False, date(2026, 9, 1), date(2026, 9, 14)),
        (6, False, date(2026, 12, 1), date(2026, 12, 1)),
        (0, False, None, date(2026, 3, 15)),
        (6, True, None, date(2026, 12, 31)),
        (12, True, None, date(2027, 12, 31)),
    ],
)
def test_one_that_leaves_pays_until_its_notice_ends(
    months: int, at_year_end: bool, wanted: date | None, last: date
) -> None:
    leaving = Leaving(notice_months=months, at_year_end=at_year_end)
    assert pays_until(leaving, date(2026, 3, 15), wanted) == last
