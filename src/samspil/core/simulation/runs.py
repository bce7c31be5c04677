"""One run after the other of a question laid out, and what each came to.

A run is told by its seed and its number: the same give the same, to the byte, interpreted or compiled, alone
or among others. Memory goes by the matters under way, not by those that ever came.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from samspil.core.errors import ProblemsError
from samspil.core.simulation.laying_out.world import Plan, World
from samspil.core.simulation.loop import running
from samspil.core.simulation.loop.events import PLACES
from samspil.core.simulation.loop.ground import (
    DONE,
    END,
    EVENTS,
    FIELDS_OF_A_RUN,
    FREE,
    M_BROUGHT,
    M_NEXT,
    M_STEP,
    MOST_ALIVE,
    NONE,
    TRACED,
    WARM,
    Ground,
)
from samspil.core.simulation.rooms import begin_again, furnished, with_more_room

FIRST_ROOM: Final = 256
MOST_UNDER_WAY: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Run:
    """What a run came to: the sums of ``Ground`` by name, and how many things happened."""

    number: int
    sums: dict[str, Any]
    queues: Any
    open_ages: Any
    events: int
    most_under_way: int
    trace: Any


class Runner:
    """Runs of one question, one after the other on the same ground; compiled unless ``loop`` is not."""

    def __init__(self, world: World | Plan, seed: int, loop: Any = None, trace_rows: int = 0) -> None:
        if loop is None:
            from samspil.core.simulation.compiled import compiled_loop  # noqa: PLC0415 – seconds of compiling

            loop = compiled_loop()
        self.plan = world.plan if isinstance(world, World) else world
        self.seed, self.loop = seed, loop
        self._stand_on(furnished(self.plan, FIRST_ROOM, trace_rows))

    def _stand_on(self, ground: Ground) -> None:
        self.ground = ground
        self.handed = self.loop.handed(ground) if hasattr(self.loop, "handed") else ground

    def run(self, number: int) -> Run:
        """One run.

        Args:
            number: which; below 2^32.

        Raises:
            ProblemsError: ``more_comes_than_is_done``: a million matters are under way at once.
        """
        begin_again(self.ground, self.plan, self.seed, number)
        self.loop.begin(self.handed)
        while self.loop.go_on(self.handed) != DONE:
            if self.ground.clock[FREE] == NONE and len(self.ground.matter) >= min(
                MOST_UNDER_WAY, PLACES // 2
            ):
                raise self._overrun(self.ground)
            self._stand_on(with_more_room(self.ground))
        return self._told(self.ground, number)

    def _overrun(self, ground: Ground) -> ProblemsError:
        names = [*self.plan.forums, *self.plan.roles]
        busiest = int(ground.queue[:, 2].argmax()) if len(ground.queue) else 0
        return ProblemsError.of(
            "more_comes_than_is_done",
            self.plan.place,
            body=names[busiest] if names else "–",
            waiting=int(ground.queue[busiest, 2]) if names else 0,
        )

    def _told(self, ground: Ground, number: int) -> Run:
        begun = ground.matter[:, M_STEP] != NONE
        open_ages = np.zeros(self.plan.sources, dtype=np.int64)
        free = np.zeros(len(ground.matter), dtype=bool)
        slot = int(ground.clock[FREE])
        while slot != NONE:
            free[slot] = True
            slot = int(ground.matter[slot, M_NEXT])
        for row in ground.matter[begun & ~free]:
            since = max(int(row[M_BROUGHT]), int(ground.clock[WARM]))
            open_ages[row[0]] += ground.clock[END] - since
        names = [name for name in FIELDS_OF_A_RUN if name.startswith("by_")] + ["ended", "decided"]
        days = int(ground.lead.any(axis=0).nonzero()[0].max(initial=0)) + 1
        return Run(
            number,
            {name: getattr(ground, name).copy() for name in names}
            | {"lead": ground.lead[:, :days].astype(np.int32)},
            ground.queue.copy(),
            open_ages,
            int(ground.clock[EVENTS]),
            int(ground.clock[MOST_ALIVE]),
            ground.trace[: ground.clock[TRACED]].copy(),
        )


INTERPRETED: Final = running
