"""The list of matters: narrowed, searched, a page at a time, within the organisation."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.apps.governance.at_time import SIX, brought, purchase, set_clock
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, World

from samspil.apps.governance.selectors import searching
from samspil.apps.governance.services.moving import move
from samspil.core.governance.entries import AnswerItem, Choose

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def an_hour_later(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, NOW + timedelta(hours=1))


def titles(browser: Client, query: str = "") -> list[str]:
    response = browser.get(reverse("governance:matters") + query)
    assert response.status_code == 200
    return [row["title"] for row in response.context["rows"]]


def test_an_empty_list_says_what_will_come(world: World, browser: Client) -> None:
    told = world.log_in(browser, HVIDOVRE, "employee").get(reverse("governance:matters")).content.decode()
    assert "Ingen sager endnu" in told


def test_words_are_found_inside_words_in_title_and_description(world: World, browser: Client) -> None:
    brought(world, purchase(title="Ejendomsskattesystem"))
    brought(world, purchase(title="Robot til byggesager"))
    world.log_in(browser, HVIDOVRE, "employee")
    assert titles(browser, "?q=skatte") == ["Ejendomsskattesystem"]
    assert titles(browser, "?q=BYGGE robot") == ["Robot til byggesager"]
    assert len(titles(browser, "?q=regneark")) == 2
    assert titles(browser, "?q=ro") == ["Robot til byggesager"]
    assert titles(browser, "?q=2026-0001") == ["Ejendomsskattesystem"]
    assert titles(browser, '?q=" OR 1=1 *') == []


@pytest.mark.parametrize("many", [1, 1000])
def test_a_word_that_many_matters_have_finds_the_same_as_a_rare_one(
    world: World, browser: Client, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    monkeypatch.setattr(searching, "_MANY", many)
    brought(world, purchase(title="Ældreplejens vagtplan"))
    brought(world, purchase(title="Robot til byggesager (50%)"))
    world.log_in(browser, HVIDOVRE, "employee")
    assert titles(browser, "?q=ÆLDREPLEJE") == ["Ældreplejens vagtplan"]
    assert titles(browser, "?q=vagt REGNEARK") == ["Ældreplejens vagtplan"]
    assert titles(browser, "?q=(50%25)") == ["Robot til byggesager (50%)"]
    assert titles(browser, "?q=b.ggesager") == []
    assert titles(browser, "?q=p.ejens") == []


@pytest.mark.parametrize("newest", [1, 200])
@pytest.mark.parametrize("many", [1, 1000])
def test_the_register_finds_decisions_by_the_words_of_their_matters(
    world: World, browser: Client, monkeypatch: pytest.MonkeyPatch, many: int, newest: int
) -> None:
    monkeypatch.setattr(searching, "_MANY", many)
    monkeypatch.setattr(searching, "_NEWEST", newest)
    for title in ("Vagtplan", "Byggesager"):
        matter, expert = brought(world, purchase(title=title)), world.acting(HVIDOVRE, "it_expert")
        with world.scope(HVIDOVRE):
            for item in SIX:
                answer = AnswerItem("screen", item, True, "I orden", expert.actor, NOW)
                matter, _ = move(matter, answer, acting=expert)
            move(matter, Choose("screen", "approve", expert.actor, NOW, reason="I orden"), acting=expert)
    world.log_in(browser, HVIDOVRE, "employee")

    def found(said: str) -> list[str]:
        rows = browser.get(reverse("governance:decisions"), {"q": said}).context["rows"]
        return [row["title"] for row in rows]

    assert found("vagt") == ["Vagtplan"]
    assert found("regneark") == ["Byggesager", "Vagtplan"], "in the description, the newest first"
    assert found("regneark byg") == ["Byggesager"]
    assert found("skatte") == []


def test_search_and_list_never_leave_the_organisation(world: World, browser: Client) -> None:
    brought(world, purchase(title="Hemmelig ejendomshandel"))
    world.log_in(browser, RODOVRE, "head_of_digitalisation")
    assert titles(browser) == []
    assert titles(browser, "?q=ejendomshandel") == []


def test_open_and_ended_mine_and_whose(world: World, browser: Client) -> None:
    first, second = brought(world, purchase(title="Afslået")), brought(world, purchase(title="Åben"))
    expert = world.acting(HVIDOVRE, "it_expert")
    with world.scope(HVIDOVRE):
        no = Choose("screen", "reject", expert.actor, NOW + timedelta(minutes=9), reason="Nej")
        move(first, no, acting=expert)
    world.log_in(browser, HVIDOVRE, "employee")
    assert titles(browser, "?state=open") == [second.title]
    assert titles(browser, "?state=ended") == [first.title]
    assert titles(browser, "?mine=on") == ["Åben", "Afslået"]
    assert titles(browser, "?body=role+it_expert") == ["Åben"]
    assert titles(browser, "?kind=purchase_request") == ["Åben", "Afslået"]
    assert titles(browser, "?kind=joint_consent") == []
    world.log_in(browser, HVIDOVRE, "buyer")
    assert titles(browser, "?mine=on") == []


def test_the_list_goes_on_where_the_page_ended_and_asks_as_often_for_many(
    world: World, browser: Client
) -> None:
    for number in range(3):
        brought(world, purchase(title=f"Sag {number}"))
    world.log_in(browser, HVIDOVRE, "employee")
    titles(browser)
    with CaptureQueriesContext(connection) as few:
        titles(browser)
    for number in range(3, 30):
        brought(world, purchase(title=f"Sag {number}"))
    with CaptureQueriesContext(connection) as many:
        page = browser.get(reverse("governance:matters"))
    assert len(few) == len(many)
    assert len(page.context["rows"]) == 25
    assert titles(browser, page.context["next_url"]) == [f"Sag {number}" for number in range(4, -1, -1)]
    assert len(titles(browser, page.context["size_url"])) == 30


@pytest.mark.parametrize("query", ["?before=x", "?size=7", "?state=no", "?before=" + "9" * 40])
def test_a_question_that_makes_no_sense_is_an_answerable_one(
    world: World, browser: Client, query: str
) -> None:
    brought(world)
    world.log_in(browser, HVIDOVRE, "employee")
    assert titles(browser, query) == ["Bookingsystem til hallerne"]
