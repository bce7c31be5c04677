"""Who carries what of a joint cost: every key gives all of it away, to the oere, and says what it lacks."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil.core.errors import ProblemsError
from samspil.core.finance.cost_keys.ground import Member, Period
from samspil.core.finance.cost_keys.key import CostKey, PriceIndex, data_of, in_prices_of, read
from samspil.core.finance.cost_keys.rounding import whole
from samspil.core.finance.cost_keys.rules import written
from samspil.core.finance.cost_keys.sharing_out import SharedCost, charge, reconciled, share_out
from samspil.core.units import Money

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
HALF = [{"up_to": 150_000, "rate": "25"}, {"rate": "12.5"}]
BANDS = [{"up_to": 20_000, "rate": "25000"}, {"up_to": 50_000, "rate": "40000"}, {"rate": "60000"}]
SMALL, MIDDLE, CITY = Member("a", 20_000, 10, 20), Member("b", 50_000, 30, 20), Member("c", 200_000, 0, 60)
THREE = (SMALL, MIDDLE, CITY)
KINDS = ["operation", "establishment"]
RULES: list[dict[str, Any]] = [
    {"by": "equal"},
    {"by": "agreed", "shares": {"a": "1/3", "b": "1/3", "c": "1/3"}},
    {"by": "inhabitants"},
    {"by": "use"},
    {"by": "flat", "price": "0.75"},
    {"by": "tariff", "member": "500", "inhabitant": "0.125", "use": "2"},
    {"by": "degressive", "steps": HALF},
    {"by": "bands", "steps": BANDS},
    {"by": "expected_users", "years": 5},
    {
        "by": "split",
        "parts": [
            {"share": "1/2", "members": ["c"], "rule": {"by": "equal"}},
            {"share": "1/2", "members": ["a", "b"], "rule": {"by": "inhabitants"}},
        ],
    },
    {"by": "above_threshold", "threshold": "50000", "rule": {"by": "inhabitants"}},
]


def key_of(rule: dict[str, Any], kind: str = "operation", **more: Any) -> CostKey:
    return read({"kind": kind, "rule": rule, **more})


def paid(shared: SharedCost) -> list[int]:
    return [part.pays.minor for part in shared.parts]


def refused(code: str) -> Any:
    return pytest.raises(ProblemsError, match=f"^{code}")


members = st.lists(
    st.builds(
        Member,
        key=st.sampled_from("abc"),
        inhabitants=st.integers(1, 700_000),
        use=st.integers(1, 10**6),
        forecast=st.integers(1, 10**6),
        from_on=st.none() | st.dates(date(2025, 1, 1), date(2026, 12, 31)),
    ),
    min_size=3,
    max_size=3,
    unique_by=lambda one: one.key,
)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["by"])
@given(
    members=members,
    minor=st.integers(-(10**15), 10**15),
    kind=st.sampled_from(["operation", "establishment"]),
)
def test_every_key_gives_away_all_of_every_amount(
    rule: dict[str, Any], members: list[Member], minor: int, kind: str
) -> None:
    shared = share_out(key_of(rule, kind), tuple(members), YEAR, Money(minor), whose="a")
    assert sum(paid(shared)) == minor
    assert all(abs(part.exact - part.pays.minor) < 1 for part in shared.parts)


@pytest.mark.parametrize("rule", RULES[4:8], ids=lambda rule: rule["by"])
@given(members=members)
def test_what_a_price_brings_in_is_what_members_pay(rule: dict[str, Any], members: list[Member]) -> None:
    charged = charge(key_of(rule), tuple(members), YEAR)
    assert sum(paid(charged)) == charged.amount.minor
    exact = sum((part.exact for part in charged.parts), Fraction(0))
    assert abs(exact - charged.amount.minor) <= Fraction(1, 2)


@pytest.mark.parametrize(
    ("rule", "kroner"),
    [
        (RULES[0], [100_000, 100_000, 100_000]),
        (RULES[2], ["22222.22", "55555.56", "222222.22"]),  # 2/27, 5/27, 20/27
        (RULES[3], [75_000, 225_000, 0]),
        (RULES[7], [60_000, 96_000, 144_000]),  # 25 : 40 : 60 of 125
        (RULES[9], ["42857.14", "107142.86", 150_000]),
        (RULES[10], ["68518.52", "46296.30", "185185.18"]),
    ],
    ids=lambda one: one["by"] if isinstance(one, dict) else "",
)
def test_three_hundred_thousand_by_each_rule(rule: dict[str, Any], kroner: list[Any]) -> None:
    shared = share_out(key_of(rule), THREE, YEAR, Money.of(300_000), whose="a")
    assert [part.pays for part in shared.parts] == [Money.of(one) for one in kroner]


@pytest.mark.parametrize(
    ("rule", "kroner"),
    [
        # KOMBIT's price of infrastructure: a city of 200,000 pays DKK 4,375,000.
        (RULES[6], [500_000, 1_250_000, 4_375_000]),
        (RULES[7], [25_000, 40_000, 60_000]),
        (RULES[5], [500 + 2_500 + 20, 500 + 6_250 + 60, 500 + 25_000]),
        (RULES[4], ["5.56", "13.89", "55.55"]),  # 100 uses at 0.75, by inhabitants
    ],
    ids=["degressive", "bands", "tariff", "flat"],
)
def test_what_each_pays_by_a_price(rule: dict[str, Any], kroner: list[Any]) -> None:
    assert [part.pays for part in charge(key_of(rule), THREE, YEAR).parts] == [
        Money.of(one) for one in kroner
    ]


def test_a_rule_without_a_price_needs_an_amount() -> None:
    with refused("cost_key_has_no_price"):
        charge(key_of(RULES[0]), THREE, YEAR)


@pytest.mark.parametrize(("people", "kroner"), [(20_000, 25_000), (20_001, 40_000), (50_001, 60_000)])
def test_a_band_holds_its_own_end(people: int, kroner: int) -> None:
    assert charge(key_of(RULES[7]), (Member("a", people),), YEAR).amount == Money.of(kroner)


def test_operation_is_carried_by_the_days_and_establishment_by_those_who_are_there() -> None:
    late, gone = Member("b", 1, from_on=date(2026, 12, 1)), Member("c", 1, to_on=date(2026, 1, 31))
    by_days = share_out(key_of(RULES[0]), (Member("a", 1), late, gone), YEAR, Money(365 + 31 + 31))
    assert paid(by_days) == [365, 31, 31]
    assert [part.days for part in by_days.parts] == [365, 31, 31]
    once = share_out(key_of(RULES[0], "establishment"), (Member("a", 1), late, gone), YEAR, Money(100))
    assert once.pays == {"a": Money(50), "b": Money(50)}


def test_a_price_by_days_does_not_count_use_twice() -> None:
    half = Member("a", 100, use=10, from_on=date(2026, 7, 2))
    assert half.from_on
    days = (YEAR.last - half.from_on).days + 1
    charged = charge(key_of({"by": "tariff", "inhabitant": "365", "use": "1"}), (half,), YEAR)
    assert charged.amount == Money.of(100 * days + 10)


def test_expected_users_carry_before_they_come_and_others_not() -> None:
    expected = Member("b", from_on=date(2028, 1, 1))
    last_day = Member("c", from_on=date(2029, 1, 1), expected_on=date(2031, 1, 1))
    too_late = Member("d", from_on=date(2031, 1, 2))
    left = Member("e", to_on=date(2025, 1, 1))
    key = key_of(RULES[8], "establishment")
    shared = share_out(key, (Member("a"), expected, last_day, too_late, left), YEAR, Money(300))
    assert {one: money.minor for one, money in shared.pays.items()} == {"a": 100, "b": 100, "c": 100, "d": 0}


def test_a_cost_below_the_threshold_is_its_owners_alone() -> None:
    shared = share_out(key_of(RULES[10]), THREE, YEAR, Money.of(50_000), whose="b")
    assert paid(shared) == [0, 5_000_000, 0]
    with refused("cost_without_owner member=x"):
        share_out(key_of(RULES[10]), THREE, YEAR, Money.of(50_000), whose="x")


def test_a_key_of_the_whole_index_is_in_prices_of_the_year() -> None:
    index = {"base": 2024, "values": {2024: "100", 2026: "105.1"}, "source": "example"}
    shared = share_out(key_of(RULES[0], index=index), (SMALL,), YEAR, Money.of(1000))
    assert shared.amount == Money.of(1051)
    assert charge(key_of(RULES[7], index=index), (SMALL,), YEAR).amount == Money.of("26275")


def test_a_year_without_an_index_number_is_refused() -> None:
    index = PriceIndex(base=2024, values={2024: Fraction(100)}, source="example")
    with refused("price_index_without_year year=2026"):
        in_prices_of(index, Fraction(1), 2026)
    with refused("price_index_without_year year=2023"):
        in_prices_of(index.model_copy(update={"base": 2023}), Fraction(1), 2024)


@pytest.mark.parametrize(
    ("rule", "member", "problem"),
    [
        (RULES[2], Member("a"), "member_without_population members=a"),
        (RULES[2], Member("a", 0), "member_without_population members=a"),
        (RULES[3], Member("a", 1), "member_without_use members=a"),
        (RULES[3], Member("a", 1, use=0), "cost_key_weighs_nothing rule=use"),
        (RULES[4], Member("a", 1), "member_without_forecast members=a"),
        (RULES[1], Member("x", 1), "member_not_in_cost_key members=x"),
        ({"by": "agreed", "shares": {"a": "0.9"}}, Member("a"), "cost_key_does_not_sum sum=9/10 total=1"),
        (
            {"by": "split", "parts": [{"share": "1.1", "rule": RULES[0]}]},
            Member("a"),
            "cost_key_does_not_sum",
        ),
        (
            RULES[9],
            Member("a", 1),
            "cost_key_weighs_nothing rule=equal",
        ),  # the half of those who are not there
        (RULES[0], Member("a", from_on=date(2027, 1, 1)), "nobody_in_period"),
    ],
    ids=str,
)
def test_what_a_key_lacks_is_said(rule: dict[str, Any], member: Member, problem: str) -> None:
    with refused(problem):
        share_out(key_of(rule), (member,), YEAR, Money(100))


def test_a_part_of_nothing_asks_nobody() -> None:
    parts = [{"share": "1", "rule": RULES[0]}, {"share": "0", "rule": RULES[3]}]
    assert paid(share_out(key_of({"by": "split", "parts": parts}), (Member("a"),), YEAR, Money(7))) == [7]


def test_one_member_named_twice_is_refused() -> None:
    with refused("member_named_twice members=a"):
        share_out(key_of(RULES[0]), (SMALL, SMALL), YEAR, Money(100))


def test_a_period_begins_before_it_ends() -> None:
    with refused("period_ends_before_it_begins"):
        Period(date(2026, 2, 1), date(2026, 1, 31))
    assert Period(date(2026, 2, 1), date(2026, 2, 1)).days == 1


@pytest.mark.parametrize(
    ("rule", "where"),
    [
        ({"by": "lots"}, "rule"),
        ({"by": "equal", "more": 1}, "rule.equal.more"),
        ({"by": "flat", "price": 0.75}, "rule.flat.price"),
        ({"by": "flat", "price": "-1"}, "rule.flat.price"),
        ({"by": "flat", "price": "1/0"}, "rule.flat.price"),
        ({"by": "flat", "price": "9" * 25}, "rule.flat.price"),
        ({"by": "bands", "steps": [{"rate": "1"}, {"rate": "2"}]}, "rule.bands"),
        ({"by": "bands", "steps": [{"up_to": 5, "rate": "1"}]}, "rule.bands"),
        (
            {"by": "bands", "steps": [{"up_to": 5, "rate": "1"}, {"up_to": 5, "rate": "2"}, {"rate": "2"}]},
            "rule.bands",
        ),
    ],
    ids=str,
)
def test_a_key_that_cannot_be_read_says_where(rule: dict[str, Any], where: str) -> None:
    with refused(f"cost_key_unreadable where={where} "):
        key_of(rule)


def test_a_key_has_at_most_twenty_rules() -> None:
    rule: dict[str, Any] = {"by": "equal"}
    for _level in range(19):
        rule = {"by": "above_threshold", "threshold": "1", "rule": rule}
    assert key_of(rule).rule.by == "above_threshold"
    with refused("cost_key_too_large most=20"):
        key_of({"by": "above_threshold", "threshold": "1", "rule": rule})
    with refused("cost_key_unreadable"):
        for _level in range(1000):
            rule = {"by": "above_threshold", "threshold": "1", "rule": rule}
        key_of(rule)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["by"])
def test_a_key_is_read_again_as_it_was_kept(rule: dict[str, Any]) -> None:
    key = key_of(rule, population_on="2025-01-01", version=3)
    assert read(data_of(key)) == key


def test_an_exact_number_is_written_so_that_it_can_be_read() -> None:
    assert [written(Fraction(one)) for one in ("0", "0.05", "12.5", "1/7")] == ["0", "0.05", "12.5", "1/7"]


def test_the_odd_oere_goes_to_the_largest_remainder_and_then_by_key() -> None:
    thirds = dict.fromkeys("cba", Fraction(100, 3))
    assert whole(thirds, 100) == {"c": 33, "b": 33, "a": 34}
    assert whole({"a": Fraction(1, 4), "b": Fraction(3, 4)}, 1) == {"a": 0, "b": 1}
    assert whole({"a": Fraction(-1, 3), "b": Fraction(4, 3)}, 1) == {"a": 0, "b": 1}


def test_parts_further_than_half_an_oere_from_the_whole_are_refused() -> None:
    assert whole({"a": Fraction(3, 2)}, 2) == {"a": 2}
    with refused("cost_key_does_not_sum"):
        whole({"a": Fraction(3, 2)}, 3)


@given(members=members, minor=st.integers(0, 10**12))
def test_what_is_settled_by_use_sums_to_what_was_billed_too_little(members: list[Member], minor: int) -> None:
    billed = share_out(key_of(RULES[2], "establishment"), tuple(members), YEAR, Money(minor))
    actual = share_out(key_of(RULES[3], "establishment"), tuple(members), YEAR, Money(minor + 12))
    assert sum(one.minor for one in reconciled(billed.pays, actual).values()) == 12


def test_one_that_left_gets_back_what_it_paid_too_much() -> None:
    actual = share_out(key_of(RULES[0]), (Member("a"),), YEAR, Money(100))
    assert reconciled({"b": Money(40)}, actual) == {"a": Money(100), "b": Money(-40)}


@pytest.mark.parametrize("written", ["1e999999999", "1e3", "nan", "inf", "1_000", "0x10"])
def test_a_number_is_written_in_digits(written: str) -> None:
    with pytest.raises(ProblemsError) as error:
        read({"kind": "operation", "rule": {"by": "tariff", "member": written}})
    assert error.value.problems[0].code == "cost_key_unreadable"
