"""Who takes part in a forum's decision, and whether they carry what is put to them.

Quorum and majority are the kernel's; who comes and what each says, the workload's chances.
"""

# mypy: disable-error-code="no-any-return"
from __future__ import annotations

from samspil.core.governance.kernel import carries, is_quorate
from samspil.core.simulation.loop.chance import OF_ATTENDANCE, OF_VOTES, PURPOSE_BITS, words
from samspil.core.simulation.loop.ground import (
    AGREES,
    ALIKE,
    ATTENDS,
    BASE,
    CHAIR,
    CHAIRS,
    ENTITLED_WEIGHT,
    FORUM_STREAM,
    LEVELS,
    M_AGAIN,
    M_NUMBER,
    M_SOURCE,
    M_STEP,
    NONE,
    NOW,
    PRESENT,
    PRESENT_WEIGHT,
    QUORATE,
    QUORUM,
    RULE,
    RUN,
    SEATS,
    SEATS_END,
    SEED,
    STREAM,
    THRESHOLD,
    TIE,
    Ground,
)
from samspil.core.simulation.loop.hours import parameters_row


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
