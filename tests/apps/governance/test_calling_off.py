"""A planned adoption is called off before it begins, by those who may adopt; what holds goes on."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from tests.apps.governance.test_model_services import LATER, _decided, adopt_now, draft_of_today, refused
from tests.apps.world import HVIDOVRE, NOW, TODAY, World

from samspil.apps.governance.models import AdoptedKind, CalledOffAdoption, ModelVersion
from samspil.apps.governance.selectors.adoptions import adopted_on, governing
from samspil.apps.governance.services.calling_off import CallingOff, call_off
from samspil.apps.organisations.types import Acting
from samspil.kit.journal.models import Entry

WHY = CallingOff("Leverandøren er ikke klar.")


@pytest.fixture
def head(world: World) -> Any:
    with world.scope(HVIDOVRE):
        yield world.acting(HVIDOVRE, "head_of_digitalisation")


def called_off(version: ModelVersion, acting: Acting, why: CallingOff = WHY) -> list[CalledOffAdoption]:
    return call_off(version, why, acting=acting, at=NOW, today=TODAY)


def test_what_holds_goes_on_as_if_nothing_had_been_planned(head: Acting) -> None:
    before = list(AdoptedKind.objects.order_by("id").values())
    planned = adopt_now(draft_of_today(head), head)
    called_off(planned, head)
    assert list(AdoptedKind.objects.order_by("id").values()) == before
    assert (
        governing(head.organisation_id, "purchase_request", LATER)
        == adopted_on(head.organisation_id, TODAY)[0]
    )


def test_that_it_was_planned_stays_told_in_rows_and_in_the_journal(head: Acting) -> None:
    planned = adopt_now(draft_of_today(head), head, reason="Ti dage.")
    rows = called_off(planned, head)
    assert {row.kind for row in rows} >= {"purchase_request", "joint_consent"}
    assert {(row.version, row.was_from, row.reason, row.called_off_because) for row in rows} == {
        (planned, LATER, "Ti dage.", WHY.because)
    }
    told = Entry.objects.filter(action="governance.model.called_off").get()
    facts = json.loads(told.facts)
    assert told.subject_id == str(planned.public_id)
    assert WHY.because not in told.facts  # what people write is kept outside the chain
    assert str(LATER) in json.dumps(facts)


def test_then_it_can_be_decided_from_another_day(head: Acting) -> None:
    planned = adopt_now(draft_of_today(head), head)
    sooner = LATER - timedelta(days=9)
    assert refused(lambda: adopt_now(planned, head, sooner)) == "already_adopted_from"
    called_off(planned, head)
    adopt_now(planned, head, sooner)
    assert governing(head.organisation_id, "purchase_request", sooner) == planned


def test_kinds_that_are_planned_elsewhere_are_left(head: Acting) -> None:
    one = adopt_now(draft_of_today(head), head, kinds=("purchase_request",))
    other = adopt_now(draft_of_today(head), head, kinds=("joint_consent",))
    called_off(one, head)
    assert governing(head.organisation_id, "joint_consent", LATER) == other


@pytest.mark.parametrize("role", ["employee", "executive_board/director_1"])
def test_nobody_else_calls_it_off(world: World, head: Acting, role: str) -> None:
    planned = adopt_now(draft_of_today(head), head)
    other = world.acting(HVIDOVRE, role)
    assert refused(lambda: called_off(planned, other)) == "not_yours_to_adopt"


def test_a_reason_is_asked_for(head: Acting) -> None:
    planned = adopt_now(draft_of_today(head), head)
    assert refused(lambda: called_off(planned, head, CallingOff("  "))) == "call_off_needs_a_reason"


def test_what_has_begun_is_not_called_off(head: Acting) -> None:
    begun = adopt_now(draft_of_today(head), head, TODAY)
    assert refused(lambda: called_off(begun, head)) == "adoption_has_begun"


def test_it_is_called_off_once(head: Acting) -> None:
    planned = adopt_now(draft_of_today(head), head)
    called_off(planned, head)
    assert refused(lambda: called_off(planned, head)) == "nothing_to_call_off"
    assert Entry.objects.filter(action="governance.model.called_off").count() == 1


def test_an_association_s_board_decides_that_too(world: World) -> None:
    with world.scope(""):
        coordinator = world.acting("", "coordinator")
        board = _decided(coordinator, "forum board", "2026-9999")
        planned = adopt_now(draft_of_today(coordinator), coordinator, decided_by=board)
        assert refused(lambda: called_off(planned, coordinator)) == "call_off_not_decided"
        heads = _decided(coordinator, "forum digital_heads", "2026-9998")
        lacking = CallingOff("Nej.", heads)
        assert refused(lambda: called_off(planned, coordinator, lacking)) == "call_off_not_decided"
        (first, *_rest) = called_off(planned, coordinator, CallingOff("Nej.", board))
        assert first.called_off_by == board
