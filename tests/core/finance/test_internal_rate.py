"""Internal rates against polynomials whose roots are known."""

from fractions import Fraction
from itertools import pairwise
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil.core.finance.internal_rate import internal_rates


def worth(amounts: list[int], rate: Fraction) -> Fraction:
    return sum((amount / (1 + rate) ** year for year, amount in enumerate(amounts)), Fraction(0))


def with_rates(rates: list[Fraction]) -> list[int]:
    """Amounts that are worth nothing at these rates and at no other: the product of (1 - (1 + r) x)."""
    found = [Fraction(-1)]
    for rate in rates:
        shifted = [Fraction(0), *found]
        found = [a - (1 + rate) * b for a, b in zip([*found, Fraction(0)], shifted, strict=True)]
    whole = 1
    for one in found:
        whole *= one.denominator
    return [int(one * whole) for one in found]


def test_one_payment_and_what_comes_back() -> None:
    assert internal_rates([-1000, 1100]) == (Fraction(1, 10),)


def test_a_level_yearly_net_has_the_rate_of_its_annuity() -> None:
    # 1,000 paid back by five times 263.80: the textbook's 10 per cent (annuity factor 3.7908).
    [rate] = internal_rates([-100_000, *[26_380] * 5])
    assert abs(rate - Fraction(1, 10)) < Fraction(1, 100_000)


def test_a_loss_has_a_rate_below_nought() -> None:
    assert internal_rates([-100, 50]) == (Fraction(-1, 2),)


@pytest.mark.parametrize("amounts", [[], [0, 0], [5], [-5], [-1, -2], [1, 2, 3], [-100, 50, -10]])
def test_what_is_never_worth_nothing_has_no_rate(amounts: list[int]) -> None:
    assert internal_rates(amounts) == ()


def test_two_changes_of_sign_can_give_two_rates() -> None:
    assert internal_rates([-100, 230, -132]) == (Fraction(1, 10), Fraction(1, 5))


def test_a_rate_that_is_one_twice_is_told_once() -> None:
    assert internal_rates([-100, 220, -121]) == (Fraction(1, 10),)


def test_three_rates_are_all_found_though_two_lie_close() -> None:
    rates = [Fraction(5, 100), Fraction(51, 1000), Fraction(3, 10)]
    assert internal_rates(with_rates(rates)) == tuple(rates)


def test_years_of_waiting_change_nothing() -> None:
    assert internal_rates([0, 0, -100, 110, 0]) == internal_rates([-100, 110])


def test_a_root_that_is_met_in_the_middle_is_exact() -> None:
    assert internal_rates([-1, 1]) == (Fraction(0),)
    assert internal_rates([-1, 0, 1]) == (Fraction(0),)


def test_twelve_equal_rates_are_one() -> None:
    amounts = [comb(12, power) * (-1) ** (power + 1) for power in range(13)]
    assert internal_rates(amounts) == (Fraction(0),)


@given(st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=12))
def test_there_are_no_more_rates_than_changes_of_sign(amounts: list[int]) -> None:
    """Descartes' rule."""
    signs = [amount > 0 for amount in amounts if amount]
    changes = sum(one != other for one, other in pairwise(signs))
    assert len(internal_rates(amounts)) <= changes


@given(
    st.lists(
        st.integers(-900, 3000).map(lambda one: Fraction(one, 1000)), min_size=1, max_size=5, unique=True
    )
)
def test_every_rate_that_amounts_were_made_of_is_found(rates: list[Fraction]) -> None:
    assert internal_rates(with_rates(rates)) == tuple(sorted(rates))


@given(st.lists(st.integers(-(10**6), 10**6), min_size=2, max_size=8))
def test_around_each_rate_the_worth_is_nearly_nothing(amounts: list[int]) -> None:
    for rate in internal_rates(amounts):
        if rate > Fraction(-9, 10):
            size = sum(abs(one) / (1 + rate) ** year for year, one in enumerate(amounts))
            assert abs(worth(amounts, rate)) <= size * Fraction(1, 10_000)
