"""What an initiative is for and worth: the goals it serves, its value and its place in the order."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from tests.apps.governance.at_time import set_clock
from tests.apps.portfolio.ground import keeper, local
from tests.apps.portfolio.test_staffing import words
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, World

from samspil.apps.governance.types import RefusedError
from samspil.apps.portfolio.models import Goal, Initiative
from samspil.apps.portfolio.services import initiatives, ranking, strategies
from samspil.apps.portfolio.types import End, InitiativeRole
from samspil.kit.journal.models import Entry

pytestmark = pytest.mark.django_db
HEAD = "head_of_digitalisation"


@pytest.fixture(autouse=True)
def an_hour_later(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, NOW + timedelta(hours=1))


@pytest.fixture
def mine(world: World) -> Initiative:
    """An initiative of Hvidovre."""
    return local(world, HVIDOVRE)


@pytest.fixture
def goal(world: World) -> Goal:
    """A goal of Hvidovre's strategy."""
    with world.scope(HVIDOVRE):
        kept: Any = {"acting": keeper(world, HVIDOVRE), "at": NOW}
        return strategies.add_goal(strategies.make_strategy("Digital 2030", **kept), "Mere tid", **kept)


def url(initiative: Initiative, what: str, *number: int) -> str:
    name = "initiative_row" if number else "initiative_change"
    return reverse(f"portfolio:{name}", args=[initiative.public_id, what, *number])


def page_of(browser: Client, initiative: Initiative) -> str:
    return words(browser.get(reverse("portfolio:initiative", args=[initiative.public_id])))


def send(browser: Client, address: str, **said: object) -> Any:
    return browser.post(address, {"key": str(uuid4()), **said})


def test_a_goal_is_served_from_the_page_and_then_no_longer(
    world: World, browser: Client, mine: Initiative, goal: Goal
) -> None:
    head = world.log_in(browser, HVIDOVRE, HEAD)
    assert "Digital 2030" in head.get(url(mine, "goal")).content.decode()
    assert send(head, url(mine, "goal"), goal=goal.public_id).status_code == 302
    assert "Mere tid (Digital 2030)" in page_of(head, mine)
    assert "ikke flere mål" in words(head.get(url(mine, "goal")))
    with world.scope(HVIDOVRE):
        number = mine.serves.get().pk
    assert send(head, url(mine, "goal_remove", number)).status_code == 302
    with world.scope(HVIDOVRE):
        assert not mine.serves.exists()
        told = Entry.objects.filter(action__contains="serves").values_list("action", flat=True)
        assert set(told) == {
            "portfolio.initiative.serves",
            "portfolio.initiative.serves_no_longer",
        }


def test_who_does_not_lead_it_says_not_what_it_serves(
    world: World, browser: Client, mine: Initiative, goal: Goal
) -> None:
    employee = world.log_in(browser, HVIDOVRE, "employee")
    assert send(employee, url(mine, "goal"), goal=goal.public_id).status_code == 403
    assert world.log_in(Client(), RODOVRE, HEAD).get(url(mine, "goal")).status_code == 404
    with world.scope(HVIDOVRE):
        assert not mine.serves.exists()


def test_a_goal_of_another_organisation_cannot_be_chosen(
    world: World, browser: Client, mine: Initiative, goal: Goal
) -> None:
    with world.scope(RODOVRE):
        kept: Any = {"acting": keeper(world, RODOVRE), "at": NOW}
        theirs = strategies.add_goal(strategies.make_strategy("Rødovre 2030", **kept), "Deres mål", **kept)
    head = world.log_in(browser, HVIDOVRE, HEAD)
    assert "Deres mål" not in head.get(url(mine, "goal")).content.decode()
    assert send(head, url(mine, "goal"), goal=theirs.public_id).status_code == 422


def test_value_and_place_are_kept_shown_and_told(world: World, browser: Client, mine: Initiative) -> None:
    head = world.log_in(browser, HVIDOVRE, HEAD)
    assert send(head, url(mine, "ranking"), value="40", place="2").status_code == 302
    said = page_of(head, mine)
    assert "Værdi 40" in said
    assert "Plads i rækkefølgen 2" in said
    with world.scope(HVIDOVRE):
        mine.refresh_from_db()
        assert (mine.value, mine.rank) == (40, 2)
        assert Entry.objects.filter(action="portfolio.initiative.ranked").count() == 1
    assert send(head, url(mine, "ranking"), value="40", place="2").status_code == 302
    with world.scope(HVIDOVRE):
        assert Entry.objects.filter(action="portfolio.initiative.ranked").count() == 1
    bubbles = head.get(reverse("portfolio:bubbles")).content.decode()
    assert "Vagtplan i Ældre" in bubbles
    assert "<svg" in bubbles


def test_what_nobody_values_any_more_is_nothing_and_not_zero(
    world: World, browser: Client, mine: Initiative
) -> None:
    head = world.log_in(browser, HVIDOVRE, HEAD)
    send(head, url(mine, "ranking"), value="0", place="")
    with world.scope(HVIDOVRE):
        mine.refresh_from_db()
        assert (mine.value, mine.rank) == (0, None)
    send(head, url(mine, "ranking"), value="", place="")
    with world.scope(HVIDOVRE):
        mine.refresh_from_db()
        assert mine.value is None


def test_who_leads_one_initiative_does_not_say_which_comes_first(
    world: World, browser: Client, mine: Initiative
) -> None:
    with world.scope(HVIDOVRE):
        leader = world.acting(HVIDOVRE, "employee")
        kept: Any = {"acting": keeper(world, HVIDOVRE), "at": NOW}
        initiatives.name(mine, InitiativeRole.MANAGER, "Projektleder", person=leader.person, **kept)
        with pytest.raises(RefusedError, match="not_yours_to_keep"):
            ranking.rank(mine, 1, 1, acting=leader, at=NOW)
    employee = world.log_in(browser, HVIDOVRE, "employee")
    assert "Det kan kun gøres af dem" in words(employee.get(url(mine, "ranking")))
    assert url(mine, "ranking") not in page_of_source(employee, mine)


def page_of_source(browser: Client, initiative: Initiative) -> str:
    return browser.get(reverse("portfolio:initiative", args=[initiative.public_id])).content.decode()


@pytest.mark.parametrize(
    ("value", "place", "code"),
    [
        (-1, None, "value_out_of_range"),
        (10**9 + 1, None, "value_out_of_range"),
        (None, 0, "rank_out_of_range"),
        (None, 100_001, "rank_out_of_range"),
    ],
)
def test_numbers_out_of_range_are_refused(
    world: World, mine: Initiative, value: int | None, place: int | None, code: str
) -> None:
    with world.scope(HVIDOVRE):
        with pytest.raises(RefusedError, match=code):
            ranking.rank(mine, value, place, acting=keeper(world, HVIDOVRE), at=NOW)
        assert ranking.rank(mine, 10**9, 100_000, acting=keeper(world, HVIDOVRE), at=NOW)


def test_what_is_over_is_ranked_no_more_and_serves_what_it_served(
    world: World, mine: Initiative, goal: Goal
) -> None:
    with world.scope(HVIDOVRE):
        kept: Any = {"acting": keeper(world, HVIDOVRE), "at": NOW}
        strategies.serve(mine, goal, **kept)
        initiatives.end(mine, End.COMPLETED, learned="x", **kept)
        mine.refresh_from_db()
        for change in (strategies.serve, strategies.serve_no_longer):
            with pytest.raises(RefusedError, match="initiative_is_over"):
                change(mine, goal, **kept)
        assert mine.serves.count() == 1
        with pytest.raises(RefusedError, match="initiative_is_over"):
            ranking.rank(mine, 1, 1, **kept)
