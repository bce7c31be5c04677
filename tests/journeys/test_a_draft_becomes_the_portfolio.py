"""Journey 13: a draft of the portfolio is made, compared, sent to a forum, decided there and made real."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Locator
from tests.apps.portfolio.test_scenarios import care, law
from tests.apps.world import NOW, RODOVRE, World
from tests.journeys import meeting
from tests.journeys.conftest import Clock, Sit
from tests.journeys.desk import Desk
from tests.journeys.keyboard import Keyboard

from samspil.apps.portfolio.models import Initiative, Scenario
from samspil.processes.work import work

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

HEAD, SECRETARY = "head_of_digitalisation", "council_secretary"
CARE, LATER, WITHOUT = "Nyt omsorgssystem", "Omsorg otte måneder senere", "Uden omsorgssystem"
SENT = f"Ændring af porteføljen: {LATER}"
HELD = datetime.fromisoformat("2026-03-17T08:00+00:00")  # the board meets at nine, Danish winter time


def begins_a_draft(desk: Desk, name: str) -> None:
    """By keyboard alone."""
    desk.goes("/portfolio/scenarios/")
    keys = Keyboard(desk)
    keys.writes("Hvad kalder du udkastet?", name)
    keys.presses("Begynd med porteføljen i dag")
    desk.sees("Udkastet er, som porteføljen er i dag")


def unfolds(desk: Desk, what: str) -> Locator:
    found = desk.page.locator("details").filter(has=desk.page.get_by_text(what, exact=True))
    found.locator("summary").click()
    return found


def moves_it(desk: Desk, months: str) -> None:
    inside = unfolds(desk, "Flyt en indsats i tid")
    desk.chooses("Indsats", CARE, inside)
    desk.writes("Hvor mange måneder senere?", months, inside)
    desk.presses("Sæt ind i udkastet", inside)


def drops_it(desk: Desk) -> None:
    """What the law demands is not among what can be dropped."""
    inside = unfolds(desk, "Drop en indsats")
    inside.get_by_label("Indsats").wait_for()  # what can be chosen in a list is never itself in sight
    offered = inside.get_by_label("Indsats").locator("option").all_inner_texts()
    assert CARE in offered
    assert "Ny lov om post" not in offered
    desk.chooses("Indsats", CARE, inside)
    desk.presses("Sæt ind i udkastet", inside)


def compares_them(desk: Desk) -> None:
    desk.goes("/portfolio/scenarios/")
    for name in (LATER, WITHOUT):
        desk.page.get_by_label(f"Sammenlign {name}").check()
    desk.presses("Sammenlign de valgte med i dag")
    table = desk.page.get_by_role("region", name="Side om side")
    headings = desk.reads(table.get_by_role("columnheader"))
    assert headings[1] == "I dag"
    assert set(headings[2:]) == {LATER, WITHOUT}
    row = table.get_by_role("row").filter(has=desk.page.get_by_role("rowheader", name="Pris i 2026"))
    costs = dict(zip(headings[1:], desk.reads(row.get_by_role("cell")), strict=True))
    # 300.000 kr. over three months from April to June; eight months later one of them is in 2026.
    assert costs == {"I dag": "300.000 kr.", LATER: "100.000 kr.", WITHOUT: "0 kr."}


def sends_it(desk: Desk) -> None:
    desk.goes("/portfolio/scenarios/")
    desk.follows(LATER)
    desk.follows("Send til beslutning")
    desk.sees(f"{CARE} kommer 8 måneder senere")
    desk.presses("Send", exact=True)
    desk.sees("Sendt som en sag.")
    desk.page.get_by_role("heading", name=SENT, level=1).wait_for()


def the_board_decides(secretary: Desk) -> None:
    meeting.opens_it(secretary)
    secretary.follows(f"Tag punktet {SENT}")
    secretary.answers("Hvad besluttes?", "Godkend")
    secretary.writes("Begrundelse", "Ældreområdet har ikke hænder før.")
    secretary.presses("Se det, før det besluttes")
    secretary.presses("Afgør sagen")
    meeting.closes(secretary)


def begins_on(world: World) -> date | None:
    with world.scope(RODOVRE):
        return Initiative.objects.get(title=CARE).starts_on


def the_worker_goes_round() -> None:
    work("journey", timezone.now)


def test_a_draft_is_compared_decided_by_a_forum_and_made_real(sits: Sit, world: World, clock: Clock) -> None:
    care(world)
    law(world)
    head = sits(RODOVRE, HEAD)
    begins_a_draft(head, LATER)
    moves_it(head, "8")
    head.sees(f"{CARE} kommer 8 måneder senere")
    head.sees("1. december 2026 – 28. februar 2027")
    begins_a_draft(head, WITHOUT)
    drops_it(head)
    compares_them(head)
    sends_it(head)
    the_worker_goes_round()
    assert begins_on(world) == date(2026, 4, 1)  # what is sent is not decided

    clock(NOW + timedelta(hours=1))
    secretary = sits(RODOVRE, SECRETARY)
    secretary.goes("/")
    secretary.follows("Fora")
    secretary.follows("Direktionen")
    secretary.follows("17. mar. 2026")
    secretary.presses(f"Tilføj {SENT}")
    secretary.page.get_by_role("button", name=f"Tag af {SENT}").wait_for()
    address = secretary.page.url.removeprefix(secretary.origin)
    clock(HELD)
    secretary = sits(RODOVRE, SECRETARY)
    secretary.goes(address)
    the_board_decides(secretary)
    the_worker_goes_round()

    assert begins_on(world) == date(2026, 12, 1)
    head = sits(RODOVRE, HEAD)
    head.goes("/portfolio/scenarios/")
    head.follows(LATER)
    head.sees("Udkastet blev til porteføljen")
    head.goes("/portfolio/")
    head.follows(CARE)
    head.sees("28. februar 2027")
    with world.scope(RODOVRE):
        assert Scenario.objects.get(name=WITHOUT).state == "draft"
