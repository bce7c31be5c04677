"""Two logs of the same process beside each other: what differs, and how sure that is.

How much longer the median lead time of the second is has an interval from drawing the cases of both again,
with replacement, by a fixed row of chance numbers (Efron, 1979): the same logs always give the same interval.
It tells what chance among cases may do, not that the two municipalities have the same cases.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

import numpy as np

from samspil.core.mining.log import EventLog, Floats, Integers
from samspil.core.mining.metrics import Spread, lead_times, spread_of, waits

_DRAWS: Final = 1000
_SEED: Final = 2015
_OUTSIDE: Final = 5  # per cent left out of an interval, half on each side


@dataclass(frozen=True, slots=True)
class Difference:
    """How much more the second has than the first, with a 95% interval, in milliseconds."""

    value: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class ActivityCompared:
    """A step in both logs: in which share of cases it comes, and the median wait before it."""

    activity: str
    shares: tuple[float, float]
    waits: tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class Compared:
    """Two logs beside each other, the first and the second.

    Attributes:
        in_both: how many steps both have.
        activities: every step of either, those that differ most in how many cases have them first.
    """

    cases: tuple[int, int]
    events: tuple[int, int]
    lead_times: tuple[Spread, Spread]
    median_longer: Difference
    in_both: int
    activities: tuple[ActivityCompared, ...]


def compare(one: EventLog, other: EventLog) -> Compared:
    """Hold one log against another, by the names of steps.

    O(draws x cases + events log events).

    >>> from samspil.core.mining.log import log_of
    >>> found = compare(log_of({"a": [("In", 0), ("Out", 5)]}), log_of({"b": [("In", 0), ("Out", 9)]}))
    >>> found.median_longer, found.activities[0].shares
    (Difference(value=4, low=4, high=4), (1.0, 1.0))
    """
    times = lead_times(one), lead_times(other)
    shares = _shares(one), _shares(other)
    before = _waits_before(one), _waits_before(other)
    names = sorted({*one.activities, *other.activities}, key=lambda name: (-_apart(shares, name), name))
    return Compared(
        cases=(len(one.cases), len(other.cases)),
        events=(one.events, other.events),
        lead_times=(spread_of(times[0]), spread_of(times[1])),
        median_longer=_difference(*times),
        in_both=len(set(one.activities) & set(other.activities)),
        activities=tuple(
            ActivityCompared(
                name,
                (shares[0].get(name, 0.0), shares[1].get(name, 0.0)),
                (before[0].get(name), before[1].get(name)),
            )
            for name in names
        ),
    )


def _apart(shares: tuple[dict[str, float], dict[str, float]], name: str) -> float:
    return abs(shares[0].get(name, 0.0) - shares[1].get(name, 0.0))


def _shares(log: EventLog) -> dict[str, float]:
    """In which share of cases each step comes."""
    pairs = np.unique(log.case_of_each * len(log.activities) + log.activity)
    counts = np.bincount(pairs % len(log.activities), minlength=len(log.activities))
    return dict(zip(log.activities, (counts / len(log.cases)).tolist(), strict=True))


def _waits_before(log: EventLog) -> dict[str, int]:
    """The median wait before each step: of the medians after each step before, by how often it came."""
    found: dict[str, list[tuple[int, int]]] = {}
    for wait in waits(log):
        found.setdefault(wait.after, []).append((wait.spread.median, wait.spread.count))
    return {name: _weighted_median(parts) for name, parts in found.items()}


def _weighted_median(parts: list[tuple[int, int]]) -> int:
    in_order = sorted(parts)
    so_far = list(accumulate(count for _, count in in_order))
    return in_order[bisect_left(so_far, so_far[-1] / 2)][0]


def _difference(one: Integers, other: Integers) -> Difference:
    drawn = _medians(other, 1) - _medians(one, 0)
    low, high = np.percentile(drawn, [_OUTSIDE / 2, 100 - _OUTSIDE / 2], method="inverted_cdf").tolist()
    return Difference(spread_of(other).median - spread_of(one).median, int(low), int(high))


def _medians(times: Integers, which: int) -> Floats:
    """The median of as many cases drawn again, a thousand times.

    The median of a sample drawn from n ordered values stands at the middle of n drawn places, which has a
    beta distribution: no sample needs to be drawn and sorted.
    """
    chance = np.random.Generator(np.random.PCG64([_SEED, which]))
    count = len(times)
    middle = -(-count // 2)
    places = np.minimum((chance.beta(middle, count - middle + 1, _DRAWS) * count).astype(np.int64), count - 1)
    found: Floats = np.sort(times)[places]
    return found
