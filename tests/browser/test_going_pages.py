"""The pages of how an initiative goes: nobody is barred from them, on a phone or by a screen reader."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer
from tests.apps.conftest import world as world  # noqa: PLC0414 – the fixture itself
from tests.apps.governance.at_time import brought, purchase
from tests.apps.portfolio.ground import keeper, local
from tests.apps.world import HVIDOVRE, World
from tests.browser.looking import bars_nobody, logged_in, shot

from samspil.apps.portfolio.models import Initiative
from samspil.apps.portfolio.services.agents import AgentSaid, stand_forward
from samspil.apps.portfolio.services.changes import propose_change, weigh_change
from samspil.apps.portfolio.services.involving import NewInvolvement, involve, plan_involvement
from samspil.apps.portfolio.services.notes import NewNote, add_note, share_lesson
from samspil.apps.portfolio.services.reporting import NewReport, report
from samspil.apps.portfolio.services.risks import RiskSaid, raise_risk
from samspil.apps.portfolio.types import Affected, NoteSort, Response
from samspil.core.portfolio.status import Light

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
GREEN, YELLOW, RED, GREY = Light.GREEN, Light.YELLOW, Light.RED, Light.GREY


def underway(world: World) -> Initiative:
    """An initiative of Hvidovre that goes as such things go."""
    mine = local(world, HVIDOVRE)
    now = timezone.now()
    today = timezone.localdate(now)
    with world.scope(HVIDOVRE):
        acting = keeper(world, HVIDOVRE)
        for days, overall in ((90, GREEN), (60, YELLOW), (30, RED), (2, YELLOW)):
            said = NewReport(GREEN, overall, GREY, GREEN, overall, "Leverandøren er bagud med data.")
            report(mine, said, acting=acting, at=now - timedelta(days=days))
        for title, likelihood, impact in (
            ("Leverandøren bliver forsinket", 4, 5),
            ("Ingen har tid til oplæring", 4, 3),
            ("Prisen stiger", 1, 2),
        ):
            on = today + timedelta(days=20)
            risk = RiskSaid(title, likelihood, impact, Response.REDUCE, "projektleder", on, "Ugentligt møde")
            raise_risk(mine, risk, acting=acting, at=now)
        add_note(mine, NewNote(NoteSort.ISSUE, "Data mangler", "Fra 2024"), acting=acting, at=now)
        lesson = add_note(mine, NewNote(NoteSort.LESSON, "Oplær superbrugere først"), acting=acting, at=now)
        share_lesson(lesson, acting=acting, at=now)
        change = propose_change(mine, "Udvid med aftenvagter", "De beder om det", acting=acting, at=now)
        weigh_change(change, "To måneder længere", acting=acting, at=now)
        staff = NewInvolvement(Affected.EMPLOYEES, "medarbejderne i hjemmeplejen", "Møde", today)
        row = plan_involvement(mine, staff, acting=acting, at=now)
        involve(row, today, open_point="Hvem hjælper om natten?", acting=acting, at=now)
        plan_involvement(mine, NewInvolvement(Affected.UNION, "tillidsfolk"), acting=acting, at=now)
        stand_forward(AgentSaid("sygeplejerske", "oplæring, skærme", True), acting=acting, at=now)
    brought(world, replace(purchase(), subject=mine.public_id), now)
    return mine


@pytest.fixture
def page(browser: Browser, live_server: LiveServer, world: World) -> Generator[Page]:
    """Whoever keeps Hvidovre's portfolio, in a browser."""
    context = browser.new_context(locale="da-DK")
    yield logged_in(context, live_server, world, HVIDOVRE, "head_of_digitalisation")
    context.close()


def test_the_pages_of_an_initiative_bar_nobody(page: Page, live_server: LiveServer, world: World) -> None:
    mine = underway(world)
    for name in ("reports", "risks", "notes", "changes", "involvement"):
        page.goto(live_server.url + reverse(f"portfolio:{name}", args=[mine.public_id]))
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        shot(page, name)
        bars_nobody(page)
    with world.scope(HVIDOVRE):
        change, risk = mine.changes.get(), mine.risks.all()[0]
    for name, args in (
        ("change", [change.public_id]),
        ("change_send", [change.public_id, "initiative_change"]),
        ("risk", [risk.public_id]),
    ):
        page.goto(live_server.url + reverse(f"portfolio:{name}", args=args))
        shot(page, name)
        bars_nobody(page)
    page.goto(live_server.url + reverse("portfolio:reports", args=[mine.public_id]))
    page.get_by_role("button", name="Send rapporten").click()
    expect(page.locator(".ds-error-summary")).to_be_visible()
    shot(page, "reports-refused")
    bars_nobody(page)


def test_lessons_change_agents_and_where_it_sticks_bar_nobody(
    page: Page, live_server: LiveServer, world: World
) -> None:
    mine = underway(world)
    with world.scope(HVIDOVRE):
        other = local(world, HVIDOVRE, "Gammel vagtplan")
        acting, now = keeper(world, HVIDOVRE), timezone.now()
        add_note(other, NewNote(NoteSort.LESSON, "Oplær først", "Ellers ringer alle"), acting=acting, at=now)
        Initiative.objects.filter(pk=other.pk).update(end="completed", ended_on=timezone.localdate(now))
    for name in ("lessons", "agents", "stuck"):
        page.goto(live_server.url + reverse(f"portfolio:{name}"))
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        shot(page, name)
        bars_nobody(page)
    assert mine.is_open


def test_lessons_show_as_the_title_of_something_new_is_typed(
    page: Page, live_server: LiveServer, world: World
) -> None:
    with world.scope(HVIDOVRE):
        other = local(world, HVIDOVRE, "Gammel vagtplan")
        acting, now = keeper(world, HVIDOVRE), timezone.now()
        add_note(other, NewNote(NoteSort.LESSON, "Oplær først", "Ellers ringer alle"), acting=acting, at=now)
        Initiative.objects.filter(pk=other.pk).update(end="completed", ended_on=timezone.localdate(now))
    page.goto(live_server.url + reverse("portfolio:start"))
    expect(page.get_by_role("link", name="Se, hvad andre har lært")).to_be_visible()
    page.locator("#id_title").press_sequentially("Vagtplan i hjemmeplejen")
    expect(page.get_by_role("heading", name="Oplær først")).to_be_visible()
    shot(page, "start-lessons")
    bars_nobody(page)
