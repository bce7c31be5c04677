"""A matter about something of the portfolio leads back to it, for whoever may see it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.apps.portfolio.deciding import draft_matter, plan_matter
from tests.apps.portfolio.ground import keeper, local
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, World

from samspil.apps.governance.services.moving import bring
from samspil.apps.governance.types import NewMatter
from samspil.apps.intake.parts import sending
from samspil.apps.portfolio.parts.subjects import link_to
from samspil.apps.portfolio.services import scenarios, strategies
from samspil.core.governance.language.routes import Nature
from samspil.core.units import Money
from samspil.kit.ids import new_id


def about(client: Client, matter: Any) -> Any:
    page = client.get(reverse("governance:matter", args=[matter]))
    found = page.context["about"]
    assert found is None or f'href="{found.url}"' in page.content.decode()
    return found


def test_a_drafts_matter_leads_back_to_the_draft(world: World, browser: Client) -> None:
    project = local(world, RODOVRE)
    with world.scope(RODOVRE):
        acting = keeper(world, RODOVRE)
        draft = scenarios.begin("Færre samtidig", acting=acting, at=NOW)
        draft = scenarios.shift(draft, project.public_id, 2, acting=acting, at=NOW)
        draft = scenarios.send(draft, draft_matter(draft.public_id), acting=acting, at=NOW)
    found = about(world.log_in(browser, RODOVRE, "head_of_digitalisation"), draft.matter)
    assert (found.name, found.url) == (
        "Færre samtidig",
        reverse("portfolio:scenario", args=[draft.public_id]),
    )


def test_a_plans_matter_leads_back_to_the_plan(world: World, browser: Client) -> None:
    project = local(world, RODOVRE)
    with world.scope(RODOVRE):
        acting = keeper(world, RODOVRE)
        plan = strategies.begin_plan(2026, "", acting=acting, at=NOW)
        strategies.put_in_plan(plan, project, acting=acting, at=NOW)
        plan = strategies.send_plan(plan, plan_matter(plan.public_id), acting=acting, at=NOW)
    found = about(world.log_in(browser, RODOVRE, "head_of_digitalisation"), plan.matter)
    assert found.url == f"{reverse('portfolio:plans')}?year=2026"


def test_a_changes_matter_leads_back_to_the_initiative_and_another_matter_nowhere(
    world: World, browser: Client
) -> None:
    project = local(world, RODOVRE)
    with world.scope(RODOVRE):
        acting = keeper(world, RODOVRE)
        known = {"amount": Money.of(1000)}
        change = NewMatter("initiative_change", "Aften", known, subject=project.public_id)
        matter = bring(change, acting=acting, at=NOW)
        other = bring(NewMatter("initiative_change", "Løs", known), acting=acting, at=NOW)
        strange = bring(
            NewMatter("initiative_change", "Fremmed", known, subject=new_id()), acting=acting, at=NOW
        )
    head = world.log_in(browser, RODOVRE, "head_of_digitalisation")
    assert about(head, matter.public_id).url == reverse("portfolio:initiative", args=[project.public_id])
    assert about(head, other.public_id) is None
    assert about(head, strange.public_id) is None


def test_another_organisation_is_not_led_to_it(world: World) -> None:
    project = local(world, RODOVRE)
    with world.scope(HVIDOVRE):
        assert link_to(keeper(world, HVIDOVRE), project.public_id) is None


# --- as what it is sent -----------------------------------------------------------------------------------
def test_whoever_may_not_send_is_told_who_may(world: World) -> None:
    with world.scope(HVIDOVRE):
        found = sending.offer(world.acting(HVIDOVRE, "employee"), Nature.PORTFOLIO_DRAFT, NOW.date())
    assert found.kinds == []
    assert "Digitaliseringschef" in found.why_none


def test_where_no_kind_is_of_the_nature_it_is_told_what_the_model_lacks(world: World) -> None:
    with world.scope(HVIDOVRE):
        found = sending.offer(keeper(world, HVIDOVRE), Nature.ACTIVITY_PLAN, NOW.date())
    assert found.kinds == []
    assert "En aktivitetsplan" in found.why_none


def test_one_chooses_only_where_several_fit(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    with world.scope(HVIDOVRE):
        acting = keeper(world, HVIDOVRE)
        one = sending.offer(acting, Nature.CHANGE, NOW.date())
        assert one.only == "initiative_change"
        several = [*one.kinds, *one.kinds]
        monkeypatch.setattr(sending, "kinds_to_send", lambda *_asked: several)
        assert sending.offer(acting, Nature.CHANGE, NOW.date()).only == ""
