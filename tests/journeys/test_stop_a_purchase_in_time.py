"""Journey 26: somebody is about to buy what two others just bought, is told so, and does not."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from tests.apps.systems.test_together import readers, shown
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, SOLROD, World
from tests.journeys.conftest import Sit

from samspil.apps.governance.models import Matter
from samspil.processes.find_common_needs import find_common_needs
from samspil.processes.gather_needs import gather_needs

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TITLE = "Nyt omsorgssystem til hjemmeplejen"


@pytest.mark.parametrize("scripts", [True, False])
def test_a_purchase_is_stopped_before_it_is_sent(sits: Sit, world: World, *, scripts: bool) -> None:
    shown(world, RODOVRE, "Omsorgssystem til hjemmeplejen", 1100)
    shown(world, SOLROD, "Omsorgssystem, hjemmepleje og plejehjem", 1300)
    readers(world)
    gather_needs(NOW)  # as the worker does
    find_common_needs(NOW)

    requester = sits(HVIDOVRE, "employee", scripts=scripts)
    requester.goes("/bring/purchase_request/")
    requester.writes("Hvad drejer det sig om?", TITLE)
    field = requester.page.get_by_label("Hvad har du brug for, og hvorfor?")
    field.fill("Det gamle kan ikke mere.")
    if not scripts:
        requester.presses("Vis vejen")
    requester.sees("Andre har købt eller har brug for det samme")
    told = requester.page.get_by_role("region", name="Andre har købt eller har brug for det samme")
    assert "Rødovre har en kontrakt: Omsorgssystem til hjemmeplejen" in told.inner_text()
    assert "Solrød" in told.inner_text()
    if scripts:
        expect(field, "one writes on where one is").to_be_focused()
        expect(requester.page.locator("#s-status")).to_contain_text("2 andre")
    requester.looks()

    requester.follows("Gør det sammen", inside=told)
    requester.sees("Det har hver især brug for")
    requester.sees("Rødovre")

    head = sits(HVIDOVRE, "head_of_digitalisation", scripts=scripts)
    head.goes(requester.page.url.removeprefix(requester.origin))
    head.answers("Vil I være med?", "Vil gerne være med")
    head.presses("Fortæl det til de andre")
    head.sees("De andre kan se det nu")
    with world.scope(HVIDOVRE):
        assert not Matter.objects.filter(title=TITLE).exists(), "nothing was sent"
