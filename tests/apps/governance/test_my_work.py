"""My work: what waits for whom, the latest first, in every organisation one acts for."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.apps.governance.at_time import brought, purchase, set_clock
from tests.apps.world import BY, HVIDOVRE, NOW, RODOVRE, SINCE, World

from samspil.apps.governance.models import Matter, Obligation
from samspil.apps.governance.services.moving import bring, move
from samspil.apps.governance.types import NewMatter
from samspil.apps.governance.views.my_work import SHOWN
from samspil.apps.organisations import services
from samspil.apps.organisations.models import Account
from samspil.core.governance.entries import Choose
from samspil.core.units import Money

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def an_hour_later(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, NOW + timedelta(hours=1))


def owes(matter: Matter, body: str, days: int, member: str = "") -> Obligation:
    """Somebody owes a report so many days from now."""
    return Obligation.objects.create(
        organisation_id=matter.organisation_id,
        matter=matter,
        rule="report",
        name={"da": "Erfaringer fra det første halve år", "en": "Report", "nb": "Rapport"},
        owed_by=body,
        owed_to="role head_of_digitalisation",
        member=member,
        due_on=(NOW + timedelta(days=days)).date(),
        created_at=NOW,
    )


def test_nothing_to_do_says_what_will_come_and_offers_to_bring_something(
    world: World, browser: Client
) -> None:
    brought(world)
    told = world.log_in(browser, HVIDOVRE, "employee").get("/").content.decode()
    assert "Der venter ikke noget på dig her" in told


def test_what_is_at_ones_own_body_waits_and_what_is_at_another_s_does_not(
    world: World, browser: Client
) -> None:
    brought(world)
    expert = world.log_in(browser, HVIDOVRE, "it_expert").get("/").context
    assert [row["title"] for row in expert["table"]] == ["Bookingsystem til hallerne"]
    employee = world.log_in(Client(), HVIDOVRE, "employee").get("/").context
    assert employee["table"] == []
    assert [row["title"] for row in employee["brought"]] == ["Bookingsystem til hallerne"]


def test_the_late_one_comes_first_and_is_told_in_working_days(
    world: World, browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    brought(world, purchase(title="Ny"), NOW + timedelta(days=7))
    brought(world, purchase(title="Gammel"), NOW)
    set_clock(monkeypatch, NOW + timedelta(days=9))
    shown = world.log_in(browser, HVIDOVRE, "it_expert").get("/")
    assert [row["title"] for row in shown.context["table"]] == ["Gammel", "Ny"]
    assert [row["clock"]["state"] for row in shown.context["table"]] == ["late", "ok"]
    assert "2 arbejdsdage over fristen" in shown.content.decode()
    assert "1 af 2 er forsinket." in shown.content.decode()


@pytest.mark.parametrize(("days", "state"), [(0, "ok"), (2, "ok"), (3, "soon"), (7, "soon"), (8, "late")])
def test_a_clock_of_five_working_days_is_soon_when_two_are_left_and_late_when_none_is(
    world: World, browser: Client, monkeypatch: pytest.MonkeyPatch, days: int, state: str
) -> None:
    """From Monday to Monday: on Wednesday three are left, on Thursday two; the next Tuesday is late."""
    brought(world)
    set_clock(monkeypatch, NOW + timedelta(days=days))
    (row,) = world.log_in(browser, HVIDOVRE, "it_expert").get("/").context["table"]
    assert row["clock"]["state"] == state


def test_what_waits_for_the_requester_waits_for_them_alone(world: World, browser: Client) -> None:
    matter = brought(world)
    expert = world.acting(HVIDOVRE, "it_expert")
    with world.scope(HVIDOVRE):
        back = Choose("screen", "return", expert.actor, NOW + timedelta(minutes=9), reason="Pris?")
        move(matter, back, acting=expert)
    assert len(world.log_in(browser, HVIDOVRE, "employee").get("/").context["table"]) == 1
    assert world.log_in(Client(), HVIDOVRE, "buyer").get("/").context["table"] == []


def test_what_one_owes_is_reported_done_from_here_and_by_nobody_else(world: World, browser: Client) -> None:
    matter = brought(world)
    with world.scope(HVIDOVRE):
        owed = owes(matter, "role it_expert", -3)
    url = reverse("governance:obligation_meet", args=[owed.public_id])
    assert world.log_in(Client(), HVIDOVRE, "buyer").post(url, {"told": ""}).status_code == 422
    assert world.log_in(Client(), RODOVRE, "head_of_digitalisation").post(url).status_code == 404
    world.log_in(browser, HVIDOVRE, "it_expert")
    assert browser.get("/").context["late"] == 1
    assert browser.post(url, {"told": "Delt på intranettet", "next": "/"})["Location"] == "/"
    assert browser.get("/").context["owed"] == []
    again = browser.post(url, {"told": "", "next": "/"})
    assert again.status_code == 422
    told = browser.get(reverse("governance:matter", args=[matter.public_id])).content.decode()
    assert "Delt på intranettet" in told


def test_a_next_page_elsewhere_is_not_followed(world: World, browser: Client) -> None:
    matter = brought(world)
    with world.scope(HVIDOVRE):
        owed = owes(matter, "role it_expert", 3)
    url = reverse("governance:obligation_meet", args=[owed.public_id])
    world.log_in(browser, HVIDOVRE, "it_expert")
    assert browser.post(url, {"told": "", "next": "https://evil.example/"})["Location"] == "/"


def test_each_member_s_seat_sees_and_reports_what_that_member_owes(world: World, browser: Client) -> None:
    plan = NewMatter("activity_plan", "Planen for 2027", {"plan_year": 2027, "amount": Money.of(0)})
    with world.scope(""):
        matter = bring(plan, acting=world.acting("", "coordinator"), at=NOW)
        ours = owes(matter, "role head_of_digitalisation", 9, HVIDOVRE)
        theirs = owes(matter, "role head_of_digitalisation", 9, RODOVRE)
    world.log_in(browser, "", f"digital_heads/head_{HVIDOVRE}")
    (shown,) = browser.get("/").context["owed"]
    assert str(ours.public_id) in shown["meet_url"]
    done = [reverse("governance:obligation_meet", args=[one.public_id]) for one in (theirs, ours)]
    assert [browser.post(one, {"told": ""}).status_code for one in done] == [422, 302]


def test_what_waits_in_another_organisation_stands_under_its_name_with_a_switch(
    world: World, browser: Client
) -> None:
    brought(world)
    world.log_in(browser, HVIDOVRE, "it_expert")
    account = Account.objects.get(email=f"it_expert@{HVIDOVRE}.example")
    with world.scope(""):
        person = world.people["", "coordinator"]
        services.let_act(account, world.association, person, SINCE, BY)
    shown = browser.get("/")
    (other,) = shown.context["elsewhere"]
    assert other["name"] == "Den Storkøbenhavnske Digitaliseringsforening"
    assert "Handl for Den Storkøbenhavnske" in shown.content.decode()
    assert [row["title"] for row in shown.context["table"]] == ["Bookingsystem til hallerne"]
    browser.post(reverse("organisations:act_for"), {"organisation": other["id"]})
    back = browser.get("/")
    assert back.context["table"] == []
    (home,) = back.context["elsewhere"]
    assert (home["name"], home["count"]) == ("Hvidovre", 1)
    assert "Bookingsystem til hallerne" in back.content.decode()


def test_many_matters_take_as_many_questions_as_few(world: World, browser: Client) -> None:
    world.log_in(browser, HVIDOVRE, "it_expert")
    brought(world)
    browser.get("/")
    with CaptureQueriesContext(connection) as few:
        browser.get("/")
    for _number in range(20):
        brought(world)
    with CaptureQueriesContext(connection) as many:
        browser.get("/")
    assert len(few) == len(many)


def test_a_long_table_is_shown_a_page_at_a_time_and_nothing_falls_between(
    world: World, browser: Client
) -> None:
    numbers = [brought(world).case_number for _number in range(SHOWN + 2)]
    with world.scope(HVIDOVRE):
        Matter.objects.filter(case_number=numbers[0]).update(due_at=None, due_until=None, due_on=None)
    first = world.log_in(browser, HVIDOVRE, "it_expert").get("/")
    told = first.content.decode()
    assert f"Mere end {SHOWN} ting venter på dig" in told
    assert f'class="s-nav__count">{SHOWN}+<' in told
    second = browser.get("/" + first.context["more_url"])
    seen = [row["number"] for page in (first, second) for row in page.context["table"]]
    assert seen == [*numbers[1:], numbers[0]], "the first due first, what has no time limit last"
    assert not second.context["more_url"]
    assert "Til det mest presserende" in second.content.decode()


def test_a_table_that_is_just_full_has_no_second_page(world: World, browser: Client) -> None:
    for _number in range(SHOWN):
        brought(world)
    told = world.log_in(browser, HVIDOVRE, "it_expert").get("/")
    assert len(told.context["table"]) == SHOWN
    assert not told.context["more_url"]


@pytest.mark.parametrize("key", ["x", "_", "_²", "2026-01-01_5", "9999-12-31T23:59:59-23:00_5", "_5"])
def test_a_place_on_the_table_that_makes_no_sense_is_no_error(
    world: World, browser: Client, key: str
) -> None:
    assert world.log_in(browser, HVIDOVRE, "it_expert").get("/", {"after": key}).status_code == 200


def test_a_seat_that_ended_yesterday_opens_nothing(world: World, browser: Client) -> None:
    brought(world)
    world.log_in(browser, HVIDOVRE, "it_expert")
    account = Account.objects.get(email=f"it_expert@{HVIDOVRE}.example")
    account.accesses.update(valid_to=(NOW - timedelta(days=1)).date())
    assert browser.get("/").status_code == 403
