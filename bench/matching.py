"""Common needs: all pairs of short texts, one new text among many, and counterparts without a label.

`BENCH_PEER` names a Python that has sparse-dot-topn, which is no part of our environment: it is then given
the same vectors in the same run. `BENCH_PAIRS=10000,30000` says of how many texts; left out, up to 100,000.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from bench.matched import published
from bench.report import Section

BOUND: Final = "0.7"
HANDS: Final = "2"
NUMBERS: Final = tuple(os.environ.get("BENCH_PAIRS", "10000,30000,100000").split(","))
PEER: Final = os.environ.get("BENCH_PEER", "")
HEADS: Final = (
    "texts",
    "pairs",
    "counting terms",
    "all pairs",
    "processor",
    "largest process",
    "sparse-dot-topn",
    "times as fast",
    "other pairs",
)
SORTS: Final = {"named": "names put together of few words", "worded": "wordings of KLE and CPV"}


def sections() -> Iterator[Section]:
    """The sections of the page."""
    yield Section("All pairs of short texts", "pairs", table=_pairs())
    yield Section("What is like one new text", "one_text", table=_one_text())
    yield Section("Counterparts without a label", "counterparts", table=_counterparts())


def _pairs() -> str:
    lines = [
        f"| {' | '.join(HEADS)} |",
        "| --- |" + " ---: |" * 8,
    ]
    for sort, told in SORTS.items():
        for number in NUMBERS:
            with TemporaryDirectory() as folder:
                kept = str(Path(folder) / "vectors.npz")
                ours = _run(sys.executable, "bench.matched.pairs", sort, number, BOUND, HANDS, kept)
                theirs = _run(PEER, "bench.matched.peer", kept, BOUND, HANDS) if PEER else {}
            lines.append(_pairs_line(f"{int(number):,} {told}", ours, theirs))
    return "\n".join(lines)


def _pairs_line(told: str, ours: dict[str, Any], theirs: dict[str, Any]) -> str:
    cells = [
        told,
        f"{ours['pairs']:,}",
        f"{ours['counting']:.1f} s",
        f"{ours['pairing']:.2f} s",
        f"{ours['processor']:.2f} s",
        f"{ours['memory']:.0f} MB",
        f"{theirs['pairing']:.1f} s" if theirs else "",
        f"{theirs['pairing'] / ours['pairing']:.1f}" if theirs else "",
        f"{theirs['different']}" if theirs else "",
    ]
    return f"| {' | '.join(cells)} |"


def _one_text() -> str:
    lines = ["| needs | laying out | median | slowest of 60 | largest process |", "| --- |" + " ---: |" * 4]
    for number in ("10000", "100000"):
        found = _run(sys.executable, "bench.matched.one_text", number)
        lines.append(
            f"| {int(number):,} | {found['laying']:.1f} s | {found['median'] * 1000:.1f} ms "
            f"| {found['slowest'] * 1000:.1f} ms | {found['memory']:.0f} MB |"
        )
    return "\n".join(lines)


def _counterparts() -> str:
    lines = [
        "| set | F1 without a label | wanted | F1 by the best threshold | of it |",
        "| --- |" + " ---: |" * 4,
    ]
    for name in published.SETS:
        found = published.outcome(name)
        part = f"{100 * found.f1 / found.best:.0f} %"
        lines.append(f"| {name} | {found.f1:.3f} | {found.wanted} | {found.best:.3f} | {part} |")
    return "\n".join(lines)


def _run(python: str, module: str, *asked: str) -> dict[str, Any]:
    done = subprocess.run([python, "-m", module, *asked], stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found
