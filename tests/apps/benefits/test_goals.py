"""What leads to a goal of a strategy, whichever initiative's map says so."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.apps.benefits.ground import acting_for, expects, qualifies
from tests.apps.governance.at_time import set_clock
from tests.apps.portfolio.ground import local
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, World

from samspil.apps.benefits.models import Benefit
from samspil.apps.benefits.selectors.goals import leads_to
from samspil.apps.benefits.services.maps import NewStep, add_step, link
from samspil.apps.benefits.types import StepSort
from samspil.apps.portfolio.models import Goal, Initiative
from samspil.apps.portfolio.services.strategies import add_goal, make_strategy, serve

pytestmark = pytest.mark.django_db
HEAD = "head_of_digitalisation"


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, NOW)


def kept(world: World) -> dict[str, Any]:
    return {"acting": acting_for(world, HVIDOVRE), "at": NOW}


@pytest.fixture
def goal(world: World) -> Goal:
    with world.scope(HVIDOVRE):
        return add_goal(make_strategy("Digital strategi", **kept(world)), "Tid til borgeren", **kept(world))


def brings(world: World, goal: Goal, title: str, a_year: int, **said: Any) -> tuple[Initiative, Benefit]:
    """An initiative whose map says: work changes, that brings a benefit, and that leads to the goal."""
    mine = local(world, HVIDOVRE, title)
    noted = expects(
        world, mine, HVIDOVRE, f"Gevinst af {title}", a_year=a_year, owner="Chef for Ældre", **said
    )
    benefit = qualifies(world, noted, HVIDOVRE)
    with world.scope(HVIDOVRE):
        change = add_step(mine, NewStep(StepSort.CHANGE, "Anden arbejdsgang"), **kept(world))
        end = add_step(mine, NewStep(StepSort.GOAL, goal.name, goal=goal.public_id), **kept(world))
        link(mine, change.public_id, benefit.public_id, **kept(world))
        link(mine, benefit.public_id, end.public_id, **kept(world))
    return mine, benefit


def page(world: World, goal: Goal, code: str = HVIDOVRE) -> Any:
    browser = world.log_in(Client(), code, HEAD)
    return browser.get(reverse("benefits:goal", args=[goal.public_id]))


def test_benefits_of_several_initiatives_stand_together_with_their_sums(world: World, goal: Goal) -> None:
    _mine, first = brings(world, goal, "Vagtplan", 100_000)
    _mine, second = brings(world, goal, "Ruteplan", 20_000)
    elsewhere = expects(world, local(world, HVIDOVRE, "Nyt tag"), HVIDOVRE, "Tørre lofter", a_year=7_000)
    with world.scope(HVIDOVRE):
        found = leads_to(goal)
        assert {one.public_id for one in found.rows} == {first.public_id, second.public_id}
        assert [amount.expected for line in found.sums.lines for amount in line.amounts] == [120_000_00]
    shown = page(world, goal).content.decode()
    assert "Gevinst af Vagtplan" in shown
    assert "120.000" in shown
    assert elsewhere.title not in shown


def test_what_has_the_same_effect_is_counted_once(world: World, goal: Goal) -> None:
    brings(world, goal, "Vagtplan", 100_000, counted_with="vikarer")
    brings(world, goal, "Ruteplan", 20_000, counted_with="vikarer")
    with world.scope(HVIDOVRE):
        (line,) = (line for line in leads_to(goal).sums.lines if line.amounts)
        assert [one.expected for one in line.amounts] == [100_000_00]


def test_a_benefit_that_is_linked_to_something_else_does_not_lead_there(world: World, goal: Goal) -> None:
    mine, benefit = brings(world, goal, "Vagtplan", 100_000)
    other = expects(world, mine, HVIDOVRE, "Pænere skærme")
    with world.scope(HVIDOVRE):
        beside = add_step(mine, NewStep(StepSort.GOAL, "Glade medarbejdere"), **kept(world))
        link(mine, other.public_id, beside.public_id, **kept(world))
        assert [one.public_id for one in leads_to(goal).rows] == [benefit.public_id]


def test_who_serves_the_goal_and_brings_nothing_to_it_is_named(world: World, goal: Goal) -> None:
    mine, _benefit = brings(world, goal, "Vagtplan", 100_000)
    bare = local(world, HVIDOVRE, "Ny hjemmeside")
    with world.scope(HVIDOVRE):
        for one in (mine, bare):
            serve(one, goal, **kept(world))
        assert [one.title for one in leads_to(goal).without] == ["Ny hjemmeside"]
    assert "Bidrager til målet, men ingen gevinst fører til det" in page(world, goal).content.decode()


def test_a_goal_that_nothing_leads_to_says_what_to_do(world: World, goal: Goal) -> None:
    assert "Ingen gevinst fører til dette mål endnu" in page(world, goal).content.decode()


def test_anothers_goal_is_not_there(world: World, goal: Goal) -> None:
    assert page(world, goal, RODOVRE).status_code == 404


def test_the_map_and_the_strategies_lead_to_the_goal(world: World, goal: Goal) -> None:
    mine, _benefit = brings(world, goal, "Vagtplan", 100_000)
    browser, where = world.log_in(Client(), HVIDOVRE, HEAD), reverse("benefits:goal", args=[goal.public_id])
    for at in (reverse("benefits:map", args=[mine.public_id]), reverse("portfolio:plans")):
        assert f'href="{where}"' in browser.get(at).content.decode(), at


def test_questions_do_not_grow_with_the_maps(world: World, goal: Goal) -> None:
    def asked() -> int:
        with world.scope(HVIDOVRE), CaptureQueriesContext(connection) as questions:
            leads_to(goal)
        return len(questions)

    brings(world, goal, "Vagtplan", 100_000)
    one = asked()
    brings(world, goal, "Ruteplan", 20_000)
    assert asked() == one
