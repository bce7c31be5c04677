"""The best choice of one place for each of several, when what it costs lies in each alone and in pairs.

Exact by elimination, one after the other: what the best of one costs, for every choice of those it stands in
a pair with, becomes a table of theirs (Bertelè and Brioschi 1972, nonserial dynamic programming). Where such
a table would be too large, the best of moving one or two at a time, and a bound that says how far off it is
at most.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import prod
from typing import Any, Final

import numpy as np

LARGEST_TABLE: Final = 20_000_000
Scope = tuple[int, ...]
Pairs = Mapping[tuple[int, int], Any]


@dataclass(frozen=True, slots=True)
class Found:
    """A choice for each, what it costs, and what no choice can cost less than; equal where it is the best."""

    choice: tuple[int, ...]
    cost: float
    bound: float
    is_exact: bool


def cost_of(choice: Sequence[int], alone: Sequence[Any], pairs: Pairs) -> float:
    """What a choice costs. Linear in the pairs."""
    own = sum(float(table[at]) for table, at in zip(alone, choice, strict=True))
    return own + sum(float(table[choice[i], choice[j]]) for (i, j), table in pairs.items())


def least(alone: Sequence[Any], pairs: Pairs, largest: int = LARGEST_TABLE) -> Found:
    """The choice that costs least.

    Args:
        alone: for each, float64[places]: what a place costs by itself.
        pairs: for two of them, the lower number first, float64[places of one, places of the other].
        largest: how many numbers a table may have; beyond that it is searched from place to place.

    Complexity: exact, as the largest table: for a row of forums the square of the places, for all in pairs
        with all their number to the power of how many there are. Otherwise, each round, as the pairs' tables.

    >>> both = np.array([[5.0, 5.0], [5.0, 0.0]])
    >>> least([np.array([0.0, 1.0]), np.array([0.0, 0.0])], {(0, 1): both}).choice
    (1, 1)
    """
    sizes = [len(table) for table in alone]
    order, size = _order(sizes, pairs)
    choice = _eliminated(alone, pairs, order) if size <= largest else _improved(alone, pairs)
    cost = cost_of(choice, alone, pairs)
    if size <= largest:
        return Found(choice, cost, cost, True)
    bound = sum(float(table.min()) for table in [*alone, *pairs.values()])
    return Found(choice, cost, bound, False)


def _order(sizes: Sequence[int], pairs: Pairs) -> tuple[list[Scope], int]:
    """In which order to eliminate, each with those it leaves a table to; and how large the largest table is.

    Whichever leaves the smallest table comes next.
    """
    beside: dict[int, set[int]] = {at: set() for at in range(len(sizes))}
    for one, other in pairs:
        beside[one].add(other)
        beside[other].add(one)

    def size_of(at: int) -> int:
        return prod(sizes[one] for one in (at, *beside[at]))

    order: list[Scope] = []
    largest = 0
    while beside:
        following = min(beside, key=size_of)
        largest = max(largest, size_of(following))
        left = beside.pop(following)
        for one in left:
            beside[one] = (beside[one] | left) - {one, following}
        order.append((following, *sorted(left)))
    return order, largest


def _eliminated(alone: Sequence[Any], pairs: Pairs, order: Sequence[Scope]) -> tuple[int, ...]:
    tables: list[tuple[Scope, Any]] = [((at,), table) for at, table in enumerate(alone)]
    tables += pairs.items()
    best: list[Any] = []
    for at, *left in order:
        scope = (*left, at)
        mine = [one for one in tables if at in one[0]]
        tables = [one for one in tables if at not in one[0]]
        whole = sum(_over(scope, *one) for one in mine)
        best.append(whole.argmin(axis=-1))
        tables.append((tuple(left), whole.min(axis=-1)))
    choice = [0] * len(alone)
    for (at, *left), places in zip(reversed(order), reversed(best), strict=True):
        choice[at] = int(places[tuple(choice[one] for one in left)])
    return tuple(choice)


def _over(scope: Scope, own: Scope, table: Any) -> Any:
    """A table over more than its own: with one place along each that it does not know."""
    known = [one for one in scope if one in own]
    turned = np.transpose(table, [own.index(one) for one in known])
    return turned[tuple(slice(None) if one in own else None for one in scope)]


def _improved(alone: Sequence[Any], pairs: Pairs) -> tuple[int, ...]:
    """From where each is now, the best of moving one or two at a time, until nothing is better."""
    choice = [0] * len(alone)
    cost = cost_of(choice, alone, pairs)
    while True:
        better = min(_moves(choice, alone, pairs), key=lambda move: move[0])
        if better[0] >= cost - 1e-9:
            return tuple(choice)
        cost, choice = better


def _moves(choice: list[int], alone: Sequence[Any], pairs: Pairs) -> Iterator[tuple[float, list[int]]]:
    """For every two, the best places of theirs with all others as they are."""
    for one, other in combinations(range(len(alone)), 2):
        whole = alone[one][:, None] + alone[other][None, :]
        for (i, j), table in pairs.items():
            if {i, j} == {one, other}:
                whole = whole + table
            elif i in (one, other):
                whole = whole + _along(table[:, choice[j]], i == one)
            elif j in (one, other):
                whole = whole + _along(table[choice[i]], j == one)
        places = np.unravel_index(int(whole.argmin()), whole.shape)
        moved = list(choice)
        moved[one], moved[other] = map(int, places)
        yield cost_of(moved, alone, pairs), moved


def _along(row: Any, is_first: bool) -> Any:
    return row[:, None] if is_first else row[None, :]
