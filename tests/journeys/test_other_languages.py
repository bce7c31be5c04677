"""Journeys 8 and 9: the same in English and in Norwegian bokmål; no Danish is left over."""

from __future__ import annotations

import pytest
from tests.apps.world import HVIDOVRE
from tests.journeys.conftest import Sit
from tests.journeys.desk import Desk

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def chooses_language(desk: Desk, menu: str, name: str) -> None:
    desk.page.get_by_text(menu).filter(visible=True).first.click()
    desk.presses(name, exact=True)


def test_a_purchase_is_brought_in_english(sits: Sit) -> None:
    requester = sits(HVIDOVRE, "employee")
    requester.goes("/")
    chooses_language(requester, "Medarbejder eller leder", "English")
    assert requester.page.get_by_role("heading", level=1).inner_text() == "My work"
    requester.follows("Bring something")
    requester.follows("Purchase request")
    requester.writes("What is it about?", "Digital rota for home care")
    requester.writes("What do you need, and why?", "Shifts are planned in a spreadsheet.")
    requester.writes("Amount for the municipality", "40,000")
    for question, answer in (
        ("Needs a new appropriation", "No"),
        ("Processes personal data", "Yes"),
        ("Replaces a system we have", "No"),
    ):
        requester.answers(question, answer)
    way = requester.page.get_by_role("complementary", name="The way")
    way.get_by_text("The experts screen").wait_for()
    requester.presses("Send", exact=True)
    requester.page.get_by_role("heading", name="Digital rota for home care", level=1).wait_for()
    requester.sees("The experts screen")
    requester.sees("DKK 40,000")
    assert requester.page.locator("html").get_attribute("lang") == "en"


def test_a_purchase_is_brought_in_bokmaal(sits: Sit) -> None:
    requester = sits(HVIDOVRE, "employee")
    requester.goes("/")
    chooses_language(requester, "Medarbejder eller leder", "Norsk (bokmål)")
    assert requester.page.get_by_role("heading", level=1).inner_text() == "Mitt arbeid"
    requester.follows("Meld inn noe")
    requester.follows("Innkjøpsønske")
    requester.writes("Hva dreier det seg om?", "Digital vaktplan for hjemmetjenesten")
    requester.writes("Hva trenger du, og hvorfor?", "Vaktene legges i regneark.")
    requester.writes("Beløp for kommunen", "40 000")
    for question, answer in (
        ("Krever ny bevilgning", "Nei"),
        ("Behandler personopplysninger", "Ja"),
        ("Erstatter et system vi har", "Nei"),
    ):
        requester.answers(question, answer)
    way = requester.page.get_by_role("complementary", name="Veien")
    way.get_by_text("Ekspertgruppen screener").wait_for()
    requester.presses("Send", exact=True)
    requester.page.get_by_role("heading", name="Digital vaktplan for hjemmetjenesten", level=1).wait_for()
    assert requester.page.locator("html").get_attribute("lang") == "nb"
