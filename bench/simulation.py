"""The simulator: a network beside a loop written for it alone and beside SimPy, and the shipped association.

SimPy is measured in the same run where it is installed outside the lock: SIMPY names a Python that has it.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import process_time
from typing import Any, Final

import numpy as np

from bench.report import Row, Section
from bench.simulated import by_hand, network
from bench.timing import Timing, time_processor
from samspil import library
from samspil.core.governance.load import load
from samspil.core.simulation.compiled import compiled_loop
from samspil.core.simulation.runs import Runner
from samspil.core.simulation.trying import try_models
from samspil.core.simulation.workload.reading import read_workload

BY_SIMPY: Final = Path(__file__).parent / "simulated" / "by_simpy.py"
KEY: Final = "storkoebenhavn_association"
_REPLICATIONS: Final = 1_000
_NUMBERS: Final = (
    *(network.EXPERTS, network.DAYS_OF_WORK, network.PERIOD, network.ROOM),
    *(network.REJECTED, network.A_DAY),
)


@dataclass(frozen=True, slots=True)
class _Line:
    """One way to play the network: what came of it, and seconds of processor."""

    what: str
    matters: float
    approved: float
    days: float
    seconds: float

    @property
    def each(self) -> float:
        """Seconds for 100,000 matters."""
        return self.seconds / self.matters * 100_000


def sections() -> Iterator[Section]:
    """Both sections of the page."""
    with tempfile.TemporaryDirectory() as kept:
        begun = process_time()
        loop = compiled_loop(kept)
        Runner(network.world(1), 1, loop).run(0)
        making = process_time() - begun
        yield Section("Simulation: a network of experts and boards", "simulation", table=_network(loop))
        rows = [
            Row("making the machine code, once for each version", Timing(making, making)),
            *_shipped(loop),
        ]
        yield Section("Simulation: the shipped association", "simulation_shipped", rows=rows)


def _network(loop: Any) -> str:
    lines = list(_lines(loop))
    rows = [
        "| by | matters | approved | mean days | s for 100,000 | times ours |",
        "| --- " + "| ---: " * 5 + "|",
    ]
    for one in lines:
        cells = [f"{one.matters:,.0f}", f"{one.approved:.4f}", f"{one.days:.2f}", f"{one.each:.3f}"]
        rows.append(f"| {one.what} | {' | '.join(cells)} | {one.each / lines[0].each:.2f} |")
    if "SIMPY" not in os.environ:
        rows.append("| SimPy | not measured | | | | |")
    return "\n".join([*rows, "", *_memory(loop)])


def _lines(loop: Any) -> Iterator[_Line]:
    world = network.world()
    runner = Runner(world, 1, loop)
    spent = time_processor(lambda: network.played(runner)).median
    came = network.came(world, network.played(runner))
    yield _Line("the simulator, from a model's file", came.matters, came.approved, came.days, spent)
    numbers = np.array([*_NUMBERS, network.YEARS * 365.0])
    by_hand.play(0, network.STAGES, numbers)
    spent = time_processor(lambda: _by_hand(numbers)).median
    brought, ended, approved, days = _by_hand(numbers)
    yield _Line("a loop for this network alone, compiled", brought, approved / ended, days / ended, spent)
    if python := os.environ.get("SIMPY"):
        words = map(str, (network.STAGES, *_NUMBERS, network.YEARS, network.RUNS))
        command = [python, str(BY_SIMPY), *words]
        told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        yield _Line("SimPy", *map(float, told.split()))


def _by_hand(numbers: Any) -> tuple[float, ...]:
    each = [by_hand.play(run, network.STAGES, numbers) for run in range(network.RUNS)]
    return tuple(map(sum, zip(*each, strict=True)))


def _memory(loop: Any) -> Iterator[str]:
    """What matters take in memory, whether few or many ever come."""
    yield "| matters ever, in one run | under way at most | memory of what is under way |"
    yield "| ---: | ---: | ---: |"
    for years in (1, network.YEARS):
        runner = Runner(network.world(years), 1, loop)
        run = runner.run(0)
        held = ("heap_key", "heap_what", "matter", "vector", "visits", "answer")
        size = sum(int(getattr(runner.ground, name).nbytes) for name in held)
        brought = int(run.sums["by_source"][0, 0])
        yield f"| {brought:,} | {run.most_under_way} | {size / 1024:.0f} KB |"


def _shipped(loop: Any) -> Iterator[Row]:
    model = load(KEY, library.model_files, library.municipalities())
    read = read_workload(library.workload_file("association"), "association.yaml")
    for runs in (50, _REPLICATIONS):
        how: dict[str, Any] = {"years": 10, "runs": runs, "seed": 1, "loop": loop}
        spent = time_processor(lambda how=how: try_models([model], read, **how))  # type: ignore[misc]
        yield Row(f"{runs:,} runs of ten years, nine members, with intervals: seconds of processor", spent)
