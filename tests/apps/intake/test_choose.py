"""What can be brought here, by whom."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, SOLROD, World


@pytest.fixture(autouse=True)
def danish(monkeypatch: pytest.MonkeyPatch) -> Generator[None]:
    """In Danish, on a Monday at ten."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    with translation.override("da"):
        yield


def text(response: Any) -> str:
    return str(response.content.decode())


MINE = {
    HVIDOVRE: ["Indkøbsønske"],
    RODOVRE: ["Problemstilling eller forslag", "Ansøgning til teknologipuljen"],
    SOLROD: ["Initiativ, der søger sparring", "Lokalt initiativ inden for egen ramme"],
}


@pytest.mark.parametrize("code", MINE)
def test_an_employee_sees_what_the_adopted_model_lets_employees_bring(
    world: World, browser: Client, code: str
) -> None:
    answer = world.log_in(browser, code, "employee").get("/bring/")
    assert [one["name"] for one in answer.context["mine"]] == MINE[code]


def test_each_says_where_it_goes_and_how_long_it_takes(world: World, browser: Client) -> None:
    page = text(world.log_in(browser, HVIDOVRE, "employee").get("/bring/"))
    for told in ("Et indkøb", "Ekspert i screeninggruppen", "5 til ", "/bring/purchase_request/"):
        assert told in page


def test_what_one_may_not_bring_is_listed_with_who_may(world: World, browser: Client) -> None:
    answer = world.log_in(browser, RODOVRE, "employee").get("/bring/")
    others = {one["name"]: one["by"] for one in answer.context["others"]}
    assert others["Tværgående digitaliseringsplan"] == "Digitaliseringschef"
    assert others["Fokusområde til Digitalt forum"] == "Digitaliseringschef eller Områdechef"


def test_an_answer_to_a_joint_proposal_does_not_begin_here(world: World, browser: Client) -> None:
    page = text(world.log_in(browser, HVIDOVRE, "head_of_digitalisation").get("/bring/"))
    assert "Tilslutning til et fælles forslag" not in page


def test_who_brings_nothing_is_told_what_to_do(world: World, browser: Client) -> None:
    page = text(world.log_in(browser, HVIDOVRE, "mayor").get("/bring/"))
    assert "Her er ikke noget, som din funktion kan komme med" in page
    assert "/bring/where/" in page


def test_nobody_is_asked_to_log_in(world: World, browser: Client) -> None:
    assert browser.get("/bring/").status_code == 302


def test_english_and_norwegian_have_their_own_words(world: World, browser: Client) -> None:
    employee = world.log_in(browser, HVIDOVRE, "employee")
    assert "Purchase request" in text(employee.get("/bring/", headers={"accept-language": "en"}))
    assert "Innkjøpsønske" in text(employee.get("/bring/", headers={"accept-language": "nb"}))
