"""The register: entered and changed by those who keep it, told in the journal, read by others as shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, SOLROD, TODAY, World

from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.organisations.types import Acting
from samspil.apps.systems.models import Contract, ContractSystem, LocalUse
from samspil.apps.systems.selectors import access
from samspil.apps.systems.selectors.contracts import ContractFilter, Order, list_contracts, place_of
from samspil.apps.systems.selectors.others import count_of_others, who_else_uses
from samspil.apps.systems.selectors.terms import own_terms, shown_terms
from samspil.apps.systems.selectors.uses import UseFilter, list_uses
from samspil.apps.systems.services.agreements import keep_agreement
from samspil.apps.systems.services.contracts import add_contract, change_contract, draw, remove_contract
from samspil.apps.systems.services.readers import keep_readers
from samspil.apps.systems.services.uses import add_use, change_use, remove_use
from samspil.apps.systems.types import (
    NewAgreement,
    NewContract,
    NewDraw,
    NewOption,
    NewUse,
)
from samspil.core.systems.vocabulary import LifeCycle, Renewal, Visibility
from samspil.kit.journal.models import Entry
from samspil.kit.sharing.models import Grant

CARE = UUID("018c0000-0000-7000-8000-000000000001")
KEEPER = "head_of_digitalisation"
LATER = NOW + timedelta(days=1)


def keeper(world: World, code: str) -> Acting:
    return world.acting(code, KEEPER)


def use_in(world: World, code: str, **said: Any) -> LocalUse:
    new = NewUse(**{"name": "Omsorgssystemet", "catalogue": CARE, "vendor": "Fiktiv Omsorg A/S", **said})
    with world.scope(code):
        return add_use(new, acting=keeper(world, code), at=NOW)


def contract_in(world: World, code: str, *uses: LocalUse, **said: Any) -> Contract:
    new = NewContract(
        **{"name": "Drift af omsorgssystem", "systems": tuple(one.public_id for one in uses), **said}
    )
    with world.scope(code):
        return add_contract(new, acting=keeper(world, code), at=NOW)


def refused(call: Any) -> str:
    with pytest.raises(RefusedError) as caught:
        call()
    return caught.value.problem.code


def test_a_system_is_entered_with_its_own_deviation_from_the_catalogue(world: World) -> None:
    use = use_in(world, HVIDOVRE, kle=("27.35", "27.36"), kle_removed=("27.36",), kle_added=("28.00",))
    assert use.kle == ["27.35", "28.00"]
    with world.scope(HVIDOVRE):
        [row] = list_uses(keeper(world, HVIDOVRE), UseFilter(said="omsorg")).rows
    assert (row.public_id, row.catalogue, row.visibility) == (use.public_id, CARE, "own")


def test_who_keeps_nothing_enters_nothing_but_changes_what_is_their_own(world: World) -> None:
    employee = world.acting(HVIDOVRE, "employee")
    use = use_in(world, HVIDOVRE)
    mine = use_in(world, HVIDOVRE, owner_person=employee.person)
    with world.scope(HVIDOVRE):
        assert refused(lambda: add_use(NewUse("A"), acting=employee, at=NOW)) == "not_yours_to_keep_register"
        assert refused(lambda: change_use(use, NewUse("A"), acting=employee, at=NOW)) == (
            "not_yours_to_keep_register"
        )
        new = NewUse("A", owner_person=employee.person)
        assert change_use(mine, new, acting=employee, at=NOW).name == "A"


def test_what_cannot_be_so_of_a_use_is_refused(world: World) -> None:
    wrong = {
        "system_needs_a_name": NewUse(" "),
        "bad_cvr": NewUse("A", vendor_cvr="13585627"),
        "use_ends_before_it_begins": NewUse("A", starts_on=TODAY, ends_on=TODAY - timedelta(days=1)),
        "fewest_users_above_most": NewUse("A", users_from=2, users_to=1),
    }
    with world.scope(HVIDOVRE):
        for code, new in wrong.items():
            assert refused(lambda new=new: add_use(new, acting=keeper(world, HVIDOVRE), at=NOW)) == code
        assert not LocalUse.objects.exists()


def test_only_what_differs_is_told_and_what_people_wrote_stays_beside_the_chain(world: World) -> None:
    use = use_in(world, HVIDOVRE, contact="Kontakt i social")
    with world.scope(HVIDOVRE):
        before = Entry.objects.count()
        new = NewUse("Omsorgssystemet", CARE, vendor="Fiktiv Omsorg A/S", contact="Kontakt i social")
        change_use(use, new, acting=keeper(world, HVIDOVRE), at=LATER)
        assert Entry.objects.count() == before
        changed = replace(new, life_cycle=LifeCycle.PHASING_OUT, contact="Ny kontakt")
        change_use(use, changed, acting=keeper(world, HVIDOVRE), at=LATER)
        told = Entry.objects.order_by("-sequence").first()
    assert told is not None
    assert told.action == "systems.use.changed"
    assert '"life_cycle":"phasing_out"' in told.facts.replace(" ", "")
    assert "Ny kontakt" not in told.facts


def test_a_contract_has_options_with_their_own_notice_and_what_it_is_about(world: World) -> None:
    use = use_in(world, HVIDOVRE)
    options = (NewOption(12, 180, 100_00), NewOption(12, 90))
    contract = contract_in(world, HVIDOVRE, use, options=options, options_used=1, ends_on=date(2027, 12, 31))
    with world.scope(HVIDOVRE):
        [terms] = own_terms(contract.organisation_id)
    assert [(one.months, one.notice_days, one.value_minor) for one in terms.options] == [
        (12, 180, 100_00),
        (12, 90, None),
    ]
    assert (terms.options_used, terms.systems, terms.ends_on) == (1, (CARE,), date(2027, 12, 31))


def test_what_cannot_be_so_of_a_contract_is_refused_and_nothing_is_written(world: World) -> None:
    wrong = {
        "contract_needs_a_name": NewContract(""),
        "contract_out_of_range": NewContract("A", audited_on=date.max),
        "contract_ends_before_it_begins": NewContract("A", starts_on=TODAY, ends_on=date(2026, 1, 1)),
        "bad_cvr": NewContract("A", supplier_cvr="12345678"),
        "option_needs_a_length": NewContract("A", options=(NewOption(0),)),
    }
    with world.scope(HVIDOVRE):
        who = keeper(world, HVIDOVRE)
        for code, new in wrong.items():
            assert refused(lambda new=new: add_contract(new, acting=who, at=NOW)) == code
        with pytest.raises(NotFoundError):
            add_contract(NewContract("A", systems=(uuid4(),)), acting=who, at=NOW)
        with pytest.raises(NotFoundError):
            add_contract(NewContract("A", parent=uuid4()), acting=who, at=NOW)
        assert not Contract.objects.exists()


def test_a_contract_cannot_come_to_stand_under_itself(world: World) -> None:
    top = contract_in(world, HVIDOVRE, name="Rammekontrakt")
    below = contract_in(world, HVIDOVRE, name="Tillæg", parent=top.public_id)
    with world.scope(HVIDOVRE):
        new = NewContract("Rammekontrakt", parent=below.public_id)
        code = refused(lambda: change_contract(top, new, acting=keeper(world, HVIDOVRE), at=NOW))
    assert code == "contract_above_itself"


def test_the_same_said_again_changes_nothing(world: World) -> None:
    use = use_in(world, HVIDOVRE)
    said: Any = {
        "options": (NewOption(12),),
        "renewal": Renewal.RENEWS,
        "renews_months": 12,
        "cpv": ("72000000",),
    }
    contract = contract_in(world, HVIDOVRE, use, **said)
    with world.scope(HVIDOVRE):
        before = Entry.objects.count()
        new = NewContract("Drift af omsorgssystem", systems=(use.public_id,), **said)
        change_contract(contract, new, acting=keeper(world, HVIDOVRE), at=LATER)
        assert Entry.objects.count() == before
        change_contract(contract, replace(new, systems=()), acting=keeper(world, HVIDOVRE), at=LATER)
        assert not ContractSystem.objects.exists()
        assert Entry.objects.count() == before + 1


def test_what_is_drawn_adds_up_and_a_mistake_is_drawn_back(world: World) -> None:
    contract = contract_in(world, HVIDOVRE, value_minor=1000_00)
    with world.scope(HVIDOVRE):
        who = keeper(world, HVIDOVRE)
        draw(contract, NewDraw(TODAY, 300_00, "Faktura 1"), acting=who, at=NOW)
        draw(contract, NewDraw(TODAY, -100_00, "Faktura 1 var for høj"), acting=who, at=NOW)
        assert refused(lambda: draw(contract, NewDraw(TODAY, 0, "x"), acting=who, at=NOW)) == (
            "draw_needs_an_amount"
        )
        contract.refresh_from_db()
    assert contract.drawn_minor == 200_00


def test_what_is_removed_is_gone_from_lists_and_stays_as_it_was(world: World) -> None:
    use = use_in(world, HVIDOVRE, visibility=Visibility.ASSOCIATION)
    contract = contract_in(world, HVIDOVRE, use)
    with world.scope(HVIDOVRE):
        who = keeper(world, HVIDOVRE)
        remove_use(use, acting=who, at=NOW)
        remove_contract(contract, acting=who, at=NOW)
        assert list_uses(who, UseFilter()).rows == []
        assert list_contracts(who, ContractFilter()).rows == []
        assert refused(lambda: remove_contract(contract, acting=who, at=NOW)) == "record_was_removed"
        with pytest.raises(NotFoundError):
            access.access_use(who, use.public_id)
        assert ContractSystem.objects.count() == 1


def test_another_member_sees_what_is_shown_to_it_and_nothing_else(world: World) -> None:
    mine = use_in(world, RODOVRE)
    use_in(world, HVIDOVRE, name="Kun vores")
    said: Any = {"visibility": Visibility.ASSOCIATION, "notes": "internt", "contact": "Ring til Pia"}
    use = use_in(world, HVIDOVRE, name="Omsorg", **said)
    shown: Any = {"visibility": Visibility.ASSOCIATION, "operation_minor": 500_00, "value_minor": 900_00}
    contract_in(world, HVIDOVRE, use, name="Vist", **shown)
    contract_in(
        world, HVIDOVRE, use, name="Skjult pris", hides_prices=True, options=(NewOption(12, 1, 7),), **shown
    )
    contract_in(world, HVIDOVRE, use, name="Kun vores", operation_minor=1)
    with world.scope(RODOVRE):
        uses, contracts = who_else_uses(keeper(world, RODOVRE), mine, TODAY)
        terms = shown_terms(keeper(world, RODOVRE), TODAY)
        counted = count_of_others(keeper(world, RODOVRE), [CARE], TODAY)
    assert [(one.organisation__name, one.name, one.contact) for one in uses] == [
        ("Hvidovre", "Omsorg", "Ring til Pia")
    ]
    assert {(one.name, one.operation) for one in contracts} == {("Vist", 500_00), ("Skjult pris", None)}
    assert {(one.name, one.value_minor) for one in terms} == {("Vist", 900_00), ("Skjult pris", None)}
    assert [option.value_minor for one in terms for option in one.options] == [None]
    assert counted == {CARE: 1}
    assert not any("internt" in repr(one) for one in [*uses, *contracts, *terms])


def test_what_is_public_and_what_is_shown_to_fellows_are_read_together(world: World) -> None:
    mine = use_in(world, SOLROD)
    use_in(world, HVIDOVRE, visibility=Visibility.PUBLIC)
    use_in(world, RODOVRE, visibility=Visibility.ASSOCIATION)
    with world.scope(HVIDOVRE):
        sorts = set(Grant.objects.values_list("subject_type", flat=True))
    with world.scope(SOLROD):
        names = [one.organisation__name for one in who_else_uses(keeper(world, SOLROD), mine, TODAY)[0]]
    assert sorts == {"register", "public_register"}
    assert names == ["Hvidovre", "Rødovre"]


def test_the_door_closes_when_nothing_is_shown_any_more(world: World) -> None:
    use = use_in(world, HVIDOVRE, visibility=Visibility.PUBLIC)
    with world.scope(HVIDOVRE):
        assert Grant.objects.exists()
        new = NewUse("Omsorgssystemet", visibility=Visibility.OWN)
        change_use(use, new, acting=keeper(world, HVIDOVRE), at=NOW)
        assert not Grant.objects.exists()


def test_the_round_keeps_readers_and_changes_nothing_twice(world: World) -> None:
    use_in(world, HVIDOVRE, visibility=Visibility.ASSOCIATION)
    with world.scope(HVIDOVRE):
        Grant.objects.all().delete()
        owner = world.members[HVIDOVRE].pk
        assert keep_readers(owner, at=NOW) == 9
        assert keep_readers(owner, at=NOW) == 0


def test_an_agreement_is_known_by_its_number(world: World) -> None:
    with world.scope(HVIDOVRE):
        who = keeper(world, HVIDOVRE)
        first = keep_agreement(NewAgreement("02.19", "Rammeaftale", ceiling_minor=1), acting=who, at=NOW)
        again = keep_agreement(NewAgreement("02.19", "Rammeaftale", ceiling_minor=2), acting=who, at=NOW)
        assert first.pk == again.pk
        contract = add_contract(NewContract("A", agreement=first.public_id), acting=who, at=NOW)
        [terms] = own_terms(contract.organisation_id)
        assert terms.agreement is not None
        assert (terms.agreement.number, terms.agreement.ceiling_minor) == ("02.19", 2)
        wrong = NewAgreement("1", "A", starts_on=TODAY, ends_on=date(2020, 1, 1))
        assert refused(lambda: keep_agreement(wrong, acting=who, at=NOW)) == "agreement_days_out_of_order"
        assert refused(lambda: keep_agreement(NewAgreement("", "A"), acting=who, at=NOW)) == (
            "agreement_needs_a_number"
        )


@pytest.mark.parametrize("which", ["starts_on", "ends_on", "join_from", "join_until"])
def test_an_agreement_s_days_lie_where_contracts_do(world: World, which: str) -> None:
    with world.scope(HVIDOVRE):
        who = keeper(world, HVIDOVRE)
        for wrong in (date(1949, 12, 31), date(2091, 1, 1), date.max):
            new = replace(NewAgreement("1", "A"), **{which: wrong})  # type: ignore[arg-type]
            assert refused(lambda new=new: keep_agreement(new, acting=who, at=NOW)) == (
                "agreement_out_of_range"
            )
        for right in (date(1950, 1, 1), date(2090, 12, 31)):
            new = replace(NewAgreement("1", "A"), **{which: right})  # type: ignore[arg-type]
            keep_agreement(new, acting=who, at=NOW)


@pytest.mark.parametrize("order", list(Order))
def test_pages_by_key_hold_every_contract_once(world: World, order: Order) -> None:
    days = [date(2027, 1, 1), None, date(2026, 6, 1), date(2027, 1, 1), None]
    for number, ends_on in enumerate(days):
        contract_in(world, HVIDOVRE, name=f"Kontrakt {number % 2}", ends_on=ends_on)
    seen: list[int] = []
    after = None
    with world.scope(HVIDOVRE):
        while True:
            by = ContractFilter(order=order, after=after, size=2)
            page = list_contracts(keeper(world, HVIDOVRE), by)
            seen += [one.id for one in page.rows]
            if page.next_after is None:
                break
            value, key = page.next_after
            after = place_of(order, f"{value}_{key}")
    assert len(seen) == len(set(seen)) == len(days)


def test_nothing_of_another_is_reached_by_its_id(world: World) -> None:
    use = use_in(world, HVIDOVRE, visibility=Visibility.PUBLIC)
    contract = contract_in(world, HVIDOVRE, visibility=Visibility.PUBLIC)
    with world.scope(RODOVRE):
        who = keeper(world, RODOVRE)
        for call in (
            lambda: access.access_use(who, use.public_id),
            lambda: access.access_contract(who, contract.public_id),
        ):
            with pytest.raises(NotFoundError):
                call()
