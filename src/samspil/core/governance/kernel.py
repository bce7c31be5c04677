"""The one step function: integers in, integers out, interpreted and compiled alike.

Run-time and simulator both move matters with these functions. They use only whole numbers and
indexing, so that the same source runs over tuples in plain Python and over arrays when a compiler
for hot loops takes it (``Tables`` is what such a compiler is handed). Nothing here allocates.

A target at or above zero is a step; below zero it is the end numbered ``-target - 1``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

Integers = Sequence[int]

NONE: Final = -1

MOVED: Final = 0
NO_SUCH_OUTCOME: Final = 1
CONDITION_FAILS: Final = 2
NO_MANDATE: Final = 3

IN: Final = 0
OVER: Final = 1
AT_LEAST: Final = 2
UNDER: Final = 3
AT_MOST: Final = 4

FREE: Final = 0
RECOMMENDS: Final = 1
DECIDES: Final = 2

CLOCK_NONE: Final = 0
CLOCK_WORKING_DAYS: Final = 1
CLOCK_CALENDAR_DAYS: Final = 2
CLOCK_MONTHS: Final = 3
CLOCK_MEETINGS: Final = 4

ONE: Final = 0
CONSENT: Final = 1
MAJORITY: Final = 2
QUALIFIED: Final = 3
UNANIMOUS: Final = 4

OF_VOTES_CAST: Final = 0
OF_PRESENT: Final = 1
OF_SEATS: Final = 2

PENDING: Final = 0
CARRIED: Final = 1
FALLEN: Final = 2


class Tables(NamedTuple):
    """A model's routes and mandates as columns of integers; ``…_of`` columns are offsets, one longer."""

    test_attribute: Integers
    test_operator: Integers
    test_operand: Integers
    clause_tests: Integers
    condition_clauses: Integers
    branch_condition: Integers
    branch_target: Integers
    outcome_step: Integers
    outcome_guard: Integers
    outcome_power: Integers
    outcome_forward: Integers
    outcome_branches: Integers
    mandate_condition: Integers
    mandate_power: Integers
    mandate_from: Integers
    mandate_to: Integers
    step_outcomes: Integers
    step_mandates: Integers
    mandate_of_step: Integers
    step_at_most: Integers
    step_overflow: Integers
    step_clock: Integers
    step_clock_parameter: Integers
    step_forum: Integers


class Times(NamedTuple):
    """Days as ordinals: working days by rank, months by number, and the meetings of every forum."""

    first_day: int
    first_day_counts: int
    rank: Integers
    day_of_rank: Integers
    month: Integers
    month_start: Integers
    forum_meetings: Integers
    meeting_day: Integers
    papers_day: Integers


def holds(t: Tables, condition: int, attributes: Integers, parameters: Integers) -> bool:
    """Whether a condition holds: any of its clauses, of which every test must.

    A parameter that an operand names is read from ``parameters``; a set of choices is a bit mask.
    ``attributes`` has one number for each of the model's attributes, money in øre; ``NONE`` always holds.
    Linear in the condition's tests.
    """
    if condition == NONE:
        return True
    for clause in range(t.condition_clauses[condition], t.condition_clauses[condition + 1]):
        met = True
        for test in range(t.clause_tests[clause], t.clause_tests[clause + 1]):
            value = attributes[t.test_attribute[test]]
            operator = t.test_operator[test]
            operand = t.test_operand[test]
            if operator == IN:
                met = (operand >> value) & 1 == 1
            elif operator == OVER:
                met = value > parameters[operand]
            elif operator == AT_LEAST:
                met = value >= parameters[operand]
            elif operator == UNDER:
                met = value < parameters[operand]
            else:
                met = value <= parameters[operand]
            if not met:
                break
        if met:
            return True
    return False


def find_mandate(
    t: Tables, step: int, power: int, attributes: Integers, parameters: Integers, day: int
) -> int:
    """The first mandate of the step's body that reaches this matter on this day, or NONE."""
    for row in range(t.step_mandates[step], t.step_mandates[step + 1]):
        mandate = t.mandate_of_step[row]
        if (
            t.mandate_power[mandate] >= power
            and t.mandate_from[mandate] <= day < t.mandate_to[mandate]
            and holds(t, t.mandate_condition[mandate], attributes, parameters)
        ):
            return mandate
    return NONE


def find_target(t: Tables, outcome: int, attributes: Integers, parameters: Integers) -> int:
    """Where an outcome leads: its first branch that holds. The last one always does."""
    branch = t.outcome_branches[outcome]
    while not holds(t, t.branch_condition[branch], attributes, parameters):
        branch += 1
    return t.branch_target[branch]


def admit(t: Tables, target: int, attributes: Integers, parameters: Integers, visits: Integers) -> int:
    """The target itself, or where its loop's end leads once it has had its visits."""
    while target >= 0 and t.step_at_most[target] != NONE:
        if visits[target] < parameters[t.step_at_most[target]]:
            return target
        target = find_target(t, t.step_overflow[target], attributes, parameters)
    return target


def move(
    t: Tables,
    step: int,
    outcome: int,
    attributes: Integers,
    parameters: Integers,
    day: int,
    visits: Integers,
) -> tuple[int, int, int]:
    """One transition: whether it may happen, under which mandate, and where the matter goes.

    Returns ``(MOVED, mandate or NONE, target)``, or a refusal's number with NONE and the step.
    """
    if outcome < 0 or t.outcome_step[outcome] != step:
        return NO_SUCH_OUTCOME, NONE, step
    if not holds(t, t.outcome_guard[outcome], attributes, parameters):
        return CONDITION_FAILS, NONE, step
    mandate = NONE
    if t.outcome_power[outcome] != FREE:
        mandate = find_mandate(t, step, t.outcome_power[outcome], attributes, parameters, day)
        if mandate == NONE:
            return NO_MANDATE, NONE, step
    target = find_target(t, outcome, attributes, parameters)
    return MOVED, mandate, admit(t, target, attributes, parameters, visits)


def usual(
    t: Tables, step: int, attributes: Integers, parameters: Integers, day: int, visits: Integers
) -> tuple[int, int, int]:
    """What usually comes of a step: its first possible outcome that goes forward, else its first.

    Returns ``(outcome, mandate or NONE, target)``; the outcome is NONE where nobody may choose.
    """
    fallback = (NONE, NONE, step)
    for outcome in range(t.step_outcomes[step], t.step_outcomes[step + 1]):
        code, mandate, target = move(t, step, outcome, attributes, parameters, day, visits)
        if code == MOVED and t.outcome_forward[outcome] == 1:
            return outcome, mandate, target
        if code == MOVED and fallback[0] == NONE:
            fallback = (outcome, mandate, target)
    return fallback


def walk(
    t: Tables, start: int, attributes: Integers, parameters: Integers, day: int, visits: list[int]
) -> tuple[int, int]:
    """A whole matter by its usual way: the end it reaches and the steps it passed.

    ``start`` is the outcome row whose branches begin the route; ``visits`` is counted up.
    """
    target = find_target(t, start, attributes, parameters)
    passed = 0
    while target >= 0:
        visits[target] += 1
        passed += 1
        _, _, target = usual(t, target, attributes, parameters, day, visits)
    return target, passed


def due_day(t: Tables, times: Times, step: int, day_zero: int, ready: int, parameters: Integers) -> int:
    """The day a step is due, or NONE where it has no clock.

    ``day_zero`` is where counting days starts (after cut-off hour and closed days); ``ready`` is
    the day papers can be handed in. All days are ordinals inside the span of ``times``.
    """
    clock = t.step_clock[step]
    if clock == CLOCK_NONE:
        return NONE
    amount = parameters[t.step_clock_parameter[step]]
    if clock == CLOCK_MEETINGS:
        return times.meeting_day[next_meeting(times, t.step_forum[step], ready) + amount - 1]
    return count(times, clock, amount, day_zero)


def count(times: Times, clock: int, amount: int, day_zero: int) -> int:
    """The day on which so many working days, calendar days or months from day zero are up."""
    if clock == CLOCK_WORKING_DAYS:
        return times.day_of_rank[times.rank[day_zero - times.first_day] + amount - times.first_day_counts]
    if clock == CLOCK_CALENDAR_DAYS:
        return on_or_after(times, day_zero + amount - times.first_day_counts)
    month = times.month[day_zero - times.first_day]
    into = day_zero - times.month_start[month]
    last = times.month_start[month + amount + 1] - 1
    return on_or_after(times, min(times.month_start[month + amount] + into, last))


def on_or_after(times: Times, day: int) -> int:
    """The day itself where it is a working day, else the next that is."""
    index = day - times.first_day
    if index > 0 and times.rank[index] == times.rank[index - 1]:
        return times.day_of_rank[times.rank[index] + 1]
    return day


def next_meeting(times: Times, forum: int, ready: int) -> int:
    """The row of the forum's first meeting whose papers are due on ``ready`` or later.

    Past the last known meeting it is the row after; the caller keeps ``times`` long enough.
    """
    low = times.forum_meetings[forum]
    high = times.forum_meetings[forum + 1]
    while low < high:
        middle = (low + high) // 2
        if times.papers_day[middle] < ready:
            low = middle + 1
        else:
            high = middle
    return low


def is_quorate(present: int, entitled: int, numerator: int, denominator: int) -> bool:
    """Whether enough of the seats that may take part are present; nobody is never enough.

    The share is ``numerator / denominator``, exact; constant time. At the share itself it is enough.

    >>> is_quorate(4, 9, 1, 2), is_quorate(5, 9, 1, 2), is_quorate(0, 0, 1, 2)
    (False, True, False)
    """
    return present > 0 and present * denominator >= entitled * numerator


def carries(
    rule: int,
    votes_for: int,
    votes_against: int,
    present: int,
    entitled: int,
    base: int,
    numerator: int,
    denominator: int,
    chair_for: bool,
    chair_breaks_ties: bool,
) -> bool:
    """Whether a proposal is carried. Weights are already in the sums; recused seats are in none.

    ``base`` says what a majority is counted of: votes cast, those present, or all seats. Votes and
    ``entitled`` are seats or people, zero or more; constant time. A tie is carried only by a chair who is
    for it and breaks ties.

    >>> carries(MAJORITY, 2, 2, 4, 4, OF_VOTES_CAST, 0, 1, True, True)
    True
    >>> carries(QUALIFIED, 2, 1, 3, 3, OF_SEATS, 2, 3, False, False)
    True
    """
    if rule == ONE:
        return chair_for
    if rule == CONSENT:
        return votes_for > 0 and votes_against == 0
    total = votes_for + votes_against
    if base == OF_PRESENT:
        total = present
    elif base == OF_SEATS:
        total = entitled
    if rule == MAJORITY:
        return 2 * votes_for > total or (chair_breaks_ties and chair_for and 0 < 2 * votes_for == total)
    if rule == QUALIFIED:
        return votes_for > 0 and votes_for * denominator >= total * numerator
    return 0 < votes_for == total


def settle(
    everybody: bool,
    consenting: int,
    declining: int,
    members: int,
    people_consenting: int,
    least_members: int,
    least_people: int,
    time_is_up: bool,
) -> int:
    """Whether a joint proposal is carried by the members' own answers, has fallen, or waits.

    Returns ``PENDING``, ``CARRIED`` or ``FALLEN``; constant time. Where everybody must be with, one no
    is enough; otherwise it falls as soon as too few can still consent.

    Source: F4.2, F4.3.

    >>> settle(True, 9, 0, 9, 273_168, 0, 0, False) == CARRIED
    True
    >>> settle(False, 2, 6, 9, 40_000, 4, 0, False) == FALLEN
    True
    """
    unanswered = members - consenting - declining
    if everybody:
        if 0 < members == consenting:
            return CARRIED
        return FALLEN if declining > 0 or time_is_up else PENDING
    if consenting + unanswered < least_members:
        return FALLEN
    if unanswered > 0 and not time_is_up:
        return PENDING
    enough = 0 < consenting >= least_members and people_consenting >= least_people
    return CARRIED if enough else FALLEN
