"""Journey 7: what is planned once, nine members do at their own pace; one comes later, one leaves."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Locator
from tests.apps.portfolio.ground import programme
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, SOLROD, World
from tests.journeys.conftest import Clock, Sit
from tests.journeys.desk import Desk
from tests.journeys.test_decide_together import (
    HEAD,
    ISHOJ,
    NINE,
    TITLE,
    brings_the_initiative,
    consents,
    made_ready,
    puts_it_to_the_members,
)

from samspil.apps.governance.models import Matter
from samspil.apps.portfolio.models import Participation
from samspil.processes.keep_time import keep_time
from samspil.processes.start_joint_initiative import keep_up_with_joint_matters

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

PROGRAMME = "Digitale fuldmagter"
MATRIX = "/portfolio/members/"


def cell(desk: Desk, initiative: str, member: str) -> Locator:
    """The cell of a row and a column, by what stands in their headings."""
    place = desk.reads(desk.page.get_by_role("columnheader")).index(member) - 1
    row = desk.page.get_by_role("row").filter(has=desk.page.get_by_role("rowheader", name=initiative))
    return row.get_by_role("cell").nth(place)


def reads(desk: Desk, initiative: str, member: str, *words: str) -> None:
    desk.goes(MATRIX)
    told = cell(desk, initiative, member).inner_text()
    for one in words:
        assert one in told, told


def time_passes() -> None:
    """As the worker does."""
    keep_time(timezone.now())
    keep_up_with_joint_matters(timezone.now())


def goes_to(desk: Desk, title: str) -> None:
    desk.goes(MATRIX)
    desk.follows(title)


def says_its_pace(desk: Desk, pace: str, function: str = "", reason: str = "") -> None:
    desk.answers("Hvor langt er I kommet?", pace)
    form = desk.page.get_by_role("region", name="Hvor langt I er kommet")
    desk.writes("Begrundelse", reason, form)
    if function:
        desk.writes("Hvilken funktion har ansvaret?", function)
    desk.presses("Sig det til foreningen")


def deviates(desk: Desk, milestone: str, to: str, reason: str) -> None:
    row = desk.page.get_by_role("row").filter(has=desk.page.get_by_role("rowheader", name=milestone))
    row.locator("summary").click()
    row.get_by_label("Vores dato").fill(to)
    desk.writes("Hvorfor er den en anden end den fælles?", reason, row)
    desk.presses("Gem jeres dato", row)


def three_consent(sits: Sit) -> None:
    for code in (HVIDOVRE, RODOVRE, SOLROD):
        head = sits(code, HEAD)
        head.goes("/")
        head.follows(TITLE)
        consents(head, "20.000")


def starts_what_was_decided(coordinator: Desk) -> None:
    coordinator.page.get_by_text("Besluttet sammen, ikke startet").click()
    coordinator.follows(f"Start {TITLE}")
    coordinator.sees("3 medlemmer er med fra start.")
    coordinator.answers("Hvad er det?", "Projekt")
    coordinator.chooses("Projektmodel", "Den fælles projektmodel")
    coordinator.presses("Start indsatsen")
    coordinator.sees("Indsatsen er startet, og medlemmerne kan se den.")


def each_is_with_by_its_own_decision(world: World, *codes: str) -> None:
    """Nobody consented for another: each row rests on a matter of the member's own, decided there."""
    with world.scope(""):
        rows = {one.code: one for one in Participation.objects.filter(joined_on__isnull=False)}
    assert set(rows) == set(codes)
    for code, row in rows.items():
        assert row.own_matter is not None
        with world.scope(code):
            own = Matter.objects.get(public_id=row.own_matter)
            decisions = own.decisions.values_list("organisation__code", "outcome", "ground")
            assert list(decisions) == [(code, "consent", "mandate")]


def test_a_mandatory_programme_is_planned_once_and_followed_for_a_year(
    sits: Sit, world: World, clock: Clock
) -> None:
    programme(world)
    coordinator = sits("", "coordinator")
    goes_to(coordinator, PROGRAMME)
    for name in NINE:
        coordinator.page.get_by_role("group", name="Hvilke medlemmer?").get_by_label(name).check()
    coordinator.presses("Inviter", exact=True)
    coordinator.sees("Medlemmerne er inviteret.")
    coordinator.sees("Disse har ingen plan endnu")
    coordinator.presses("Del planen ud, og før den ajour")
    coordinator.sees("9 medlemmer har en plan, der er ført ajour.")
    for name in NINE:
        reads(coordinator, PROGRAMME, name, "Systemer tilsluttet", "1. september 2026")

    clock(NOW + timedelta(days=60))
    hvidovre = sits(HVIDOVRE, HEAD)
    goes_to(hvidovre, PROGRAMME)
    deviates(hvidovre, "I drift", "2027-02-01", "")
    hvidovre.sees("Skriv hvorfor jeres dato")
    row = hvidovre.page.get_by_role("row").filter(has=hvidovre.page.get_by_role("rowheader", name="I drift"))
    hvidovre.writes("Hvorfor er den en anden end den fælles?", "Vores arkiv er ældre", row)
    hvidovre.presses("Gem jeres dato", row)
    hvidovre.sees("Jeres dato er gemt")
    hvidovre.sees("loven siger 1. januar 2027")
    says_its_pace(hvidovre, "Indfører", "Borgerservice")
    hvidovre.sees("Foreningen kan se jeres tempo.")
    coordinator = sits("", "coordinator")
    reads(coordinator, PROGRAMME, "Hvidovre", "Indfører", "1 efter lovens frist", "1 afvigelse")

    goes_to(hvidovre, PROGRAMME)
    hvidovre.presses("Følg den fælles dato igen")
    hvidovre.sees("I følger den fælles dato igen.")
    says_its_pace(hvidovre, "Følger med")
    hvidovre.sees("det er et skridt tilbage")
    says_its_pace(hvidovre, "Følger med", reason="Leverandøren er ikke klar")

    clock(NOW + timedelta(days=365))
    coordinator = sits("", "coordinator")
    reads(coordinator, PROGRAMME, "Hvidovre", "Følger med", "overskredet")
    coordinator.page.get_by_label("Tempo", exact=True).select_option(label="I drift")
    coordinator.presses("Vis", exact=True)
    coordinator.sees("Intet passer")


def test_three_take_part_a_fourth_comes_later_and_one_leaves(sits: Sit, world: World, clock: Clock) -> None:
    coordinator = sits("", "coordinator")
    coordinator.goes("/")
    brings_the_initiative(coordinator)
    coordinator.goes("/")
    puts_it_to_the_members(coordinator)
    clock(NOW + timedelta(hours=1))
    three_consent(sits)
    clock(NOW + timedelta(days=200))
    time_passes()

    coordinator = sits("", "coordinator")
    coordinator.goes(MATRIX)
    starts_what_was_decided(coordinator)
    for name in ("Hvidovre", "Rødovre", "Solrød"):
        reads(coordinator, TITLE, name, "Tilslutter sig", "Ingen plan endnu")
    reads(coordinator, TITLE, "Ishøj", "Følger med")
    goes_to(coordinator, TITLE)
    coordinator.presses("Del planen ud, og før den ajour")
    coordinator.sees("3 medlemmer har en plan, der er ført ajour.")

    made_ready(world, ISHOJ)
    ishoj = sits(ISHOJ, HEAD)
    goes_to(ishoj, TITLE)
    says_its_pace(ishoj, "Tilslutter sig")
    ishoj.sees("Kommunen har ikke selv besluttet at være med endnu")
    ishoj.follows("Træf jeres egen beslutning")
    ishoj.sees("Kom med senere")
    consents(ishoj, "10.000")
    time_passes()
    reads(coordinator, TITLE, "Ishøj", "Tilslutter sig")
    goes_to(ishoj, TITLE)
    ishoj.sees("Alle medlemmer kan komme med senere på samme vilkår")
    each_is_with_by_its_own_decision(world, HVIDOVRE, RODOVRE, SOLROD, ISHOJ)

    clock(NOW + timedelta(days=230))
    solrod = sits(SOLROD, HEAD)
    goes_to(solrod, TITLE)
    solrod.follows("Se den fælles sag")
    consents(solrod, "20.000", "Afslå")
    time_passes()
    coordinator = sits("", "coordinator")
    reads(coordinator, TITLE, "Solrød", "ude fra")
    goes_to(coordinator, TITLE)
    coordinator.sees("Kommunen beholder det, der er lavet indtil da.")
    clock(NOW + timedelta(days=600))
    time_passes()
    coordinator = sits("", "coordinator")
    reads(coordinator, TITLE, "Solrød", "Ikke med")
    reads(coordinator, TITLE, "Hvidovre", "Tilslutter sig")
