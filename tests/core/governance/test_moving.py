"""A matter under way is moved to another version: what it keeps, what is new, what hinders it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.core.governance.engine_world import moves
from tests.core.governance.engine_world.moves import (
    BEGUN,
    MOVED,
    SOON,
    TOWN,
    answer,
    gathering,
    later,
    wish,
)
from tests.core.governance.engine_world.world import (
    answers,
    brought,
    changed,
    chooses,
    done,
    happened,
    moment,
    refused,
    sitting,
    somebody,
)

from samspil.core.governance import Money
from samspil.core.governance.engine import decide
from samspil.core.governance.entries import Park, PassTime, Recuse
from samspil.core.governance.events import Decided, MovedToVersion
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.matter import Authority, Ground, Refusal
from samspil.core.governance.state import Participation, State


def moved(model: GovernanceModel, state: State, at: str = MOVED, old: GovernanceModel = TOWN) -> State:
    return done(old, state, moves.moves(model, at))


def hindered(
    model: GovernanceModel, state: State, at: str = MOVED, old: GovernanceModel = TOWN
) -> tuple[str, str]:
    return refused(old, state, moves.moves(model, at))


def without_line(model: GovernanceModel, state: State, old: GovernanceModel = TOWN) -> str:
    """The code alone, where the other version has lines that the files on disk have not."""
    answer = decide(old, state, moves.moves(model))
    assert isinstance(answer, Refusal), answer
    return answer.code


def test_it_goes_on_at_the_same_step_under_the_other_version() -> None:
    (event,) = happened(TOWN, wish(), moves.moves(moves.TEN_DAYS))
    assert event == MovedToVersion(
        moment(MOVED),
        "skovby",
        "1.1",
        moves.TEN_DAYS.digest,
        "desk",
        "role clerk",
        wish().due,
        "decided in February",
        "chief",
        "decision",
    )


def test_all_that_has_happened_is_kept() -> None:
    before = done(TOWN, wish(), answers(wish(), "clerk", "cost", SOON))
    after = moved(moves.TEN_DAYS, before)
    changed_fields = {"at", "digest", "moved_at"}
    for name in (one for one in State.__slots__ if one not in changed_fields):
        assert getattr(after, name) == getattr(before, name), name
    assert (after.digest, after.moved_at) == (moves.TEN_DAYS.digest, moment(MOVED))


def test_from_then_on_only_the_other_version_s_rules_hold() -> None:
    state = done(TOWN, wish(), answers(wish(), "clerk", "cost", SOON))
    state = moved(moves.TEN_DAYS, state)
    approve = chooses(state, "clerk", "approve", "2026-02-03T11:00")
    assert refused(TOWN, state, approve)[0] == "another_version"
    assert done(moves.TEN_DAYS, state, approve).result == "approved"


def test_a_running_clock_goes_on_where_the_version_says_nothing() -> None:
    due = moved(moves.TEN_DAYS, wish()).due
    assert due == wish().due
    assert due is not None
    assert due.on == date(2026, 2, 9)  # five working days from Monday 2 February


def test_a_clock_begins_anew_where_the_version_says_so() -> None:
    due = moved(moves.TEN_DAYS_ANEW, wish()).due
    assert due is not None
    assert due.on == date(2026, 2, 17)  # ten working days from Tuesday 3 February


def test_a_meeting_is_waited_for_by_the_calendar_that_holds() -> None:
    thursdays = "calendar: {starts: 2024-01-04T09:00, rule: FREQ=WEEKLY;BYDAY=TH"
    fridays = later((thursdays, "calendar: {starts: 2024-01-05T09:00, rule: FREQ=WEEKLY;BYDAY=FR"))
    before, after = gathering().due, moved(fridays, gathering(), "2026-04-28T11:00").due
    assert before is not None
    assert after is not None
    assert (before.on, after.on) == (date(2026, 4, 30), date(2026, 5, 1))  # Thursday, and Friday


def test_where_a_meeting_is_waited_for_instead_of_days_the_days_do_not_go_on() -> None:
    by_meeting = "who: {forum_for: theme}\n        clock: {meetings: one}"
    in_days = changed("skovby", (by_meeting, by_meeting.replace("meetings: one", "working_days: desk_days")))
    state = brought(in_days, "gathering", "2026-04-20T10:00")
    assert state.due is not None
    assert state.due.papers_by is None
    due = moved(moves.RENUMBERED, state, "2026-04-28T11:00", old=in_days).due
    assert due is not None
    assert (due.unit, due.on) == ("meetings", date(2026, 4, 30))  # the next Thursday


def test_where_another_body_acts_the_clock_is_its_own() -> None:
    state = moved(moves.ALL_IN_THE_CIRCLE, gathering("party"), "2026-04-28T11:00")
    assert (gathering("party").body, state.body) == ("forum festival", "forum circle")
    by_role = later(
        ("who: {forum_for: theme}\n        clock: {meetings: one}",
         "who: {role_for: theme}\n        clock: {working_days: desk_days}"),
        ("groups: {who: {forum_for: theme}", "groups: {who: {role_for: theme}"),
    )  # fmt: skip
    state = moved(by_role, gathering("party"), "2026-04-28T11:00")
    assert state.body == "role clerk"
    assert state.due is not None
    assert state.due.on == date(2026, 5, 12)  # ten working days from Tuesday 28 April


def test_a_body_that_takes_over_has_the_whole_time() -> None:
    chief = changed(
        "skovby",
        ('version: "1.0"', 'version: "1.1"'),
        ("who: {role: clerk}\n        clock: {working_days: desk_days}",
         "who: {role: chief}\n        clock: {working_days: desk_days}"),
        ("clerk_in_own_unit: {who: {role: clerk}", "clerk_in_own_unit: {who: {role: chief}"),
        ("clerk_urgent: {who: {role: clerk}", "clerk_urgent: {who: {role: chief}"),
        ("clerk_recommends:\n    who: {role: clerk}", "clerk_recommends:\n    who: {role: chief}"),
        ("  chief_is_told: {who: {role: chief}", "  chief_is_told: {who: {role: gardener}"),
        ("  chief_while_urgent: {who: {role: chief}", "  chief_while_urgent: {who: {role: gardener}"),
    )  # fmt: skip
    state = moved(chief, wish())
    assert (wish().body, state.body) == ("role clerk", "role chief")
    assert state.due is not None
    assert state.due.on == date(2026, 2, 10)  # five working days from Tuesday


def test_a_loop_goes_on_being_counted() -> None:
    """The desk sees it twice at most, and has seen it once under each version."""
    state = moved(moves.RENUMBERED, home_and_back(TOWN, wish()), SOON)
    assert state.step == "desk"
    assert home_and_back(moves.RENUMBERED, state).step == "council"


def home_and_back(model: GovernanceModel, state: State) -> State:
    state = done(model, state, chooses(state, "clerk", "return", SOON, reason="why"))
    return done(model, state, chooses(state, "requester", "supplement", SOON, actor=anna()))


def anna() -> Any:
    return replace(somebody("requester"), id="anna")


def test_what_was_sent_out_before_is_not_counted_under_the_other_version() -> None:
    before = gathering()
    state = moved(moves.RENUMBERED, before, "2026-04-28T11:00")
    sat = sitting("circle", ["member_1", "member_2", "member_3"], in_writing=True, sent_at=before.entered_at)
    choose = chooses(state, "gardener", "approve", "2026-05-05T12:00", sitting=sat)
    early = replace(choose, at=moment("2026-04-29T12:00"))
    assert refused(moves.RENUMBERED, state, early)[0] == "sent_out_elsewhen"
    again = replace(early, sitting=replace(sat, sent_at=moment("2026-04-28T11:00")))
    assert done(moves.RENUMBERED, state, again).result == "approved"


# --- what hinders it ------------------------------------------------------------------------------


def test_a_matter_that_rests_is_taken_up_first() -> None:
    state = done(TOWN, wish(), Park(somebody("clerk"), "", date(2026, 3, 1), moment(SOON)))
    assert hindered(moves.RENUMBERED, state)[0] == "matter_is_parked"


def test_a_clock_that_has_run_out_is_acted_on_first() -> None:
    at = "2026-02-10T10:00"
    assert hindered(moves.RENUMBERED, wish(), at)[0] == "clock_has_run_out"
    state = done(TOWN, wish(), PassTime(moment(at)))
    assert moved(moves.RENUMBERED, state, at).step == "council"


def test_what_has_ended_is_never_moved() -> None:
    state = done(TOWN, wish(), chooses(wish(), "clerk", "reject", SOON, reason="no"))
    assert hindered(moves.RENUMBERED, state)[0] == "matter_has_ended"


def test_a_version_is_not_used_before_its_first_day() -> None:
    next_year = later(("valid_from: 2024-01-01", "valid_from: 2026-02-04"))
    assert hindered(next_year, wish())[0] == "model_not_valid_yet"


def test_the_facts_must_be_those_that_the_other_version_asks_for() -> None:
    more = later(("    attributes: [theme, urgent]", "    attributes: [theme, urgent, trees]"))
    assert hindered(more, gathering(), "2026-04-28T11:00") == (
        "missing_attribute",
        "attributes: [theme, urgent]",
    )
    assert without_line(later(("  wish:\n    name: {da: Ønske, en: Wish, nb: Ønske}\n    route: wish",
                               "  hope:\n    name: {da: Ønske, en: Wish, nb: Ønske}\n    route: wish"),
                              ("kinds: [wish]", "kinds: [hope]")), wish()) == "unknown_kind"  # fmt: skip


def test_a_phase_that_is_skipped_there_hinders_it() -> None:
    state = brought(TOWN, "gate", BEGUN, phase="plant", urgent=True)
    never = later(("        when: {urgent: true}\n        documents: {}",
                   "        when: {urgent: false}\n        documents: {}"))  # fmt: skip
    assert hindered(never, state)[0] == "phase_is_skipped"


def test_a_forum_that_has_ended_there_takes_nothing_in() -> None:
    found = hindered(moves.FESTIVAL_OVER, gathering("party"), "2026-04-28T11:00")
    assert found == ("forum_has_ended", "until: 2026-05-07")
    refusal = decide(TOWN, gathering("party"), moves.moves(moves.FESTIVAL_OVER, "2026-04-28T11:00"))
    assert isinstance(refusal, Refusal)
    assert refusal.problem.args == {"forum": "festival", "until": "2026-04-01"}
    assert moved(moves.RENUMBERED, gathering("party"), "2026-04-28T11:00").body == "forum festival"


def test_until_the_day_before_it_only_lacks_a_meeting() -> None:
    ends = later(("until: 2026-05-07", "until: 2026-04-30"))
    party = gathering("party", "2026-04-21T10:00")
    party = replace(party, due=None)
    assert hindered(ends, party, "2026-04-30T09:00")[0] == "forum_has_ended"
    assert hindered(ends, party, "2026-04-29T09:00")[0] == "no_meeting_left"


def test_whoever_stepped_aside_stays_aside() -> None:
    state = moved(moves.RENUMBERED, moves.third_seat_stepped_aside(), "2026-04-28T11:00")
    assert state.recused == {("forum circle", "member_3")}
    gate = brought(TOWN, "gate", BEGUN)
    left = done(TOWN, gate, Recuse("chief", "cousin", somebody("chief"), moment(SOON)))
    assert moved(moves.RENUMBERED, left).barred == left.barred != frozenset()


@pytest.mark.parametrize(
    ("body", "seat", "line"), [("forum ghost", "member", "forums:"), ("role ghost", "ghost", "roles:")]
)
def test_an_interest_told_at_a_body_that_is_gone_hinders_it(body: str, seat: str, line: str) -> None:
    for state in (
        replace(wish(), recused=frozenset({(body, seat)})),
        replace(wish(), barred=frozenset({(body, "anna")})),
    ):
        assert hindered(moves.RENUMBERED, state) == ("interest_would_be_lost", line)


def test_a_member_s_seat_that_stepped_aside_is_there_while_it_is_a_member() -> None:
    law = brought(moves.LEAGUE, "law", BEGUN)
    state = replace(law, recused=frozenset({("forum table", "envoy_0185")}))
    assert moved(moves.LEAGUE_LATER, state, old=moves.LEAGUE).recused == state.recused
    gone = replace(law, recused=frozenset({("forum table", "envoy_0101")}))
    assert without_line(moves.LEAGUE_LATER, gone, old=moves.LEAGUE) == "interest_would_be_lost"


def test_an_interest_in_the_whole_matter_hinders_nothing() -> None:
    state = replace(wish(), barred=frozenset({("", "anna"), ("role chief", "bo"), ("forum council", "cai")}))
    assert moved(moves.RENUMBERED, state).barred == state.barred


def test_it_is_not_moved_to_where_its_unit_would_be_needed_and_is_not_known() -> None:
    state = brought(moves.BY_ANYBODY, "wish", BEGUN)
    unknown = replace(state, matter=replace(state.matter, unit=None))
    assert hindered(moves.RENUMBERED, unknown, old=moves.BY_ANYBODY)[0] == "unit_is_missing"
    assert moved(moves.RENUMBERED, state, old=moves.BY_ANYBODY).step == "desk"


def test_whoever_takes_part_is_not_moved_to_other_rules() -> None:
    state = replace(
        brought(moves.LEAGUE, "together", BEGUN), participants={"0185": Participation(date(2026, 2, 1))}
    )
    found = hindered(moves.LEAGUE_LATER, state, old=moves.LEAGUE)
    assert found[0] == "members_were_asked_under_this"
    free = replace(brought(moves.LEAGUE, "law", BEGUN))
    assert moved(moves.LEAGUE_LATER, free, old=moves.LEAGUE).step == free.step


# --- nothing is approved past those who may ---------------------------------------------------------


def decided(step: str, outcome: str, effect: str, ground: Ground = Ground.MANDATE) -> Decided:
    authority = Authority(ground, "council_answers", TOWN.place("mandates"))
    return Decided(moment(SOON), step, outcome, effect, "forum council", "mayor", authority)


COUNCIL_SAID_YES = decided("council", "consent", "approves")


@pytest.mark.parametrize(
    ("said", "goes_on"),
    [
        ([], False),
        ([COUNCIL_SAID_YES], True),
        ([decided("council", "consent", "approves", Ground.ROUTE)], False),
        ([COUNCIL_SAID_YES, decided("council", "decline", "rejects")], False),
        ([COUNCIL_SAID_YES, decided("chief", "recommend", "advances")], True),
        ([decided("nowhere", "consent", "approves")], True),
        ([COUNCIL_SAID_YES, decided("nowhere", "recommend", "advances")], False),
        ([COUNCIL_SAID_YES, decided("council", "nothing", "advances")], False),
    ],
    ids=["nobody", "approved", "by no mandate", "and rejected", "and sent on", "at a step of before",
         "then perhaps changed at a step of before", "then perhaps changed by an outcome of before"],
)  # fmt: skip
def test_what_was_not_approved_is_not_moved_past_those_who_may(said: list[Decided], goes_on: bool) -> None:
    state = replace(answer(), decisions=tuple(said))
    found = decide(TOWN, state, moves.moves(moves.COUNCIL_FIRST))
    assert isinstance(found, Refusal) is not goes_on
    if isinstance(found, Refusal):
        assert found.code == "would_be_approved_by_nobody"


def test_an_approval_of_what_was_changed_since_is_none() -> None:
    """Under this version the chief may amend the amount when sending the answer on."""
    over = "to: council, when: {amount: {over: clerk_limit}}"
    old = changed("skovby", (f"{over}}}", f"{over}, amends: [amount]}}"))
    state = brought(old, "answer", BEGUN, amount=Money(0))
    said = (COUNCIL_SAID_YES, decided("chief", "recommend", "advances"))
    found = decide(old, replace(state, decisions=said), moves.moves(moves.COUNCIL_FIRST))
    assert isinstance(found, Refusal)
    assert found.code == "would_be_approved_by_nobody"


def test_what_can_be_approved_by_those_who_may_is_moved() -> None:
    state = answer(15_000)
    state = done(TOWN, state, chooses(state, "chief", "recommend", SOON))
    assert moved(moves.COUNCIL_FIRST, state).body == "forum council"
    twice = moved(moves.COUNCIL_FIRST_AGAIN, moved(moves.COUNCIL_FIRST, state), old=moves.COUNCIL_FIRST)
    assert twice.digest == moves.COUNCIL_FIRST_AGAIN.digest
