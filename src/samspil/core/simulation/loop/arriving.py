"""Where matters come from: by chance at a pace and season, on known days, or under way as a run begins."""

from __future__ import annotations

from math import log

from samspil.core.governance.kernel import find_target
from samspil.core.simulation.loop.chance import OF_ARRIVAL, OF_FACTS, PURPOSE_BITS, much, part, words
from samspil.core.simulation.loop.events import ARRIVES, PEOPLE_ACT, push
from samspil.core.simulation.loop.ground import (
    ALIVE,
    BROUGHT,
    END,
    FACT_STREAM,
    FACTS,
    FACTS_END,
    FIRST,
    FREE,
    IS_CHOICE,
    K_BROUGHT,
    KIND,
    LAST,
    LISTED,
    LISTED_END,
    M_BROKEN,
    M_BROUGHT,
    M_DECIDED,
    M_DUE,
    M_NEXT,
    M_NUMBER,
    M_QUEUED,
    M_SERIAL,
    M_SOURCE,
    M_STEP,
    MOST_ALIVE,
    NEVER,
    NONE,
    NOW,
    NUMBER,
    RUN,
    SCALE,
    SEASONAL,
    SEED,
    SERIAL,
    START,
    UNDER_WAY,
    WAIT,
    WARM,
    WORKED,
    Ground,
)
from samspil.core.simulation.loop.hours import day_row, on_the_clock, parameters_row
from samspil.core.simulation.loop.reckoning import count_open, tell


def call_next(g: Ground, source: int) -> None:
    """Tell when a source's next matter comes, if it does before the end. Its number is counted here."""
    number = g.drawn[source]
    listed = g.source[source, LISTED]
    if listed != NONE:
        row = listed + number
        if row >= g.source[source, LISTED_END]:
            return
        at = int(g.listed[row])
    else:
        word = _arrival(g, source, number)[0]
        g.position[source] -= g.gap[source] * log(part(word))
        at = int(g.position[source])
        if g.source[source, WORKED] == 1:
            at = on_the_clock(g, at)
    if at < g.clock[END]:
        push(g, at, PEOPLE_ACT, ARRIVES, source, 0, 0)


def _arrival(g: Ground, source: int, number: int) -> tuple[int, int, int, int]:
    purpose = OF_ARRIVAL | (int(source) << PURPOSE_BITS)
    return words(int(number), purpose, 0, 0, int(g.clock[SEED]), int(g.clock[RUN]))


def arrive(g: Ground, source: int) -> tuple[int, int]:
    """A source's matter comes, and the next is called; where it is kept and the step it comes to.

    In a month with fewer than most, some that would have come do not: NONE.
    """
    number = g.drawn[source]
    is_coming = True
    if g.source[source, SEASONAL] == 1:
        month = g.times.month[day_row(g, g.clock[NOW])] % 12
        is_coming = _arrival(g, source, number)[1] < g.season[source, month]
    slot = _kept(g, source, number) if is_coming else NONE
    g.drawn[source] += 1
    call_next(g, source)
    if slot == NONE:
        return NONE, 0
    target = g.source[source, START]
    if g.source[source, UNDER_WAY] == 0:
        parameters = g.numerators[parameters_row(g, g.clock[NOW])]
        target = find_target(g.tables, target, g.vector[slot], parameters)
    tell(g, slot, NONE, NONE, target, BROUGHT)
    return slot, target


def _kept(g: Ground, source: int, number: int) -> int:
    """A place for a matter, with what is known of it. There must be one free."""
    c = g.clock
    m = g.matter
    slot: int = c[FREE]
    c[FREE] = m[slot, M_NEXT]
    c[ALIVE] += 1
    c[MOST_ALIVE] = max(c[MOST_ALIVE], c[ALIVE])
    m[slot, M_SOURCE] = source
    m[slot, M_NUMBER] = number
    m[slot, M_SERIAL] = c[SERIAL]
    m[slot, M_STEP] = NONE
    m[slot, M_BROUGHT] = c[NOW]
    m[slot, M_DUE] = NEVER
    m[slot, M_DECIDED] = NONE
    m[slot, M_BROKEN] = 0
    m[slot, M_QUEUED] = NONE
    for column in range(WAIT, m.shape[1]):
        m[slot, column] = 0
    for step in range(g.visits.shape[1]):
        g.visits[slot, step] = 0
    c[SERIAL] += 1
    _know(g, slot, source, number)
    count_open(g, source, 1)
    if c[NOW] >= c[WARM]:
        g.by_source[source, K_BROUGHT] += 1
    return slot


def _know(g: Ground, slot: int, source: int, number: int) -> None:
    """What is known of a matter: its kind, and each fact by the workload's chances."""
    for column in range(g.vector.shape[1]):
        g.vector[slot, column] = 0
    g.vector[slot, 0] = g.source[source, KIND]
    for row in range(g.source[source, FACTS], g.source[source, FACTS_END]):
        fact = g.attribute[row]
        purpose = OF_FACTS | (int(source) << PURPOSE_BITS)
        stream = int(fact[FACT_STREAM])
        found = words(int(number), purpose, stream, 0, int(g.clock[SEED]), int(g.clock[RUN]))
        if fact[IS_CHOICE] == 1:
            value = _choice(g, fact[FIRST], fact[LAST], found[0])
        else:
            value = int(max(much(g.dist, g.point, fact[FIRST], found[0], found[1]), 0.0) + 0.5) * fact[SCALE]
        g.vector[slot, fact[NUMBER]] = value


def _choice(g: Ground, first: int, last: int, word: int) -> int:
    for row in range(first, last):
        if word < g.weight[row, 1]:
            value: int = g.weight[row, 0]
            return value
    raise ValueError("chances end at certainty")
