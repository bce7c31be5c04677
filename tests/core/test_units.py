"""Amounts are exact, sum exactly, and refuse what cannot be."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from samspil.core.errors import ProblemsError
from samspil.core.units import Money, NotExactError, PersonDays, Population, Shares

amounts = st.integers(-(10**15), 10**15)
weights = st.lists(st.integers(0, 10**6), min_size=1, max_size=12).filter(any)


def said(make: Callable[[], object]) -> str:
    with pytest.raises(ProblemsError) as refused:
        make()
    return str(refused.value)


@pytest.mark.parametrize(
    ("amount", "minor"),
    [
        ("1234.50", 123450),
        ("1234.5", 123450),
        ("-0.05", -5),
        ("+7", 700),
        (0, 0),
        (-3, -300),
        (Decimal("0.07"), 7),
        (Decimal("1E+3"), 100_000),
        ("9999999999999999.99", 999_999_999_999_999_999),
    ],
)
def test_money_is_read_to_the_ore(amount: str | int | Decimal, minor: int) -> None:
    assert Money.of(amount).minor == minor


@pytest.mark.parametrize("amount", ["1.505", "1.500", Decimal("0.001"), Decimal("1E-3")])
def test_more_than_two_decimals_are_refused(amount: str | Decimal) -> None:
    assert said(lambda: Money.of(amount)) == f"money_too_precise value={amount}"


@pytest.mark.parametrize(
    "amount",
    ["", "1,50", "1.234,50", "1e3", "1_000", " 1", "kr. 5", "\u0661", "NaN", Decimal("NaN"), Decimal("-Inf")],
)
def test_what_is_not_plainly_a_number_is_refused(amount: str | Decimal) -> None:
    assert said(lambda: Money.of(amount)) == f"not_an_amount value={amount}"


@pytest.mark.parametrize("amount", ["10000000000000000", Decimal("1E+999999999")])
def test_an_amount_beyond_the_database_s_bits_is_refused(amount: str | Decimal) -> None:
    assert said(lambda: Money.of(amount)) == f"amount_too_large value={amount} digits=16"


def untyped(value: object) -> Any:
    """Past the type checker, as data from outside comes."""
    return value


@pytest.mark.parametrize(
    "attempt",
    [
        lambda: Money(untyped(1.0)),
        lambda: Money.of(untyped(0.1)),
        lambda: Money(1) + untyped(1.0),
        lambda: Money(1) - untyped(1.0),
        lambda: Money(1) * untyped(0.5),
        lambda: untyped(0.5) * Money(1),
        lambda: Money(1) < untyped(1.0),
        lambda: Money(100).allocate(untyped([0.5, 0.5])),
    ],
)
def test_a_float_is_never_money(attempt: Callable[[], object]) -> None:
    assert said(attempt).startswith("float_is_not_money value=")
    with pytest.raises(TypeError):
        attempt()


@pytest.mark.parametrize(
    "attempt",
    [
        lambda: Money.of(untyped(True)),
        lambda: Money.of(untyped(None)),
        lambda: Money(untyped("5")),
        lambda: Money(1) + untyped(1),
        lambda: Money(1) * untyped(Decimal("0.5")),
        lambda: Money(1) * untyped(Money(1)),
        lambda: Money(1) < untyped("2"),
        lambda: PersonDays(untyped("1")),
    ],
)
def test_other_types_are_not_amounts(attempt: Callable[[], object]) -> None:
    assert said(attempt).startswith("not_an_amount value=")
    with pytest.raises(NotExactError):
        attempt()


@pytest.mark.parametrize(
    "attempt",
    [
        lambda: Money(1) + Money(1, "NOK"),
        lambda: Money(1) - Money(1, "NOK"),
        lambda: Money(1) < Money(1, "NOK"),
        lambda: Money(1) >= Money(1, "NOK"),
    ],
)
def test_two_currencies_do_not_meet(attempt: Callable[[], object]) -> None:
    assert said(attempt) == "currency_mismatch left=DKK right=NOK"


def test_the_same_number_of_another_currency_is_another_amount() -> None:
    assert Money(1) != Money(1, "NOK")
    assert len({Money(1), Money(1), Money(1, "NOK")}) == 2


def test_money_is_ordered_by_amount() -> None:
    assert sorted([Money(3), Money(-5), Money(0)]) == [Money(-5), Money(0), Money(3)]
    assert Money(1) < Money(2) <= Money(2) < Money(3)
    assert Money(3) > Money(2) >= Money(2)
    assert not Money(2) < Money(2)


@given(amounts, amounts, st.integers(-1000, 1000))
def test_money_adds_and_multiplies_as_whole_numbers(a: int, b: int, times: int) -> None:
    assert (Money(a) + Money(b), Money(a) - Money(b)) == (Money(a + b), Money(a - b))
    assert (-Money(a, "NOK"), Money(a, "NOK") + -Money(a, "NOK")) == (Money(-a, "NOK"), Money(0, "NOK"))
    assert Money(a) * times == times * Money(a) == Money(a * times)


@pytest.mark.parametrize(
    ("money", "text"),
    [
        (Money(123450), "1234.50 DKK"),
        (Money(-5), "-0.05 DKK"),
        (Money(0, "NOK"), "0.00 NOK"),
        (Money(-12345), "-123.45 DKK"),
    ],
)
def test_money_is_written_plainly(money: Money, text: str) -> None:
    assert str(money) == text


@given(amounts)
def test_what_is_written_is_read_back(minor: int) -> None:
    number, currency = str(Money(minor)).split()
    assert Money.of(number, currency) == Money(minor)


@pytest.mark.parametrize(
    ("minor", "shares", "parts"),
    [
        (100, [1, 1, 1], [34, 33, 33]),
        (101, [1, 1, 1], [34, 34, 33]),
        (-100, [1, 1, 1], [-34, -33, -33]),
        (10, [1, 0, 2], [3, 0, 7]),
        (0, [1, 2], [0, 0]),
        (7, [5], [7]),
        (1, [0, 1, 1], [0, 1, 0]),
        # Hamilton's 26 seats in Balinski and Young's example: dues 9.061, 7.179, 5.259, 3.319, 1.182
        (26, [9061, 7179, 5259, 3319, 1182], [9, 7, 5, 4, 1]),
    ],
)
def test_the_odd_ore_goes_to_the_largest_remainder_and_first_to_the_first(
    minor: int, shares: list[int], parts: list[int]
) -> None:
    assert [part.minor for part in Money(minor).allocate(shares)] == parts


@given(amounts, weights)
def test_the_parts_sum_to_the_whole_and_keep_within_one_ore_of_their_due(
    minor: int, shares: list[int]
) -> None:
    parts = Money(minor, "NOK").allocate(shares)
    assert sum(parts, Money(0, "NOK")) == Money(minor, "NOK")
    for part, weight in zip(parts, shares, strict=True):
        assert abs(part.minor - Fraction(minor * weight, sum(shares))) < 1


@given(st.integers(0, 40), st.lists(st.integers(0, 9), min_size=1, max_size=3).filter(any))
def test_no_other_split_lies_nearer_to_what_is_due(minor: int, shares: list[int]) -> None:
    """Largest remainders minimise the total distance from the exact parts; all splits are tried."""
    due = [Fraction(minor * weight, sum(shares)) for weight in shares]

    def distance(parts: list[int]) -> Fraction:
        return sum((abs(part - exact) for part, exact in zip(parts, due, strict=True)), Fraction(0))

    def splits(left: int, count: int) -> list[list[int]]:
        if count == 1:
            return [[left]]
        return [[part, *rest] for part in range(left + 1) for rest in splits(left - part, count - 1)]

    found = [part.minor for part in Money(minor).allocate(shares)]
    assert distance(found) == min(distance(parts) for parts in splits(minor, len(shares)))


@given(amounts, weights)
def test_a_debt_is_split_as_the_same_credit(minor: int, shares: list[int]) -> None:
    assert Money(-minor).allocate(shares) == tuple(-part for part in Money(minor).allocate(shares))


@pytest.mark.parametrize("bad", [[], [0, 0], [2, -1]])
def test_weights_that_share_nothing_out_are_refused(bad: list[int]) -> None:
    assert said(lambda: Money(100).allocate(bad)) == f"bad_weights weights={bad}"


def test_person_days_count_hundredths() -> None:
    two_and_a_half = PersonDays.of("2.5")
    assert two_and_a_half.hundredths == 250
    assert two_and_a_half + PersonDays.of(1) == PersonDays(350)
    assert PersonDays.of(1) - two_and_a_half == PersonDays(-150)
    assert two_and_a_half * 3 == 3 * two_and_a_half == PersonDays(750)
    assert PersonDays.of(Decimal("0.25")) < two_and_a_half
    assert str(PersonDays(-150)) == "-1.50"


def test_person_days_are_refused_by_their_own_name() -> None:
    assert said(lambda: PersonDays.of("0.125")) == "person_days_too_precise value=0.125"
    assert said(lambda: PersonDays.of(untyped(0.5))) == "float_is_not_person_days value=0.5"
    assert said(lambda: PersonDays(untyped(0.5))) == "float_is_not_person_days value=0.5"
    assert said(lambda: PersonDays(1) * untyped(0.5)) == "float_is_not_person_days value=0.5"


@pytest.mark.parametrize(
    ("on", "is_older"),
    [(date(2025, 12, 31), False), (date(2026, 1, 1), False), (date(2026, 1, 2), True)],
)
def test_a_population_is_older_than_two_years_from_the_day_after(on: date, is_older: bool) -> None:
    counted = Population(59_000, date(2024, 1, 1), "Danmarks Statistik, FOLK1A")
    assert counted.is_older_than(2, on=on) == is_older


def test_a_population_of_a_leap_day_is_a_year_old_on_28_february() -> None:
    counted = Population(1, date(2024, 2, 29), "FOLK1A")
    assert not counted.is_older_than(1, on=date(2025, 2, 28))
    assert counted.is_older_than(1, on=date(2025, 3, 1))


def test_a_population_below_nobody_or_from_nowhere_is_refused() -> None:
    assert Population(0, date(2024, 1, 1), "FOLK1A").people == 0
    assert said(lambda: Population(-1, date(2024, 1, 1), "FOLK1A")) == "negative_population people=-1"
    nowhere = said(lambda: Population(5, date(2024, 1, 1), " "))
    assert nowhere == "population_without_source people=5 as_of=2024-01-01"


def test_shares_are_fractions_of_one_in_the_order_given() -> None:
    shares = Shares.of({"ikast": "1/3", "herning": "0.5", "struer": Fraction(1, 6)})
    assert dict(shares) == {"ikast": Fraction(1, 3), "herning": Fraction(1, 2), "struer": Fraction(1, 6)}
    assert (list(shares), len(shares)) == (["ikast", "herning", "struer"], 3)
    assert "ringkøbing" not in shares
    with pytest.raises(KeyError):
        shares["ringkøbing"]


def test_one_may_carry_all_and_another_nothing() -> None:
    assert dict(Shares.of({"a": "1", "b": "0"})) == {"a": 1, "b": 0}


def test_equal_shares_are_one_value() -> None:
    assert Shares.of({"a": "1/2", "b": "0.5"}) == Shares.of({"a": "0.50", "b": "2/4"})
    assert len({Shares.of({"a": "1"}), Shares.of({"a": "1.0"})}) == 1


@pytest.mark.parametrize(
    ("shares", "total"),
    [({}, "0"), ({"a": "0.33", "b": "0.33", "c": "0.33"}, "99/100"), ({"a": "2/3", "b": "1/2"}, "7/6")],
)
def test_shares_that_do_not_sum_to_one_are_refused(shares: dict[str, str], total: str) -> None:
    assert said(lambda: Shares.of(shares)) == f"shares_do_not_sum_to_one total={total}"


@pytest.mark.parametrize("share", ["50%", "0,5", "", "1/0", "-1/2", "1e-1", "1 / 2", "½", 50, 1, None, True])
def test_what_is_not_plainly_a_share_is_refused(share: object) -> None:
    assert said(lambda: Shares.of({"a": untyped(share)})) == f"not_a_share key=a share={share}"


def test_a_percentage_without_its_sign_and_a_negative_share_are_both_told() -> None:
    told = said(lambda: Shares.of({"a": "50", "b": Fraction(-1, 2), "c": "1/2"}))
    assert told.splitlines() == ["share_out_of_range key=a share=50", "share_out_of_range key=b share=-1/2"]


def test_a_float_is_never_a_share() -> None:
    with pytest.raises(NotExactError, match="float_is_not_a_share"):
        Shares.of({"a": untyped(0.5), "b": "1/2"})


def test_one_may_not_have_two_shares() -> None:
    half = Fraction(1, 2)
    assert said(lambda: Shares((("a", half), ("a", half)))) == "duplicate_share keys=a, a"


@given(amounts, weights)
def test_what_shares_split_sums_to_the_amount_and_agrees_with_weights(minor: int, people: list[int]) -> None:
    keys = [f"m{number}" for number in range(len(people))]
    shares = Shares(
        tuple((key, Fraction(count, sum(people))) for key, count in zip(keys, people, strict=True))
    )
    assume(minor)
    split = shares.split(Money(minor))
    assert list(split) == keys
    assert sum(split.values(), Money(0)) == Money(minor)
    assert tuple(split.values()) == Money(minor).allocate(people)
