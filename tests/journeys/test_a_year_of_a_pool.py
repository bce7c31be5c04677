"""Journeys 20 to 22: Favrskov's bank through a year, Rudersdal's pool, and a loan as Aabenraa gives them.

People do by pages all that the pools' pages are for. What the bodies decide on the way, and what the IT
department and the secretaries do with a matter, is done by the doors that their own journeys go through.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tests.apps.funding.pool_world import BANK, LENDER, POOL, START, applied, decided, governed
from tests.apps.world import World
from tests.journeys.conftest import Clock, Sit
from tests.journeys.desk import Desk

from samspil.apps.funding.models import Application, Pool

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

RANKED = datetime(2026, 2, 9, 9, tzinfo=UTC)
MEETING = datetime(2026, 2, 12, 12, tzinfo=UTC)
AFTER = datetime(2026, 2, 13, 9, tzinfo=UTC)
NEXT_YEAR = datetime(2027, 1, 5, 9, tzinfo=UTC)
BANKS_NAME, POOLS_NAME, FUNDS_NAME = "Digitaliseringsbanken", "Teknologipuljen", "Styregruppens midler"
SENSORS = "Sensorer i plejehjemmets senge"


def opens_the_pool(desk: Desk, name: str) -> None:
    desk.goes("/money/pools/")
    desk.follows(f"Åbn {name}")
    desk.presses("Åbn puljen")
    desk.sees("Puljen er åben.")
    desk.follows(name)


def puts_in(desk: Desk, link: str, button: str, amount: str = "", label: str = "Beløb") -> None:
    desk.follows(link)
    if amount:
        desk.writes(label, amount)
    desk.writes("Hvilken beslutning siger det?", "Kommunalbestyrelsen, 28. oktober 2025, punkt 6")
    desk.presses(button)
    desk.sees("En anden godkender det.")


def approves(other: Desk, pool: str, what: str) -> None:
    """Another opens what was registered from the pool's page, and says yes."""
    other.goes("/money/pools/")
    other.follows(pool)
    other.follows(what)
    other.answers("Skal det bogføres?", "Ja, det er rigtigt: bogfør det")
    other.presses("Svar")
    other.sees("Det er godkendt og bogført.")


def calls(desk: Desk, title: str, *assessors: str) -> None:
    desk.follows("Indkald ansøgninger")
    desk.writes("Hvad hedder runden?", title)
    desk.writes("Første dag, der kan ansøges", "2026-01-12")
    desk.writes("Ansøgningsfrist", "2026-02-06")
    for number, name in enumerate(assessors, 1):
        desk.chooses(f"Bedømmer {number}", name)
    desk.presses("Indkald ansøgninger")
    desk.sees("Der kan ansøges fra rundens første dag.")


def gives_points(desk: Desk, round_title: str, title: str, points: dict[str, str]) -> None:
    desk.goes("/money/pools/")
    desk.follows(BANKS_NAME)
    desk.follows(round_title)
    desk.follows(title)
    if desk.page.get_by_role("link", name="Giv point").count():
        desk.follows("Giv point")
    for criterion, number in points.items():
        desk.answers(criterion, number)
    desk.presses("Gem pointene")
    desk.sees("Dine point er gemt.")


def points(payback: int, service: int, organisation: int, competence: int) -> dict[str, str]:
    return {
        "Hvor hurtigt pengene tjenes hjem": str(payback),
        "Bedre service": str(service),
        "Organisatoriske fordele": str(organisation),
        "Kompetencer, der bygges op": str(competence),
    }


def applies_to_the_bank(desk: Desk) -> None:
    desk.goes("/money/pools/")
    desk.follows(BANKS_NAME)
    desk.follows("Ansøg")
    desk.sees("Ansøg senest den 6. februar 2026.")
    desk.writes("Hvad vil I gøre?", SENSORS)
    desk.writes("Hvorfor, og hvad kommer der ud af det?", "Nattevagten går kun ind, når der er brug for det.")
    desk.writes("Beløb", "500.000")
    desk.answers("Kræver ny bevilling", "Nej")
    desk.writes("Tjent hjem efter så mange år", "2")
    for question in ("Giver bedre service", "Giver organisatoriske fordele", "Opbygger kompetencer"):
        desk.answers(question, "Ja")
    desk.presses("Send ansøgningen")
    desk.sees("Ansøgningen er sendt som sag")


def ranks(secretary: Desk) -> None:
    secretary.goes("/money/pools/")
    secretary.follows(BANKS_NAME)
    secretary.follows("Forårets runde")
    secretary.sees("Der er 1.000.000 kr. til rådighed.")
    secretary.sees("Det er nok at søge om 200.000 kr. mindre.")
    secretary.sees("Den er tjent hjem efter 5 år; puljen kræver højst 3.")
    secretary.follows("Gem rangordenen")
    secretary.presses("Gem rangordenen")
    secretary.sees("Rangordenen er gemt.")


def pays_by_milestones(secretary: Desk) -> None:
    secretary.goes("/money/pools/")
    secretary.follows(BANKS_NAME)
    secretary.sees("990.000 kr.")
    secretary.follows(SENSORS)
    secretary.follows("Udbetal i dele")
    for number, what, day, amount in (
        ("1", "Aftale", "2026-03-01", "200.000"),
        ("2", "I brug", "2026-09-01", "300.000"),
    ):
        secretary.writes(f"Del {number}: hvad er nået?", what)
        secretary.writes(f"Del {number}: ventes den", day)
        secretary.writes(f"Del {number}: beløb", amount)
    secretary.presses("Gem", exact=True)
    secretary.follows("Udbetal Aftale")
    secretary.writes("Hvad viser, at det er nået?", "Aftalen er underskrevet")
    secretary.presses("Registrér udbetaling af 200.000 kr.")
    secretary.sees("Udbetalingen af 200.000 kr. er registreret. En anden godkender den.")


def approves_the_payment(other: Desk, pool: str, title: str, part: str, amount: str) -> None:
    other.goes("/money/pools/")
    other.follows(pool)
    other.follows(title)
    other.follows(f"Godkend {part}")
    other.answers("Skal beløbet betales?", "Ja, betal det ud")
    other.presses("Svar")
    other.sees(f"{amount} er udbetalt.")


def tells_what_came_of_it(applicant: Desk) -> None:
    applicant.goes("/money/pools/")
    applicant.follows(BANKS_NAME)
    applicant.follows(SENSORS)
    applicant.follows("Fortæl, hvad der kom ud af det")
    applicant.writes("Hvad er der kommet ud af det?", "Færre fald og færre vækninger om natten")
    applicant.writes("Tjent eller sparet indtil nu", "180.000")
    applicant.writes("Hvad kan andre lære af det?", "Begynd på én gang")
    applicant.presses("Fortæl det")
    applicant.sees("Tjent eller sparet indtil nu: 180.000 kr.")


def ends_the_year(secretary: Desk) -> None:
    secretary.goes("/money/pools/")
    secretary.follows(BANKS_NAME)
    secretary.sees("Begynd på én gang")
    secretary.follows("Afslut året")
    secretary.writes("Hvilket år er slut?", "2026")
    secretary.answers("Hvad sker der med det, der er tilbage?", "Det går tilbage til kommunekassen")
    secretary.presses("Afslut året")
    secretary.sees("En anden godkender det.")


def test_favrskovs_bank_through_a_year(sits: Sit, world: World, clock: Clock) -> None:
    clock(START)
    governed(world, BANK)
    secretary = sits(BANK, "bank_secretary")
    opens_the_pool(secretary, BANKS_NAME)
    puts_in(secretary, "Tilfør bidraget", "Registrér bidraget", "800.000.000", "Årets serviceudgifter")
    approves(sits(BANK, "finance_director"), BANKS_NAME, "Et bidrag sættes i en pulje")
    secretary = sits(BANK, "bank_secretary")
    secretary.goes("/money/pools/")
    secretary.follows(BANKS_NAME)
    secretary.sees("1.000.000 kr.")
    calls(secretary, "Forårets runde", "Økonomidirektør", "Rådgiver i IT-afdelingen")

    applies_to_the_bank(sits(BANK, "area_applicant"))
    with world.scope(BANK):
        pool = Pool.objects.get()
        rows = [Application.objects.get()]
    rows += [
        applied(world, pool, BANK, title, kroner, payback_years=years, at=START + timedelta(hours=1))
        for title, kroner, years in (
            ("Robot til ansøgninger om hjælpemidler", 400_000, 1),
            ("Selvbetjening til skolerne", 300_000, 3),
            ("Skærmbesøg", 90_000, 2),
            ("Nyt intranet", 200_000, 5),
        )
    ]
    for role in ("finance_director", "it_adviser"):
        assessor = sits(BANK, role)
        for row, given in zip(rows, ((5, 5, 4, 4), (4, 4, 4, 4), (3, 3, 3, 3), (2, 2, 2, 2)), strict=False):
            gives_points(assessor, "Forårets runde", row.title, points(*given))

    clock(RANKED)
    ranks(sits(BANK, "bank_secretary"))
    for row, outcome in ((rows[0], "grant"), (rows[1], "grant"), (rows[2], "reject"), (rows[3], "grant")):
        reason: dict[str, Any] = {"reason": "Pengene rækker ikke i år"} if outcome == "reject" else {}
        decided(world, BANK, row, outcome, MEETING, **reason)

    clock(AFTER)
    pays_by_milestones(sits(BANK, "bank_secretary"))
    director = sits(BANK, "finance_director")
    approves_the_payment(director, BANKS_NAME, SENSORS, "Aftale", "200.000 kr.")

    clock(NEXT_YEAR)
    tells_what_came_of_it(sits(BANK, "area_applicant"))
    ends_the_year(sits(BANK, "bank_secretary"))
    approves(sits(BANK, "finance_director"), BANKS_NAME, "En puljes år afsluttes")


def test_rudersdals_pool_from_the_years_amount_to_experience_that_is_shared(
    sits: Sit, world: World, clock: Clock
) -> None:
    clock(START)
    coordinator = sits(POOL, "pool_coordinator")
    opens_the_pool(coordinator, POOLS_NAME)
    puts_in(coordinator, "Tilfør årets beløb", "Tilfør beløbet")
    approves(sits(POOL, "head_of_digitalisation"), POOLS_NAME, "Årets beløb sættes i en pulje")
    employee = sits(POOL, "employee")
    employee.goes("/money/pools/")
    employee.follows(POOLS_NAME)
    employee.follows("Ansøg")
    employee.writes("Hvad vil I gøre?", "VR-briller i genoptræningen")
    employee.writes("Hvorfor, og hvad kommer der ud af det?", "Flere træner videre derhjemme.")
    employee.writes("Beløb", "120.000")
    employee.answers("Slags pilotprojekt", "Innovation")
    employee.writes("Hvordan vil I dele det, I lærer?", "På følgegruppens møde i november")
    employee.presses("Send ansøgningen")
    employee.sees("Ansøgningen er sendt som sag")
    with world.scope(POOL):
        row = Application.objects.get()
    assert decided(world, POOL, row, "grant", datetime(2026, 1, 21, 8, tzinfo=UTC)) is not None
    clock(AFTER)
    coordinator = sits(POOL, "pool_coordinator")
    coordinator.goes("/money/pools/")
    coordinator.follows(POOLS_NAME)
    coordinator.sees("680.000 kr.")
    coordinator.follows("VR-briller i genoptræningen")
    coordinator.follows("Udbetal")
    coordinator.presses("Registrér udbetaling af 120.000 kr.")
    head = sits(POOL, "head_of_digitalisation")
    approves_the_payment(head, POOLS_NAME, "VR-briller i genoptræningen", "Del 1", "120.000 kr.")
    employee = sits(POOL, "employee")
    employee.goes("/money/pools/")
    employee.follows(POOLS_NAME)
    employee.follows("VR-briller i genoptræningen")
    employee.follows("Fortæl, hvad der kom ud af det")
    employee.writes("Hvad er der kommet ud af det?", "Halvdelen træner videre")
    employee.writes("Hvad kan andre lære af det?", "Brillerne skal rengøres mellem borgere")
    employee.writes("Hvem har I delt det med?", "Følgegruppen")
    employee.presses("Fortæl det")
    employee.sees("Delt med Følgegruppen.")


def test_a_loan_as_aabenraa_gives_it_until_it_is_repaid(sits: Sit, world: World, clock: Clock) -> None:
    clock(START)
    governed(world, LENDER)
    secretary = sits(LENDER, "group_secretary")
    opens_the_pool(secretary, FUNDS_NAME)
    puts_in(secretary, "Tilfør en bevilling", "Tilfør beløbet", "1.000.000")
    approves(sits(LENDER, "finance_manager"), FUNDS_NAME, "En bevilling sættes i en pulje")
    employee = sits(LENDER, "area_employee")
    employee.goes("/money/pools/")
    employee.follows(FUNDS_NAME)
    employee.follows("Ansøg")
    employee.writes("Hvad vil I gøre?", "Ruteplanlægning i hjemmeplejen")
    employee.writes("Hvorfor, og hvad kommer der ud af det?", "Kortere kørsel frigør timer.")
    employee.writes("Beløb", "300.000")
    for question, answer in (("Kræver ny bevilling", "Nej"), ("Frigør penge", "Ja"), ("drift", "Ja")):
        employee.answers(question, answer)
    employee.answers("Tilskud eller lån?", "Lån")
    employee.chooses("Ved lån: hvordan kommer det tilbage?", "I faste afdrag")
    employee.presses("Send ansøgningen")
    employee.sees("Skriv, hvordan lånet betales tilbage.")
    employee.writes("Ved lån: første afdrag", "2027-03-01")
    employee.writes("Ved lån: antal afdrag", "3")
    employee.writes("Hvor i jeres eget budget er pengene til driften?", "Konto 5.32, hjemmeplejen")
    employee.presses("Send ansøgningen")
    employee.sees("Ansøgningen er sendt som sag")
    with world.scope(LENDER):
        row = Application.objects.get()
    assert decided(world, LENDER, row, "lend", MEETING) is not None
    clock(AFTER)
    secretary = sits(LENDER, "group_secretary")
    secretary.goes("/money/pools/")
    secretary.follows(FUNDS_NAME)
    secretary.follows("Ruteplanlægning i hjemmeplejen")
    secretary.sees("Venter på bevis for egne penge til driften")
    secretary.follows("Udbetal")
    secretary.writes("Hvilken konto betaler driften", "Konto 5.32, bekræftet af økonomi")
    secretary.presses("Registrér udbetaling af 300.000 kr.")
    manager = sits(LENDER, "finance_manager")
    approves_the_payment(manager, FUNDS_NAME, "Ruteplanlægning i hjemmeplejen", "Del 1", "300.000 kr.")
    for year, number in ((2027, 1), (2028, 2), (2029, 3)):
        clock(datetime(year, 3, 1, 9, tzinfo=UTC))
        secretary = sits(LENDER, "group_secretary")
        secretary.goes("/money/pools/")
        secretary.follows(FUNDS_NAME)
        secretary.follows("Ruteplanlægning i hjemmeplejen")
        secretary.follows(f"Registrér betalingen {number}")
        secretary.presses("Registrér 100.000 kr.")
        secretary.sees("En anden godkender det.")
        approves(sits(LENDER, "finance_manager"), FUNDS_NAME, "Et afdrag er kommet")
    secretary = sits(LENDER, "group_secretary")
    secretary.goes("/money/pools/")
    secretary.follows(FUNDS_NAME)
    secretary.sees("1.000.000 kr.")
