"""The loop itself: what happens first, and where it leads, until the end or until there is no room."""

from __future__ import annotations

from samspil.core.simulation.loop.arriving import arrive, call_next
from samspil.core.simulation.loop.events import (
    ANSWERS,
    ARRIVES,
    IS_COUNTED,
    IS_LATE,
    MEETS_NOW,
    STAMPS,
    TIME_IS_UP,
    TIME_SHIFT,
    WORKED_OFF,
    more_of,
    place_of,
    pop,
    push,
    sort_of,
    stamp_of,
)
from samspil.core.simulation.loop.forums import call_meeting, come_before_forum, meeting_at, open_meeting
from samspil.core.simulation.loop.ground import (
    ALIVE,
    BY_CLOCK,
    BY_FORUM,
    BY_MEMBERS,
    BY_ROLE,
    BY_ROUTE,
    DONE,
    END,
    EVENTS,
    F_ENTERED,
    FREE,
    FULL,
    HEAP,
    INFORMED,
    LATE,
    M_DUE,
    M_NEXT,
    M_STAMP,
    M_STEP,
    MARGIN,
    MEETING,
    NEVER,
    NONE,
    NOW,
    PLACE,
    SORT,
    TOLD,
    WARM,
    Ground,
)
from samspil.core.simulation.loop.members import ask_members, settled, take_answer
from samspil.core.simulation.loop.people import come_to_people, is_done_with
from samspil.core.simulation.loop.queues import leave_queue
from samspil.core.simulation.loop.reckoning import count_ended, count_open, leave_step
from samspil.core.simulation.loop.sittings import Going, count_in_writing, next_item
from samspil.core.simulation.loop.steps import by_itself, chosen, come_to, decided


def begin(g: Ground) -> None:
    """Tell of the first meeting of every forum and the first matter of every source."""
    for forum in range(g.forum.shape[0]):
        row = next_meeting_row(g, forum)
        call_meeting(g, forum, row)
    for source in range(g.source.shape[0]):
        call_next(g, source)


def next_meeting_row(g: Ground, forum: int) -> int:
    """The row of a forum's first meeting after now."""
    row: int = g.times.forum_meetings[forum]
    while meeting_at(g, forum, row) <= g.clock[NOW]:
        row += 1
    return row


def go_on(g: Ground) -> int:
    """Let things happen until the end: DONE, or FULL where there is no room for what may come next."""
    c = g.clock
    while True:
        if c[MEETING] != NONE:
            slot, target = next_item(g)
        else:
            if c[HEAP] == 0 or (g.heap_key[0] >> TIME_SHIFT) >= c[END]:
                return _ended(g)
            if c[FREE] == NONE or c[HEAP] + c[MARGIN] > g.heap_key.shape[0]:
                return FULL
            c[NOW] = g.heap_key[0] >> TIME_SHIFT
            c[EVENTS] += 1
            slot, target = _happen(g, pop(g))
        if slot != NONE:
            _enter(g, slot, target)


def _ended(g: Ground) -> int:
    """The clock stands at the end, and what is under way then has been counted until then."""
    g.clock[NOW] = g.clock[END]
    for source in range(g.source.shape[0]):
        count_open(g, source, 0)
    return DONE


def _happen(g: Ground, what: int) -> Going:
    """One thing happens: which matter goes where, or NONE where none moves."""
    sort = sort_of(what)
    place = place_of(what)
    if sort == ARRIVES:
        return arrive(g, place)
    if sort == MEETS_NOW:
        open_meeting(g, place)
        return NONE, 0
    if g.matter[place, M_STAMP] != stamp_of(what):
        return NONE, 0  # it was told of a matter that has gone on since
    if sort == WORKED_OFF:
        is_done_with(g, place)
        return _choose(g, place)
    return _happen_to(g, sort, place, more_of(what))


def _happen_to(g: Ground, sort: int, slot: int, more: int) -> Going:
    if sort == ANSWERS:
        target = take_answer(g, slot, more)
        return (NONE, 0) if target == g.matter[slot, M_STEP] else (slot, target)
    if sort == IS_COUNTED:
        return count_in_writing(g, slot)
    return _run_out(g, slot)


def _choose(g: Ground, slot: int) -> Going:
    outcome, mandate, target = chosen(g, slot)
    if outcome == NONE:
        return NONE, 0
    decided(g, slot, outcome, mandate, target)
    return slot, target


def _run_out(g: Ground, slot: int) -> Going:
    """The time of a step is up: what the model says of that, and nobody is at work on it any longer."""
    step = g.matter[slot, M_STEP]
    sort = g.step[step, SORT]
    if sort == BY_MEMBERS:
        target = settled(g, slot, True)
        return (NONE, 0) if target == step else (slot, target)
    if sort == BY_ROLE:
        is_done_with(g, slot)
    else:
        leave_queue(g, slot)
    target = by_itself(g, slot, g.step[step, LATE], BY_CLOCK)
    g.matter[slot, M_DUE] = g.clock[NOW] - 1  # its last moment has passed: it leaves the step too late
    return slot, target


def _enter(g: Ground, slot: int, target: int) -> None:
    """A matter goes to a step or an end; what happens by itself there happens at once."""
    if g.matter[slot, M_STEP] != NONE:
        leave_step(g, slot)
    while target >= 0:
        come_to(g, slot, target)
        if g.step[target, SORT] != TOLD:
            _wait_there(g, slot, target)
            return
        leave_step(g, slot)
        target = by_itself(g, slot, g.step[target, INFORMED], BY_ROUTE)
    count_ended(g, slot, -target - 1)
    g.matter[slot, M_STAMP] = (g.matter[slot, M_STAMP] + 1) & STAMPS
    g.matter[slot, M_NEXT] = g.clock[FREE]
    g.clock[FREE] = slot
    g.clock[ALIVE] -= 1


def _wait_there(g: Ground, slot: int, step: int) -> None:
    sort = g.step[step, SORT]
    due = g.matter[slot, M_DUE]
    if due < NEVER and (sort == BY_MEMBERS or g.step[step, LATE] != NONE):
        push(g, due, TIME_IS_UP, IS_LATE, slot, g.matter[slot, M_STAMP], 0)
    if sort == BY_FORUM:
        if g.clock[NOW] >= g.clock[WARM]:
            g.by_forum[g.step[step, PLACE], F_ENTERED] += 1
        come_before_forum(g, slot, 1)
    elif sort == BY_MEMBERS:
        ask_members(g, slot)
    else:
        come_to_people(g, slot)
