"""What is most like one text, among many."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt
from typing import Any

import numpy as np

from samspil.core.matching.vectors import Floats, Integers

Terms = Sequence[Iterable[str]]  # of one text: its words, its trigrams, ...: as many as there are layers


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """Texts laid out by one sort of term: the rows that say it, and with what weight of theirs."""

    share: float
    places: Mapping[str, int]
    rarity: Floats
    lists: Integers
    rows: Integers
    weights: Integers
    size: int

    @classmethod
    def of(cls, share: float, texts: Iterable[Iterable[str]]) -> Layer:
        """Lay texts out, each given as its terms. Weights are as those of ``vectors_of``."""
        places: dict[str, int] = {}
        rows, terms, counts = array("i"), array("i"), array("i")
        size = 0
        for size, text in enumerate(texts, start=1):
            for term, count in Counter(text).items():
                rows.append(size - 1)
                terms.append(places.setdefault(term, len(places)))
                counts.append(count)
        own, of_term = np.frombuffer(rows, dtype=np.int32), np.frombuffer(terms, dtype=np.int32)
        held = np.bincount(of_term, minlength=len(places))
        rarity = np.log((1 + size) / (1 + held)) + 1
        weights = (1 + np.log(np.frombuffer(counts, dtype=np.int32))) * rarity[of_term]
        weights /= np.sqrt(np.bincount(own, weights * weights, minlength=size))[own]
        order = np.argsort(of_term, kind="stable")
        lists = np.concatenate([[0], np.cumsum(held)])
        return cls(share, places, rarity, lists, own[order], weights[order].astype(np.float32), size)

    def add(self, text: Iterable[str], scores: Any) -> None:
        """Add to each row's score its cosine with a text, as much as the layer counts."""
        said = Counter(text)
        found = {term: self.places.get(term) for term in said}
        weights = {term: (1 + log(count)) * self._rarity(found[term]) for term, count in said.items()}
        length = sqrt(sum(weight * weight for weight in weights.values()))
        for term, place in found.items():
            if place is not None:
                listed = slice(self.lists[place], self.lists[place + 1])
                factor = np.float32(self.share * weights[term] / length)
                scores[self.rows[listed]] += factor * self.weights[listed]

    def _rarity(self, place: int | None) -> float:
        return log(1 + self.size) + 1 if place is None else float(self.rarity[place])


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """The same texts in layers; how alike two are is the mean of the layers' cosines, by their shares."""

    layers: tuple[Layer, ...]

    def alike(self, text: Terms) -> Any:
        """How alike each row is to a text: float32[rows], from 0 to 1.

        What a text says that no row says counts as most rare. Linear in the rows and the postings of its
        terms.

        >>> index = Index((Layer.of(1.0, [["a", "b"], ["c"], ["a"]]),))
        >>> [round(float(score), 3) for score in index.alike([["a"]])]
        [0.605, 0.0, 1.0]
        """
        scores = np.zeros(self.layers[0].size, dtype=np.float32)
        for layer, terms in zip(self.layers, text, strict=True):
            layer.add(terms, scores)
        return scores

    def nearest(self, text: Terms, most: int, among: Any = None) -> tuple[tuple[int, float], ...]:
        """The rows most like a text and how alike, the most alike first; none that shares nothing.

        Args:
            text: the terms of each layer.
            most: how many at most.
            among: bool[rows], which rows may be found; all when it is left out.

        >>> index = Index((Layer.of(1.0, [["a", "b"], ["c"], ["a"]]),))
        >>> [row for row, _ in index.nearest([["a"]], 2)]
        [2, 0]
        """
        scores = self.alike(text)
        return highest(scores if among is None else np.where(among, scores, np.float32(0)), most)


def highest(scores: Any, most: int) -> tuple[tuple[int, float], ...]:
    """The rows with the highest scores above nothing, the highest first.

    >>> highest(np.array([0.1, 0.0, 0.3], dtype=np.float32), 5)[0][0]
    2
    """
    few = min(most, len(scores))
    found = np.argpartition(-scores, few - 1)[:few] if few else np.empty(0, dtype=np.int64)
    ranked = sorted((-float(scores[row]), int(row)) for row in found if scores[row] > 0)
    return tuple((row, -score) for score, row in ranked)
