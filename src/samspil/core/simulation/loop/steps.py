"""One step of a matter: come to it, choose by the workload's chances, move by the kernel."""

from __future__ import annotations

from samspil.core.governance.kernel import DECIDES, MOVED, admit, find_target, move, usual
from samspil.core.simulation.loop.chance import OF_STEP, PURPOSE_BITS, Words, words
from samspil.core.simulation.loop.events import STAMPS
from samspil.core.simulation.loop.ground import (
    CHOSEN,
    M_AGAIN,
    M_BEGAN,
    M_CONSENTS,
    M_DECIDED,
    M_DECIDED_AT,
    M_DECLINES,
    M_DUE,
    M_ENTERED,
    M_NUMBER,
    M_OTHER_WORD,
    M_PEOPLE,
    M_RECKONED,
    M_SOURCE,
    M_STAMP,
    M_STEP,
    M_WORD,
    M_WRITTEN,
    MINUTES,
    NONE,
    NOW,
    RUN,
    S_ENTERED,
    SAME,
    SAME_END,
    SEED,
    STREAM,
    WARM,
    WEIGHTS,
    WEIGHTS_END,
    Ground,
)
from samspil.core.simulation.loop.hours import parameters_row, until_of_step
from samspil.core.simulation.loop.reckoning import tell


def come_to(g: Ground, slot: int, step: int) -> None:
    """A matter comes to a step. A visit is one of the step's, whichever of its bodies it is for."""
    m = g.matter
    now = g.clock[NOW]
    m[slot, M_STEP] = step
    m[slot, M_ENTERED] = now
    m[slot, M_STAMP] = (m[slot, M_STAMP] + 1) & STAMPS
    m[slot, M_BEGAN] = NONE
    m[slot, M_AGAIN] = 0
    m[slot, M_WRITTEN] = 0
    m[slot, M_RECKONED] = 0
    m[slot, M_CONSENTS] = 0
    m[slot, M_DECLINES] = 0
    m[slot, M_PEOPLE] = 0
    for row in range(g.step[step, SAME], g.step[step, SAME_END]):
        g.visits[slot, g.same[row]] += 1
    m[slot, M_DUE] = until_of_step(g, step, now)
    if now >= g.clock[WARM]:
        g.by_step[step, S_ENTERED] += 1


def throw(g: Ground, slot: int) -> Words:
    """The words of a matter's visit to its step; the first two say what comes of it."""
    m = g.matter
    step = m[slot, M_STEP]
    found = words(
        int(m[slot, M_NUMBER]),
        int(OF_STEP | (m[slot, M_SOURCE] << PURPOSE_BITS)),
        int(g.step[step, STREAM]),
        int(g.visits[slot, step]),
        int(g.clock[SEED]),
        int(g.clock[RUN]),
    )
    m[slot, M_WORD] = found[0]
    m[slot, M_OTHER_WORD] = found[1]
    return found


def chosen(g: Ground, slot: int) -> tuple[int, int, int]:
    """The outcome that is chosen, its mandate, and where it leads; NONE where nobody may choose.

    One of the workload's by its chances. Where that cannot happen to this matter, another of them that can;
    where none can, or the workload says nothing of the step, what usually comes of it by the kernel.
    """
    step = g.matter[slot, M_STEP]
    first = g.step[step, WEIGHTS]
    last = g.step[step, WEIGHTS_END]
    word = g.matter[slot, M_WORD]
    for row in range(first, last):
        if word < g.weight[row, 1]:
            code, mandate, target = try_move(g, slot, g.weight[row, 0])
            if code == MOVED:
                return g.weight[row, 0], mandate, target
            return _another(g, slot, first, last)
    return _usual(g, slot)


def _another(g: Ground, slot: int, first: int, last: int) -> tuple[int, int, int]:
    total = 0
    below = 0
    for row in range(first, last):
        code, _, _ = try_move(g, slot, g.weight[row, 0])
        if code == MOVED:
            total += g.weight[row, 1] - below
        below = g.weight[row, 1]
    if total == 0:
        return _usual(g, slot)
    # Both are below 2^32: half of the word's bits are enough, and what is multiplied fits.
    wanted = (g.matter[slot, M_OTHER_WORD] >> 2) * (total >> 2) >> 28
    below = 0
    for row in range(first, last):
        code, mandate, target = try_move(g, slot, g.weight[row, 0])
        if code == MOVED:
            wanted -= g.weight[row, 1] - below
            if wanted < 0:
                return g.weight[row, 0], mandate, target
        below = g.weight[row, 1]
    return _usual(g, slot)


def try_move(g: Ground, slot: int, outcome: int) -> tuple[int, int, int]:
    """What ``kernel.move`` says of an outcome for a matter as it stands now."""
    now = g.clock[NOW]
    return move(
        g.tables,
        g.matter[slot, M_STEP],
        outcome,
        g.vector[slot],
        g.numerators[parameters_row(g, now)],
        now // MINUTES,
        g.visits[slot],
    )


def _usual(g: Ground, slot: int) -> tuple[int, int, int]:
    now = g.clock[NOW]
    return usual(
        g.tables,
        g.matter[slot, M_STEP],
        g.vector[slot],
        g.numerators[parameters_row(g, now)],
        now // MINUTES,
        g.visits[slot],
    )


def decided(g: Ground, slot: int, outcome: int, mandate: int, target: int) -> None:
    """Somebody has chosen an outcome; one that decides the matter is remembered as its decision so far."""
    if g.tables.outcome_power[outcome] == DECIDES:
        g.matter[slot, M_DECIDED] = g.matter[slot, M_STEP]
        g.matter[slot, M_DECIDED_AT] = g.clock[NOW]
    tell(g, slot, outcome, mandate, target, CHOSEN)


def by_itself(g: Ground, slot: int, outcome: int, ground: int) -> int:
    """Where an outcome leads that nobody chooses: told, too late, or settled by the members."""
    vector = g.vector[slot]
    parameters = g.numerators[parameters_row(g, g.clock[NOW])]
    target = find_target(g.tables, outcome, vector, parameters)
    target = admit(g.tables, target, vector, parameters, g.visits[slot])
    tell(g, slot, outcome, NONE, target, ground)
    return target
