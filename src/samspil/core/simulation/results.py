"""What many runs of one model came to, in the words of those who ask: days, shares, hours, and how sure.

Every figure is a mean over runs, or a quantile over all matters of all runs; its interval is that of 95 in
100 over the runs, by Student's t. A mean over one run has none.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import inf, isnan, sqrt
from typing import Any, Final

import numpy as np

from samspil.core.governance.compare import Decider
from samspil.core.simulation.laying_out.world import World

COMPARED: Final = (
    *("lead_days", "median_days", "p80_days", "in_time", "ended", "under_way"),
    *("approved", "passes", "taking_part", "locally", "hours"),
)
# Student's t for 95 in 100, two-sided, by degrees of freedom; from a printed table.
_T_95: Final = (
    *(12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145),
    *(2.131, 2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048),
    *(2.045, 2.042),
)
_Z_95: Final = 1.960
Figures = dict[str, "Figure"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A mean over runs and half of its interval of 95 in 100; infinite for one run alone."""

    mean: float
    half: float

    @property
    def low(self) -> float:
        """The lower end of the interval."""
        return self.mean - self.half

    @property
    def high(self) -> float:
        """The upper end of the interval."""
        return self.mean + self.half


def figure(values: Iterable[float]) -> Figure:
    """The mean of one value a run; runs in which there was none are left out.

    >>> figure([1.0, 2.0, 3.0]).mean, round(figure([1.0, 2.0, 3.0]).half, 3)
    (2.0, 2.484)
    """
    known = np.array([value for value in values if not isnan(value)], dtype=np.float64)
    if len(known) == 0:
        return Figure(float("nan"), inf)
    if len(known) == 1:
        return Figure(float(known[0]), inf)
    freedom = len(known) - 1
    factor = _T_95[freedom - 1] if freedom <= len(_T_95) else _Z_95
    return Figure(float(known.mean()), factor * float(known.std(ddof=1)) / sqrt(len(known)))


@dataclass(frozen=True, slots=True)
class KindResult:
    """A kind of matter: how long, where the days went, what came of it; days are calendar days."""

    kind: str
    figures: Figures
    median: float
    p80: float
    p90: float
    waits: dict[str, Figure]
    ends: dict[str, float]
    deciders: dict[Decider, float]


@dataclass(frozen=True, slots=True)
class BodyResult:
    """A forum, a role or a member: figures a year, and the share of its room or time that is used.

    ``waits`` are of a forum: days a year that all matters together wait for it, by cause.
    """

    key: str
    figures: Figures
    waits: Figures = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Result:
    """A model tried. ``overloaded`` are forums and roles to which more comes than they have room for."""

    world: World
    runs: int
    kinds: tuple[KindResult, ...]
    forums: tuple[BodyResult, ...]
    roles: tuple[BodyResult, ...]
    members: tuple[BodyResult, ...]
    steps: tuple[BodyResult, ...]
    total: Figures
    overloaded: tuple[str, ...]
    by_run: dict[str, tuple[float, ...]]


def compared(one: Result, other: Result) -> dict[str, Figure]:
    """What differs from one model to the other, run by run on the same luck: means and paired intervals."""
    return {
        name: figure(b - a for a, b in zip(one.by_run[name], other.by_run[name], strict=True))
        for name in COMPARED
    }


def quantile(counted: Any, level: float) -> float:
    """The value below which a share of what was counted in whole days lies, straight within a day.

    >>> quantile(np.array([0, 4, 0, 4]), 0.5)
    2.0
    """
    total = int(counted.sum())
    if total == 0:
        return float("nan")
    below = np.cumsum(counted)
    day = int(np.searchsorted(below, level * total))
    before = int(below[day]) - int(counted[day])
    return day + (level * total - before) / int(counted[day])


def ratio(part: Any, whole: Any) -> float:
    """A part of a whole; no number where there is no whole."""
    return float(part) / float(whole) if whole else float("nan")
