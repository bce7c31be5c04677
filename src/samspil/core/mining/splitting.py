"""A log before and after a moment, as the published table splits it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from samspil.core.mining.log import EventLog
from samspil.core.mining.metrics import beginnings


@dataclass(frozen=True, slots=True, eq=False)
class Split:
    """Cases wholly before, and cases wholly after; those that were under way are in neither.

    Each in the order in which they began.
    """

    before: EventLog
    after: EventLog


def split(log: EventLog, share: float) -> Split:
    """Split where so large a share of the events was over.

    O(events log events).

    >>> from samspil.core.mining.log import log_of
    >>> found = split(log_of({"a": [("X", 0)], "b": [("X", 1), ("Y", 9)], "c": [("X", 8)]}), 0.5)
    >>> found.before.cases, found.after.cases
    (('a',), ('c',))
    """
    order = np.argsort(log.at, kind="stable")
    is_before = np.zeros(log.events, dtype=bool)
    is_before[order[: int(log.events * share)]] = True
    counts = np.add.reduceat(is_before.astype(np.int64), log.starts[:-1])
    begins = beginnings(log)
    wholly = [np.flatnonzero(counts == np.diff(log.starts)), np.flatnonzero(counts == 0)]
    before, after = (log.of_cases(cases[np.argsort(begins[cases], kind="stable")]) for cases in wholly)
    return Split(before, after)
