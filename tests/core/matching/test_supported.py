"""How alike two are, once what is most like each has been asked."""

from __future__ import annotations

from itertools import combinations
from math import prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil.core.matching.evidence import Need
from samspil.core.matching.suggesting import Needs, suggestions
from samspil.core.matching.supported import supported

ROWS = 5
PAIRS = list(combinations(range(ROWS), 2))
SCORES = st.dictionaries(st.sampled_from(PAIRS), st.floats(0.01, 1.0), max_size=len(PAIRS))


def near_of(scores: dict[tuple[int, int], float]) -> list[dict[int, float]]:
    """Who is near whom, as both see it."""
    near: list[dict[int, float]] = [{} for _row in range(ROWS)]
    for (one, other), score in scores.items():
        near[one][other] = near[other][one] = score
    return near


def plainly(near: list[dict[int, float]], one: int, other: int) -> float:
    """By hand: the three nearest of either, half of the chance that the way over each is right."""

    def said(row: int, to: int) -> float:
        asked = sorted(near[row], key=lambda at: (-near[row][at], at))[:3]
        ways = [0.5 * near[row][at] * near[at].get(to, 0.0) for at in asked if at != to]
        return 1 - (1 - near[row].get(to, 0.0)) * prod(1 - way for way in ways)

    return (said(one, other) + said(other, one)) / 2


@given(SCORES)
def test_it_is_as_worked_out_by_hand_and_never_less_than_before(
    scores: dict[tuple[int, int], float],
) -> None:
    near = near_of(scores)
    found = list(supported(near))
    for one, other in PAIRS:
        now = found[one].get(other, 0.0)
        assert now == pytest.approx(found[other].get(one, 0.0)) or 0.0 in {
            now,
            found[other].get(one, 0.0),
        }
        if other in found[one]:
            assert now == pytest.approx(plainly(near, one, other))
        assert now >= near[one].get(other, 0.0) - 1e-9
        assert now <= 1.0


def test_two_that_share_nobody_are_as_alike_as_before() -> None:
    assert list(supported([{1: 0.4}, {0: 0.4}, {}])) == [
        {1: pytest.approx(0.4)},
        {0: pytest.approx(0.4)},
        {},
    ]


def test_who_says_it_in_other_words_is_found_by_one_who_says_both() -> None:
    needs = [
        Need("1", "a", "Hjemmeside"),
        Need("2", "b", "Hjemmeside og website"),
        Need("3", "c", "Website"),
        Need("4", "c", "Byggesag"),
        Need("5", "a", "Vagtplan"),
    ]
    found, _known = suggestions(Needs.of(needs, {}))
    pairs = {(one.one, one.other): one.score for one in found}
    assert pairs["1", "3"] > 0
    assert ("1", "4") not in pairs
