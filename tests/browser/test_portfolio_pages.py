"""The portfolio in a browser: nothing bars anybody, on a phone or a wide screen, in light or dark."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer
from tests.apps.conftest import world as world  # noqa: PLC0414 – the fixture itself
from tests.apps.portfolio.gates_ground import adopt_project_model
from tests.apps.portfolio.ground import keeper, programme
from tests.apps.world import HVIDOVRE, World
from tests.browser.looking import bars_nobody, logged_in, shot

from samspil.apps.portfolio.models import Initiative
from samspil.apps.portfolio.services import initiatives, plans
from samspil.apps.portfolio.types import Form, InitiativeRole, NewInitiative

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLES = [
    ("Ny vagtplan i hjemmeplejen", "shared_model", "green", "idea", 40),
    ("Digitale fuldmagter hos os", "shared_model", "red", "analysis", -12),
    ("Udskiftning af økonomisystemet med bogføring, betaling og ledelsesinformation", "shared_model",
     "yellow", "implementation", 75),
    ("Sensorer i affaldsspande", "", "grey", "", None),
]  # fmt: skip


@pytest.fixture
def portfolio(world: World) -> None:
    """Four initiatives of Hvidovre, one of the association."""
    adopt_project_model(world, HVIDOVRE, "herning_project_model")
    programme(world, HVIDOVRE)
    now = timezone.now()
    acting = keeper(world, HVIDOVRE)
    with world.scope(HVIDOVRE):
        for title, model, light, phase, days in TITLES:
            more: dict[str, Any] = {"project_model": model} if model else {"outside_model_because": "Forsøg"}
            new = NewInitiative(title, "Bedre tid til borgerne", Form.PROJECT, is_mandatory=False, **more)
            row = initiatives.start(new, acting=acting, at=now)
            if days is not None:
                day = timezone.localdate(now) + timedelta(days=days)
                plans.add_milestone(
                    row, plans.NewMilestone("Kontrakt underskrevet", day), acting=acting, at=now
                )
                initiatives.name(
                    row, InitiativeRole.OWNER, "Chef for Ældre og Sundhed", acting=acting, at=now
                )
            Initiative.objects.filter(pk=row.pk).update(light=light, phase=phase, areas=["Ældre"])
        duty = {"is_mandatory": True, "legal_source": "Lov 1", "legal_deadline": date(2027, 1, 1)}
        Initiative.objects.filter(title=TITLES[1][0]).update(**duty)


@pytest.mark.usefixtures("portfolio")
def test_the_ways_of_seeing_bar_nobody(browser: Browser, live_server: LiveServer, world: World) -> None:
    page = logged_in(
        browser.new_context(locale="da-DK"), live_server, world, HVIDOVRE, "head_of_digitalisation"
    )
    for name, path in [
        ("list", ""),
        ("found", "?q=vagt&order=light&area=Ældre"),
        ("none", "?q=findesikke"),
        ("board", "board/"),
        ("calendar", "calendar/"),
        ("commons", "common/"),
        ("subscribe", "calendar/subscribe/"),
        ("keep", "views/new/?page=board&query=q%3Dvagt"),
        ("start", "start/"),
    ]:
        page.goto(f"{live_server.url}/portfolio/{path}")
        bars_nobody(page)
        shot(page, f"portfolio-{name}")


@pytest.mark.usefixtures("portfolio")
def test_what_is_asked_follows_what_is_chosen(
    browser: Browser, live_server: LiveServer, world: World
) -> None:
    page = logged_in(
        browser.new_context(locale="da-DK"), live_server, world, HVIDOVRE, "head_of_digitalisation"
    )
    page.goto(f"{live_server.url}/portfolio/start/")
    law, belief = page.locator("[name=legal_source]"), page.locator("[name=hypothesis]")
    expect(law).to_be_hidden()
    expect(belief).to_be_hidden()
    page.locator("[name=is_mandatory]").check()
    page.locator("[name=form]").select_option("pilot")
    expect(law).to_be_visible()
    expect(belief).to_be_visible()
    page.locator("[name=title]").fill("Sensorer i vejen")
    page.get_by_role("button", name="Start", exact=True).click()
    bars_nobody(page)
    shot(page, "portfolio-start-errors")
    expect(page.locator("[name=title]")).to_have_value("Sensorer i vejen")


@pytest.mark.usefixtures("portfolio")
def test_a_view_is_kept_found_again_and_removed_without_scripts(
    browser: Browser, live_server: LiveServer, world: World
) -> None:
    context = browser.new_context(locale="da-DK", java_script_enabled=False)
    page = logged_in(context, live_server, world, HVIDOVRE, "employee")
    page.goto(f"{live_server.url}/portfolio/?light=red")
    page.get_by_role("link", name="Gem denne visning").click()
    page.get_by_label("Hvad kalder du den?").fill("Grib ind")
    page.get_by_role("button", name="Gem").click()
    expect(page.get_by_role("link", name="Digitale fuldmagter hos os")).to_be_visible()
    expect(page.get_by_role("link", name="Ny vagtplan i hjemmeplejen")).to_have_count(0)
    page.get_by_role("button", name="Fjern visningen »Grib ind«").click()
    expect(page.get_by_text("Visningen er fjernet")).to_be_visible()
