"""Strategies with what serves them; a year's plan that a decision adopts, and what came beside it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.apps.portfolio.deciding import decide, plan_matter
from tests.apps.portfolio.ground import keeper, local
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, World

from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.portfolio.models import ActivityPlan, Goal, PlannedActivity, Serves, Strategy
from samspil.apps.portfolio.selectors.strategies import access_plan, plan_of, strategies_on
from samspil.apps.portfolio.services import initiatives, strategies
from samspil.apps.portfolio.types import Form, NewInitiative
from samspil.kit.ids import new_id
from samspil.processes.adopt_activity_plan import adopt_decided_plans

LATER = NOW + timedelta(hours=2)
URL = "/portfolio/plans/"
HEAD = "head_of_digitalisation"


def begun(world: World) -> ActivityPlan:
    with world.scope(RODOVRE):
        return strategies.begin_plan(2026, "", acting=keeper(world, RODOVRE), at=NOW)


def sent(world: World) -> ActivityPlan:
    plan, initiative = begun(world), local(world, RODOVRE)
    with world.scope(RODOVRE):
        acting = keeper(world, RODOVRE)
        strategies.put_in_plan(plan, initiative, "I drift i to centre", acting=acting, at=NOW)
        return strategies.send_plan(plan, plan_matter(plan.public_id), acting=acting, at=NOW)


def test_an_initiative_serves_goals_of_several_strategies(world: World) -> None:
    initiative = local(world, RODOVRE)
    with world.scope(RODOVRE):
        acting = keeper(world, RODOVRE)
        own = strategies.make_strategy("Velfærd 2030", acting=acting, at=NOW)
        state = strategies.make_strategy("Fællesoffentlig strategi", set_by="Staten", acting=acting, at=NOW)
        goals = [strategies.add_goal(own, "Mere tid til borgeren", acting=acting, at=NOW)]
        goals.append(strategies.add_goal(state, "Sammenhæng", acting=acting, at=NOW))
        again = strategies.add_goal(own, "Mere tid til borgeren ", acting=acting, at=NOW)
        assert again == goals[0]
        for goal in [*goals, goals[0]]:
            strategies.serve(initiative, goal, acting=acting, at=NOW)
        found = strategies_on(acting.organisation_id, NOW.date())
        served = {one.name: [line.title for line in one.goals[0].serving] for one in found}
        assert served == {
            "Fællesoffentlig strategi": ["Vagtplan i Ældre"],
            "Velfærd 2030": ["Vagtplan i Ældre"],
        }
        strategies.serve_no_longer(initiative, goals[0], acting=acting, at=NOW)
        assert Serves.objects.count() == 1


def test_a_strategy_holds_until_its_day(world: World) -> None:
    with world.scope(RODOVRE):
        acting = keeper(world, RODOVRE)
        strategies.make_strategy("Kort", valid_to=date(2026, 6, 1), acting=acting, at=NOW)
        assert [one.name for one in strategies_on(acting.organisation_id, date(2026, 5, 31))] == ["Kort"]
        assert strategies_on(acting.organisation_id, date(2026, 6, 2)) == []
        with pytest.raises(RefusedError, match="ends_before_it_starts"):
            strategies.make_strategy("Bagud", valid_to=NOW.date(), acting=acting, at=NOW)


def test_a_plan_says_what_is_in_it_and_what_came_beside(world: World) -> None:
    plan, planned, beside = begun(world), local(world, RODOVRE, "Skærme"), local(world, RODOVRE, "Robot")
    with world.scope(RODOVRE):
        acting = keeper(world, RODOVRE)
        strategies.put_in_plan(plan, planned, "I to centre", acting=acting, at=NOW)
        strategies.put_in_plan(plan, planned, "I tre centre", acting=acting, at=NOW)
        later = NewInitiative("Næste år", "", Form.PROJECT, is_mandatory=False, starts_on=date(2027, 1, 1))
        initiatives.start(later, acting=acting, at=NOW)
        shown = plan_of(acting.organisation_id, 2026)
    assert shown is not None
    assert [(one.title, one.aim) for one in shown.planned] == [("Skærme", "I tre centre")]
    assert [one.title for one in shown.beside] == [beside.title]


def test_a_part_of_a_planned_programme_is_not_beside_the_plan(world: World) -> None:
    plan = begun(world)
    with world.scope(RODOVRE):
        acting = keeper(world, RODOVRE)
        whole = initiatives.start(
            NewInitiative("Velfærd", "", Form.PROGRAMME, is_mandatory=False), acting=acting, at=NOW
        )
        inside = NewInitiative("Skærme", "", Form.PROJECT, is_mandatory=False, programme=whole.public_id)
        initiatives.start(inside, acting=acting, at=NOW)
        strategies.put_in_plan(plan, whole, acting=acting, at=NOW)
        shown = plan_of(acting.organisation_id, 2026)
    assert shown is not None
    assert shown.beside == ()


def test_only_an_approved_decision_adopts_the_plan_and_once(world: World) -> None:
    plan = sent(world)
    assert adopt_decided_plans(LATER) == 0
    assert plan.matter is not None
    decide(world, plan.matter, "approve")
    assert adopt_decided_plans(LATER) == 1
    assert adopt_decided_plans(LATER) == 0
    with world.scope(RODOVRE):
        plan.refresh_from_db()
    assert plan.adopted_on == NOW.date()
    assert plan.decision is not None


def test_a_plan_turned_down_is_not_adopted_and_can_be_changed_again(world: World) -> None:
    plan = sent(world)
    assert plan.matter is not None
    decide(world, plan.matter, "reject")
    assert adopt_decided_plans(LATER) == 0
    other = local(world, RODOVRE, "Robot")
    with world.scope(RODOVRE):
        with pytest.raises(RefusedError, match="activity_plan_not_decided"):
            strategies.adopt_plan(plan.public_id, at=LATER)
        strategies.put_in_plan(plan, other, acting=keeper(world, RODOVRE), at=LATER)
        assert PlannedActivity.objects.count() == 2


def test_what_is_being_decided_or_adopted_is_not_changed(world: World) -> None:
    plan, other = sent(world), local(world, RODOVRE, "Robot")
    with world.scope(RODOVRE):
        acting = keeper(world, RODOVRE)
        for change in (strategies.put_in_plan, strategies.take_out):
            with pytest.raises(RefusedError, match="activity_plan_is_sent"):
                change(plan, other, acting=acting, at=NOW)
        with pytest.raises(RefusedError, match="activity_plan_is_sent"):
            strategies.send_plan(plan, plan_matter(plan.public_id), acting=acting, at=NOW)


def test_there_is_one_plan_a_year_of_a_year_somebody_can_mean(world: World) -> None:
    plan = begun(world)
    with world.scope(RODOVRE):
        acting = keeper(world, RODOVRE)
        with pytest.raises(RefusedError, match="activity_plan_is_there"):
            strategies.begin_plan(2026, "", acting=acting, at=NOW)
        for year in (1999, 2101):
            with pytest.raises(RefusedError, match="plan_year_out_of_range"):
                strategies.begin_plan(year, "", acting=acting, at=NOW)
        with pytest.raises(RefusedError, match="activity_plan_is_empty"):
            strategies.send_plan(plan, plan_matter(plan.public_id), acting=acting, at=NOW)


def test_only_who_keeps_the_portfolio_plans_a_year_and_another_finds_none(world: World) -> None:
    plan, employee = begun(world), world.acting(RODOVRE, "employee")
    with world.scope(RODOVRE):
        with pytest.raises(RefusedError, match="not_yours_to_keep"):
            strategies.begin_plan(2027, "", acting=employee, at=NOW)
        with pytest.raises(RefusedError, match="not_yours_to_keep"):
            strategies.make_strategy("Min", acting=employee, at=NOW)
    with world.scope(HVIDOVRE), pytest.raises(NotFoundError):
        access_plan(keeper(world, HVIDOVRE), plan.public_id)


def said(what: str, **fields: Any) -> dict[str, Any]:
    return {
        "do": what,
        **{f"{what}-{name}": value for name, value in fields.items()},
        f"{what}-key": new_id(),
    }


def test_a_year_is_planned_and_sent_on_the_page(world: World) -> None:
    initiative = local(world, RODOVRE)
    browser = world.log_in(Client(), RODOVRE, HEAD)
    here = f"{URL}?year=2026"
    assert "ingen aktivitetsplan for året" in browser.get(here).content.decode()
    assert browser.post(here, said("begin", year=2026))["Location"] == here
    assert (
        browser.post(here, said("activity", initiative=initiative.public_id, aim="I drift")).status_code
        == 302
    )
    assert browser.post(here, said("strategy", name="Velfærd 2030")).status_code == 302
    with world.scope(RODOVRE):
        strategy, plan = Strategy.objects.get(), ActivityPlan.objects.get()
    assert browser.post(here, said("goal", strategy=strategy.public_id, name="Mere tid")).status_code == 302
    with world.scope(RODOVRE):
        goal = Goal.objects.get()
    serves = said("serves", initiative=initiative.public_id, goal=goal.public_id)
    assert browser.post(here, serves).status_code == 302
    page = browser.get(here).content.decode()
    assert "I drift" in page
    assert "Velfærd 2030" in page
    assert "Et udkast: Ingen har vedtaget det endnu." in page
    where = reverse("portfolio:plan_send", args=[plan.public_id])
    form = browser.get(f"{where}?kind=digitalisation_plan").context["form"]
    answer = browser.post(where, {"kind": "digitalisation_plan", **form.initial})
    assert answer.status_code == 302, answer.content.decode()
    assert "Sendt til beslutning." in browser.get(here).content.decode()


def test_an_initiative_goes_out_of_a_draft_of_the_plan(world: World) -> None:
    plan, initiative = begun(world), local(world, RODOVRE)
    with world.scope(RODOVRE):
        strategies.put_in_plan(plan, initiative, acting=keeper(world, RODOVRE), at=NOW)
    where = reverse("portfolio:plan_take_out", args=[plan.public_id, initiative.public_id])
    assert world.log_in(Client(), RODOVRE, "employee").post(where).status_code == 403
    assert world.log_in(Client(), HVIDOVRE, HEAD).post(where).status_code == 404
    assert world.log_in(Client(), RODOVRE, HEAD).post(where).status_code == 302
    with world.scope(RODOVRE):
        assert not PlannedActivity.objects.exists()


def test_who_keeps_nothing_reads_the_plan_and_fills_in_nothing(world: World) -> None:
    begun(world)
    browser = world.log_in(Client(), RODOVRE, "employee")
    page = browser.get(f"{URL}?year=2026")
    assert (page.status_code, page.context["filled"]) == (200, {})
    assert browser.post(f"{URL}?year=2026", said("strategy", name="Min")).status_code == 403
    assert Client().get(URL).status_code == 302
