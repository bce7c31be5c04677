"""Medians of repeated timings; the clock is read here and nowhere else in the benchmarks."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter, process_time

REPEATS = 9
LEAST_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds for one call: the median of the repeats, and the slowest."""

    median: float
    slowest: float


def time_call(call: Callable[[], object]) -> Timing:
    """Time one call: enough rounds to fill 50 ms, nine times."""
    call()
    rounds = 1
    while (spent := _spend(call, rounds)) < LEAST_SECONDS:
        rounds = max(rounds + 1, int(rounds * LEAST_SECONDS / max(spent, 1e-9)) + 1)
    samples = [_spend(call, rounds) / rounds for _ in range(REPEATS)]
    return Timing(statistics.median(samples), max(samples))


def time_once(call: Callable[[], object], repeats: int = 5) -> Timing:
    """Time a call that is long enough by itself."""
    samples = [_spend(call, 1) for _ in range(repeats)]
    return Timing(statistics.median(samples), max(samples))


def time_processor(call: Callable[[], object], repeats: int = 5) -> Timing:
    """Seconds of processor that a call takes by itself, on a machine that others use, too."""
    samples = []
    for _ in range(repeats):
        begun = process_time()
        call()
        samples.append(process_time() - begun)
    return Timing(statistics.median(samples), max(samples))


def _spend(call: Callable[[], object], rounds: int) -> float:
    begun = perf_counter()
    for _ in range(rounds):
        call()
    return perf_counter() - begun
