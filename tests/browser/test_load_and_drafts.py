"""Load, drafts, the plan of a year and the pictures in a browser: nothing bars anybody."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer
from tests.apps.conftest import world as world  # noqa: PLC0414 – the fixture itself
from tests.apps.portfolio.ground import coordinator, keeper, local, programme
from tests.apps.portfolio.test_scenarios import care, draft, law, robot
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, World
from tests.browser.looking import bars_nobody, logged_in, shot

from samspil.apps.portfolio.models import Initiative, Scenario
from samspil.apps.portfolio.services import effort, scenarios, strategies
from samspil.core.portfolio.pace import Pace
from samspil.core.units import PersonDays

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HEAD = "head_of_digitalisation"


@pytest.fixture
def drafts(world: World) -> Scenario:
    """Rødovre's work, capacity, plan and two drafts; the association's draft with a pace."""
    project, duty, idea = care(world), law(world), local(world, RODOVRE, "Sensorer i affaldsspande")
    rows = [draft(world), draft(world, name="Omsorg senere, og en robot")]
    with world.scope(RODOVRE):
        acting = keeper(world, RODOVRE)
        asked = effort.Asked("IT", "Projektledelse", date(2026, 3, 1), date(2027, 2, 1), PersonDays.of(5))
        effort.plan_effort(duty, asked, acting=acting, at=NOW)
        room = effort.Asked("IT", "Projektledelse", date(2026, 3, 1), date(2027, 2, 1), PersonDays.of(10))
        effort.set_capacity(room, acting=acting, at=NOW)
        Initiative.objects.filter(pk=project.pk).update(value=300, rank=1, light="red")
        Initiative.objects.filter(pk=idea.pk).update(value=80, rank=2, light="yellow")
        for row in rows:
            scenarios.shift(row, project.public_id, 8, acting=acting, at=NOW)
        scenarios.add(rows[1], robot(), acting=acting, at=NOW)
        plan = strategies.begin_plan(2026, "", acting=acting, at=NOW)
        strategies.put_in_plan(plan, project, "I drift i to centre", acting=acting, at=NOW)
        strategy = strategies.make_strategy("Velfærd 2030", set_by="Byrådet", acting=acting, at=NOW)
        goal = strategies.add_goal(strategy, "Mere tid til borgeren", acting=acting, at=NOW)
        strategies.serve(project, goal, acting=acting, at=NOW)
    return rows[1]


def test_load_drafts_plans_and_pictures_bar_nobody(
    browser: Browser, live_server: LiveServer, world: World, drafts: Scenario
) -> None:
    page = logged_in(browser.new_context(locale="da-DK"), live_server, world, RODOVRE, HEAD)
    page.goto(f"{live_server.url}/portfolio/scenarios/")
    for box in page.locator("[name=compare]").all():
        box.check()
    page.get_by_role("button", name="Sammenlign").click()
    bars_nobody(page)
    shot(page, "drafts-compared")
    for name, path in [
        ("timeline", "timeline/"),
        ("bubbles", "bubbles/"),
        ("load", "load/?since=2026-03&months=12"),
        ("draft", f"scenarios/{drafts.public_id}/"),
        ("send-kind", f"scenarios/{drafts.public_id}/send/"),
        ("send", f"scenarios/{drafts.public_id}/send/?kind=digitalisation_plan"),
        ("plan", "plans/?year=2026"),
        ("no-plan", "plans/?year=2030"),
    ]:
        page.goto(f"{live_server.url}/portfolio/{path}")
        for one in page.locator("details").all():
            one.evaluate("one => { one.open = true }")
        bars_nobody(page)
        shot(page, f"drafts-{name}")


def test_the_associations_load_and_draft_bar_nobody(
    browser: Browser, live_server: LiveServer, world: World
) -> None:
    common = programme(world, HVIDOVRE)
    row = draft(world, "")
    with world.scope(""):
        scenarios.ask_for_pace(
            row, common.public_id, HVIDOVRE, Pace.IMPLEMENTING, acting=coordinator(world), at=NOW
        )
    page = logged_in(browser.new_context(locale="da-DK"), live_server, world, "", "coordinator")
    for name, path in [("load", "load/"), ("draft", f"scenarios/{row.public_id}/")]:
        page.goto(f"{live_server.url}/portfolio/{path}")
        bars_nobody(page)
        shot(page, f"drafts-association-{name}")


@pytest.mark.usefixtures("drafts")
def test_a_row_of_the_timeline_is_reached_and_opened_by_keyboard(
    browser: Browser, live_server: LiveServer, world: World
) -> None:
    page = logged_in(browser.new_context(locale="da-DK"), live_server, world, RODOVRE, HEAD)
    page.goto(f"{live_server.url}/portfolio/timeline/")
    page.locator(".s-picture-frame").focus()
    names = []
    for _row in range(3):
        page.keyboard.press("Tab")
        names.append(page.evaluate("document.activeElement.getAttribute('aria-label')"))
    assert [name.split(".")[0] for name in names] == [
        "Ny lov om post",
        "Sensorer i affaldsspande",
        "Nyt omsorgssystem",
    ]
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Nyt omsorgssystem")
