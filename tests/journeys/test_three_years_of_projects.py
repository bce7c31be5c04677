"""Journey 14: three years of somebody else's list come in by the browser, each of another shape."""

from __future__ import annotations

import re

import pytest
from tests.apps.portfolio.test_importing_major_projects import NAME
from tests.apps.world import HVIDOVRE, World
from tests.core.portfolio.listing.test_major_projects import IN_MILLIONS, RAW, names_by_hand, needs_raw
from tests.journeys.conftest import Sit
from tests.journeys.desk import Desk

from samspil.apps.portfolio.models import Initiative, ListedRow

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    needs_raw,
]
HEAD = "head_of_digitalisation"
YEARS = (2017, 2019, 2021)  # on its side, with commas, with semicolons
MILLIONS, GREY = "1000000", "grey"
SCALES = "select[name^=s0c][name$=s]"
COUNTS = re.compile(r"Indlæst: (\d+) nye, (\d+) ændrede, (\d+) som før")


def sends(desk: Desk, year: int) -> None:
    desk.goes("/portfolio/import/")
    desk.page.get_by_label("Fil", exact=True).set_input_files(RAW / f"uk_{year}.csv")
    desk.writes("Hvad listen kendes som", NAME)
    desk.writes("Det år, den fortæller om", str(year))
    desk.chooses("Valuta, hvor der ikke står andet", "GBP")
    desk.presses("Se, hvordan den læses")
    desk.page.get_by_role("heading", name="Sådan læses listen", level=1).wait_for()


def corrects(desk: Desk, year: int) -> None:
    """What was guessed is put right: nothing in the later years says that amounts are in millions."""
    if year in IN_MILLIONS:
        for scale in desk.page.locator(SCALES).all():
            assert scale.input_value() != MILLIONS
            scale.select_option(MILLIONS)
    reset = desk.page.get_by_label("reset", exact=True)
    if reset.count():
        reset.select_option(GREY)
    nothing = desk.page.get_by_label("Ord, der betyder, at ingen har sagt noget")
    nothing.fill(f"{nothing.input_value()}\nno dca\nno end date")
    desk.presses("Gem og se igen")
    desk.page.wait_for_load_state()
    is_kept(desk, year)


def is_kept(desk: Desk, year: int) -> None:
    scales = desk.page.locator(SCALES).all()
    assert scales
    if year in IN_MILLIONS:
        assert {one.input_value() for one in scales} == {MILLIONS}
    assert "no dca" in desk.page.get_by_label("Ord, der betyder, at ingen har sagt noget").input_value()


def sees_what_it_changes(desk: Desk) -> None:
    """Of what is only like something that is here somebody says who it is."""
    desk.presses("Se, hvad der bliver ændret")
    asked = desk.page.get_by_role("heading", name="Er det den samme?")
    desk.page.get_by_role("heading", name="Det bliver ændret", level=1).wait_for()
    while asked.count():
        for one in desk.page.get_by_label("Noget nyt", exact=True).all():
            one.check()
        desk.presses("Gem svarene")
        desk.page.wait_for_load_state()


def confirms(desk: Desk) -> tuple[int, int, int]:
    """How many were new, changed and as before."""
    desk.presses("Godkend og indlæs")
    desk.sees("Indlæst:")
    found = COUNTS.search(desk.page.inner_text("body"))
    assert found
    new, changed, same = map(int, found.groups())
    return new, changed, same


def test_three_years_are_taken_in_and_the_same_again_changes_nothing(sits: Sit, world: World) -> None:
    head = sits(HVIDOVRE, HEAD)
    head.page.set_default_timeout(60_000)
    for year in YEARS:
        sends(head, year)
        corrects(head, year)
        sees_what_it_changes(head)
        with world.scope(HVIDOVRE):
            assert not ListedRow.objects.filter(key__startswith=f"{year}|").exists()  # not before it is said
        new, changed, same = confirms(head)
        assert new + changed + same == len(names_by_hand(year))
        assert changed > 0 or year == YEARS[0]
        with world.scope(HVIDOVRE):
            rows = ListedRow.objects.filter(key__startswith=f"{year}|")
            assert rows.count() == rows.values("initiative").distinct().count() == len(names_by_hand(year))
    with world.scope(HVIDOVRE):
        before = list(Initiative.objects.order_by("pk").values_list())
    for year in YEARS:
        sends(head, year)
        is_kept(head, year)
        head.presses("Se, hvad der bliver ændret")
        head.sees("Alt er, som det var. Der er intet at indlæse.")
        assert head.page.get_by_role("button", name="Godkend og indlæs").count() == 0
    with world.scope(HVIDOVRE):
        assert list(Initiative.objects.order_by("pk").values_list()) == before
