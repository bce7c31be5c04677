"""Two sides held against each other: who has whom as a counterpart, and how likely each is right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from samspil.core.matching.chances import Chances, Contest, chances
from samspil.core.matching.nearest import Index, Layer
from samspil.core.matching.one_to_one import Scored, assigned
from samspil.core.matching.texts import grams_of
from samspil.core.word_search import words_of

_WORDS: Final = 0.5  # words count as much as pieces of them
MOST: Final = 20  # candidates that are looked at for each


@dataclass(frozen=True, slots=True)
class Linked:
    """Counterparts, each with its score; and what scores mean."""

    counterparts: tuple[Scored, ...]
    chances: Chances

    @property
    def accepted(self) -> tuple[Scored, ...]:
        """Those from the threshold on: what to say when nobody can be asked."""
        return tuple(pair for pair in self.counterparts if pair.score >= self.chances.threshold)


def linked(ours: Sequence[Sequence[str]], theirs: Sequence[Sequence[str]], most: int = MOST) -> Linked:
    """Who of one side is who of the other, by their texts alone.

    What has no name has no counterpart.

    Args:
        ours: what is said of each on the one side, its name first.
        theirs: and on the other.
        most: how many candidates are looked at for each.

    Complexity: texts times the postings of their terms.

    >>> found = linked([["Ny vagtplan"], ["Byggesag"], [""]], [["Byggesagen"], ["Vagtplan"]])
    >>> [(pair.one, pair.other) for pair in found.counterparts]
    [(0, 1), (1, 0)]
    """
    words = [words_of(" ".join(texts)) if texts and texts[0] else () for texts in (*ours, *theirs)]
    index = index_of(words)
    is_ours = np.arange(len(words)) < len(ours)
    found: dict[tuple[int, int], float] = {}
    for row, said in enumerate(words):
        mine = row < len(ours)
        for near, score in index.nearest(terms_of(said), most, ~is_ours if mine else is_ours):
            found[(row, near - len(ours)) if mine else (near, row - len(ours))] = score
    candidates = [Scored(one, other, score) for (one, other), score in sorted(found.items())]
    taken = assigned(candidates)
    return Linked(taken, chances(contests_of(taken, candidates)))


def index_of(texts: Iterable[Sequence[str]]) -> Index:
    """Texts, given as their words, laid out by words and by the trigrams of words."""
    kept = list(texts)
    return Index((Layer.of(_WORDS, kept), Layer.of(1 - _WORDS, (grams_of(words) for words in kept))))


def terms_of(words: Sequence[str]) -> tuple[Iterable[str], Iterable[str]]:
    """The terms by which a text, given as its words, is looked up in such an index."""
    return words, grams_of(words)


def contests_of(taken: Sequence[Scored], candidates: Iterable[Scored]) -> list[Contest]:
    """Each counterpart's score beside that of what the two could have had instead."""
    chosen = {(pair.one, pair.other) for pair in taken}
    ones: dict[int, float] = {}
    others: dict[int, float] = {}
    for pair in candidates:
        if (pair.one, pair.other) not in chosen:
            ones[pair.one] = max(pair.score, ones.get(pair.one, 0.0))
            others[pair.other] = max(pair.score, others.get(pair.other, 0.0))
    return [
        Contest(pair.score, (ones.get(pair.one, 0.0) + others.get(pair.other, 0.0)) / 2) for pair in taken
    ]
