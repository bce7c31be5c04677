"""Journey 15: the coordinator plans a mandatory programme once for nine, and follows it for a year."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Locator
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, SOLROD, World
from tests.journeys.conftest import Clock, Sit
from tests.journeys.desk import Desk
from tests.journeys.test_decide_together import HEAD, NINE
from tests.journeys.test_members_at_their_own_pace import (
    deviates,
    goes_to,
    reads,
    says_its_pace,
)

from samspil.apps.portfolio.models import Milestone

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

PROGRAMME, FIRST, LAST = "Digitale fuldmagter", "Systemer tilsluttet", "I drift"


def starts_it(desk: Desk) -> None:
    desk.goes("/portfolio/")
    desk.follows("Start en indsats")
    desk.writes("Hvad hedder den?", PROGRAMME)
    desk.writes("Hvad skal den gøre godt for?", "Alle borgere kan give fuldmagt digitalt")
    desk.chooses("Hvad er det?", "Program")
    desk.page.get_by_label("Det er en skal-opgave").check()
    desk.writes("Hvad forpligter os", "Lov om digitale fuldmagter § 4")
    desk.writes("Skal være gjort senest", "2027-01-01")
    desk.writes("Begynder den", "2026-03-01")
    desk.presses("Start", exact=True)
    desk.page.get_by_role("heading", name=PROGRAMME, level=1).wait_for()


def plans(desk: Desk, name: str, day: str, latest: str = "") -> None:
    desk.follows("Tilføj en milepæl")
    desk.writes("Hvad er nået?", name)
    desk.writes("Planlagt til", day)
    if latest:
        desk.writes("Senest", latest)
    desk.presses("Tilføj", exact=True)
    desk.sees(f"»{name}« er planlagt til")


def invites_all_nine(desk: Desk) -> None:
    goes_to(desk, PROGRAMME)
    for name in NINE:
        desk.page.get_by_role("group", name="Hvilke medlemmer?").get_by_label(name).check()
    desk.presses("Inviter", exact=True)
    desk.sees("Medlemmerne er inviteret.")
    brings_plans_up_to_date(desk)


def brings_plans_up_to_date(desk: Desk) -> None:
    desk.presses("Del planen ud, og før den ajour")
    desk.sees("9 medlemmer har en plan, der er ført ajour.")


def moves(desk: Desk, milestone: str, to: str, why: str) -> None:
    """One sees what it moves before it is done."""
    desk.follows("Flyt", of_the_plan(desk, milestone))
    desk.writes("Ny dag", to)
    desk.writes("Hvorfor flyttes den?", why)
    desk.presses("Se, hvad den flytter")
    desk.sees("Ikke gjort endnu")
    desk.presses("Flyt milepælen")
    desk.sees(f"»{milestone}« er flyttet til")


def of_the_plan(desk: Desk, milestone: str) -> Locator:
    """The milestone's own line."""
    plan = desk.page.get_by_role("region", name="Milepæle")
    return plan.get_by_role("row").filter(has=desk.page.get_by_role("rowheader", name=milestone))


def goes_to_its_own(desk: Desk) -> None:
    goes_to(desk, PROGRAMME)
    desk.follows("Se jeres egen indsats")


def reaches(desk: Desk, milestone: str, day: str) -> None:
    goes_to_its_own(desk)
    desk.follows("Nået", of_the_plan(desk, milestone))
    desk.writes("Nået den", day)
    desk.presses("Den er nået")
    desk.sees(f"»{milestone}« blev nået den")


def reports(desk: Desk, time: str, overall: str, text: str) -> None:
    desk.follows("Statusrapporter")
    for area in ("Udgifter", "Økonomiske gevinster", "Andre gevinster"):
        desk.chooses(area, "Som planlagt")
    desk.chooses("Tid", time)
    desk.chooses("Alt i alt", overall)
    desk.writes("Hvordan går det, og hvad har I brug for?", text)
    desk.presses("Send rapporten")
    desk.sees("Skriv hvorfor")  # all in all is the worst of the four, or one says why it is not
    desk.writes("Hvorfor er et lys et andet", "Vi når det med hjælp fra Rødovre")
    desk.presses("Send rapporten")
    desk.sees("Rapporten er sendt.")


def test_a_mandatory_programme_is_planned_once_and_its_year_is_followed(
    sits: Sit, world: World, clock: Clock
) -> None:
    coordinator = sits("", "coordinator")
    starts_it(coordinator)
    plans(coordinator, FIRST, "2026-09-01")
    plans(coordinator, LAST, "2026-12-01", "2027-01-01")
    invites_all_nine(coordinator)
    for name in NINE:
        reads(coordinator, PROGRAMME, name, FIRST, "1. september 2026")

    clock(NOW + timedelta(days=60))
    hvidovre = sits(HVIDOVRE, HEAD)
    goes_to(hvidovre, PROGRAMME)
    deviates(hvidovre, LAST, "2026-12-20", "Vores arkiv er ældre")
    hvidovre.sees("Jeres dato er gemt")
    says_its_pace(hvidovre, "Indfører", "Borgerservice")
    coordinator = sits("", "coordinator")
    reads(coordinator, PROGRAMME, "Hvidovre", "Indfører", "1 afvigelse")
    coordinator.goes("/portfolio/")
    coordinator.follows(PROGRAMME)
    moves(coordinator, LAST, "2026-12-10", "Leverandøren er forsinket")
    goes_to(coordinator, PROGRAMME)
    brings_plans_up_to_date(coordinator)

    clock(datetime.fromisoformat("2026-08-28T09:00+00:00"))
    rodovre = sits(RODOVRE, HEAD)
    reaches(rodovre, FIRST, "2026-08-27")
    says_its_pace_on(rodovre, "Indfører")
    clock(datetime.fromisoformat("2026-10-05T09:00+00:00"))
    coordinator = sits("", "coordinator")
    reads(coordinator, PROGRAMME, "Rødovre", "Indfører", LAST, "10. december 2026")
    reads(coordinator, PROGRAMME, "Solrød", FIRST, "overskredet")
    solrod = sits(SOLROD, HEAD)
    goes_to_its_own(solrod)
    reports(solrod, "Grib ind", "Hold øje", "Vi har ikke fået adgang til testmiljøet.")
    reads(coordinator, PROGRAMME, "Solrød", "Hold øje", "overskredet")

    clock(datetime.fromisoformat("2026-12-10T09:00+00:00"))
    rodovre = sits(RODOVRE, HEAD)
    reaches(rodovre, LAST, "2026-12-10")
    says_its_pace_on(rodovre, "I drift")
    clock(NOW + timedelta(days=365))
    coordinator = sits("", "coordinator")
    reads(coordinator, PROGRAMME, "Rødovre", "I drift")
    reads(coordinator, PROGRAMME, "Hvidovre", "1 afvigelse", "overskredet")
    nobody_lost_a_milestone(world)


def says_its_pace_on(desk: Desk, pace: str) -> None:
    goes_to(desk, PROGRAMME)
    says_its_pace(desk, pace)
    desk.sees("Foreningen kan se jeres tempo.")


def nobody_lost_a_milestone(world: World) -> None:
    for code in world.members:
        with world.scope(code):
            found = Milestone.objects.filter(is_withdrawn=False).values_list("name", flat=True)
            assert sorted(found) == sorted([FIRST, LAST]), code
