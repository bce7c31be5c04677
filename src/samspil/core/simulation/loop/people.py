"""Steps that one role does: waiting for somebody to be free, and the work itself."""

from __future__ import annotations

from samspil.core.simulation.loop.chance import much
from samspil.core.simulation.loop.events import PEOPLE_ACT, WORKED_OFF, push
from samspil.core.simulation.loop.ground import (
    CAUSE,
    EFFORT,
    FOLLOWED_UP,
    M_BEGAN,
    M_DUE,
    M_QUEUED,
    M_STAMP,
    M_STEP,
    M_TAKES,
    NEVER,
    NONE,
    NOW,
    PEOPLE,
    PLACE,
    Q_BUSY,
    Q_HEAD,
    R_ENTERED,
    R_MINUTES,
    R_OFFERED,
    TAKES,
    TAKES_WORKED,
    WARM,
    Ground,
)
from samspil.core.simulation.loop.hours import ended_at
from samspil.core.simulation.loop.queues import append, leave_queue, unlink
from samspil.core.simulation.loop.steps import throw


def come_to_people(g: Ground, slot: int) -> None:
    """A matter comes to a role: it is begun on, or waits until one of so many people is free."""
    m = g.matter
    step = m[slot, M_STEP]
    role = g.step[step, PLACE]
    found = throw(g, slot)
    row = g.step[step, TAKES]
    if row != NONE:
        m[slot, M_TAKES] = int(much(g.dist, g.point, row, found[2], found[3]) + 0.5)
    else:  # who has not said how long it takes uses the time that the model gives
        m[slot, M_TAKES] = m[slot, M_DUE] - g.clock[NOW] if m[slot, M_DUE] < NEVER else 0
    most = people_for(g, step)
    if g.clock[NOW] >= g.clock[WARM]:
        g.by_role[role, R_ENTERED] += 1
        g.by_role[role, R_OFFERED] += 0 if most == NONE else m[slot, M_TAKES]
    queue = g.forum.shape[0] + role
    if most == NONE:
        _begin(g, slot)
    elif g.queue[queue, Q_BUSY] < most:
        g.queue[queue, Q_BUSY] += 1
        _begin(g, slot)
    else:
        append(g, queue, slot)


def people_for(g: Ground, step: int) -> int:
    """How many of a step's role there are; NONE where nobody has to be free for it.

    That is where the workload does not say how many, or how long the work takes, and where work that goes on
    elsewhere is only followed up.
    """
    if g.step[step, TAKES] == NONE or g.step[step, CAUSE] == FOLLOWED_UP:
        return NONE
    most: int = g.role[g.step[step, PLACE], PEOPLE]
    return most


def _begin(g: Ground, slot: int) -> None:
    m = g.matter
    now = g.clock[NOW]
    m[slot, M_BEGAN] = now
    ends = ended_at(g, now, m[slot, M_TAKES], g.step[m[slot, M_STEP], TAKES_WORKED])
    push(g, ends, PEOPLE_ACT, WORKED_OFF, slot, m[slot, M_STAMP], 0)


def is_done_with(g: Ground, slot: int) -> None:
    """Somebody is done with a matter, or it was taken from them: whoever waits first is begun on."""
    m = g.matter
    step = m[slot, M_STEP]
    role = g.step[step, PLACE]
    queue = g.forum.shape[0] + role
    if m[slot, M_QUEUED] != NONE:
        leave_queue(g, slot)
        return
    if g.clock[NOW] >= g.clock[WARM]:
        g.by_role[role, R_MINUTES] += g.step[step, EFFORT]
    if people_for(g, step) == NONE:
        return
    first = g.queue[queue, Q_HEAD]
    if first == NONE:
        g.queue[queue, Q_BUSY] -= 1
        return
    unlink(g, queue, first, NONE)
    _begin(g, first)
