"""The page of phases bars nobody: before its papers are there, when a gate is asked for, and decided."""

from __future__ import annotations

import re
from collections.abc import Generator

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer
from tests.apps.conftest import world as world  # noqa: PLC0414 – the fixture itself
from tests.apps.governance.at_time import set_clock
from tests.apps.portfolio.gates_ground import Project, adopt_project_model
from tests.apps.world import HVIDOVRE, NOW, World
from tests.browser.looking import bars_nobody, logged_in, shot

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def project(world: World, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A project in the state's four phases whose leader has made nothing ready yet."""
    set_clock(monkeypatch, NOW)
    adopt_project_model(world, HVIDOVRE, "state_project_model")
    with world.scope(HVIDOVRE):
        found = Project(world, HVIDOVRE, "state_model")
        found.leads()
    return found


@pytest.fixture
def page(browser: Browser, live_server: LiveServer, project: Project) -> Generator[Page]:
    """The project leader, in a browser."""
    context = browser.new_context(locale="da-DK")
    found = logged_in(context, live_server, project.world, HVIDOVRE, "project_leader")
    found.goto(live_server.url + reverse("portfolio:phases", args=[project.initiative.public_id]))
    yield found
    context.close()


def test_what_is_missing_stands_there_and_what_is_sent_is_kept(page: Page) -> None:
    expect(page.get_by_text("Det mangler, før beslutningspunktet kan rejses")).to_be_visible()
    shot(page, "phases-missing")
    bars_nobody(page)
    page.get_by_text("Det er klar: Projektgrundlag med plan for analysefasen").click()
    page.get_by_label("Hvor dokumentet ligger").first.fill("https://esdh.example/26-1")
    page.get_by_role("button", name=re.compile("Gem, hvor det ligger.*Projektgrundlag")).click()
    expect(page.get_by_role("link", name="https://esdh.example/26-1")).to_be_visible()


def test_a_gate_is_asked_for_decided_and_seen(page: Page, project: Project) -> None:
    with project.world.scope(HVIDOVRE):
        project.make_ready()
    page.reload()
    shot(page, "phases-ready")
    bars_nobody(page)
    page.get_by_role("button", name="Rejs beslutningspunktet").click()
    expect(page.get_by_text("Beslutningspunktet venter på en beslutning")).to_be_visible()
    shot(page, "phases-waiting")
    bars_nobody(page)
    with project.world.scope(HVIDOVRE):
        project.decide("rework", "Gevinsten har ingen ejer")
        project.do("requester", "supplement")
        project.decide("go")
    page.reload()
    expect(page.get_by_role("row", name="Idéfasen 1 Sendt tilbage til bearbejdning")).to_be_visible()
    shot(page, "phases-decided")
    bars_nobody(page)
