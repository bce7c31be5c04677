"""The page of an initiative and its forms bar nobody, in both colour schemes and on a phone."""

from __future__ import annotations

from collections.abc import Generator
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer
from tests.apps.conftest import world as world  # noqa: PLC0414 – the fixture itself
from tests.apps.governance.at_time import set_clock
from tests.apps.portfolio.ground import coordinator, programme
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, SOLROD, World
from tests.browser.looking import bars_nobody, logged_in, shot

from samspil.apps.portfolio.models import Initiative, Milestone
from samspil.apps.portfolio.services import details, fanning_out, initiatives, plans, slips
from samspil.apps.portfolio.types import CostKind, InitiativeRole
from samspil.core.units import Money

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def common(world: World, monkeypatch: pytest.MonkeyPatch) -> Initiative:
    """A programme of three that has slipped, with everything that a page can show."""
    set_clock(monkeypatch, NOW + timedelta(hours=1))
    found = programme(world, HVIDOVRE, RODOVRE, SOLROD)
    with world.scope(""):
        kept: Any = {"acting": coordinator(world), "at": NOW}
        fanning_out.fan_out_plan(found, **kept)
        first, last = found.milestones.order_by("expected_on")
        plans.let_wait(last, first.public_id, 60, **kept)
        slips.move(first, date(2026, 11, 15), reason="Leverandøren er forsinket", **kept)
        gate = plans.NewMilestone("Bestyrelsen godkender driften", date(2026, 11, 1), is_gate=True)
        plans.add_milestone(found, gate, **kept)
        plans.reach_milestone(_milestone(found, "Kontrakt", **kept), NOW.date(), **kept)
        initiatives.name(found, InitiativeRole.OWNER, "Digitaliseringschef", **kept)
        details.add_payer(found, CostKind.OPERATION, "Hver kommune for sig", 2027, **kept)
        details.add_party(found, "KOMBIT", "Udbyder løsningen", **kept)
        for name, cost in [("Fælles løsning", 900_000), ("Hver sin", 2_400_000)]:
            new = details.NewVariant(name, complies=True, cost=Money.of(cost))
            details.add_variant(found, new, **kept)
    return found


def _milestone(initiative: Initiative, name: str, **kept: Any) -> Milestone:
    return plans.add_milestone(initiative, plans.NewMilestone(name, date(2026, 4, 1)), **kept)


@pytest.fixture
def page(browser: Browser, live_server: LiveServer, world: World, common: Initiative) -> Generator[Page]:
    """Who keeps the association's portfolio, in a browser."""
    context = browser.new_context(locale="da-DK")
    yield logged_in(context, live_server, world, "", "coordinator")
    context.close()


def at(live_server: LiveServer, name: str, *args: Any) -> str:
    return live_server.url + reverse(f"portfolio:{name}", args=args)


def test_the_page_answers_four_questions_before_one_scrolls(
    page: Page, live_server: LiveServer, common: Initiative
) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(at(live_server, "initiative", common.public_id))
    for heading in ("Hvor den er", "Hvad den lovede", "Hvem beslutter det næste", "Hvad hvert medlem gør"):
        expect(page.get_by_role("heading", name=heading)).to_be_in_viewport()
    shot(page, "initiative")
    bars_nobody(page)


def test_a_member_reads_it(
    browser: Browser, live_server: LiveServer, world: World, common: Initiative
) -> None:
    page = logged_in(browser.new_context(locale="da-DK"), live_server, world, HVIDOVRE, "employee")
    page.goto(at(live_server, "initiative", common.public_id))
    shot(page, "initiative-shared")
    bars_nobody(page)


def test_a_slip_says_what_it_moves_without_scripts(
    browser: Browser, live_server: LiveServer, world: World, common: Initiative
) -> None:
    context = browser.new_context(locale="da-DK", java_script_enabled=False)
    page = logged_in(context, live_server, world, "", "coordinator")
    with world.scope(""):
        first = common.milestones.get(name="Systemer tilsluttet")
    page.goto(at(live_server, "milestone_change", first.public_id, "move"))
    page.get_by_label("Ny dag").fill("2026-12-24")
    page.get_by_role("button", name="Se, hvad den flytter").click()
    expect(page.locator(".ds-alert[role=status]")).to_contain_text("Det flytter 1 milepæl: I drift")
    page.get_by_role("button", name="Flyt milepælen").click()
    expect(page.get_by_role("alert")).to_contain_text("Skriv hvorfor")
    expect(page.get_by_label("Ny dag")).to_have_value("2026-12-24")
    page.get_by_label("Hvorfor flyttes den?").fill("Jul")
    page.get_by_role("button", name="Flyt milepælen").click()
    expect(page.locator("#s-messages")).to_contain_text("Det flytter 1 milepæl: I drift")


@pytest.mark.parametrize("what", ["role", "variant", "milestone", "end"])
def test_a_form_bars_nobody(page: Page, live_server: LiveServer, common: Initiative, what: str) -> None:
    page.goto(at(live_server, "initiative_change", common.public_id, what))
    shot(page, f"initiative-{what}")
    bars_nobody(page)
    page.evaluate("document.querySelector('form.s-form').noValidate = true")
    page.locator("form.s-form button[type=submit]").click()
    expect(page.locator(".ds-error-summary, [role=alert]")).to_be_visible()
    shot(page, f"initiative-{what}-errors")
    bars_nobody(page)


def test_what_it_can_wait_for_is_found(
    page: Page, live_server: LiveServer, world: World, common: Initiative
) -> None:
    with world.scope(""):
        first = common.milestones.get(name="Systemer tilsluttet")
    page.goto(at(live_server, "milestone_change", first.public_id, "wait"))
    shot(page, "initiative-wait")
    bars_nobody(page)
