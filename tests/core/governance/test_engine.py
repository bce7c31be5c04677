"""A matter's days: clocks, lateness, rest, interests, stand-ins, units; each on both sides of its line."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from tests.core.governance.engine_world.plays import own_decision
from tests.core.governance.engine_world.world import (
    answers,
    begun,
    brought,
    changed,
    chooses,
    done,
    happened,
    matter,
    model_of,
    moment,
    refused,
    sitting,
    somebody,
)

from samspil.core.governance import engine, entries
from samspil.core.governance.engine import current_step, decide, register
from samspil.core.governance.events import (
    Answer,
    Decided,
    Ended,
    Entered,
    Parked,
    Recused,
    Resumed,
    Withdrawn,
)
from samspil.core.governance.matter import Actor, Ground, Matter, Refusal, Value
from samspil.core.governance.state import State, apply_all, replay
from samspil.core.units import Money

TOWN = model_of("skovby")
MONDAY = "2026-02-02T10:00"
COUNCIL = ["mayor", "councillor_1", "councillor_2", "councillor_3", "councillor_4"]


def wish(at: str = MONDAY, **known: Value) -> State:
    return brought(TOWN, "wish", at, **known)


def due(state: State) -> str:
    assert state.due is not None
    return state.due.at.astimezone(UTC).isoformat(timespec="minutes")[:16]


def passed(state: State, at: str) -> tuple[object, ...]:
    return happened(TOWN, state, entries.PassTime(moment(at)))


# --- Bringing and moving ---------------------------------------------------------------------------


def test_a_wish_comes_to_the_desk_with_five_working_days() -> None:
    registered, entered = begun(TOWN, "wish", MONDAY)
    assert isinstance(entered, Entered)
    assert (entered.step, entered.body) == ("desk", "role clerk")
    state = wish()
    assert (state.matter.kind, state.model, state.digest) == ("wish", "skovby", TOWN.digest)
    assert registered.at == moment(MONDAY)
    assert due(state) == "2026-02-09T15:00"


def test_an_approval_cites_the_mandate_s_line_and_tells_the_gardener_at_once() -> None:
    state = wish()
    state = done(TOWN, state, answers(state, "clerk", "cost", "2026-02-03T10:00"))
    events = happened(TOWN, state, chooses(state, "clerk", "approve", "2026-02-03T11:00"))
    decided, *_, told, ended = events
    assert isinstance(decided, Decided)
    assert (decided.authority.ground, decided.authority.key) == (Ground.MANDATE, "clerk_in_own_unit")
    lines = (TOWN.document.place(("mandates", "clerk_in_own_unit"))).line
    assert decided.authority.place.line == lines
    assert isinstance(told, Decided)
    assert (told.authority.ground, told.actor, told.outcome) == (Ground.ROUTE, None, "informed")
    assert ended == Ended(moment("2026-02-03T11:00"), "approved", "approved")


def test_what_the_requester_supplies_is_on_its_own_ground_and_may_amend() -> None:
    state = wish()
    state = done(TOWN, state, chooses(state, "clerk", "return", "2026-02-03T10:00", reason="how many?"))
    anna = Actor("anna", frozenset())
    entry = chooses(state, "", "supplement", "2026-02-04T10:00", actor=anna, amends={"trees": 12})
    amended, decided, entered = happened(TOWN, state, entry)
    assert isinstance(decided, Decided)
    assert isinstance(entered, Entered)
    assert (decided.authority.ground, decided.actor) == (Ground.OWN_MATTER, "anna")
    state = done(TOWN, state, entry)
    assert state.matter.attributes["trees"] == 12
    assert amended.at == decided.at == entered.at


def test_an_amendment_that_is_not_of_its_type_moves_nothing() -> None:
    state = wish()
    state = done(TOWN, state, chooses(state, "clerk", "return", "2026-02-03T10:00", reason="how many?"))
    anna = Actor("anna", frozenset())
    entry = chooses(state, "", "supplement", "2026-02-04T10:00", actor=anna, amends={"trees": -1})
    assert refused(TOWN, state, entry)[0] == "wrong_attribute"


def test_at_the_third_coming_the_loop_leads_to_the_council() -> None:
    """The desk sees a wish twice at most."""
    state = wish()
    for number in range(2):
        day = f"2026-02-0{3 + number}"
        assert state.step == "desk"
        state = done(TOWN, state, chooses(state, "clerk", "return", f"{day}T10:00", reason="more"))
        anna = Actor("anna", frozenset())
        state = done(TOWN, state, chooses(state, "", "supplement", f"{day}T11:00", actor=anna))
    assert state.step == "council"


BACK_AND_FORTH = changed(
    "skovby",
    (
        """          approve: {to: approved, creates: [thanks]}
          reject: {to: rejected}
        source: assumed
""",
        """          approve: {to: approved, creates: [thanks]}
          reject: {to: rejected}
          return: {to: home}
        at_most: {times: most_visits, then: rejected}
        source: assumed
      home:
        do: supplement
        name: {da: Hjemme, en: At home, nb: Hjemme}
        who: {role: requester}
        clock: {calendar_days: home_days}
        outcomes: {supplement: {to: group, amends: [theme]}, late: {to: lapsed}}
        source: assumed
""",
    ),
)


@pytest.mark.parametrize("themes", [("garden", "garden"), ("party", "garden"), ("party", "party")])
def test_a_bound_is_the_step_s_whichever_of_its_forums_a_matter_comes_to(themes: tuple[str, str]) -> None:
    """Amended from one forum's theme into the other's and back, a matter is not asked all over again."""
    state = brought(BACK_AND_FORTH, "gathering", MONDAY)
    for number, theme in enumerate(themes):
        forum = state.body.removeprefix("forum ")
        at = f"2026-02-0{3 + number}T10:00"
        assert state.step == "group"
        sat = sitting(forum, ["member_1", "member_2"])
        state = done(BACK_AND_FORTH, state, chooses(state, "gardener", "return", at, sitting=sat))
        anna = Actor("anna", frozenset())
        entry = chooses(state, "", "supplement", at, actor=anna, amends={"theme": theme})
        state = done(BACK_AND_FORTH, state, entry)
    assert (state.step, state.end) == (None, "rejected")


ASKED_TWICE = changed(
    "skovby",
    (
        "    start: group\n    steps:\n",
        """    start: home
    steps:
      home:
        do: supplement
        name: {da: Hjemme, en: At home, nb: Hjemme}
        who: {role: requester}
        clock: {calendar_days: home_days}
        at_most: {times: most_visits, then: group}
        outcomes: {supplement: {to: group}, late: {to: home}}
        source: assumed
""",
    ),
)


@pytest.mark.parametrize(("theme", "forum"), [("garden", "circle"), ("party", "festival")])
def test_time_leads_out_of_a_loop_to_the_forum_of_the_matter_s_theme(theme: str, forum: str) -> None:
    """Asked a second time by the clock, and after that to whom its theme leads."""
    state = brought(ASKED_TWICE, "gathering", MONDAY, theme=theme)
    assert state.step == "home"
    state = done(ASKED_TWICE, state, entries.PassTime(state.at + timedelta(days=60)))
    assert (state.step, state.body) == ("group", f"forum {forum}")


@pytest.mark.parametrize(("kroner", "where"), [(10_000, "lapsed"), (10_001, "council")])
def test_where_time_leads_may_hang_on_the_limit_of_the_day(kroner: int, where: str) -> None:
    by_amount = "[{to: lapsed, when: {amount: {at_most: clerk_limit}}}, {to: council}]"
    late = "          return: {to: home, needs_reason: true}\n          late: {to: "
    model = changed("skovby", (f"{late}council}}", f"{late}{by_amount}}}"))
    state = brought(model, "wish", MONDAY, amount=Money.of(kroner))
    state = done(model, state, entries.PassTime(moment("2026-02-09T16:00:01")))
    assert where in (state.end, state.step)


def test_a_matter_that_only_informs_ends_as_it_is_brought() -> None:
    events = begun(TOWN, "notice", MONDAY)
    assert [type(event).__name__ for event in events] == ["Registered", "Entered", "Decided", "Ended"]
    state = brought(TOWN, "notice", MONDAY)
    assert (state.end, state.result, state.is_open, state.due) == ("noted", "noted", False, None)
    assert current_step(TOWN, state) is None


# --- Clocks ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("brought_at", "amount", "day"),
    [
        ("2026-02-27T10:00", 5, date(2026, 3, 6)),  # the Friday before the desk gets ten days
        ("2026-03-01T10:00", 5, date(2026, 3, 9)),  # the Sunday: counted from Monday, by Sunday's rule
        ("2026-03-02T00:30", 10, date(2026, 3, 16)),  # half past midnight: still the day before in UTC
        ("2026-03-02T10:00", 10, date(2026, 3, 16)),
    ],
)
def test_a_clock_takes_its_length_from_the_day_it_begins(brought_at: str, amount: int, day: date) -> None:
    state = wish(brought_at)
    assert state.due is not None
    assert (state.due.amount, state.due.on, state.due.parameter) == (amount, day, "desk_days")


def test_a_running_clock_does_not_move_when_its_parameter_changes() -> None:
    state = wish("2026-02-27T10:00")
    before = state.due
    state = done(TOWN, state, answers(state, "clerk", "cost", "2026-03-03T10:00"))
    assert state.due == before
    assert passed(state, "2026-03-06T16:00:00") == ()
    assert passed(state, "2026-03-06T16:00:01") != ()


def test_what_a_step_asks_for_is_of_the_organisation_s_own_day() -> None:
    """Fifteen trees are many until the end of 1 March, in Skovby and not in Greenwich."""
    state = wish("2026-02-27T10:00", trees=15)
    asking = entries.AnswerItem("desk", "many_trees", True, "", somebody("clerk"), moment("2026-03-01T23:59"))
    assert not isinstance(decide(TOWN, state, asking), Refusal)
    too_late = replace(asking, at=datetime(2026, 3, 1, 23, 1, tzinfo=UTC))
    assert refused(TOWN, state, too_late)[0] == "unknown_item"


def test_limits_and_mandates_are_those_of_the_day_of_the_decision() -> None:
    """15,000 is over the desk's limit until 1 June, when both rule and mandate grow."""
    state = wish("2026-05-28T10:00", amount=Money.of(15000))
    state = done(TOWN, state, answers(state, "clerk", "cost", "2026-05-29T09:00"))
    early = chooses(state, "clerk", "approve", "2026-05-31T23:59")
    assert refused(TOWN, state, early)[0] == "condition_fails"
    assert happened(TOWN, state, replace(early, at=moment("2026-06-01T00:00")))


@pytest.mark.parametrize(
    ("brought_at", "due_at"),
    [
        ("2026-03-27T10:00", "2026-04-15T14:00"),  # over the night of 29 March, and Easter
        ("2026-10-23T10:00", "2026-11-06T15:00"),  # over the night of 25 October
    ],
)
def test_the_closing_hour_is_the_town_s_own_on_both_sides_of_summer(brought_at: str, due_at: str) -> None:
    assert due(wish(brought_at)) == due_at


def test_an_hour_that_comes_twice_is_not_time_going_backwards() -> None:
    """On 25 October the hour from two to three comes twice; the second comes later."""
    state = wish("2026-10-23T10:00")
    first = moment("2026-10-25T02:45")
    state = done(TOWN, state, replace(answers(state, "clerk", "cost", "2026-10-25T02:45"), at=first))
    second = moment("2026-10-25T02:15").replace(fold=1)
    assert second.astimezone(UTC) - first.astimezone(UTC) == timedelta(minutes=30)
    assert happened(TOWN, state, entries.Recuse("clerk", "", somebody("clerk"), second))
    again = entries.Recuse("clerk", "", somebody("clerk"), moment("2026-10-25T02:15"))
    assert refused(TOWN, state, again)[0] == "time_goes_backwards"


def test_an_hour_that_never_comes_is_the_next() -> None:
    """On 29 March there is no half past two: it is half past three."""
    state = done(TOWN, wish("2026-03-28T10:00"), entries.PassTime(moment("2026-03-29T02:30")))
    assert state == wish("2026-03-28T10:00")


def test_the_same_moment_is_allowed_twice() -> None:
    state = wish()
    assert decide(TOWN, state, entries.PassTime(moment(MONDAY))) == ()


def test_at_the_very_moment_it_is_due_the_desk_may_still_act_and_a_second_later_nobody() -> None:
    state = wish()
    entry = chooses(state, "clerk", "reject", "2026-02-09T16:00:00", reason="no")
    assert happened(TOWN, state, entry)
    assert passed(state, "2026-02-09T16:00:00") == ()
    decided, entered = passed(state, "2026-02-09T16:00:01")
    assert isinstance(decided, Decided)
    assert isinstance(entered, Entered)
    assert (decided.outcome, decided.authority.ground, decided.actor) == ("late", Ground.CLOCK, None)
    assert (entered.step, entered.due.on if entered.due else None) == ("council", date(2026, 4, 1))


LATE_ENTRIES: dict[str, entries.Entry] = {
    "choose": chooses(wish(), "clerk", "reject", "2026-02-09T16:00:01", reason="no"),
    "answer": answers(wish(), "clerk", "cost", "2026-02-09T16:00:01"),
    "recuse": entries.Recuse("clerk", "", somebody("clerk"), moment("2026-02-09T16:00:01")),
    "park": entries.Park(somebody("clerk"), "", date(2026, 3, 1), moment("2026-02-09T16:00:01")),
    "withdraw": entries.Withdraw(Actor("anna", frozenset()), "", moment("2026-02-09T16:00:01")),
}


@pytest.mark.parametrize("what", LATE_ENTRIES)
def test_nothing_is_done_to_a_matter_that_is_out_of_time(what: str) -> None:
    """Not even resting it: that would start its clock anew."""
    assert refused(TOWN, wish(), LATE_ENTRIES[what])[0] == "clock_has_run_out"


def test_without_that_rule_a_late_matter_could_be_rested_out_of_its_lateness(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(engine, "time_is_up", lambda *_: None)
    state = done(TOWN, wish(), LATE_ENTRIES["park"])
    assert (state.due, state.step) == (None, "desk")


@pytest.mark.parametrize("at", ["2026-02-09T16:00:01", "2026-02-10T09:00", "2026-03-20T09:00"])
def test_what_time_moves_is_dated_when_the_time_was_up_whenever_that_is_asked_for(at: str) -> None:
    decided, entered = passed(wish(), at)
    assert decided.at == entered.at == moment("2026-02-09T16:00:00")  # type: ignore[attr-defined]
    state = done(TOWN, wish(), entries.PassTime(moment(at)))
    assert state.at == moment("2026-02-09T16:00:00")
    assert state == done(TOWN, wish(), entries.PassTime(moment("2026-02-09T16:00:01")))


def test_a_history_is_the_same_asked_for_every_day_or_once_at_the_end() -> None:
    """Rested to 1 March, late at the desk on Monday 9 March: the council, which nobody calls late."""
    daily = rested()
    for day in range(1, 60):
        daily = done(TOWN, daily, entries.PassTime(moment("2026-02-03T10:00") + timedelta(days=day)))
    at_once = done(TOWN, rested(), entries.PassTime(moment("2026-04-03T10:00")))
    assert daily == at_once
    assert (at_once.step, at_once.at) == ("council", moment("2026-03-09T16:00"))


def test_a_rest_that_is_over_is_dated_as_its_day_begins_and_nothing_comes_before_it() -> None:
    before, after = "2026-02-28T23:59:59", "2026-03-01T00:00:00"
    (resumed,) = passed(rested(), "2026-03-04T11:00")
    assert resumed.at == moment(after)  # type: ignore[attr-defined]
    gardener = Actor("anna", frozenset())
    assert happened(TOWN, rested(), entries.Resume(gardener, moment(before)))
    assert refused(TOWN, rested(), entries.Resume(gardener, moment(after)))[0] == "rest_is_over"


def test_a_participant_leaves_a_matter_only_once_time_has_moved_it() -> None:
    """Else the notice would be dated after what time had already done."""
    league = model_of("sund_league")
    state = brought(league, "everybody", MONDAY)
    assert state.due is not None
    up = state.due.until
    leaving = entries.LeaveJoint("0155", up)
    assert refused(league, state, leaving)[0] == "takes_no_part"
    assert refused(league, state, replace(leaving, at=up + timedelta(seconds=1)))[0] == "clock_has_run_out"


def test_a_step_without_lateness_waits_for_those_whose_it_is() -> None:
    state = brought(TOWN, "gate", MONDAY)
    assert due(state) == "2026-03-02T15:00"
    assert passed(state, "2027-03-02T16:00") == ()
    assert happened(TOWN, state, chooses(state, "chief", "close", "2027-03-03T10:00"))


def test_time_does_nothing_to_a_matter_that_has_ended() -> None:
    state = done(TOWN, wish(), chooses(wish(), "clerk", "reject", "2026-02-03T10:00", reason="no"))
    assert passed(state, "2027-01-01T10:00") == ()


# --- Rest and withdrawal ---------------------------------------------------------------------------


def rested(until: date = date(2026, 3, 1), by: Actor | None = None) -> State:
    entry = entries.Park(by or somebody("clerk"), "later", until, moment("2026-02-03T10:00"))
    events = happened(TOWN, wish(), entry)
    assert isinstance(events[0], Parked)
    return done(TOWN, wish(), entry)


def test_whoever_stepped_aside_there_rests_nothing_and_nor_does_whom_the_route_does_not_name() -> None:
    park = entries.Park(somebody("clerk"), "", date(2026, 3, 1), moment("2026-02-03T10:00"))
    aside = replace(wish(), barred=frozenset({("role clerk", "clerk")}))
    answer = decide(TOWN, aside, park)
    assert isinstance(answer, Refusal)
    assert (answer.code, answer.problem.args) == ("person_is_recused", {"person": "clerk"})
    elsewhere = replace(wish(), barred=frozenset({("forum council", "clerk")}))
    assert happened(TOWN, elsewhere, park)
    answer = decide(TOWN, wish(), replace(park, actor=somebody("mayor")))
    assert isinstance(answer, Refusal)
    assert answer.problem.args == {"what": "park", "roles": "requester, clerk"}
    assert answer.problem.place == TOWN.place("routes", "wish", "park", "by")


def test_a_resting_matter_has_no_clock_and_is_not_late() -> None:
    state = rested()
    assert (state.due, state.parked_until) == (None, date(2026, 3, 1))
    assert passed(state, "2026-02-28T23:59") == ()


def test_on_its_day_a_resting_matter_is_taken_up_by_itself_with_a_new_clock() -> None:
    """Sunday 1 March: counted from Monday, five working days as Sunday's rule says."""
    (resumed,) = passed(rested(), "2026-03-01T00:00")
    assert isinstance(resumed, Resumed)
    assert resumed.due is not None
    assert (resumed.due.on, resumed.actor) == (date(2026, 3, 9), None)
    state = done(TOWN, rested(), entries.PassTime(moment("2026-03-01T00:00")))
    assert (state.parked_until, state.due) == (None, resumed.due)


def test_a_resting_matter_can_be_taken_up_early_by_those_who_may_park() -> None:
    state = rested()
    outsider = entries.Resume(somebody("mayor"), moment("2026-02-10T09:00"))
    assert refused(TOWN, state, outsider)[0] == "not_yours_to_move"
    (resumed,) = happened(TOWN, state, replace(outsider, actor=Actor("anna", frozenset())))
    assert isinstance(resumed, Resumed)
    assert resumed.due is not None
    assert (resumed.due.on, resumed.actor) == (date(2026, 2, 17), "anna")


@pytest.mark.parametrize(
    ("until", "allowed"),
    [
        (date(2026, 2, 3), False),  # today
        (date(2026, 2, 4), True),
        (date(2026, 5, 4), True),  # three months from Tuesday 3 February is a Sunday: Monday
        (date(2026, 5, 5), False),
    ],
)
def test_a_matter_rests_from_tomorrow_to_three_months_on(until: date, allowed: bool) -> None:
    entry = entries.Park(somebody("clerk"), "", until, moment("2026-02-03T10:00"))
    assert isinstance(decide(TOWN, wish(), entry), Refusal) is not allowed


@pytest.mark.parametrize(("until", "allowed"), [(date(2026, 5, 7), True), (date(2026, 5, 8), False)])
def test_a_matter_rests_three_months_in_all(until: date, allowed: bool) -> None:
    """26 days are used by 1 March; three months from Monday 2 March are Tuesday 2 June, less 26 days."""
    state = done(TOWN, rested(), entries.PassTime(moment("2026-03-01T00:00")))
    assert (state.rested_days, state.parked_until) == (26, None)
    entry = entries.Park(somebody("clerk"), "", until, moment("2026-03-02T10:00"))
    assert isinstance(decide(TOWN, state, entry), Refusal) is not allowed


def test_rests_that_are_broken_off_at_once_are_days_all_the_same() -> None:
    """From 3 February to 4 May are ninety days; else each rest would be a new clock for nothing."""
    state, at = wish(), moment("2026-02-03T10:00")
    for _ in range(90):
        state = done(TOWN, state, entries.Park(somebody("clerk"), "", date(2026, 2, 4), at))
        state = done(TOWN, state, entries.Resume(somebody("clerk"), at))
    assert state.rested_days == 90
    assert (
        refused(TOWN, state, entries.Park(somebody("clerk"), "", date(2026, 2, 4), at))[0] == "no_rest_left"
    )


def test_not_everybody_may_let_a_matter_rest() -> None:
    entry = entries.Park(somebody("requester"), "", date(2026, 3, 1), moment("2026-02-03T10:00"))
    assert refused(TOWN, wish(), entry)[0] == "not_yours_to_move"


@pytest.mark.parametrize("state", [wish(), rested()])
def test_a_withdrawn_matter_ends_and_cannot_be_decided(state: State) -> None:
    entry = entries.Withdraw(Actor("anna", frozenset()), "no more", moment("2026-02-04T10:00"))
    withdrawn, ended = happened(TOWN, state, entry)
    assert isinstance(withdrawn, Withdrawn)
    assert isinstance(ended, Ended)
    assert (ended.end, ended.result) == ("withdrawn", "withdrawn")
    gone = done(TOWN, state, entry)
    again = chooses(wish(), "clerk", "reject", "2026-02-05T10:00", reason="no")
    assert refused(TOWN, gone, again)[0] == "matter_has_ended"


# --- Interests -------------------------------------------------------------------------------------


def recused(state: State, seat: str, at: str = "2026-02-03T10:00", role: str = "clerk") -> State:
    entry = entries.Recuse(seat, "cousin", somebody(role), moment(at))
    (event,) = happened(TOWN, state, entry)
    assert isinstance(event, Recused)
    return done(TOWN, state, entry)


def test_the_stand_in_acts_under_the_same_mandate_and_the_holder_no_more() -> None:
    state = recused(wish(), "clerk")
    entry = chooses(state, "clerk", "reject", "2026-02-03T11:00", reason="no")
    assert refused(TOWN, state, entry)[0] == "not_your_table"
    decided, _ = happened(TOWN, state, replace(entry, actor=somebody("chief", unit="park")))
    assert isinstance(decided, Decided)
    assert decided.authority.key == "clerk_in_own_unit"


def test_before_anybody_has_an_interest_the_stand_in_may_not_act() -> None:
    entry = chooses(wish(), "chief", "reject", "2026-02-03T11:00", reason="no")
    assert refused(TOWN, wish(), entry)[0] == "not_your_table"


def test_nobody_outside_a_body_can_make_a_seat_step_out() -> None:
    """Else a stranger could empty a board until one is left to decide."""
    for state, seat in ((at_council(), "mayor"), (wish(), "clerk")):
        entry = entries.Recuse(seat, "rival", somebody("stranger"), moment("2026-02-04T10:00"))
        assert refused(TOWN, state, entry)[0] == "not_your_table"


def test_without_that_rule_a_stranger_empties_the_council(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: with the guard off the stranger is heard."""
    monkeypatch.setattr("samspil.core.governance.engine.acting_refusal", lambda *given: None)
    entry = entries.Recuse("mayor", "rival", somebody("stranger"), moment("2026-02-04T10:00"))
    assert happened(TOWN, at_council(), entry)


def test_stepping_out_twice_is_told_once() -> None:
    state = recused(at_council(), "mayor", role="mayor")
    again = entries.Recuse("mayor", "still", somebody("councillor"), moment("2026-02-04T10:00"))
    assert happened(TOWN, state, again) == ()


@pytest.mark.parametrize("seat", ["councillor_5", "councillor", "mayor_1", "councillor_4_"])
def test_a_seat_that_nobody_has_cannot_step_out(seat: str) -> None:
    state = at_council()
    entry = entries.Recuse(seat, "", somebody("mayor"), moment("2026-02-04T10:00"))
    assert refused(TOWN, state, entry) == ("unknown_seat", "council:")


def at_council() -> State:
    state = wish(amount=Money.of(50000))
    return done(TOWN, state, chooses(state, "clerk", "recommend", "2026-02-03T10:00"))


def council(state: State, present: list[str], against: list[str] | None = None, **more: Any) -> str:
    sat = sitting("council", present, against, **more)
    answer = decide(TOWN, state, chooses(state, "scribe", "approve", "2026-03-04T17:00", sitting=sat))
    return answer.code if isinstance(answer, Refusal) else "carried"


def test_in_a_council_s_quorum_every_member_counts_whoever_has_stepped_out() -> None:
    """Of five three must be there; two of the four that are left are too few (Kommunestyrelsesloven § 11)."""
    state = recused(at_council(), "councillor_4", role="councillor")
    assert council(state, COUNCIL[:2]) == "no_quorum"
    assert council(state, COUNCIL[:3]) == "carried"


def holder(name: str, *roles: str) -> Actor:
    return Actor(name, frozenset(roles), "park")


def steps_out(state: State, who: Actor, at: str = "2026-02-03T10:00", **more: Any) -> State:
    role = more.pop("role", "clerk")
    return done(TOWN, state, entries.Recuse(role, "cousin", who, moment(at), **more))


def rejecting(state: State, who: Actor) -> str:
    entry = chooses(state, "", "reject", "2026-02-03T11:00", reason="no", actor=who)
    answer = decide(TOWN, state, entry)
    return answer.code if isinstance(answer, Refusal) else "rejected"


def test_of_several_holders_only_the_one_who_steps_out_is_out_and_nobody_stands_in() -> None:
    state = steps_out(wish(), holder("kim", "clerk"), others_hold_it=True)
    assert rejecting(state, holder("kim", "clerk")) == "person_is_recused"
    assert rejecting(state, holder("bo", "clerk")) == "rejected"
    assert rejecting(state, holder("eva", "chief")) == "not_your_table"


def test_when_the_last_holder_steps_out_the_stand_in_acts() -> None:
    state = steps_out(wish(), holder("kim", "clerk"), others_hold_it=True)
    state = steps_out(state, holder("bo", "clerk"))
    assert rejecting(state, holder("eva", "chief")) == "rejected"
    assert rejecting(state, holder("bo", "clerk")) == "not_your_table"


def test_who_holds_the_stand_in_s_role_as_well_is_no_way_around_an_interest() -> None:
    state = steps_out(wish(), holder("kim", "clerk", "chief"))
    assert rejecting(state, holder("kim", "clerk", "chief")) == "person_is_recused"
    assert rejecting(state, holder("eva", "chief")) == "rejected"


def test_a_stand_in_steps_out_too_and_then_whoever_is_given_the_role_acts() -> None:
    """Nobody who has an interest does, and nobody waits for ever."""
    state = steps_out(wish(), holder("kim", "clerk"))
    state = steps_out(state, holder("eva", "chief"), role="chief")
    for gone in (holder("kim", "clerk"), holder("eva", "chief")):
        assert rejecting(state, gone) == "nobody_stands_in"
    assert rejecting(state, holder("bo", "mayor")) == "not_your_table"
    assert rejecting(state, holder("ida", "clerk")) == "rejected"
    assert rejecting(state, holder("ida", "chief")) == "rejected"


def test_a_stand_in_s_role_is_named_only_once_it_has_come_to_act() -> None:
    entry = entries.Recuse("chief", "", somebody("clerk"), moment("2026-02-03T10:00"))
    assert refused(TOWN, wish(), entry)[0] == "unknown_seat"


def test_who_steps_out_at_the_desk_neither_writes_nor_sits_for_the_council() -> None:
    state = steps_out(wish(amount=Money.of(50000)), holder("kim", "clerk"), others_hold_it=True)
    recommend = chooses(state, "", "recommend", "2026-02-03T11:00", actor=holder("bo", "clerk"))
    state = done(TOWN, state, recommend)
    sat = sitting("council", COUNCIL[:3], holders={"mayor": "mia", "councillor_1": "bo"})
    entry = chooses(state, "scribe", "approve", "2026-03-04T17:00", sitting=sat)
    assert happened(TOWN, state, entry)
    assert refused(TOWN, state, replace(entry, actor=holder("kim", "scribe")))[0] == "person_is_recused"
    with_kim = replace(sat, holders={"mayor": "mia", "councillor_2": "kim"})
    assert refused(TOWN, state, replace(entry, sitting=with_kim))[0] == "person_is_recused"
    absent = replace(sat, holders={"councillor_4": "kim"})
    assert happened(TOWN, state, replace(entry, sitting=absent))


def test_who_is_named_by_another_is_out_at_that_table_only() -> None:
    """Else a clerk could keep a councillor out of the council."""
    state = wish(amount=Money.of(50000))
    state = steps_out(state, holder("bo", "clerk"), person="kim", others_hold_it=True)
    recommend = chooses(state, "", "recommend", "2026-02-03T11:00", actor=holder("kim", "clerk"))
    assert refused(TOWN, state, recommend)[0] == "person_is_recused"
    state = done(TOWN, state, replace(recommend, actor=holder("bo", "clerk")))
    sat = sitting("council", COUNCIL[:3], holders={"mayor": "kim"})
    assert happened(TOWN, state, chooses(state, "scribe", "approve", "2026-03-04T17:00", sitting=sat))


def test_who_has_an_interest_parks_only_what_is_its_own() -> None:
    state = steps_out(wish(), holder("kim", "clerk"), others_hold_it=True)
    entry = entries.Park(holder("kim", "clerk"), "", date(2026, 3, 1), moment("2026-02-03T11:00"))
    assert refused(TOWN, state, entry)[0] == "person_is_recused"
    assert happened(TOWN, state, replace(entry, actor=holder("bo", "clerk")))
    own = steps_out(wish(), holder("anna", "clerk"), others_hold_it=True)
    assert happened(TOWN, own, replace(entry, actor=holder("anna", "clerk")))


def test_the_requester_cannot_step_out_of_its_own_matter() -> None:
    state = wish()
    state = done(TOWN, state, chooses(state, "clerk", "return", "2026-02-03T10:00", reason="how many?"))
    entry = entries.Recuse("requester", "", Actor("anna", frozenset()), moment("2026-02-03T11:00"))
    assert refused(TOWN, state, entry)[0] == "unknown_seat"


# --- In writing ------------------------------------------------------------------------------------


def in_writing(at: str, answered: list[str], sent_at: str | None = MONDAY, state: State | None = None) -> str:
    """The circle has three members and three working days: from Monday to Thursday at four."""
    state = state or brought(TOWN, "gathering", MONDAY)
    sent = moment(sent_at) if sent_at else None
    sat = sitting("circle", answered, in_writing=True, sent_at=sent)
    answer = decide(TOWN, state, chooses(state, "gardener", "approve", at, sitting=sat))
    return answer.code if isinstance(answer, Refusal) else "carried"


TWO, ALL = ["member_1", "member_2"], ["member_1", "member_2", "member_3"]


@pytest.mark.parametrize(
    ("at", "answered", "said"),
    [
        ("2026-02-05T15:59:59", TWO, "answers_can_still_come"),
        ("2026-02-05T16:00:00", TWO, "carried"),
        ("2026-02-02T10:01", ALL, "carried"),
        ("2026-02-05T16:00:00", ["member_1"], "no_quorum"),
    ],
)
def test_votes_in_writing_count_when_the_days_have_run_or_all_have_answered(
    at: str, answered: list[str], said: str
) -> None:
    assert in_writing(at, answered) == said


def test_who_has_an_interest_is_not_waited_for_in_writing() -> None:
    state = brought(TOWN, "gathering", MONDAY)
    entry = entries.Recuse("member_3", "", somebody("gardener"), moment("2026-02-02T10:30"))
    assert in_writing("2026-02-02T11:00", TWO, state=done(TOWN, state, entry)) == "carried"


@pytest.mark.parametrize(
    ("sent_at", "said"),
    [
        (None, "not_sent_out"),
        ("2026-02-02T09:59:59", "sent_out_elsewhen"),  # before the matter came to the circle
        (MONDAY, "carried"),
        ("2026-02-06T10:00", "carried"),
        ("2026-02-06T10:00:01", "sent_out_elsewhen"),  # only after the votes were counted
    ],
)
def test_a_matter_is_sent_out_while_it_lies_with_the_forum(sent_at: str | None, said: str) -> None:
    assert in_writing("2026-02-06T10:00", ALL, sent_at) == said


def test_a_time_without_a_zone_says_of_no_hour_when_a_matter_was_sent_out() -> None:
    state = brought(TOWN, "gathering", MONDAY)
    sat = sitting("circle", ALL, in_writing=True, sent_at=datetime(2026, 2, 2, 12))  # noqa: DTZ001
    entry = chooses(state, "gardener", "approve", "2026-02-06T10:00", sitting=sat)
    assert refused(TOWN, state, entry)[0] == "naive_time"


def test_a_seat_that_steps_out_may_not_be_there() -> None:
    assert council(recused(at_council(), "councillor_4", role="councillor"), COUNCIL) == "seat_is_recused"


def test_an_even_vote_is_the_chair_s() -> None:
    """Of four votes two are for: the mayor's side, whichever it is."""
    four = COUNCIL[:4]
    assert council(at_council(), four, ["councillor_2", "councillor_3"]) == "carried"
    assert council(at_council(), four, ["mayor", "councillor_3"]) == "not_carried"


def test_without_the_mayor_those_present_choose_who_chairs_and_breaks_a_tie() -> None:
    state = recused(at_council(), "mayor", role="mayor")
    four = COUNCIL[1:]
    assert council(state, four, COUNCIL[3:], chair="councillor_1") == "carried"
    assert council(state, four, COUNCIL[3:], chair="councillor_4") == "not_carried"


def test_a_sitting_of_another_forum_decides_nothing() -> None:
    state = at_council()
    sat = sitting("circle", ["member_1"])
    entry = chooses(state, "scribe", "approve", "2026-03-04T17:00", sitting=sat)
    assert refused(TOWN, state, entry)[0] == "a_forum_decides_together"


# --- Units -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("unit", "mandate"), [("park", "clerk_in_own_unit"), ("harbour", "clerk_urgent")])
def test_of_two_mandates_the_first_that_reaches_the_actor_s_unit_counts(unit: str, mandate: str) -> None:
    """A clerk of another unit may reject what is urgent, though the file's first mandate is for one's own."""
    state = wish(urgent=True)
    decided, _ = happened(
        TOWN, state, chooses(state, "clerk", "reject", "2026-02-03T11:00", reason="no", unit=unit)
    )
    assert isinstance(decided, Decided)
    assert decided.authority.key == mandate


def test_a_clerk_without_a_unit_is_in_nobody_s() -> None:
    state = replace(wish(), matter=replace(wish().matter, unit=None))
    entry = chooses(state, "clerk", "reject", "2026-02-03T11:00", reason="no", unit=None)
    assert refused(TOWN, state, entry)[0] == "outside_own_unit"


def without_unit(**known: Value) -> Matter:
    return replace(matter("wish", **known), unit=None)


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ({}, "unit_is_missing"),
        ({"urgent": True}, "let in"),  # any clerk may
        ({"amount": Money.of(10000)}, "unit_is_missing"),
        ({"amount": Money.of("10000.01")}, "let in"),  # the clerk recommends, the council decides
    ],
)
def test_a_matter_of_no_unit_is_let_in_where_it_needs_none(known: dict[str, Value], said: str) -> None:
    citizen = Actor("anna", frozenset({"citizen"}))
    answer = register(TOWN, without_unit(**known), citizen, moment(MONDAY))
    assert (answer.code if isinstance(answer, Refusal) else "let in") == said


@pytest.mark.parametrize(("kroner", "said"), [(10000, "unit_is_missing"), (20000, "let through")])
def test_a_matter_of_no_unit_is_not_amended_into_one_that_needs_it(kroner: int, said: str) -> None:
    begun_as = register(
        TOWN,
        without_unit(amount=Money.of(50000)),
        Actor("anna", frozenset({"citizen"})),
        moment(MONDAY),
    )
    assert not isinstance(begun_as, Refusal)
    state = replay(begun_as)
    state = done(TOWN, state, chooses(state, "clerk", "return", "2026-02-03T10:00", reason="how many?"))
    anna = Actor("anna", frozenset())
    amends = {"amount": Money.of(kroner)}
    entry = chooses(state, "", "supplement", "2026-02-04T10:00", actor=anna, amends=amends)
    answer = decide(TOWN, state, entry)
    assert (answer.code if isinstance(answer, Refusal) else "let through") == said


def test_herning_takes_in_no_gate_without_the_area_it_belongs_to() -> None:
    herning = model_of("herning_project_model")
    known: dict[str, Value] = {
        "phase": "analysis",
        "buys": True,
        "leader_trained": True,
        "amount": Money(0),
        "new_appropriation": False,
    }
    leader = Actor("anna", frozenset({"project_leader"}))
    at = moment("2026-11-23T10:00")
    answer = register(herning, Matter("m1", "gate", known, "anna"), leader, at)
    assert isinstance(answer, Refusal)
    assert (answer.code, answer.problem.args) == (
        "unit_is_missing",
        {"step": "documents", "mandate": "consultant_checks"},
    )
    assert not isinstance(register(herning, Matter("m1", "gate", known, "anna", "care"), leader, at), Refusal)


# --- Checklists ------------------------------------------------------------------------------------


def test_a_no_leaves_a_point_open_and_a_condition_closes_it() -> None:
    state = wish(trees=10)
    assert approving(state) == "items_are_open"
    state = done(TOWN, state, answers(state, "clerk", "cost", "2026-02-03T10:00", fulfilled=False))
    state = done(TOWN, state, answers(state, "clerk", "many_trees", "2026-02-03T10:00"))
    assert approving(state) == "items_are_open"
    state = done(
        TOWN, state, answers(state, "clerk", "cost", "2026-02-03T10:01", fulfilled=False, condition="half")
    )
    assert approving(state) == "approved"


def approving(state: State) -> str:
    answer = decide(TOWN, state, chooses(state, "clerk", "approve", "2026-02-03T11:00"))
    return answer.code if isinstance(answer, Refusal) else "approved"


def test_nine_trees_are_not_many() -> None:
    state = done(TOWN, wish(trees=9), answers(wish(), "clerk", "cost", "2026-02-03T10:00"))
    assert approving(state) == "approved"
    assert (
        refused(TOWN, state, answers(state, "clerk", "many_trees", "2026-02-03T11:00"))[0] == "unknown_item"
    )


def test_a_point_is_answered_at_its_step_and_by_those_at_the_table() -> None:
    state = wish()
    elsewhere = answers(state, "clerk", "cost", "2026-02-03T10:00", step="council")
    assert refused(TOWN, state, elsewhere)[0] == "matter_is_elsewhere"
    assert refused(TOWN, state, answers(state, "mayor", "cost", "2026-02-03T10:00"))[0] == "not_your_table"


def test_a_gate_asks_for_the_documents_of_its_phase() -> None:
    state = brought(TOWN, "gate", MONDAY)
    assert refused(TOWN, state, chooses(state, "chief", "approve", "2026-02-03T10:00"))[0] == "items_are_open"
    state = done(TOWN, state, answers(state, "chief", "drawing", "2026-02-03T10:00"))
    assert happened(TOWN, state, chooses(state, "chief", "approve", "2026-02-03T10:01"))


# --- Versions --------------------------------------------------------------------------------------


def test_a_matter_keeps_to_the_version_it_was_brought_under() -> None:
    newer = changed("skovby", ('version: "1.0"', 'version: "1.1"'))
    assert refused(newer, wish(), entries.PassTime(moment("2026-02-03T10:00")))[0] == "another_version"


def test_who_brings_a_matter_needs_a_role_that_may() -> None:
    answer = register(TOWN, matter("wish"), Actor("anna", frozenset({"requester"})), moment(MONDAY))
    assert isinstance(answer, Refusal)
    assert answer.code == "may_not_bring"


# --- The league ------------------------------------------------------------------------------------


def test_a_proposal_to_members_that_have_all_left_ends_when_its_time_is_up() -> None:
    """All three leave on 10 February, as another town joins that was never asked."""
    gone = ", left: 2026-02-10"
    new = '  - {municipality: "0101", joined: 2026-02-10, consented_to_statutes: 2026-02-01, source: assumed}'
    host = '  - {municipality: "0101", since: 2026-02-10, source: assumed}'
    emptied = changed(
        "sund_league",
        ('"0155", joined: 2024-01-01', f'"0155", joined: 2024-01-01{gone}'),
        (", left: 2027-01-01", gone),
        ('"0153", joined: 2024-01-01', f'"0153", joined: 2024-01-01{gone}'),
        ("secretariat:\n", f"{new}\nsecretariat:\n{host}\n"),
    )
    state = brought(emptied, "everybody", MONDAY)
    assert decide(emptied, state, entries.PassTime(moment("2026-02-23T16:00:00"))) == ()
    state = done(emptied, state, entries.PassTime(moment("2026-02-23T16:00:01")))
    assert (state.end, state.participants) == ("rejected", {})


@pytest.mark.parametrize(("seconds", "counts"), [(-1, False), (0, True)])
def test_a_member_answers_what_it_has_been_asked_and_not_before(seconds: int, counts: bool) -> None:
    """A decision of the very moment of the asking is about what was asked; one of a second before is not."""
    league = model_of("sund_league")
    state = brought(league, "everybody", MONDAY)
    assert state.asked_at == moment(MONDAY)
    own = own_decision(state, "0155", Answer.CONSENTS, moment(MONDAY) + timedelta(seconds=seconds))
    answer = decide(league, state, entries.AnswerAsMember("0155", Answer.CONSENTS, moment(MONDAY), own))
    assert (answer.code if isinstance(answer, Refusal) else "counts") == (
        "counts" if counts else "older_decision"
    )


LEAVING = "within: late_months}\n    leaving: {"


def leaving(
    member: str, at: str, state: State, let_out: entries.Evidence | None = None
) -> entries.LeaveJoint:
    """A member leaves by its own decision, made at home at once."""
    own = own_decision(state, member, Answer.DECLINES, moment(at))
    return entries.LeaveJoint(member, moment(at), own, let_out)


def let_out_by(decided_at: str, member: str = "0153", outcome: str = "approve") -> tuple[str, State]:
    """A participant leaves by a decision of the table, where the rule asks for one."""
    model = changed("sund_league", (LEAVING, LEAVING + "only_by: [law], "))
    everybody = ["envoy_0155", "envoy_0185", "envoy_0153"]
    state = brought(model, "together", MONDAY)
    entry = chooses(state, "envoy", "recommend", MONDAY, sitting=sitting("table", everybody))
    state = done(model, state, entry)
    for code, answer in (("0153", Answer.CONSENTS), ("0185", Answer.CONSENTS), ("0155", Answer.DECLINES)):
        own = own_decision(state, code, answer, moment("2026-02-03T10:00"))
        state = done(model, state, entries.AnswerAsMember(code, answer, moment("2026-02-03T10:00"), own))
    asked = Matter("m2", "law", {}, "anna", subject=state.matter.id, member=member)
    granted = register(model, asked, somebody("envoy"), moment("2026-02-04T10:00"))
    assert not isinstance(granted, Refusal)
    grant = replay(granted)
    grant = done(
        model, grant, chooses(grant, "envoy", outcome, decided_at, sitting=sitting("table", everybody))
    )
    answer_to = decide(
        model,
        state,
        leaving("0153", "2026-03-10T10:00", state, entries.Evidence(model, grant)),
    )
    if isinstance(answer_to, Refusal):
        return answer_to.code, state
    return "left", apply_all(state, answer_to)


def test_who_is_let_out_by_the_table_leaves_after_its_notice() -> None:
    """Six months from Tuesday 10 March."""
    said, state = let_out_by("2026-03-03T10:00")
    assert said == "left"
    assert state.participants["0153"].leaves_on == date(2026, 9, 10)


@pytest.mark.parametrize(
    ("decided_at", "member", "outcome"),
    [
        ("2026-03-10T10:00:01", "0153", "approve"),  # granted only later
        ("2026-03-03T10:00", "0185", "approve"),  # to another member
        ("2026-03-03T10:00", "0153", "reject"),
    ],
)
def test_nobody_is_let_out_by_what_was_not_granted_to_it_by_then(
    decided_at: str, member: str, outcome: str
) -> None:
    assert let_out_by(decided_at, member, outcome)[0] == "left_only_by"
