"""How alike two are with what is like both: who says it in other words is found by one who says either."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

# How many of the nearest are asked, and how much what one of them says counts. Assumed; set on the half of
# the labelled Danish needs that is for tuning (docs/algorithms/matching.md).
ASKED: Final = 3
COUNTS: Final = 0.5

Near = Sequence[Mapping[int, float]]


def supported(near: Near) -> Iterator[dict[int, float]]:
    """How alike each row is to others, once its nearest have been asked what they are like.

    Each of them that is like another row as well makes it likelier that the two are alike; what two rows
    share with nobody stays as it was. Either row is asked, and the mean of both answers holds.

    Args:
        near: of each row the rows near it, and how alike they are, from 0 to 1; not itself. One that is not
            there is not alike.

    Returns:
        Row by row the same, of those that are near and those that are near the nearest. O(rows * near).

    >>> first = next(supported([{1: 0.8}, {0: 0.8, 2: 0.5}, {1: 0.5}]))
    >>> round(first[1], 3), round(first[2], 3)
    (0.8, 0.2)
    """
    nearest = [sorted(own.items(), key=lambda one: (-one[1], one[0]))[:ASKED] for own in near]

    def said(row: int, other: int) -> float:
        """Each reason is a chance that they are alike: one less the chance that none of them is right."""
        unlike = 1 - near[row].get(other, 0.0)
        for between, score in nearest[row]:
            unlike *= 1 - COUNTS * score * near[between].get(other, 0.0)
        return 1 - unlike

    for row, own in enumerate(near):
        others = set(own).union(*(near[between] for between, _score in nearest[row])) - {row}
        yield {other: (said(row, other) + said(other, row)) / 2 for other in others}
