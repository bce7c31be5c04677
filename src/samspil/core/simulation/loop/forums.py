"""Meetings: who is there, what is on the agenda, whether a proposal is carried.

Quorum, votes and the meeting that a matter can reach are the kernel's. What stands here keeps the queue,
throws the dice of the workload, and lets one item after the other be entered where it goes.
"""

# mypy: disable-error-code="no-any-return"
from __future__ import annotations

from samspil.core.governance.kernel import carries, count, is_quorate, next_meeting
from samspil.core.simulation.loop.chance import OF_ATTENDANCE, OF_VOTES, PURPOSE_BITS, words
from samspil.core.simulation.loop.events import FORUMS_MEET, IS_COUNTED, MEETS_NOW, PEOPLE_ACT, push
from samspil.core.simulation.loop.ground import (
    AGENDA,
    AGREES,
    ALIKE,
    ATTENDS,
    BASE,
    BEFORE,
    BEGINS,
    CHAIR,
    CHAIRS,
    END,
    ENTITLED_WEIGHT,
    F_EMPTY,
    F_HELD,
    F_MINUTES,
    F_NO_QUORUM,
    F_ROOM,
    FOLLOWING,
    FOR_QUORUM,
    FORUM_STREAM,
    LASTS,
    LEVELS,
    M_AGAIN,
    M_ANY,
    M_BEGAN,
    M_ELIGIBLE,
    M_NEXT,
    M_NUMBER,
    M_REACH,
    M_RECKONED,
    M_SOURCE,
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
    PRESENT_WEIGHT,
    Q_HEAD,
    Q_LENGTH,
    Q_ROW,
    QUORATE,
    QUORUM,
    ROOM,
    RULE,
    RUN,
    SEATS,
    SEATS_END,
    SEED,
    STREAM,
    THRESHOLD,
    TIE,
    WARM,
    WRITTEN,
    WRITTEN_CLOCK,
    WRITTEN_OVER,
    Ground,
)
from samspil.core.simulation.loop.hours import closing, day_zero, parameters_row
from samspil.core.simulation.loop.queues import append
from samspil.core.simulation.loop.reckoning import wait


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


def seat_people(g: Ground, forum: int, about: int, stream: int) -> None:
    """Who of a forum's seats takes part, by the chance that each does; and whether they are enough.

    ``about`` and ``stream`` say what it is about: a meeting by its day, or a matter sent out in writing.
    """
    c = g.clock
    first = g.forum[forum, SEATS]
    last = g.forum[forum, SEATS_END]
    present = 0
    weight = 0
    entitled = 0
    level = g.forum[forum, ATTENDS]
    key = g.forum[forum, FORUM_STREAM]
    for seat in range(first, last):
        is_there = 1
        if level < LEVELS:
            purpose = OF_ATTENDANCE | (int(stream) << PURPOSE_BITS)
            found = words(int(about), purpose, int(key), int(seat - first), int(c[SEED]), int(c[RUN]))
            is_there = 1 if found[0] < level else 0
        g.there[seat] = is_there
        present += is_there
        weight += is_there * g.seat[seat, 0]
        entitled += g.seat[seat, 0]
    columns = parameters_row(g, c[NOW])
    quorum = g.forum[forum, QUORUM]
    enough = is_quorate(present, last - first, g.numerators[columns, quorum], g.denominators[columns, quorum])
    c[PRESENT] = present
    c[PRESENT_WEIGHT] = weight
    c[ENTITLED_WEIGHT] = entitled
    c[QUORATE] = 1 if enough else 0
    c[CHAIRS] = _chair(g, forum)


def _chair(g: Ground, forum: int) -> int:
    """The seat that chairs: the chair's, or the first of those present."""
    chair: int = g.forum[forum, CHAIR]
    if chair != NONE and g.there[chair] == 1:
        return chair
    for seat in range(g.forum[forum, SEATS], g.forum[forum, SEATS_END]):
        if g.there[seat] == 1:
            return seat
    return NONE


def is_carried(g: Ground, forum: int, slot: int, agreed: int) -> bool:
    """Whether those present carry what is put to them about a matter.

    Each is for it with the workload's chance, or all as one where they think alike; ``agreed`` 1: all are.
    """
    c = g.clock
    step = g.matter[slot, M_STEP]
    level = g.step[step, AGREES]
    votes = 0
    chair_for = False
    alike = 1 if agreed == 1 or level == LEVELS else _alike(g, slot, step, level)
    for seat in range(g.forum[forum, SEATS], g.forum[forum, SEATS_END]):
        if g.there[seat] == 0:
            continue
        is_for = alike == 1
        if alike == 0:
            is_for = _vote(g, slot, step, seat - g.forum[forum, SEATS]) < level
        if is_for:
            votes += g.seat[seat, 0]
            chair_for = chair_for or seat == c[CHAIRS]
    columns = parameters_row(g, c[NOW])
    threshold = g.forum[forum, THRESHOLD]
    numerator = 1 if threshold == NONE else g.numerators[columns, threshold]
    denominator = 1 if threshold == NONE else g.denominators[columns, threshold]
    return carries(
        g.forum[forum, RULE],
        votes,
        c[PRESENT_WEIGHT] - votes,
        c[PRESENT_WEIGHT],
        c[ENTITLED_WEIGHT],
        g.forum[forum, BASE],
        numerator,
        denominator,
        chair_for,
        g.forum[forum, TIE] == 1,
    )


def _alike(g: Ground, slot: int, step: int, level: int) -> int:
    """1: all are for it as one; 2: all against it; 0: each thinks for itself."""
    if g.step[step, ALIKE] == 0:
        return 0
    word = _vote(g, slot, step, NONE)
    if word >= g.step[step, ALIKE]:
        return 0
    return 1 if _vote(g, slot, step, NONE - 1) < level else 2


def _vote(g: Ground, slot: int, step: int, seat: int) -> int:
    m = g.matter
    c = g.clock
    found = words(
        int(m[slot, M_NUMBER]),
        int(OF_VOTES | (m[slot, M_SOURCE] << PURPOSE_BITS)),
        int(g.step[step, STREAM]),
        int((g.visits[slot, step] << 20) | (m[slot, M_AGAIN] << 12) | (seat + 8)),
        int(c[SEED]),
        int(c[RUN]),
    )
    return found[0]
