"""How forecasts that stood on a reference class came out: one score for each, and what many of them say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import fmean
from typing import Any, Final

from samspil.core.forecasting.reference import ReferenceClass
from samspil.core.forecasting.scoring import (
    Coverage,
    coverage,
    crps_of_quantiles,
    distance_from_even,
    pinball_loss,
)

LEVELS: Final = (0.5, 0.8, 0.9)
INNER: Final = (0.1, 0.9)  # eight outcomes in ten fall between these, if the forecasts are calibrated
ENOUGH: Final = 10  # outcomes below this say too little of how good a class is
PARTS: Final = 5


@dataclass(frozen=True, slots=True)
class Score:
    """One forecast against what came; losses are in parts of what was planned, and smaller is better.

    Args:
        outcome: actual over planned.
        pinball: the loss of each quantile, by its level in words of JSON.
        crps: of the whole distribution.
        of_plan: what the plan itself would have scored, said as certain.
        pit: where the outcome fell, from 0 to 1.
        is_within: whether between the quantiles 10 and 90.
        held: which of the quantiles it kept.
    """

    outcome: float
    pinball: Mapping[str, float]
    crps: float
    of_plan: float
    pit: float
    is_within: bool
    held: Mapping[str, bool]

    def as_data(self) -> dict[str, Any]:
        """In what JSON knows."""
        return asdict(self)


def score(outcome: float, forecast: ReferenceClass) -> Score:
    """A class's forecast against what came.

    >>> from samspil.core.forecasting.reference import Measured
    >>> even = ReferenceClass("even", Measured.COST, "made up", "", 40, ((0.0, 0.5), (1.0, 1.5)))
    >>> found = score(1.25, even)
    >>> found.pit, found.is_within, found.held["0.8"], found.of_plan, round(found.crps, 6)
    (0.75, True, True, 0.25, 0.145833)
    """
    low, high = (forecast.quantile(level) for level in INNER)
    quantiles = {str(level): forecast.quantile(level) for level in LEVELS}
    return Score(
        outcome,
        {level: pinball_loss(outcome, said, float(level)) for level, said in quantiles.items()},
        crps_of_quantiles(outcome, forecast.quantile),
        abs(outcome - 1),
        forecast.cdf(outcome),
        low <= outcome <= high,
        {level: outcome <= said for level, said in quantiles.items()},
    )


@dataclass(frozen=True, slots=True)
class Calibration:
    """What many scores of one class say; with fewer than ``ENOUGH`` only how many there are is to be told.

    Args:
        n: outcomes.
        within: how many fell between the quantiles 10 and 90, with what chance alone allows.
        held: the same of each quantile.
        crps: the mean, in parts of what was planned.
        of_plan: the mean of what plans said as certain would have scored.
        from_even: how far the places of the outcomes lie from evenly; 0 at best.
        parts: how many outcomes fell in each fifth of the forecasts.
    """

    n: int
    within: Coverage
    held: Mapping[str, Coverage]
    crps: float
    of_plan: float
    from_even: float
    parts: tuple[int, ...]

    @property
    def is_enough(self) -> bool:
        """Whether there are so many that something can be said."""
        return self.n >= ENOUGH

    @property
    def gains(self) -> float:
        """By how much the class was better than the plans, as a part; below 0 it was worse."""
        return 1 - self.crps / self.of_plan if self.of_plan else 0.0


def calibration(scores: Sequence[Mapping[str, Any]]) -> Calibration:
    """Scores of one class together, each as ``Score.as_data`` wrote it.

    Raises:
        ProblemsError: ``too_few_members`` (none).
    """
    size = len(scores)
    places = [float(one["pit"]) for one in scores]
    return Calibration(
        size,
        coverage(sum(bool(one["is_within"]) for one in scores), size, INNER[1] - INNER[0]),
        {
            str(level): coverage(sum(bool(one["held"][str(level)]) for one in scores), size, level)
            for level in LEVELS
        },
        fmean(one["crps"] for one in scores),
        fmean(one["of_plan"] for one in scores),
        distance_from_even(places),
        tuple(sum(min(int(place * PARTS), PARTS - 1) == part for place in places) for part in range(PARTS)),
    )
