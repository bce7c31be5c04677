"""Scores against closed forms, integrals taken the slow way, and all pairs."""

from math import comb, erf, pi, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil.core.errors import ProblemsError
from samspil.core.forecasting.scoring import (
    coverage,
    crps_of_ensemble,
    crps_of_normal,
    crps_of_quantiles,
    distance_from_even,
    pinball_loss,
    pit_values,
)

NUMBERS = st.floats(-50, 50, allow_nan=False)


def normal_cdf(x: float) -> float:
    return 0.5 * (1 + erf(x / sqrt(2)))


def by_its_definition(outcome: float, mean: float, deviation: float) -> float:
    """The integral of (F(x) - 1{x >= outcome})**2, by Simpson's rule on both sides of the step."""

    def part(low: float, high: float, *, above: bool, cells: int = 4000) -> float:
        step = (high - low) / cells
        values = [
            (normal_cdf((low + at * step - mean) / deviation) - (1 if above else 0)) ** 2
            for at in range(cells + 1)
        ]
        inner = 4 * sum(values[1:-1:2]) + 2 * sum(values[2:-1:2])
        return step / 3 * (values[0] + inner + values[-1])

    reach = 12 * deviation + abs(outcome - mean)
    return part(mean - reach, outcome, above=False) + part(outcome, mean + reach, above=True)


@pytest.mark.parametrize(
    ("outcome", "mean", "deviation"), [(0, 0, 1), (3, 1, 0.5), (-2, 4, 3), (1.1, 1, 0.05)]
)
def test_a_normal_forecast_scores_what_the_integral_says(
    outcome: float, mean: float, deviation: float
) -> None:
    assert crps_of_normal(outcome, mean, deviation) == pytest.approx(
        by_its_definition(outcome, mean, deviation), abs=1e-9
    )


@given(NUMBERS, st.lists(NUMBERS, min_size=2, max_size=30))
def test_an_ensemble_scores_what_all_its_pairs_say(outcome: float, members: list[float]) -> None:
    size = len(members)
    distance = sum(abs(one - outcome) for one in members) / size
    pairs = sum(abs(one - other) for one in members for other in members)
    assert crps_of_ensemble(outcome, members) == pytest.approx(distance - pairs / (2 * size**2), abs=1e-9)
    assert crps_of_ensemble(outcome, members, fair=True) == pytest.approx(
        distance - pairs / (2 * size * (size - 1)), abs=1e-9
    )


def test_quantiles_score_as_the_distribution_they_are_of() -> None:
    # Of an even distribution on 0 to 1: the integral of x**2 up to the outcome and of (1 - x)**2 beyond it.
    for outcome in (0.0, 0.2, 0.5, 1.0):
        exact = (outcome**3 + (1 - outcome) ** 3) / 3
        assert crps_of_quantiles(outcome, lambda level: level) == pytest.approx(exact, abs=1e-6)


@given(NUMBERS, st.floats(0.01, 0.99), st.lists(NUMBERS, min_size=1, max_size=20))
def test_nobody_gains_by_saying_another_quantile_than_it_is(
    said: float, level: float, seen: list[float]
) -> None:
    best = min(sum(pinball_loss(one, quantile, level) for one in seen) for quantile in seen)
    assert sum(pinball_loss(one, said, level) for one in seen) >= best - 1e-9


def test_calibrated_forecasts_put_outcomes_evenly() -> None:
    outcomes = [number / 100 + 0.005 for number in range(100)]
    even = pit_values(outcomes, [lambda ratio: ratio] * 100)
    assert distance_from_even(even) == pytest.approx(0.005)
    assert distance_from_even(pit_values(outcomes, [lambda ratio: ratio**4] * 100)) > 0.4


@pytest.mark.parametrize("n", [1, 20, 50, 100, 2000])
def test_the_band_of_a_coverage_is_the_binomials(n: int) -> None:
    """The smallest counts at which the exact sums of the distribution pass 2.5 and 97.5 %."""
    found = coverage(n, n, 0.9)
    tenth, nine = 1, 9
    whole = 10**n
    sums, reached = [], 0
    for count in range(n + 1):
        reached += comb(n, count) * nine**count * tenth ** (n - count)
        sums.append(reached)
    least = next(count for count, one in enumerate(sums) if 40 * one >= whole)
    most = next(count for count, one in enumerate(sums) if 40 * one >= 39 * whole)
    assert (found.least, found.most) == (least / n, most / n)


def test_hardly_anything_is_evidence_with_few_outcomes() -> None:
    assert coverage(3, 3, 0.9).is_within_chance
    assert coverage(2, 3, 0.9).is_within_chance
    assert not coverage(70, 100, 0.9).is_within_chance
    assert not coverage(100, 100, 0.9).is_within_chance


@pytest.mark.parametrize(
    ("ask", "code"),
    [
        (lambda: pinball_loss(1, 1, 0), "level_outside_0_1"),
        (lambda: pinball_loss(1, 1, 1), "level_outside_0_1"),
        (lambda: crps_of_normal(1, 1, 0), "spread_not_above_zero"),
        (lambda: crps_of_ensemble(1, []), "too_few_members"),
        (lambda: crps_of_ensemble(1, [1], fair=True), "too_few_members"),
        (lambda: distance_from_even([]), "too_few_members"),
        (lambda: coverage(0, 0, 0.9), "too_few_members"),
        (lambda: coverage(2, 1, 0.9), "too_few_members"),
        (lambda: coverage(1, 1, 1.0), "level_outside_0_1"),
    ],
)
def test_what_makes_no_sense_is_refused(ask, code: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ProblemsError, match=code):
        ask()


def test_the_closed_form_has_the_published_value_at_the_mean() -> None:
    """(sqrt(2) - 1) / sqrt(pi) for a standard normal at nought."""
    assert crps_of_normal(0, 0, 1) == pytest.approx((sqrt(2) - 1) / sqrt(pi), abs=1e-15)
