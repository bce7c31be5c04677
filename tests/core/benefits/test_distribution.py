"""Parts of an amount, exactly; and weights that turn three lines into one number."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil.core.benefits.distribution import shares_by, split
from samspil.core.benefits.weighting import refusal, weighted
from samspil.core.errors import ProblemsError
from samspil.core.units import Money

LINES = frozenset({"well_being", "quality", "time"})
HALF, QUARTER = Fraction(1, 2), Fraction(1, 4)


def test_parts_add_up_to_the_amount_to_the_oere() -> None:
    thirds = dict.fromkeys("abc", Fraction(1, 3))
    assert [one.minor for one in split(Money(1000), thirds).values()] == [334, 333, 333]


def test_what_nobody_gets_is_in_no_part() -> None:
    assert split(Money(1000), {"a": QUARTER}) == {"a": Money(250)}
    assert split(Money(1000), {"a": Fraction(0)}) == {"a": Money(0)}
    assert split(Money(1000), {}) == {}


@given(st.lists(st.integers(0, 10**7), min_size=1, max_size=9).filter(any), st.integers(-(10**12), 10**12))
def test_shares_by_weights_are_all_and_so_are_their_parts(weights: list[int], minor: int) -> None:
    shares = shares_by({str(number): one for number, one in enumerate(weights)})
    assert sum(shares.values()) == 1
    parts = split(Money(minor), {key: Fraction(one) for key, one in shares.items()})
    assert sum(one.minor for one in parts.values()) == minor


def test_nine_alike_get_eight_places_each() -> None:
    shares = shares_by(dict.fromkeys("abcdefghi", 1))
    assert set(shares.values()) == {Decimal("0.11111111"), Decimal("0.11111112")}


def test_nobody_weighs_anything_is_refused() -> None:
    with pytest.raises(ProblemsError, match="bad_weights"):
        shares_by({"a": 0})


@pytest.mark.parametrize(
    ("weights", "code"),
    [
        ({"well_being": HALF, "quality": QUARTER, "time": QUARTER}, None),
        ({"well_being": Fraction(1), "quality": Fraction(0), "time": Fraction(0)}, None),
        ({"well_being": HALF, "quality": HALF}, "weight_is_missing"),
        ({"well_being": HALF, "quality": QUARTER, "time": Fraction(24, 100)}, "weights_not_all"),
        ({"well_being": HALF, "quality": QUARTER, "time": Fraction(26, 100)}, "weights_not_all"),
        ({"well_being": Fraction(5, 4), "quality": -QUARTER, "time": Fraction(0)}, "weight_outside_0_1"),
    ],
)
def test_weights_are_of_all_lines_and_all_of_it(weights: dict[str, Fraction], code: str | None) -> None:
    problem = refusal(weights, LINES)
    assert (problem.code if problem else None) == code


def test_the_whole_is_the_weighted_mean() -> None:
    weights = {"well_being": HALF, "quality": QUARTER, "time": QUARTER}
    come = {"well_being": Fraction(1), "quality": HALF, "time": Fraction(0)}
    assert weighted(come, weights) == Fraction(5, 8)


def test_what_is_unknown_makes_the_whole_unknown_unless_it_weighs_nothing() -> None:
    come = {"well_being": None, "quality": HALF}
    assert weighted(come, {"well_being": QUARTER, "quality": Fraction(3, 4)}) is None
    assert weighted(come, {"well_being": Fraction(0), "quality": Fraction(1)}) == HALF
