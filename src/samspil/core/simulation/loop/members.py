"""A joint proposal before the members: each answers in its own time; the kernel says when it is settled."""

# mypy: disable-error-code="no-any-return"
from __future__ import annotations

from math import ceil

from samspil.core.governance.kernel import CARRIED as IS_CARRIED
from samspil.core.governance.kernel import PENDING, settle
from samspil.core.simulation.loop.chance import OF_ANSWER, OF_PHASE, PURPOSE_BITS, much, part, words
from samspil.core.simulation.loop.events import ANSWERS, PEOPLE_ACT, push
from samspil.core.simulation.loop.ground import (
    AGREES,
    ALIKE,
    ANSWERED,
    B_ANSWERED,
    B_ASKED,
    B_CONSENTED,
    B_MINUTES,
    B_TIME,
    BY_JOINT_RULE,
    CARRIED,
    CONSENTS,
    DECLINES,
    END,
    EVERYBODY,
    FALLEN,
    JOINT,
    K_CARRIED,
    K_FALLEN,
    K_TAKING_PART,
    LEAST_MEMBERS,
    LEAST_PEOPLE,
    M_CONSENTS,
    M_DECIDED,
    M_DECIDED_AT,
    M_DECLINES,
    M_ENTERED,
    M_NUMBER,
    M_PEOPLE,
    M_SOURCE,
    M_STAMP,
    M_STEP,
    MEMBER_EFFORT,
    MEMBER_STREAM,
    NONE,
    NOW,
    OTHERWISE,
    PEOPLE_OF,
    RUN,
    SEED,
    STAGE_DIST,
    STAGE_EVERY,
    STAGE_PAPERS,
    STAGE_WORKED,
    STAGES,
    STAGES_END,
    WARM,
    Ground,
)
from samspil.core.simulation.loop.hours import ended_at, parameters_row
from samspil.core.simulation.loop.reckoning import tell
from samspil.core.simulation.loop.steps import by_itself

NO_ANSWER = 0
YES = 1
NO = 2


def ask_members(g: Ground, slot: int) -> None:
    """A matter comes to the members: what each will answer, and when; some never do."""
    step = g.matter[slot, M_STEP]
    counts = g.clock[NOW] >= g.clock[WARM]
    as_one = _words(g, slot, 0, 0)
    alike = as_one[0] < g.step[step, ALIKE]
    for member in range(g.member.shape[0]):
        found = _words(g, slot, g.member[member, MEMBER_STREAM], 0)
        word = as_one[1] if alike else found[0]
        answer = _answer(g, step, member, word)
        g.answer[slot, member] = answer
        if counts:
            g.by_member[member, B_ASKED] += 1
        if answer != NO_ANSWER:
            at = _answers_at(g, slot, member)
            if at < g.clock[END]:
                push(g, at, PEOPLE_ACT, ANSWERS, slot, g.matter[slot, M_STAMP], member)


def _answer(g: Ground, step: int, member: int, word: int) -> int:
    consents = g.step[step, AGREES]
    declines = g.step[step, OTHERWISE]
    if consents == NONE:
        consents = g.member[member, CONSENTS]
        declines = g.member[member, DECLINES]
    if word < consents:
        return YES
    return NO if word < consents + declines else NO_ANSWER


def _words(g: Ground, slot: int, stream: int, stage: int) -> tuple[int, int, int, int]:
    m = g.matter
    return words(
        int(m[slot, M_NUMBER]),
        int(OF_ANSWER | (m[slot, M_SOURCE] << PURPOSE_BITS)),
        int(stream),
        int((g.visits[slot, m[slot, M_STEP]] << 8) | stage),
        int(g.clock[SEED]),
        int(g.clock[RUN]),
    )


def _answers_at(g: Ground, slot: int, member: int) -> int:
    """When a member answers: after its own stages, each a piece of work or a meeting of its own."""
    at = int(g.clock[NOW])
    first = g.member[member, STAGES]
    stream = g.member[member, MEMBER_STREAM]
    for row in range(first, g.member[member, STAGES_END]):
        every = g.stage[row, STAGE_EVERY]
        if every > 0:
            purpose = OF_PHASE | (int(row - first) << PURPOSE_BITS)
            phase = part(words(0, purpose, int(stream), 0, int(g.clock[SEED]), int(g.clock[RUN]))[0]) * every
            ready = at + g.stage[row, STAGE_PAPERS]
            at = int(phase + ceil((ready - phase) / every) * every)
        else:
            found = _words(g, slot, stream, row - first + 1)
            takes = much(g.dist, g.point, g.stage[row, STAGE_DIST], found[2], found[3])
            at = ended_at(g, at, int(takes + 0.5), g.stage[row, STAGE_WORKED])
    return at


def take_answer(g: Ground, slot: int, member: int) -> int:
    """A member has answered; where the matter goes, or the step it stands at while it waits for others."""
    m = g.matter
    c = g.clock
    is_yes = g.answer[slot, member] == YES
    spent = c[NOW] - m[slot, M_ENTERED]
    if is_yes:
        m[slot, M_CONSENTS] += 1
        m[slot, M_PEOPLE] += g.member[member, PEOPLE_OF]
    else:
        m[slot, M_DECLINES] += 1
    tell(g, slot, member, 1 if is_yes else 0, NONE, ANSWERED)
    if c[NOW] >= c[WARM]:
        b = g.by_member
        b[member, B_ANSWERED] += 1
        b[member, B_CONSENTED] += 1 if is_yes else 0
        b[member, B_TIME] += spent
        b[member, B_MINUTES] += g.member[member, MEMBER_EFFORT]
        if is_yes:
            g.by_rank[m[slot, M_CONSENTS], 0] += 1
            g.by_rank[m[slot, M_CONSENTS], 1] += spent
    return settled(g, slot, False)


def settled(g: Ground, slot: int, time_is_up: bool) -> int:
    """Where a proposal goes once it is carried or has fallen; the step it stands at while it waits."""
    m = g.matter
    step = m[slot, M_STEP]
    joint = g.step[step, JOINT]
    parameters = g.numerators[parameters_row(g, g.clock[NOW])]
    verdict = settle(
        g.joint[joint, EVERYBODY] == 1,
        m[slot, M_CONSENTS],
        m[slot, M_DECLINES],
        g.member.shape[0],
        m[slot, M_PEOPLE],
        _number(parameters, g.joint[joint, LEAST_MEMBERS]),
        _number(parameters, g.joint[joint, LEAST_PEOPLE]),
        time_is_up,
    )
    if verdict == PENDING:
        return step
    m[slot, M_DECIDED] = step
    m[slot, M_DECIDED_AT] = g.clock[NOW]
    carried = verdict == IS_CARRIED
    if g.clock[NOW] >= g.clock[WARM]:
        source = m[slot, M_SOURCE]
        g.by_source[source, K_CARRIED if carried else K_FALLEN] += 1
        g.by_source[source, K_TAKING_PART] += m[slot, M_CONSENTS] if carried else 0
    return by_itself(g, slot, g.step[step, CARRIED if carried else FALLEN], BY_JOINT_RULE)


def _number(parameters: object, row: int) -> int:
    """A dated number of the rule, or none."""
    return 0 if row == NONE else int(parameters[row])  # type: ignore[index]
