"""How good forecasts were once the outcome is known.

All scores are negatively oriented (smaller is better) and proper: a forecaster gains nothing by saying
anything but what it believes. Sources: Gneiting and Raftery (2007), "Strictly Proper Scoring Rules,
Prediction, and Estimation", JASA 102, 359-378; Ferro (2014) for the fair score of an ensemble.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import erf, exp, lgamma, log, log1p, pi, sqrt

from samspil.core.errors import ProblemsError

Quantile = Callable[[float], float]
Cdf = Callable[[float], float]


def pinball_loss(outcome: float, forecast: float, level: float) -> float:
    """The loss of a quantile forecast, in the unit of the outcome.

    Args:
        outcome: what came.
        forecast: the quantile that was said.
        level: of the quantile, above 0 and below 1.

    Raises:
        ProblemsError: ``level_outside_0_1``.

    >>> pinball_loss(10.0, 8.0, 0.5), pinball_loss(10.0, 8.0, 0.9), round(pinball_loss(8.0, 10.0, 0.9), 9)
    (1.0, 1.8, 0.2)
    """
    if not 0 < level < 1:
        raise ProblemsError.of("level_outside_0_1", level=level)
    error = outcome - forecast
    return level * error if error >= 0 else (level - 1) * error


def crps_of_normal(outcome: float, mean: float, deviation: float) -> float:
    """The continuous ranked probability score of a normal forecast, in the unit of the outcome.

    Closed form: deviation * (z(2F(z) - 1) + 2f(z) - 1/sqrt(pi)), with z the standardised outcome.

    Raises:
        ProblemsError: ``spread_not_above_zero``.

    >>> round(crps_of_normal(0.0, 0.0, 1.0), 9)
    0.233694977
    """
    if not deviation > 0:
        raise ProblemsError.of("spread_not_above_zero", spread=deviation)
    z = (outcome - mean) / deviation
    density = exp(-z * z / 2) / sqrt(2 * pi)
    return deviation * (z * erf(z / sqrt(2)) + 2 * density - 1 / sqrt(pi))


def crps_of_ensemble(outcome: float, members: Sequence[float], *, fair: bool = False) -> float:
    """The score of an equally weighted ensemble, in the unit of the outcome.

    mean|X - y| - mean|X - X'| / 2. ``fair`` divides the second mean by n(n - 1) pairs instead of n*n, so that
    an ensemble is judged as a sample of what it stands for and small ones are not punished for their size.

    Raises:
        ProblemsError: ``too_few_members`` (none; or one, where the score is to be fair).

    >>> crps_of_ensemble(0.0, [1.0]), crps_of_ensemble(0.0, [-1.0, 1.0])
    (1.0, 0.5)
    >>> crps_of_ensemble(0.0, [-1.0, 1.0], fair=True)
    0.0
    """
    size = len(members)
    if size < (2 if fair else 1):
        raise ProblemsError.of("too_few_members", n=size)
    distance = sum(abs(one - outcome) for one in members) / size
    # Of sorted members, the sum of |x_i - x_j| over all pairs is a weighted sum: no n*n loop.
    spread = 2 * sum((2 * rank - size + 1) * one for rank, one in enumerate(sorted(members)))
    return distance - spread / (2 * size * (size - 1 if fair else size))


def crps_of_quantiles(outcome: float, quantile: Quantile, levels: int = 999) -> float:
    """The score of a forecast given by its quantiles: twice the mean pinball loss over evenly spread levels.

    The mean over the midpoints of ``levels`` equal cells; with 999, to about a thousandth.

    >>> round(crps_of_quantiles(0.5, lambda level: level), 6)
    0.083333
    """
    midpoints = [(number + 0.5) / levels for number in range(levels)]
    return 2 * sum(pinball_loss(outcome, quantile(level), level) for level in midpoints) / levels


def pit_values(outcomes: Sequence[float], forecasts: Sequence[Cdf]) -> list[float]:
    """Where each outcome fell in its forecast: evenly between 0 and 1 if the forecasts were calibrated."""
    return [forecast(outcome) for outcome, forecast in zip(outcomes, forecasts, strict=True)]


def distance_from_even(values: Sequence[float]) -> float:
    """Kolmogorov's distance between values and the even distribution on 0 to 1; 0 at best, 1 at worst.

    >>> round(distance_from_even([0.1, 0.5, 0.9]), 9)
    0.233333333
    """
    if not values:
        raise ProblemsError.of("too_few_members", n=0)
    size = len(values)
    return max(max((rank + 1) / size - one, one - rank / size) for rank, one in enumerate(sorted(values)))


@dataclass(frozen=True, slots=True)
class Coverage:
    """How often outcomes fell within an interval that was to hold them, and what chance alone allows.

    ``least`` and ``most`` are shares: 95 % of such sets of outcomes fall between if forecasts are calibrated.
    """

    hits: int
    n: int
    nominal: float
    least: float
    most: float

    @property
    def share(self) -> float:
        """The part that fell within."""
        return self.hits / self.n

    @property
    def is_within_chance(self) -> bool:
        """Whether it is no evidence against the forecasts. With few outcomes, hardly anything is."""
        return self.least <= self.share <= self.most


def coverage(hits: int, n: int, nominal: float, confidence: float = 0.95) -> Coverage:
    """Hits of an interval with its binomial band (equal tails).

    Raises:
        ProblemsError: ``too_few_members`` (no outcome), ``level_outside_0_1``.

    >>> found = coverage(45, 50, 0.9)
    >>> found.share, found.least, found.most, found.is_within_chance
    (0.9, 0.82, 0.98, True)
    """
    if n < 1 or not 0 <= hits <= n:
        raise ProblemsError.of("too_few_members", n=n)
    if not 0 < nominal < 1:
        raise ProblemsError.of("level_outside_0_1", level=nominal)
    tail = (1 - confidence) / 2
    return Coverage(
        hits,
        n,
        nominal,
        _binomial_quantile(n, nominal, tail) / n,
        _binomial_quantile(n, nominal, 1 - tail) / n,
    )


def _binomial_quantile(n: int, share: float, level: float) -> int:
    """The smallest count that is not exceeded with at least this probability."""
    reached = 0.0
    for count in range(n):
        ways = lgamma(n + 1) - lgamma(count + 1) - lgamma(n - count + 1)
        reached += exp(ways + count * log(share) + (n - count) * log1p(-share))
        if reached >= level:
            return count
    return n
