"""A forum's outcome that changes what is known of a matter: asked in the meeting, checked by the engine."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from tests.apps.governance.at_time import set_clock
from tests.apps.governance.board import text
from tests.apps.world import BY, SINCE, World, _people

from samspil.apps.governance.models import AgendaItem, Matter, Meeting
from samspil.apps.governance.selectors.adoptions import forum_on
from samspil.apps.governance.services import meetings
from samspil.apps.governance.services.matters import standing
from samspil.apps.governance.services.minutes_words import told_of
from samspil.apps.governance.services.moving import bring, move
from samspil.apps.governance.types import NewMatter
from samspil.core.governance.entries import AnswerItem, Choose
from samspil.core.governance.matter import Actor
from samspil.core.units import Money
from samspil.processes.adopt_governance_model import adopt_shipped
from samspil.processes.found_association import municipality

ISHOJ = "0183"
GROUP = "digital_steering_group"
BROUGHT = datetime.fromisoformat("2026-03-03T09:00+01:00")
AREA = "children"


def to_the_steering_group(world: World, at: datetime) -> Matter:
    """Critical to the business, so that its owner in the area has to ask (the model's `cross_cutting`)."""
    employee = world.acting(ISHOJ, "employee")
    known: dict[str, bool | int | str | Money] = {
        "area": AREA,
        "business_critical": True,
        "amount": Money.of(50_000),
        "new_appropriation": False,
    }
    new = NewMatter("cross_cutting_project", "Fælles bookingsystem", known, unit=AREA, unit_name="Børn")
    matter = bring(new, acting=employee, at=at)
    for minute, (role, item, outcome) in enumerate(
        [("consultant_children", "others", "advise"), ("area_manager", "data", "recommend")], 1
    ):
        person = world.acting(ISHOJ, role)
        actor = Actor(str(person.person), frozenset({role}), AREA)
        then = at + timedelta(minutes=minute)
        matter.refresh_from_db()
        move(matter, AnswerItem(matter.step, item, True, "Se bilag", actor, then), acting=person)
        matter.refresh_from_db()
        move(matter, Choose(matter.step, outcome, actor, then), acting=person)
    matter.refresh_from_db()
    assert matter.body == f"forum {GROUP}"
    return matter


@pytest.fixture
def item(world: World, browser: Client, monkeypatch: pytest.MonkeyPatch) -> AgendaItem:
    """An item of the steering group's open meeting in Ishøj, with its secretary at the keyboard."""
    monkeypatch.setattr(world, "people", dict(world.people))  # the world is shared: those added here go again
    with world.scope(ISHOJ):
        adopt_shipped(municipality(ISHOJ), "decentral_ownership", SINCE, BY)
        _people(world, ISHOJ)
        matter = to_the_steering_group(world, BROUGHT)
        found = forum_on(matter.organisation_id, GROUP, BROUGHT.date())
        meetings.plan_ahead(found, matter.organisation_id, at=BROUGHT)
        meeting = Meeting.objects.filter(forum=GROUP).order_by("begins_at")[0]
        held = meeting.begins_at
        secretary = world.acting(ISHOJ, "digitalisation_office", held.date())
        made = meetings.put_on_agenda(meeting, matter, acting=secretary, at=BROUGHT)
        meetings.open_meeting(meeting, acting=secretary, at=held)
    set_clock(monkeypatch, held)
    world.log_in(browser, ISHOJ, "digitalisation_office")
    return made


def decide(browser: Client, item: AgendaItem, do: str, **typed: str) -> tuple[int, str]:
    url = reverse("governance:item", args=[item.meeting.public_id, item.pk])
    said = {"step": "steering_group", "outcome": "hand_back", "reason": "Det er jeres", "do": do, "key": do}
    answer = browser.post(url, {**said, **typed})
    return answer.status_code, text(answer)


def known(world: World, item: AgendaItem) -> object:
    with world.scope(ISHOJ):
        _model, state = standing(Matter.objects.get(pk=item.matter_id))
        return state.matter.attributes["business_critical"]


def test_the_form_asks_for_what_an_outcome_may_change_and_for_nothing_else(
    browser: Client, item: AgendaItem
) -> None:
    page = text(browser.get(reverse("governance:item", args=[item.meeting.public_id, item.pk])))
    assert "Hvad ændrer beslutningen?" in page
    assert "Kan ændre: " in page
    assert 'name="known_business_critical"' in page
    assert 'name="known_amount"' not in page


def test_what_changes_is_shown_before_it_is_decided(world: World, browser: Client, item: AgendaItem) -> None:
    status, page = decide(browser, item, "review", known_business_critical="no")
    assert status == 200
    assert "fra ja til nej" in page.lower()
    assert known(world, item) is True


def test_the_decision_changes_it_and_the_minutes_say_so(
    world: World, browser: Client, item: AgendaItem
) -> None:
    status, _page = decide(browser, item, "confirm", known_business_critical="no")
    assert status == 302
    assert known(world, item) is False
    with world.scope(ISHOJ), translation.override("da"):
        told = told_of(Meeting.objects.get(pk=item.meeting_id), is_example=False, language="da")
    assert dict(told["items"][0]["facts"])["Ændret til"].lower().endswith(": nej")


@pytest.mark.parametrize("typed", [{}, {"known_business_critical": ""}, {"known_business_critical": "yes"}])
def test_left_as_it_is_nothing_changes(
    world: World, browser: Client, item: AgendaItem, typed: dict[str, str]
) -> None:
    status, page = decide(browser, item, "review", **typed)
    assert status == 200
    assert "Ændringer" not in page
    assert decide(browser, item, "confirm", **typed)[0] == 302
    assert known(world, item) is True


def test_an_outcome_that_may_not_change_it_is_refused_by_the_engine(
    world: World, browser: Client, item: AgendaItem
) -> None:
    status, page = decide(browser, item, "review", outcome="reject", known_business_critical="no")
    assert status == 422
    assert "kan ikke ændres her" in page
    assert decide(browser, item, "confirm", outcome="reject", known_business_critical="no")[0] == 422
    assert known(world, item) is True


def test_a_value_that_is_none_is_refused_where_it_is_typed(
    world: World, browser: Client, item: AgendaItem
) -> None:
    status, _page = decide(browser, item, "confirm", known_business_critical="maybe")
    assert status == 422
    assert known(world, item) is True


def test_a_field_that_was_not_asked_for_changes_nothing(
    world: World, browser: Client, item: AgendaItem
) -> None:
    assert decide(browser, item, "confirm", known_amount="1", known_new_appropriation="yes")[0] == 302
    with world.scope(ISHOJ):
        _model, state = standing(Matter.objects.get(pk=item.matter_id))
    assert state.matter.attributes["amount"] == Money.of(50_000)
