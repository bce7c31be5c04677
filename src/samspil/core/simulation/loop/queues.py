"""Who waits where, in the order of coming: one list for each forum and for each role with so many people."""

from __future__ import annotations

from samspil.core.simulation.loop.ground import (
    M_NEXT,
    M_QUEUED,
    NONE,
    Q_HEAD,
    Q_LENGTH,
    Q_TAIL,
    Ground,
)


def append(g: Ground, queue: int, slot: int) -> None:
    """Put a matter last in a queue. Constant time."""
    q = g.queue
    last = q[queue, Q_TAIL]
    if last == NONE:
        q[queue, Q_HEAD] = slot
    else:
        g.matter[last, M_NEXT] = slot
    q[queue, Q_TAIL] = slot
    q[queue, Q_LENGTH] += 1
    g.matter[slot, M_NEXT] = NONE
    g.matter[slot, M_QUEUED] = queue


def unlink(g: Ground, queue: int, slot: int, before: int) -> None:
    """Take a matter out, when the one before it is known (NONE: it is the first). Constant time."""
    q = g.queue
    following = g.matter[slot, M_NEXT]
    if before == NONE:
        q[queue, Q_HEAD] = following
    else:
        g.matter[before, M_NEXT] = following
    if following == NONE:
        q[queue, Q_TAIL] = before
    q[queue, Q_LENGTH] -= 1
    g.matter[slot, M_QUEUED] = NONE


def leave_queue(g: Ground, slot: int) -> None:
    """Take a matter out of whatever queue it is in, if any. Linear in the queue."""
    queue = g.matter[slot, M_QUEUED]
    if queue == NONE:
        return
    before = NONE
    at = g.queue[queue, Q_HEAD]
    while at != slot:
        before = at
        at = g.matter[at, M_NEXT]
    unlink(g, queue, slot, before)
