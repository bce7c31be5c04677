"""How far something has come, as it is kept: exact to the millionth, and within bounds that can be summed."""

from __future__ import annotations

from fractions import Fraction

import pytest

from samspil.core.benefits.weighting import MILLION, in_millionths


@pytest.mark.parametrize(
    ("degree", "kept"),
    [
        (Fraction(3, 4), 750_000),
        (Fraction(-1, 3), -333_333),
        (Fraction(999), 999 * MILLION),
        (Fraction(1001), 1000 * MILLION),
        (Fraction(-(10**30)), -1000 * MILLION),
    ],
)
def test_a_degree_is_kept_to_the_millionth_and_up_to_a_thousand_times_all_of_it(
    degree: Fraction, kept: int
) -> None:
    assert in_millionths(degree) == kept
