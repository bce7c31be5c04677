"""How likely two are the same, from scores alone."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil.core.matching.chances import Chances, Contest, chances
from samspil.core.matching.linking import contests_of
from samspil.core.matching.one_to_one import Scored, assigned

CONTESTS = st.lists(st.builds(Contest, st.floats(0, 1), st.floats(0, 1)), max_size=60)


def world(number: int, same: float, apart: float, seed: int = 1) -> list[tuple[Contest, bool]]:
    """Two sides, of which a share is on both; what is the same scores so much higher than chance."""
    chance = Random(seed)
    ours = range(number)
    theirs = [one if chance.random() < same else number + one for one in ours]
    scored = [
        Scored(one, at, chance.gauss(0.5 + apart, 0.12) if one == other else chance.gauss(0.3, 0.08))
        for one in ours
        for at, other in enumerate(theirs)
    ]
    taken = assigned(scored)
    return [
        (contest, theirs[pair.other] == pair.one)
        for contest, pair in zip(contests_of(taken, scored), taken, strict=True)
    ]


def f1(told: list[tuple[Contest, bool]], threshold: float) -> float:
    said = [same for contest, same in told if contest.best >= threshold]
    return 2 * sum(said) / (len(said) + sum(same for _, same in told)) if said else 0.0


@pytest.mark.parametrize("same", [0.5, 0.75, 1.0])
@pytest.mark.parametrize("apart", [0.15, 0.3])
def test_without_a_label_the_threshold_is_nearly_as_good_as_the_best(same: float, apart: float) -> None:
    told = world(150, same, apart)
    best = max(f1(told, contest.best) for contest, _ in told)
    assert f1(told, chances([contest for contest, _ in told]).threshold) >= 0.95 * best


@pytest.mark.parametrize("same", [0.5, 0.75])
def test_the_probabilities_add_up_to_nearly_as_many_as_are_the_same(same: float) -> None:
    told = world(250, same, 0.2)
    found = chances([contest for contest, _ in told])
    came = sum(same for _, same in told)
    assert sum(found.of(contest.best) for contest, _ in told) == pytest.approx(came, rel=0.15)


@given(CONTESTS)
def test_the_more_alike_the_likelier(contests: list[Contest]) -> None:
    found = chances(contests)
    assert list(found.scores) == sorted(found.scores)
    assert list(found.likely) == sorted(found.likely)
    assert all(0 <= likely <= 1 for likely in found.likely)
    assert 0 <= found.expected_f1 <= 1


def test_where_there_is_nothing_to_go_by_nothing_is_said() -> None:
    found = chances([])
    assert (found.threshold, found.of(0.99)) == (1.0, 0.0)


def test_below_the_lowest_score_nothing_is_likely_and_a_step_begins_at_its_score() -> None:
    steps = Chances((0.2, 0.6), (0.1, 0.9), 0.6, 0.9)
    assert [steps.of(score) for score in (0.19, 0.2, 0.59, 0.6)] == [0.0, 0.1, 0.1, 0.9]
