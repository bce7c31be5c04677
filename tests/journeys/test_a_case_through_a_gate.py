"""Journey 23: a project writes its business case, is decided on it, and keeps what it was decided on."""

from __future__ import annotations

from datetime import timedelta

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
    goes_to_the_phases,
    makes_it_ready,
    names_the_leader,
    starts_a_project,
)

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

WHY = "Det billigste tilbud var 60.000 kr. dyrere"


def line(desk: Desk, number: int) -> Locator:
    """The fields of a line of the form."""
    return desk.page.get_by_role("group", name=f"Linje {number}", exact=True)


def writes_the_case(desk: Desk, bought: str) -> None:
    """Bought once, run by nobody yet, and time freed from the second year on."""
    desk.writes("Navn", "Vagtplanlægning", line(desk, 1))
    desk.writes("Hvem betaler det, eller får gavn af det?", "Ældre og Sundhed", line(desk, 1))
    desk.writes("2026", bought, line(desk, 1))
    desk.writes("Navn", "Licenser", line(desk, 2))
    desk.writes("2026", "0", line(desk, 2))
    desk.writes("Beløb i år, der ikke er udfyldt", "40.000", line(desk, 2))
    desk.writes("Navn", "Frigjort tid", line(desk, 3))
    desk.writes("Hvem betaler det, eller får gavn af det?", "Ældre og Sundhed", line(desk, 3))
    desk.writes("2026", "0", line(desk, 3))
    desk.writes("Beløb i år, der ikke er udfyldt", "140.000", line(desk, 3))
    desk.writes("Hvad det betyder", "Færre vagter, der skal byttes")


def goes_to_the_case(desk: Desk) -> None:
    desk.goes("/portfolio/")
    desk.follows(TITLE)
    desk.follows("Business case")


def test_a_case_is_decided_on_and_stays_with_its_gate(sits: Sit, world: World, clock: Clock) -> None:
    adopt_project_model(world, HVIDOVRE, "state_project_model")
    head = sits(HVIDOVRE, HEAD)
    starts_a_project(head)
    names_the_leader(head)

    leader = sits(HVIDOVRE, "project_leader")
    goes_to_the_case(leader)
    leader.sees("Ingen business case endnu")
    leader.follows("Skriv business casen")
    writes_the_case(leader, "200.000")
    leader.presses("Gem denne version")
    leader.sees("Version 1 er gemt.")
    # 100,000 a year in years 1 to 4 at 3.5 per cent is 367,307.92 (annuity factor 3.673079); 200,000 at once.
    leader.sees("I årene 2026–2030 giver det 167.308 kr. mere, end det koster, regnet i nutidsværdi.")
    leader.sees("Det, der betales, er tjent hjem efter 2 år")
    leader.sees("Betaler uafklaret: ingen står til at betale 160.000 kr. af det.")

    goes_to_the_phases(leader)
    makes_it_ready(leader)
    asks_for_the_gate(leader)
    clock(NOW + timedelta(hours=2))

    office = sits(HVIDOVRE, "project_office")
    office.goes("/")
    office.follows(TITLE)
    office.sees("nettonutidsværdi 167.308 kr. (koster 360.000 kr., giver 560.000 kr.)")

    goes_to_the_case(leader)
    leader.sees("Gemt med beslutningspunktet for Idéfasen")
    leader.follows("Skriv en ny version")
    leader.writes("2026", "260.000", line(leader, 1))
    leader.writes("Hvad er anderledes end i den forrige version, og hvorfor?", WHY)
    leader.presses("Gem denne version")
    leader.sees("Version 2 er gemt.")
    leader.sees("I årene 2026–2030 giver det 107.308 kr. mere, end det koster, regnet i nutidsværdi.")
    leader.follows("Se to versioner ved siden af hinanden")
    leader.sees(WHY)
    leader.sees("-60.000 kr.")
    goes_to_the_case(leader)
    leader.follows("Version 1")
    leader.sees("Dette er version 1. Der er en nyere.")
    leader.sees("Gemt med beslutningspunktet for Idéfasen")
