"""Journey 6, to its end: a plan is called off and decided anew, and matters under way are moved to it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.apps.governance.at_time import brought, purchase
from tests.apps.governance.moving_world import new_version, ten_days_anew
from tests.apps.world import HVIDOVRE, NOW, TODAY, World
from tests.journeys.conftest import Clock, Sit
from tests.journeys.desk import Desk

from samspil.apps.governance.models import Matter

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

MOVED, LEFT = "Vagtplan til plejecentre", "Ruteplan til hjemmeplejen"


def calls_it_off(desk: Desk) -> None:
    desk.follows("Styringsmodel")
    desk.sees("Besluttet og ikke begyndt")
    desk.follows("Aflys Hvidovre")
    desk.sees("Det, der gælder nu, fortsætter.")
    desk.presses("Aflys den")
    desk.sees("Hvorfor")
    desk.writes("Hvorfor", "Den skal gælde fra i dag.")
    desk.presses("Aflys den")
    desk.sees("Ibrugtagningen er aflyst.")
    desk.sees("Den skal gælde fra i dag.")


def adopts_it_from_today(desk: Desk, version: str) -> None:
    desk.goes(f"/models/{version}/adopt/")
    desk.sees("En beslutning kan flytte dem til den nye version, alle eller nogle.")
    desk.writes("Gælder fra", TODAY.isoformat())
    desk.writes("Hvorfor", "En uge er for kort tid, når leverandøren skal svare.")
    desk.presses("Tag i brug")
    desk.sees("gælder fra 2. marts 2026")


def moves_one_of_two(desk: Desk) -> None:
    desk.follows("Styringsmodel")
    desk.follows("Sager i gang, og Hvidovre")
    desk.sees("9. marts 2026")
    desk.sees("16. marts 2026: en ny frist, regnet fra flytningen")
    desk.page.get_by_role("checkbox", name=MOVED).check()
    desk.writes("Hvorfor", "Leverandøren skal nå at svare på den her også.")
    desk.presses("Flyt de valgte")
    desk.sees("1 sag er flyttet.")


def sees_it_on_the_matter(desk: Desk, matter: Matter) -> None:
    desk.goes(f"/matters/{matter.public_id}/")
    desk.sees("Flyttet efter en beslutning til")
    desk.sees("Leverandøren skal nå at svare på den her også.")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_one_is_moved_and_the_other_finishes_as_it_began(
    sits: Sit, world: World, clock: Clock, *, scripts: bool
) -> None:
    one, other = (brought(world, purchase(title=title)) for title in (MOVED, LEFT))
    with world.scope(HVIDOVRE):
        planned = new_version(world, ten_days_anew, TODAY + timedelta(days=1))
    clock(NOW + timedelta(hours=1))
    desk = sits(HVIDOVRE, "head_of_digitalisation", scripts=scripts)
    desk.goes("/")
    calls_it_off(desk)
    adopts_it_from_today(desk, str(planned.public_id))
    moves_one_of_two(desk)
    sees_it_on_the_matter(desk, one)
    with world.scope(HVIDOVRE):
        one.refresh_from_db()
        other.refresh_from_db()
    assert (one.version_id, one.due_on) == (planned.pk, date(2026, 3, 16))  # ten working days
    assert (other.version_id != planned.pk, other.due_on) == (True, date(2026, 3, 9))
