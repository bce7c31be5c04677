"""Pairs put together into groups that hold together, with at most one of each member."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from heapq import heapify, heappop, heappush
from math import inf, log
from typing import Final

Pair = tuple[str, str]
_NEVER_QUITE: Final = 1e-4


def weight_of(probability: float) -> float:
    """The log of the odds, kept finite.

    >>> weight_of(0.5), round(weight_of(1.0), 2)
    (0.0, 9.21)
    """
    held = min(max(probability, _NEVER_QUITE), 1 - _NEVER_QUITE)
    return log(held / (1 - held))


def speaks_for(groups: Iterable[Iterable[str]], pairs: Mapping[Pair, float], otherwise: float) -> float:
    """What speaks for groups: the log-odds of all pairs within them, added up.

    >>> round(speaks_for([("a", "b", "c")], {("a", "b"): 0.9, ("b", "c"): 0.9}, 0.1), 3)
    2.197
    """
    known = {frozenset(pair): weight_of(probability) for pair, probability in pairs.items()}
    missing = weight_of(otherwise)
    total = 0.0
    for group in groups:
        keys = sorted(group)
        total += sum(
            known.get(frozenset((one, other)), missing)
            for at, one in enumerate(keys)
            for other in keys[at + 1 :]
        )
    return total


def grouped(
    pairs: Mapping[Pair, float], member_of: Mapping[str, str], otherwise: float = 0.2
) -> tuple[tuple[str, ...], ...]:
    """Groups of two or more, each with at most one of each member, that the pairs speak for.

    Beginning with each alone, the two groups are put together for which most speaks: the log-odds of all
    pairs across, a pair that is not given counting as ``otherwise``; as long as more speaks for it than
    against and no member would be in it twice. The groups stand in the order of their first keys.

    Args:
        pairs: the probability that two are the same, each pair once; at 0 they are never in one group.
        member_of: whose each is.
        otherwise: the probability of a pair that is not given.

    Complexity: O(p g log p) with p pairs and groups of g.

    >>> sure = {("a", "b"): 0.9, ("b", "c"): 0.9, ("c", "d"): 0.6}
    >>> grouped(sure, {"a": "1", "b": "2", "c": "3", "d": "4"})
    (('a', 'b', 'c'),)
    """
    return _Grouping(pairs, member_of, weight_of(otherwise)).found()


class _Grouping:
    """Groups as they are put together: each is called by a number that is never used again."""

    def __init__(self, pairs: Mapping[Pair, float], member_of: Mapping[str, str], missing: float) -> None:
        keys = sorted({key for pair in pairs for key in pair})
        number = {key: at for at, key in enumerate(keys)}
        self.groups: dict[int, tuple[str, ...]] = {at: (key,) for key, at in number.items()}
        self.members = {at: frozenset([member_of[key]]) for key, at in number.items()}
        self.missing = missing
        self.across: dict[int, dict[int, tuple[float, int]]] = defaultdict(dict)
        for (one, other), probability in pairs.items():
            told = (weight_of(probability) if probability > 0 else -inf, 1)
            self.across[number[one]][number[other]] = self.across[number[other]][number[one]] = told
        self.waiting: list[tuple[float, int, int]] = [
            (-told[0], one, other)
            for one, row in self.across.items()
            for other, told in row.items()
            if one < other
        ]
        heapify(self.waiting)

    def found(self) -> tuple[tuple[str, ...], ...]:
        while self.waiting:
            less, one, other = heappop(self.waiting)
            if less >= 0:
                break
            apart = one in self.groups and other in self.groups
            if apart and not self.members[one] & self.members[other]:
                self._put_together(one, other)
        return tuple(sorted(tuple(sorted(keys)) for keys in self.groups.values() if len(keys) > 1))

    def _put_together(self, one: int, other: int) -> None:
        new = max(self.members) + 1
        self.groups[new] = self.groups.pop(one) + self.groups.pop(other)
        self.members[new] = self.members[one] | self.members[other]
        rows = (self.across.pop(one), self.across.pop(other))
        for near in sorted({*rows[0], *rows[1]} - {one, other}):
            told = [row[near] for row in rows if near in row]
            weight, number = sum(told_of[0] for told_of in told), sum(told_of[1] for told_of in told)
            self.across[new][near] = self.across[near][new] = (weight, number)
            for gone in (one, other):
                self.across[near].pop(gone, None)
            unknown = len(self.groups[new]) * len(self.groups[near]) - number
            heappush(self.waiting, (-(weight + unknown * self.missing), near, new))
