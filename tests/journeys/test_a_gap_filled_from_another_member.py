"""Journey 31: Hvidovre lacks a project leader, Rødovre has one who lets themselves be found, and lends."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from tests.apps.world import HVIDOVRE, RODOVRE, World
from tests.browser.looking import shot
from tests.journeys.conftest import Sit
from tests.journeys.desk import Desk

from samspil.apps.organisations.selectors import names_of

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

HEAD = "head_of_digitalisation"
FUNCTION = "Projektleder på sundhedsområdet"
WHAT = "Nyt omsorgssystem"


def says_what_they_can(desk: Desk) -> None:
    desk.goes("/competences/mine/")
    desk.sees("Hvad bruges det til, og hvor længe gemmes det?")
    desk.chooses("Projektledelse", "Kan lære fra sig")
    desk.presses("Gem, hvad jeg kan")
    desk.sees("Gemt. Det står i to år")
    desk.writes("Hvad ser medlemmerne dig som?", FUNCTION)
    desk.page.get_by_label("Medlemmerne må se denne funktion").check()
    desk.presses("Lad medlemmerne finde mig")
    desk.sees(f"De ser: {FUNCTION}")
    shot(desk.page, "competences-mine")


def confirms(desk: Desk) -> None:
    desk.goes("/competences/")
    desk.follows("Bekræft, hvad folk kan")
    shot(desk.page, "competences-people")
    desk.presses("Bekræft")
    desk.sees("Bekræftet.")


def lacks_somebody(desk: Desk, owner: str) -> None:
    desk.goes("/overview/")
    desk.follows("Kompetencer")
    desk.sees("Ingen behov er skrevet ned endnu")
    shot(desk.page, "competences-none")
    desk.follows("Skriv, hvad der er brug for")
    desk.chooses("Hvad skal de kunne?", "Projektledelse")
    desk.chooses("Hvor godt, mindst?", "Kan selv")
    desk.writes("Med få ord", WHAT)
    desk.writes("Hvornår senest?", "2026-06-01")
    desk.presses("Se, hvem der kunne dække det")
    desk.sees("1 person mangler")
    ask = desk.page.get_by_role("region", name="Hvem hos medlemmerne kunne dække det")
    desk.answers("Hvem spørger I efter?", f"{FUNCTION}, Rødovre", ask)
    desk.writes("Til og med hvornår", "2026-12-31", ask)
    desk.chooses("Hvem sørger for det?", owner, ask)
    desk.writes("Hvornår skal det være på plads?", "2026-03-20", ask)
    desk.writes("Hvad vil I skrive til medlemmet?", "To dage om ugen", ask)
    shot(desk.page, "competences-need")
    desk.presses("Spørg medlemmet", ask)
    desk.sees("Ikke besvaret endnu")


def lends(desk: Desk) -> None:
    desk.goes("/")
    desk.sees(f"spørger, om I kan låne ud: {FUNCTION}")
    desk.follows("Svar")
    desk.sees("To dage om ugen")
    shot(desk.page, "competences-loan")
    desk.answers("Kan I låne vedkommende ud?", "Ja")
    desk.writes("Hvad vil I sige til det?", "Gerne fra juni")
    desk.presses("Send svaret")
    desk.sees("Svaret er givet.")
    shot(desk.page, "competences-loans")


def has_it_filled(desk: Desk) -> None:
    desk.goes("/")
    desk.sees(WHAT)
    desk.follows("Sig, at det er gjort")
    desk.sees("Medlemmet siger ja")
    desk.sees("Gerne fra juni")
    desk.sees("Dækket")
    desk.presses("Det er gjort")
    desk.sees("Det er gjort.")
    shot(desk.page, "competences-filled")
    desk.goes("/")
    expect(desk.page.get_by_text(WHAT)).to_have_count(0)
    desk.goes("/competences/")
    desk.sees("Dækket")
    shot(desk.page, "competences-needs")


def test_a_gap_is_filled_from_another_member(world: World, sits: Sit) -> None:
    employee = sits(RODOVRE, "employee")
    says_what_they_can(employee)
    lender, head = sits(RODOVRE, HEAD), sits(HVIDOVRE, HEAD)
    confirms(lender)
    with world.scope(HVIDOVRE):
        owner = names_of([world.people[HVIDOVRE, HEAD]])[world.people[HVIDOVRE, HEAD]]
    lacks_somebody(head, owner)
    lends(lender)
    has_it_filled(head)
    employee.goes("/competences/mine/")
    employee.sees("Hvidovre spørger, om du kan udlånes")
