"""The search gives what trying everything gives; where it cannot, its bound is below that."""

from __future__ import annotations

from itertools import combinations, product
from typing import Any

import numpy as np
import pytest

from samspil.core.simulation.phasing.search import Found, Pairs, cost_of, least


def made(seed: int, forums: int, places: int, beside: int) -> tuple[list[Any], Pairs]:
    """Costs by chance, whole numbers, with pairs of those at most so far from each other."""
    rng = np.random.default_rng(seed)
    alone = [rng.integers(0, 20, places + at % 2).astype(float) for at in range(forums)]
    pairs = {
        (i, j): rng.integers(0, 20, (len(alone[i]), len(alone[j]))).astype(float)
        for i, j in combinations(range(forums), 2)
        if j - i <= beside
    }
    return alone, pairs


def tried(alone: list[Any], pairs: Pairs) -> float:
    """Everything tried."""
    return min(cost_of(choice, alone, pairs) for choice in product(*(range(len(one)) for one in alone)))


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize(("forums", "beside"), [(1, 0), (2, 1), (4, 1), (4, 3), (5, 2)])
def test_the_choice_costs_what_the_best_of_all_costs(seed: int, forums: int, beside: int) -> None:
    alone, pairs = made(seed, forums, 3, beside)
    found = least(alone, pairs)
    assert found == Found(found.choice, tried(alone, pairs), found.cost, True)
    assert cost_of(found.choice, alone, pairs) == found.cost


def test_six_that_all_send_to_each_other_are_exact() -> None:
    alone, pairs = made(9, 6, 3, 5)
    assert len(pairs) == 15
    assert least(alone, pairs).cost == tried(alone, pairs)


def test_beyond_the_largest_table_it_says_that_it_is_not_exact() -> None:
    for seed in range(8):
        alone, pairs = made(seed, 5, 3, 4)
        best, found = tried(alone, pairs), least(alone, pairs, largest=10)
        assert not found.is_exact
        assert found.bound <= best <= found.cost == cost_of(found.choice, alone, pairs)
        assert found.cost <= cost_of([0] * 5, alone, pairs)


def test_forty_forums_in_a_row_are_exact_and_quick() -> None:
    """Sixty places each: the largest table is one of two neighbours."""
    alone, pairs = made(3, 40, 60, 1)
    found = least(alone, pairs)
    assert found.is_exact
    best = np.zeros(len(alone[0]))
    for at in range(40):  # by hand: the shortest way through a row
        best = (
            (best[:, None] + (pairs[at - 1, at] if at else 0.0)).min(axis=0) + alone[at] if at else alone[0]
        )
    assert found.cost == best.min()
