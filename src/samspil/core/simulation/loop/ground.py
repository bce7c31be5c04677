"""What the event loop stands on: the columns of its tables, by name.

A row is a step, a matter, a forum and so on; a column one whole number about it. ``Ground`` is all of it:
what is laid out once (``World``), and what a run writes in.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from samspil.core.governance.kernel import Tables, Times

NONE: Final = -1
NEVER: Final = 1 << 62
MINUTES: Final = 1440
LEVELS: Final = 1 << 32  # a chance is a level: how many of the 2^32 words mean yes

# What the loop answers.
DONE: Final = 0
FULL: Final = 1

# day: one row for each day from the first of ``times``
DAY_COLUMNS: Final = 5
COLUMN, ZERO_BEFORE, ZERO_AFTER, CUT_OFF, CLOSING = 0, 1, 2, 3, 4

# step
STEP_COLUMNS: Final = 20
SORT, PLACE, LATE, INFORMED, CARRIED, FALLEN, JOINT = 0, 1, 2, 3, 4, 5, 6
WEIGHTS, WEIGHTS_END, TAKES, TAKES_WORKED, STREAM, EFFORT = 7, 8, 9, 10, 11, 12
AGREES, AT_MOST_AGAIN, OTHERWISE, SAME, SAME_END, ALIKE, CAUSE = 13, 14, 15, 16, 17, 18, 19
BY_ROLE, BY_FORUM, BY_MEMBERS, TOLD = 0, 1, 2, 3

# dist: how long something takes, or how much it is
FIXED, UNIFORM, EXPONENTIAL, LOGNORMAL, TRIANGULAR, TABLE = 0, 1, 2, 3, 4, 5

# source: where matters come from
SOURCE_COLUMNS: Final = 10
KIND, START, LISTED, LISTED_END, WORKED, SEASONAL, MEMBER, UNDER_WAY, FACTS, FACTS_END = range(10)

# attribute: what is known of a source's matters
NUMBER, IS_CHOICE, FIRST, LAST, SCALE, FACT_STREAM = range(6)
ATTRIBUTE_COLUMNS: Final = 6

# forum
FORUM_COLUMNS: Final = 17
SEATS, SEATS_END, CHAIR, RULE, BASE, TIE, AGENDA, QUORUM, THRESHOLD, BEGINS = range(10)
ATTENDS, WRITTEN, WRITTEN_CLOCK, WRITTEN_OVER, LASTS, PER_ITEM, FORUM_STREAM = range(10, 17)

# role: who works, and how many at once (NONE: as many as need be)
PEOPLE: Final = 0

# member and the stages of its own decision
PEOPLE_OF, CONSENTS, DECLINES, STAGES, STAGES_END, MEMBER_STREAM, MEMBER_EFFORT = range(7)
MEMBER_COLUMNS: Final = 7
STAGE_EVERY, STAGE_PAPERS, STAGE_DIST, STAGE_WORKED = range(4)  # a meeting every so often, or something to do
STAGE_COLUMNS: Final = 4

# joint
EVERYBODY, LEAST_MEMBERS, LEAST_PEOPLE = 0, 1, 2

# clock: where the run is
NOW, SEQUENCE, HEAP, FREE, SERIAL, WARM, END, MEETING, BEFORE, ROOM, QUORATE, PRESENT, TRACED, SEED, RUN = (
    range(15)
)
PRESENT_WEIGHT, ENTITLED_WEIGHT, CHAIRS, MARGIN, EVENTS, ALIVE, TRACING, FOLLOWING, MOST_ALIVE, TAKEN = range(
    15, 25
)
CLOCK_COLUMNS: Final = 25

# matter
M_SOURCE, M_NUMBER, M_SERIAL, M_STEP, M_STAMP, M_ENTERED, M_BROUGHT, M_DUE, M_ELIGIBLE, M_NEXT = range(10)
M_DECIDED, M_DECIDED_AT, M_BROKEN, M_AGAIN, M_BEGAN, M_TAKES, M_ANY, M_REACH, M_QUEUED, M_WRITTEN = range(
    10, 20
)
M_CONSENTS, M_DECLINES, M_PEOPLE, M_RECKONED, M_WORD, M_OTHER_WORD = range(20, 26)
WAIT: Final = 26  # the first of the waits by cause
CAUSES: Final = 11
(
    FOR_MEETING,
    FOR_PAPERS,
    FOR_AGENDA,
    FOR_QUORUM,
    FOR_AGREEMENT,
    FOR_PEOPLE,
    AT_WORK,
    FOR_MEMBERS,
    AT_REQUESTER,
    IN_WRITING,
    FOLLOWED_UP,
) = range(11)
MATTER_COLUMNS: Final = WAIT + CAUSES

# queue: of each forum, then of each role with so many people
Q_HEAD, Q_TAIL, Q_LENGTH, Q_BUSY, Q_ROW = range(5)
QUEUE_COLUMNS: Final = 5

# what is counted
S_ENTERED, S_LEFT, S_LATE, S_TIME = range(4)
STEP_SUMS: Final = 4 + CAUSES
S_WAIT: Final = 4
(
    K_BROUGHT,
    K_ENDED,
    K_LEAD,
    K_WHOLE,
    K_KEPT,
    K_CARRIED,
    K_FALLEN,
    K_TAKING_PART,
    K_OPEN,
    K_SINCE,
    K_AREA,
    K_AGES,
) = range(12)
K_WAIT: Final = 12
SOURCE_SUMS: Final = 12 + CAUSES
F_HELD, F_EMPTY, F_NO_QUORUM, F_TAKEN, F_OVERFLOWED, F_ROOM, F_MINUTES, F_ENTERED, F_NOT_CARRIED = range(9)
FORUM_SUMS: Final = 9
R_ENTERED, R_OFFERED, R_MINUTES = range(3)
ROLE_SUMS: Final = 3
B_ASKED, B_ANSWERED, B_CONSENTED, B_TIME, B_MINUTES = range(5)
MEMBER_SUMS: Final = 5

# trace: what happened, for whoever compares or mines it
TRACE_COLUMNS: Final = 8
T_AT, T_SERIAL, T_STEP, T_OUTCOME, T_MANDATE, T_TARGET, T_GROUND, T_DUE = range(8)
CHOSEN, BY_CLOCK, BY_JOINT_RULE, BY_ROUTE, BROUGHT, ANSWERED = range(6)


class Ground(NamedTuple):
    """Everything one run needs, as arrays of 64-bit numbers; one row of it is one thing."""

    tables: Tables
    times: Times
    numerators: Any
    denominators: Any
    day: Any
    step: Any
    same: Any
    weight: Any
    dist: Any
    point: Any
    source: Any
    gap: Any
    season: Any
    listed: Any
    attribute: Any
    forum: Any
    seat: Any
    role: Any
    member: Any
    stage: Any
    joint: Any
    working: Any
    clock: Any
    heap_key: Any
    heap_what: Any
    matter: Any
    vector: Any
    visits: Any
    answer: Any
    queue: Any
    position: Any
    drawn: Any
    there: Any
    by_step: Any
    by_source: Any
    by_forum: Any
    by_role: Any
    by_member: Any
    by_rank: Any
    ended: Any
    decided: Any
    lead: Any
    trace: Any


FIELDS_OF_A_RUN: Final = Ground._fields[Ground._fields.index("clock") :]
