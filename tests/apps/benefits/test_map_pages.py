"""The pages of a benefit map: what is seen, in a picture and in words, and what is sent."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.apps.benefits.ground import acting_for, expects
from tests.apps.governance.at_time import set_clock
from tests.apps.portfolio.ground import local, programme
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, World

from samspil.apps.benefits.models import MapLink, MapStep
from samspil.apps.benefits.services.workshop import Chain, add_chains
from samspil.apps.benefits.types import BottomLine
from samspil.apps.portfolio.models import Initiative

HEAD = "head_of_digitalisation"
CHAIN = Chain("Nyt system", "Lederen planlægger", "Færre vikartimer", "Tid til borgeren", BottomLine.QUALITY)


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, NOW)


@pytest.fixture
def mine(world: World) -> Initiative:
    return local(world, HVIDOVRE)


def fill(world: World, initiative: Initiative, code: str = HVIDOVRE, *chains: Chain) -> None:
    with world.scope(code):
        add_chains(initiative, chains or [CHAIN], acting=acting_for(world, code), at=NOW)


class Seat:
    """Somebody in front of the map of an initiative."""

    def __init__(self, world: World, initiative: Initiative, code: str = HVIDOVRE, role: str = HEAD) -> None:
        self.browser, self.id = world.log_in(Client(), code, role), initiative.public_id
        self.status = 0

    def page(self, what: str = "map", *more: Any, query: str = "") -> str:
        return self._read(self.browser.get(reverse(f"benefits:{what}", args=[self.id, *more]) + query))

    def sends(self, what: str, *more: Any, **said: Any) -> str:
        address = reverse(f"benefits:{what}", args=[self.id, *more])
        return self._read(self.browser.post(address, said, follow=True))

    def _read(self, response: Any) -> str:
        self.status = response.status_code
        return str(response.content.decode())


def text(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def parts(html: str) -> tuple[str, str]:
    """The picture, and what stands in words below it."""
    picture, _end, words = html[html.index('<svg class="s-picture"') :].partition("</svg>")
    return picture, words


def test_an_empty_map_says_how_to_begin(world: World, mine: Initiative) -> None:
    html = Seat(world, mine).page()
    assert "Diagrammet er tomt endnu" in html
    assert reverse("benefits:map_workshop", args=[mine.public_id]) in html
    workshop = reverse("benefits:map_workshop", args=[mine.public_id])
    assert workshop not in Seat(world, mine, role="employee").page()


def test_the_picture_and_the_words_say_the_same(world: World, mine: Initiative) -> None:
    fill(world, mine)
    html = Seat(world, mine).page()
    picture, words = parts(html)
    for title in ("Nyt system", "Lederen planlægger", "Færre vikartimer", "Tid til borgeren"):
        assert title in text(picture)
        assert title in text(words)
    assert "Fører til Lederen planlægger" in text(words)


def test_a_benefit_without_owner_and_indicator_is_marked(world: World, mine: Initiative) -> None:
    fill(world, mine)
    expects(world, mine, HVIDOVRE, "Ro i vagten", owner="Leder")
    html = Seat(world, mine).page()
    _picture, words = parts(html)
    assert words.count("Ingen ejer endnu") == 1
    assert words.count("Ingen indikator endnu") == 2
    assert html.count("data-open") == 2


def test_a_disbenefit_says_that_it_is_one(world: World, mine: Initiative) -> None:
    expects(world, mine, HVIDOVRE, "Dobbelt registrering", is_disbenefit=True)
    html = Seat(world, mine).page()
    assert "Ulempe · Tid og ressourcer · Idé" in text(html)
    assert html.count("data-bad") == 1


def test_what_somebody_has_written_is_no_part_of_the_page(world: World, mine: Initiative) -> None:
    fill(
        world,
        mine,
        HVIDOVRE,
        Chain("<b onclick=x>S</b>", "<i>C</i>", "<u>G</u>", bottom_line=BottomLine.QUALITY),
    )
    html = Seat(world, mine).page()
    assert "<b onclick" not in html
    assert "<u>" not in html


def test_a_workshop_of_many_lines_is_kept_at_once(world: World, mine: Initiative) -> None:
    seat = Seat(world, mine)
    html = seat.page("map_workshop")
    key = re.findall(r'name="key" value="([^"]+)"', html)[0]
    said = {
        "key": key,
        "line1-deliverable": "Nyt system",
        "line1-benefit": "Ro i vagten",
        "line1-bottom_line": "well_being",
        "line1-goal": "Trivsel",
        "line3-deliverable": "Nyt system",
        "line3-change": "Byt selv",
    }
    told = seat.sends("map_workshop", **said)
    assert "4 felter er sat ind i diagrammet." in told
    seat.sends("map_workshop", **said)
    with world.scope(HVIDOVRE):
        assert MapStep.objects.count() == 3
        assert MapLink.objects.count() == 3


def test_a_workshop_can_go_on_where_it_is(world: World, mine: Initiative) -> None:
    told = Seat(world, mine).sends("map_workshop", **{"line1-goal": "Trivsel", "more": "1"})
    assert "1 felt er sat ind i diagrammet." in told
    assert "Gem, og skriv flere" in told
    assert '<option value="Trivsel">' in told


def test_a_new_benefit_asks_for_its_bottom_line_at_the_field(world: World, mine: Initiative) -> None:
    seat = Seat(world, mine)
    told = seat.sends("map_workshop", **{"line2-benefit": "Ro i vagten"})
    assert seat.status == 422
    assert "Vælg, hvilken bundlinje gevinsten hører til." in told
    assert 'href="#id_line2-bottom_line"' in told
    assert 'value="Ro i vagten"' in told


def test_a_benefit_that_is_there_needs_no_bottom_line_again(world: World, mine: Initiative) -> None:
    fill(world, mine)
    told = Seat(world, mine).sends(
        "map_workshop", **{"line1-change": "Byt selv", "line1-benefit": "færre Vikartimer"}
    )
    assert "1 felt er sat ind i diagrammet." in told


def test_a_step_is_added_changed_and_taken_out(world: World, mine: Initiative) -> None:
    seat = Seat(world, mine)
    assert "sat ind i diagrammet" in seat.sends("map_step_add", sort="change", title="Byt selv")
    with world.scope(HVIDOVRE):
        step = MapStep.objects.get().public_id
    assert 'value="Byt selv"' in seat.page("map_step", step)
    assert "er rettet" in seat.sends("map_step", step, title="Byt frit", responsible="Leder")
    assert "Byt frit" in seat.page()
    assert "taget ud af diagrammet" in seat.sends("map_step_remove", step)
    with world.scope(HVIDOVRE):
        assert not MapStep.objects.exists()
    seat.page("map_step", step)
    assert seat.status == 404


@pytest.mark.parametrize(
    ("said", "told"), [({"sort": "change"}, "Skriv, hvad det hedder."), ({}, "påkrævet")]
)
def test_a_step_without_a_name_or_a_sort_is_refused_at_the_field(
    world: World, mine: Initiative, said: dict[str, str], told: str
) -> None:
    seat = Seat(world, mine)
    html = seat.sends("map_step_add", **said)
    assert seat.status == 422
    assert told in html


def test_two_are_linked_with_a_part_and_the_link_is_taken_away(world: World, mine: Initiative) -> None:
    fill(world, mine)
    with world.scope(HVIDOVRE):
        first = MapLink.objects.order_by("pk")[1]
    seat = Seat(world, mine)
    ends = {"source": str(first.source), "target": str(first.target)}
    seat.sends("map_link", **ends, part="60")
    assert "Færre vikartimer (60%)" in text(seat.page())
    ask = seat.page("map_unlink", query=f"?source={first.source}&target={first.target}")
    assert "»Lederen planlægger« fører til »Færre vikartimer«." in text(ask)
    assert "Forbindelsen er taget væk." in seat.sends("map_unlink", **ends)
    assert "findes ikke" in seat.sends("map_unlink", **ends)
    assert seat.status == 422


def test_a_link_back_says_why_not(world: World, mine: Initiative) -> None:
    fill(world, mine)
    with world.scope(HVIDOVRE):
        first = MapLink.objects.order_by("pk")[0]
    seat = Seat(world, mine)
    assert "En forbindelse går fremad" in seat.sends("map_link", source=first.target, target=first.source)
    assert seat.status == 422


def test_who_does_not_lead_the_initiative_sees_the_map_and_changes_nothing(
    world: World, mine: Initiative
) -> None:
    fill(world, mine)
    seat = Seat(world, mine, role="employee")
    html = seat.page()
    assert "Færre vikartimer" in html
    assert "map_workshop" not in html
    assert "Tilføj mange" not in html
    for what in ("map_workshop", "map_step_add", "map_link", "map_unlink"):
        assert "kan kun ændres af dem" in seat.sends(what, title="x", sort="goal")
        assert seat.status == 403


def test_a_member_reads_the_map_of_what_is_shared_with_it_and_nobody_else_does(world: World) -> None:
    common = programme(world, HVIDOVRE)
    fill(world, common, "")
    seat = Seat(world, common)
    html = seat.page()
    assert "Færre vikartimer" in html
    assert "Tilføj mange" not in html
    assert "/step/" not in html
    seat.page("map_workshop")
    assert seat.status == 404
    other = Seat(world, common, RODOVRE)
    other.page()
    assert other.status == 404


def test_more_in_the_map_asks_no_more_questions(world: World, mine: Initiative) -> None:
    seat = Seat(world, mine)
    fill(world, mine)
    seat.page()
    with CaptureQueriesContext(connection) as few:
        seat.page()
    many = [Chain(f"S{one}", f"Æ{one}", f"G{one}", "Mål", BottomLine.QUALITY) for one in range(8)]
    fill(world, mine, HVIDOVRE, *many)
    with CaptureQueriesContext(connection) as more:
        seat.page()
    assert len(more) == len(few)
