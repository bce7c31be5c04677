"""Reference classes: what became of others' plans, as a distribution of actual over planned.

A class has a body, known by its quantiles, and above a threshold a Pareto tail: P(X > x | X > threshold) =
(threshold / x) ** alpha. A tail with alpha at most 1 has no mean, so every tail is capped, and the cap is
said: whatever would be dearer counts as the cap. Source of the form: Flyvbjerg and others (2022), "The
Empirical Reality of IT Project Cost Overruns", JMIS 39(3), 607-639.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from math import log

from samspil.core.errors import ProblemsError

Point = tuple[float, float]  # a level and the ratio at it


class Measured(Enum):
    """What a class is about; each is actual over planned."""

    COST = "cost"
    DURATION = "duration"
    BENEFIT = "benefit"


@dataclass(frozen=True, slots=True)
class Tail:
    """What lies above a threshold: how probable it is, how heavy, and where it is cut.

    Args:
        above: the threshold, as a ratio.
        share: the probability of ending above it, from 0 to less than 1.
        alpha: Pareto's; smaller is heavier. At most 1: no mean but for the cap.
        cap: the largest ratio that is counted with.

    Raises:
        ProblemsError: ``tail_out_of_order``.
    """

    above: float
    share: float
    alpha: float
    cap: float

    def __post_init__(self) -> None:
        if not (0 < self.above < self.cap and 0 <= self.share < 1 and self.alpha > 0):
            raise ProblemsError.of(
                "tail_out_of_order", above=self.above, share=self.share, alpha=self.alpha, cap=self.cap
            )

    @property
    def mean(self) -> float:
        """Of what ends above the threshold, with the cap.

        >>> round(Tail(1.5, 0.18, 1.378, 1e12).mean, 1), round(Tail(1.5, 0.18, 1.378, 10.0).mean, 2)
        (5.5, 3.53)
        """
        if self.alpha == 1:
            return self.above * (1 + log(self.cap / self.above))
        beyond = self.cap * (self.above / self.cap) ** self.alpha
        return float(self.alpha * self.above - beyond) / (self.alpha - 1)


def alpha_of_mean(above: float, mean: float) -> float:
    """The alpha of an uncapped Pareto tail with a given mean: mean / (mean - threshold).

    Raises:
        ProblemsError: ``tail_out_of_order`` (a mean that is not above the threshold).

    >>> round(alpha_of_mean(1.5, 5.47), 3)
    1.378
    """
    if mean <= above:
        raise ProblemsError.of("tail_out_of_order", above=above, mean=mean)
    return mean / (mean - above)


@dataclass(frozen=True, slots=True)
class ReferenceClass:
    """A distribution of actual over planned, with where it comes from.

    Args:
        key: its name in data.
        measured: cost, duration or benefit.
        source: who found it, so that it can be looked up.
        period: when, as the source says it.
        n: how many outcomes stand behind it.
        body: levels and ratios, both rising, from level 0 to the level where the tail begins (1 without one).
        tail: above the body; none where nothing is known to end there.
        assumed: what the source does not say and was filled in, in words for people.

    Raises:
        ProblemsError: ``class_out_of_order``.
    """

    key: str
    measured: Measured
    source: str
    period: str
    n: int
    body: tuple[Point, ...]
    tail: Tail | None = None
    assumed: str = ""

    def __post_init__(self) -> None:
        levels = [level for level, _ratio in self.body]
        ratios = [ratio for _level, ratio in self.body]
        rises = levels == sorted(levels) and ratios == sorted(ratios)
        ends = 1.0 if self.tail is None else 1 - self.tail.share
        meets = self.tail is None or (len(ratios) > 0 and ratios[-1] <= self.tail.above)
        if not (len(self.body) > 1 and rises and levels[0] == 0 and abs(levels[-1] - ends) < 1e-9 and meets):
            raise ProblemsError.of("class_out_of_order", key=self.key)

    def quantile(self, level: float) -> float:
        """The ratio that is not exceeded with a probability; straight lines between the body's points.

        Raises:
            ProblemsError: ``level_outside_0_1`` (0 and 1 are allowed).
        """
        if not 0 <= level <= 1:
            raise ProblemsError.of("level_outside_0_1", level=level)
        if self.tail is not None and level > self.body[-1][0]:
            left = (1 - level) / self.tail.share
            if left <= (self.tail.above / self.tail.cap) ** self.tail.alpha:
                return self.tail.cap
            return float(self.tail.above * left ** (-1 / self.tail.alpha))
        return _between(self.body, level)

    def cdf(self, ratio: float) -> float:
        """The probability of ending at a ratio or below."""
        if self.tail is not None and ratio >= self.tail.above:
            if ratio >= self.tail.cap:
                return 1.0
            return float(1 - self.tail.share * (self.tail.above / ratio) ** self.tail.alpha)
        return level_at(self.body, ratio)

    def probability_above(self, ratio: float) -> float:
        """Of ending above a ratio."""
        return 1 - self.cdf(ratio)

    def probability_within(self, least: float, most: float) -> float:
        """Of ending between two ratios, both included: more than their levels say if outcomes are equal."""
        below = level_below(self.body, least) if least <= self.body[-1][1] else self.cdf(least)
        return self.cdf(most) - below

    @property
    def mean(self) -> float:
        """With the cap. Say it only beside the quantiles: of a heavy tail it is mostly the cap's doing."""
        body = sum(
            (above - below) * (low + high) / 2
            for (below, low), (above, high) in zip(self.body, self.body[1:], strict=False)
        )
        return body + (self.tail.share * self.tail.mean if self.tail is not None else 0.0)


def _between(points: Sequence[Point], level: float) -> float:
    at = min(max(bisect_right(points, level, key=lambda point: point[0]), 1), len(points) - 1)
    (below, low), (above, high) = points[at - 1], points[at]
    return low if above == below else low + (high - low) * (level - below) / (above - below)


def level_at(points: Sequence[Point], ratio: float) -> float:
    """The probability of ending at a ratio or below, by straight lines between points."""
    if ratio < points[0][1]:
        return 0.0
    at = bisect_right(points, ratio, key=lambda point: point[1])
    if at == len(points):
        return points[-1][0]
    (below, low), (above, high) = points[at - 1], points[at]
    return below + (above - below) * (ratio - low) / (high - low)


def level_below(points: Sequence[Point], ratio: float) -> float:
    """The probability of ending strictly below a ratio: where many outcomes are equal, before the step.

    >>> steps = ((0.0, 1.0), (0.4, 1.0), (1.0, 2.0))
    >>> level_below(steps, 1.0), level_at(steps, 1.0), level_below(steps, 1.5)
    (0.0, 0.4, 0.7)
    >>> level_below(steps, 3.0)
    1.0
    """
    at = bisect_left(points, ratio, key=lambda point: point[1])
    if at == 0:
        return 0.0
    if at == len(points):
        return points[-1][0]
    (below, low), (above, high) = points[at - 1], points[at]
    return below + (above - below) * (ratio - low) / (high - low)
