"""What events add up to, one by one."""

from __future__ import annotations

from datetime import date, timedelta
from typing import cast, get_args

import pytest
from tests.core.governance.engine_world.world import begun, brought, matter, model_of, moment

from samspil.core.errors import Place
from samspil.core.governance.engine import _AT_A_STEP, _AT_ANY_TIME
from samspil.core.governance.entries import Entry
from samspil.core.governance.events import Ended, Entered, Event, MembersTakePart, Registered
from samspil.core.governance.matter import Authority, Ground
from samspil.core.governance.state import Participation, apply, apply_all, replay

TOWN = model_of("skovby")
AT = moment("2026-02-02T10:00")


def test_events_begin_with_a_registration() -> None:
    first, second = begun(TOWN, "wish", "2026-02-02T10:00")
    with pytest.raises(AssertionError):
        replay([second, first])


def test_a_matter_is_registered_once() -> None:
    registered = Registered(AT, matter("wish"), "skovby", TOWN.digest)
    with pytest.raises(ValueError, match=r"^a matter is registered once$"):
        apply(replay([registered]), registered)


def test_what_is_no_event_adds_up_to_nothing() -> None:
    with pytest.raises(AssertionError):
        apply(brought(TOWN, "wish", "2026-02-02T10:00"), cast("Event", "news"))


def test_every_entry_has_its_answer() -> None:
    assert set(_AT_ANY_TIME) | set(_AT_A_STEP) == set(get_args(Entry))
    assert not set(_AT_ANY_TIME) & set(_AT_A_STEP)


def test_a_participant_is_with_from_its_first_day_until_the_day_it_leaves() -> None:
    state = brought(TOWN, "wish", "2026-02-02T10:00")
    rule = Authority(Ground.JOINT_RULE, "some", TOWN.place("kinds"))
    since = date(2026, 2, 3)
    state = apply_all(state, [MembersTakePart(AT, since, ("0185", "0155"), rule)])
    assert state.participants_on(since) == ("0155", "0185")
    assert state.participants_on(since - timedelta(1)) == ()
    assert Participation(since, since).leaves_on == since
    assert state.carried_on == since


def test_members_that_are_asked_anew_take_no_part_until_they_have_answered_anew() -> None:
    """What they said of the first proposal binds them to nothing in the second."""
    state = apply(brought(TOWN, "wish", "2026-02-02T10:00"), taking_part("0185", "0153"))
    assert state.participants.keys() == {"0185", "0153"}
    asked = apply(state, Entered(AT, "answers", "members members", None, ("0153", "0155", "0185")))
    assert (asked.participants, asked.carried_on) == ({}, None)
    elsewhere = apply(state, Entered(AT, "table", "forum table", None))
    assert elsewhere.participants.keys() == {"0185", "0153"}


@pytest.mark.parametrize(
    ("result", "left"),
    [("approved", 2), ("noted", 2), ("rejected", 0), ("withdrawn", 0), ("lapsed", 0)],
)
def test_in_what_came_to_nothing_nobody_takes_part(result: str, left: int) -> None:
    state = apply(brought(TOWN, "wish", "2026-02-02T10:00"), taking_part("0185", "0153"))
    ended = apply(state, Ended(AT, "end", result))
    assert len(ended.participants) == left
    assert (ended.carried_on is None) == (left == 0)


def taking_part(*members: str) -> MembersTakePart:
    authority = Authority(Ground.JOINT_RULE, "some", Place("model.yaml", 1))
    return MembersTakePart(AT, AT.date(), members, authority)
