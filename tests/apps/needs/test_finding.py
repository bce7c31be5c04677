"""Needs are gathered and compared by the worker: what is shown, and nothing else, by whoever may."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from tests.apps.needs.needs_world import (
    CARE,
    LATER,
    NAMES,
    THREE,
    care_of_three,
    found_by,
    keeper,
    seen_by,
    shows,
    titles,
    told_of,
    worker,
)
from tests.apps.systems.test_register import contract_in, use_in
from tests.apps.world import ASSOCIATION, HVIDOVRE, NOW, RODOVRE, SOLROD, TODAY, World

from samspil.apps.needs.models import CommonNeed, Finding, Pair, Part, Told
from samspil.apps.organisations.models import Membership
from samspil.apps.systems.models import Contract
from samspil.apps.systems.services.contracts import change_contract, remove_contract
from samspil.apps.systems.services.uses import change_use, remove_use
from samspil.apps.systems.types import NewContract, NewUse
from samspil.core.systems.vocabulary import Visibility
from samspil.kit.journal.models import Entry
from samspil.kit.tenancy import scope


def rows(world: World) -> dict[str, list[tuple[Any, ...]]]:
    """All that is kept of needs, everywhere."""
    everybody = [world.association.pk, *(one.pk for one in world.members.values())]
    with scope.within(everybody):
        sorts = (Told, CommonNeed, Part, Pair, Finding)
        return {one.__name__: list(one.objects.order_by("pk").values_list()) for one in sorts}


def said_anew(world: World, code: str, contract: Contract, **said: Any) -> None:
    """The contract as it was, but for what is said otherwise."""
    with world.scope(code):
        about = tuple(contract.systems.values_list("use__public_id", flat=True))
        given = {"name": contract.name, "ends_on": contract.ends_on, "systems": about, **said}
        new = NewContract(**{"visibility": Visibility.ASSOCIATION, **given})
        change_contract(contract, new, acting=keeper(world, code), at=LATER)


@pytest.mark.parametrize("code", [ASSOCIATION, *THREE])
def test_a_care_system_that_three_have_is_found_and_seen_by_all_of_them(world: World, code: str) -> None:
    care_of_three(world)
    worker()

    assert titles(found_by(world, code)) == [set(NAMES.values())]


def test_each_says_why_and_by_when_somebody_must_act(world: World) -> None:
    care_of_three(world)
    shows(
        world,
        SOLROD,
        "Byggesagsarkiv",
        use={"name": "Byg", "catalogue": None, "vendor": "B", "kle_removed": CARE},
    )
    worker()

    [found] = found_by(world)

    grounds = {ground for part in found.parts for ground, _said in part.reasons}
    assert {"words", "subject", "system", "vendor"} <= grounds
    assert {part.told.act for part in found.parts} == {"need_analysis"}
    assert found.act_by == min(part.told.act_by for part in found.parts if part.told.act_by)
    assert found.parts[0].told.organisation__name == world.members[HVIDOVRE].name, "one's own stands first"


def test_gathering_and_comparing_again_changes_nothing(world: World) -> None:
    care_of_three(world)
    worker()
    worker(LATER)  # the grants that the first round gave stand in the journal
    before = rows(world)

    assert worker(LATER + timedelta(minutes=5)) == (0, 0)
    assert rows(world) == before


def test_what_changes_is_told_anew_and_keeps_its_common_need(world: World) -> None:
    contract = care_of_three(world)[HVIDOVRE]
    worker()
    [before] = found_by(world)
    said_anew(world, HVIDOVRE, contract, name="Nyt omsorgssystem")
    worker(LATER)

    [after] = found_by(world)

    assert "Nyt omsorgssystem" in titles([after])[0]
    assert after.public_id == before.public_id


def test_a_need_that_one_more_has_is_the_same_common_need(world: World) -> None:
    shows(world, HVIDOVRE, NAMES[HVIDOVRE])
    shows(world, RODOVRE, NAMES[RODOVRE])
    worker()
    [before] = found_by(world)
    shows(world, SOLROD, NAMES[SOLROD])
    worker(LATER)

    [after] = found_by(world)

    assert (len(before.parts), len(after.parts)) == (2, 3)
    assert after.public_id == before.public_id


def test_what_is_hidden_is_not_even_gathered(world: World) -> None:
    care_of_three(world, visibility=Visibility.OWN, use={"visibility": Visibility.OWN})
    worker()

    assert found_by(world) == []
    assert rows(world)["Told"] == []


def test_a_contract_says_nothing_of_a_system_that_is_hidden(world: World) -> None:
    use = use_in(world, HVIDOVRE, name="Hemmelig Omsorg", kle=CARE)
    contract_in(world, HVIDOVRE, use, name="Aftale 7", visibility=Visibility.ASSOCIATION)
    worker()

    told = told_of(world, HVIDOVRE, "Aftale 7")

    assert (told.text, told.kle, told.system) == ("Aftale 7", [], "")


def hidden(world: World, contract: Contract) -> None:
    said_anew(world, RODOVRE, contract, visibility=Visibility.OWN)


def removed(world: World, contract: Contract) -> None:
    with world.scope(RODOVRE):
        remove_contract(contract, acting=keeper(world, RODOVRE), at=LATER)


def about_something_hidden(world: World, contract: Contract) -> None:
    with world.scope(RODOVRE):
        use = contract.systems.get().use
        change_use(use, NewUse(use.name, kle=CARE), acting=keeper(world, RODOVRE), at=LATER)


def about_something_removed(world: World, contract: Contract) -> None:
    with world.scope(RODOVRE):
        remove_use(contract.systems.get().use, acting=keeper(world, RODOVRE), at=LATER)


@pytest.mark.parametrize("act", [hidden, removed, about_something_hidden, about_something_removed])
def test_what_is_hidden_is_gone_at_once_from_names_reasons_and_counts(world: World, act: Any) -> None:
    """Before the worker has come by: the numbers of what is left are those of what is left."""
    first = TODAY + timedelta(days=700)
    contracts = {code: shows(world, code, NAMES[code]) for code in (HVIDOVRE, SOLROD)}
    contracts[RODOVRE] = shows(world, RODOVRE, NAMES[RODOVRE], ends_on=first)
    worker()
    act(world, contracts[RODOVRE])

    [found] = found_by(world)

    assert titles([found]) == [{NAMES[HVIDOVRE], NAMES[SOLROD]}]
    assert found.act_by == min(part.told.act_by for part in found.parts if part.told.act_by)
    with world.scope(ASSOCIATION):
        [common] = CommonNeed.objects.all()
        assert (common.size, Pair.objects.count(), Part.objects.count()) == (2, 1, 2)


def test_a_common_need_that_one_alone_still_shows_is_gone(world: World) -> None:
    contracts = {code: shows(world, code, NAMES[code]) for code in (HVIDOVRE, RODOVRE)}
    worker()
    removed(world, contracts[RODOVRE])

    assert found_by(world) == []
    assert rows(world)["CommonNeed"] == rows(world)["Part"] == rows(world)["Pair"] == []


def test_whoever_shows_again_is_found_again(world: World) -> None:
    contract = care_of_three(world)[RODOVRE]
    worker()
    hidden(world, contract)
    said_anew(world, RODOVRE, contract)
    worker(LATER)

    assert len(found_by(world)[0].parts) == 3


def test_where_the_guard_of_pages_is_off_what_is_hidden_is_seen(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: without what takes it out, the numbers would still count it."""
    contract = care_of_three(world)[RODOVRE]
    worker()
    monkeypatch.setattr("samspil.apps.systems.services.contracts.hide_where_hidden", lambda *_: None)
    hidden(world, contract)

    assert NAMES[RODOVRE] in titles(found_by(world))[0]


def test_who_is_in_no_association_tells_nothing_and_reads_nothing(world: World) -> None:
    care_of_three(world)
    worker()
    with scope.within([world.association.pk]):
        Membership.objects.filter(member=world.members[SOLROD]).update(valid_to=TODAY)
    worker(NOW + timedelta(days=1))

    with seen_by(world, SOLROD, TODAY + timedelta(days=1)) as reach:
        assert reach.associations == frozenset()
    [found] = found_by(world)
    assert len(found.parts) == 2


def test_gathering_tells_nothing_in_the_journal(world: World) -> None:
    care_of_three(world)
    with world.scope(HVIDOVRE):
        before = Entry.objects.count()
    worker()
    with world.scope(HVIDOVRE):
        actions = set(Entry.objects.order_by("pk")[before:].values_list("action", flat=True))
    assert actions == {"sharing.grant.given"}
