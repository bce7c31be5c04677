"""How far answers are apart, against counting by hand."""

from __future__ import annotations

from itertools import combinations

import pytest

from samspil.core.dialogues.apart import between, within


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ([3, 0, 0, 0, 0], [0, 0, 0, 0, 9], 1.0),
        ([3, 0, 0, 0, 0], [0, 9, 0, 0, 0], 0.25),
        ([1, 1, 1, 1, 1], [2, 2, 2, 2, 2], 0.0),
        ([4, 0], [1, 3], 0.75),
        ([0, 0, 2], [0, 0, 0], 0.0),
    ],
)
def test_between_two_groups_it_is_how_far_answers_must_be_moved(
    one: list[int], other: list[int], apart: float
) -> None:
    assert between({"one": one, "other": other}) == pytest.approx(apart)
    assert between({"other": other, "one": one}) == pytest.approx(apart)


def test_of_three_groups_the_two_that_are_furthest_apart_count() -> None:
    assert between({"a": [1, 0, 0], "b": [0, 1, 0], "c": [0, 0, 1]}) == 1.0
    assert between({"a": [1, 0, 0]}) == 0.0
    assert between({}) == 0.0


def by_hand(counts: list[int]) -> float:
    people = [step for step, count in enumerate(counts) for _ in range(count)]
    pairs = list(combinations(people, 2))
    return sum(abs(one - other) for one, other in pairs) / len(pairs) / (len(counts) - 1)


@pytest.mark.parametrize("counts", [[1, 0, 0, 0, 1], [3, 2, 0, 1, 5], [0, 7, 0], [2, 2]])
def test_within_a_group_it_is_the_mean_distance_of_two_people(counts: list[int]) -> None:
    assert within(counts) == pytest.approx(by_hand(counts))


def test_one_person_differs_from_nobody() -> None:
    assert within([0, 1, 0]) == 0.0
    assert within([0, 0]) == 0.0
