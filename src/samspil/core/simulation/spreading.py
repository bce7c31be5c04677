"""Runs in parts that can be played anywhere: by this process, by several, on other machines.

A run is told by its seed and number, so it does not matter who plays it; what comes of the parts is put
together in the order of the runs. However it is spread, the result is the same to the byte.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from samspil.core.simulation.laying_out.world import Plan, World
from samspil.core.simulation.runs import Run, Runner


@dataclass(frozen=True, slots=True)
class Part:
    """Some runs of a question, by their numbers.

    ``loop`` names how it is run: the folder where the machine code is kept; nothing: as it is written.
    """

    plan: Plan
    seed: int
    first: int
    after_last: int
    loop: str


Played = list[Run]
Spread = Callable[[Callable[[Part], Played], Sequence[Part]], Iterable[Played]]


@dataclass(frozen=True, slots=True)
class Over:
    """Over how many parts, and what plays them, in their order: as the function ``map`` does."""

    parts: int
    spread: Spread
    loop: str = ""


def play_part(part: Part) -> Played:
    """Its runs, in order."""
    runner = Runner(part.plan, part.seed, _loop(part.loop))
    return [runner.run(number) for number in range(part.first, part.after_last)]


def _loop(folder: str) -> Any:
    if not folder:
        from samspil.core.simulation.loop import running  # noqa: PLC0415 – one of two

        return running
    from samspil.core.simulation.compiled import compiled_loop  # noqa: PLC0415 – needs the compiler

    return compiled_loop(folder)


def spread_runs(world: World, seed: int, runs: int, over: Over) -> list[Run]:
    """All runs, by their numbers, whoever played them.

    Raises:
        ProblemsError: ``more_comes_than_is_done``.

    Complexity: that of the runs, by as many as play at once; a part is sent with the question's tables.
    """
    edges = [runs * at // over.parts for at in range(over.parts + 1)]
    plan = world.plan
    parts = [Part(plan, seed, first, last, over.loop) for first, last in pairwise(edges) if last > first]
    return [run for played in over.spread(play_part, parts) for run in played]
