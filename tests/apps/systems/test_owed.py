"""What somebody must do about contracts stands on My work, one thing for each contract."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from tests.apps.systems.test_register import contract_in, keeper
from tests.apps.world import HVIDOVRE, NOW, TODAY, World

from samspil.apps.organisations.types import Acting
from samspil.apps.systems.models import Contract
from samspil.apps.systems.selectors.calendar import reckoning
from samspil.apps.systems.selectors.owed import AHEAD, on_my_work
from samspil.apps.systems.selectors.terms import own_terms
from samspil.apps.systems.services.agreements import keep_agreement
from samspil.apps.systems.types import NewAgreement, NewOption
from samspil.apps.systems.types.terms import ContractTerms
from samspil.core.retender.chain import chain
from samspil.core.retender.parameters import Route
from samspil.core.retender.terms import Terms
from samspil.core.systems.vocabulary import Answer, Renewal


def in_days(days: int) -> date:
    return TODAY + timedelta(days=days)


def owed(world: World, acting: Acting | None = None) -> list[tuple[str, str]]:
    who = acting or keeper(world, HVIDOVRE)
    with world.scope(HVIDOVRE), translation.override("da"):
        return [(one.title, one.name) for one in on_my_work(who, TODAY)]


def test_what_is_too_late_is_owed_and_what_has_begun_is_not(world: World) -> None:
    contract_in(world, HVIDOVRE, name="Sen", ends_on=in_days(200))
    contract_in(world, HVIDOVRE, name="I gang", ends_on=in_days(200), is_initiated=Answer.YES)
    contract_in(world, HVIDOVRE, name="Forbi", ends_on=in_days(-1))
    contract_in(world, HVIDOVRE, name="Løber", renewal=Renewal.CONTINUES)
    contract_in(world, HVIDOVRE, name="Uklar")
    assert owed(world) == [("Sen", "Behovsanalyse")]


def test_it_stands_so_long_before_its_day_and_no_longer(world: World) -> None:
    acting = keeper(world, HVIDOVRE)
    with world.scope(HVIDOVRE):
        asking = reckoning(acting.organisation_id, TODAY).by_route[Route.EU_TENDER]
    begins = {day: chain(Terms(ends_on=in_days(day)), asking).acts[0].by for day in range(700, 1000)}
    last = max(day for day, begun in begins.items() if begun <= TODAY + AHEAD)
    contract_in(world, HVIDOVRE, name="Nu", ends_on=in_days(last))
    contract_in(world, HVIDOVRE, name="Senere", ends_on=in_days(last + 1))
    assert owed(world) == [("Nu", "Behovsanalyse")]


def test_an_option_is_owed_though_the_re_tender_has_begun(world: World) -> None:
    said: dict[str, Any] = {"is_initiated": Answer.YES, "options": (NewOption(12, 90),)}
    contract_in(world, HVIDOVRE, name="Snart", ends_on=in_days(100), **said)
    contract_in(world, HVIDOVRE, name="Tabt", ends_on=in_days(80), **said)
    assert owed(world) == [("Snart", "Beslut option 1")]


def test_a_long_notice_is_owed_long_before_the_end(world: World) -> None:
    contract_in(
        world,
        HVIDOVRE,
        name="A",
        ends_on=in_days(1010),
        options=(NewOption(12, 1000),),
        is_initiated=Answer.YES,
    )
    contract_in(
        world,
        HVIDOVRE,
        name="B",
        ends_on=in_days(1100),
        renewal=Renewal.RENEWS,
        notice_months=36,
        is_initiated=Answer.YES,
    )
    assert set(owed(world)) == {("A", "Beslut option 1"), ("B", "Sig op")}


def test_an_agreement_is_joined_while_it_is_open(world: World) -> None:
    with world.scope(HVIDOVRE):
        new = NewAgreement("02.19", "SaaS", is_committed=True, join_from=in_days(1), join_until=in_days(20))
        agreement = keep_agreement(new, acting=keeper(world, HVIDOVRE), at=NOW)
    contract_in(world, HVIDOVRE, name="A", ends_on=in_days(2500), agreement=agreement.public_id)
    assert owed(world) == [("A", "Tilslut jer 02.19")]


def test_who_owns_a_contract_is_told_and_who_keeps_the_register_of_those_without(world: World) -> None:
    employee = world.acting(HVIDOVRE, "employee")
    contract_in(world, HVIDOVRE, name="Min", ends_on=in_days(200), owner_person=employee.person)
    contract_in(world, HVIDOVRE, name="Ingens", ends_on=in_days(200))
    assert owed(world, employee) == [("Min", "Behovsanalyse")]
    assert owed(world) == [("Ingens", "Behovsanalyse")]


def test_who_has_nothing_to_do_with_contracts_is_told_nothing(world: World) -> None:
    contract_in(world, HVIDOVRE, name="Ingens", ends_on=in_days(200))
    assert owed(world, world.acting(HVIDOVRE, "employee")) == []


def test_my_work_shows_it_with_the_way_to_the_contract(world: World, browser: Client) -> None:
    ends = timezone.localdate() + timedelta(days=200)
    contract = contract_in(world, HVIDOVRE, name="Omsorg", ends_on=ends)
    head = world.log_in(browser, HVIDOVRE, "head_of_digitalisation")
    told = head.get(reverse("governance:my_work")).content.decode()
    assert "Behovsanalyse" in told
    assert f"/contracts/{contract.public_id}/" in told


def test_contracts_that_nothing_can_be_due_about_are_not_read(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    contract_in(world, HVIDOVRE, name="Sen", ends_on=in_days(200))
    contract_in(world, HVIDOVRE, name="Senere", ends_on=in_days(2500), options=(NewOption(12, 90),))
    contract_in(world, HVIDOVRE, name="Forbi", ends_on=in_days(-1))
    contract_in(world, HVIDOVRE, name="Løber", renewal=Renewal.CONTINUES)
    read: list[str] = []

    def reading(owner: int, *which: Any) -> list[ContractTerms]:
        found = own_terms(owner, *which)
        read.extend(one.name for one in found)
        return found

    monkeypatch.setattr("samspil.apps.systems.selectors.owed.own_terms", reading)
    assert owed(world) == [("Sen", "Behovsanalyse")]
    assert read == ["Sen"]


def test_what_has_renewed_itself_since_it_was_kept_is_owed(world: World) -> None:
    said: dict[str, Any] = {"renewal": Renewal.RENEWS, "renews_months": 12, "notice_months": 3}
    row = contract_in(world, HVIDOVRE, name="Fornyet", ends_on=in_days(100), **said)
    with world.scope(HVIDOVRE):
        Contract.objects.filter(pk=row.pk).update(ends_on=in_days(-265), lasts_until=in_days(-265))
    assert owed(world) == [("Fornyet", "Behovsanalyse")]
