"""All pairs of texts whose cosine reaches a bound, exactly.

A pair that reaches the bound t shares a term, and at the rarest one it shares (terms are ordered from rare to
common) what either has from there on is long enough: the product of the two lengths is at least t. So each
text is looked up by its rarest terms alone, and each list is read only as far as its texts are long enough
from there. Each row has marks: how long it is in each of 128 boxes of terms, the most said having one each.
The dot product of two rows' marks is never less than their cosine, and where it stays below the bound,
as it nearly always does, nothing more is computed.

Sources: Bayardo, Ma, Srikant (2007), "Scaling up all pairs similarity search"; Anastasiu and Karypis
(2014), "L2AP". Reading lists by length, each pair at its rarest shared term only, and marks are ours.

Compiled with numba; the web never imports this module.
"""

# mypy: disable-error-code="untyped-decorator"
from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import numpy as np
from numba import njit

from samspil.core.errors import ProblemsError
from samspil.core.matching.vectors import Floats, Integers, Vectors

Run = Callable[..., Iterable[Any]]
_SLACK: Final = 1e-5  # what single precision may take off a bound
_ROOM: Final = 1 << 16  # pairs kept before they are handed on, beside one text's own
_BOXES: Final = 128
_ALONE: Final = 64  # so many of the most said terms have a box each
_FULL: Final = 255  # the largest mark, in one byte
_LAST_TERMS: Final = 3  # by so many terms it is seen which rows belong together


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Pairs of rows, the first the smaller number, in order; and their cosines."""

    first: Integers
    second: Integers
    cosine: Floats


def pairs_at_least(vectors: Vectors, bound: float, run: Run = map, hands: int = 1) -> Pairs:
    """Every pair of rows whose cosine is at least the bound.

    Args:
        vectors: rows of length 1 with no negative weight.
        bound: above 0 and at most 1.
        run: hands out the parts, like ``map``; with threads they run beside each other. The answer is the
            same.
        hands: how many parts.

    Raises:
        ProblemsError: ``level_outside_0_1``.

    Complexity: between the rows and their square, by how much they share their rarest terms.

    >>> from samspil.core.matching.vectors import vectors_of
    >>> found = pairs_at_least(vectors_of(["abcd", "abce", "fg", "fg"]), 0.9)
    >>> found.first.tolist(), found.second.tolist(), found.cosine.round(6).tolist()
    ([2], [3], [1.0])
    """
    if not 0 < bound <= 1:
        raise ProblemsError.of("level_outside_0_1", level=bound)
    laid = _lay_out(vectors, bound)
    parts = list(run(partial(_part_of, laid, bound, hands), range(hands)))
    one, other = (laid.numbers[np.concatenate([part[at] for part in parts])] for at in range(2))
    cosine = np.concatenate([part[2] for part in parts])
    first, second = np.minimum(one, other), np.maximum(one, other)
    order = np.lexsort((second, first))
    return Pairs(first[order], second[order], cosine[order])


@dataclass(frozen=True, slots=True, eq=False)
class _Laid:
    """Rows, and for each term the rows that are looked up by it, the longest from there on first."""

    numbers: Integers  # of each row: which it was
    vectors: Vectors
    left: Integers  # of each weight: how long its row is from it on; float32
    ends: Integers  # of each row: where its lookups end
    lists: Integers  # where each term's list begins
    rows: Integers
    lengths: Integers  # how long each listed row is from the term on; float32
    marks: Integers  # uint8[rows, _BOXES]
    least: int  # what the dot product of the marks of a pair that reaches the bound comes to at least


def _lay_out(given: Vectors, bound: float) -> _Laid:
    rank = _rank(given)
    numbers = _neighbours(_in_order(given, rank, np.arange(given.rows, dtype=np.int32)), bound)
    vectors = _in_order(given, rank, numbers)
    left, ends = _measured(vectors, bound)
    lists, rows, lengths = _listed(vectors, left, ends)
    marks, scale = _marks(vectors)
    least = int(np.floor((bound - _SLACK) * scale * scale))
    return _Laid(numbers, vectors, left, ends, lists, rows, lengths, marks, least)


def _rank(vectors: Vectors) -> Integers:
    """Each term's number when they are numbered by how many rows say them."""
    held = np.bincount(vectors.terms, minlength=vectors.width)
    rank = np.empty(vectors.width, dtype=np.int32)
    rank[np.argsort(held, kind="stable")] = np.arange(vectors.width, dtype=np.int32)
    return rank


def _in_order(vectors: Vectors, rank: Integers, numbers: Integers) -> Vectors:
    """The rows with these numbers, terms by their rank, the rarest first."""
    sizes = np.diff(vectors.starts)[numbers]
    starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    terms, weights = np.empty_like(vectors.terms), np.empty_like(vectors.weights)
    for row, number in enumerate(numbers.tolist()):
        to, of = (
            slice(starts[row], starts[row + 1]),
            slice(vectors.starts[number], vectors.starts[number + 1]),
        )
        terms[to], weights[to] = rank[vectors.terms[of]], vectors.weights[of]
    _sort_rows(starts, terms, weights)
    return Vectors(starts, terms, weights, vectors.width)


def _measured(vectors: Vectors, bound: float) -> tuple[Integers, Integers]:
    """How long each row is from each of its terms on, and where its lookups end."""
    left, ends = np.empty(len(vectors.terms), dtype=np.float32), np.empty(vectors.rows, dtype=np.int64)
    _measure(vectors.starts, vectors.weights, bound - _SLACK, left, ends)
    return left, ends


def _neighbours(vectors: Vectors, bound: float) -> Integers:
    """An order of rows in which those that will be looked at together stand together, as they do in memory.

    By the last terms they are looked up by: their lists are the longest.
    """
    if not len(vectors.terms):
        return np.arange(vectors.rows, dtype=np.int32)
    _, ends = _measured(vectors, bound)
    keys = [
        np.where(ends - back > vectors.starts[:-1], vectors.terms[np.maximum(ends - 1 - back, 0)], -1)
        for back in range(_LAST_TERMS)
    ]
    return np.lexsort(keys[::-1]).astype(np.int32)


def _listed(vectors: Vectors, left: Integers, ends: Integers) -> tuple[Integers, Integers, Integers]:
    """Where each term's list begins; the rows in it and how long they are from it on, the longest first."""
    sizes = ends - vectors.starts[:-1]
    own = np.repeat(np.arange(vectors.rows, dtype=np.int32), sizes)
    before = np.concatenate([[0], np.cumsum(sizes)])[:-1]
    looked = np.arange(len(own)) + np.repeat(vectors.starts[:-1] - before, sizes)
    terms, lengths = vectors.terms[looked], left[looked]
    del looked
    order = np.lexsort((own, -lengths, terms))
    lists = np.concatenate([[0], np.cumsum(np.bincount(terms, minlength=vectors.width))]).astype(np.int64)
    return lists, own[order], lengths[order]


def _marks(vectors: Vectors) -> tuple[Integers, float]:
    """How long each row is in each box, rounded up to a whole number of parts; and how many parts are 1."""
    box = _ALONE + np.arange(vectors.width, dtype=np.int32) % (_BOXES - _ALONE)
    alone = min(_ALONE, vectors.width)
    box[vectors.width - alone :] = np.arange(alone)
    marks = np.zeros((vectors.rows, _BOXES), dtype=np.uint8)
    longest = _fill(vectors.starts, vectors.terms, vectors.weights, (box, marks, 0.0))
    scale = (_FULL - 1) / (longest + _SLACK)
    _fill(vectors.starts, vectors.terms, vectors.weights, (box, marks, scale))
    return marks, scale


def _part_of(laid: _Laid, bound: float, step: int, begin: int) -> tuple[Integers, Integers, Floats]:
    rows, vectors = laid.vectors.rows, laid.vectors
    room = rows + _ROOM
    one, other = np.empty(room, dtype=np.int32), np.empty(room, dtype=np.int32)
    cosine = np.empty(room)
    seen = np.full(rows, -1, dtype=np.int32)
    own, own_left = np.zeros(vectors.width), np.zeros(vectors.width, dtype=np.float32)
    found: list[tuple[Integers, Integers, Floats]] = []
    at = begin
    while at < rows:
        at, number = _look_up(
            (vectors.starts, vectors.terms, vectors.weights, laid.left, laid.ends),
            (laid.lists, laid.rows, laid.lengths, laid.marks),
            (seen, own, own_left),
            (one, other, cosine),
            (bound, laid.least, at, step),
        )
        found.append((one[:number].copy(), other[:number].copy(), cosine[:number].copy()))
    nothing = (one[:0], other[:0], cosine[:0])
    return tuple(np.concatenate([part[at] for part in (nothing, *found)]) for at in range(3))  # type: ignore[return-value]


@njit(nogil=True)
def _sort_rows(starts: Any, terms: Any, weights: Any) -> None:
    """Each row by its terms, in place."""
    for row in range(len(starts) - 1):
        for at in range(starts[row] + 1, starts[row + 1]):
            term, weight = terms[at], weights[at]
            place = at
            while place > starts[row] and terms[place - 1] > term:
                terms[place], weights[place] = terms[place - 1], weights[place - 1]
                place -= 1
            terms[place], weights[place] = term, weight


@njit(nogil=True)
def _fill(starts: Any, terms: Any, weights: Any, told: Any) -> float:
    """Mark each row with how long it is in each box, in parts of 1; gives the longest.

    Args:
        starts: as the vectors have them.
        terms: as the vectors have them.
        weights: as the vectors have them.
        told: the box of each term, the marks, and how many parts 1 has.
    """
    box, marks, scale = told
    longest = 0.0
    squares = np.zeros(_BOXES)
    for row in range(len(starts) - 1):
        squares[:] = 0.0
        for at in range(starts[row], starts[row + 1]):
            squares[box[terms[at]]] += weights[at] * weights[at]
        for at in range(_BOXES):
            length = np.sqrt(squares[at])
            longest = max(longest, length)
            marks[row, at] = np.uint8(np.ceil(length * scale))
    return longest


@njit(nogil=True)
def _measure(starts: Any, weights: Any, least: float, left: Any, ends: Any) -> None:
    """How long each row is from each of its terms on, and where that falls below the least."""
    for row in range(len(ends)):
        squares = 0.0
        ends[row] = starts[row]
        for at in range(starts[row + 1] - 1, starts[row] - 1, -1):
            squares += weights[at] * weights[at]
            left[at] = np.sqrt(squares)
            if ends[row] == starts[row] and left[at] >= least:
                ends[row] = at + 1


@njit(nogil=True)
def _look_up(texts: Any, index: Any, kept: Any, out: Any, asked: Any) -> Any:
    """Look up every so many rows until all are or room is out; gives the next row and how many pairs.

    Args:
        texts: starts, terms, weights, left, ends of the rows.
        index: lists, rows, lengths, marks.
        kept: of a hand's own: which row has seen each row last, and the row that is looked up, laid out by
            term.
        out: one, other, cosine: written.
        asked: the bound, what marks must come to, the first row, and the step to the next.
    """
    starts, terms, weights, left, ends = texts
    lists, rows, lengths, marks = index
    seen, own, own_left = kept
    one, other, cosine = out
    bound, marks_least, row, step = asked
    least = np.float32(bound - _SLACK)
    number = 0
    while row < len(ends) and number + len(ends) <= len(one):
        for at in range(starts[row], starts[row + 1]):
            own[terms[at]] = weights[at]
            own_left[terms[at]] = left[at + 1] if at + 1 < starts[row + 1] else np.float32(0)
        for at in range(starts[row], ends[row]):
            term = terms[at]
            enough = least / left[at]
            for place in range(lists[term], lists[term + 1]):
                against = rows[place]
                if against == row or lengths[place] < enough:
                    break
                if seen[against] == row:
                    continue
                seen[against] = row
                if _both(marks[row], marks[against]) < marks_least:
                    continue
                value = _dot(texts, (own, own_left), against, term, least)
                if value >= bound:
                    one[number], other[number], cosine[number] = row, against, value
                    number += 1
        for at in range(starts[row], starts[row + 1]):
            own[terms[at]] = 0.0
        row += step
    return row, number


@njit(nogil=True)
def _both(one: Any, other: Any) -> Any:
    """The dot product of two rows' marks."""
    value = np.int32(0)
    for box in range(_BOXES):
        value += np.int32(one[box]) * np.int32(other[box])
    return value


@njit(nogil=True)
def _dot(texts: Any, laid_out: Any, row: int, term: int, least: Any) -> float:
    """The cosine of the row that is laid out with another, or 0.

    0 when it does not reach the least, or when a rarer term than this one is shared: the pair is met there.
    """
    starts, terms, weights, left, _ = texts
    own, own_left = laid_out
    value = 0.0
    for at in range(starts[row], starts[row + 1]):
        shared = own[terms[at]]
        if shared == 0.0:
            continue
        if terms[at] < term:
            return 0.0
        value += shared * weights[at]
        rest = left[at + 1] if at + 1 < starts[row + 1] else np.float32(0)
        if value + own_left[terms[at]] * rest < least:
            return 0.0
    return value
