"""The step function against slow readings, closed forms and every case there is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from itertools import product
from math import comb

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from tests.core.governance.engine_world import naive
from tests.core.governance.engine_world.matters import Drawn, asked
from tests.core.governance.engine_world.world import PLAIN, changed, model_of

from samspil.core.calendar import ClockRules, DeadlineUnit, deadline
from samspil.core.governance import kernel, schedules
from samspil.core.governance.clocks import calendar_of, day_zero
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.matter import describe
from samspil.core.governance.schedules import meeting_calendar, papers_day, times

TEN_YEARS = [date(2024, 1, 1) + timedelta(days) for days in range(3653)]
FIRST_DAY_COUNTS = (
    "organisation: {kind: municipality}",
    "working_time: {first_day_counts: true}\norganisation: {kind: municipality}",
)
# What is wrong need only be found, not made small.
CONTROL = settings(
    max_examples=300,
    deadline=None,
    database=None,
    derandomize=True,
    report_multiple_bugs=False,
    phases=[Phase.generate],
)
SAID = {kernel.CONDITION_FAILS: "condition_fails", kernel.NO_MANDATE: "no_mandate", kernel.MOVED: "moved"}


_WISH = PLAIN["wish"]

# --- Moves -----------------------------------------------------------------------------------------


def compare_moves(drawn: Drawn, visited: int) -> int:
    """Every outcome of the route, by the kernel and by the slow reading."""
    model = model_of(drawn[0])
    one = naive.Asked(model.spec, *drawn[1:])
    program, route = model.program, one.model.kinds[one.kind].route
    vector = describe(model, one.kind, one.known)
    day = one.on.toordinal()
    columns = program.book.columns_on(day)[0]
    visits = [visited] * len(program.steps)
    by_key = dict.fromkeys(one.model.routes[route].steps, visited)
    compared = 0
    for step in program.steps:
        if step.route != route or str(step.body) != naive.body(one, step.spec.who):
            continue
        for outcome in program.outcomes_of[step.index]:
            code, mandate, target = kernel.move(
                program.tables, step.index, outcome.index, vector, columns, day, visits
            )
            got = (
                SAID[code],
                None if mandate == kernel.NONE else program.mandates[mandate].key,
                "" if code != kernel.MOVED else where(model, target),
            )
            assert got == naive.move(one, step.spec, outcome.key, by_key)
            compared += 1
    return compared


def compare_conditions(drawn: Drawn) -> int:
    """Every condition of a point and of a mandate, by the kernel and by the slow reading."""
    model = model_of(drawn[0])
    one = naive.Asked(model.spec, *drawn[1:])
    program, tables = model.program, model.program.tables
    vector, day = describe(model, one.kind, one.known), one.on.toordinal()
    columns = program.book.columns_on(day)[0]
    compared = 0
    for (number, key), condition in program.items.items():
        step = program.steps[number]
        if step.route == one.model.kinds[one.kind].route:
            expected = naive.holds(one, step.spec.items[key].when)
            assert kernel.holds(tables, condition, vector, columns) is expected
            compared += 1
    for mandate in program.mandates:
        asked_of = {key for clause in naive.clauses(mandate.spec.when) for key in clause}
        if asked_of <= set(one.known):
            held = tables.mandate_from[mandate.index] <= day < tables.mandate_to[mandate.index]
            reached = held and kernel.holds(tables, tables.mandate_condition[mandate.index], vector, columns)
            assert reached is naive.covers(one, mandate.spec, str(mandate.body))
            compared += 1
    return compared


@given(asked())
@settings(max_examples=3 * settings().max_examples, deadline=None)
def test_every_point_and_mandate_is_for_the_matters_that_the_file_says(one: Drawn) -> None:
    assert compare_conditions(one) > 0


def test_a_condition_that_always_holds_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kernel, "holds", WRONG["holds"])

    @given(asked())
    @CONTROL
    def check(one: Drawn) -> None:
        compare_conditions(one)

    with pytest.raises(AssertionError):
        check()


def where(model: GovernanceModel, target: int) -> str:
    return model.program.steps[target].key if target >= 0 else model.program.end(target)


@given(asked(), st.integers(0, 4))
@settings(max_examples=3 * settings().max_examples, deadline=None)
def test_every_move_is_what_a_slow_reading_of_the_file_says(one: Drawn, visited: int) -> None:
    assert compare_moves(one, visited) > 0


WRONG = {
    "holds": lambda *_: True,
    "find_mandate": lambda *_: 0,
    "admit": lambda _, target, *__: target,
    "find_target": lambda t, outcome, *_: t.branch_target[t.outcome_branches[outcome]],
}


@pytest.mark.parametrize("name", WRONG)
def test_a_kernel_without_one_of_its_guards_is_caught(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: were conditions, mandates, loops' ends or branches not looked at, the two would part."""
    monkeypatch.setattr(kernel, name, WRONG[name])

    @given(asked(), st.integers(0, 4))
    @CONTROL
    def check(one: Drawn, visited: int) -> None:
        compare_moves(one, visited)

    with pytest.raises(AssertionError):
        check()


def test_an_outcome_of_another_step_moves_nothing() -> None:
    tables, size = model_of("skovby").program.tables, len(model_of("skovby").program.steps)
    for outcome in (-1, tables.step_outcomes[1]):
        answer = kernel.move(tables, 0, outcome, (0,) * 9, (0,) * 40, 0, [0] * size)
        assert answer == (kernel.NO_SUCH_OUTCOME, kernel.NONE, 0)


def test_where_a_matter_can_only_be_sent_back_that_is_what_usually_comes_of_it() -> None:
    """An approval that costs more than the desk may give: what is left comes first in the file."""
    model = model_of("skovby")
    program = model.program
    desk = next(step for step in program.steps if step.key == "desk")
    only_returns = [
        outcome for outcome in program.outcomes_of[desk.index] if outcome.key in ("return", "late")
    ]
    rows = range(only_returns[0].index, only_returns[-1].index + 1)
    tables = program.tables._replace(step_outcomes=(rows.start, rows.stop))
    columns = program.book.columns_on(TEN_YEARS[0].toordinal())[0]
    vector = describe(model, "wish", {**_WISH})
    day, visits = TEN_YEARS[0].toordinal(), [0] * len(program.steps)
    outcome, _, target = kernel.usual(tables, 0, vector, columns, day, visits)
    assert (program.outcomes[outcome].key, program.steps[target].key) == ("return", "home")  # type: ignore[union-attr]
    nothing = tables._replace(step_outcomes=(0, 0))
    assert kernel.usual(nothing, 0, vector, columns, day, visits) == (kernel.NONE, kernel.NONE, 0)


def test_a_wish_within_the_desk_s_limit_usually_passes_the_desk_and_those_told() -> None:
    model = model_of("skovby")
    program = model.program
    day, visits = TEN_YEARS[0].toordinal(), [0] * len(program.steps)
    columns = program.book.columns_on(day)[0]
    end, passed = kernel.walk(
        program.tables, program.starts["wish"], describe(model, "wish", _WISH), columns, day, visits
    )
    assert (program.end(end), passed) == ("approved", 2)


# --- Votes -----------------------------------------------------------------------------------------

FOR, AGAINST, ABSTAINS, ABSENT = "for", "against", "abstains", "absent"
RULES = (kernel.ONE, kernel.CONSENT, kernel.MAJORITY, kernel.QUALIFIED, kernel.UNANIMOUS)
BASES = (kernel.OF_VOTES_CAST, kernel.OF_PRESENT, kernel.OF_SEATS)
WEIGHTS = ((1, 1, 1, 1, 1), (1, 2, 3, 4, 5), (4, 3, 2, 1, 1), (9, 1, 1, 1, 1))


def by_definition(said: Sequence[str], weights: Sequence[int], rule: int, base: int, tie: bool) -> bool:
    """What each rule means, told seat by seat; the chair is the first."""
    counted = {
        kernel.OF_VOTES_CAST: [seat for seat, one in enumerate(said) if one in (FOR, AGAINST)],
        kernel.OF_PRESENT: [seat for seat, one in enumerate(said) if one != ABSENT],
        kernel.OF_SEATS: list(range(len(said))),
    }[base]
    someone = FOR in said
    if rule == kernel.ONE:
        return said[0] == FOR
    if rule == kernel.CONSENT:
        return someone and AGAINST not in said
    if rule == kernel.UNANIMOUS:
        return someone and all(said[seat] == FOR for seat in counted)
    whole = sum(weights[seat] for seat in counted)
    share = Fraction(sum(weights[seat] for seat, one in enumerate(said) if one == FOR), whole or 1)
    if rule == kernel.QUALIFIED:
        return someone and share >= Fraction(2, 3)
    return share > Fraction(1, 2) or (tie and said[0] == FOR and share == Fraction(1, 2))


def by_kernel(said: Sequence[str], weights: Sequence[int], rule: int, base: int, tie: bool) -> bool:
    def weight(*words: str) -> int:
        return sum(one for one, word in zip(weights, said, strict=True) if word in words)

    sums = weight(FOR), weight(AGAINST), weight(FOR, AGAINST, ABSTAINS), sum(weights)
    return kernel.carries(rule, *sums, base, 2, 3, said[0] == FOR, tie)


def test_every_rule_on_every_base_carries_what_its_definition_says() -> None:
    """All votes of up to five seats, with four ways of weighing them."""
    carried = 0
    for seats in range(1, 6):
        for said in product((FOR, AGAINST, ABSTAINS, ABSENT), repeat=seats):
            for all_weights, rule, base, tie in product(WEIGHTS, RULES, BASES, (True, False)):
                weights = all_weights[:seats]
                got = by_kernel(said, weights, rule, base, tie)
                assert got == by_definition(said, weights, rule, base, tie), (said, weights, rule, base, tie)
                carried += got
    assert carried > 10_000


CHANCE = Fraction(4, 5)


def chance_that_it_carries(rule: int) -> Fraction:
    """Nine members, each for with four chances in five: every pattern of votes, weighed by its chance."""
    total = Fraction(0)
    for pattern in product((True, False), repeat=9):
        votes_for = sum(pattern)
        if kernel.carries(rule, votes_for, 9 - votes_for, 9, 9, kernel.OF_SEATS, 2, 3, pattern[0], False):
            total += CHANCE**votes_for * (1 - CHANCE) ** (9 - votes_for)
    return total


@pytest.mark.parametrize(
    ("rule", "least", "percent"),
    [(kernel.MAJORITY, 5, "98.0"), (kernel.QUALIFIED, 6, "91.4"), (kernel.UNANIMOUS, 9, "13.4")],
)
def test_nine_members_agree_as_often_as_the_binomial_says(rule: int, least: int, percent: str) -> None:
    tail = sum((comb(9, k) * CHANCE**k * (1 - CHANCE) ** (9 - k) for k in range(least, 10)), Fraction(0))
    assert chance_that_it_carries(rule) == tail
    assert f"{float(tail):.1%}" == f"{percent}%"


@pytest.mark.parametrize(
    ("present", "entitled", "expected"),
    [(0, 0, False), (0, 4, False), (1, 4, False), (2, 4, True), (2, 5, False), (3, 5, True), (1, 1, True)],
)
def test_half_must_be_there_and_nobody_is_never_enough(present: int, entitled: int, expected: bool) -> None:
    assert kernel.is_quorate(present, entitled, 1, 2) is expected


# --- Answers of members ----------------------------------------------------------------------------

PEOPLE = (5, 40, 300, 2000, 10000)
YES, NO, SILENT = "consents", "declines", "silent"


def final(said: Sequence[str], everybody: bool, least: int, least_people: int) -> int:
    """When nobody can answer any more."""
    consenting = [member for member, one in enumerate(said) if one == YES]
    people = sum(PEOPLE[member] for member in consenting)
    if everybody:
        return kernel.CARRIED if said and len(consenting) == len(said) else kernel.FALLEN
    enough = consenting and len(consenting) >= least and people >= least_people
    return kernel.CARRIED if enough else kernel.FALLEN


def futures(said: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return product(*((YES, NO, SILENT) if one == SILENT else (one,) for one in said))


def settled(said: Sequence[str], everybody: bool, least: int, least_people: int, time_is_up: bool) -> int:
    people = sum(PEOPLE[member] for member, one in enumerate(said) if one == YES)
    return kernel.settle(
        everybody, said.count(YES), said.count(NO), len(said), people, least, least_people, time_is_up
    )


@pytest.mark.parametrize("everybody", [True, False])
def test_members_answers_settle_as_every_future_of_them_says(everybody: bool) -> None:
    """All answers of up to five members: final when all have answered or time is up, fallen early only
    where no answer that may still come could carry it."""
    for members, least, least_people in product(range(6), range(5), (0, 300, 2005)):
        for said in product((YES, NO, SILENT), repeat=members):
            at_the_end = final(said, everybody, least, least_people)
            assert settled(said, everybody, least, least_people, True) == at_the_end
            before = settled(said, everybody, least, least_people, False)
            if members and SILENT not in said:
                assert before == at_the_end
            elif before != kernel.PENDING:
                assert before == kernel.FALLEN
                assert {final(one, everybody, least, least_people) for one in futures(said)} == {
                    kernel.FALLEN
                }
            elif everybody:
                assert NO not in said
            else:
                assert len(said) - said.count(NO) >= least


def test_when_every_member_has_left_time_still_ends_the_matter() -> None:
    assert kernel.settle(True, 0, 0, 0, 0, 0, 0, False) == kernel.PENDING
    assert kernel.settle(True, 0, 0, 0, 0, 0, 0, True) == kernel.FALLEN


# --- Time ------------------------------------------------------------------------------------------

UNITS: tuple[tuple[str, DeadlineUnit, tuple[int, ...]], ...] = (
    ("desk", "working_days", (1, 5, 23)),
    ("home", "calendar_days", (1, 14, 45)),
    ("keeper", "months", (1, 3, 12)),
)


@pytest.mark.parametrize("first_day_counts", [False, True])
@pytest.mark.parametrize(("key", "unit", "amounts"), UNITS)
def test_the_kernel_counts_as_the_calendar_does_on_every_day_of_ten_years(
    key: str, unit: DeadlineUnit, amounts: tuple[int, ...], first_day_counts: bool
) -> None:
    model = changed("skovby", FIRST_DAY_COUNTS) if first_day_counts else model_of("skovby")
    step = next(one for one in model.program.steps if one.key == key)
    row = model.program.tables.step_clock_parameter[step.index]
    rules = ClockRules(calendar_of(model), 15, 16, first_day_counts)
    for day in TEN_YEARS:
        at = datetime(day.year, day.month, day.day, 10, tzinfo=UTC)
        zero = day_zero(model, at)
        columns = list(model.program.book.columns_on(zero)[0])
        for amount in amounts:
            columns[row] = amount
            due = kernel.due_day(model.program.tables, times(model, zero), step.index, zero, zero, columns)
            assert date.fromordinal(due) == deadline(at, amount, unit, rules).due_on


@pytest.mark.parametrize("hour", [0, 13, 14, 23])
def test_day_zero_is_the_calendar_s_on_every_day_and_around_the_cut_off_hour(hour: int) -> None:
    model = model_of("skovby")
    rules = ClockRules(calendar_of(model), 15, 16, False)
    for day in TEN_YEARS:
        at = datetime(day.year, day.month, day.day, hour, 30, tzinfo=UTC)
        assert date.fromordinal(day_zero(model, at)) == deadline(at, 1, "working_days", rules).day_zero


@pytest.mark.parametrize("forum", ["finance_committee", "council", "executive_board"])
def test_the_next_meeting_is_the_calendar_s_on_every_day_of_ten_years(forum: str) -> None:
    model = model_of("danish_municipality")
    step = next(one for one in model.program.steps if str(one.body) == f"forum {forum}")
    calendar, papers = meeting_calendar(model.spec, forum), 4 if forum == "executive_board" else 6
    for day in TEN_YEARS:
        ready = day.toordinal()
        columns = model.program.book.columns_on(ready)[0]
        due = kernel.due_day(model.program.tables, times(model, ready), step.index, ready, ready, columns)
        assert date.fromordinal(due) == calendar.next_meeting(day, papers, calendar_of(model))[0]


def meetings_differ() -> list[date]:
    """Days on which bisecting finds another meeting than looking at one after the other."""
    model = model_of("skovby")
    work, forum = calendar_of(model), model.program.forums.index("council")
    held = meeting_calendar(model.spec, "council").meetings((date(2023, 1, 1), date(2030, 1, 1)), work)
    papers = {meeting: papers_day(model, "council", meeting, work) for meeting in held}
    found = []
    for number in range(900):
        day = date(2024, 6, 1) + timedelta(number)
        span = times(model, day.toordinal())
        row = kernel.next_meeting(span, forum, day.toordinal())
        linear = next(meeting for meeting in held if papers[meeting] >= day)
        if date.fromordinal(span.meeting_day[row]) != linear:
            found.append(day)
    return found


def test_the_next_meeting_is_the_first_in_line_even_when_the_deadline_for_papers_grows() -> None:
    """The council's papers are due 2 working days ahead, from 2026 on 30: December's last meeting is then due
    after January's first."""
    assert meetings_differ() == []


def test_deadlines_for_papers_that_are_out_of_order_would_be_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schedules, "accumulate", lambda days, _: days)
    schedules._times.cache_clear()
    try:
        assert meetings_differ()
    finally:
        monkeypatch.undo()
        schedules._times.cache_clear()


@given(
    st.lists(st.lists(st.integers(0, 60), max_size=12).map(sorted), min_size=1, max_size=4),
    st.integers(-1, 62),
)
def test_bisecting_any_meetings_finds_what_linear_search_finds(forums: list[list[int]], ready: int) -> None:
    offsets = [sum(map(len, forums[:number])) for number in range(len(forums) + 1)]
    days = [day for forum in forums for day in forum]
    span = kernel.Times(0, 0, (), (), (), (), offsets, days, days)
    for forum in range(len(forums)):
        rows = range(offsets[forum], offsets[forum + 1])
        expected = next((row for row in rows if days[row] >= ready), offsets[forum + 1])
        assert kernel.next_meeting(span, forum, ready) == expected


def test_a_step_that_happens_by_itself_is_never_due() -> None:
    model = model_of("skovby")
    told = next(step for step in model.program.steps if step.key == "told")
    day = TEN_YEARS[0].toordinal()
    span, columns = times(model, day), model.program.book.columns_on(day)[0]
    assert kernel.due_day(model.program.tables, span, told.index, day, day, columns) == kernel.NONE
