"""Views under a name: made, opened by everybody here and nobody elsewhere, removed by who may."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from tests.apps.governance.at_time import set_clock
from tests.apps.portfolio.ground import local
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, World

from samspil.apps.portfolio.models import SavedView
from samspil.apps.portfolio.selectors import saved_views

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def an_hour_later(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, NOW + timedelta(hours=1))


def kept(browser: Client, name: str = "Skal-opgaver", query: str = "duty=mandatory&q=&after=1_2") -> Any:
    said = {"name": name, "page": "initiatives", "query": query}
    return browser.post(reverse("portfolio:view_keep"), said)


def test_a_view_is_kept_and_opens_with_its_filters(world: World, browser: Client) -> None:
    world.log_in(browser, HVIDOVRE, "employee")
    answer = kept(browser)
    opened = browser.get(answer["Location"])
    assert opened["Location"].startswith(reverse("portfolio:initiatives") + "?duty=mandatory&view=")
    page = browser.get(opened["Location"])
    assert [(view["name"], view["here"]) for view in page.context["views"]] == [("Skal-opgaver", True)]
    assert page.context["query"] == "duty=mandatory", "which view one came by is no filter"


def test_everybody_here_opens_it_and_nobody_elsewhere(world: World, browser: Client) -> None:
    link = kept(world.log_in(browser, HVIDOVRE, "employee"))["Location"]
    assert world.log_in(browser, HVIDOVRE, "buyer").get(link).status_code == 302
    for code in (RODOVRE, ""):
        stranger = world.log_in(Client(), code, "head_of_digitalisation" if code else "coordinator")
        assert stranger.get(link).status_code == 404
        assert stranger.post(f"{link}remove/").status_code == 404
        assert stranger.get(reverse("portfolio:initiatives")).context["views"] == []
    assert "/account/login/" in Client().get(link)["Location"]


def test_who_made_it_or_keeps_the_portfolio_removes_it(world: World, browser: Client) -> None:
    world.log_in(browser, HVIDOVRE, "employee")
    first, second = kept(browser)["Location"], kept(browser, "Anden")["Location"]
    assert world.log_in(browser, HVIDOVRE, "buyer").post(f"{first}remove/").status_code == 403
    assert world.log_in(browser, HVIDOVRE, "employee").post(f"{first}remove/").status_code == 302
    assert (
        world.log_in(browser, HVIDOVRE, "head_of_digitalisation").post(f"{second}remove/").status_code == 302
    )
    with world.scope(HVIDOVRE):
        assert not SavedView.objects.exists()


@pytest.mark.parametrize(
    ("name", "query", "told"),
    [
        ("", "", "Dette felt er påkrævet"),
        ("Skal-opgaver", "", "allerede en visning"),
        ("  Skal-opgaver ", "", "allerede en visning"),
        ("Ny", "q=" + "x" * 1200, "for mange filtre"),
    ],
)
def test_what_cannot_be_kept_is_said_and_nothing_typed_is_lost(
    world: World, browser: Client, name: str, query: str, told: str
) -> None:
    world.log_in(browser, HVIDOVRE, "employee")
    kept(browser)
    answer = kept(browser, name, query)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert f'value="{name}"' in answer.content.decode() or not name
    with world.scope(HVIDOVRE):
        assert SavedView.objects.count() == 1


def test_there_is_an_end_to_how_many_are_kept(
    world: World, browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("samspil.apps.portfolio.services.saved_views.MOST_SHOWN", 1)
    world.log_in(browser, HVIDOVRE, "employee")
    assert kept(browser).status_code == 302
    assert "1 gemte visninger" in kept(browser, "Anden").content.decode()
    assert saved_views.MOST_SHOWN == 50


def test_a_view_of_another_page_goes_there(world: World, browser: Client) -> None:
    local(world, HVIDOVRE)
    world.log_in(browser, HVIDOVRE, "employee")
    said = {"name": "Tavlen", "page": "board", "query": "q=vagt"}
    link = browser.post(reverse("portfolio:view_keep"), said)["Location"]
    assert browser.get(link)["Location"].startswith(reverse("portfolio:board") + "?q=vagt&view=")
    wrong = browser.post(reverse("portfolio:view_keep"), {**said, "name": "x", "page": "//evil"})
    assert wrong.status_code == 422


def test_a_link_that_is_none_finds_nothing(world: World, browser: Client) -> None:
    world.log_in(browser, HVIDOVRE, "employee")
    assert browser.get(reverse("portfolio:view", args=[UUID(int=7)])).status_code == 404
    assert browser.get(reverse("portfolio:initiatives") + "?view=nonsense").status_code == 200
