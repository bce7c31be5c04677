"""All pairs at least so alike: against looking at every pair."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil.core.errors import ProblemsError
from samspil.core.matching.all_pairs import Pairs, _marks, pairs_at_least
from samspil.core.matching.texts import grams_of
from samspil.core.matching.vectors import Vectors, together, vectors_of

TEXTS = st.lists(st.text("abcde", max_size=8), min_size=1, max_size=25)


def dense(vectors: Vectors) -> np.ndarray:
    rows = np.zeros((vectors.rows, vectors.width))
    rows[vectors.row_of_each, vectors.terms] = vectors.weights
    return rows


def by_looking_at_all(vectors: Vectors, bound: float) -> dict[tuple[int, int], float]:
    cosines = dense(vectors) @ dense(vectors).T
    pairs = combinations(range(vectors.rows), 2)
    return {pair: float(cosines[pair]) for pair in pairs if cosines[pair] >= bound}


def as_found(pairs: Pairs) -> dict[tuple[int, int], float]:
    both = zip(pairs.first.tolist(), pairs.second.tolist(), strict=True)
    return dict(zip(both, pairs.cosine.tolist(), strict=True))


@given(TEXTS, st.floats(0.05, 0.999))
def test_the_pairs_are_those_found_by_looking_at_every_pair(texts: list[str], bound: float) -> None:
    vectors = vectors_of(texts)
    found, wanted = as_found(pairs_at_least(vectors, bound)), by_looking_at_all(vectors, bound)
    assert all(abs(cosine - bound) < 1e-9 for pair, cosine in wanted.items() if pair not in found)
    assert all(pair in wanted or abs(cosine - bound) < 1e-9 for pair, cosine in found.items())
    assert all(abs(found[pair] - cosine) < 1e-9 for pair, cosine in wanted.items() if pair in found)


def test_each_pair_is_there_once_and_in_order() -> None:
    vectors = vectors_of(["abc", "abd", "abc", "bcd", "abcd"] * 4)
    found = pairs_at_least(vectors, 0.3)
    both = list(zip(found.first.tolist(), found.second.tolist(), strict=True))
    assert both == sorted(set(both))
    assert all(first < second for first, second in both)


def test_a_bound_just_above_a_pairs_cosine_leaves_it_out_and_the_cosine_itself_does_not() -> None:
    vectors = vectors_of(["abc", "abd"])
    cosine = by_looking_at_all(vectors, 0)[0, 1]
    assert len(pairs_at_least(vectors, cosine - 1e-9).first) == 1
    assert len(pairs_at_least(vectors, cosine + 1e-9).first) == 0


@pytest.mark.parametrize("hands", [1, 2, 3])
def test_however_many_hands_there_are_the_answer_is_the_same(hands: int) -> None:
    vectors = vectors_of(grams_of([f"omsorg{at % 7}system{at % 11}"]) for at in range(60))
    with ThreadPoolExecutor(hands) as pool:
        found = as_found(pairs_at_least(vectors, 0.6, pool.map, hands))
    assert found == as_found(pairs_at_least(vectors, 0.6))
    assert found


def test_more_pairs_than_there_is_room_for_at_once_are_all_handed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("samspil.core.matching.all_pairs._ROOM", 3)
    assert len(pairs_at_least(vectors_of(["ab"] * 12), 0.9).first) == 12 * 11 // 2


def test_texts_without_a_term_are_in_no_pair() -> None:
    assert len(pairs_at_least(vectors_of(["", "", "a"]), 0.1).first) == 0
    assert len(pairs_at_least(vectors_of([]), 0.1).first) == 0


@pytest.mark.parametrize("bound", [0.0, -0.1, 1.01])
def test_a_bound_outside_0_and_1_is_refused(bound: float) -> None:
    with pytest.raises(ProblemsError) as told:
        pairs_at_least(vectors_of(["a"]), bound)
    assert told.value.problems[0].code == "level_outside_0_1"


def test_texts_are_counted_alike_however_many_are_counted_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ["abc", "aab", "", "cca"] * 5
    at_once = vectors_of(texts)
    monkeypatch.setattr("samspil.core.matching.vectors._AT_ONCE", 4)
    in_parts = vectors_of(texts)
    assert np.array_equal(dense(at_once), dense(in_parts))


@given(TEXTS)
def test_marks_never_say_less_than_the_cosine(texts: list[str]) -> None:
    vectors = vectors_of(texts)
    marks, scale = _marks(vectors)
    told = (marks.astype(np.int64) @ marks.astype(np.int64).T) / scale**2
    assert np.all(told >= dense(vectors) @ dense(vectors).T - 1e-6)


def test_a_cosine_of_layers_is_the_mean_of_theirs_by_their_shares() -> None:
    words, letters = vectors_of([["x"], ["x"]]), vectors_of(["ab", "ac"])
    both = by_looking_at_all(together([(0.25, words), (0.75, letters)]), 0)[0, 1]
    assert both == pytest.approx(0.25 + 0.75 * by_looking_at_all(letters, 0)[0, 1])


def test_weights_are_those_of_the_formula() -> None:
    """(1 + ln count)(ln((1 + texts) / (1 + with it)) + 1), computed by hand for "aab" beside "b"."""
    a, b = (1 + np.log(2)) * (np.log(3 / 2) + 1), np.log(3 / 3) + 1
    first = dense(vectors_of(["aab", "b"]))[0]
    assert first.tolist() == pytest.approx([a / np.hypot(a, b), b / np.hypot(a, b)])
