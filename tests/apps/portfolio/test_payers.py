"""Who pays is said within a month of the start: on My work, in a letter, and in a report of all."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.apps.governance.at_time import set_clock
from tests.apps.portfolio.ground import keeper, local
from tests.apps.world import BY, HVIDOVRE, NOW, RODOVRE, SINCE, TODAY, World

from samspil.apps.organisations import services
from samspil.apps.organisations.models import Account
from samspil.apps.portfolio.models import Initiative
from samspil.apps.portfolio.selectors.payers import count_late, on_my_work, unclear_between, who_pays
from samspil.apps.portfolio.services import details, initiatives
from samspil.apps.portfolio.types import CostKind, End, InitiativeRole
from samspil.kit.mail.models import Letter
from samspil.processes.tell_people import remind_people

pytestmark = pytest.mark.django_db
HEAD, EMPLOYEE = "head_of_digitalisation", "employee"
DUE = TODAY + timedelta(days=30)  # assumed: a month


@pytest.fixture
def mine(world: World) -> Initiative:
    """An initiative of Hvidovre whose payers nobody has named, led by an employee."""
    started = local(world, HVIDOVRE)
    with world.scope(HVIDOVRE):
        person = world.people[HVIDOVRE, EMPLOYEE]
        role = InitiativeRole.MANAGER
        initiatives.name(started, role, "Leder", person=person, acting=keeper(world, HVIDOVRE), at=NOW)
    return started


def pays(world: World, mine: Initiative, *kinds: CostKind) -> None:
    with world.scope(HVIDOVRE):
        for kind in kinds:
            details.add_payer(mine, kind, "Ældre", 2026, acting=keeper(world, HVIDOVRE), at=NOW)


def owed(world: World, role: str, on: date = TODAY, code: str = HVIDOVRE) -> list[tuple[str, date]]:
    with world.scope(code):
        return [(one.title, one.due_on) for one in on_my_work(world.acting(code, role), on)]


def late(world: World, on: date) -> int:
    with world.scope(HVIDOVRE):
        return count_late(keeper(world, HVIDOVRE), on)


def test_whoever_answers_for_it_is_asked_until_all_three_are_said(world: World, mine: Initiative) -> None:
    assert owed(world, EMPLOYEE) == [(mine.title, DUE)]
    pays(world, mine, CostKind.ESTABLISHMENT, CostKind.OPERATION)
    assert owed(world, EMPLOYEE) == [(mine.title, DUE)]
    pays(world, mine, CostKind.DEVELOPMENT)
    assert owed(world, EMPLOYEE) == []


def test_nobody_else_is_asked(world: World, mine: Initiative) -> None:
    assert owed(world, HEAD) == []
    assert owed(world, EMPLOYEE, code=RODOVRE) == []
    assert mine.is_open


def rest(mine: Initiative) -> None:
    mine.is_paused = True
    mine.save()


def end(mine: Initiative) -> None:
    mine.end, mine.ended_on = End.STOPPED.value, TODAY
    mine.save()


@pytest.mark.parametrize("change", [rest, end])
def test_nobody_is_asked_about_what_rests_or_is_over(
    world: World, mine: Initiative, change: Callable[[Initiative], None]
) -> None:
    with world.scope(HVIDOVRE):
        change(mine)
    assert owed(world, EMPLOYEE) == []
    assert late(world, DUE + timedelta(days=1)) == 0


def test_it_is_late_from_the_day_after(world: World, mine: Initiative) -> None:
    assert late(world, DUE) == 0
    assert late(world, DUE + timedelta(days=1)) == 1
    pays(world, mine, *CostKind)
    assert late(world, DUE + timedelta(days=1)) == 0


def test_before_anybody_has_said_how_soon_nobody_is_asked(world: World, mine: Initiative) -> None:
    long_ago = date(2025, 12, 31)
    assert owed(world, EMPLOYEE, long_ago) == []
    assert late(world, long_ago) == 0
    with world.scope(HVIDOVRE):
        assert unclear_between(mine.organisation_id, SINCE, DUE, long_ago) == []


def test_a_letter_comes_the_day_before_and_once_when_it_is_late(world: World, mine: Initiative) -> None:
    account = Account.objects.create_user("leder@example.org", None, language="da")
    with world.scope(HVIDOVRE):
        person = world.people[HVIDOVRE, EMPLOYEE]
        services.let_act(account, world.organisation(HVIDOVRE), person, SINCE, BY)
    for days in (28, 29, 30, 31, 32, 40):
        remind_people(datetime.combine(TODAY + timedelta(days=days), NOW.timetz()))
    with world.scope(HVIDOVRE):
        said = list(Letter.objects.order_by("id").values_list("title", flat=True))
    assert [one for one in said if "betaler" in one] == [
        f"Sig snart, hvem der betaler for {mine.number}",
        f"Ingen har sagt, hvem der betaler for {mine.number}",
    ]


def test_my_work_asks_one_question_of_it(world: World, mine: Initiative) -> None:
    local(world, HVIDOVRE, "Skoleplan")
    with world.scope(HVIDOVRE):
        acting = world.acting(HVIDOVRE, EMPLOYEE)
        with CaptureQueriesContext(connection) as asked:
            assert len(on_my_work(acting, TODAY)) == 1
    assert len(asked) == 1
    assert mine.is_open


# --- the report


def test_what_is_most_unclear_comes_first_and_two_questions_are_asked(world: World, mine: Initiative) -> None:
    other = local(world, HVIDOVRE, "Skoleplan")
    pays(world, mine, CostKind.OPERATION)
    with world.scope(HVIDOVRE), CaptureQueriesContext(connection) as asked:
        acting = keeper(world, HVIDOVRE)
        asked_before = len(asked)
        found = who_pays(acting, TODAY, only_unclear=True)
        count = len(asked) - asked_before
    assert [one.title for one in found] == [other.title, mine.title]
    assert found[1].payers[CostKind.OPERATION] == (("Ældre", 2026),)
    assert found[1].unclear == (CostKind.ESTABLISHMENT, CostKind.DEVELOPMENT)
    assert count == 2


def test_the_page_tells_who_pays_from_when_and_what_is_unclear(
    world: World, browser: Client, mine: Initiative, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_clock(monkeypatch, NOW + timedelta(days=40))
    pays(world, mine, CostKind.OPERATION)
    page = world.log_in(browser, HVIDOVRE, HEAD).get(reverse("portfolio:payers"))
    text = re.sub(r"<[^>]+>", " ", page.content.decode().partition("<main")[2])
    told = " ".join(html.unescape(text).split())
    assert "Ældre fra 2026" in told
    assert "Betaler uafklaret" in told
    assert "Vi antager en måned" in told
    assert "data-late" in page.content.decode()


def test_only_what_is_unclear_is_shown_where_that_is_asked_for(
    world: World, browser: Client, mine: Initiative
) -> None:
    local(world, HVIDOVRE, "Skoleplan")
    pays(world, mine, *CostKind)
    head = world.log_in(browser, HVIDOVRE, HEAD)
    every, unclear = (
        head.get(reverse("portfolio:payers")),
        head.get(reverse("portfolio:payers") + "?only=unclear"),
    )
    assert mine.title in every.content.decode()
    assert mine.title not in unclear.content.decode()
    assert "Skoleplan" in unclear.content.decode()


def test_without_initiatives_the_page_says_what_comes_here(world: World, browser: Client) -> None:
    page = world.log_in(browser, RODOVRE, "employee" if (RODOVRE, "employee") in world.people else HEAD)
    assert "Ingen indsatser i gang" in page.get(reverse("portfolio:payers")).content.decode()
