"""Journey 4: a voluntary initiative goes to nine members; each decides under its own mandates."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.apps.world import BY, HVIDOVRE, NOW, RODOVRE, SINCE, SOLROD, World
from tests.journeys.conftest import Clock, Sit
from tests.journeys.desk import Desk

from samspil.apps.organisations import services
from samspil.processes.adopt_governance_model import adopt_shipped
from samspil.processes.keep_time import keep_time

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

TITLE = "Fælles skabeloner til breve"
HEAD = "head_of_digitalisation"
ISHOJ = "0183"
NINE = [
    "Albertslund",
    "Dragør",
    "Glostrup",
    "Hvidovre",
    "Høje-Taastrup",
    "Ishøj",
    "Rødovre",
    "Solrød",
    "Vallensbæk",
]


def brings_the_initiative(desk: Desk) -> None:
    desk.follows("Kom med noget")
    desk.follows("Frivillig indsats")
    desk.writes("Hvad drejer det sig om?", TITLE)
    desk.writes("Hvad har du brug for, og hvorfor?", "Vi skriver de samme breve ni steder.")
    desk.writes("Arbejdsdage i hver kommune", "40")
    desk.writes("Samlet beløb for alle", "90.000")
    desk.presses("Send", exact=True)
    desk.page.wait_for_url("**/matters/*/")  # a slow machine brings it late


def puts_it_to_the_members(desk: Desk) -> None:
    desk.follows(TITLE)
    desk.answers("Hvad vælger du?", "Foreslå medlemmerne")
    desk.presses("Afgør sagen")


def consents(desk: Desk, share: str, outcome: str = "Tilslut") -> None:
    """By a matter of the municipality's own, decided by those who have the mandate there."""
    brings_the_answer(desk, share)
    desk.answers("Hvad vælger du?", outcome)
    desk.writes("Begrundelse", "Det sparer os tid.")
    desk.presses("Afgør sagen")
    # Not before it is done does anybody go on, and no clock: a slow machine decides late.
    desk.page.get_by_role("region", name="Din afgørelse").wait_for(state="detached")


def brings_the_answer(desk: Desk, share: str) -> None:
    desk.writes("Beløb for kommunen", share)
    desk.answers("Kræver ny bevilling", "Nej")
    desk.presses("Se, hvem der beslutter, og hvornår")
    desk.sees("Digitaliseringschef beslutter")
    desk.presses("Send det til beslutning")


def sees(desk: Desk, member: str, answer: str) -> None:
    row = desk.page.get_by_role("row").filter(has=desk.page.get_by_role("rowheader", name=member))
    row.get_by_text(answer).first.wait_for()


def made_ready(world: World, code: str) -> None:
    """One more municipality adopts a model and gets a head of digitalisation."""
    organisation = world.organisation(code)
    with world.scope(code):
        adopt_shipped(organisation, "jammerbugt_purchase_screening", SINCE, BY)
        person = services.add_person(organisation, "Digitaliseringschef", SINCE, BY)
        services.give(organisation, person.public_id, "Digitaliseringschef", services.Held(HEAD, SINCE), BY)
    world.people[code, HEAD] = person.public_id


def test_some_of_nine_go_together_and_one_more_comes_later(sits: Sit, world: World, clock: Clock) -> None:
    coordinator = sits("", "coordinator")
    coordinator.goes("/")
    brings_the_initiative(coordinator)
    coordinator.goes("/")
    puts_it_to_the_members(coordinator)
    clock(NOW + timedelta(hours=1))
    for code, share in ((HVIDOVRE, "20.000"), (RODOVRE, "15.000")):
        head = sits(code, HEAD)
        head.goes("/")
        head.follows(TITLE)
        consents(head, share)
    solrod = sits(SOLROD, HEAD)
    solrod.goes("/")
    solrod.follows(TITLE)
    solrod.presses("Vi har brug for mere tid")

    coordinator.goes("/matters/")
    coordinator.follows(TITLE)
    coordinator.follows("Se medlemmerne side om side")
    for name in NINE:
        coordinator.page.get_by_role("rowheader", name=name).wait_for()
    sees(coordinator, "Hvidovre", "Tilslutter sig")
    sees(coordinator, "Rødovre", "Digitaliseringschef")
    sees(coordinator, "Solrød", "Vil have mere tid")
    coordinator.sees("2 af 9 medlemmer har svaret")

    clock(NOW + timedelta(days=200))
    keep_time(timezone.now())  # as the worker does
    address = coordinator.page.url.removeprefix(coordinator.origin)
    coordinator = sits("", "coordinator")
    coordinator.goes(address)
    sees(coordinator, "Hvidovre", "fra ")

    made_ready(world, ISHOJ)
    ishoj = sits(ISHOJ, HEAD)
    ishoj.goes(address)
    ishoj.sees("Kom med senere")
    consents(ishoj, "10.000")
    coordinator.page.reload()
    coordinator.looks()
    coordinator.sees("Ishøj kom med senere")
