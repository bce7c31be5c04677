"""Hands lent to joint work bar nobody: by keyboard alone, on a phone, in both colour schemes."""

from __future__ import annotations

from collections.abc import Generator
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer
from tests.apps.conftest import world as world  # noqa: PLC0414 – the fixture itself
from tests.apps.governance.at_time import set_clock
from tests.apps.portfolio.ground import coordinator, programme
from tests.apps.world import HVIDOVRE, NOW, World
from tests.browser.looking import bars_nobody, logged_in, shot

from samspil.apps.portfolio.models import Initiative
from samspil.apps.portfolio.services.effort import Asked, plan_effort
from samspil.core.units import PersonDays

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def common(world: World, monkeypatch: pytest.MonkeyPatch) -> Initiative:
    """A programme that asks for a lawyer."""
    set_clock(monkeypatch, NOW + timedelta(hours=1))
    found = programme(world, HVIDOVRE)
    with world.scope(""):
        kept: Any = {"acting": coordinator(world), "at": NOW}
        month = NOW.date().replace(day=1)
        plan_effort(found, Asked("Sekretariatet", "jura", month, month, PersonDays.of(8)), **kept)
    return found


@pytest.fixture
def page(browser: Browser, live_server: LiveServer, world: World, common: Initiative) -> Generator[Page]:
    """Who keeps Hvidovre's portfolio, in a browser without scripts."""
    context = browser.new_context(locale="da-DK", java_script_enabled=False)
    yield logged_in(context, live_server, world, HVIDOVRE, "head_of_digitalisation")
    context.close()


def test_a_member_lends_a_hand_by_keyboard_without_scripts(
    page: Page, live_server: LiveServer, common: Initiative
) -> None:
    page.goto(live_server.url + reverse("portfolio:staffing", args=[common.public_id]))
    page.get_by_label("Hvilken funktion?").focus()
    page.keyboard.type("Jurist, Borgerservice")
    page.keyboard.press("Tab")
    page.keyboard.type("jura")
    page.get_by_label("Fra måned").fill("2026-03")
    page.get_by_label("Til måned").fill("2026-04")
    page.get_by_label("Arbejdsdage pr. måned").focus()
    page.keyboard.type("5")
    page.keyboard.press("Enter")
    expect(page.locator("#s-messages")).to_contain_text("Det er noteret")
    expect(page.get_by_role("row", name="jura Sekretariatet")).to_contain_text("5 af 8")
    expect(page.get_by_role("row", name="jura Sekretariatet")).to_contain_text("3 mangler")


def test_the_page_bars_nobody(
    browser: Browser, live_server: LiveServer, world: World, common: Initiative
) -> None:
    page = logged_in(browser.new_context(locale="da-DK"), live_server, world, "", "coordinator")
    page.goto(live_server.url + reverse("portfolio:staffing", args=[common.public_id]))
    shot(page, "staffing")
    bars_nobody(page)
    page.goto(live_server.url + reverse("portfolio:initiative_change", args=[common.public_id, "ranking"]))
    bars_nobody(page)
