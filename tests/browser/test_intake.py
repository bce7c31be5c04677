"""Bringing something in a browser: the way as one types, without scripts, and nothing that bars anybody."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django.live_server_helper import LiveServer
from tests.apps.conftest import world as world  # noqa: PLC0414 – the fixture itself
from tests.apps.world import HVIDOVRE, SOLROD, World
from tests.browser.looking import bars_nobody, has_scripts, logged_in, shot

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def context(request: Any, browser: Browser) -> Generator[BrowserContext]:
    made = browser.new_context(locale="da-DK", java_script_enabled=request.param)
    yield made
    made.close()


def fill_in(page: Page) -> None:
    page.get_by_label("Hvad drejer det sig om?").fill("Digital vagtplan til hjemmeplejen")
    page.get_by_label("Hvad har du brug for, og hvorfor?").fill("Vagterne lægges i regneark.")
    page.get_by_label("Beløb for kommunen").fill("40.000")
    for question, answer in (("Kræver ny bevilling", "Nej"), ("Behandler", "Ja"), ("Erstatter", "Nej")):
        page.get_by_role("group", name=question).get_by_label(answer).check()


def test_a_purchase_is_brought(context: BrowserContext, live_server: LiveServer, world: World) -> None:
    page = logged_in(context, live_server, world, HVIDOVRE, "employee")
    page.goto(f"{live_server.url}/bring/")
    scripts = has_scripts(page)
    shot(page, "choose")
    page.get_by_role("link", name="Indkøbsønske").click()
    if scripts:
        bars_nobody(page)
    shot(page, "bring-empty")
    fill_in(page)
    page.get_by_label("Ord at søge efter").first.fill("omsorg")
    if scripts:
        page.get_by_text("Personlig hjælp, omsorg og pleje m.v. i almindelighed").wait_for()
    else:
        page.get_by_role("button", name="Søg").first.click()
    page.get_by_label("Personlig hjælp, omsorg og pleje m.v. i almindelighed").check()
    if not scripts:
        page.get_by_role("button", name="Vis vejen").click()
    way = page.get_by_role("complementary", name="Vejen")
    way.get_by_text("Ekspertgruppen screener").wait_for()
    assert "Digitaliseringschef" in way.inner_text()
    shot(page, "bring-way" if scripts else "bring-way-plain")
    if scripts:
        bars_nobody(page)
        page.get_by_label("Beløb for kommunen").fill("100.000,01")
        way.get_by_text("Digitaliseringschefen afgør").wait_for()
        page.get_by_label("Beløb for kommunen").fill("12.50")
        way.get_by_text("Skriv beløbet som").wait_for()
        page.get_by_role("button", name="Send").click()
        page.get_by_role("group", name="Ikke sendt endnu").wait_for()
        shot(page, "bring-refused")
        bars_nobody(page)
        page.get_by_label("Beløb for kommunen").fill("40.000")
    page.get_by_role("button", name="Send").click()
    page.get_by_text("Svar senest").first.wait_for()
    assert "Sendt som sag" in page.content()


def test_where_do_i_go(context: BrowserContext, live_server: LiveServer, world: World) -> None:
    page = logged_in(context, live_server, world, SOLROD, "employee")
    page.goto(f"{live_server.url}/bring/where/")
    scripts = has_scripts(page)
    shot(page, "where")
    if scripts:
        bars_nobody(page)
    box = page.get_by_role("searchbox", name="Hvad har du?")
    box.fill("robot")
    if not scripts:
        box.press("Enter")
    page.get_by_text("Temagruppen Automatisering").first.wait_for()
    shot(page, "where-found" if scripts else "where-found-plain")
    if scripts:
        bars_nobody(page)
        box.fill("kvantefysik")
        page.get_by_text("Her er intet om").wait_for()
        shot(page, "where-nothing")
        bars_nobody(page)
    page.goto(f"{live_server.url}/where/{HVIDOVRE}/")
    shot(page, "where-open")
    if scripts:
        bars_nobody(page)
    assert page.get_by_text("Indkøbsønske").first.is_visible()


def test_a_workshop_ends(context: BrowserContext, live_server: LiveServer, world: World) -> None:
    page = logged_in(context, live_server, world, SOLROD, "employee")
    page.goto(f"{live_server.url}/bring/initiative/several/")
    scripts = has_scripts(page)
    shot(page, "several")
    page.get_by_label("Hvad drejer det sig om?, linje 1").fill("Dobbelt indtastning")
    page.get_by_role("button", name="Send alle").click()
    assert "Intet er sendt" in page.content()
    shot(page, "several-refused")
    if scripts:
        bars_nobody(page)
    page.get_by_label("Tema, linje 1").select_option(label="Automatisering")
    page.get_by_label("Kræver ny bevilling, linje 1").select_option(label="Nej")
    page.get_by_role("button", name="Send alle").click()
    assert "Sendt: 1 sag" in page.content()
