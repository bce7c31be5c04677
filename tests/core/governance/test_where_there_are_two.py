"""Where the small world has one of something, or none: with two of them both count, and both are named."""

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
    happened,
    matter,
    model_of,
    moment,
    sitting,
    somebody,
)

from samspil.core.errors import ProblemsError
from samspil.core.governance import entries
from samspil.core.governance.engine import decide, register
from samspil.core.governance.events import Answer, MemberLeft
from samspil.core.governance.forum_decisions import tally
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.matter import Actor, Refusal
from samspil.core.governance.otherwise import otherwise
from samspil.core.governance.state import Participation, State
from samspil.core.units import Money

BEGUN, SOON = "2026-02-02T10:00", "2026-02-02T11:00"
TOWN, LEAGUE = model_of("skovby"), model_of("sund_league")


def told(answer: object) -> dict[str, object]:
    """What a refusal names."""
    assert isinstance(answer, Refusal), answer
    return {"code": answer.code, **answer.problem.args}


# --- Both are named --------------------------------------------------------------------------------


def test_all_who_may_bring_a_matter_are_named() -> None:
    model = changed("skovby", ("brought_by: [citizen]", "brought_by: [citizen, mayor]"))
    answer = register(model, matter("wish"), somebody("scribe"), moment(BEGUN))
    assert told(answer) == {"code": "may_not_bring", "roles": "citizen, mayor"}


def test_all_items_that_are_open_are_named() -> None:
    state = brought(TOWN, "wish", BEGUN, trees=10)
    answer = decide(TOWN, state, chooses(state, "clerk", "approve", SOON))
    assert told(answer) == {"code": "items_are_open", "outcome": "approve", "items": "cost, many_trees"}


def test_all_that_may_be_amended_is_named() -> None:
    state = brought(TOWN, "wish", BEGUN)
    state = done(TOWN, state, chooses(state, "clerk", "return", SOON, reason="why"))
    anna = Actor("anna", frozenset({"requester"}))
    entry = chooses(state, "", "supplement", "2026-02-03T10:00", actor=anna, amends={"urgent": True})
    assert told(decide(TOWN, state, entry)) == {
        "code": "may_not_amend",
        "attribute": "urgent",
        "allowed": "amount, trees",
    }


def test_all_members_that_take_part_are_named() -> None:
    state = brought(LEAGUE, "everybody", BEGUN)
    state = replace(state, participants=dict.fromkeys(("0185", "0155"), Participation(date(2026, 2, 1))))
    answer = decide(LEAGUE, state, entries.Withdraw(somebody("secretary"), "", moment(SOON)))
    assert told(answer) == {"code": "members_take_part", "members": "0185, 0155"}


def test_both_who_could_chair_are_named() -> None:
    model = changed("skovby", ("mayor: {role: mayor, number: 1", "mayor: {role: mayor, number: 2"))
    present = ["mayor_2", "mayor_1", "councillor_1", "councillor_2"]
    answer = tally(model, sitting("council", present, chair="councillor_1"), frozenset(), date(2026, 3, 4))
    assert told(answer) == {"code": "the_chair_is_there", "chair": "mayor_1, mayor_2"}


def test_an_item_of_another_step_is_answered_with_where_the_matter_is() -> None:
    state = brought(TOWN, "wish", BEGUN)
    answer = decide(TOWN, state, answers(state, "clerk", "cost", SOON, step="council"))
    assert told(answer) == {"code": "matter_is_elsewhere", "asked": "council", "step": "desk"}


# --- Rest ------------------------------------------------------------------------------------------


def parked() -> State:
    state = brought(TOWN, "wish", BEGUN)
    return done(TOWN, state, entries.Park(somebody("clerk"), "", date(2026, 3, 1), moment(SOON)))


def test_whoever_may_not_rest_a_matter_may_not_take_it_up_either() -> None:
    answer = decide(TOWN, parked(), entries.Resume(somebody("mayor"), moment("2026-02-03T10:00")))
    assert told(answer) == {"code": "not_yours_to_move", "what": "park", "roles": "requester, clerk"}
    assert isinstance(answer, Refusal)
    assert answer.problem.place == TOWN.place("routes", "wish", "park", "by")


def test_what_time_does_is_kept_in_utc() -> None:
    (resumed,) = happened(TOWN, parked(), entries.PassTime(moment("2026-03-01T10:00")))
    assert resumed.at.isoformat() == "2026-02-28T23:00:00+00:00"


# --- Two mandates for the own unit, two phases, two memberships ------------------------------------


def test_of_two_mandates_for_the_own_unit_neither_reaches_another() -> None:
    model = changed(
        "skovby", ("up_to: clerk_limit, scope: organisation", "up_to: clerk_limit, scope: own_unit")
    )
    state = brought(model, "wish", BEGUN, urgent=True)
    entry = chooses(state, "clerk", "reject", SOON, unit="harbour", reason="no")
    assert told(decide(model, state, entry)) == {
        "code": "outside_own_unit",
        "unit": "park",
        "actors_unit": "harbour",
    }
    assert done(model, state, chooses(state, "clerk", "reject", SOON, reason="no")).end == "rejected"


MANY = changed(
    "skovby",
    ("attributes: [phase, urgent]", "attributes: [urgent, phase, trees]"),
    ("when: {urgent: true}\n        documents", "when: {trees: {at_least: many}}\n        documents"),
)


@pytest.mark.parametrize(("trees", "is_skipped"), [(9, True), (10, False)])
def test_a_phase_is_skipped_by_the_limit_of_the_day_wherever_it_stands_among_what_is_known(
    trees: int, is_skipped: bool
) -> None:
    answer = register(
        MANY,
        matter("gate", phase="plant", trees=trees),
        Actor("anna", frozenset({"gardener"})),
        moment(BEGUN),
    )
    if is_skipped:
        assert told(answer) == {"code": "phase_is_skipped", "phase": "plant"}
    else:
        assert not isinstance(answer, Refusal)


LEFT = "left: 2027-01-01, consented_to_statutes: 2023-12-01, source: assumed}\n"
MEMBER = '{municipality: "0185", joined: 2024-01-01, ' + LEFT
AGAIN = changed(
    "sund_league",
    (
        MEMBER,
        MEMBER + "  - " + MEMBER.replace("2024-01-01, left: 2027-01-01", "2027-01-01, left: 2027-03-01"),
    ),
)


@pytest.mark.parametrize("at", ["2027-01-01T10:00", "2027-01-15T10:00"])
def test_whoever_is_a_member_again_leaves_with_the_membership_that_holds_on_the_day(at: str) -> None:
    """Neither with the one that ended as this one began, nor first when half a year's notice is over."""
    part = Participation(date(2027, 1, 1))
    begun = brought(AGAIN, "together", BEGUN)
    state = replace(begun, participants={"0185": part}, carried_on=part.joined_on, end="approved", step=None)
    own = own_decision(state, "0185", Answer.DECLINES, moment(at))
    (left,) = happened(AGAIN, state, entries.LeaveJoint("0185", moment(at), own))
    assert isinstance(left, MemberLeft)
    assert left.leaves_on == date(2027, 3, 1)


# --- Limits ----------------------------------------------------------------------------------------


def turns_at(
    model: GovernanceModel, at: str, kroner: int, unit: str | None = "park"
) -> list[tuple[str, object]]:
    known = matter("wish", amount=Money.of(kroner))
    found = otherwise(model, replace(known, unit=unit), moment(at))
    return [(one.comparison.value, one.value) for one in found if one.attribute == "amount"]


def with_limits(**limits: str) -> GovernanceModel:
    """The town with limits that nothing goes by, each with its first day."""
    text = "".join(
        f"{key}:\n  name: {{da: {key}, en: {key}, nb: {key}}}\n  unit: dkk\n  values:\n    {value}\n"
        for key, value in limits.items()
    )
    return changed("skovby", ("desk_days:\n  name", text + "desk_days:\n  name"))


def test_a_limit_counts_from_the_very_day_on_which_it_begins() -> None:
    assert turns_at(TOWN, "2024-01-01T10:00", 5000) == [("over", 10000_00)]


def test_a_limit_close_to_another_is_not_told_where_only_the_other_turns() -> None:
    near = with_limits(
        below="2024-01-01: {value: 9999.99, source: assumed}",
        above="2024-01-01: {value: 10000.02, source: assumed}",
    )
    assert turns_at(near, BEGUN, 5000) == [("over", 10000_00)]
    assert turns_at(near, BEGUN, 20000) == [("at_most", 10000_00)]


def test_a_limit_beyond_which_a_matter_cannot_be_brought_is_no_other_answer() -> None:
    """Without a unit the clerk may not decide; over the limit she recommends, and that anybody may."""
    assert turns_at(TOWN, BEGUN, 20000, unit=None) == []
    with pytest.raises(ProblemsError):
        turns_at(TOWN, BEGUN, 5000, unit=None)


def test_a_limit_of_one_is_tried_from_nothing() -> None:
    model = changed(
        "holbaek_business_consultants",
        ("2022-01-01: {value: 2, source: F2.16}", "2022-01-01: {value: 1, source: F2.16}"),
    )
    none = matter("wish")
    few = replace(none, kind="area_workshop", unit="u")
    few = replace(few, attributes={"area": "care", "quality_found": 0, "efficiency_found": 2})
    found = otherwise(model, few, moment("2026-03-02T10:00"))
    assert ("quality_found", "at_least", 1) in [
        (one.attribute, one.comparison.value, one.value) for one in found
    ]
