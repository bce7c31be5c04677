"""Journey 25: a contract is late; its manager sees the ways out, and who could tender with them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.apps.systems.test_register import contract_in, use_in
from tests.apps.systems.test_together import readers, shown
from tests.apps.world import HVIDOVRE, RODOVRE, TODAY, World
from tests.journeys.conftest import Clock, Sit

from samspil.apps.systems.types import NewOption
from samspil.core.systems.vocabulary import Visibility

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
HEAD = "head_of_digitalisation"


def test_a_contract_that_is_late_shows_its_ways_out_and_who_could_join(
    sits: Sit, world: World, clock: Clock
) -> None:
    shown(world, HVIDOVRE, "Omsorgssystem H", 250, options=(NewOption(12, 90),) * 4)
    shown(world, RODOVRE, "Omsorgssystem R", 1400)
    use = use_in(world, HVIDOVRE, name="ESDH")
    contract_in(
        world,
        HVIDOVRE,
        use,
        name="ESDH-drift",
        ends_on=TODAY + timedelta(days=2500),
        visibility=Visibility.OWN,
    )
    readers(world)

    head = sits(HVIDOVRE, HEAD)
    head.goes("/")
    head.sees("Behovsanalyse")
    head.sees("Omsorgssystem H")

    head.goes("/contracts/")
    head.follows("Genudbudskalender")
    head.sees("For 1 kontrakt er det for sent at begynde som planlagt")
    head.sees("ESDH-drift")
    head.follows("For sent at begynde")
    head.clicks(head.page.locator("summary", has_text="Omsorgssystem H"))
    head.sees("Beslut option 1")
    head.sees("Hvad der stadig kan gøres")
    head.sees("Brug de næste optioner")

    head.follows("Udbyd sammen")
    head.sees("Hvad flere af os har brug for")
    head.clicks(head.page.get_by_role("table").get_by_role("link").first)
    head.sees("2 kontrakter kan samles i 1 udbud")
    head.sees("Rødovre")
    head.sees("Det her beslutter ingenting")
