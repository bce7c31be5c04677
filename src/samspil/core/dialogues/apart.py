"""How far answers are apart on a scale: between groups, and within one. Nothing here adds questions up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate, combinations


def between(groups: Mapping[str, Sequence[int]]) -> float:
    """The distance between the two groups that are furthest apart: 0 alike, 1 at the two ends of the scale.

    It is how far answers must be moved, as a part of the scale, until the groups answer alike: the sum of the
    differences of their shares up to each step (Vallender, Theory Probab. Appl. 18 (1974) 784-786).

    Args:
        groups: how many of each group gave each step, in the order of the scale; at least two steps. Groups
            without an answer are left out.

    >>> between({"it": [0, 0, 4], "areas": [4, 0, 0]})
    1.0
    >>> between({"it": [0, 4, 0], "areas": [2, 0, 2]})
    0.5
    """
    answered = [counts for counts in groups.values() if sum(counts)]
    return max((_moved(one, other) for one, other in combinations(answered, 2)), default=0.0)


def within(counts: Sequence[int]) -> float:
    """How far two people's answers are apart on the mean, whoever they are, as a part of the scale.

    Gini's mean difference over the length of the scale; 0 where all answer alike, or fewer than two answer.

    >>> within([1, 0, 1])
    1.0
    """
    people, length = sum(counts), len(counts) - 1
    if people < 2:
        return 0.0
    below = list(accumulate(counts))[:-1]
    return sum(2 * one * (people - one) for one in below) / (people * (people - 1)) / length


def _moved(one: Sequence[int], other: Sequence[int]) -> float:
    shares = zip(accumulate(one), accumulate(other), strict=True)
    return sum(abs(here / sum(one) - there / sum(other)) for here, there in shares) / (len(one) - 1)
