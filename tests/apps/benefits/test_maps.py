"""What stands in a benefit map, who puts it there, and what is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from fractions import Fraction
from typing import Any
from uuid import uuid4

import pytest
from tests.apps.benefits.ground import expects
from tests.apps.portfolio.ground import keeper, local, programme
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, World

from samspil.apps.benefits.models import Benefit, MapLink, MapStep
from samspil.apps.benefits.selectors.maps import BenefitMap, access_step, map_of
from samspil.apps.benefits.services import maps
from samspil.apps.benefits.services.maps import NewStep
from samspil.apps.benefits.services.workshop import Came, Chain, add_chains
from samspil.apps.benefits.types import BottomLine, StepSort
from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.portfolio.models import Initiative
from samspil.apps.portfolio.services.strategies import add_goal, make_strategy
from samspil.core.benefits.mapping import Column
from samspil.kit.journal.models import Entry

TIME, CALM = BottomLine.TIME_AND_RESOURCES, BottomLine.WELL_BEING
CHAIN = Chain(
    "Nyt vagtplansystem", "Lederen lægger planen for en måned", "Færre vikartimer", "Tid til borgeren", TIME
)


@pytest.fixture
def mine(world: World) -> Initiative:
    return local(world, HVIDOVRE)


def kept(world: World, code: str = HVIDOVRE) -> dict[str, Any]:
    return {"acting": keeper(world, code), "at": NOW}


def workshop(world: World, mine: Initiative, *chains: Chain) -> Came:
    with world.scope(HVIDOVRE):
        return add_chains(mine, chains, **kept(world))


def drawn(world: World, mine: Initiative) -> BenefitMap:
    with world.scope(HVIDOVRE):
        return map_of(mine.pk)


def links(found: BenefitMap) -> set[tuple[str, str]]:
    named = found.named()
    return {(named[one.source].title, named[one.target].title) for one in found.links}


def test_a_line_of_the_workshop_is_a_chain_from_deliverable_to_goal(world: World, mine: Initiative) -> None:
    assert workshop(world, mine, CHAIN) == Came(4, 3)
    found = drawn(world, mine)
    assert [one.column for one in found.steps] == list(Column)
    assert links(found) == {
        ("Nyt vagtplansystem", "Lederen lægger planen for en måned"),
        ("Lederen lægger planen for en måned", "Færre vikartimer"),
        ("Færre vikartimer", "Tid til borgeren"),
    }


def test_what_is_left_empty_is_passed_over(world: World, mine: Initiative) -> None:
    workshop(
        world, mine, Chain(), Chain("System", "", "Ro i vagten", bottom_line=CALM), Chain(goal="Trivsel")
    )
    found = drawn(world, mine)
    assert links(found) == {("System", "Ro i vagten")}
    assert len(found.steps) == 3


def test_the_same_words_are_the_same_box_however_they_are_written(world: World, mine: Initiative) -> None:
    workshop(world, mine, CHAIN)
    again = Chain("nyt Vagtplansystem ", "Personalet bytter selv vagter", "FÆRRE VIKARTIMER")
    assert workshop(world, mine, again) == Came(1, 2)
    assert len(drawn(world, mine).of(Column.BENEFIT)) == 1


def test_a_benefit_of_the_workshop_is_an_idea_that_promises_no_amount(world: World, mine: Initiative) -> None:
    workshop(world, mine, CHAIN, Chain(benefit="Dobbelt registrering", bottom_line=TIME, is_disbenefit=True))
    with world.scope(HVIDOVRE):
        first, second = Benefit.objects.order_by("pk")
        assert (first.state, first.sort, first.bottom_line) == ("idea", "qualitative", "time_and_resources")
        assert (first.is_disbenefit, second.is_disbenefit) == (False, True)


def test_a_new_benefit_without_a_bottom_line_keeps_nothing_of_the_workshop(
    world: World, mine: Initiative
) -> None:
    with world.scope(HVIDOVRE):
        with pytest.raises(RefusedError, match="benefit_needs_a_bottom_line"):
            add_chains(mine, [CHAIN, Chain(benefit="Ro i vagten")], **kept(world))
        assert not Benefit.objects.exists()
        assert not MapStep.objects.exists()


def test_an_empty_workshop_is_refused(world: World, mine: Initiative) -> None:
    with world.scope(HVIDOVRE), pytest.raises(RefusedError, match="workshop_says_nothing"):
        add_chains(mine, [Chain(deliverable="  ")], **kept(world))


def test_a_goal_with_the_name_of_a_strategys_is_that_goal(world: World, mine: Initiative) -> None:
    with world.scope(HVIDOVRE):
        strategy = make_strategy("Digital strategi", **kept(world))
        goal = add_goal(strategy, "Tid til borgeren", **kept(world))
        add_chains(mine, [CHAIN], **kept(world))
        assert MapStep.objects.get(sort="goal").goal == goal.public_id


def test_a_goal_of_another_municipality_is_not_there(world: World, mine: Initiative) -> None:
    with world.scope(HVIDOVRE), pytest.raises(NotFoundError):
        maps.add_step(mine, NewStep(StepSort.GOAL, "Mål", goal=uuid4()), **kept(world))


def test_a_benefit_says_whether_it_has_an_owner(world: World, mine: Initiative) -> None:
    expects(world, mine, HVIDOVRE, owner="Leder af vagtcentralen")
    (one,) = drawn(world, mine).of(Column.BENEFIT)
    assert (one.responsible, one.has_indicator, one.state) == ("Leder af vagtcentralen", False, "idea")


def test_links_have_parts_that_add_up_to_all_at_most(world: World, mine: Initiative) -> None:
    workshop(world, mine, CHAIN, Chain(change="Bytte selv", benefit="Færre vikartimer"))
    with world.scope(HVIDOVRE):
        (first, second), (benefit,) = (drawn(world, mine).of(one) for one in (Column.CHANGE, Column.BENEFIT))
        maps.link(mine, first.public_id, benefit.public_id, Fraction(7, 10), **kept(world))
        with pytest.raises(RefusedError, match="map_weights_above_all"):
            maps.link(mine, second.public_id, benefit.public_id, Fraction(4, 10), **kept(world))
        maps.link(mine, second.public_id, benefit.public_id, Fraction(3, 10), **kept(world))
        assert MapLink.objects.filter(target=benefit.public_id).count() == 2


def test_a_link_back_is_refused_and_one_that_is_there_is_not_doubled(world: World, mine: Initiative) -> None:
    workshop(world, mine, CHAIN)
    with world.scope(HVIDOVRE):
        found = drawn(world, mine)
        system, goal = (found.of(one)[0].public_id for one in (Column.DELIVERABLE, Column.GOAL))
        with pytest.raises(RefusedError, match="map_link_leads_back"):
            maps.link(mine, goal, system, **kept(world))
        for _each in range(2):
            maps.link(mine, system, goal, **kept(world))
        assert MapLink.objects.filter(source=system, target=goal).count() == 1


def test_a_step_leaves_with_its_links_and_the_journal_keeps_it(world: World, mine: Initiative) -> None:
    workshop(world, mine, CHAIN)
    with world.scope(HVIDOVRE):
        maps.remove_step(MapStep.objects.get(sort="change"), **kept(world))
        assert links(map_of(mine.pk)) == {("Færre vikartimer", "Tid til borgeren")}
        told = Entry.objects.filter(action="benefits.map.step_removed")
        assert [json.loads(one.facts)["sort"] for one in told] == ["change"]


def test_a_step_gets_another_name_and_keeps_its_links(world: World, mine: Initiative) -> None:
    workshop(world, mine, CHAIN)
    with world.scope(HVIDOVRE):
        step = MapStep.objects.get(sort="change")
        maps.change_step(step, "Planen lægges for to måneder", "Leder", **kept(world))
        found = map_of(mine.pk)
        assert ("Planen lægges for to måneder", "Færre vikartimer") in links(found)
        with pytest.raises(RefusedError, match="map_step_needs_a_title"):
            maps.change_step(step, " ", **kept(world))


def test_a_link_is_taken_away_once(world: World, mine: Initiative) -> None:
    workshop(world, mine, CHAIN)
    with world.scope(HVIDOVRE):
        one = drawn(world, mine).links[0]
        maps.unlink(mine, one.source, one.target, **kept(world))
        with pytest.raises(RefusedError, match="map_link_not_there"):
            maps.unlink(mine, one.source, one.target, **kept(world))


def test_only_who_leads_the_initiative_changes_its_map(world: World, mine: Initiative) -> None:
    workshop(world, mine, CHAIN)
    employee: dict[str, Any] = {"acting": world.acting(HVIDOVRE, "employee"), "at": NOW}
    with world.scope(HVIDOVRE):
        step = MapStep.objects.get(sort="change")
        one = map_of(mine.pk).links[0]
        changes: list[Callable[[], Any]] = [
            lambda: maps.add_step(mine, NewStep(StepSort.GOAL, "x"), **employee),
            lambda: maps.change_step(step, "x", **employee),
            lambda: maps.remove_step(step, **employee),
            lambda: maps.link(mine, one.source, one.target, **employee),
            lambda: maps.unlink(mine, one.source, one.target, **employee),
            lambda: add_chains(mine, [CHAIN], **employee),
        ]
        for change in changes:
            with pytest.raises(RefusedError, match="not_yours_to_lead"):
                change()


def test_a_map_holds_no_more_than_somebody_can_see(
    world: World, mine: Initiative, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(maps, "MOST_STEPS", 1)
    with world.scope(HVIDOVRE):
        maps.add_step(mine, NewStep(StepSort.GOAL, "x"), **kept(world))
        with pytest.raises(RefusedError, match="map_is_full"):
            maps.add_step(mine, NewStep(StepSort.GOAL, "y"), **kept(world))


def test_a_step_of_another_initiative_or_municipality_is_not_there(world: World, mine: Initiative) -> None:
    workshop(world, mine, CHAIN)
    other = programme(world, HVIDOVRE)
    with world.scope(HVIDOVRE):
        step = MapStep.objects.get(sort="change").public_id
        acting = keeper(world, HVIDOVRE)
        assert access_step(acting, mine.public_id, step).title == CHAIN.change
        with pytest.raises(NotFoundError):
            access_step(acting, other.public_id, step)
    with world.scope(RODOVRE), pytest.raises(NotFoundError):
        access_step(keeper(world, RODOVRE), mine.public_id, step)
