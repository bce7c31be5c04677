"""How likely it is that two are the same, and from where on to say so, without a single label.

Each on one side gets a counterpart (`one_to_one`). Beside its score stands the rival's: the mean of the
best that each of the two could have had instead. A rival is not the counterpart, so rivals show how alike
the best of what is *not* the same is. What the scores of counterparts have over those of rivals is what is
the same. Nothing is assumed of the shape of either, only that the more alike, the likelier.

Sources: the two sorts told apart by their densities, Efron (2008), "Microarrays, empirical Bayes and the
two-groups model"; monotone regression, Ayer et al. (1955). That rivals show what is not the same is ours.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

# Between these shares of the rivals it is read how many counterparts are none.
_LOWEST: Final = 0.1
_HIGHEST: Final = 0.5


@dataclass(frozen=True, slots=True)
class Contest:
    """The score of a counterpart, and of the best the two could have had instead: the mean of either's."""

    best: float
    rival: float


@dataclass(frozen=True, slots=True)
class Chances:
    """How likely two are the same by their score, in steps that only rise; and from where on to say so.

    Attributes:
        scores: where each step begins, rising.
        likely: the probability from there on.
        threshold: say from this score on that two are the same, and the expected F1 is highest.
        expected_f1: what it then comes to.
    """

    scores: tuple[float, ...]
    likely: tuple[float, ...]
    threshold: float
    expected_f1: float

    def of(self, score: float) -> float:
        """The probability at a score.

        >>> Chances((0.2, 0.6), (0.1, 0.9), 0.6, 0.9).of(0.7)
        0.9
        """
        place = bisect_right(self.scores, score) - 1
        return self.likely[place] if place >= 0 else 0.0


def chances(contests: Sequence[Contest]) -> Chances:
    """Tell what is the same from what is not by scores alone.

    n contests: O(n log n). With none there is nothing to say, and the threshold lets nothing through.

    >>> told = chances([Contest(0.8 + at / 1000, 0.2 + at / 1000) for at in range(50)])
    >>> told.of(0.82), told.of(0.1)
    (1.0, 0.0)
    """
    if not contests:
        return Chances((), (), 1.0, 0.0)
    best = sorted(one.best for one in contests)
    different = sorted(one.rival for one in contests)
    likely = _likely(best, different, _share_of_different(best, different))
    threshold, f1 = best_threshold(best, likely)
    return Chances(tuple(likely), tuple(likely.values()), threshold, f1)


def _share_of_different(best: Sequence[float], different: Sequence[float]) -> float:
    """How many counterparts are none: where scores are low, what is not the same is all there is."""
    number = len(best)
    low, high = int(_LOWEST * number), int(_HIGHEST * number)
    below = ((bisect_right(best, different[at]), at + 1) for at in range(low, high + 1) if at < number)
    return max(min((ours / rivals for ours, rivals in below), default=1.0), 1 / number)


def _likely(best: Sequence[float], different: Sequence[float], share: float) -> dict[float, float]:
    """The probability that a counterpart with each score is one: 1 less the ratio of the two densities.

    Both sorts are laid in one row, and the part of those that are different is made to fall only (neighbours
    that rise are put together, from the left): at what part they are, there is the ratio.
    """
    laid = sorted([*((score, 1, share) for score in different), *((score, 0, 1.0) for score in best)])
    blocks: list[list[float]] = []  # weight of what is different, weight of all, how many in it
    for _, is_different, weight in laid:
        blocks.append([is_different * weight, weight, 1])
        while len(blocks) > 1 and blocks[-2][0] * blocks[-1][1] <= blocks[-1][0] * blocks[-2][1]:
            last = blocks.pop()
            blocks[-1] = [one + other for one, other in zip(blocks[-1], last, strict=True)]
    found: dict[float, float] = {}
    at = 0
    for of_different, of_all, number in blocks:
        ratio = of_different / (of_all - of_different) if of_all > of_different else 1.0
        for score, is_different, _ in laid[at : at + int(number)]:
            if not is_different:
                found[score] = max(0.0, 1 - ratio)
        at += int(number)
    return found


def best_threshold(best: Sequence[float], likely: Mapping[float, float]) -> tuple[float, float]:
    """From where on saying that two are the same is expected to have the highest F1, and what it comes to.

    Args:
        best: the scores of counterparts, rising.
        likely: the probability at each of them.

    >>> threshold, f1 = best_threshold([0.2, 0.4, 0.8], {0.2: 0.1, 0.4: 0.5, 0.8: 0.9})
    >>> threshold, round(f1, 2)
    (0.4, 0.8)
    """
    expected = sum(likely[score] for score in best)
    found, right = (1.0, 0.0), 0.0
    for number, score in enumerate(reversed(best), start=1):
        right += likely[score]
        f1 = 2 * right / (number + expected)
        if f1 > found[1]:
            found = (score, f1)
    return found
