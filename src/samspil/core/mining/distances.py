"""How far one log is from another, by five measures: ways, moments, weekdays and hours, course, lead time.

Starts and ends of events both count, moments are told in hours, by the clock of UTC. Ours are held against
``log-distance-measures`` 2.2.0. Source: Chapela-Campa et al. (2023), "Can I trust my simulation model?".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import astuple, dataclass
from typing import Final

import numpy as np

from samspil.core.mining.log import DAY, HOUR, EventLog, Integers
from samspil.core.mining.metrics import beginnings, lead_times

_WEEK: Final = 7
_THURSDAY: Final = 3  # 1 January 1970, counted from Monday
_ALL_APART: Final = 23.0  # hours: where only one has anything on a weekday
_STEPS: Final = 3


@dataclass(frozen=True, slots=True)
class Distances:
    """The lower, the nearer.

    Attributes:
        ways: NGD, 0 to 1: how otherwise often three steps follow each other.
        moments: AED, hours: events on the calendar.
        weekly: CED, hours: events within the day, mean over weekdays.
        course: RED, hours: events since their case began.
        lead: CTD, hours: lead times.
    """

    ways: float
    moments: float
    weekly: float
    course: float
    lead: float

    def __iter__(self) -> Iterator[float]:
        return iter(astuple(self))


def distances(true: EventLog, made: EventLog) -> Distances:
    """How far a made log is from the true one.

    O(events log events).

    >>> from samspil.core.mining.log import log_of
    >>> one = log_of({"a": [("In", 0), ("Out", 2 * HOUR)]})
    >>> found = distances(one, log_of({"a": [("In", HOUR), ("Out", 2 * HOUR)]}))
    >>> found.ways, found.moments, found.weekly * 7, found.course, found.lead
    (0.0, 0.5, 0.5, 0.5, 1.0)
    """
    return Distances(
        ways=_ways_apart(true, made),
        moments=_moments_apart(true, made),
        weekly=_weekdays_apart(_stamps(true), _stamps(made)),
        course=apart(_since_begun(true) // HOUR, _since_begun(made) // HOUR),
        lead=_leads_apart(true, made),
    )


def apart(one: Integers, other: Integers) -> float:
    """The mean way that the values of one must go to become those of the other (Wasserstein).

    >>> apart(np.array([0, 1]), np.array([1, 2, 3]))
    1.5
    """
    values = np.sort(np.concatenate([one, other]))
    steps = np.diff(values)
    shares = [np.searchsorted(np.sort(part), values[:-1], side="right") / len(part) for part in (one, other)]
    return float(np.sum(np.abs(shares[0] - shares[1]) * steps))


def _stamps(log: EventLog) -> Integers:
    return np.concatenate([log.begun, log.at])


def _moments_apart(true: EventLog, made: EventLog) -> float:
    origin = min(int(true.begun.min()), int(made.begun.min())) // HOUR * HOUR
    return apart((_stamps(true) - origin) // HOUR, (_stamps(made) - origin) // HOUR)


def _since_begun(log: EventLog) -> Integers:
    begins = np.repeat(beginnings(log), np.diff(log.starts))
    return np.concatenate([log.begun - begins, log.at - begins])


def _leads_apart(true: EventLog, made: EventLog) -> float:
    one, other = lead_times(true), lead_times(made)
    least = min(int(one.min()), int(other.min()))
    return apart((one - least) // HOUR, (other - least) // HOUR)


def _weekdays_apart(one: Integers, other: Integers) -> float:
    found = []
    for weekday in range(_WEEK):
        hours = [part[(part // DAY + _THURSDAY) % _WEEK == weekday] % DAY // HOUR for part in (one, other)]
        if len(hours[0]) and len(hours[1]):
            found.append(apart(hours[0], hours[1]))
        else:
            found.append(_ALL_APART if len(hours[0]) or len(hours[1]) else 0.0)
    return float(np.mean(found))


def _ways_apart(true: EventLog, made: EventLog) -> float:
    names = {
        name: number for number, name in enumerate(dict.fromkeys([*true.activities, *made.activities]), 1)
    }
    counted = [_rows_of_three(log, names) for log in (true, made)]
    keys = np.unique(np.concatenate([key for key, _ in counted]))
    counts = np.zeros((2, len(keys)))
    for row, (key, count) in enumerate(counted):
        counts[row, np.searchsorted(keys, key)] = count
    return float(np.abs(counts[0] - counts[1]).sum() / counts.sum())


def _rows_of_three(log: EventLog, names: dict[str, int]) -> tuple[Integers, Integers]:
    """Each row of three steps as a number, and how often it comes; nought before and after a case."""
    order = np.lexsort((log.at, log.begun, log.case_of_each))
    steps = np.array([names[name] for name in log.activities])[log.activity[order]]
    padding = 2 * (_STEPS - 1)
    sizes = np.diff(log.starts)
    padded = np.zeros(len(steps) + padding * len(sizes), dtype=np.int64)
    place = np.arange(len(steps)) + np.repeat(np.arange(len(sizes)) * padding + _STEPS - 1, sizes)
    padded[place] = steps
    width = len(names) + 1
    rows = (padded[:-2] * width + padded[1:-1]) * width + padded[2:]
    ends = np.cumsum(sizes + padding)
    across = np.concatenate([ends - 2, ends - 1])
    return np.unique(np.delete(rows, across[across < len(rows)]), return_counts=True)
