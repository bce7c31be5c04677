"""Journey 12: a project asks to leave its first phase, is sent back for rework, and then goes on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Locator
from tests.apps.portfolio.gates_ground import adopt_project_model
from tests.apps.world import HVIDOVRE, NOW, World
from tests.journeys.conftest import Clock, Sit
from tests.journeys.desk import Desk
from tests.journeys.keyboard import Keyboard

from samspil.processes.work import work

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

HEAD, TITLE, WHY = "head_of_digitalisation", "Ny vagtplan i hjemmeplejen", "Gevinsten har ingen ejer"
PAPERS = ("Projektgrundlag med plan for analysefasen", "Risikotjekliste")
CRITERIA = (
    "Vi er kun de første med en teknik, hvis det giver noget særligt",
    "Det, der allerede er købt eller udviklet, bruges igen, så langt det rækker",
    "Udgifter, gevinster og effekter er klart beskrevet",
    "Projektet er delt op og afgrænset",
    "Fælles metoder bruges, og de rette folk er der",
)
CHECKED = ("Fasens kriterier er besvaret med begrundelse", *PAPERS)


def starts_a_project(desk: Desk) -> None:
    desk.goes("/portfolio/")
    desk.follows("Start en indsats")
    desk.writes("Hvad hedder den?", TITLE)
    desk.chooses("Hvad er det?", "Projekt")
    desk.chooses("Projektmodel", "Statens it-projektmodel")
    desk.writes("Hvad forventes den at koste?", "100.000")
    desk.presses("Start", exact=True)
    desk.page.get_by_role("heading", name=TITLE, level=1).wait_for()


def names_the_leader(desk: Desk) -> None:
    desk.follows("Udpeg nogen")
    desk.chooses("Rolle", "Projektleder")
    desk.writes("Funktion", "Projektleder i Ældre")
    desk.chooses("Hvem er det i dag?", "Projektlederen i Ældre")
    desk.presses("Giv rollen")
    desk.sees("Projektleder i Ældre er fra i dag: Projektleder.")


def goes_to_the_phases(desk: Desk) -> None:
    desk.goes("/portfolio/")
    desk.follows(TITLE)
    desk.follows("Faser og beslutningspunkter")


def folded(desk: Desk, summary: str) -> Locator:
    """What is folded under a summary, unfolded."""
    found = desk.page.locator("details").filter(has=desk.page.get_by_text(summary, exact=True))
    found.locator("summary").click()
    return found


def makes_it_ready(desk: Desk, papers: Sequence[str] = PAPERS, criteria: Sequence[str] = CRITERIA) -> None:
    """No gate can be asked for before every paper has a place and every criterion an answer."""
    desk.sees("Det mangler, før beslutningspunktet kan rejses")
    for paper in papers:
        inside = folded(desk, f"Det er klar: {paper}")
        desk.writes("Hvor dokumentet ligger", "Sag 26/1", inside)
        desk.presses("Gem, hvor det ligger", inside)
        desk.sees("Dokumentet er klar.")
    assert desk.page.get_by_role("button", name="Rejs beslutningspunktet").count() == 0
    for criterion in criteria:
        inside = folded(desk, f"Svar: {criterion}")
        desk.answers("Er det opfyldt?", "Ja", inside)
        desk.writes("Hvad svaret bygger på", "Det viste analysen af vagtplanerne", inside)
        desk.presses("Gem svaret", inside)
        desk.sees("Svaret er gemt.")


def asks_for_the_gate(desk: Desk) -> None:
    desk.writes("Beløb for kommunen", "100.000")
    desk.presses("Rejs beslutningspunktet")
    desk.sees("Beslutningspunktet er rejst.")
    desk.sees("Beslutningspunktet venter på en beslutning")


def sees_the_papers_through(desk: Desk, checked: Sequence[str] = CHECKED) -> None:
    desk.goes("/")
    desk.follows(TITLE)
    for number, item in enumerate(checked, 1):
        inside = desk.opens(item)
        desk.answers("Er det i orden?", "Ja", inside)
        desk.writes("Hvad fandt du?", "Set efter.", inside)
        desk.presses("Gem svaret", inside)
        desk.sees(f"{number} af {len(checked)} besvaret")
    chooses(desk, "Klar til beslutning")


def chooses(desk: Desk, outcome: str, reason: str = "") -> None:
    """At the step where the matter stands."""
    yours = desk.page.get_by_role("region", name="Din afgørelse")
    desk.answers("Hvad vælger du?", outcome, yours)
    if reason:
        desk.writes("Begrundelse", reason, yours)
    desk.presses("Afgør sagen")


def decides_by_keyboard(desk: Desk, outcome: str, reason: str) -> None:
    """Whoever owns the project uses no mouse."""
    keys = Keyboard(desk)
    desk.goes("/")
    keys.follows(TITLE)
    keys.comes_round()
    yours = desk.page.get_by_role("region", name="Din afgørelse")
    keys.answers("Hvad vælger du?", outcome, yours)
    keys.writes("Begrundelse", reason, inside=yours)
    keys.presses("Afgør sagen")
    desk.sees(reason)


def the_worker_goes_round() -> None:
    work("journey", timezone.now)


def test_a_gate_is_sent_back_for_rework_and_then_passed(sits: Sit, world: World, clock: Clock) -> None:
    adopt_project_model(world, HVIDOVRE, "state_project_model")
    head = sits(HVIDOVRE, HEAD)
    starts_a_project(head)
    names_the_leader(head)
    leader = sits(HVIDOVRE, "project_leader")
    goes_to_the_phases(leader)
    makes_it_ready(leader)
    asks_for_the_gate(leader)

    clock(NOW + timedelta(hours=2))
    sees_the_papers_through(sits(HVIDOVRE, "project_office"))
    clock(NOW + timedelta(hours=4))
    owner = sits(HVIDOVRE, "project_owner")
    decides_by_keyboard(owner, "Ret op og kom igen", WHY)
    the_worker_goes_round()

    goes_to_the_phases(leader)
    leader.page.get_by_role("row", name="Idéfasen 1 Sendt tilbage til bearbejdning").wait_for()
    leader.sees("Beslutningspunktet venter på en beslutning")
    leader.goes("/")
    leader.follows(TITLE)
    leader.sees(WHY)
    chooses(leader, "Giv oplysninger", "Centerchefen ejer gevinsten")

    clock(NOW + timedelta(days=1))
    sees_the_papers_through(sits(HVIDOVRE, "project_office"))
    clock(NOW + timedelta(days=1, hours=2))
    decides_by_keyboard(sits(HVIDOVRE, "project_owner"), "Gå videre", "Nu ejer nogen gevinsten")
    the_worker_goes_round()

    leader = sits(HVIDOVRE, "project_leader")
    goes_to_the_phases(leader)
    leader.page.get_by_role("row", name="Idéfasen 1 Sendt tilbage til bearbejdning").wait_for()
    leader.page.get_by_role("row", name="Idéfasen 2 Gået videre Analysefasen").wait_for()
    leader.sees("Business case")
    row = leader.page.get_by_role("row", name="Idéfasen 2")
    leader.clicks(row.get_by_role("link"))
    leader.sees("Nu ejer nogen gevinsten")
    leader.sees("Projektejer")
