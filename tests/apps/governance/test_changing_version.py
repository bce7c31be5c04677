"""Matters under way are moved to the version that holds, by those who may adopt and by a decision."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.apps.governance import forum_world
from tests.apps.governance.at_time import brought, purchase
from tests.apps.governance.moving_world import LATER, in_hvidovre, new_version, ten_days_anew
from tests.apps.governance.test_model_services import _decided, _matter, adopt_now, draft_of_today, refused
from tests.apps.world import HVIDOVRE, NOW, TODAY, World

from samspil.apps.governance.adopted import model_of
from samspil.apps.governance.models import Matter, ModelVersion
from samspil.apps.governance.selectors.about import known_of
from samspil.apps.governance.services import meetings
from samspil.apps.governance.services.changing_version import Decision, move_to_version, prospects
from samspil.apps.governance.services.moving import move
from samspil.apps.organisations.types import Acting
from samspil.core.governance.entries import AnswerItem
from samspil.core.governance.events import MovedToVersion
from samspil.kit.journal.models import Entry


def moved(matter: Matter, version: ModelVersion, acting: Acting, **more: Any) -> Matter:
    to = Decision(version, more.pop("reason", "Direktionen vil det."), more.pop("decided_by", None))
    return move_to_version(matter, to, acting=acting, at=more.pop("at", LATER))


@pytest.fixture
def under_way(world: World) -> Any:
    """A purchase brought on Monday morning."""
    matter = brought(world)
    with world.scope(HVIDOVRE):
        yield matter


def test_it_goes_on_under_the_new_version_with_its_clock(world: World, under_way: Matter) -> None:
    version = new_version(world)
    after = moved(under_way, version, in_hvidovre(world))
    assert (after.version, after.step) == (version, under_way.step)
    assert after.due_on == date(2026, 3, 9)  # five working days from Monday 2 March, as it was promised


def test_it_gets_a_new_clock_where_the_version_says_so(world: World, under_way: Matter) -> None:
    after = moved(under_way, new_version(world, ten_days_anew), in_hvidovre(world))
    assert after.due_on == date(2026, 3, 16)  # ten working days from Monday 2 March


def test_nothing_that_happened_is_changed(world: World, under_way: Matter) -> None:
    before = list(under_way.events.order_by("sequence").values())
    after = moved(under_way, new_version(world), in_hvidovre(world))
    rows = list(after.events.order_by("sequence").values())
    assert rows[: len(before)] == before
    assert [row["sort"] for row in rows[len(before) :]] == ["MovedToVersion"]


def test_it_is_read_again_as_it_stands_and_decided_by_the_new_rules(world: World, under_way: Matter) -> None:
    version = new_version(world)
    after = moved(under_way, version, in_hvidovre(world))
    known = known_of(Matter.objects.get(pk=after.pk))
    assert (known.state.digest, known.model) == (version.digest, model_of(version))
    expert = in_hvidovre(world, "it_expert")
    said = AnswerItem(after.step, "security", True, "Set.", expert.actor, LATER + timedelta(hours=1))
    again, events = move(after, said, acting=expert)
    assert (again.version, len(events)) == (version, 1)


def test_the_journal_tells_of_it_without_the_words(world: World, under_way: Matter) -> None:
    version = new_version(world)
    decision = _matter(in_hvidovre(world), "2026-9998", "approved")
    moved(under_way, version, in_hvidovre(world), decided_by=decision)
    told = Entry.objects.get(action="governance.matter.moved_to_version")
    facts = json.loads(told.facts)
    assert (facts["digest"], facts["version"], facts["decided_by"]) == (version.digest, "1.1", str(decision))
    assert "Direktionen" not in told.facts


@pytest.mark.parametrize("role", ["employee", "it_expert", "executive_board/director_1"])
def test_nobody_else_moves_it(world: World, under_way: Matter, role: str) -> None:
    version, other = new_version(world), in_hvidovre(world, role)
    assert refused(lambda: moved(under_way, version, other)) == "not_yours_to_move_to_version"


def test_a_reason_is_asked_for(world: World, under_way: Matter) -> None:
    version = new_version(world)
    assert refused(lambda: moved(under_way, version, in_hvidovre(world), reason=" ")) == "move_needs_a_reason"


def test_the_matter_named_must_have_been_approved(world: World, under_way: Matter) -> None:
    version, head = new_version(world), in_hvidovre(world)
    assert (
        refused(lambda: moved(under_way, version, head, decided_by=uuid4())) == "adoption_matter_not_approved"
    )


def test_only_to_a_version_that_holds_for_such_matters_today(world: World, under_way: Matter) -> None:
    head = in_hvidovre(world)
    tomorrow = new_version(world, since=TODAY + timedelta(days=1))
    assert refused(lambda: moved(under_way, tomorrow, head)) == "version_does_not_hold"
    wednesday = NOW + timedelta(days=2)
    assert moved(under_way, tomorrow, head, at=wednesday).version == tomorrow


def test_not_where_no_model_holds_for_such_matters(world: World, under_way: Matter) -> None:
    version, head = new_version(world), in_hvidovre(world)
    Matter.objects.filter(pk=under_way.pk).update(kind="unheard_of")
    assert refused(lambda: moved(under_way, version, head)) == "version_does_not_hold"


def test_what_the_engine_hinders_is_left_as_it_was(world: World, under_way: Matter) -> None:
    version = new_version(world)
    head = in_hvidovre(world)
    moved(under_way, version, head)
    assert refused(lambda: moved(under_way, version, head)) == "goes_by_that_version"
    late = NOW + timedelta(days=30)
    other = new_version_again(world)
    assert refused(lambda: moved(under_way, other, head, at=late)) == "clock_has_run_out"
    assert Matter.objects.get(pk=under_way.pk).version == version


def new_version_again(world: World) -> ModelVersion:
    head = in_hvidovre(world)
    return adopt_now(draft_of_today(head), head, TODAY + timedelta(days=1))


def test_what_a_forum_has_in_hand_waits(world: World) -> None:
    with world.scope(""):
        coordinator = world.acting("", "coordinator")
        plan = forum_world.plan(world)
        meeting = forum_world.next_meeting(world)
        meetings.put_on_agenda(meeting, plan, acting=coordinator, at=LATER)
        board = _decided(coordinator, "forum board", "2026-9999")
        version = adopt_now(draft_of_today(coordinator), coordinator, TODAY, decided_by=board)
        assert refused(lambda: moved(plan, version, coordinator)) == "move_not_decided"
        in_hand = lambda: moved(plan, version, coordinator, decided_by=board)  # noqa: E731
        assert refused(in_hand) == "matter_is_on_an_agenda"
        (prospect,) = [
            one for one in prospects(coordinator, version, model_of(version), LATER) if one.matter == plan
        ]
        assert prospect.hindrance is not None
        assert prospect.hindrance.code == "matter_is_on_an_agenda"
        item = plan.agenda_items.get()
        meetings.take_off_agenda(item, acting=coordinator, at=LATER)
        assert moved(plan, version, coordinator, decided_by=board).version == version


def test_what_would_be_is_told_before_and_is_what_then_is(world: World, under_way: Matter) -> None:
    version, head = new_version(world, ten_days_anew), in_hvidovre(world)
    (prospect,) = prospects(head, version, model_of(version), LATER)
    assert prospect.matter == under_way
    assert prospect.moved is not None
    assert Matter.objects.get(pk=under_way.pk).version != version
    after = moved(under_way, version, head)
    (event,) = [one for one in known_of(after).events if isinstance(one, MovedToVersion)]
    assert (event.step, event.body, event.due) == (
        prospect.moved.step, prospect.moved.body, prospect.moved.due
    )  # fmt: skip
    assert prospects(head, version, model_of(version), LATER) == []


def test_it_asks_no_more_of_the_database_for_many(world: World, under_way: Matter) -> None:
    version, head = new_version(world), in_hvidovre(world)
    prospects(head, version, model_of(version), LATER)
    with CaptureQueriesContext(connection) as one:
        prospects(head, version, model_of(version), LATER)
    for number in range(4):
        matter = brought(world, purchase(title=f"Nr. {number}"))
        Matter.objects.filter(pk=matter.pk).update(version=under_way.version)
    with CaptureQueriesContext(connection) as many:
        found = prospects(head, version, model_of(version), LATER)
    assert len(found) == 5
    assert len(many) == len(one)
