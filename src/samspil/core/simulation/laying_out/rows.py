"""Rows that grow while a workload is laid out: spreads, chances, quantiles."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import log, sqrt
from typing import Any, Final

import numpy as np

from samspil.core.simulation.loop.ground import (
    EXPONENTIAL,
    FIXED,
    LEVELS,
    LOGNORMAL,
    NONE,
    TABLE,
    TRIANGULAR,
    UNIFORM,
)
from samspil.core.simulation.workload.language import Spread, Takes

MINUTES_OF: Final = {"days": 1440, "hours": 60, "minutes": 1}
Pairs = list[tuple[int, int]]


def number(written: int | str) -> float:
    """A number as it is written in a workload."""
    return float(Fraction(str(written)))


def level(share: int | str) -> int:
    """A chance as a level: how many of the 2^32 words mean yes.

    >>> level("0.5") == 1 << 31, level(1) == 1 << 32
    (True, True)
    """
    return int(Fraction(str(share)) * LEVELS)


def stream(*names: str) -> int:
    """A number of 32 bits for a name, so that what is called the same meets the same luck in every model."""
    return zlib.crc32("/".join(names).encode())


@dataclass(slots=True)
class Rows:
    """What several tables point into. ``day_minutes`` is how long a working day is."""

    day_minutes: int
    dist: list[tuple[float, float, float, float]] = field(default_factory=list)
    point: list[float] = field(default_factory=list)
    weight: Pairs = field(default_factory=list)

    def spread(self, spread: Spread, scale: float) -> int:
        """The row of a spread, each number times ``scale``."""
        if spread.fixed is not None:
            return self._row(FIXED, number(spread.fixed) * scale)
        if spread.exponential is not None:
            return self._row(EXPONENTIAL, number(spread.exponential) * scale)
        if spread.uniform is not None:
            return self._row(UNIFORM, *(number(one) * scale for one in spread.uniform))
        if spread.triangular is not None:
            return self._row(TRIANGULAR, *(number(one) * scale for one in spread.triangular))
        if spread.lognormal is not None:
            mean, deviation = (number(one) * scale for one in spread.lognormal)
            variance = log(1 + (deviation / mean) ** 2)
            return self._row(LOGNORMAL, log(mean) - variance / 2, sqrt(variance))
        points = [number(one) * scale for one in spread.quantiles or ()]
        self.point.extend(points)
        return self._row(TABLE, len(self.point) - len(points), len(points))

    def _row(self, family: int, one: float, two: float = 0.0, three: float = 0.0) -> int:
        self.dist.append((family, one, two, three))
        return len(self.dist) - 1

    def takes(self, takes: Takes | None) -> tuple[int, int]:
        """The row of how long something takes, in minutes, and 1 where they are minutes at work."""
        if takes is None:
            return NONE, 0
        unit, spread = next((name, one) for name, one in takes if one is not None)
        if unit == "working_days":
            return self.spread(spread, self.day_minutes), 1
        if unit == "working_hours":
            return self.spread(spread, 60), 1
        return self.spread(spread, MINUTES_OF[unit]), 0

    def chances(self, shares: Mapping[int, int | str]) -> tuple[int, int]:
        """The rows of chances that end at certainty: what, and the level below which it is meant."""
        begin, below = len(self.weight), Fraction(0)
        for what, share in shares.items():
            below += Fraction(str(share))
            if share != 0:
                self.weight.append((what, int(below * LEVELS)))
        return begin, len(self.weight)


def table(rows: Sequence[Sequence[int]], columns: int) -> Any:
    """Rows as int64[rows, columns]; with none, a table of no rows."""
    found = np.full((len(rows), columns), NONE, dtype=np.int64)
    for index, row in enumerate(rows):
        found[index, : len(row)] = row
    return found


def floats(rows: Sequence[Any], columns: int) -> Any:
    """Rows as float64[rows, columns]."""
    return np.array(rows, dtype=np.float64).reshape(len(rows), columns)
