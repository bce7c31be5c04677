"""One's own outcomes blended into a class without a tail."""

import pytest

from samspil.core.errors import ProblemsError
from samspil.core.forecasting.blending import blend_body
from samspil.core.forecasting.reference import Measured, ReferenceClass, Tail

EVEN = ReferenceClass("even", Measured.DURATION, "made up", "", 40, ((0.0, 1.0), (1.0, 2.0)))


def test_a_class_with_a_tail_is_blended_otherwise() -> None:
    body = ((0.0, 1.0), (0.9, 1.5))
    heavy = ReferenceClass("heavy", Measured.COST, "made up", "", 40, body, Tail(1.5, 0.1, 2.0, 10.0))
    with pytest.raises(ProblemsError, match="class_with_tail"):
        blend_body(heavy, [1.0])


@pytest.mark.parametrize(
    ("outcomes", "strength", "code"),
    [([1.0], 0.0, "strength_not_above_zero"), ([0.0], 20.0, "ratio_not_above_zero")],
)
def test_what_makes_no_sense_is_refused(outcomes: list[float], strength: float, code: str) -> None:
    with pytest.raises(ProblemsError, match=code):
        blend_body(EVEN, outcomes, strength)


def test_nothing_of_ones_own_changes_nothing() -> None:
    found = blend_body(EVEN, [])
    assert (found.weight, found.found.quantile(0.25)) == (0.0, 1.25)
