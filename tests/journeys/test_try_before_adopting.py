"""Journey: an association tries its model against a looser and a tighter one, and asks its forums."""

from __future__ import annotations

import pytest
from django.utils import timezone
from tests.apps.simulations.plays import play_few
from tests.apps.world import ASSOCIATION, World
from tests.journeys.conftest import Clock, Sit
from tests.journeys.desk import Desk

from samspil.apps.simulations.models import SimulationRun
from samspil.kit.jobs.running import run_next

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

COORDINATOR, HEAD = "coordinator", "head_of_digitalisation"
QUESTION = "Skal bestyrelsen mødes hver måned?"
FIRST, SURER = 6, 8


@pytest.fixture(autouse=True)
def few_plays(monkeypatch: pytest.MonkeyPatch) -> None:
    play_few(monkeypatch, FIRST, SURER)


def asks(desk: Desk) -> None:
    desk.goes("/models/shipped/tight_association/")
    desk.follows("Prøv den med de sager, der kommer")
    desk.sees("Prøv den, før I tager den i brug")
    assert desk.page.get_by_label("Den stramme forening").is_checked()
    desk.chooses("Hvilke sager møder de?", "Et almindeligt år i foreningen")
    desk.chooses("Hvor længe?", "Et år")
    inside = desk.page.locator("details").filter(has=desk.page.get_by_text("Lav noget om i den første model"))
    inside.locator("summary").click()
    board = desk.page.get_by_role("group", name="Bestyrelsen")
    desk.chooses("Mødes", "hver måned", board)
    desk.writes("Hvad vil I vide?", QUESTION)
    desk.presses("Prøv", exact=True)


def reads_the_first_answer(desk: Desk) -> None:
    desk.page.get_by_role("heading", name=QUESTION, level=1).wait_for()
    desk.sees(f"Dette er et første svar, spillet igennem {FIRST} gange.")
    desk.sees("er halvdelen af sagerne afgjort inden for")
    desk.sees("»Fælles indkøb« er ikke med: Den stramme forening 1.0 har ikke noget, der svarer til det.")


def it_is_made_surer() -> None:
    while run_next("journey", timezone.now):
        pass


def sends_it(desk: Desk) -> None:
    desk.follows("Send sammenligningen til et forum")
    desk.sees("Det sendes som: Ændring af, hvordan foreningen styrer.")
    desk.presses("Send", exact=True)
    desk.sees("Sendt som en sag.")
    desk.page.get_by_role("heading", name=f"Hvordan vi styrer: {QUESTION}", level=1).wait_for()
    desk.sees("Om sammenligningen")


def test_an_association_compares_three_ways_to_govern(sits: Sit, world: World, clock: Clock) -> None:
    desk = sits(ASSOCIATION, COORDINATOR)
    asks(desk)
    reads_the_first_answer(desk)
    it_is_made_surer()
    desk.sees(f"Spillet igennem {SURER} gange")
    with world.scope(ASSOCIATION):
        run = SimulationRun.objects.get()
    assert (run.state, run.runs, len(run.result["models"])) == ("done", SURER, 3)
    sends_it(desk)
    desk.follows(QUESTION)
    desk.sees("Sendt til beslutning som")
    desk.sees("Der er ikke truffet afgørelse endnu.")
