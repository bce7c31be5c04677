"""One run after the other of a question laid out, and what each came to.

A run is told by its seed and its number: the same give the same, to the byte, interpreted or compiled, alone
or among others. Memory goes by the matters under way, not by those that ever came.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from samspil.core.errors import ProblemsError
from samspil.core.simulation.laying_out.world import MOST_LEAD_DAYS, World
from samspil.core.simulation.loop import running
from samspil.core.simulation.loop.events import PLACES
from samspil.core.simulation.loop.ground import (
    CLOCK_COLUMNS,
    DONE,
    END,
    EVENTS,
    FIELDS_OF_A_RUN,
    FORUM_SUMS,
    FREE,
    M_BROUGHT,
    M_NEXT,
    M_STEP,
    MARGIN,
    MATTER_COLUMNS,
    MEETING,
    MEMBER_SUMS,
    MOST_ALIVE,
    NONE,
    NOW,
    QUEUE_COLUMNS,
    ROLE_SUMS,
    RUN,
    SEED,
    SOURCE_SUMS,
    STEP_SUMS,
    TRACE_COLUMNS,
    TRACED,
    TRACING,
    WARM,
    WORKED,
    Ground,
)
from samspil.core.simulation.loop.hours import at_work

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
    """Runs of one question. Compiled unless ``loop`` is the interpreted module."""

    def __init__(self, world: World, seed: int, loop: Any = None, trace_rows: int = 0) -> None:
        if loop is None:
            from samspil.core.simulation.compiled import compiled_loop  # noqa: PLC0415 – seconds of compiling

            loop = compiled_loop()
        self.world, self.seed, self.loop, self.trace_rows = world, seed, loop, trace_rows
        self.handed = getattr(loop, "handed", lambda ground: ground)
        self.room = FIRST_ROOM

    def run(self, number: int) -> Run:
        """One run.

        Args:
            number: which; below 2^32.

        Raises:
            ProblemsError: ``more_comes_than_is_done``: a million matters are under way at once.
        """
        ground = self._ground(number)
        self.loop.begin(self.handed(ground))
        while self.loop.go_on(self.handed(ground)) != DONE:
            ground = self._with_more_room(ground)
        return self._told(ground, number)

    def _ground(self, number: int) -> Ground:
        world, sources = self.world, len(self.world.sources)
        steps, forums = len(world.fixed["step"]), len(world.fixed["forum"])
        members, roles = len(world.fixed["member"]), len(world.roles)
        clock = _zeros(CLOCK_COLUMNS)
        clock[[NOW, WARM, END, SEED, RUN]] = world.begins, world.warm, world.ends, self.seed, number
        clock[[MEETING, MARGIN, TRACING]] = NONE, self._margin(members), int(self.trace_rows > 0)
        queue = _zeros(forums + roles, QUEUE_COLUMNS)
        queue[:, :2] = NONE
        own = {
            "clock": clock,
            "heap_key": _zeros(self.room + clock[MARGIN]),
            "heap_what": _zeros(self.room + clock[MARGIN]),
            **self._matters(self.room, members),
            "queue": queue,
            "position": np.zeros(sources),
            "drawn": _zeros(sources),
            "there": _zeros(max(1, len(world.fixed["seat"]))),
            "by_step": _zeros(steps, STEP_SUMS),
            "by_source": _zeros(sources, SOURCE_SUMS),
            "by_forum": _zeros(forums, FORUM_SUMS),
            "by_role": _zeros(roles, ROLE_SUMS),
            "by_member": _zeros(members, MEMBER_SUMS),
            "by_rank": _zeros(members + 1, 2),
            "ended": _zeros(sources, len(world.model.program.ends)),
            "decided": _zeros(sources, steps + 1),  # the last: by nobody
            "lead": _zeros(sources, MOST_LEAD_DAYS),
            "trace": _zeros(self.trace_rows, TRACE_COLUMNS),
        }
        ground = Ground(**world.fixed, **own)
        for source, row in enumerate(ground.source):
            ground.position[source] = at_work(ground, world.begins) if row[WORKED] == 1 else world.begins
        return ground

    def _margin(self, members: int) -> int:
        """How many things one thing can bring about at most: a full meeting's, each before every member."""
        numerators = self.world.fixed["numerators"]
        agendas = self.world.fixed["forum"][:, 6]
        return (int(numerators[:, agendas].max(initial=1)) + 2) * (members + 3)

    def _matters(self, room: int, members: int) -> dict[str, Any]:
        matter = _zeros(room, MATTER_COLUMNS)
        matter[:, M_NEXT] = np.arange(1, room + 1)
        matter[:, M_STEP] = NONE
        matter[-1, M_NEXT] = NONE
        return {
            "matter": matter,
            "vector": _zeros(room, len(self.world.model.program.attributes)),
            "visits": _zeros(room, len(self.world.fixed["step"])),
            "answer": _zeros(room, members),
        }

    def _with_more_room(self, ground: Ground) -> Ground:
        """The same run with twice the room: what comes free is put behind what is."""
        before = len(ground.matter)
        if ground.clock[FREE] != NONE:
            size = 2 * len(ground.heap_key)
            return ground._replace(
                heap_key=_longer(ground.heap_key, size), heap_what=_longer(ground.heap_what, size)
            )
        if before >= min(MOST_UNDER_WAY, PLACES // 2):
            raise self._overrun(ground)
        self.room = 2 * before
        matter = _longer(ground.matter, self.room)
        matter[before:, M_NEXT] = np.arange(before + 1, self.room + 1)
        matter[before:, M_STEP] = NONE
        matter[-1, M_NEXT] = NONE
        ground.clock[FREE] = before
        return ground._replace(
            matter=matter,
            vector=_longer(ground.vector, self.room),
            visits=_longer(ground.visits, self.room),
            answer=_longer(ground.answer, self.room),
        )

    def _overrun(self, ground: Ground) -> ProblemsError:
        names = [*self.world.model.program.forums, *self.world.roles]
        busiest = int(ground.queue[:, 2].argmax()) if len(ground.queue) else 0
        return ProblemsError.of(
            "more_comes_than_is_done",
            self.world.model.place("kinds"),
            body=names[busiest] if names else "–",
            waiting=int(ground.queue[busiest, 2]) if names else 0,
        )

    def _told(self, ground: Ground, number: int) -> Run:
        begun = ground.matter[:, M_STEP] != NONE
        open_ages = _zeros(len(self.world.sources))
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
            {name: getattr(ground, name) for name in names}
            | {"lead": ground.lead[:, :days].astype(np.int32)},
            ground.queue,
            open_ages,
            int(ground.clock[EVENTS]),
            int(ground.clock[MOST_ALIVE]),
            ground.trace[: ground.clock[TRACED]],
        )


def _zeros(*shape: int) -> Any:
    return np.zeros(shape, dtype=np.int64)


def _longer(array: Any, rows: int) -> Any:
    found = np.zeros((rows, *array.shape[1:]), dtype=np.int64)
    found[: len(array)] = array
    return found


INTERPRETED: Final = running
