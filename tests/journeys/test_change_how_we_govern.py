"""Journey 6: the governance model is changed by a decision, in forms, and what is under way keeps its own."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.apps.governance.at_time import brought, purchase
from tests.apps.world import HVIDOVRE, NOW, TODAY, World
from tests.journeys.conftest import Sit
from tests.journeys.desk import Desk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PARAMETER, UNDER_WAY = "Frist for screening", "Vagtplan til plejecentre"


def makes_a_draft_of_what_holds(desk: Desk) -> None:
    desk.follows("Styringsmodel")
    desk.page.get_by_role("row", name="Indkøbsønske").get_by_role("link").first.click()
    desk.presses("Lav en kladde ud fra den")
    desk.sees("En kladde må gerne have fejl og binder ingen.")


def sets_the_time_to_screen_to(desk: Desk, days: str) -> None:
    desk.follows(PARAMETER)
    row = desk.page.get_by_role("group", name="Værdier 2")
    row.get_by_label("Fra", exact=True).fill((TODAY + timedelta(days=1)).isoformat())
    row.get_by_label("Værdi", exact=True).fill(days)
    row.get_by_label("Besluttet af").fill("Direktionen")
    desk.presses("Gem i kladden")


def sees_what_it_would_change(desk: Desk) -> None:
    desk.follows("Sammenlign med det, der gælder nu")
    desk.sees("Det, der siges anderledes")
    desk.page.go_back()
    desk.follows("Prøv den på de seneste tyve sager")
    desk.sees("1 af de seneste 1 sager ville være gået anderledes.")
    desk.sees("14 dage")
    desk.page.go_back()


def adopts_it_from_tomorrow(desk: Desk) -> None:
    desk.follows("Tag i brug")
    desk.sees("De bliver færdige efter den version, de begyndte med.")
    desk.writes("Gælder fra", (TODAY + timedelta(days=1)).isoformat())
    for kind in ("Indkøbsønske", "Tilslutning til et fælles forslag"):
        desk.page.get_by_label(kind).check()
    desk.writes("Hvorfor", "En uge er for kort tid, når leverandøren skal svare.")
    desk.presses("Tag i brug")


def test_the_screening_gets_ten_days_from_tomorrow(sits: Sit, world: World) -> None:
    before = brought(world, purchase(title=UNDER_WAY))
    desk = sits(HVIDOVRE, "head_of_digitalisation")
    desk.goes("/")
    makes_a_draft_of_what_holds(desk)
    sets_the_time_to_screen_to(desk, "mange")
    desk.sees("som ikke kan være arbejdsdage")
    desk.page.get_by_role("group", name="Værdier 2").get_by_label("Værdi", exact=True).fill("10")
    desk.presses("Gem i kladden")
    desk.sees("Ingen fejl")
    sees_what_it_would_change(desk)
    adopts_it_from_tomorrow(desk)
    desk.sees("Taget i brug: ændres aldrig")
    after = brought(world, purchase(title="Ruteplan til hjemmeplejen"), at=NOW + timedelta(days=2))
    assert before.due_on == date(2026, 3, 9)  # five working days from Monday 2 March
    assert after.due_on == date(2026, 3, 18)  # ten from Wednesday 4 March
