"""Event logs: importing, measuring a million events, and the published table.

pm4py is measured beside us where it is installed outside the lock: PM4PY names a Python that has it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np

from bench.mining_table import NAMES, PUBLISHED, bootstrap, ours, scored, seasonal, split_of
from bench.report import Row, Section
from bench.timing import time_once
from samspil.core.mining.log import DAY, EventLog
from samspil.core.mining.metrics import lead_times, spread_of, variants, waits

LOGS: Final = Path(os.environ.get("SAMSPIL_DATA", "../shared/data")) / "event_logs"
FILES: Final = ("bpic2015_municipalities/BPIC15_1.xes.gz", "coselog_receipt/receipt.xes.gz")
_CASES: Final = 100_000
_EVENTS: Final = 1_000_000
_TENTH: Final = 1.1
_ROUNDS: Final = 3

_MOST_HELD: Final = '[one.split()[1] for one in open("/proc/self/status") if one.startswith("VmHWM")][0]'
_OURS: Final = f"""
import sys, time
from samspil.core.mining.reading.any_log import read_log
from samspil.core.mining.reading.files import How, LogFile
begun = time.process_time()
read = read_log(LogFile("log", lambda: open(sys.argv[1], "rb")), How())
print(read.log.events, time.process_time() - begun, {_MOST_HELD})
"""
_PEER: Final = f"""
import sys, time, warnings
warnings.filterwarnings("ignore")
import pm4py
begun = time.process_time()
read = pm4py.read_xes(sys.argv[1])
print(len(read), time.process_time() - begun, {_MOST_HELD})
"""


def sections() -> Iterator[Section]:
    """All three sections of the page."""
    yield Section("Event logs: importing", "mining_importing", table=_importing())
    yield Section("Event logs: a million events", "mining", rows=list(_measuring()))
    yield Section("Event logs: the published table", "mining_table", table=_table())


def _importing() -> str:
    lines = [
        "| log | events | seconds of processor | memory | pm4py | its memory |",
        "| --- " + "| ---: " * 5 + "|",
    ]
    for name in FILES:
        found = [_in_a_process(sys.executable, _OURS, LOGS / name) for _ in range(_ROUNDS)]
        events, seconds, memory = sorted(found, key=lambda one: one[1])[_ROUNDS // 2]
        peer = os.environ.get("PM4PY")
        beside = ["not measured", ""]
        if peer:
            asked = [_in_a_process(peer, _PEER, LOGS / name) for _ in range(_ROUNDS)]
            _, its, its_memory = sorted(asked, key=lambda one: one[1])[_ROUNDS // 2]
            beside = [f"{its:.2f} s", f"{its_memory / 1024:.0f} MB"]
        cells = [Path(name).name, f"{events:,}", f"{seconds:.2f} s", f"{memory / 1024:.0f} MB", *beside]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _in_a_process(python: str, source: str, file: Path) -> tuple[int, float, int]:
    told = subprocess.run([python, "-c", source, str(file)], capture_output=True, text=True, check=True)
    events, seconds, memory = told.stdout.split()[-3:]
    return int(events), float(seconds), int(memory)


def million() -> EventLog:
    """A million events of a hundred thousand cases, twelve steps, by a fixed row of chance numbers."""
    rng = np.random.default_rng(2026)
    sizes = rng.multinomial(_EVENTS - _CASES, np.full(_CASES, 1 / _CASES)) + 1
    starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    gaps = rng.exponential(DAY, _EVENTS).astype(np.int64)
    begins = np.repeat(rng.integers(0, 3 * 365 * DAY, _CASES), sizes)
    within = np.cumsum(gaps)
    at = begins + within - np.repeat(within[starts[:-1]], sizes)
    place = np.arange(_EVENTS) - np.repeat(starts[:-1], sizes)
    steps = np.minimum(place, 11) - (rng.random(_EVENTS) < 0.05) * (place > 0)
    names = tuple(f"step {number}" for number in range(12))
    return EventLog(
        *(starts, np.minimum(steps, 11).astype(np.int32), at, at.copy(), np.zeros(_EVENTS, dtype=np.int32)),
        cases=tuple(map(str, range(_CASES))),
        activities=names,
        resources=("nobody",),
    )


def _measuring() -> Iterator[Row]:
    log = million()
    yield Row("lead times with their spread", time_once(lambda: spread_of(lead_times(log))))
    yield Row("waits of every pair of steps, with median, P80 and P90", time_once(lambda: waits(log)))
    yield Row("ways taken", time_once(lambda: variants(log)))


def _table() -> str:
    lines = [f"| log | | {' | '.join(NAMES)} |", "| --- | --- " + "| ---: " * len(NAMES) + "|"]
    held = near = 0
    for name, published in PUBLISHED.items():
        parts = split_of(name)
        found = scored(ours(parts), parts)
        held += sum(one <= bar for one, bar in zip(found, published.bar, strict=True))
        near += sum(one <= _TENTH * bar for one, bar in zip(found, published.bar, strict=True))
        rows = {
            "best published": published.best,
            "SN, here": scored(seasonal, parts, 1),
            "TB, here": scored(bootstrap, parts),
            "the bar": published.bar,
            "ours": found,
        }
        lines += [f"| {name} | {what} | {' | '.join(map(_short, cells))} |" for what, cells in rows.items()]
    told = (
        f"At or below the bar in {held} of 15 cells (9 wanted), within a tenth above in {near} (13 wanted)."
    )
    return "\n".join([*lines, "", told])


def _short(value: float) -> str:
    return f"{value:.3g}"
