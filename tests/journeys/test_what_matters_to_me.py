"""Journey 5: My work, the matter on its route, the register searched and exported, the overview."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook
from tests.apps.governance.at_time import SIX, brought, purchase
from tests.apps.world import HVIDOVRE, NOW, World
from tests.journeys.conftest import Clock, Sit
from tests.journeys.desk import Desk

from samspil.apps.governance.services.moving import move
from samspil.core.governance.entries import AnswerItem, Choose

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

OPEN, APPROVED, REJECTED = "Ruteplan til skolebussen", "Bookingsystem til hallerne", "Endnu et mødeværktøj"


def screened(world: World, title: str, outcome: str, reason: str) -> None:
    """A purchase that the expert has answered."""
    matter = brought(world, purchase(title=title))
    expert = world.acting(HVIDOVRE, "it_expert")
    with world.scope(HVIDOVRE):
        for item in SIX:
            move(matter, AnswerItem("screen", item, True, "Set på.", expert.actor, NOW), acting=expert)
        move(matter, Choose("screen", outcome, expert.actor, NOW, reason=reason), acting=expert)


def sees_what_is_late_first(desk: Desk) -> None:
    desk.page.get_by_role("heading", name="På dit bord").wait_for()
    desk.sees("1 af 1 er forsinket")


def follows_the_matter_on_its_route(desk: Desk) -> None:
    desk.follows(OPEN)
    way = desk.page.get_by_role("region", name="Vejen")
    way.get_by_text("Ekspertgruppen screener").wait_for()
    way.get_by_text("Indkøb får besked").wait_for()
    desk.page.get_by_role("heading", name="Hvad der er sket").wait_for()
    desk.sees("Sagen blev rejst")


def finds_one_decision_among_several(desk: Desk) -> None:
    desk.follows("Beslutninger")
    assert titles(desk) == {APPROVED, REJECTED}
    desk.writes("Ord", "mødeværktøj")
    desk.presses("Vis", exact=True)
    assert titles(desk) == {REJECTED}


def titles(desk: Desk) -> set[str]:
    return set(desk.reads(desk.page.get_by_role("rowheader").get_by_role("link")))


def downloads_what_was_found(desk: Desk) -> list[list[object]]:
    with desk.page.expect_download() as started:
        desk.page.get_by_role("link", name="Hent som Excel").click()
    sheet = load_workbook(BytesIO(started.value.path().read_bytes())).active
    assert sheet is not None
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def test_everything_that_matters_to_me(sits: Sit, world: World, clock: Clock) -> None:
    brought(world, purchase(title=OPEN))
    screened(world, APPROVED, "approve", "Det passer ind.")
    screened(world, REJECTED, "reject", "Vi har to i forvejen.")
    clock(NOW + timedelta(days=14))
    expert = sits(HVIDOVRE, "it_expert")
    expert.goes("/")
    sees_what_is_late_first(expert)
    follows_the_matter_on_its_route(expert)
    finds_one_decision_among_several(expert)
    cells = [cell for row in downloads_what_was_found(expert) for cell in row]
    assert REJECTED in cells
    assert "Vi har to i forvejen." in cells
    assert APPROVED not in cells
    expert.follows("Overblik")
    expert.page.get_by_role("heading", name="Det, der venter, og hos hvem").wait_for()
    expert.sees(APPROVED)
