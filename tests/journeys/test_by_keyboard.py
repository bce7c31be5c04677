"""Journey 11: a purchase is brought and screened by keyboard alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator
from tests.apps.world import HVIDOVRE
from tests.journeys.conftest import Sit
from tests.journeys.keyboard import MOST, Keyboard
from tests.journeys.purchase import SIX, TITLE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def brings_a_purchase(keys: Keyboard) -> None:
    keys.follows("Kom med noget")
    keys.follows("Indkøbsønske")
    keys.comes_round()
    keys.writes("Hvad drejer det sig om?", TITLE)
    keys.writes("Hvad har du brug for, og hvorfor?", "Vagterne lægges i regneark.")
    keys.writes("Beløb for kommunen", "40.000")
    for question, answer in (("Kræver ny bevilling", "Nej"), ("Behandler", "Ja"), ("Erstatter", "Nej")):
        keys.answers(question, answer)
    way = keys.desk.page.get_by_role("complementary", name="Vejen")
    way.get_by_text("Ekspertgruppen screener").wait_for()
    keys.presses("Send")
    keys.desk.page.get_by_role("heading", name=TITLE, level=1).wait_for()
    keys.desk.looks()


def screens_it(keys: Keyboard) -> None:
    keys.follows(TITLE)
    keys.comes_round()
    for number, part in enumerate(SIX, 1):
        folded = keys.desk.page.get_by_role("group").filter(has=keys.desk.page.get_by_text(part, exact=True))
        unfolds(keys, folded.get_by_text(part, exact=True).first)
        keys.answers("Er det i orden?", "Ja", inside=folded)
        keys.writes("Hvad fandt du?", "Set på.", inside=folded)
        keys.presses("Gem svaret", inside=folded)
        keys.desk.sees(f"{number} af 6 besvaret")
    yours = keys.desk.page.get_by_role("region", name="Din afgørelse")
    keys.answers("Hvad vælger du?", "Godkend", inside=yours)
    keys.presses("Afgør sagen")
    keys.desk.sees("Afsluttet: Godkendt")


def unfolds(keys: Keyboard, part: Locator) -> None:
    for _stop in range(MOST):
        if part.evaluate("one => one.closest('summary') === document.activeElement"):
            break
        keys.press("Tab")
    keys.press("Enter")


def test_a_purchase_is_brought_and_screened_by_keyboard_alone(sits: Sit) -> None:
    requester = sits(HVIDOVRE, "employee")
    requester.goes("/")
    brings_a_purchase(Keyboard(requester))
    expert = sits(HVIDOVRE, "it_expert")
    expert.goes("/")
    screens_it(Keyboard(expert))
