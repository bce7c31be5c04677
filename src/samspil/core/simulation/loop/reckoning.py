"""What is counted of a matter: where its days went, what it came to, and what happened."""

from __future__ import annotations

from samspil.core.simulation.loop.ground import (
    BY_FORUM,
    BY_MEMBERS,
    BY_ROLE,
    CAUSE,
    CAUSES,
    F_OVERFLOWED,
    FOR_AGENDA,
    FOR_MEETING,
    FOR_MEMBERS,
    FOR_PAPERS,
    FOR_PEOPLE,
    IN_WRITING,
    K_AGES,
    K_AREA,
    K_ENDED,
    K_KEPT,
    K_LEAD,
    K_OPEN,
    K_SINCE,
    K_WAIT,
    K_WHOLE,
    M_ANY,
    M_BEGAN,
    M_BROKEN,
    M_BROUGHT,
    M_DECIDED,
    M_DECIDED_AT,
    M_DUE,
    M_ENTERED,
    M_REACH,
    M_RECKONED,
    M_SERIAL,
    M_SOURCE,
    M_STEP,
    M_WRITTEN,
    MINUTES,
    NONE,
    NOW,
    PLACE,
    S_LATE,
    S_LEFT,
    S_TIME,
    S_WAIT,
    SORT,
    TRACED,
    TRACING,
    UNDER_WAY,
    WAIT,
    WARM,
    Ground,
)


def wait(g: Ground, slot: int, cause: int, minutes: int) -> None:
    """A matter has waited for something, at the step it stands at."""
    if minutes == 0:
        return
    g.matter[slot, WAIT + cause] += minutes
    if g.clock[NOW] >= g.clock[WARM]:
        g.by_step[g.matter[slot, M_STEP], S_WAIT + cause] += minutes


def leave_step(g: Ground, slot: int) -> None:
    """A matter leaves the step it stands at: where its time there went, and whether it was in time.

    The causes add up to the time at the step, to the minute.
    """
    m = g.matter
    now = g.clock[NOW]
    step = m[slot, M_STEP]
    sort = g.step[step, SORT]
    spent = now - m[slot, M_ENTERED]
    if sort == BY_FORUM:
        _waited_for_forum(g, slot, now)
    elif sort == BY_ROLE:
        began = now if m[slot, M_BEGAN] == NONE else m[slot, M_BEGAN]
        wait(g, slot, FOR_PEOPLE, began - m[slot, M_ENTERED])
        wait(g, slot, g.step[step, CAUSE], now - began)
    elif sort == BY_MEMBERS:
        wait(g, slot, FOR_MEMBERS, spent)
    is_late = now > m[slot, M_DUE]
    if is_late:
        m[slot, M_BROKEN] = 1
    if now >= g.clock[WARM]:
        g.by_step[step, S_LEFT] += 1
        g.by_step[step, S_TIME] += spent
        if is_late:
            g.by_step[step, S_LATE] += 1


def _waited_for_forum(g: Ground, slot: int, now: int) -> None:
    """For a meeting at all, then for papers in time, then for room on the agenda; or in writing."""
    m = g.matter
    if m[slot, M_WRITTEN] == 1:
        wait(g, slot, IN_WRITING, now - m[slot, M_ENTERED])
        return
    wait(g, slot, IN_WRITING, m[slot, M_BEGAN] - m[slot, M_ENTERED])
    met = min(m[slot, M_ANY], now)
    reached = min(m[slot, M_REACH], now)
    wait(g, slot, FOR_MEETING, met - m[slot, M_BEGAN])
    wait(g, slot, FOR_PAPERS, reached - met)
    for_room = now - reached - m[slot, M_RECKONED]
    wait(g, slot, FOR_AGENDA, for_room)
    if for_room > 0 and now >= g.clock[WARM]:
        g.by_forum[g.step[m[slot, M_STEP], PLACE], F_OVERFLOWED] += 1


def count_open(g: Ground, source: int, more: int) -> None:
    """So many more of a source's matters are under way from now on; the area below is kept."""
    k = g.by_source
    now = g.clock[NOW]
    since = max(k[source, K_SINCE], g.clock[WARM])
    if now > since:
        k[source, K_AREA] += k[source, K_OPEN] * (now - since)
    k[source, K_SINCE] = now
    k[source, K_OPEN] += more


def count_ended(g: Ground, slot: int, end: int) -> None:
    """A matter has ended. Of one that was under way before the run the days are not known, nor counted."""
    m = g.matter
    now = g.clock[NOW]
    source = m[slot, M_SOURCE]
    count_open(g, source, -1)
    if now < g.clock[WARM]:
        return
    k = g.by_source
    k[source, K_ENDED] += 1
    k[source, K_AGES] += now - max(m[slot, M_BROUGHT], g.clock[WARM])
    g.ended[source, end] += 1
    nobody = g.decided.shape[1] - 1
    g.decided[source, nobody if m[slot, M_DECIDED] == NONE else m[slot, M_DECIDED]] += 1
    if g.source[source, UNDER_WAY] == 1:
        return
    decided_at = now if m[slot, M_DECIDED] == NONE else m[slot, M_DECIDED_AT]
    lead = decided_at - m[slot, M_BROUGHT]
    k[source, K_LEAD] += lead
    k[source, K_WHOLE] += now - m[slot, M_BROUGHT]
    if m[slot, M_BROKEN] == 0:
        k[source, K_KEPT] += 1
    g.lead[source, min(lead // MINUTES, g.lead.shape[1] - 1)] += 1
    for cause in range(CAUSES):
        k[source, K_WAIT + cause] += m[slot, WAIT + cause]


def tell(g: Ground, slot: int, outcome: int, mandate: int, target: int, ground: int) -> None:
    """Write what happened to a matter, where somebody wants to know and there is room."""
    c = g.clock
    if c[TRACING] == 0 or c[TRACED] >= g.trace.shape[0]:
        return
    row = g.trace[c[TRACED]]
    row[0] = c[NOW]
    row[1] = g.matter[slot, M_SERIAL]
    row[2] = g.matter[slot, M_STEP]
    row[3] = outcome
    row[4] = mandate
    row[5] = target
    row[6] = ground
    row[7] = g.matter[slot, M_DUE]
    c[TRACED] += 1
