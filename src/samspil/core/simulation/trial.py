"""Models tried against each other, run by run, so that an answer can be had early and made surer later."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from samspil.core.simulation.laying_out.world import World, lay_out
from samspil.core.simulation.results import Result
from samspil.core.simulation.runs import Run, Runner
from samspil.core.simulation.summing_up import summed_up
from samspil.core.simulation.workload.reading import refuse_what_does_not_fit
from samspil.core.simulation.workload.shared import Case


class Trial:
    """The runs of each model so far. The same cases, years and seed give the same, however they are played.

    Raises:
        ProblemsError: a workload does not fit its model, or the calendar does not reach so far.
    """

    def __init__(self, cases: Sequence[Case], years: int, seed: int, loop: Any = None) -> None:
        for case in cases:
            refuse_what_does_not_fit(case.workload, [case.model])
        self.cases = tuple(cases)
        self.worlds: tuple[World, ...] = tuple(lay_out(one.model, one.workload, years) for one in cases)
        self.runs: tuple[list[Run], ...] = tuple([] for _ in cases)
        self._runners = tuple(Runner(world, seed, loop) for world in self.worlds)

    @property
    def played(self) -> int:
        """How often each model has been played."""
        return len(self.runs[0])

    def play(self) -> None:
        """Play each model once more, all on the same luck.

        Raises:
            ProblemsError: ``more_comes_than_is_done``: a million matters are under way at once.
        """
        number = self.played
        found = [runner.run(number) for runner in self._runners]
        for runs, run in zip(self.runs, found, strict=True):
            runs.append(run)

    def results(self) -> tuple[Result, ...]:
        """What it comes to so far; at least one run has been played."""
        return tuple(summed_up(world, runs) for world, runs in zip(self.worlds, self.runs, strict=True))
