"""Many variants of one model, each played once more in turn on the same luck: an answer that gets surer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from samspil.core.errors import Problem, ProblemsError
from samspil.core.simulation.results import Result
from samspil.core.simulation.trial import Trial
from samspil.core.simulation.workload.shared import Case


class Trials:
    """Cases tried beside each other. One that cannot be played is left, with why; the first must be.

    Raises:
        ProblemsError: as ``Trial``, of the first.
    """

    def __init__(
        self, cases: Sequence[Case | Sequence[Problem]], years: int, seed: int, loop: Any = None
    ) -> None:
        self.problems: list[tuple[Problem, ...]] = [() for _ in cases]
        self._trials: list[Trial | None] = []
        for at, case in enumerate(cases):
            self._trials.append(self._trial(at, case, years, seed, loop))

    def _trial(
        self, at: int, case: Case | Sequence[Problem], years: int, seed: int, loop: Any
    ) -> Trial | None:
        if not isinstance(case, Case):
            self.problems[at] = tuple(case)
            return None
        try:
            return Trial([case], years, seed, loop)
        except ProblemsError as error:
            if at == 0:
                raise
            self.problems[at] = error.problems
            return None

    @property
    def played(self) -> int:
        """How often each has been played."""
        first = self._trials[0]
        assert first is not None
        return first.played

    def play(self, at: int) -> None:
        """Play one of them once more; nothing where it cannot be.

        Raises:
            ProblemsError: ``more_comes_than_is_done``, of the first.
        """
        trial = self._trials[at]
        if trial is None:
            return
        try:
            trial.play()
        except ProblemsError as error:
            if at == 0:
                raise
            self.problems[at], self._trials[at] = error.problems, None

    def __len__(self) -> int:
        return len(self._trials)

    def results(self) -> tuple[Result | None, ...]:
        """What each came to so far; each has been played as often."""
        return tuple(None if one is None else one.results()[0] for one in self._trials)
