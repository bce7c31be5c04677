"""What people have confirmed to be the same need is tendered as one, and proposed from there."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from tests.apps.needs.needs_world import LATER, found_by, seen_by, worker
from tests.apps.systems.test_register import contract_in, keeper, use_in
from tests.apps.systems.test_together import readers
from tests.apps.world import HVIDOVRE, RODOVRE, SOLROD, TODAY, World

from samspil.apps.needs.selectors.common import part_of
from samspil.apps.needs.selectors.confirmed import ConfirmedNeed, confirmed_needs
from samspil.apps.needs.services.answering import say_of_part
from samspil.apps.needs.types import Said
from samspil.apps.systems.models import Contract
from samspil.apps.systems.selectors.calendar import reckoning
from samspil.apps.systems.selectors.common import CommonNeed, common_needs, confirmed_as, names_of
from samspil.apps.systems.selectors.reach import reaching
from samspil.apps.systems.selectors.together import candidates
from samspil.core.systems.vocabulary import Visibility

KEEPER = "head_of_digitalisation"
KEY, OTHER = UUID(int=77), UUID(int=78)
SEEN: dict[str, Any] = {"visibility": Visibility.ASSOCIATION}


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """What another test found is not found here."""
    cache.clear()


def held(world: World, code: str, name: str, *, cpv: str = "", catalogue: int = 0, **said: Any) -> Contract:
    """A contract that others see, about a system of the catalogue where one is named."""
    uses = [use_in(world, code, catalogue=UUID(int=catalogue), name=name, **SEEN)] if catalogue else []
    ends = {"ends_on": timezone.localdate() + timedelta(days=1200), "operation_minor": 60_000_000}
    return contract_in(world, code, *uses, name=name, cpv=(cpv,) if cpv else (), **{**SEEN, **ends, **said})


def needs_by(world: World, *confirmed: ConfirmedNeed, code: str = HVIDOVRE) -> list[CommonNeed]:
    with world.scope(code), reaching(keeper(world, code), TODAY) as reach:
        return common_needs(reach, TODAY, confirmed)


def said_same(*contracts: Contract, common: UUID = KEY) -> ConfirmedNeed:
    return ConfirmedNeed(common, "Omsorg", frozenset(one.public_id for one in contracts), frozenset())


def test_what_is_confirmed_is_one_need_though_systems_and_codes_differ(world: World) -> None:
    ours = held(world, HVIDOVRE, "Omsorg H", catalogue=1)
    theirs = held(world, RODOVRE, "Omsorg R", catalogue=2)
    coded = held(world, SOLROD, "Omsorg S", cpv="48450000")
    readers(world)
    assert needs_by(world) == [], "by system and code they are three"
    [need] = needs_by(world, said_same(ours, theirs, coded))
    assert (len(need.contracts), need.organisations, need.is_ours) == (3, 3, True)
    assert confirmed_as(need.key) == KEY


def test_all_about_a_confirmed_system_come_along_but_of_a_code_only_what_is_named(world: World) -> None:
    ours = held(world, HVIDOVRE, "Omsorg H", catalogue=1)
    held(world, SOLROD, "Omsorg S", catalogue=1)
    coded = held(world, RODOVRE, "Omsorg R", cpv="48450000")
    held(world, RODOVRE, "Løn R", cpv="48450000")
    readers(world)
    [need] = needs_by(world, said_same(ours, coded))
    assert len(need.contracts) == 3, "the pay system only shares a code with it"


def test_confirmed_needs_that_meet_are_one_and_those_that_do_not_are_two(world: World) -> None:
    one, two, three, four = (
        held(world, code, f"K{at}", catalogue=at)
        for at, code in enumerate((HVIDOVRE, RODOVRE, SOLROD, HVIDOVRE), 1)
    )
    readers(world)
    apart = needs_by(world, said_same(one, two), said_same(three, four, common=OTHER))
    assert sorted(len(need.contracts) for need in apart) == [2, 2]
    [met] = needs_by(world, said_same(one, two), said_same(two, three, four, common=OTHER))
    assert len(met.contracts) == 4


def test_a_contract_whose_system_is_hidden_since_is_of_no_need(world: World) -> None:
    """What is kept for a while is keys: a contract is held to what is shown of it now."""
    held(world, HVIDOVRE, "K", catalogue=1)
    theirs = held(world, RODOVRE, "K", catalogue=1)
    readers(world)
    [need] = needs_by(world)
    acting = keeper(world, HVIDOVRE)

    def planned() -> int:
        with world.scope(HVIDOVRE), reaching(acting, TODAY) as reach:
            by = reckoning(acting.organisation_id, TODAY)
            return len(candidates(reach, by, [need])[need.key].many)

    assert planned() == 2
    with world.scope(RODOVRE):
        [link] = theirs.systems.all()
        link.use.visibility = Visibility.OWN.value
        link.use.save(update_fields=["visibility"])
    assert planned() == 1


def confirm(world: World, said: Said) -> None:
    [found] = found_by(world)
    told = next(part.told.public_id for part in found.parts if part.told.title == "Omsorgssystem H")
    with seen_by(world) as reach:
        part = part_of(reach, found.public_id, told)
        say_of_part(part, said, acting=keeper(world, HVIDOVRE), reach=reach, at=LATER)


def confirmed_by(world: World) -> list[ConfirmedNeed]:
    with world.scope(HVIDOVRE):
        return confirmed_needs(keeper(world, HVIDOVRE), TODAY)


def test_it_is_one_need_as_soon_as_it_is_confirmed_and_no_longer_when_it_is_hidden(world: World) -> None:
    for at, (code, letter) in enumerate(((HVIDOVRE, "H"), (RODOVRE, "R")), 1):
        held(world, code, f"Omsorgssystem {letter}", catalogue=at)
    readers(world)
    worker()
    assert confirmed_by(world) == [], "that a machine suggests it confirms nothing"
    confirm(world, Said.SAME)
    [need] = needs_by(world, *confirmed_by(world))
    with world.scope(HVIDOVRE), reaching(keeper(world, HVIDOVRE), TODAY) as reach:
        assert names_of(reach, [need.key], confirmed_by(world)) == {need.key: "Omsorgssystem H"}
    with world.scope(RODOVRE):
        Contract.objects.update(visibility=Visibility.OWN.value)
    worker(LATER)
    assert confirmed_by(world) == []
    assert needs_by(world, *confirmed_by(world)) == []


@pytest.fixture
def two(world: World) -> World:
    held(world, HVIDOVRE, "Omsorg H", catalogue=1)
    held(world, RODOVRE, "Omsorg R", catalogue=1)
    readers(world)
    return world


def danish() -> Client:
    return Client(headers={"accept-language": "da"})


def test_the_association_proposes_a_tender_that_begins_with_who_does_what(two: World) -> None:
    coordinator = two.log_in(danish(), "", "coordinator")
    page = coordinator.get(f"/contracts/together/?need={UUID(int=1)}").content.decode()
    assert "Foreslå det for medlemmerne" in page
    way = page.split('id="propose"')[1].split('href="')[1].split('"')[0].replace("&amp;", "&")
    form = coordinator.get(way).content.decode()
    for part in ('value="Omsorg', "Sammen: tager over i", "– Hvidovre: Omsorg H.", "– Rødovre: Omsorg R."):
        assert part in form, part
    assert "600.000" not in form, "prices stay where they are shown"


def test_the_whole_plan_is_kept_as_a_matter_quarter_by_quarter(two: World) -> None:
    coordinator = two.log_in(danish(), "", "coordinator")
    page = coordinator.get("/contracts/together/quarters/?most=2").content.decode()
    way = page.split('id="propose"')[1].split('href="')[1].split('"')[0].replace("&amp;", "&")
    assert way.endswith("?plan=2")
    form = coordinator.get(way).content.decode()
    assert "Fælles plan for udbud" in form
    assert ". kvartal " in form
    assert "Hvidovre, Rødovre" in form
    for wrong in ("plan=0", "plan=x", "plan=999", "tender=nonsense"):
        assert coordinator.get(f"{way.split('?')[0]}?{wrong}").status_code == 404, wrong


def test_a_member_proposes_nothing_and_is_told_who_does(two: World) -> None:
    head = two.log_in(danish(), HVIDOVRE, KEEPER)
    page = head.get(f"/contracts/together/?need={UUID(int=1)}").content.decode()
    assert "Foreningen foreslår det" in page
    assert "?tender=" not in page
    assert head.get(f"/bring/purchase_request/?tender={UUID(int=1)}").status_code == 404
