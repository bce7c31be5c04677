"""Whole portfolios of futures: by the compiled kernel and by NumPy, in turn, each in its own process."""

from __future__ import annotations

import json
import os
import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from bench.report import Section
from bench.web import run

PLANS: Final = int(os.environ.get("BENCH_PLANS", "1000"))
SCENARIOS: Final = int(os.environ.get("BENCH_SCENARIOS", "100000"))
REPEATS: Final = 3
WAYS: Final = {
    "NumPy in chunks": ("numpy", "1"),
    "compiled, one thread": ("compiled", "1"),
    "compiled, two threads": ("compiled", "2"),
}
NEAR: Final = 0.02  # of a quantile: what another draw of chance may change it by


def sections() -> Iterator[Section]:
    """The section of the page."""
    yield Section(
        "A thousand initiatives in a hundred thousand futures", "forecasting", table=_table(_measured())
    )


def _measured() -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in WAYS}
    with tempfile.TemporaryDirectory() as home:
        for _repeat in range(REPEATS):
            for name, words in WAYS.items():
                told = run("bench.futures", Path(home), *words, str(PLANS), str(SCENARIOS))
                found[name].append(json.loads(told))
    return found


def _table(found: dict[str, list[dict[str, Any]]]) -> str:
    head = (
        "how",
        "wall",
        "processor",
        "of it for one initiative in one scenario",
        "times as quick, wall",
        "processor",
    )
    lines = [f"| {' | '.join([*head, 'memory', 'compiling'])} |", "| --- |" + " ---: |" * (len(head) + 1)]
    numpy = found["NumPy in chunks"]
    for name, runs in found.items():
        _agree(runs[0]["told"], numpy[0]["told"])
        wall, processor = _median(runs, "wall_s"), _median(runs, "cpu_s")
        cells = [
            name,
            f"{wall:.1f} s",
            f"{processor:.1f} s",
            f"{processor / PLANS / SCENARIOS * 1e9:.0f} ns",
            f"{_median(numpy, 'wall_s') / wall:.1f}",
            f"{_median(numpy, 'cpu_s') / processor:.1f}",
            f"{max(one['peak_mb'] for one in runs):.0f} MB",
            f"{_median(runs, 'compile_s'):.1f} s",
        ]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _median(runs: list[dict[str, Any]], what: str) -> float:
    return statistics.median(float(one[what]) for one in runs)


def _agree(some: list[list[float]], others: list[list[float]]) -> None:
    """Both draw from the same distribution: every quantile of every total and year is near the other's."""
    for one, other in zip(some, others, strict=True):
        apart = [
            abs(left - right) > NEAR * max(abs(right), 1) for left, right in zip(one, other, strict=True)
        ]
        assert not any(apart), (one, other)
