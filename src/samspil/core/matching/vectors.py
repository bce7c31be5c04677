"""Texts as unit vectors of weighted terms: how rare a term is, and how often it is said.

Source: Salton and Buckley (1988), "Term-weighting approaches in automatic text retrieval"; the weights are
(1 + ln count) * (ln((1 + texts) / (1 + texts with it)) + 1), scaled to length 1.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

_AT_ONCE: Final = 1 << 18  # terms that are counted at a time

Integers = npt.NDArray[Any]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Vectors:
    """Rows that are zero nearly everywhere: the terms of row i are ``terms[starts[i]:starts[i + 1]]``.

    Attributes:
        starts: int64[rows + 1].
        terms: int32, within a row each once.
        weights: of each term in its row; a row is of length 1, or empty.
        width: how many terms there are.
    """

    starts: Integers
    terms: Integers
    weights: Floats
    width: int

    @property
    def rows(self) -> int:
        """How many texts."""
        return len(self.starts) - 1

    @property
    def row_of_each(self) -> Integers:
        """The row that each weight is in: int32."""
        return np.repeat(np.arange(self.rows, dtype=np.int32), np.diff(self.starts))


def vectors_of(texts: Iterable[Iterable[str]]) -> Vectors:
    """The vectors of texts that are given as their terms, as often as they are said.

    Linear in the terms, but for sorting them within their texts.

    >>> found = vectors_of([["a", "b", "b"], ["a"], []])
    >>> found.rows, found.width, [round(float(weight), 3) for weight in found.weights]
    (3, 2, [0.41, 0.912, 1.0])
    """
    known: dict[str, int] = {}
    said, lengths = array("q"), array("q")
    counted: list[tuple[Integers, Integers, Integers]] = []
    for text in texts:
        row, before = len(lengths) << 32, len(said)
        said.extend(row + known.setdefault(term, len(known)) for term in text)
        lengths.append(len(said) - before)
        if len(said) > _AT_ONCE:
            counted.append(_counted(said))
            said = array("q")
    counted.append(_counted(said))
    terms = np.concatenate([part[1] for part in counted])
    rare = np.log((1 + len(lengths)) / (1 + np.bincount(terms, minlength=len(known)))) + 1
    weights = np.concatenate([part[2] for part in counted], dtype=np.float64)
    starts = _starts(np.concatenate([part[0] for part in counted]), len(lengths))
    del counted
    np.log(weights, out=weights)
    weights += 1
    weights *= rare[terms]
    return _of_length_one(starts, terms, weights, len(known))


def _counted(said: array[int]) -> tuple[Integers, Integers, Integers]:
    """Row, term and how often, each once, of numbers that have both in them."""
    keys, counts = np.unique(np.frombuffer(said, dtype=np.int64), return_counts=True)
    return (keys >> 32).astype(np.int32), (keys & 0xFFFFFFFF).astype(np.int32), counts.astype(np.int32)


def together(parts: Iterable[tuple[float, Vectors]]) -> Vectors:
    """Vectors of the same texts side by side: the cosine becomes the mean of theirs, by their shares.

    A text that has no terms in one part is told by the others alone.

    >>> words, grams = vectors_of([["a"], ["a"]]), vectors_of([["x"], ["y"]])
    >>> both = together([(0.75, words), (0.25, grams)])
    >>> round(float(both.weights[0] * both.weights[2]), 3)
    0.75
    """
    shares = tuple(parts)
    rows = np.concatenate([part.row_of_each for _, part in shares])
    before = np.cumsum([0, *(part.width for _, part in shares)])
    terms = np.concatenate([part.terms + start for (_, part), start in zip(shares, before[:-1], strict=True)])
    weights = np.concatenate([part.weights * np.sqrt(share) for share, part in shares])
    order = np.argsort(rows, kind="stable")
    starts = _starts(rows, shares[0][1].rows)
    return _of_length_one(starts, terms[order].astype(np.int32), weights[order], int(before[-1]))


def _starts(rows: Integers, number: int) -> Integers:
    return np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=number))]).astype(np.int64)


def _of_length_one(starts: Integers, terms: Integers, weights: Floats, width: int) -> Vectors:
    """Rows with these weights, each scaled to length 1; the weights are changed in place."""
    sizes = np.diff(starts)
    said = sizes > 0
    if len(weights):
        lengths = np.sqrt(np.add.reduceat(weights * weights, starts[:-1][said]))
        weights /= np.repeat(lengths, sizes[said])
    return Vectors(starts, terms, weights, width)
