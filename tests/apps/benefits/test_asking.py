"""That a benefit lapses or gets a new plan is asked from its page, and takes effect by the decision alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from tests.apps.benefits.ground import expects
from tests.apps.benefits.measured_ground import measured
from tests.apps.benefits.test_benefit_pages import HEAD, PLAN, done, refused, words
from tests.apps.governance.at_time import set_clock
from tests.apps.portfolio.ground import keeper, local
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, World

from samspil.apps.benefits.models import Benefit
from samspil.apps.benefits.services import indicators, steps
from samspil.apps.governance.models import Matter
from samspil.apps.governance.services.moving import move
from samspil.core.benefits.states import State
from samspil.core.governance.entries import Choose
from samspil.processes.decide_benefit import follow_all_benefit_requests

pytestmark = pytest.mark.django_db
AT = NOW + timedelta(hours=1)
SAID = {"a_amount": "0"}


@pytest.fixture(autouse=True)
def an_hour_later(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, AT)


@pytest.fixture
def head(world: World, browser: Client) -> Client:
    """Who keeps Rødovre's portfolio; its model has a kind of matter for changes."""
    return world.log_in(browser, RODOVRE, HEAD)


def a_benefit(world: World, code: str = RODOVRE, *states: State) -> Benefit:
    row = expects(world, local(world, code), code, a_year=120_000, owner="Plejeleder")
    indicator = measured(world, row, code=code)
    with world.scope(code):
        kept: Any = {"acting": keeper(world, code), "at": NOW}
        indicators.approve_baseline(row, indicator.public_id, **kept)
        for state in states or (State.QUALIFIED, State.PLANNED):
            steps.go_on(row, state, **kept)
        row.refresh_from_db()
    return row


def url(row: Benefit, asks: str) -> str:
    return reverse("benefits:ask", args=[row.public_id, asks])


def page(browser: Client, row: Benefit) -> str:
    return browser.get(reverse("benefits:benefit", args=[row.public_id])).content.decode()


def decided(world: World, outcome: str) -> None:
    """The matter that was sent is decided, and followed."""
    with world.scope(RODOVRE):
        matter = Matter.objects.latest("pk")
        acting, at = keeper(world, RODOVRE), AT + timedelta(hours=1)
        move(matter, Choose(matter.step, outcome, acting.actor, at, reason="Derfor"), acting=acting)
    follow_all_benefit_requests(datetime(2026, 3, 3, 9, tzinfo=UTC))


def test_it_is_sent_and_lapses_when_that_is_decided(world: World, head: Client) -> None:
    row = a_benefit(world)
    assert url(row, "lapse") in page(head, row)
    told = done(head, url(row, "lapse"), reason="Løsningen blev ikke købt", **SAID)
    assert "Det er sendt til beslutning." in told
    assert "Der er bedt om en beslutning om den" in told
    assert url(row, "lapse") not in page(head, row), "one request at a time"
    assert "Der er allerede bedt om" in words(head.get(url(row, "new_plan")))
    with world.scope(RODOVRE):
        assert Benefit.objects.get(pk=row.pk).state == "planned", "nothing has been decided"
    decided(world, "approve")
    told = page(head, row)
    assert "Bortfaldet" in told
    assert "/change/" not in told, "what has lapsed is not changed"


def test_a_new_plan_is_asked_for_with_its_amounts(world: World, head: Client) -> None:
    row = a_benefit(world)
    said = {**PLAN, **SAID, "reason": "Færre sager end ventet"}
    refused(head, url(row, "new_plan"), "likely", **{**said, "likely": "1"})
    refused(head, url(row, "new_plan"), "reason", **{**said, "reason": ""})
    done(head, url(row, "new_plan"), **said)
    decided(world, "approve")
    told = page(head, row)
    assert "Færre sager end ventet" in told
    assert "Beslutningen" in told
    with world.scope(RODOVRE):
        kept = Benefit.objects.get(pk=row.pk)
        assert (kept.first_minor, kept.expected_minor) == (12_000_000, 60_000_000), "the first promise stays"


def test_what_needs_no_decision_is_not_asked_for(world: World, head: Client) -> None:
    row = a_benefit(world, RODOVRE, State.QUALIFIED)
    assert url(row, "new_plan") not in page(head, row), "a draft of a plan is changed freely"
    assert url(row, "lapse") in page(head, row), "but it was promised"
    assert "der skal ingen beslutning til" in words(head.get(url(row, "new_plan")))
    answer = head.post(url(row, "new_plan"), {"key": str(uuid4()), **PLAN, **SAID, "reason": "x"})
    assert "der skal ingen beslutning til" in words(answer)
    with world.scope(RODOVRE):
        assert not Matter.objects.filter(subject=row.public_id).exists()


def test_who_may_not_change_it_or_sits_elsewhere_asks_for_nothing(world: World, browser: Client) -> None:
    row = a_benefit(world)
    world.log_in(browser, RODOVRE, "employee")
    assert browser.get(url(row, "lapse")).status_code == 403
    world.log_in(browser, HVIDOVRE, HEAD)
    assert browser.get(url(row, "lapse")).status_code == 404
    assert browser.get(url(row, "nonsense")).status_code == 404
