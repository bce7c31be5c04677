"""Forums and their meetings in a browser without scripts."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.apps.governance import forum_world as here
from tests.apps.governance.at_time import set_clock
from tests.apps.world import HVIDOVRE, MODELS, NOW, World

from samspil.apps.governance.models import Matter, Meeting
from samspil.apps.governance.selectors.adoptions import forums_on
from samspil.apps.governance.services.meetings import keep_planned
from samspil.apps.organisations.models import Holding

LATER = NOW + timedelta(days=1)


@pytest.fixture
def matter(world: World) -> Matter:
    with world.scope(""):
        return here.plan(world)


def text(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined,no-any-return]


def test_the_list_says_where_one_sits(world: World, browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    world.log_in(browser, "", here.CHAIR)
    set_clock(monkeypatch, NOW)
    page = browser.get(reverse("governance:forums"))
    assert "Bestyrelsen" in text(page)
    assert "Du sidder her" in text(page)


def test_a_forum_shows_seats_rule_mandates_and_what_is_ready(
    world: World, browser: Client, matter: Matter, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.log_in(browser, "", here.OTHER)
    set_clock(monkeypatch, LATER)
    page = browser.get(reverse("governance:forum", args=["board"]))
    shown = text(page)
    assert page.status_code == 200
    for said in [
        "Direktør i en medlemskommune, Hvidovre",
        "Mindst 5 af 9 pladser skal være til stede.",
        "5 arbejdsdage",
        "Bestyrelsen beslutter, hvad foreningen foreslår.",
        "storkoebenhavn_association/model.yaml:",
        matter.title,
    ]:
        assert said in shown, said
    assert "director_" not in shown


def test_an_empty_seat_is_shown(world: World, browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    with world.scope(""):
        Holding.objects.filter(forum="board", seat="director_0187").update(valid_to=NOW.date())
    world.log_in(browser, "", here.OTHER)
    set_clock(monkeypatch, NOW)
    page = browser.get(reverse("governance:forum", args=["board"]))
    assert "1 tom plads" in text(page)


@pytest.mark.parametrize("who", [(HVIDOVRE, "employee"), ("", here.OTHER)])
def test_only_chair_and_secretary_plan(
    world: World, browser: Client, monkeypatch: pytest.MonkeyPatch, who: tuple[str, str]
) -> None:
    world.log_in(browser, *who)
    set_clock(monkeypatch, NOW)
    answer = browser.post(reverse("governance:forum_plan", args=["board"]))
    assert answer.status_code == (404 if who[0] else 403)


def test_the_secretary_plans_three_meetings(
    world: World, browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.log_in(browser, "", here.SECRETARY)
    set_clock(monkeypatch, NOW)
    answer = browser.post(reverse("governance:forum_plan", args=["board"]), follow=True)
    assert "møder er planlagt" in text(answer)
    with world.scope(""):
        days = [str(one.begins_at.date()) for one in Meeting.objects.order_by("begins_at")[:3]]
    # Every third month from March 2016, the second Thursday.
    assert days == ["2026-03-12", "2026-06-11", "2026-09-10"]


def test_the_clock_plans_as_well_and_only_once(world: World) -> None:
    with world.scope(""):
        assert keep_planned(world.association.pk, at=NOW)
        assert keep_planned(world.association.pk, at=NOW) == []


def test_a_forum_takes_as_many_questions_for_three_matters_as_for_one(
    world: World, browser: Client, matter: Matter, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_clock(monkeypatch, LATER)
    world.log_in(browser, "", here.OTHER)
    url = reverse("governance:forum", args=["board"])
    browser.get(url)
    with CaptureQueriesContext(connection) as one:
        browser.get(url)
    with world.scope(""):
        here.plan(world, "Plan B")
        here.plan(world, "Plan C")
    with CaptureQueriesContext(connection) as three:
        browser.get(url)
    assert len(one) == len(three) <= 25


@pytest.mark.parametrize("code", ["", *MODELS])
@pytest.mark.parametrize("language", ["da", "en", "nb"])
def test_every_forum_of_every_model_is_told_in_words(
    world: World, browser: Client, monkeypatch: pytest.MonkeyPatch, code: str, language: str
) -> None:
    set_clock(monkeypatch, NOW)
    with world.scope(code):
        found = [one.key for one in forums_on(world.organisation(code).pk, NOW.date())]
    world.log_in(browser, code, next(role for where, role in world.people if where == code))
    for key in found:
        page = browser.get(reverse("governance:forum", args=[key]), headers={"accept-language": language})
        assert page.status_code == 200
        assert not re.search(r">[^<]*\b[a-z]+_[a-z_]+\b(?!/)[^<]*<", without_places(text(page))), key


def without_places(page: str) -> str:
    """A page without the lines of the model, which name files, and the people, whom this world names so."""
    main = re.sub(r"<dd>.*?</dd>", "", page.partition("<main")[2].partition("</main>")[0], flags=re.DOTALL)
    return re.sub(r"[a-z_]+/(model|parameters)\.yaml:\d+", "", main)
