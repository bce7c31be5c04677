"""What a log says of how long matters take: lead times, waits between two steps, ways taken, arrivals.

Quantiles are the least value that at least so large a share of all values does not exceed (Hyndman and Fan,
1996, definition 1), so that each is a time that some matter took.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from samspil.core.mining.log import DAY, HOUR, EventLog, Integers
from samspil.core.mining.reading.moments import in_zone

_SHARES: Final = (0.5, 0.8, 0.9)
_WAIT_BITS: Final = 43  # milliseconds of 278 years
_DAYS_OF_WEEK: Final = 7
_THURSDAY: Final = 3  # 1 January 1970, counted from Monday
_SEED: Final = 20261123  # of the numbers that ways are told apart by


@dataclass(frozen=True, slots=True)
class Spread:
    """How some times are spread, in milliseconds; all nought where there are none."""

    count: int
    mean: float
    median: int
    p80: int
    p90: int
    longest: int


@dataclass(frozen=True, slots=True)
class Wait:
    """From the end of one step to the end of the next, in all cases."""

    before: str
    after: str
    spread: Spread


@dataclass(frozen=True, slots=True)
class Variant:
    """A way through the steps, and how many cases took it."""

    steps: tuple[str, ...]
    cases: int


@dataclass(frozen=True, slots=True)
class Arrivals:
    """When cases begin, by the clock of the log's zone.

    Attributes:
        weekdays: how many on Mondays, Tuesdays and so on.
        hours: how many in each hour of the day.
        months: how many in each month from the first to the last, as ``2026-11``.
        days: how many days there are from the first arrival to the last, both counted.
    """

    weekdays: tuple[int, ...]
    hours: tuple[int, ...]
    months: dict[str, int]
    days: int


def spread_of(times: Integers) -> Spread:
    """The spread of times in milliseconds.

    >>> spread_of(np.array([5, 1, 2, 3, 4]))
    Spread(count=5, mean=3.0, median=3, p80=4, p90=5, longest=5)
    """
    if not len(times):
        return Spread(0, 0.0, 0, 0, 0, 0)
    ordered = np.sort(times)
    median, p80, p90 = (int(ordered[_rank(len(ordered), share)]) for share in _SHARES)
    return Spread(len(ordered), float(ordered.mean()), median, p80, p90, int(ordered[-1]))


def _rank(count: int, share: float) -> int:
    """Shares are whole tenths: so the rank is exact."""
    return max(-(-count * round(share * 10) // 10) - 1, 0)


def lead_times(log: EventLog) -> Integers:
    """Of each case, from when its first event began to when the last was over: int64, milliseconds."""
    begins = np.minimum.reduceat(log.begun, log.starts[:-1])
    ends = np.maximum.reduceat(log.at, log.starts[:-1])
    return ends - begins


def beginnings(log: EventLog) -> Integers:
    """When each case began: int64, milliseconds in UTC."""
    return np.minimum.reduceat(log.begun, log.starts[:-1])


def waits(log: EventLog) -> tuple[Wait, ...]:
    """Each pair of steps of which one follows the other in some case, the most frequent first.

    Sorting all pairs with their waits, as one number each: O(events log events).

    >>> from samspil.core.mining.log import log_of
    >>> found = waits(log_of({"a": [("In", 0), ("Out", 5)], "b": [("In", 0), ("Out", 9)]}))
    >>> [(one.before, one.after, one.spread.median, one.spread.longest) for one in found]
    [('In', 'Out', 5, 9)]
    """
    is_within = np.ones(max(log.events - 1, 0), dtype=bool)
    is_within[log.starts[1:-1] - 1] = False
    kinds = len(log.activities)
    pair = (log.activity[:-1].astype(np.int64) * kinds + log.activity[1:])[is_within]
    wait = np.diff(log.at)[is_within]
    if not len(wait):
        return ()
    mixed = np.sort((pair << _WAIT_BITS) | wait)
    pairs, starts = np.unique(mixed >> _WAIT_BITS, return_index=True)
    parts = np.split(mixed & ((1 << _WAIT_BITS) - 1), starts[1:])
    found = [
        Wait(log.activities[one // kinds], log.activities[one % kinds], spread_of(part))
        for one, part in zip(pairs.tolist(), parts, strict=True)
    ]
    return tuple(sorted(found, key=lambda one: (-one.spread.count, one.before, one.after)))


def variants(log: EventLog) -> tuple[Variant, ...]:
    """The ways that cases took, the most frequent first.

    >>> from samspil.core.mining.log import log_of
    >>> variants(log_of({"a": [("In", 0), ("Out", 5)], "b": [("In", 1)], "c": [("In", 0), ("Out", 9)]}))
    (Variant(steps=('In', 'Out'), cases=2), Variant(steps=('In',), cases=1))
    """
    first, counts = _first_of_each(log)
    found = [
        Variant(tuple(log.activities[one] for one in _steps(log, case).tolist()), count)
        for case, count in zip(first.tolist(), counts.tolist(), strict=True)
    ]
    return tuple(sorted(found, key=lambda one: (-one.cases, one.steps)))


def variant_of_each(log: EventLog) -> Integers:
    """A number for each case: the same where the way is the same. int64[cases]."""
    marks = _marks(log)
    return np.unique(marks, return_inverse=True)[1].reshape(-1)


def _steps(log: EventLog, case: int) -> Integers:
    return log.activity[log.starts[case] : log.starts[case + 1]]


def _first_of_each(log: EventLog) -> tuple[Integers, Integers]:
    _, first, counts = np.unique(_marks(log), return_index=True, return_counts=True)
    return first, counts


def _marks(log: EventLog) -> Integers:
    """A number for each case that tells its way: steps weighted by chance numbers of their places.

    Two ways have the same number by a chance of one in 2^64; whether any have is looked at, and then they
    are told apart step by step.
    """
    sizes = np.diff(log.starts)
    place = np.arange(log.events) - np.repeat(log.starts[:-1], sizes)
    chance = np.random.Generator(np.random.PCG64(_SEED))
    of_place = chance.integers(1, 2**63, int(sizes.max(initial=0)), dtype=np.uint64) * np.uint64(
        2
    ) + np.uint64(1)
    of_step = chance.integers(1, 2**63, len(log.activities), dtype=np.uint64)
    marks = np.add.reduceat(of_place[place] * of_step[log.activity], log.starts[:-1])
    marks += of_place[sizes - 1] * np.uint64(len(log.activities) + 1)
    return marks if _tell_apart(log, marks) else _exact(log)


def _tell_apart(log: EventLog, marks: Integers) -> bool:
    """Whether all cases with the same number took the same way."""
    _, first, which = np.unique(marks, return_index=True, return_inverse=True)
    like = first[which.reshape(-1)]
    sizes = np.diff(log.starts)
    if not np.array_equal(sizes, sizes[like]):
        return False
    place = np.arange(log.events) - np.repeat(log.starts[:-1], sizes)
    return bool(np.array_equal(log.activity, log.activity[np.repeat(log.starts[like], sizes) + place]))


def _exact(log: EventLog) -> Integers:
    known: dict[bytes, int] = {}
    ways = (_steps(log, case).tobytes() for case in range(len(log.cases)))
    return np.array([known.setdefault(way, len(known)) for way in ways], dtype=np.int64)


def arrivals(log: EventLog) -> Arrivals:
    """When cases begin.

    >>> from samspil.core.mining.log import log_of
    >>> arrivals(log_of({"a": [("In", 0)]})).months
    {'1970-01': 1}
    """
    local = in_zone(beginnings(log), log.zone)
    days = local // DAY
    months = local.astype("datetime64[ms]").astype("datetime64[M]")
    each, counts = np.unique(months, return_counts=True)
    counted = dict(zip(each.astype(str).tolist(), counts.tolist(), strict=True))
    between = np.arange(each[0], each[-1] + 1).astype(str).tolist()
    return Arrivals(
        weekdays=tuple(np.bincount((days + _THURSDAY) % _DAYS_OF_WEEK, minlength=_DAYS_OF_WEEK).tolist()),
        hours=tuple(np.bincount(local % DAY // HOUR, minlength=24).tolist()),
        months={month: counted.get(month, 0) for month in between},
        days=int(days.max() - days.min()) + 1,
    )
