"""Deadlines as the calendar explains them, however long; meetings with their papers; hours by date."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from tests.core.governance.engine_world.world import changed, files_of, model_of, moment

from samspil.core.calendar import ClockRules, DeadlineUnit, deadline
from samspil.core.errors import Place, ProblemsError
from samspil.core.governance import clocks
from samspil.core.governance.clocks import calendar_of, clock, count_from, day_zero, explain_clock, rules_on
from samspil.core.governance.language.basics import Unit
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.program import CompiledStep

TOWN = model_of("skovby")


OF_ELEVEN = """eleven:
  name: {da: elleve, en: eleven, nb: elleve}
  unit: count
  values:
    2024-01-01: {value: 11, source: assumed}
"""
ELEVEN = ("desk_days:\n", f"{OF_ELEVEN}desk_days:\n")


def step(key: str, model: GovernanceModel = TOWN) -> CompiledStep:
    return next(one for one in model.program.steps if (one.route, one.key) == ("wish", key))


@pytest.mark.parametrize("key", ["desk", "home"])
def test_the_calendar_s_explanation_ends_on_the_day_the_kernel_counted(key: str) -> None:
    for day in range(1, 29):
        at = moment(f"2026-12-{day:02}T10:00")
        due, explained = clock(TOWN, step(key), at), explain_clock(TOWN, step(key), at)
        assert due is not None
        assert explained is not None
        assert (due.on, due.at, due.until) == (explained.due_on, explained.due_at, explained.due_at)


def test_meetings_and_what_happens_by_itself_are_not_counted_in_days() -> None:
    at = moment("2026-02-02T10:00")
    assert explain_clock(TOWN, step("council"), at) is None
    assert explain_clock(TOWN, step("told"), at) is None
    assert clock(TOWN, step("told"), at) is None


def line(place: Place | None) -> str:
    """The text of the line that a place names."""
    assert place is not None
    key, _, name = place.file.partition("/")
    return files_of(key)[name].decode().splitlines()[place.line - 1].strip()


def test_what_is_due_names_the_line_that_says_how_long() -> None:
    desk, council = (clock(TOWN, step(key), moment("2026-03-02T10:00")) for key in ("desk", "council"))
    assert desk is not None
    assert line(desk.place) == "2026-03-02: {value: 10, source: assumed}"
    assert (desk.amount, desk.unit, desk.parameter) == (10, "working_days", "desk_days")
    assert council is not None
    assert line(council.place).startswith("calendar: {starts: 2024-01-03T17:00")


def test_a_forum_that_meets_no_more_is_named_with_its_calendar_and_the_day() -> None:
    """The festival committee meets on Thursdays and ends on 7 May 2026, a Thursday: 30 April is its last."""
    group = next(one for one in TOWN.program.steps if str(one.body) == "forum festival")
    last = clock(TOWN, group, moment("2026-04-30T10:00"))
    assert last is not None
    assert last.on == date(2026, 4, 30)
    with pytest.raises(ProblemsError) as refused:
        clock(TOWN, group, moment("2026-04-30T15:00"))
    problem = refused.value.problems[0]
    assert problem.code == "no_meeting_left"
    assert problem.args == {"forum": "festival", "ready_on": "2026-05-01"}
    assert line(problem.place).startswith("calendar: {starts: 2024-01-04T09:00")
    assert line(problem.place) == line(TOWN.place("forums", "festival", "calendar"))
    assert problem.place == TOWN.place("forums", "festival", "calendar")


def test_the_eleventh_meeting_of_a_forum_that_meets_once_a_year_is_found() -> None:
    """Meetings are on the first Wednesday of January; 2038's is on the 6th."""
    once_a_year = (
        "FREQ=MONTHLY;BYDAY=1WE, months_off: [7]",
        "FREQ=YEARLY;BYMONTH=1;BYDAY=1WE, months_off: [7]",
    )
    model = changed("skovby", once_a_year, ("clock: {meetings: one}", "clock: {meetings: eleven}"), ELEVEN)
    due = clock(model, step("council", model), moment("2027-02-10T10:00"))
    assert due is not None
    assert (due.on, due.amount) == (date(2038, 1, 6), 11)


def test_a_meeting_is_due_as_it_begins_and_out_of_time_as_its_day_ends() -> None:
    """The council's papers are due 30 working days before a meeting of 2026: 1 April's on 18 February."""
    due = clock(TOWN, step("council"), moment("2026-02-18T10:00"))
    assert due is not None
    assert (due.on, due.papers_by) == (date(2026, 4, 1), date(2026, 2, 18))
    assert due.at == moment("2026-04-01T17:00")
    assert due.until == moment("2026-04-02T00:00")
    assert (due.unit, due.amount, due.parameter) == ("meetings", 1, "council_papers")
    later = clock(TOWN, step("council"), moment("2026-02-18T15:00"))
    assert later is not None
    assert later.on == date(2026, 5, 6)


def test_the_meeting_after_the_next_has_its_own_deadline_for_papers() -> None:
    """With two meetings to wait, papers are due before the second; it was so before deadlines grew, too."""
    model = changed("skovby", ("clock: {meetings: one}", "clock: {meetings: most_visits}"))
    due = clock(model, step("council", model), moment("2025-11-03T10:00"))
    assert due is not None
    assert (due.on, due.papers_by, due.amount) == (date(2025, 12, 3), date(2025, 12, 1), 2)


@pytest.mark.parametrize(
    ("amount", "unit", "said"),
    [
        (480, Unit.MONTHS, "months"),
        (151, Unit.MONTHS, "months"),
        (120, Unit.MONTHS, "months"),
        (9000, Unit.WORKING_DAYS, "working_days"),
        (10000, Unit.CALENDAR_DAYS, "calendar_days"),
    ],
)
def test_what_is_longer_than_the_usual_tables_is_counted_all_the_same(
    amount: int, unit: Unit, said: DeadlineUnit
) -> None:
    at = datetime(2027, 12, 30, 9, tzinfo=UTC)
    rules = ClockRules(calendar_of(TOWN), 15, 16, False)
    assert count_from(TOWN, day_zero(TOWN, at), amount, unit) == deadline(at, amount, said, rules).due_on


def test_tables_that_are_too_short_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clocks, "_years", lambda *_: 1)
    zero = day_zero(TOWN, datetime(2027, 12, 30, 9, tzinfo=UTC))
    with pytest.raises(IndexError):
        count_from(TOWN, zero, 480, Unit.MONTHS)


def test_the_hours_of_a_day_are_those_that_were_set_by_then() -> None:
    model = changed(
        "skovby",
        (
            "desk_days:\n",
            "closing_hour:\n  values:\n    2026-03-01: {value: 12, source: assumed}\ndesk_days:\n",
        ),
    )
    assert rules_on(model, date(2026, 2, 28)).closing_hour == 16
    assert rules_on(model, date(2026, 3, 1)).closing_hour == 12
    assert rules_on(model, date(2026, 3, 3)) is rules_on(model, date(2026, 5, 29))


def test_before_the_first_hour_was_set_there_is_no_clock() -> None:
    with pytest.raises(ProblemsError) as error:
        rules_on(TOWN, date(2015, 12, 31))
    assert error.value.problems[0].code == "no_value_on_day"
