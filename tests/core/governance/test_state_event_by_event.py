"""Each event changes what it says about a matter, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.core.governance.engine_world.world import matter, moment

from samspil.core.errors import Place
from samspil.core.governance.events import (
    Amended,
    Answer,
    Decided,
    Due,
    Ended,
    Entered,
    Event,
    ItemAnswered,
    MemberAnswered,
    MemberAuthority,
    MemberJoined,
    MemberLeft,
    MembersTakePart,
    MovedToVersion,
    ObligationCreated,
    Parked,
    Recused,
    Registered,
    Resumed,
    Withdrawn,
)
from samspil.core.governance.matter import Authority, Ground
from samspil.core.governance.state import Participation, State, apply, replay
from samspil.core.units import Money

THEN, NOW, DECIDED = moment("2026-02-02T10:00"), moment("2026-02-09T10:00"), moment("2026-02-08T09:00")
DAY, LATER = date(2026, 2, 9), date(2026, 8, 9)
LINE = Place("model.yaml", 1)
RULE = Authority(Ground.JOINT_RULE, "some", LINE)
OLD_DUE, NEW_DUE = (Due(at, at, at.date(), "working_days", 5, "days", LINE) for at in (THEN, NOW))


def own(member: str, answer: Answer = Answer.CONSENTS, amount: int | None = None) -> MemberAuthority:
    money = None if amount is None else Money(amount)
    return MemberAuthority(member, "m2", "m1", answer, "town", "chief", LINE, DECIDED, "answer", money)


SAID = ItemAnswered(THEN, "desk", "cost", True, "seen", "", "anna")
ELSEWHERE = ItemAnswered(THEN, "council", "cost", True, "seen", "", "anna")
ANSWERED = MemberAnswered(THEN, "0155", Answer.CONSENTS, own("0155", amount=500))
DEFERRED = MemberAnswered(NOW, "0185", Answer.DEFERS, None)
FIRST = Decided(THEN, "desk", "approve", "approves", "role clerk", "anna", RULE)
OWED = ObligationCreated(THEN, "report", "role clerk", "forum council", DAY)
SECOND, OWED_TOO = replace(FIRST, at=NOW), replace(OWED, at=NOW)
WITH = Participation(date(2026, 1, 1), None, Money(7))

# A matter of which there is something to say in every respect.
BEFORE = State(
    matter=matter("wish"), model="skovby", digest="d", at=THEN, step="desk", body="role clerk",
    entered_at=THEN, due=OLD_DUE, visits={("desk", "role clerk"): 1},
    items={("desk", "cost"): SAID, ("council", "cost"): ELSEWHERE},
    recused=frozenset({("forum circle", "member_1")}), barred=frozenset({("", "bo")}),
    members=("0155", "0185"), answers={"0155": ANSWERED}, participants={"0153": WITH},
    carried_on=date(2026, 1, 1), asked_at=THEN, last_word={"0153": THEN}, decisions=(FIRST,),
    obligations=(OWED,), parked_at=THEN, parked_until=LATER, rested_days=4,
)  # fmt: skip

NOBODY: dict[str, Any] = {"participants": {}, "carried_on": None}
ENDED: dict[str, Any] = {
    "step": None, "body": "", "due": None, "parked_at": None, "parked_until": None, "end": "done"
}  # fmt: skip
AT_COUNCIL: dict[str, Any] = {
    "step": "council", "body": "forum council", "entered_at": NOW, "due": NEW_DUE,
    "items": {("desk", "cost"): SAID},
    "visits": {("desk", "role clerk"): 1, ("council", "forum council"): 1},
}  # fmt: skip

CHANGES: dict[str, tuple[Event, dict[str, Any]]] = {
    "it comes to a step": (Entered(NOW, "council", "forum council", NEW_DUE), AT_COUNCIL),
    "it comes back": (
        Entered(NOW, "desk", "role clerk", None),
        {
            "entered_at": NOW,
            "due": None,
            "items": {("council", "cost"): ELSEWHERE},
            "visits": {("desk", "role clerk"): 2},
        },
    ),
    "members are asked anew": (
        Entered(NOW, "council", "forum council", NEW_DUE, ("0153",)),
        {**AT_COUNCIL, **NOBODY, "members": ("0153",), "answers": {}, "asked_at": NOW},
    ),
    "a point is answered": (
        replace(SAID, at=NOW, item="colour"),
        {"items": {**BEFORE.items, ("desk", "colour"): replace(SAID, at=NOW, item="colour")}},
    ),
    "an outcome is reached": (SECOND, {"decisions": (FIRST, SECOND)}),
    "more is known": (
        Amended(NOW, {"trees": 9}),
        {"matter": replace(BEFORE.matter, attributes={**BEFORE.matter.attributes, "trees": 9})},
    ),
    "a member answers": (
        replace(ANSWERED, at=NOW, member="0185"),
        {
            "answers": {"0155": ANSWERED, "0185": replace(ANSWERED, at=NOW, member="0185")},
            "last_word": {"0153": THEN, "0185": DECIDED},
        },
    ),
    "a member defers": (DEFERRED, {"answers": {"0155": ANSWERED, "0185": DEFERRED}}),
    "members take part for what they took on": (
        MembersTakePart(NOW, LATER, ("0155", "0185"), RULE),
        {
            "participants": {
                "0153": WITH,
                "0155": Participation(LATER, None, Money(500)),
                "0185": Participation(LATER, None, None),
            }
        },
    ),
    "a member joins later": (
        MemberJoined(NOW, LATER, "0185", own("0185", amount=9)),
        {
            "participants": {"0153": WITH, "0185": Participation(LATER, None, Money(9))},
            "last_word": {"0153": THEN, "0185": DECIDED},
        },
    ),
    "a member gives notice": (
        MemberLeft(NOW, "0153", LATER, own("0153")),
        {"participants": {"0153": replace(WITH, leaves_on=LATER)}, "last_word": {"0153": DECIDED}},
    ),
    "somebody owes": (OWED_TOO, {"obligations": (OWED, OWED_TOO)}),
    "it is parked": (Parked(NOW, DAY, "", "anna"), {"parked_at": NOW, "parked_until": DAY, "due": None}),
    "it goes on": (
        Resumed(NOW, NEW_DUE, "anna", 3),
        {"parked_at": None, "parked_until": None, "due": NEW_DUE, "rested_days": 7},
    ),
    "it is moved to another version": (
        MovedToVersion(NOW, "town", "2.0", "e", "desk", "role chief", NEW_DUE, "why", "anna", "m9"),
        {"model": "town", "digest": "e", "moved_at": NOW, "body": "role chief", "due": NEW_DUE},
    ),
    "it is taken back": (Withdrawn(NOW, "anna", ""), {}),
    "it ends well": (Ended(NOW, "done", "approved"), {**ENDED, "result": "approved"}),
    "it comes to nothing": (Ended(NOW, "done", "rejected"), {**ENDED, **NOBODY, "result": "rejected"}),
}


@pytest.mark.parametrize("what", CHANGES)
def test_an_event_changes_what_it_says_and_nothing_else(what: str) -> None:
    event, changes = CHANGES[what]
    assert apply(BEFORE, event) == replace(BEFORE, at=NOW, **changes)


def test_the_first_that_take_part_say_since_when_the_matter_is_carried() -> None:
    begun = replace(BEFORE, carried_on=None)
    assert apply(begun, MembersTakePart(NOW, LATER, ("0155",), RULE)).carried_on == LATER


def test_a_registration_is_a_matter_of_which_nothing_else_is_known() -> None:
    registered = Registered(NOW, matter("wish"), "skovby", "abc")
    assert replay([registered]) == State(matter("wish"), "skovby", "abc", NOW)


@pytest.mark.parametrize(
    ("event", "recused", "barred"),
    [
        (Recused(NOW, "forum council", "mayor_1", "", "mayor"), {("forum council", "mayor_1")}, set()),
        (Recused(NOW, "role clerk", "chief", "", "clerk"), {("role chief", "chief")}, set()),
        (
            Recused(NOW, "role clerk", "clerk", "", "anna", "anna", is_empty=False),
            set(),
            {("", "anna")},
        ),
        (
            Recused(NOW, "role clerk", "clerk", "", "anna", "carl"),
            {("role clerk", "clerk")},
            {("role clerk", "carl")},
        ),
    ],
    ids=["a seat", "a stand-in", "oneself, while others are left", "another, the last of its role"],
)
def test_who_steps_out_is_out_where_it_was_said(
    event: Recused, recused: set[tuple[str, str]], barred: set[tuple[str, str]]
) -> None:
    after = apply(BEFORE, event)
    expected = replace(BEFORE, at=NOW, recused=BEFORE.recused | recused, barred=BEFORE.barred | barred)
    assert after == expected


@pytest.mark.parametrize(
    ("person", "body", "barred"),
    [
        ("bo", "role clerk", True),
        ("carl", "role clerk", True),
        ("carl", "forum council", False),
        ("anna", "role clerk", False),
    ],
)
def test_a_person_is_barred_everywhere_or_from_one_body(person: str, body: str, barred: bool) -> None:
    state = replace(BEFORE, barred=frozenset({("", "bo"), ("role clerk", "carl")}))
    assert state.bars(person, body) is barred


@pytest.mark.parametrize(("day", "takes_part"), [(10, False), (11, True), (19, True), (20, False)])
def test_a_participant_is_with_until_the_day_it_leaves(day: int, takes_part: bool) -> None:
    part = Participation(date(2026, 3, 11), date(2026, 3, 20))
    state = replace(BEFORE, participants={"0153": part})
    assert state.participants_on(date(2026, 3, day)) == (("0153",) if takes_part else ())
