"""What a meeting does with one matter after the other: settles it, or lets it stand over."""

from __future__ import annotations

from samspil.core.governance.kernel import MOVED
from samspil.core.simulation.loop.forums import come_before_forum, meeting_at
from samspil.core.simulation.loop.ground import (
    AT_MOST_AGAIN,
    BEFORE,
    END,
    F_MINUTES,
    F_NOT_CARRIED,
    F_TAKEN,
    FOLLOWING,
    FOR_AGREEMENT,
    M_AGAIN,
    M_ELIGIBLE,
    M_ENTERED,
    M_NEXT,
    M_NUMBER,
    M_RECKONED,
    M_SOURCE,
    M_STEP,
    M_WRITTEN,
    MEETING,
    NONE,
    NOW,
    OTHERWISE,
    PER_ITEM,
    PLACE,
    PRESENT,
    Q_ROW,
    QUORATE,
    ROOM,
    WARM,
    Ground,
)
from samspil.core.simulation.loop.queues import unlink
from samspil.core.simulation.loop.reckoning import wait
from samspil.core.simulation.loop.steps import chosen, decided, throw, try_move
from samspil.core.simulation.loop.votes import is_carried, seat_people

Going = tuple[int, int]


def next_item(g: Ground) -> Going:
    """The next matter that the meeting settles, and where it goes; NONE and no meeting when it is over."""
    c = g.clock
    m = g.matter
    forum = c[MEETING]
    row = g.queue[forum, Q_ROW] - 1
    while c[FOLLOWING] != NONE and c[ROOM] > 0:
        slot = c[FOLLOWING]
        c[FOLLOWING] = m[slot, M_NEXT]
        if m[slot, M_ELIGIBLE] > row or m[slot, M_ENTERED] >= c[NOW]:
            c[BEFORE] = slot
            continue
        c[ROOM] -= 1
        if c[NOW] >= c[WARM]:
            g.by_forum[forum, F_TAKEN] += 1
            g.by_forum[forum, F_MINUTES] += c[PRESENT] * g.forum[forum, PER_ITEM]
        is_settled, target = _put_to_vote(g, forum, slot)
        if is_settled:
            unlink(g, forum, slot, c[BEFORE])
            return slot, target
        _stand_over(g, forum, slot, row)
    c[MEETING] = NONE
    return NONE, 0


def _stand_over(g: Ground, forum: int, slot: int, row: int) -> None:
    """What was not carried stands over to the next meeting, in its place."""
    c = g.clock
    until = min(meeting_at(g, forum, row + 1), c[END])
    g.matter[slot, M_AGAIN] += 1
    g.matter[slot, M_ELIGIBLE] = row + 1
    g.matter[slot, M_RECKONED] += until - c[NOW]
    wait(g, slot, FOR_AGREEMENT, until - c[NOW])
    c[BEFORE] = slot


def _put_to_vote(g: Ground, forum: int, slot: int) -> tuple[bool, int]:
    """Whether a forum carries what is put to it, and where the matter then goes.

    After as many tries as the workload says, all agree on the outcome it names for that.
    """
    throw(g, slot)
    step = g.matter[slot, M_STEP]
    outcome, mandate, target = chosen(g, slot)
    agreed = 0
    if g.step[step, OTHERWISE] != NONE and g.matter[slot, M_AGAIN] >= g.step[step, AT_MOST_AGAIN]:
        code, by_mandate, to = try_move(g, slot, g.step[step, OTHERWISE])
        if code == MOVED:
            outcome, mandate, target, agreed = g.step[step, OTHERWISE], by_mandate, to, 1
    if outcome == NONE:
        return False, 0
    if not is_carried(g, forum, slot, agreed):
        if g.clock[NOW] >= g.clock[WARM]:
            g.by_forum[forum, F_NOT_CARRIED] += 1
        return False, 0
    decided(g, slot, outcome, mandate, target)
    return True, target


def count_in_writing(g: Ground, slot: int) -> Going:
    """Votes in writing are counted; with too few, or not carried, the matter waits for a meeting."""
    m = g.matter
    forum = g.step[m[slot, M_STEP], PLACE]
    seat_people(g, forum, m[slot, M_NUMBER], 1 + m[slot, M_SOURCE])
    if g.clock[NOW] >= g.clock[WARM]:
        g.by_forum[forum, F_MINUTES] += g.clock[PRESENT] * g.forum[forum, PER_ITEM]
    if g.clock[QUORATE] == 1:
        is_settled, target = _put_to_vote(g, forum, slot)
        if is_settled:
            return slot, target
    m[slot, M_WRITTEN] = 2
    come_before_forum(g, slot, 0)
    return NONE, 0
