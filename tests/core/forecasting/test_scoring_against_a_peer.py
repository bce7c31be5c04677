"""Scores against an outside package that computes them by code of its own."""

from __future__ import annotations

from importlib import import_module
from random import Random
from typing import Any

import numpy as np
import pytest

from samspil.core.forecasting.scoring import crps_of_ensemble, crps_of_normal, crps_of_quantiles, pinball_loss

RNG = Random(5)
TRIALS = 200
NEAR = 1e-9


@pytest.fixture(scope="module")
def peer() -> Any:
    """Imported here: it compiles itself for seconds, which collecting tests should not wait for."""
    return import_module("scoringrules")


def test_a_normal_forecast_scores_the_same(peer: Any) -> None:
    for _trial in range(TRIALS):
        outcome, mean, deviation = RNG.uniform(-9, 9), RNG.uniform(-9, 9), RNG.uniform(0.01, 9)
        expected = peer.crps_normal(outcome, mean, deviation)
        assert crps_of_normal(outcome, mean, deviation) == pytest.approx(expected, abs=NEAR)


@pytest.mark.parametrize(("fair", "estimator"), [(False, "nrg"), (True, "fair")])
def test_an_ensemble_scores_the_same(peer: Any, fair: bool, estimator: str) -> None:
    for _trial in range(TRIALS):
        outcome, members = RNG.uniform(-9, 9), [RNG.uniform(-9, 9) for _member in range(RNG.randint(2, 40))]
        expected = peer.crps_ensemble(outcome, np.array(members), estimator=estimator)
        assert crps_of_ensemble(outcome, members, fair=fair) == pytest.approx(expected, abs=NEAR)


def test_a_quantile_scores_the_same(peer: Any) -> None:
    for _trial in range(TRIALS):
        outcome, said, level = RNG.uniform(-9, 9), RNG.uniform(-9, 9), RNG.uniform(0.01, 0.99)
        expected = peer.quantile_score(outcome, said, level)
        assert pinball_loss(outcome, said, level) == pytest.approx(expected, abs=NEAR)


def test_many_quantiles_score_the_same(peer: Any) -> None:
    levels = (np.arange(99) + 0.5) / 99
    for _trial in range(TRIALS):
        outcome, power = RNG.uniform(0, 9), RNG.uniform(0.5, 3)
        expected = peer.crps_quantile(outcome, 9 * levels**power, levels)
        found = crps_of_quantiles(outcome, lambda level, power=power: 9 * level**power, levels=99)  # type: ignore[misc]
        assert found == pytest.approx(expected, abs=NEAR)
