"""Counterparts, and probabilities that follow what people have said."""

from __future__ import annotations

from itertools import product
from math import log
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil.core.matching.answers import Answer, Learned, learned
from samspil.core.matching.linking import linked
from samspil.core.matching.nearest import Index, Layer
from samspil.core.matching.one_to_one import Scored, assigned

SCORES = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4), st.floats(0, 1)), max_size=25)
ANSWERS = st.lists(st.builds(Answer, st.floats(0, 1), st.booleans()), max_size=40)


@given(SCORES)
def test_each_has_one_counterpart_and_nobody_left_would_both_rather_have_each_other(
    scores: list[tuple[int, int, float]],
) -> None:
    pairs = [Scored(one, other, score) for (one, other), score in {row[:2]: row[2] for row in scores}.items()]
    taken = assigned(pairs)
    ones = {pair.one: pair.score for pair in taken}
    others = {pair.other: pair.score for pair in taken}
    assert len(ones) == len(others) == len(taken)
    for pair in pairs:
        assert ones.get(pair.one, -1) >= pair.score or others.get(pair.other, -1) >= pair.score


@given(ANSWERS)
def test_what_was_likelier_stays_likelier_whatever_is_answered(answers: list[Answer]) -> None:
    found = learned(answers)
    moved = [found.moved(probability / 10) for probability in range(11)]
    assert moved == sorted(moved)
    assert 0 < moved[0] < moved[-1] < 1


@given(ANSWERS)
def test_the_fit_is_where_nothing_near_it_is_better(answers: list[Answer]) -> None:
    def loss(given: Learned) -> float:
        held = 2 * (given.slope - 1) ** 2 + given.shift**2 / 2
        return held - sum(
            log(given.moved(one.probability) if one.confirmed else 1 - given.moved(one.probability))
            for one in answers
        )

    found = learned(answers)
    if found.slope <= 0.05:
        return
    for more, further in product((-0.01, 0.0, 0.01), repeat=2):
        assert loss(found) <= loss(Learned(found.slope + more, found.shift + further)) + 1e-6


def test_confirming_makes_likelier_and_refusing_less_likely() -> None:
    yes, no = ([Answer(0.5, said)] * 5 for said in (True, False))
    assert learned(no).moved(0.5) < 0.5 < learned(yes).moved(0.5)


def test_after_fifty_answers_the_probabilities_are_what_comes() -> None:
    """They were said twice as sure as they were right: odds of nine to one came three times in four."""
    chance = Random(3)
    answers = [Answer(0.9, chance.random() < 0.75) for _ in range(50)]
    came = sum(answer.confirmed for answer in answers) / 50
    assert learned(answers).moved(0.9) == pytest.approx(came, abs=0.05)


def test_a_slope_never_falls_to_nothing() -> None:
    against = [Answer(0.99, False), Answer(0.01, True)] * 200
    assert learned(against).slope == 0.05


def test_what_has_no_name_has_no_counterpart() -> None:
    found = linked([["", "vagtplan"], ["Byggesag", "på tagterrasse"], []], [["Vagtplan"], ["Byggesag"]])
    assert [(pair.one, pair.other) for pair in found.counterparts] == [(1, 1)]


def test_nothing_is_accepted_below_the_threshold() -> None:
    ours = [[f"{word}system"] for word in ("omsorg", "vagtplan", "byggesag", "tandpleje")]
    found = linked(ours, [*ours[::-1], ["kirkegård"]])
    assert {(pair.one, pair.other) for pair in found.accepted} == {(0, 3), (1, 2), (2, 1), (3, 0)}
    assert all(pair.score >= found.chances.threshold for pair in found.accepted)


def test_the_nearest_are_those_found_by_looking_at_all() -> None:
    chance = Random(5)
    texts = ["".join(chance.choices("abcdef", k=chance.randrange(1, 9))) for _ in range(80)]
    index = Index((Layer.of(1.0, texts),))
    alike = index.alike(["abcf"])
    wanted = sorted(((-float(score), row) for row, score in enumerate(alike) if score > 0))[:7]
    assert [row for row, _ in index.nearest(["abcf"], 7)] == [row for _, row in wanted]


def test_only_those_that_may_be_found_are() -> None:
    index = Index((Layer.of(1.0, ["ab", "ab", "c"]),))
    assert [row for row, _ in index.nearest(["ab"], 5, np.array([False, True, True]))] == [1]


@pytest.mark.parametrize("asked", ["", "x"])
def test_what_shares_nothing_finds_nothing(asked: str) -> None:
    assert Index((Layer.of(1.0, ["ab", "c"]),)).nearest([asked], 5) == ()
    assert Index((Layer.of(1.0, []),)).nearest([asked], 5) == ()
