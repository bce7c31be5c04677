"""A workload fitted from a log: how often matters come, where they go, how long each step takes; how sure.

What is found is of the matters that the log holds. Those under way at its end are not in it, so what comes
late in it is too little; leave the last months out where matters take long.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from samspil.core.mining.intervals import Estimate, of_count, of_median, of_share
from samspil.core.mining.log import DAY, HOUR, EventLog, Integers
from samspil.core.mining.metrics import beginnings
from samspil.core.mining.reading.moments import in_zone

_YEAR: Final = 365.25
_MONTHS: Final = 12
_WEEK: Final = 7
_THURSDAY: Final = 3
_STEPS_OF_QUANTILES: Final = 21
_MOST_WRITTEN: Final = 999_999_999


@dataclass(frozen=True, slots=True)
class Coming:
    """How often matters come.

    Attributes:
        per_year: how many.
        by_weekday: how many on a Monday, a Tuesday and so on.
        by_month: a month's days beside those of the whole year, January first; 1 is as the mean. Nothing
            where the log has no day of the month.
        dispersion: how much more the counts of weeks differ than chance alone does; it widens the intervals.
    """

    per_year: Estimate
    by_weekday: tuple[Estimate, ...]
    by_month: tuple[Estimate | None, ...]
    dispersion: float


@dataclass(frozen=True, slots=True)
class Going:
    """From a step to the next: how often, of all times that something, or the end, came after it."""

    step: str
    then: str | None
    times: int
    share: Estimate


@dataclass(frozen=True, slots=True)
class Taking:
    """How long a step takes, in milliseconds.

    From its beginning where the log says it, else from the end of the step before: then waiting is in it.

    Attributes:
        quantiles: from the least to the most, at even steps.
    """

    step: str
    times: int
    median: Estimate
    quantiles: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Fitted:
    """A workload as a log shows it."""

    coming: Coming
    going: tuple[Going, ...]
    taking: tuple[Taking, ...]
    holds_waiting: bool

    def arrivals_as_written(self, kind: str, source: str) -> dict[str, Any]:
        """What a workload file says of arrivals of a kind (`core.simulation.workload`)."""
        weights = [1.0 if one is None else one.value for one in self.coming.by_month]
        return {
            "kind": kind,
            "per_year": _decimal(self.coming.per_year.value),
            "by_month": [_decimal(one) for one in weights],
            "source": source,
        }

    def takes_as_written(self, step: str) -> dict[str, Any]:
        """What a workload file says of how long a step takes.

        Raises:
            KeyError: the log has no such step, or it only ever begins a matter.
        """
        found = {one.step: one for one in self.taking}[step]
        hours = [_decimal(one / HOUR) for one in found.quantiles]
        return {"hours": {"fixed": hours[0]} if hours[0] == hours[-1] else {"quantiles": hours}}


def fit(log: EventLog) -> Fitted:
    """Fit a workload.

    O(events log events).

    >>> from samspil.core.mining.log import log_of
    >>> found = fit(log_of({"a": [("In", 0), ("Out", 5)], "b": [("In", DAY), ("Out", DAY + 9)]}, "UTC"))
    >>> [(one.step, one.then, one.share.value) for one in found.going]
    [('In', 'Out', 1.0), ('Out', None, 1.0)]
    >>> found.taking[0].median.value, round(found.coming.per_year.value, 1)
    (5.0, 365.2)
    """
    return Fitted(_coming(log), _going(log), _taking(log), holds_waiting=not log.says_begun)


def _coming(log: EventLog) -> Coming:
    days = in_zone(beginnings(log), log.zone) // DAY
    first, last = int(days.min()), int(days.max())
    every = np.arange(first, last + 1)
    counts = np.bincount(days - first, minlength=len(every))
    dispersion = _dispersion(counts)
    weekdays = (every + _THURSDAY) % _WEEK
    months = every.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) % _MONTHS
    mean = counts.sum() / len(every)
    return Coming(
        per_year=of_count(int(counts.sum()), len(every) / _YEAR, dispersion),
        by_weekday=tuple(
            of_count(int(counts[weekdays == one].sum()), max(int((weekdays == one).sum()), 1), dispersion)
            for one in range(_WEEK)
        ),
        by_month=tuple(_month(counts[months == one], float(mean), dispersion) for one in range(_MONTHS)),
        dispersion=dispersion,
    )


def _month(counts: Integers, mean: float, dispersion: float) -> Estimate | None:
    return of_count(int(counts.sum()), len(counts) * mean, dispersion) if len(counts) else None


def _dispersion(counts: Integers) -> float:
    """Variance over mean of the counts of whole weeks, 1 at least; of weeks, as weekends differ from days."""
    weeks = counts[: len(counts) // _WEEK * _WEEK].reshape(-1, _WEEK).sum(axis=1)
    if len(weeks) < 2 or not weeks.sum():
        return 1.0
    return max(float(weeks.var(ddof=1) / weeks.mean()), 1.0)


def _going(log: EventLog) -> tuple[Going, ...]:
    kinds = len(log.activities) + 1
    then = np.append(log.activity[1:], 0).astype(np.int64)
    then[log.starts[1:] - 1] = kinds - 1
    pairs, counts = np.unique(log.activity.astype(np.int64) * kinds + then, return_counts=True)
    totals = np.bincount(log.activity, minlength=len(log.activities))
    found = [
        Going(
            log.activities[pair // kinds],
            None if pair % kinds == kinds - 1 else log.activities[pair % kinds],
            count,
            of_share(count, int(totals[pair // kinds])),
        )
        for pair, count in zip(pairs.tolist(), counts.tolist(), strict=True)
    ]
    return tuple(sorted(found, key=lambda one: (one.step, -one.times, one.then or "")))


def _taking(log: EventLog) -> tuple[Taking, ...]:
    if log.says_begun:
        lasts, counted = log.at - log.begun, np.ones(log.events, dtype=bool)
    else:
        lasts, counted = np.diff(log.at, prepend=log.at[:1]), np.ones(log.events, dtype=bool)
        counted[log.starts[:-1]] = False
    found = []
    for number, step in enumerate(log.activities):
        times = lasts[(log.activity == number) & counted]
        if len(times):
            even = np.linspace(0, 1, _STEPS_OF_QUANTILES)
            quantiles = np.quantile(times, even, method="inverted_cdf").astype(np.int64).tolist()
            found.append(Taking(step, len(times), of_median(times), tuple(quantiles)))
    return tuple(found)


def _decimal(value: float) -> str:
    """As workload files write numbers: six decimals at most, no more of them than needed."""
    return f"{min(value, _MOST_WRITTEN):.6f}".rstrip("0").rstrip(".")
