"""Journey 13: a draft of the portfolio is made, compared, sent to a forum, decided there and made real."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Locator
from tests.apps.governance import forum_world
from tests.apps.portfolio.test_scenarios import care, law
from tests.apps.world import NOW, RODOVRE, World
from tests.journeys import meeting
from tests.journeys.conftest import Clock, Sit
from tests.journeys.desk import Desk
from tests.journeys.keyboard import Keyboard

from samspil.apps.governance.models import Matter
from samspil.apps.governance.services.matters import standing
from samspil.apps.governance.services.moving import move
from samspil.apps.portfolio.models import Initiative, Scenario
from samspil.core.governance.entries import AnswerItem, Choose
from samspil.processes.work import work

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

HEAD = "head_of_digitalisation"
CARE, LATER, WITHOUT = "Nyt omsorgssystem", "Omsorg otte måneder senere", "Uden omsorgssystem"
SENT = f"Ændring af porteføljen: {LATER}"
CHAIR = "following_group/area_secretariat_head"
COMMITTEE = "Digitaliseringsudvalget"
HELD = datetime.fromisoformat("2026-03-18T08:00+00:00")  # the committee meets at nine, Danish winter time


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
    headings = [one.strip() for one in table.get_by_role("columnheader").all_inner_texts()]
    assert headings[1] == "I dag"
    assert set(headings[2:]) == {LATER, WITHOUT}
    row = table.get_by_role("row").filter(has=desk.page.get_by_role("rowheader", name="Pris i 2026"))
    costs = dict(zip(headings[1:], row.get_by_role("cell").all_inner_texts(), strict=True))
    # 300.000 kr. over three months from April to June; eight months later one of them is in 2026.
    assert costs == {"I dag": "300.000 kr.", LATER: "100.000 kr.", WITHOUT: "0 kr."}


def sends_it(desk: Desk) -> None:
    desk.goes("/portfolio/scenarios/")
    desk.follows(LATER)
    desk.follows("Send til beslutning")
    desk.follows("Tværgående digitaliseringsplan")
    desk.sees(f"{CARE} kommer 8 måneder senere")
    desk.presses("Send", exact=True)
    desk.sees("Sendt som en sag.")
    desk.page.get_by_role("heading", name=SENT, level=1).wait_for()


def the_following_group_prepares(world: World) -> None:
    """How a forum answers the points of a matter is another journey's; here it has done so."""
    at = timezone.now()
    with world.scope(RODOVRE):
        chair = next(who for code, who in world.people if code == RODOVRE and who.startswith(CHAIR))
        chairing = world.acting(RODOVRE, chair)
        matter = Matter.objects.get(title=SENT)
        model, _state = standing(matter)
        for item in model.spec.routes["plan"].steps["following_group"].items:
            answer = AnswerItem("following_group", item, True, "Set", chairing.actor, at)
            matter, _ = move(matter, answer, acting=chairing)
        sitting = forum_world.everybody(model, matter.body, at)
        move(matter, Choose("following_group", "prepare", chairing.actor, at, sitting), acting=chairing)


def the_committee_decides(secretary: Desk) -> None:
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
    the_following_group_prepares(world)
    secretary = sits(RODOVRE, HEAD)
    secretary.goes("/")
    secretary.follows("Fora")
    secretary.follows(COMMITTEE)
    secretary.follows("18. mar. 2026")
    secretary.presses(f"Tilføj {SENT}")
    secretary.page.get_by_role("button", name=f"Tag af {SENT}").wait_for()
    address = secretary.page.url.removeprefix(secretary.origin)
    clock(HELD)
    secretary = sits(RODOVRE, HEAD)
    secretary.goes(address)
    the_committee_decides(secretary)
    the_worker_goes_round()

    assert begins_on(world) == date(2026, 12, 1)
    secretary.goes("/portfolio/scenarios/")
    secretary.follows(LATER)
    secretary.sees("Udkastet blev til porteføljen")
    secretary.goes("/portfolio/")
    secretary.follows(CARE)
    secretary.sees("28. februar 2027")
    with world.scope(RODOVRE):
        assert Scenario.objects.get(name=WITHOUT).state == "draft"
