"""Journey: a workshop draws the map, nine members get their parts, and one shows what it pays itself."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator
from tests.apps.benefits.ground import acting_for, expects, qualifies
from tests.apps.benefits.measured import KRONER, indicator, measure
from tests.apps.benefits.test_members import costs
from tests.apps.portfolio.ground import local, programme
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, World
from tests.journeys.conftest import Clock, Sit
from tests.journeys.desk import Desk

from samspil.apps.benefits.services.benefits import put_in_library
from samspil.apps.portfolio.models import Initiative

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HEAD = "head_of_digitalisation"
TITLE = "Færre breve"
MEMBERS = "/benefits/members/"


def line(desk: Desk, number: int) -> Locator:
    """A line of the workshop."""
    return desk.page.get_by_role("group", name=f"Linje {number}", exact=True)


def row(desk: Desk, member: str) -> str:
    """What stands in a member's row."""
    found = desk.page.get_by_role("row").filter(has=desk.page.get_by_role("rowheader", name=member))
    return found.first.inner_text()


def draws_the_map(desk: Desk, initiative: Initiative) -> None:
    """By a workshop, in which a bottom line is forgotten first."""
    desk.goes(f"/benefits/map/{initiative.public_id}/")
    desk.follows("Begynd med en workshop")
    first = line(desk, 1)
    desk.writes("Leverance", "Fælles løsning", first)
    desk.writes("Ændring i arbejdet", "Borgeren giver selv fuldmagt", first)
    desk.writes("Gevinst", "Ro i arbejdsdagen", first)
    desk.writes("Mål", "Svar samme dag", first)
    desk.presses("Gem", exact=True)
    desk.sees("Vælg, hvilken bundlinje gevinsten hører til.")
    desk.chooses("Gevinstens bundlinje", "Trivsel", line(desk, 1))
    desk.presses("Gem", exact=True)
    desk.sees("4 felter er sat ind i diagrammet.")
    desk.sees("Ingen ejer endnu")


def divides_alike(desk: Desk, title: str) -> None:
    """Each that takes part gets the same."""
    desk.goes(MEMBERS)
    desk.follows(f"Fordel den {title}")
    desk.answers("Hvordan fordeles den?", "Lige")
    desk.presses("Gem", exact=True)
    desk.sees("Fordelingen er gemt.")
    for member in ("Albertslund", "Hvidovre", "Vallensbæk"):
        assert "100.000 kr." in row(desk, member)
    assert "100%" in row(desk, title)


def shows_what_it_pays(desk: Desk) -> None:
    """A member sees that it pays more than it gets, and lets the association see it too."""
    desk.goes(MEMBERS)
    desk.sees("12.000 kr.")
    desk.follows("Vis foreningen, hvad det koster os")
    desk.presses("Vis det", exact=True)
    desk.sees("Foreningen kan se det nu.")
    desk.sees("vi betaler mere, end vi får")


def begins_with_it(desk: Desk, title: str) -> None:
    """Another begins with what is in the library."""
    desk.goes("/benefits/library/")
    desk.follows(f"Brug denne {title}")
    desk.chooses("Til hvilken indsats?", "Vagtplan i Ældre")
    desk.presses("Brug den", exact=True)
    desk.sees(f"»{title}« er oprettet som en idé.")


def test_nine_members_share_a_benefit(world: World, sits: Sit, clock: Clock) -> None:
    clock(NOW)
    common = programme(world, *world.members)
    coordinator = sits("", "coordinator")
    draws_the_map(coordinator, common)
    saves = qualifies(world, expects(world, common, title=TITLE, a_year=900_000, owner="Leder"))
    divides_alike(coordinator, TITLE)

    made = indicator(world, saves, new=KRONER)
    measure(world, saves, made, 12_000, where="Hvidovre")
    costs(world, common, HVIDOVRE, 130_000)
    shows_what_it_pays(sits(HVIDOVRE, HEAD))
    coordinator.goes(MEMBERS)
    told = row(coordinator, "Hvidovre")
    for said in ("100.000 kr.", "12.000 kr.", "130.000 kr.", "-30.000 kr.", "betaler mere, end det får"):
        assert said in told
    assert "Ikke vist" in row(coordinator, "Rødovre")

    rodovre = sits(RODOVRE, HEAD)
    rodovre.goes(MEMBERS)
    rodovre.sees("100.000 kr.")
    assert "130.000" not in rodovre.page.inner_text("main")
    rodovre.goes(f"/benefits/map/{common.public_id}/")
    rodovre.sees("Ro i arbejdsdagen")

    with world.scope(""):
        put_in_library(saves, True, acting=acting_for(world, ""), at=NOW)
    local(world, RODOVRE)
    begins_with_it(rodovre, TITLE)
