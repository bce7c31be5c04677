"""What came against what was foretold: closed forms, and a class that its own quantiles calibrate."""

from __future__ import annotations

import pytest

from samspil.core.errors import ProblemsError
from samspil.core.forecasting.calibration import ENOUGH, PARTS, calibration, score
from samspil.core.forecasting.reference import Measured, ReferenceClass

EVEN = ReferenceClass("even", Measured.COST, "made up", "", 40, ((0.0, 0.5), (1.0, 1.5)))


@pytest.mark.parametrize(
    ("outcome", "pit", "is_within", "held"),
    [
        (0.55, 0.05, False, (True, True, True)),
        (1.0, 0.5, True, (True, True, True)),
        (1.01, 0.51, True, (False, True, True)),
        (1.4, 0.9, True, (False, False, True)),
        (1.41, 0.91, False, (False, False, False)),
    ],
)
def test_an_outcome_falls_where_the_class_says(
    outcome: float, pit: float, is_within: bool, held: tuple[bool, ...]
) -> None:
    found = score(outcome, EVEN)
    assert found.pit == pytest.approx(pit)
    assert (found.is_within, tuple(found.held.values())) == (is_within, held)


def test_losses_are_those_of_the_closed_forms() -> None:
    found = score(1.25, EVEN)
    # Of an even distribution of width 1: (F**3 + (1 - F)**3) / 3, with F = 0.75.
    assert found.crps == pytest.approx((0.75**3 + 0.25**3) / 3, abs=1e-6)
    assert dict(found.pinball) == pytest.approx({"0.5": 0.5 * 0.25, "0.8": 0.2 * 0.05, "0.9": 0.1 * 0.15})
    assert found.of_plan == 0.25


def test_outcomes_at_the_classs_own_quantiles_are_calibrated_and_beat_the_plan() -> None:
    places = [(number + 0.5) / 20 for number in range(20)]
    found = calibration([score(EVEN.quantile(place), EVEN).as_data() for place in places])
    assert (found.n, found.is_enough, found.within.is_within_chance) == (20, True, True)
    assert found.parts == (4, 4, 4, 4, 4)
    assert found.from_even == pytest.approx(1 / 40)
    assert 0 < found.gains < 1


def test_a_class_that_is_always_exceeded_is_seen_to_be_wrong() -> None:
    found = calibration([score(3.0, EVEN).as_data()] * ENOUGH)
    assert not found.within.is_within_chance
    assert not found.held["0.9"].is_within_chance
    assert found.parts == (*[0] * (PARTS - 1), ENOUGH)
    assert found.from_even == 1.0


def test_of_few_nothing_is_said_and_of_none_nothing_can_be() -> None:
    assert not calibration([score(1.0, EVEN).as_data()] * (ENOUGH - 1)).is_enough
    assert calibration([score(1.0, EVEN).as_data()]).gains == 0.0
    with pytest.raises(ProblemsError, match="too_few_members"):
        calibration([])
