"""The published table of simulated logs: its split, two naive baselines, what is published, and our cells.

How it is scored was written down before the first run: docs/algorithms/event-logs.md.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np

from samspil.core.mining.coming import WEEK
from samspil.core.mining.distances import distances
from samspil.core.mining.foretelling import choose, foretell
from samspil.core.mining.log import HOUR, EventLog, Integers
from samspil.core.mining.metrics import beginnings
from samspil.core.mining.reading.any_log import read_log
from samspil.core.mining.reading.files import How, LogFile
from samspil.core.mining.splitting import Split, split

DATA: Final = Path(os.environ.get("SAMSPIL_DATA", "../shared/data")) / "bps_simulation" / "table"
RUNS: Final = 10
SHARE: Final = 0.8
NAMES: Final = ("NGD", "AED", "CED", "RED", "CTD")

Made = Callable[[EventLog, int, int, np.random.Generator], EventLog]
Cells = tuple[float, ...]


@dataclass(frozen=True)
class Published:
    """The best of five simulators, and the two naive ones, as science.md §1.3 has them."""

    file: str
    best: Cells
    seasonal: Cells
    bootstrap: Cells

    @property
    def bar(self) -> Cells:
        """The least of the three in each cell."""
        return tuple(map(min, zip(self.best, self.seasonal, self.bootstrap, strict=True)))


PUBLISHED: Final = {
    "LoanApp": Published(
        "LoanApp.csv.gz",
        (0.069, 2.97, 0.271, 1.66, 2.71),
        (0.102, 90.2, 0.264, 0.896, 1.65),
        (0.073, 88.6, 0.223, 0.878, 1.78),
    ),
    "P2P": Published(
        "PurchasingExample.csv.gz",
        (0.200, 1044, 0.832, 722, 558),
        (0.169, 787, 1.26, 724, 535),
        (0.246, 664, 1.14, 703, 550),
    ),
    "ACR": Published(
        "ConsultaDM.csv.gz",
        (0.239, 242, 2.60, 15.6, 41.6),
        (0.177, 226, 1.72, 26.2, 62.2),
        (0.202, 196, 1.88, 62.9, 129),
    ),
}


def split_of(name: str) -> Split:
    """A log before and after."""
    path = DATA / PUBLISHED[name].file
    file = LogFile(path.name, lambda: path.open("rb"), path.stat().st_size)
    return split(read_log(file, How(zone="UTC")).log, SHARE)


def scored(made: Made, parts: Split, runs: int = RUNS) -> Cells:
    """The mean distances of so many runs."""
    count, begins_at = len(parts.after.cases), int(beginnings(parts.after).min())
    found = [
        list(distances(parts.after, made(parts.before, count, begins_at, np.random.default_rng(seed))))
        for seed in range(runs)
    ]
    return tuple(np.mean(found, axis=0).tolist())


def ours(parts: Split) -> Made:
    """Our own way, chosen from what was before."""
    ways = choose(parts.before)
    return lambda before, count, begins_at, rng: foretell(before, count, begins_at, rng, ways)


def seasonal(before: EventLog, count: int, begins_at: int, _rng: np.random.Generator) -> EventLog:
    """SN: the last so many cases, later by as many whole weeks as fit before the first beginning."""
    cases, begins = _last(before, count, begins_at)
    return _begun(before, cases, begins)


def bootstrap(before: EventLog, count: int, begins_at: int, rng: np.random.Generator) -> EventLog:
    """TB: those beginnings, each of any case that began on the same weekday in the same hour."""
    _, begins = _last(before, count, begins_at)
    hours = beginnings(before) % WEEK // HOUR
    drawn = [int(rng.choice(np.flatnonzero(hours == hour))) for hour in (begins % WEEK // HOUR).tolist()]
    return _begun(before, np.array(drawn), begins)


def _last(before: EventLog, count: int, begins_at: int) -> tuple[Integers, Integers]:
    begins = beginnings(before)
    cases = np.argsort(begins, kind="stable")[-count:]
    return cases, begins[cases] + (begins_at - int(begins[cases[0]])) // WEEK * WEEK


def _begun(before: EventLog, cases: Integers, begins: Integers) -> EventLog:
    chosen = before.of_cases(cases)
    moved = np.repeat(begins - beginnings(chosen), np.diff(chosen.starts))
    return replace(chosen, at=chosen.at + moved, begun=chosen.begun + moved)
