"""By what members take part in a joint decision, and until when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.core.governance.engine_world.plays import own_decision
from tests.core.governance.engine_world.world import (
    brought,
    changed,
    chooses,
    done,
    happened,
    model_of,
    moment,
)
from tests.core.governance.engine_world.world import sitting as together

from samspil.core.governance import entries
from samspil.core.governance.engine import decide
from samspil.core.governance.events import Answer, MemberAnswered, MemberLeft, MembersTakePart
from samspil.core.governance.joint_decisions import consents_needed, participants_on
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.matter import Authority, Ground, Refusal
from samspil.core.governance.state import Participation, State

LEAGUE = model_of("sund_league")
BEGUN, SOON = "2026-02-02T10:00", "2026-02-03T10:00"
ENVOYS = ["envoy_0155", "envoy_0185", "envoy_0153"]


def consents(state: State, member: str, at: str = SOON) -> entries.AnswerAsMember:
    own = own_decision(state, member, Answer.CONSENTS, moment(at))
    return entries.AnswerAsMember(member, Answer.CONSENTS, moment(at), own)


def test_who_defers_is_noted_at_that_time_and_still_waited_for() -> None:
    state = brought(LEAGUE, "everybody", BEGUN)
    deferring = entries.AnswerAsMember("0155", Answer.DEFERS, moment(SOON))
    assert happened(LEAGUE, state, deferring) == (MemberAnswered(moment(SOON), "0155", Answer.DEFERS, None),)
    assert consents_needed(LEAGUE, done(LEAGUE, state, deferring)) == ("0153", "0155", "0185")


def test_members_that_all_consented_take_part_by_that_rule() -> None:
    state = brought(LEAGUE, "everybody", BEGUN)
    for member in ("0155", "0185"):
        state = done(LEAGUE, state, consents(state, member))
        assert not state.participants
    last = happened(LEAGUE, state, consents(state, "0153"))
    by_rule = Authority(Ground.JOINT_RULE, "all", LEAGUE.place("joint", "all"))
    taking_part = [one for one in last if isinstance(one, MembersTakePart)]
    day = date(2026, 2, 3)
    assert taking_part == [MembersTakePart(moment(SOON), day, ("0155", "0185", "0153"), by_rule)]


def answered(kind: str, consenting: set[str], model: GovernanceModel = LEAGUE) -> State:
    """Dragør (0155), Tårnby (0185) and Brøndby (0153) answer in turn until it is settled."""
    state = brought(model, kind, BEGUN)
    if state.step == "table":
        entry = chooses(state, "envoy", "recommend", BEGUN, sitting=together("table", ENVOYS))
        state = done(model, state, entry)
    for member in ("0155", "0185", "0153"):
        if state.end is None:
            answer = Answer.CONSENTS if member in consenting else Answer.DECLINES
            own = own_decision(state, member, answer, moment(SOON))
            state = done(model, state, entries.AnswerAsMember(member, answer, moment(SOON), own))
    return state


def test_where_all_must_be_with_one_no_is_enough() -> None:
    assert answered("everybody", {"0155", "0185", "0153"}).end == "approved"
    fallen = answered("everybody", {"0185", "0153"})
    assert fallen.decisions[-1].authority.ground is Ground.JOINT_RULE
    assert (fallen.end, list(fallen.answers)) == ("rejected", ["0155"])


@pytest.mark.parametrize(
    ("consenting", "end"), [({"0185", "0153"}, "approved"), ({"0155", "0185"}, "rejected")]
)
def test_those_who_are_with_must_have_the_people_that_the_rule_asks_for(
    consenting: set[str], end: str
) -> None:
    """Sixty thousand: Tårnby and Brøndby have 78,079 between them, Dragør and Tårnby 57,483."""
    assert answered("together", consenting).end == end


def test_those_who_are_with_must_be_as_many_as_the_rule_asks_for() -> None:
    any_people = changed("sund_league", ("value: 60000", "value: 1"))
    assert answered("together", {"0155", "0185"}, any_people).end == "approved"
    assert answered("together", {"0185"}, any_people).end == "rejected"


def test_members_are_bound_by_the_line_of_the_statutes_they_consented_to() -> None:
    state = brought(LEAGUE, "law", BEGUN)
    sat = together("table", ENVOYS)
    events = happened(LEAGUE, state, chooses(state, "envoy", "approve", BEGUN, sitting=sat))
    (bound,) = (one for one in events if isinstance(one, MembersTakePart))
    place = LEAGUE.place("joint", "statutes", "legal_basis")
    assert bound.authority == Authority(Ground.JOINT_RULE, "statutes", place)
    assert place.line == LEAGUE.place("joint", "statutes").line + 3


@pytest.mark.parametrize(("ends", "on_new_years_day"), [("true", ("0153",)), ("false", ("0153", "0185"))])
def test_the_part_ends_with_the_membership_where_the_rule_says_so(
    ends: str, on_new_years_day: tuple[str, ...]
) -> None:
    """Tårnby (0185) leaves the league on 1 January 2027."""
    model = changed("sund_league", ("ends_with_membership: true", f"ends_with_membership: {ends}"))
    part = Participation(date(2026, 2, 3))
    state = replace(brought(model, "everybody", BEGUN), participants={"0153": part, "0185": part})
    assert participants_on(model, state, date(2026, 12, 31)) == ("0153", "0185")
    assert participants_on(model, state, date(2027, 1, 1)) == on_new_years_day


def test_who_is_no_member_cannot_join_later() -> None:
    state = brought(LEAGUE, "together", BEGUN)
    state = done(
        LEAGUE, state, chooses(state, "envoy", "recommend", BEGUN, sitting=together("table", ENVOYS))
    )
    for member in ("0185", "0153"):
        state = done(LEAGUE, state, consents(state, member))
    own = own_decision(state, "0155", Answer.DECLINES, moment(SOON))
    state = done(LEAGUE, state, entries.AnswerAsMember("0155", Answer.DECLINES, moment(SOON), own))
    assert state.end == "approved"
    refusal = decide(LEAGUE, state, entries.JoinLate("0101", moment("2026-03-02T10:00")))
    assert isinstance(refusal, Refusal)
    assert (refusal.code, refusal.problem.args) == ("not_a_member", {"member": "0101"})
    assert refusal.problem.place == LEAGUE.place("members")


def test_what_alone_lets_a_participant_out_is_named_by_its_own_line() -> None:
    late = "within: late_months}\n    leaving: {"
    model = changed("sund_league", (late, f"{late}\n      only_by: [law, everybody], "))
    part = Participation(date(2026, 2, 3))
    state = replace(brought(model, "together", BEGUN), participants={"0153": part}, carried_on=part.joined_on)
    own = own_decision(state, "0153", Answer.DECLINES, moment(SOON))
    refusal = decide(model, state, entries.LeaveJoint("0153", moment(SOON), own))
    assert isinstance(refusal, Refusal)
    assert (refusal.code, refusal.problem.args) == (
        "left_only_by",
        {"member": "0153", "kinds": "law, everybody"},
    )
    assert refusal.problem.place is not None
    assert refusal.problem.place.line == model.place("joint", "some", "leaving").line + 1


def test_where_no_time_is_set_one_may_join_as_late_as_one_likes() -> None:
    model = changed("sund_league", (", within: late_months", ""))
    part = Participation(date(2026, 2, 3))
    begun = brought(model, "together", BEGUN)
    state = replace(begun, participants={"0153": part}, carried_on=part.joined_on, end="approved", step=None)
    late = "2029-02-05T10:00"
    own = own_decision(state, "0155", Answer.CONSENTS, moment(late))
    joined = done(model, state, entries.JoinLate("0155", moment(late), own))
    assert joined.participants_on(date(2029, 2, 5)) == ("0153", "0155")


@pytest.mark.parametrize(("at", "joins"), [("2027-02-03T10:00", True), ("2027-02-04T10:00", False)])
def test_the_last_day_to_join_is_so_many_months_after_it_was_carried(at: str, joins: bool) -> None:
    """Twelve months from 3 February 2026; that day is still one of them."""
    part = Participation(date(2026, 2, 3))
    begun = brought(LEAGUE, "together", BEGUN)
    state = replace(begun, participants={"0153": part}, carried_on=part.joined_on, end="approved", step=None)
    own = own_decision(state, "0155", Answer.CONSENTS, moment(at))
    answer = decide(LEAGUE, state, entries.JoinLate("0155", moment(at), own))
    if joins:
        assert not isinstance(answer, Refusal)
    else:
        assert isinstance(answer, Refusal)
        assert (answer.code, answer.problem.args) == ("too_late_to_join", {"last": date(2027, 2, 3)})
        assert answer.problem.place == LEAGUE.place("joint", "some", "late_joining", "within")


@pytest.mark.parametrize(
    ("member", "at", "out_on"),
    [
        ("0153", "2026-11-03T10:00", date(2027, 5, 3)),
        ("0185", "2026-11-03T10:00", date(2027, 1, 1)),
        ("0185", "2026-03-03T10:00", date(2026, 9, 3)),
    ],
)
def test_who_leaves_is_out_after_its_notice_or_with_its_membership(
    member: str, at: str, out_on: date
) -> None:
    """Six months' notice; Tårnby (0185) is no member from 1 January 2027."""
    part = Participation(date(2026, 2, 3))
    state = replace(
        brought(LEAGUE, "together", BEGUN), participants={member: part}, carried_on=part.joined_on
    )
    own = own_decision(state, member, Answer.DECLINES, moment(at))
    (left,) = happened(
        LEAGUE, replace(state, end="approved", step=None), entries.LeaveJoint(member, moment(at), own)
    )
    assert isinstance(left, MemberLeft)
    assert (left.member, left.leaves_on) == (member, out_on)
