"""Meetings: which one a matter can reach, who waits for it, and what happens as it opens.

The meeting that a matter can reach is the kernel's. What stands here keeps the queue.
"""

# mypy: disable-error-code="no-any-return"
from __future__ import annotations

from samspil.core.governance.kernel import count, next_meeting
from samspil.core.simulation.loop.events import FORUMS_MEET, IS_COUNTED, MEETS_NOW, PEOPLE_ACT, push
from samspil.core.simulation.loop.ground import (
    AGENDA,
    BEFORE,
    BEGINS,
    END,
    F_EMPTY,
    F_HELD,
    F_MINUTES,
    F_NO_QUORUM,
    F_ROOM,
    FOLLOWING,
    FOR_QUORUM,
    LASTS,
    M_ANY,
    M_BEGAN,
    M_ELIGIBLE,
    M_NEXT,
    M_REACH,
    M_RECKONED,
    M_STAMP,
    M_STEP,
    M_WRITTEN,
    MEETING,
    MINUTES,
    NEVER,
    NONE,
    NOW,
    PLACE,
    PRESENT,
    Q_HEAD,
    Q_LENGTH,
    Q_ROW,
    QUORATE,
    ROOM,
    WARM,
    WRITTEN,
    WRITTEN_CLOCK,
    WRITTEN_OVER,
    Ground,
)
from samspil.core.simulation.loop.hours import closing, day_zero, parameters_row
from samspil.core.simulation.loop.queues import append
from samspil.core.simulation.loop.reckoning import wait
from samspil.core.simulation.loop.votes import seat_people


def meeting_at(g: Ground, forum: int, row: int) -> int:
    """The minute at which a meeting begins, or NEVER after the last that is known."""
    if row >= g.times.forum_meetings[forum + 1]:
        return NEVER
    return g.times.meeting_day[row] * MINUTES + g.forum[forum, BEGINS]


def call_meeting(g: Ground, forum: int, row: int) -> None:
    """Tell of a forum's meeting, if it is held before the end."""
    g.queue[forum, Q_ROW] = row
    at = meeting_at(g, forum, row)
    if at < g.clock[END]:
        push(g, at, FORUMS_MEET, MEETS_NOW, forum, 0, 0)


def come_before_forum(g: Ground, slot: int, may_write: int) -> None:
    """A matter comes to a forum: which meeting it can reach, or whether it is sent out in writing instead."""
    m = g.matter
    now = g.clock[NOW]
    step = m[slot, M_STEP]
    forum = g.step[step, PLACE]
    zero = day_zero(g, now)
    row = next_meeting(g.times, forum, zero)
    while meeting_at(g, forum, row) <= now:
        row += 1
    m[slot, M_ELIGIBLE] = row
    m[slot, M_REACH] = meeting_at(g, forum, row)
    m[slot, M_ANY] = meeting_at(g, forum, _next_of_all(g, forum, now))
    m[slot, M_BEGAN] = now
    waits = m[slot, M_REACH] - now
    if may_write == 1 and g.forum[forum, WRITTEN] != NONE and waits > g.forum[forum, WRITTEN_OVER]:
        parameters = g.numerators[parameters_row(g, now)]
        amount = parameters[g.forum[forum, WRITTEN]]
        day = count(g.times, g.forum[forum, WRITTEN_CLOCK], amount, zero)
        m[slot, M_WRITTEN] = 1
        push(g, closing(g, day), PEOPLE_ACT, IS_COUNTED, slot, m[slot, M_STAMP], 0)
    else:
        append(g, forum, slot)


def _next_of_all(g: Ground, forum: int, now: int) -> int:
    """The forum's first meeting after a minute, whatever its papers. ``Q_ROW`` is the next to be held."""
    row: int = g.queue[forum, Q_ROW]
    while meeting_at(g, forum, row) <= now:
        row += 1
    return row


def open_meeting(g: Ground, forum: int) -> None:
    """A meeting begins: who is there, how much room there is, and when the next one is."""
    c = g.clock
    row = g.queue[forum, Q_ROW]
    call_meeting(g, forum, row + 1)
    c[MEETING] = forum
    c[BEFORE] = NONE
    c[FOLLOWING] = g.queue[forum, Q_HEAD]
    columns = parameters_row(g, c[NOW])
    c[ROOM] = g.numerators[columns, g.forum[forum, AGENDA]]
    counts = c[NOW] >= c[WARM]
    if counts:
        g.by_forum[forum, F_ROOM] += c[ROOM]
    if g.queue[forum, Q_LENGTH] == 0:
        c[FOLLOWING] = NONE
        if counts:
            g.by_forum[forum, F_EMPTY] += 1
        return
    seat_people(g, forum, c[NOW] // MINUTES, 0)
    if counts:
        g.by_forum[forum, F_HELD] += 1
        g.by_forum[forum, F_MINUTES] += c[PRESENT] * g.forum[forum, LASTS]
    if c[QUORATE] == 0:
        _wait_for_quorum(g, forum, row)
        c[FOLLOWING] = NONE
        if counts:
            g.by_forum[forum, F_NO_QUORUM] += 1


def _wait_for_quorum(g: Ground, forum: int, row: int) -> None:
    """What could have been taken waits until the next meeting, because too few came."""
    c = g.clock
    until = min(meeting_at(g, forum, row + 1), c[END])
    slot = g.queue[forum, Q_HEAD]
    while slot != NONE:
        if g.matter[slot, M_ELIGIBLE] <= row:
            wait(g, slot, FOR_QUORUM, until - c[NOW])
            g.matter[slot, M_RECKONED] += until - c[NOW]
        slot = g.matter[slot, M_NEXT]
