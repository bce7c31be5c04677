"""The network by SimPy: run by a Python that has it, with the network's numbers; told as one line."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from typing import Any

import simpy

HORIZON = 365


def play(numbers: dict[str, float], seed: int, sums: dict[str, float]) -> None:
    """One run of so many years; what ended is added to ``sums``."""
    rng = random.Random(seed)
    env = simpy.Environment()
    stages = range(int(numbers["stages"]))
    experts = [simpy.Resource(env, int(numbers["experts"])) for _ in stages]
    waiting: list[list[tuple[float, Callable[..., Any]]]] = [[] for _ in stages]

    def matter(begun: float) -> Any:
        for stage in stages:
            with experts[stage].request() as asked:
                yield asked
                yield env.timeout(rng.expovariate(1 / numbers["days"]))
            taken = env.event()
            waiting[stage].append((begun, taken.succeed))
            yield taken
            if rng.random() < numbers["rejected"]:
                break
        else:
            sums["approved"] += 1
        sums["ended"] += 1
        sums["days"] += env.now - begun

    def board(stage: int) -> Any:
        while True:
            yield env.timeout(numbers["period"])
            room = int(numbers["room"])
            for _, succeed in waiting[stage][:room]:
                succeed()
            del waiting[stage][:room]

    def arrivals() -> Any:
        while True:
            yield env.timeout(rng.expovariate(numbers["a_day"]))
            sums["brought"] += 1
            env.process(matter(env.now))

    env.process(arrivals())
    for stage in stages:
        env.process(board(stage))
    env.run(until=numbers["years"] * HORIZON)


def main(words: list[str]) -> None:
    """Play and tell: matters, share approved, mean days, seconds of processor."""
    names = ("stages", "experts", "days", "period", "room", "rejected", "a_day", "years", "runs")
    numbers = dict(zip(names, map(float, words), strict=True))
    sums = dict.fromkeys(("brought", "ended", "approved", "days"), 0.0)
    begun = time.process_time()
    for run in range(int(numbers["runs"])):
        play(numbers, run, sums)
    spent = time.process_time() - begun
    told = (sums["brought"], sums["approved"] / sums["ended"], sums["days"] / sums["ended"], spent)
    sys.stdout.write(" ".join(map(repr, told)) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
