"""Late joiners and those who leave, by what the key says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from samspil.core.errors import ProblemsError
from samspil.core.finance.cost_keys.coming_and_going import (
    LateComer,
    LateEntry,
    late_entry,
    paid_in_the_end,
    pays_until,
)
from samspil.core.finance.cost_keys.ground import Member, Period
from samspil.core.finance.cost_keys.key import Leaving, read
from samspil.core.finance.cost_keys.sharing_out import SharedCost, share_out
from samspil.core.units import Money

START = date(2024, 1, 1)
DAY = Period(START, START)
INDEX = {"base": 2023, "values": {"2023": "100", "2024": "110", "2026": "121"}, "source": "example"}


def established(rule: dict[str, Any] | None = None, oere: int = 600, **joining: Any) -> SharedCost:
    """A cost of a (100 inhabitants) and b (200), paid on the first day of 2024."""
    rest = {"index": INDEX} if joining.get("indexed") else {}
    joining = {"pays": "written_down", "years": 5, **joining}
    key = {"kind": "establishment", "rule": rule or {"by": "inhabitants"}, "joining": joining, **rest}
    return share_out(read(key), (Member("a", 100), Member("b", 200)), DAY, Money(oere))


def comes(key: str, people: int, on: date = START) -> LateComer:
    return LateComer(Member(key, people), on)


def entry(joins: date, pays: str = "written_down", amount: int = 600) -> LateEntry:
    cost = established(oere=amount, pays=pays)
    return late_entry(cost, [], comes("c", 300, joins), cost.pays)


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


def test_the_second_that_joins_pays_the_first_one_too() -> None:
    cost = established(pays="all")
    first = comes("c", 300, date(2025, 1, 1))
    paid = paid_in_the_end(cost, [first])
    assert {one: money.minor for one, money in paid.items()} == {"a": 100, "b": 200, "c": 300}
    second = late_entry(cost, [first], comes("d", 600, date(2026, 1, 1)), paid)
    assert second.pays == second.full == Money(300)
    assert second.to == {"a": Money(50), "b": Money(100), "c": Money(150)}


def test_what_is_left_and_the_prices_of_the_day_are_told() -> None:
    found = entry(date(2026, 7, 1))
    assert (found.full, found.months_left, found.months, found.prices) == (Money(300), 30, 60, Fraction(1))


def test_where_the_key_says_so_it_pays_in_the_prices_of_the_year_it_joins() -> None:
    cost = established(oere=600, pays="all", indexed=True)
    assert cost.amount == Money(660)  # 600 of 2023 are 660 of 2024
    found = late_entry(cost, [], comes("c", 300, date(2026, 1, 1)), cost.pays)
    assert (found.full, found.prices) == (Money(330), Fraction(11, 10))
    assert found.pays == Money(363)
    assert found.to == {"a": Money(121), "b": Money(242)}


def test_prices_of_another_year_need_an_index() -> None:
    with pytest.raises(ProblemsError, match="joining_without_index"):
        read({"kind": "establishment", "rule": {"by": "equal"}, "joining": {"indexed": True}})


def test_what_was_wrong_before_is_put_right_when_the_next_one_joins() -> None:
    cost = established(pays="all")
    wrong = {"a": Money(0), "b": Money(0), "c": Money(600)}
    found = late_entry(cost, [comes("c", 300)], comes("d", 600), wrong)
    after = {one: wrong[one] - money for one, money in found.to.items()} | {"d": found.pays}
    assert {one: money.minor for one, money in after.items()} == {"a": 50, "b": 100, "c": 150, "d": 300}


RULES: list[dict[str, Any]] = [
    {"by": "equal"},
    {"by": "inhabitants"},
    {"by": "degressive", "steps": [{"up_to": 150, "rate": "2"}, {"rate": "1"}]},
    {
        "by": "split",
        "parts": [
            {"share": "1/4", "members": ["a"], "rule": {"by": "equal"}},
            {"share": "3/4", "rule": {"by": "inhabitants"}},
        ],
    },
]
_people = st.lists(st.integers(1, 10**6), min_size=1, max_size=5)
_rules = st.sampled_from(RULES)
_pays = st.sampled_from(["all", "written_down", "nothing"])


@given(people=_people, rule=_rules, pays=_pays, oere=st.integers(0, 10**9), data=st.data())
def test_the_order_in_which_they_join_does_not_matter(
    people: list[int], rule: dict[str, Any], pays: str, oere: int, data: st.DataObject
) -> None:
    cost = established(rule, oere, pays=pays)
    came = [comes(f"n{at}", one, date(2026, 3, 1)) for at, one in enumerate(people)]
    mixed = data.draw(st.permutations(came))
    assert entered(cost, came) == entered(cost, mixed) == paid_in_the_end(cost, mixed)


def entered(cost: SharedCost, came: Sequence[LateComer]) -> dict[str, Money]:
    """One after the other: what each has paid when all have come."""
    paid = dict(cost.pays)
    for at, one in enumerate(came):
        found = late_entry(cost, came[:at], one, paid)
        assert sum(money.minor for money in found.to.values()) == found.pays.minor
        paid = {other: paid[other] - money for other, money in found.to.items()}
        paid[one.member.key] = found.pays
    return dict(sorted(paid.items()))


@given(people=_people, rule=_rules, oere=st.integers(0, 10**9))
def test_in_the_end_all_who_pay_in_full_have_paid_by_the_same_key(
    people: list[int], rule: dict[str, Any], oere: int
) -> None:
    cost = established(rule, oere, pays="all")
    came = [comes(f"n{at}", one, date(2025 + at, 5, 1)) for at, one in enumerate(people)]
    everybody = (Member("a", 100), Member("b", 200), *(one.member for one in came))
    assert paid_in_the_end(cost, came) == share_out(cost.key, everybody, DAY, Money(oere)).pays


@given(
    people=_people, months=st.lists(st.integers(0, 80), min_size=5, max_size=5), oere=st.integers(0, 10**9)
)
def test_what_each_has_paid_is_what_selling_shares_by_hand_gives(
    people: list[int], months: list[int], oere: int
) -> None:
    """Brute force: who comes buys its share of what is left from each that is there, øre by øre."""
    cost = established(oere=oere)
    came = [comes(f"n{at}", one, START + relativedelta(months=months[at])) for at, one in enumerate(people)]
    people_of = {"a": 100, "b": 200}
    paid = {one: Fraction(oere * weight, 300) for one, weight in people_of.items()}
    for newcomer in sorted(came, key=lambda one: (one.on, one.member.key)):
        key, weight = newcomer.member.key, newcomer.member.inhabitants or 0
        before, gone = sum(people_of.values()), relativedelta(newcomer.on, START)
        left = Fraction(oere * max(60 - 12 * gone.years - gone.months, 0), 60)
        part = Fraction(weight, before + weight)
        for one, theirs in people_of.items():
            paid[one] -= left * part * Fraction(theirs, before)
        paid[key] = left * part
        people_of[key] = weight
    found = paid_in_the_end(cost, came)
    assert sum(one.minor for one in found.values()) == oere
    assert all(abs(found[one].minor - exact) < 1 for one, exact in paid.items())


@given(people=_people, months=st.lists(st.integers(0, 80), min_size=5, max_size=5), rule=_rules, pays=_pays)
def test_nobody_gets_more_than_it_has_paid(
    people: list[int], months: list[int], rule: dict[str, Any], pays: str
) -> None:
    cost = established(rule, 1_000_003, pays=pays)
    came = [comes(f"n{at}", one, START + relativedelta(months=months[at])) for at, one in enumerate(people)]
    assert all(money.minor >= 0 for money in entered(cost, came).values())


def test_nobody_joins_before_there_is_something_to_join() -> None:
    with pytest.raises(ProblemsError, match="joined_before_established"):
        entry(date(2023, 12, 31))


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
