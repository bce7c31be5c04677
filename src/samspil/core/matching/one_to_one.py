"""At most one counterpart each: of the pairs between two sides those that fit best together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scored:
    """Two that may be the same, from one side each, and how alike they are."""

    one: int
    other: int
    score: float


def assigned(pairs: Iterable[Scored]) -> tuple[Scored, ...]:
    """Pairs taken from the most alike to the least, each of either side once.

    It is stable: nobody who is left without would rather have, and be rather had by, another. Equals go by
    their numbers. Pairs n: O(n log n). Source: unique mapping clustering (Lacoste-Julien et al., 2013).

    >>> [(pair.one, pair.other) for pair in assigned([Scored(0, 0, .9), Scored(0, 1, .8), Scored(1, 0, .7)])]
    [(0, 0)]
    """
    ones: set[int] = set()
    others: set[int] = set()
    taken = []
    for pair in sorted(pairs, key=lambda pair: (-pair.score, pair.one, pair.other)):
        if pair.one not in ones and pair.other not in others:
            ones.add(pair.one)
            others.add(pair.other)
            taken.append(pair)
    return tuple(taken)
