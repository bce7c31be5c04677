"""When the next cases come, seen from when cases came before.

Where cases come by the clock, most of them exactly a week after another, the last weeks go on as they were.
Else they come as often as of late, counting with those that were not finished in time to be seen, spread over
the week as they were.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from samspil.core.mining.finished import share_finished
from samspil.core.mining.log import DAY, EventLog, Floats, Integers
from samspil.core.mining.metrics import beginnings

WEEK: Final = 7 * DAY
_MINUTE: Final = 60_000
_MOSTLY: Final = 0.5
_LEAST_SEEN: Final = 0.05  # a case that is seen stands for twenty at most


def is_by_the_clock(log: EventLog) -> bool:
    """Whether most cases come exactly a week, to the minute, after another one."""
    minutes = np.sort(beginnings(log) // _MINUTE)
    later = minutes[minutes >= minutes[0] + WEEK // _MINUTE]
    return len(later) > 0 and float(np.isin(later - WEEK // _MINUTE, minutes).mean()) > _MOSTLY


@dataclass(frozen=True, slots=True, eq=False)
class Coming:
    """What tells when cases come.

    Attributes:
        log: what came before.
        weight: of each case, as `finished.weights` has it.
        lately: how many of the last cases tell how often they come.
    """

    log: EventLog
    weight: Floats
    lately: int


def next_beginnings(coming: Coming, begins_at: int, count: int, rng: np.random.Generator) -> Integers:
    """When the next so many cases begin, none before a moment: int64 in UTC, in order."""
    known = np.sort(beginnings(coming.log))
    span = int(known[-1] - known[-min(coming.lately, len(known))])
    if is_by_the_clock(coming.log):
        return _going_on(known, begins_at, count, -(-span // WEEK) or 1)
    per_week = _per_week(coming, max(span, 2 * WEEK))
    weeks = (np.arange(int(count + 2 * per_week) + 1) + rng.random()) / per_week
    of_week = np.quantile(np.sort(known % WEEK), weeks % 1, method="inverted_cdf").astype(np.int64)
    following = np.sort(begins_at // WEEK * WEEK + np.floor(weeks).astype(np.int64) * WEEK + of_week)
    return following[following >= begins_at][:count]


def _going_on(known: Integers, begins_at: int, count: int, weeks: int) -> Integers:
    period = weeks * WEEK
    last = known[known > known[-1] - period]
    first = (begins_at - int(last[0])) // period
    rounds = np.arange(first, first + 2 + count // len(last))
    following = np.sort((last[None, :] + rounds[:, None] * period).reshape(-1))
    return following[following >= begins_at][:count]


def _per_week(coming: Coming, span: int) -> float:
    """How many come in a week, of late; those that could not be seen yet are counted with."""
    age = int(coming.log.at.max()) - beginnings(coming.log)
    is_late = age <= span
    seen = np.maximum(share_finished(coming.log, coming.weight)[is_late], _LEAST_SEEN)
    return float((1 / seen).sum()) * WEEK / min(span, int(age.max()) or 1)
