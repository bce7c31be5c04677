"""The ground of a run: made once for so many matters under way, cleared for each run, grown when it must."""

from __future__ import annotations

from typing import Any

import numpy as np

from samspil.core.simulation.laying_out.world import MOST_LEAD_DAYS, Plan
from samspil.core.simulation.loop.ground import (
    AGENDA,
    CLOCK_COLUMNS,
    END,
    FIELDS_OF_A_RUN,
    FORUM_SUMS,
    FREE,
    M_NEXT,
    M_STEP,
    MARGIN,
    MATTER_COLUMNS,
    MEETING,
    MEMBER_SUMS,
    NONE,
    NOW,
    QUEUE_COLUMNS,
    ROLE_SUMS,
    RUN,
    SEED,
    SOURCE_SUMS,
    STEP_SUMS,
    TRACE_COLUMNS,
    TRACING,
    WARM,
    WORKED,
    Ground,
)
from samspil.core.simulation.loop.hours import at_work

# What is written before it is read, whatever an earlier run has left there.
WRITTEN_FIRST = frozenset({"heap_key", "heap_what", "matter", "vector", "visits", "answer", "trace"})


def furnished(plan: Plan, room: int, trace_rows: int) -> Ground:
    """A ground with room for so many matters under way, and for so many lines of what happened."""
    sources, members, roles = plan.sources, len(plan.fixed["member"]), len(plan.roles)
    steps, forums = len(plan.fixed["step"]), len(plan.fixed["forum"])
    heap = room + _margin(plan)
    own = {
        "clock": _zeros(CLOCK_COLUMNS),
        "heap_key": _zeros(heap),
        "heap_what": _zeros(heap),
        "matter": _zeros(room, MATTER_COLUMNS),
        "vector": _zeros(room, plan.attributes),
        "visits": _zeros(room, steps),
        "answer": _zeros(room, members),
        "queue": _zeros(forums + roles, QUEUE_COLUMNS),
        "position": np.zeros(sources),
        "drawn": _zeros(sources),
        "there": _zeros(max(1, len(plan.fixed["seat"]))),
        "by_step": _zeros(steps, STEP_SUMS),
        "by_source": _zeros(sources, SOURCE_SUMS),
        "by_forum": _zeros(forums, FORUM_SUMS),
        "by_role": _zeros(roles, ROLE_SUMS),
        "by_member": _zeros(members, MEMBER_SUMS),
        "by_rank": _zeros(members + 1, 2),
        "ended": _zeros(sources, plan.ways_to_end),
        "decided": _zeros(sources, steps + 1),  # the last: by nobody
        "lead": _zeros(sources, MOST_LEAD_DAYS),
        "trace": _zeros(trace_rows, TRACE_COLUMNS),
    }
    return Ground(**plan.fixed, **own)


def begin_again(ground: Ground, plan: Plan, seed: int, number: int) -> None:
    """Clear the ground for a run."""
    for name in FIELDS_OF_A_RUN:
        if name not in WRITTEN_FIRST:
            getattr(ground, name).fill(0)
    clock = ground.clock
    clock[[NOW, WARM, END, SEED, RUN]] = plan.begins, plan.warm, plan.ends, seed, number
    clock[[MEETING, MARGIN, TRACING]] = NONE, _margin(plan), int(len(ground.trace) > 0)
    ground.queue[:, :2] = NONE
    _free(ground.matter, 0)
    for source, row in enumerate(ground.source):
        ground.position[source] = at_work(ground, plan.begins) if row[WORKED] == 1 else plan.begins


def with_more_room(ground: Ground) -> Ground:
    """The same run with twice the room: what comes free is put behind what is."""
    if ground.clock[FREE] != NONE:
        size = 2 * len(ground.heap_key)
        return ground._replace(
            heap_key=_longer(ground.heap_key, size), heap_what=_longer(ground.heap_what, size)
        )
    before = len(ground.matter)
    found = ground._replace(
        **{
            name: _longer(getattr(ground, name), 2 * before)
            for name in ("matter", "vector", "visits", "answer")
        }
    )
    _free(found.matter, before)
    found.clock[FREE] = before
    return found


def _free(matter: Any, first: int) -> None:
    """From a place on, all are free, each with the one that is free after it."""
    matter[first:, M_STEP] = NONE
    matter[first:, M_NEXT] = np.arange(first + 1, len(matter) + 1)
    matter[-1, M_NEXT] = NONE


def _margin(plan: Plan) -> int:
    """How many things one thing can bring about at most: a full meeting's, each before every member."""
    agendas = plan.fixed["numerators"][:, plan.fixed["forum"][:, AGENDA]]
    return (int(agendas.max(initial=1)) + 2) * (len(plan.fixed["member"]) + 3)


def _zeros(*shape: int) -> Any:
    return np.zeros(shape, dtype=np.int64)


def _longer(array: Any, rows: int) -> Any:
    found = np.zeros((rows, *array.shape[1:]), dtype=np.int64)
    found[: len(array)] = array
    return found
