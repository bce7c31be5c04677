"""The way shown before anything is sent, who may decide, and what can be done now."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.core.governance.engine_world.plays import own_decision
from tests.core.governance.engine_world.world import (
    answers,
    brought,
    changed,
    chooses,
    done,
    matter,
    model_of,
    moment,
    sitting,
    somebody,
)

from samspil.core.errors import ProblemsError
from samspil.core.governance import entries
from samspil.core.governance.engine import register
from samspil.core.governance.events import Answer
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.matter import Actor, Refusal, Value
from samspil.core.governance.questions import Way, mandate_for, next_steps, onward, route
from samspil.core.governance.state import State, replay
from samspil.core.units import Money

TOWN = model_of("skovby")
LEAGUE = model_of("sund_league")
MONDAY = "2026-02-02T10:00"


def way(kind: str = "wish", at: str = MONDAY, choices: dict[str, str] | None = None, **known: Value) -> Way:
    return route(TOWN, matter(kind, **known), moment(at), choices)


def steps(shown: Way) -> list[str]:
    return [passage.step.key for passage in shown.passages]


# --- The way ---------------------------------------------------------------------------------------


def test_a_small_wish_is_the_desk_s_within_five_working_days_and_then_the_gardener_is_told() -> None:
    shown = way()
    assert (steps(shown), shown.end, shown.result) == (["desk", "told"], "approved", "approved")
    assert [passage.due.on if passage.due else None for passage in shown.passages] == [date(2026, 2, 9), None]
    assert shown.at == moment("2026-02-09T16:00")
    assert shown.deciding is shown.passages[0]
    assert shown.passages[0].mandate is not None
    assert shown.passages[0].mandate.key == "clerk_in_own_unit"
    assert [str(body) for body in shown.bodies] == ["role clerk"]
    assert shown.passages[0].alternatives == ("reject", "return", "late")


def test_what_the_way_would_create_is_counted_from_the_end_of_each_step() -> None:
    """The desk's last moment is 9 February at four, after the cut-off: counted from the 10th."""
    owed = [(one.rule, one.due_on) for one in way().obligations]
    assert owed[0] == ("report", date(2026, 3, 10))
    assert owed[3] == ("check", date(2026, 2, 12))
    assert len(owed) == 6


def test_a_dear_wish_goes_on_to_the_council_s_next_meeting_after_its_papers() -> None:
    """Papers due 30 working days ahead: from 10 February, 1 April's were due on 18 February."""
    shown = way(amount=Money.of(50000))
    assert steps(shown) == ["desk", "council", "told"]
    due = shown.passages[1].due
    assert due is not None
    assert (due.on, due.papers_by) == (date(2026, 4, 1), date(2026, 2, 18))
    assert shown.deciding is shown.passages[1]
    assert [str(body) for body in shown.bodies] == ["role clerk", "forum council"]


def test_choices_are_followed_round_the_loop_until_it_ends() -> None:
    shown = way(choices={"desk": "return"})
    assert steps(shown) == ["desk", "home", "desk", "home", "council", "told"]


def test_a_choice_is_followed_to_its_end() -> None:
    shown = way(choices={"desk": "reject"})
    assert (steps(shown), shown.end, shown.result) == (["desk"], "rejected", "rejected")


def test_where_nobody_needs_to_decide_there_is_no_deciding_passage() -> None:
    shown = way("notice")
    assert (steps(shown), shown.deciding, shown.bodies, shown.end) == (["board"], None, (), "noted")


def test_the_reasons_name_each_test_once_with_the_parameter_s_line() -> None:
    dear = way(amount=Money.of("10000.01")).passages[0]
    told = [(one.attribute, one.comparison, one.against, one.parameter) for one in dear.reasons]
    assert told == [("amount", ">", 1000000, "clerk_limit")]
    assert dear.reasons[0].value == 1000001
    reserved = way(new_appropriation=True).passages[0]
    told = [(one.attribute, one.comparison, one.against, one.parameter) for one in reserved.reasons]
    assert ("new_appropriation", "∈", ("yes",), None) in told


def test_where_a_matter_s_attribute_leads_the_way_follows() -> None:
    assert [str(body) for body in way("gathering").bodies] == ["forum circle"]
    assert [str(body) for body in way("gathering", theme="party").bodies] == ["forum festival"]


def problem(ask: object) -> str:
    assert callable(ask)
    with pytest.raises(ProblemsError) as error:
        ask()
    return error.value.problems[0].code


def test_nothing_is_answered_before_the_model_holds_or_for_what_it_does_not_know() -> None:
    assert problem(lambda: way(at="2023-12-31T10:00")) == "model_not_valid_yet"
    assert problem(lambda: mandate_for(TOWN, matter("wish"), date(2023, 12, 31))) == "model_not_valid_yet"
    assert problem(lambda: way(choices={"desk": "dance"})) == "choice_not_possible"
    assert problem(lambda: way("gathering", "2026-05-01T10:00", theme="party")) == "no_meeting_left"
    assert way(at="2024-01-01T10:00").end == "approved"


# --- Mandates --------------------------------------------------------------------------------------


def lines(model: GovernanceModel, on: date, **known: Value) -> list[tuple[str, str]]:
    found = mandate_for(model, matter("wish", **known), on)
    assert all(holder.place == model.place("mandates", holder.mandate) for holder in found)
    return [(holder.mandate, holder.code.value) for holder in found]


def test_a_mandate_holds_from_its_first_day_until_its_last() -> None:
    until = "scope: organisation, valid_to: 2027-01-01"
    model = changed("skovby", (until, until.replace("valid_to", "valid_from: 2026-03-02, valid_to")))
    first, last = date(2026, 3, 2), date(2026, 12, 31)
    for day, holds in ((first, True), (last, True), (date(2026, 3, 1), False), (date(2027, 1, 1), False)):
        assert (("chief_while_urgent", "I") in lines(model, day, urgent=True)) is holds


def test_deciders_come_first_then_advisers_then_those_told() -> None:
    assert lines(TOWN, date(2026, 2, 2)) == [
        ("clerk_in_own_unit", "B"),
        ("council_rest", "B"),
        ("chief_is_told", "O"),
    ]
    assert lines(TOWN, date(2026, 2, 2), amount=Money.of(10001), urgent=True) == [
        ("council_rest", "B"),
        ("clerk_recommends", "I"),
        ("chief_while_urgent", "I"),
    ]


def test_what_the_law_keeps_for_the_council_only_the_council_decides() -> None:
    assert lines(TOWN, date(2026, 2, 2), new_appropriation=True, urgent=True)[0] == ("council_all", "B*")
    codes = [code for _, code in lines(TOWN, date(2026, 2, 2), new_appropriation=True)]
    assert codes == ["B*", "I", "O"]


@pytest.mark.parametrize(("on", "held"), [(date(2026, 12, 31), True), (date(2027, 1, 1), False)])
def test_a_mandate_s_last_day_is_outside(on: date, held: bool) -> None:
    assert (("chief_while_urgent", "I") in lines(TOWN, on, urgent=True)) is held


@pytest.mark.parametrize(("on", "decides"), [(date(2026, 5, 31), False), (date(2026, 6, 1), True)])
def test_a_limit_grows_from_its_day(on: date, decides: bool) -> None:
    assert (("clerk_in_own_unit", "B") in lines(TOWN, on, amount=Money.of(20000))) is decides


def test_the_way_that_is_left_keeps_the_clock_that_runs_and_counts_the_visits_so_far() -> None:
    state = brought(TOWN, "wish", MONDAY)
    left = onward(TOWN, state, moment("2026-02-05T10:00"), {"desk": "return"})
    assert left is not None
    assert steps(left) == ["desk", "home", "desk", "home", "council", "told"]
    assert left.passages[0].due == state.due
    state = done(TOWN, state, chooses(state, "clerk", "return", "2026-02-03T10:00", reason="why"))
    left = onward(TOWN, state, moment("2026-02-05T10:00"), {"desk": "return"})
    assert left is not None
    assert steps(left) == ["home", "desk", "home", "council", "told"]


def test_what_is_late_goes_on_from_now_and_what_rests_with_a_new_clock() -> None:
    state = brought(TOWN, "wish", MONDAY, amount=Money.of(50000))
    late = onward(TOWN, state, moment("2026-03-09T10:00"))
    assert late is not None
    assert late.passages[1].at == moment("2026-03-09T10:00")
    resting = done(
        TOWN, state, entries.Park(somebody("clerk"), "", date(2026, 3, 1), moment("2026-02-03T10:00"))
    )
    left = onward(TOWN, resting, moment("2026-02-04T10:00"))
    assert left is not None
    assert left.passages[0].due is not None
    assert left.passages[0].due.on == date(2026, 2, 11)


def test_what_has_ended_has_no_way_before_it() -> None:
    assert onward(TOWN, brought(TOWN, "notice", MONDAY), moment(MONDAY)) is None


# --- What can be done now --------------------------------------------------------------------------


def open_now(state: State, at: str) -> list[tuple[str | None, tuple[str, ...]]]:
    return [(one.outcome, one.open_items) for one in next_steps(TOWN, state, moment(at))]


def test_the_desk_may_approve_once_its_points_are_answered() -> None:
    state = brought(TOWN, "wish", MONDAY, trees=10)
    approve, reject, sent_back = next_steps(TOWN, state, moment("2026-02-03T10:00"))
    assert (approve.outcome, approve.open_items) == ("approve", ("cost", "many_trees"))
    assert (approve.step, str(approve.body)) == ("desk", "role clerk")
    assert (reject.outcome, reject.mandate, reject.open_items) == ("reject", "clerk_in_own_unit", ())
    assert (sent_back.outcome, sent_back.due) == ("return", state.due)
    state = done(TOWN, state, answers(state, "clerk", "cost", "2026-02-03T10:00"))
    assert open_now(state, "2026-02-03T10:00")[0] == ("approve", ("many_trees",))


def test_a_matter_of_no_unit_is_offered_only_what_needs_none() -> None:
    """An urgent wish: the clerk's first mandate is for its own unit, the second for all."""
    of_no_unit = replace(matter("wish", urgent=True), unit=None)
    begun = register(TOWN, of_no_unit, Actor("anna", frozenset({"citizen"})), moment(MONDAY))
    assert not isinstance(begun, Refusal)
    offered = next_steps(TOWN, replay(begun), moment(MONDAY))
    assert {one.mandate for one in offered} == {"clerk_urgent"}
    of_the_park = next_steps(TOWN, brought(TOWN, "wish", MONDAY, urgent=True), moment(MONDAY))
    assert {one.mandate for one in of_the_park} == {"clerk_in_own_unit"}
    plain = brought(TOWN, "wish", MONDAY)
    assert next_steps(TOWN, plain, moment(MONDAY))
    stranded = replace(plain, matter=replace(plain.matter, unit=None))
    assert next_steps(TOWN, stranded, moment(MONDAY)) == ()
    first = route(TOWN, of_no_unit, moment(MONDAY)).passages[0]
    assert first.mandate is not None
    assert first.mandate.key == "clerk_urgent"


def test_the_requester_s_answer_takes_no_mandate() -> None:
    state = brought(TOWN, "wish", MONDAY)
    state = done(TOWN, state, chooses(state, "clerk", "return", "2026-02-03T10:00", reason="why"))
    (only,) = next_steps(TOWN, state, moment("2026-02-03T10:00"))
    assert (only.outcome, only.mandate) == ("supplement", None)


def test_nothing_can_be_done_when_out_of_time_at_rest_or_at_the_end() -> None:
    state = brought(TOWN, "wish", MONDAY)
    assert open_now(state, "2026-02-09T16:00:00")
    assert open_now(state, "2026-02-09T16:00:01") == []
    resting = entries.Park(somebody("clerk"), "", date(2026, 3, 1), moment("2026-02-03T10:00"))
    assert open_now(done(TOWN, state, resting), "2026-02-04T10:00") == []
    assert open_now(brought(TOWN, "notice", MONDAY), MONDAY) == []


def test_what_is_offered_is_let_through_and_the_rest_is_not() -> None:
    """Each outcome of the desk, on both sides of the limit."""
    for amount in (10000, 10001):
        state = brought(TOWN, "wish", MONDAY, amount=Money.of(amount))
        offered = {outcome for outcome, _ in open_now(state, MONDAY)}
        assert offered == {10000: {"approve", "reject", "return"}, 10001: {"recommend", "return"}}[amount]


def test_members_that_have_not_answered_or_defer_are_waited_for() -> None:
    state = brought(LEAGUE, "everybody", MONDAY)
    at = moment("2026-02-03T10:00")
    offered = next_steps(LEAGUE, state, at)
    assert [one.member for one in offered] == ["0153", "0155", "0185"]
    assert {(one.step, str(one.body), one.outcome, one.due) for one in offered} == {
        ("answers", "members members", None, state.due)
    }
    own = own_decision(state, "0185", Answer.CONSENTS, at)
    state = done(LEAGUE, state, entries.AnswerAsMember("0185", Answer.CONSENTS, at, own))
    state = done(LEAGUE, state, entries.AnswerAsMember("0155", Answer.DEFERS, at))
    assert [one.member for one in next_steps(LEAGUE, state, at)] == ["0153", "0155"]
    assert next_steps(LEAGUE, state, moment("2026-02-23T16:00:01")) == ()


def test_the_way_shown_is_the_way_played() -> None:
    """The wish that was shown above, played to its end at the very last moments."""
    shown = way(amount=Money.of(50000))
    state = brought(TOWN, "wish", MONDAY, amount=Money.of(50000))
    first, second = shown.passages[0].due, shown.passages[1].due
    assert first is not None
    assert second is not None
    state = done(TOWN, state, replace(chooses(state, "clerk", "recommend", MONDAY), at=first.at))
    assert state.due == second
    sat = sitting("council", ["mayor", "councillor_1", "councillor_2"])
    state = done(TOWN, state, replace(chooses(state, "scribe", "approve", MONDAY, sitting=sat), at=second.at))
    assert (state.end, state.at) == (shown.end, shown.at)
    assert [one.authority.key for one in state.decisions[:2]] == ["clerk_recommends", "council_rest"]


def test_a_longer_loop_is_walked_to_its_end() -> None:
    """Were a way cut short after so many steps, it would be said to end where it does not."""
    most = "{name: {da: x, en: x, nb: x}, unit: count, values: {2024-01-01: {value: 20, source: assumed}}}"
    model = changed(
        "skovby",
        ("at_most: {times: most_visits,", "at_most: {times: very_many,"),
        ("desk_days:\n", f"very_many: {most}\ndesk_days:\n"),
    )
    shown = route(model, matter("wish"), moment(MONDAY), {"desk": "return"})
    assert steps(shown) == [*(["desk", "home"] * 20), "council", "told"]
