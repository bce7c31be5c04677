"""Journey 27: three registers are read in, the care system is found that all need, and five tender it."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

import pytest
from tests.apps.systems.kitos_files import CONTRACTS, as_csv, contracts
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, SOLROD, World
from tests.journeys.conftest import Clock, Sit
from tests.journeys.desk import Desk
from tests.journeys.test_decide_together import HEAD, ISHOJ, consents, made_ready
from tests.journeys.test_members_at_their_own_pace import (
    each_is_with_by_its_own_decision,
    goes_to,
    reads,
    says_its_pace,
    time_passes,
)

from samspil.processes.find_common_needs import find_common_needs
from samspil.processes.gather_needs import gather_needs
from samspil.processes.keep_readers import keep_all_readers

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

ALBERTSLUND: Final = "0165"
NAME, ENDS = CONTRACTS.index("IT Kontrakt"), CONTRACTS.index("Gyldig til")
SYSTEM = CONTRACTS.index("IT Systemer")
TITLE: Final = "Fælles omsorgssystem"
HAVE: Final = {
    HVIDOVRE: ["Omsorgssystem til hjemmeplejen", "Bibliotekernes udlån", "Parkeringskontrol"],
    RODOVRE: ["Omsorgssystem, hjemmeplejen", "Byggesagsarkiv", "Vejbelysning"],
    SOLROD: ["Elektronisk omsorgssystem til hjemmeplejen", "Musikskolens tilmelding", "Havneafgifter"],
}


def as_kitos_sends(names: list[str]) -> bytes:
    """Contracts as KITOS lists them, called so and ending in time to be tendered."""
    rows = contracts(len(names))
    for row, name in zip(rows, names, strict=True):
        row[NAME], row[ENDS] = name, "31-12-2028"
        row[SYSTEM] = row[SYSTEM + 1] = ""
    return as_csv(CONTRACTS, rows)


def reads_its_list_in(desk: Desk, names: list[str]) -> None:
    desk.goes("/systems/lists/")
    file = {"name": "IT Kontrakter Overblik.csv", "mimeType": "text/csv", "buffer": as_kitos_sends(names)}
    desk.page.locator("input[type=file]").set_input_files(files=file)  # type: ignore[arg-type]
    desk.page.locator("input[name=visibility][value=association]").check()
    desk.presses("Se, hvad den ville ændre")
    desk.presses("Godkend og læs ind")
    desk.sees(names[0])


def the_worker_compares() -> None:
    keep_all_readers(NOW)
    gather_needs(NOW)
    find_common_needs(NOW)


def says_it_wants_to_be_with(desk: Desk) -> None:
    desk.answers("Vil I være med?", "Vil gerne være med")
    desk.writes("Beløb for kommunen", "20.000")
    desk.answers("Kræver ny bevilling", "Nej")
    desk.presses("Fortæl det til de andre")
    desk.sees("De andre kan se det nu")


def proposes_it(coordinator: Desk) -> None:
    coordinator.follows("Fælles indkøb")
    coordinator.sees("Det har medlemmerne brug for, med deres egne ord")
    coordinator.writes("Hvad drejer det sig om?", TITLE)
    coordinator.writes("Samlet beløb for alle", "100.000")
    coordinator.presses("Send", exact=True)
    coordinator.sees("Sendt som sag")
    coordinator.sees("Om det fælles behov")
    coordinator.goes("/")
    coordinator.follows(TITLE)
    for number, point in enumerate(("Det fælles behov", "Hvornår kommunernes kontrakter udløber"), 1):
        folded = coordinator.opens(point)
        coordinator.answers("Er det i orden?", "Ja", inside=folded)
        coordinator.writes("Hvad fandt du?", "Det står på siden om det fælles behov.", inside=folded)
        coordinator.presses("Gem svaret", inside=folded)
        coordinator.sees(f"{number} af 2 besvaret")
    coordinator.answers("Hvad vælger du?", "Foreslå medlemmerne")
    coordinator.presses("Afgør sagen")


def starts_it(coordinator: Desk, page: str) -> None:
    coordinator.goes(page)
    coordinator.sees("5 er med")
    coordinator.follows("Start den fælles indsats")
    coordinator.sees("5 medlemmer er med fra start.")
    coordinator.answers("Hvad er det?", "Projekt")
    coordinator.chooses("Projektmodel", "Den fælles projektmodel")
    coordinator.presses("Start indsatsen")
    coordinator.sees("Indsatsen er startet, og medlemmerne kan se den.")


def test_five_tender_together_each_by_its_own_decision(sits: Sit, world: World, clock: Clock) -> None:
    heads = {code: sits(code, HEAD) for code in HAVE}
    for code, names in HAVE.items():
        reads_its_list_in(heads[code], names)
    the_worker_compares()

    hvidovre = heads[HVIDOVRE]
    hvidovre.goes("/contracts/calendar/?whose=all")
    hvidovre.sees("Omsorgssystem, hjemmeplejen")
    hvidovre.goes("/needs/")
    hvidovre.page.get_by_role("link", name="msorgssystem").first.click()
    hvidovre.sees("Rødovre")
    hvidovre.sees("Solrød")
    hvidovre.follows("Gør det til noget fælles")
    hvidovre.sees("Det har hver især brug for")
    page = hvidovre.page.url.removeprefix(hvidovre.origin)
    for head in heads.values():
        head.goes(page)
        says_it_wants_to_be_with(head)

    coordinator = sits("", "coordinator")
    coordinator.goes(page)
    coordinator.sees("3 medlemmer vil gerne være med")
    coordinator.sees("Digitaliseringschef")
    proposes_it(coordinator)

    clock(NOW + timedelta(hours=1))
    for code in (ISHOJ, ALBERTSLUND):
        made_ready(world, code)
    for code in (*HAVE, ISHOJ, ALBERTSLUND):
        head = sits(code, HEAD)
        head.goes("/")
        head.follows(TITLE)
        consents(head, "20.000")
    clock(NOW + timedelta(days=400))
    time_passes()

    coordinator = sits("", "coordinator")
    starts_it(coordinator, page)
    for code in (HVIDOVRE, RODOVRE):
        head = sits(code, HEAD)
        goes_to(head, TITLE)
        says_its_pace(head, "Indfører", "Ældre og sundhed")
        head.sees("Foreningen kan se jeres tempo.")
    for name, pace in (("Hvidovre", "Indfører"), ("Rødovre", "Indfører"), ("Ishøj", "Tilslutter sig")):
        reads(coordinator, TITLE, name, pace)
    each_is_with_by_its_own_decision(world, *HAVE, ISHOJ, ALBERTSLUND)
