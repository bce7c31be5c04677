"""Journey 16: a benefit goes from a workshop through the gate that asks for its baseline to two years on."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Locator
from tests.apps.portfolio.gates_ground import adopt_project_model
from tests.apps.world import HVIDOVRE, NOW, World
from tests.journeys.conftest import Clock, Sit
from tests.journeys.desk import Desk
from tests.journeys.test_a_gate_sent_back import (
    HEAD,
    TITLE,
    asks_for_the_gate,
    decides_by_keyboard,
    goes_to_the_phases,
    makes_it_ready,
    names_the_leader,
    sees_the_papers_through,
    starts_a_project,
    the_worker_goes_round,
)

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

BENEFIT, INDICATOR = "Færre timer på vagtplaner", "Minutter pr. vagtplan"
# What the analysis is left with: the gate where the work begins.
PAPERS = ("Business case", "Risikolog", "Styregruppeaftale")
CRITERIA = (
    "Gevinsterne er prøvet af, og nogen ejer dem",
    "Alt er med i udgifterne, også forandringen i hverdagen",
    "Driften er inddraget",
)
CHECKED = ("Fasens kriterier er besvaret med begrundelse", *PAPERS, "Gevinstdiagram")
# The month after three, six, twelve and twenty-four months, what was measured from when, and what it says.
MEASURED = (
    ("2026-10-05", "2026-07-01", "2026-09-30", "50"),
    ("2027-01-05", "2026-10-01", "2026-12-31", "40"),
    ("2027-07-05", "2027-01-01", "2027-06-30", "30"),
    ("2028-07-05", "2027-07-01", "2028-06-30", "20"),
)


def holds_a_workshop(desk: Desk) -> None:
    desk.goes("/portfolio/")
    desk.follows(TITLE)
    desk.follows("Gevinster", pages_of_the_initiative(desk))
    desk.sees("Ingen gevinster endnu")
    desk.follows("Gevinstdiagram")
    desk.follows("Begynd med en workshop")
    line = desk.page.get_by_role("group", name="Linje 1", exact=True)
    desk.writes("Leverance", "Nyt vagtplansystem", line)
    desk.writes("Ændring i arbejdet", "Medarbejderne bytter selv vagter", line)
    desk.writes("Gevinst", BENEFIT, line)
    desk.chooses("bundlinje", "Tid og ressourcer", line)
    desk.writes("Mål", "Mere tid hos borgerne", line)
    desk.page.locator("main form[method=post] button[type=submit]").first.click()
    desk.page.get_by_role("link", name=BENEFIT).first.wait_for()


def pages_of_the_initiative(desk: Desk) -> Locator:
    return desk.page.get_by_role("navigation", name="Indsatsens sider")


def opens_the_benefit(desk: Desk) -> None:
    desk.goes("/benefits/")
    desk.follows(BENEFIT)
    desk.page.get_by_role("heading", name=BENEFIT, level=1).wait_for()


def says_who_owns_it(desk: Desk) -> None:
    opens_the_benefit(desk)
    desk.sees("Ingen indikator endnu")
    desk.follows("Ret gevinsten")
    desk.answers("Hvad tælles den i?", "Timer, der frigøres")
    desk.writes("Gevinstejer i linjen", "Leder af hjemmeplejen")
    desk.presses("Gem", exact=True)
    desk.sees("Oplysningerne om gevinsten er gemt.")


def plans_it(desk: Desk) -> None:
    desk.follows("Planlæg gevinsten")
    desk.writes("Hvornår tages løsningen i brug?", "2026-07-01")
    for label, hours in (("går dårligt", "400"), ("sandsynligt", "600"), ("går godt", "500")):
        desk.writes(label, hours)
    desk.presses("Gem planen")
    desk.sees("De tre beløb står ikke i rækkefølge")
    desk.writes("går godt", "700")
    desk.writes("til den fulde virkning", "18")
    desk.presses("Gem planen")
    desk.sees("Planen er gemt.")


def says_how_it_is_measured(desk: Desk) -> None:
    desk.follows("Tilføj en indikator")
    desk.writes("Hvad måles?", INDICATOR)
    desk.writes("Enhed", "minutter")
    desk.writes("Hvem måler?", "Controller i Ældre")
    desk.presses("Tilføj", exact=True)
    desk.sees("skal måles. Skriv nu, hvordan det var før.")
    desk.follows("Skriv nulpunktet")
    desk.writes("Hvordan var det før?", "60")
    desk.writes("Hvilken dag, eller ved udgangen", "2026-02-28")
    for number, value, day in (("1", "40", "2026-12-31"), ("2", "20", "2028-06-30")):
        desk.writes(f"Måltal {number}: hvad", value)
        desk.writes(f"Måltal {number}: hvornår", day)
    desk.presses("Gem nulpunktsmålingen")
    desk.sees("Venter på godkendelse")


def is_refused_without_a_baseline(desk: Desk) -> None:
    """The work begins when the analysis is left: the benefit that has no approved baseline is named."""
    desk.writes("Beløb for kommunen", "100.000")
    desk.presses("Rejs beslutningspunktet")
    desk.sees(f"har intet godkendt nulpunkt: 2026-0002 {BENEFIT}")
    desk.sees("hvorfor begynde alligevel?")


def approves_the_baseline(desk: Desk) -> None:
    desk.follows("Godkend nulpunktsmålingen")
    desk.sees("Før: 60 minutter den 28. februar 2026.")
    desk.presses("Godkend", exact=True)
    desk.sees("Nulpunktsmålingen er godkendt.")
    for state in ("Kvalificeret", "Planlagt"):
        takes_the_step(desk, state)


def takes_the_step(desk: Desk, state: str) -> None:
    desk.follows("Tag næste skridt")
    desk.answers("Hvor står den nu?", state)
    desk.presses("Tag skridtet")
    desk.sees(f"Den er nu: {state}")


def measures(desk: Desk, first: str, last: str, value: str) -> None:
    """What is due stands on My work; from there it is noted."""
    desk.goes("/")
    desk.sees("Notér målingen")
    desk.follows("Notér målingen")
    desk.follows("Notér en måling")
    desk.writes("Fra", first)
    desk.writes("Til og med", last)
    desk.writes("Hvad blev målt?", value)
    desk.presses("Gem målingen")
    desk.sees(f"{value} minutter til og med")


def reads_the_report(desk: Desk) -> None:
    desk.goes("/benefits/")
    link = desk.page.get_by_role("link", name="Rapport som PDF")
    answer = desk.page.request.get(desk.origin + str(link.get_attribute("href")))
    assert answer.ok
    assert answer.body()[:5] == b"%PDF-"


def test_a_benefit_is_followed_from_a_workshop_until_two_years_have_shown_it(
    sits: Sit, world: World, clock: Clock
) -> None:
    adopt_project_model(world, HVIDOVRE, "state_project_model")
    head = sits(HVIDOVRE, HEAD)
    starts_a_project(head)
    names_the_leader(head)
    holds_a_workshop(head)
    says_who_owns_it(head)
    plans_it(head)
    says_how_it_is_measured(head)

    leader = sits(HVIDOVRE, "project_leader")
    goes_to_the_phases(leader)
    makes_it_ready(leader)
    asks_for_the_gate(leader)
    clock(NOW + timedelta(hours=2))
    sees_the_papers_through(sits(HVIDOVRE, "project_office"))
    clock(NOW + timedelta(hours=4))
    decides_by_keyboard(sits(HVIDOVRE, "project_owner"), "Gå videre", "Tanken holder")
    the_worker_goes_round()

    clock(NOW + timedelta(days=1))
    leader = sits(HVIDOVRE, "project_leader")
    goes_to_the_phases(leader)
    makes_it_ready(leader, PAPERS, CRITERIA)
    is_refused_without_a_baseline(leader)
    head = sits(HVIDOVRE, HEAD)
    opens_the_benefit(head)
    approves_the_baseline(head)
    goes_to_the_phases(leader)
    asks_for_the_gate(leader)
    clock(NOW + timedelta(days=1, hours=2))
    sees_the_papers_through(sits(HVIDOVRE, "project_office"), CHECKED)
    clock(NOW + timedelta(days=1, hours=4))
    decides_by_keyboard(sits(HVIDOVRE, "project_owner"), "Gå videre", "Gevinsten har ejer og nulpunkt")
    the_worker_goes_round()

    for number, (day, first, last, value) in enumerate(MEASURED):
        clock(datetime.fromisoformat(f"{day}T09:00").replace(tzinfo=UTC))
        the_worker_goes_round()
        head = sits(HVIDOVRE, HEAD)
        if number == 0:
            opens_the_benefit(head)
            takes_the_step(head, "Under realisering")
        measures(head, first, last, value)
    takes_the_step(head, "Realiseret")
    assert head.page.locator(".s-curve__point").count() == len(MEASURED)
    head.opens("Det samme i en tabel")
    rows = head.page.get_by_role("row", name=re.compile("30. juni 2028"))
    rows.first.wait_for()
    head.goes("/benefits/")
    head.sees("af 4 målinger, der skulle laves")
    reads_the_report(head)
