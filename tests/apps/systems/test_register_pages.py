"""The pages of the register: lists that are narrowed, records that are entered, changed and removed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.apps.systems.test_register import CARE, contract_in, keeper, use_in
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, TODAY, World

from samspil.apps.systems.models import Agreement, Contract, ContractOption, Draw, LocalUse
from samspil.apps.systems.services.agreements import keep_agreement
from samspil.apps.systems.types import NewAgreement, NewOption
from samspil.core.systems.vocabulary import Visibility

KEEPER = "head_of_digitalisation"


@pytest.fixture
def head(world: World, browser: Client) -> Client:
    return world.log_in(browser, HVIDOVRE, KEEPER)


def page(browser: Client, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def sent(browser: Client, address: str, **said: Any) -> tuple[int, str]:
    answer = browser.post(address, said)
    return answer.status_code, answer.content.decode()


def whole_use(**said: Any) -> dict[str, Any]:
    chosen = dict.fromkeys(("life_cycle", "is_business_critical", "is_socially_critical"), "undecided")
    return {"name": "Omsorg", **chosen, "has_ai": "no", "hosting": "external", "visibility": "own", **said}


def whole_contract(**said: Any) -> dict[str, Any]:
    days = {"renewal": "ends", "notice_extends": "any_day", "notice_by": "month", "is_initiated": "no"}
    return {"name": "Drift", **days, "visibility": "own", **said}


def test_an_empty_register_says_what_will_come(head: Client) -> None:
    assert "Ingen systemer endnu" in page(head, "/systems/")
    assert "Ingen kontrakter endnu" in page(head, "/contracts/")
    assert "Ingen rammeaftaler endnu" in page(head, "/contracts/agreements/")


def test_a_system_is_entered_found_changed_and_removed(world: World, head: Client) -> None:
    told = whole_use(vendor="Fiktiv A/S", vendor_cvr="13 58 56 28", kle="27.35, 27.36", budget="1.200.000")
    assert sent(head, "/systems/new/", **told, sensitivity=["sensitive"])[0] == 302
    with world.scope(HVIDOVRE):
        row = LocalUse.objects.get()
    assert (row.vendor_cvr, row.kle, row.budget_minor) == ("13585628", ["27.35", "27.36"], 1_200_000_00)
    shown = page(head, f"/systems/{row.public_id}/")
    for words in (
        "Fiktiv A/S",
        "27.35",
        "1.200.000 kr.",
        "Følsomme personoplysninger",
        "Hvem bruger det ellers",
    ):
        assert words in shown
    form = page(head, f"/systems/{row.public_id}/change/")
    assert 'value="13585628"' in form
    told |= {"life_cycle": "operational", "notes": "internt"}
    assert sent(head, f"/systems/{row.public_id}/change/", **told)[0] == 302
    assert "Omsorg" in page(head, "/systems/?life=operational")
    assert "Ingen systemer passer" in page(head, "/systems/?life=pilot")
    assert sent(head, f"/systems/{row.public_id}/remove/")[0] == 302
    assert head.get(f"/systems/{row.public_id}/").status_code == 404


def test_what_is_wrong_is_said_and_nothing_is_written(world: World, head: Client) -> None:
    wrong = {
        "går op i modulus 11": whole_use(vendor_cvr="13585627"),
        "Brugen af systemet slutter": whole_use(starts_on="2026-02-01", ends_on="2026-01-01"),
        "Skriv hvert link": whole_use(links="uden adresse"),
    }
    for words, told in wrong.items():
        status, shown = sent(head, "/systems/new/", **told)
        assert status == 422
        assert words in shown
    with world.scope(HVIDOVRE):
        assert not LocalUse.objects.exists()


def test_a_contract_is_entered_with_options_and_systems_and_drawn_on(world: World, head: Client) -> None:
    use = use_in(world, HVIDOVRE, local_name="Omsorg her")
    told = whole_contract(
        systems="omsorg HER", value="2.000.000", starts_on="2024-01-01", ends_on="2027-12-31",
        option_1_months="12", option_1_days="180", option_2_months="12", options_used="1", notice_months="6",
        cpv="48000000", links="Kontrakten https://example.org/k",
    )  # fmt: skip
    assert sent(head, "/contracts/new/", **told)[0] == 302
    with world.scope(HVIDOVRE):
        row = Contract.objects.get()
        assert [one.use_id for one in row.systems.all()] == [use.pk]
        assert list(row.options.order_by("place").values_list("months", "notice_days")) == [
            (12, 180),
            (12, None),
        ]
    assert (
        sent(head, f"/contracts/{row.public_id}/draw/", drawn_on="2026-03-01", amount="500.000", what="A")[0]
        == 302
    )
    shown = page(head, f"/contracts/{row.public_id}/")
    for words in (
        "6 måneder",
        "180 dages varsel",
        "1.500.000 kr.",
        "Omsorg her",
        "https://example.org/k",
        "informationssystemer",
    ):
        assert words in shown, words
    assert "Omsorg her" in page(head, f"/contracts/{row.public_id}/change/")
    status, shown = sent(head, "/contracts/new/", **whole_contract(systems="Ukendt system"))
    assert (status, "»Ukendt system« står ikke i jeres liste" in shown) == (422, True)


def test_a_change_leaves_what_the_form_does_not_ask_for(world: World, head: Client) -> None:
    options = tuple(NewOption(months, 1, months) for months in range(1, 7))
    row = contract_in(
        world, HVIDOVRE, source_key="k1", signed_on=TODAY, extension="2 x 1 år", options=options
    )
    told = {f"option_{place}_months": str(place) for place in range(1, 5)}
    assert sent(head, f"/contracts/{row.public_id}/change/", **whole_contract(**told))[0] == 302
    with world.scope(HVIDOVRE):
        row.refresh_from_db()
        kept = list(ContractOption.objects.order_by("place").values_list("months", "value_minor"))
    assert (row.source_key, row.signed_on, row.extension) == ("k1", TODAY, "2 x 1 år")
    assert kept == [(months, months) for months in range(1, 7)]


def test_contracts_are_narrowed_by_when_they_end(world: World, head: Client) -> None:
    contract_in(world, HVIDOVRE, name="Snart", ends_on=date.today() + timedelta(days=30))  # noqa: DTZ011
    contract_in(world, HVIDOVRE, name="Aldrig")
    shown = page(head, "/contracts/?ends=6")
    assert ("Snart" in shown, "Aldrig" in shown) == (True, False)
    shown = page(head, "/contracts/?ends=none&order=name")
    assert ("Snart" in shown, "Aldrig" in shown) == (False, True)
    assert "Snart" in page(head, "/contracts/?ends=nonsense&after=x_y&size=100")


def test_an_agreement_is_entered_and_shown(world: World, head: Client) -> None:
    told = {
        "number": "02.19",
        "name": "Standardsoftware",
        "sort": "ski",
        "ceiling": "1.000",
        "visibility": "own",
    }
    assert sent(head, "/contracts/agreements/new/", **told)[0] == 302
    with world.scope(HVIDOVRE):
        assert Agreement.objects.get().ceiling_minor == 1_000_00
    assert "02.19 Standardsoftware" in page(head, "/contracts/agreements/")


@pytest.mark.parametrize("written", ["-1.000,50", "\N{MINUS SIGN}1.000,50", "- 1000,50"])
def test_a_minus_takes_what_was_drawn_by_mistake_back(world: World, head: Client, written: str) -> None:
    contract = contract_in(world, HVIDOVRE)
    where, said = f"/contracts/{contract.public_id}/draw/", {"drawn_on": "2026-03-01", "what": "A"}
    assert sent(head, where, amount="2.000", **said)[0] == 302
    assert sent(head, where, amount=written, **said)[0] == 302
    assert sent(head, where, amount="--1", **said)[0] == 422
    assert sent(head, where, amount="-", **said)[0] == 422
    with world.scope(HVIDOVRE):
        assert Contract.objects.get().drawn_minor == 999_50


def test_who_keeps_nothing_reads_all_and_is_refused_the_forms(world: World, browser: Client) -> None:
    use, contract = use_in(world, HVIDOVRE), contract_in(world, HVIDOVRE)
    world.log_in(browser, HVIDOVRE, "employee")
    assert "Opret et system" not in page(browser, "/systems/")
    page(browser, f"/systems/{use.public_id}/")
    page(browser, f"/contracts/{contract.public_id}/")
    for address in (
        "/systems/new/",
        f"/systems/{use.public_id}/change/",
        f"/contracts/{contract.public_id}/draw/",
    ):
        assert browser.get(address).status_code == 403
    with world.scope(HVIDOVRE):
        assert not Draw.objects.exists()


def test_who_else_uses_it_stands_on_the_page_and_is_counted_in_the_list(world: World, head: Client) -> None:
    mine = use_in(world, HVIDOVRE)
    theirs = use_in(
        world, RODOVRE, visibility=Visibility.ASSOCIATION, notes="hemmeligt", contact="Afdeling for omsorg"
    )
    shown: Any = {"visibility": Visibility.ASSOCIATION, "operation_minor": 700_000_00, "notes": "hemmeligt"}
    contract_in(world, RODOVRE, theirs, name="Deres kontrakt", **shown)
    contract_in(
        world, RODOVRE, theirs, name="Uden pris", hides_prices=True, **{**shown, "operation_minor": 900_00}
    )
    told = page(head, f"/systems/{mine.public_id}/")
    for words in ("Rødovre", "Afdeling for omsorg", "Deres kontrakt", "700.000 kr. pr. år", "Uden pris"):
        assert words in told, words
    assert ("900 kr." in told, "hemmeligt" in told) == (False, False)
    assert "<td data-number>1</td>" in page(head, "/systems/")


@pytest.mark.parametrize("address", ["/systems/", "/contracts/"])
def test_a_list_asks_the_same_however_long_it_is(world: World, head: Client, address: str) -> None:
    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page(head, address)
        return len(queries)

    use_in(world, HVIDOVRE)
    contract_in(world, HVIDOVRE)
    page(head, address)
    few = asked()
    with world.scope(HVIDOVRE):
        owner = world.members[HVIDOVRE]
        seen: Any = {"organisation": owner, "made_at": NOW, "changed_at": NOW}
        LocalUse.objects.bulk_create(LocalUse(name=f"S{one}", catalogue=CARE, **seen) for one in range(60))
        Contract.objects.bulk_create(Contract(name=f"K{one}", **seen) for one in range(60))
    assert asked() == few


def test_pages_follow_each_other_by_key(world: World, head: Client) -> None:
    with world.scope(HVIDOVRE):
        seen: Any = {"organisation": world.members[HVIDOVRE], "made_at": NOW, "changed_at": NOW}
        LocalUse.objects.bulk_create(LocalUse(name=f"S{one:03}", **seen) for one in range(30))
    first = page(head, "/systems/")
    assert ("S024" in first, "S025" in first, 'rel="next"' in first) == (True, False, True)
    with world.scope(HVIDOVRE):
        key = LocalUse.objects.get(name="S024").pk
    second = page(head, f"/systems/?after=S024_{key}")
    assert (">S024<" in second, ">S025<" in second, 'rel="next"' in second) == (False, True, False)


def test_agreements_can_be_chosen_in_a_contract(world: World, head: Client) -> None:
    with world.scope(HVIDOVRE):
        row = keep_agreement(NewAgreement("02.19", "Software"), acting=keeper(world, HVIDOVRE), at=NOW)
    assert sent(head, "/contracts/new/", **whole_contract(agreement=str(row.public_id)))[0] == 302
    with world.scope(HVIDOVRE):
        assert Contract.objects.get().agreement == row
