"""What is to be measured when: what is overdue first, then month by month, and for one's own calendar."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from icalendar import Calendar
from tests.apps.benefits.ground import acting_for, expects, qualifies
from tests.apps.benefits.measured import MINUTES, indicator, measure
from tests.apps.governance.at_time import set_clock
from tests.apps.portfolio.ground import local
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, World

from samspil.apps.benefits.models import Benefit
from samspil.apps.benefits.views import follow_up as view
from samspil.apps.measurements.types import NewIndicator
from samspil.apps.portfolio.services import initiatives
from samspil.apps.portfolio.types import InitiativeRole

HEAD = "head_of_digitalisation"
# It goes live on 1 January 2026: to be measured on 1 April, 1 July and 1 January 2027.
IN_MAY = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, NOW)


@pytest.fixture
def faster(world: World) -> Benefit:
    return followed(world)


def followed(world: World, new: NewIndicator = MINUTES, title: str = "Kortere sagstid") -> Benefit:
    benefit = expects(world, local(world, HVIDOVRE), HVIDOVRE, title, a_year=240_000, owner="Leder")
    benefit = qualifies(world, benefit, HVIDOVRE)
    indicator(world, benefit, HVIDOVRE, new)
    return benefit


def html(world: World, query: str = "", code: str = HVIDOVRE) -> str:
    response: Any = world.log_in(Client(), code, HEAD).get(reverse("benefits:follow_up") + query)
    assert response.status_code == 200
    return str(response.content.decode())


def text(page: str) -> str:
    main = page[page.index("<main") : page.index("</main>")]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def test_each_measurement_stands_in_its_month(world: World, faster: Benefit) -> None:
    said = text(html(world))
    assert [
        one for one in ("April 2026", "Juli 2026", "Januar 2027") if one.casefold() in said.casefold()
    ] == [
        "April 2026",
        "Juli 2026",
        "Januar 2027",
    ]
    assert "ons. 1. apr. 2026 Sagstid Kortere sagstid" in said
    assert "Controller Endnu ikke" in said
    assert "for sent" not in said.split("April")[0].split("måned")[-1]


def test_what_is_overdue_stands_first_with_how_late_it_is(
    world: World, faster: Benefit, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_clock(monkeypatch, IN_MAY)
    said = text(html(world))
    assert "1 måling skulle være lavet" in said
    assert "33 dage for sent" in said
    assert said.index("1. apr. 2026") < said.index("1. jul. 2026")


def test_what_is_measured_is_owed_no_more(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    benefit = expects(world, local(world, HVIDOVRE), HVIDOVRE, a_year=240_000, owner="Leder")
    benefit = qualifies(world, benefit, HVIDOVRE)
    made = indicator(world, benefit, HVIDOVRE)
    set_clock(monkeypatch, IN_MAY)
    monkeypatch.setattr("tests.apps.benefits.measured.NOW", IN_MAY)
    measure(world, benefit, made, 35, HVIDOVRE, month=3)
    said = text(html(world))
    assert "skulle være lavet" not in said
    assert "1. apr. 2026" not in said
    assert "35 minutter, 31. marts 2026" in said


def test_mine_are_those_that_i_measure(world: World) -> None:
    me = world.people[HVIDOVRE, HEAD]
    followed(world, replace(MINUTES, name="Min tælling", measurer_person=me))
    followed(world, MINUTES, "Andres gevinst")
    assert "Andres gevinst" in text(html(world))
    said = text(html(world, "?who=me"))
    assert "Min tælling" in said
    assert "Andres gevinst" not in said
    assert "Du har intet at måle" in text(html(world, "?who=me", RODOVRE))


def forms(page: str) -> set[str]:
    """The addresses of the forms for measuring that a page leads to."""
    return set(re.findall(r'href="([^"]+/measure/)"', page))


@pytest.mark.parametrize(
    ("role", "may"), [(HEAD, True), ("council_secretary", True), ("it_expert", False), ("employee", False)]
)
def test_an_indicator_leads_to_its_form_whoever_the_form_is_for(
    world: World, faster: Benefit, role: str, may: bool
) -> None:
    (form,) = forms(html(world))
    browser = world.log_in(Client(), HVIDOVRE, role)
    shown = browser.get(reverse("benefits:follow_up")).content.decode()
    assert "Sagstid" in shown
    assert (forms(shown), browser.get(form).status_code) == (({form}, 200) if may else (set(), 403))


@pytest.mark.parametrize("how", ["measures", "owns", "leads"])
def test_who_measures_owns_or_leads_comes_to_the_form(world: World, how: str) -> None:
    expert = world.people[HVIDOVRE, "it_expert"]
    benefit = followed(world, replace(MINUTES, measurer_person=expert if how == "measures" else None))
    others = followed(world, title="Andres gevinst")
    with world.scope(HVIDOVRE):
        if how == "owns":
            Benefit.objects.filter(pk=benefit.pk).update(owner_person=expert)
        elif how == "leads":
            asked: Any = {"acting": acting_for(world, HVIDOVRE), "at": NOW}
            initiatives.name(benefit.initiative, InitiativeRole.MANAGER, "Leder", person=expert, **asked)
    browser = world.log_in(Client(), HVIDOVRE, "it_expert")
    found = forms(browser.get(reverse("benefits:follow_up")).content.decode())
    assert len(found) == 1
    assert str(benefit.public_id) in found.pop()
    assert str(others.public_id) in str(forms(html(world)))


def test_another_municipality_has_its_own_calendar(world: World, faster: Benefit) -> None:
    said = text(html(world, code=RODOVRE))
    assert "Der er intet at måle" in said
    assert "Kortere sagstid" not in said


def test_the_file_has_each_on_its_day_under_an_id_that_stays(world: World, faster: Benefit) -> None:
    browser = world.log_in(Client(), HVIDOVRE, HEAD)
    first, again = (browser.get(reverse("benefits:follow_up_file")) for _each in range(2))
    assert first["Content-Type"].startswith("text/calendar")
    events = list(Calendar.from_ical(first.content).walk("VEVENT"))
    assert [str(one.decoded("dtstart")) for one in events] == ["2026-04-01", "2026-07-01", "2027-01-01"]
    assert "Mål: Sagstid" in str(events[0]["summary"])
    assert [one["uid"] for one in events] == [
        one["uid"] for one in Calendar.from_ical(again.content).walk("VEVENT")
    ]


def test_more_to_measure_asks_no_more_questions(world: World, faster: Benefit) -> None:
    browser = world.log_in(Client(), HVIDOVRE, HEAD)

    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            browser.get(reverse("benefits:follow_up"))
        return len(found)

    asked()
    few = asked()
    for number in range(3):
        followed(world, title=f"Gevinst {number}")
    assert asked() == few


def test_a_long_calendar_is_read_a_page_at_a_time_and_counts_all_that_is_late(
    world: World, faster: Benefit, monkeypatch: pytest.MonkeyPatch
) -> None:
    followed(world, title="Færre fejl")
    set_clock(monkeypatch, IN_MAY)
    monkeypatch.setattr(view, "SHOWN", 2)
    query, seen = "", []
    while True:
        page = html(world, query)
        seen.append(re.findall(r"Kortere sagstid|Færre fejl", text(page)))
        next_one = re.search(r'rel="next" href="[^"?]+([^"]+)"', page)
        if next_one is None:
            break
        query = unescape(next_one[1])
    assert [len(one) for one in seen] == [2, 2, 2]
    assert seen[0] == ["Kortere sagstid", "Færre fejl"]
    assert "2 målinger skulle være lavet" in text(html(world))
    monkeypatch.setattr(view, "SHOWN", 1)
    assert "2 målinger skulle være lavet" in text(html(world))
    assert "Til den første side" in text(page)


@pytest.mark.parametrize("said", ["x", "2026-13-01_1", "_1", "2026-05-04_x"])
def test_a_place_that_makes_no_sense_is_the_first_page(world: World, faster: Benefit, said: str) -> None:
    assert "Kortere sagstid" in text(html(world, f"?after={said}"))


def test_the_pages_of_mine_are_mine(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    me = world.people[HVIDOVRE, HEAD]
    followed(world, replace(MINUTES, name="Min tælling", measurer_person=me))
    followed(world, MINUTES, "Andres gevinst")
    monkeypatch.setattr(view, "SHOWN", 1)
    page = html(world, "?who=me")
    assert "who=me&amp;after=" in page
    set_clock(monkeypatch, IN_MAY)
    assert "1 måling skulle være lavet" in text(html(world, "?who=me"))
