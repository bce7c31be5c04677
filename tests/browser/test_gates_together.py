"""Gates of what members do together, in a browser: nothing bars anybody, and matters lead back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer
from tests.apps.conftest import world as world  # noqa: PLC0414 – the fixture itself
from tests.apps.portfolio.ground import coordinator, keeper, local
from tests.apps.world import RODOVRE, World
from tests.browser.looking import bars_nobody, logged_in, shot

from samspil.apps.portfolio.models import Initiative
from samspil.apps.portfolio.selectors.project_models import followed_by
from samspil.apps.portfolio.services import gates, initiatives, scenarios
from samspil.apps.portfolio.types import Form, NewInitiative

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MODEL = "joint_projects"


def begun(world: World) -> tuple[Initiative, Initiative]:
    """A joint programme with a part and its papers in order, and a project outside the model."""
    now, acting = timezone.now(), coordinator(world)
    with world.scope(""):
        told = NewInitiative("Digitale fuldmagter", "", Form.PROGRAMME, False, project_model=MODEL)
        whole = initiatives.start(told, acting=acting, at=now)
        inside = NewInitiative("Kurser", "", Form.TASK, False, programme=whole.public_id)
        initiatives.start(inside, acting=acting, at=now)
        why = "Begyndte, før foreningen havde en projektmodel"
        chat = NewInitiative("Fælles chat", "", Form.PROJECT, False, outside_model_because=why)
        outside = initiatives.start(chat, acting=acting, at=now)
        followed = followed_by(whole, timezone.localdate(now))
        assert followed is not None
        phase = followed.project.phases[whole.phase]
        for document in phase.documents:
            gates.mark_ready(whole, document, "Sag 26/1", acting=acting, at=now)
        for criterion in phase.gate.criteria if phase.gate else ():
            gates.answer(whole, criterion, "Alle ni har svaret", is_met=True, acting=acting, at=now)
    return whole, outside


@override_settings(LANGUAGE_CODE="da")
def test_a_gate_of_a_programme_is_asked_for_and_its_matter_leads_back(
    browser: Browser, live_server: LiveServer, world: World
) -> None:
    whole, outside = begun(world)
    page = logged_in(browser.new_context(locale="da-DK"), live_server, world, "", "coordinator")
    page.goto(live_server.url + reverse("portfolio:phases", args=[whole.public_id]))
    bars_nobody(page)
    shot(page, "gate-asking")
    page.locator("[name=a_amount]").fill("400.000")
    page.locator("[name=a_buys_together][value=no], [name=a_buys_together][value=False]").first.check()
    page.get_by_label("De fortsætter for sig selv").check()
    page.locator("form[action$='ask/'] button[type=submit]").click()
    bars_nobody(page)
    shot(page, "gate-asked")
    page.locator("main").get_by_role("link", name="Sag 20").first.click()
    expect(page.get_by_text("fortsætter de dele, der er i gang, for sig selv: Kurser")).to_be_visible()
    bars_nobody(page)
    shot(page, "gate-matter")
    page.get_by_role("link", name="Digitale fuldmagter").last.click()
    expect(page).to_have_url(live_server.url + reverse("portfolio:initiative", args=[whole.public_id]))
    page.goto(live_server.url + reverse("portfolio:phases", args=[outside.public_id]))
    page.get_by_text("Følg en projektmodel, eller sig hvorfor ikke").click()
    bars_nobody(page)
    shot(page, "gate-outside")


def test_a_draft_goes_to_whoever_decides_it_without_choosing_a_kind(
    browser: Browser, live_server: LiveServer, world: World
) -> None:
    now, acting = timezone.now(), keeper(world, RODOVRE)
    project = local(world, RODOVRE)
    with world.scope(RODOVRE):
        draft = scenarios.begin("Færre samtidig", acting=acting, at=now)
        draft = scenarios.shift(draft, project.public_id, 2, acting=acting, at=now - timedelta(hours=1))
    context = browser.new_context(locale="da-DK")
    page = logged_in(context, live_server, world, RODOVRE, "head_of_digitalisation")
    page.goto(live_server.url + reverse("portfolio:scenario_send", args=[draft.public_id]))
    expect(page.get_by_text("Udkast til porteføljen").first).to_be_visible()
    bars_nobody(page)
    shot(page, "draft-send")
    page.get_by_role("button", name="Send", exact=True).click()
    page.get_by_role("link", name="Færre samtidig").last.click()
    expect(page).to_have_url(live_server.url + reverse("portfolio:scenario", args=[draft.public_id]))
