"""Milestones by month, as a file, and in calendars that fetch them by a key."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar
from tests.apps.governance.at_time import set_clock
from tests.apps.governance.test_calendar_clients import read
from tests.apps.portfolio.ground import keeper, local
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, World

from samspil.apps.portfolio.models import Initiative
from samspil.apps.portfolio.services import plans

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def an_hour_later(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, NOW + timedelta(hours=1))


def planned(world: World, *days: date, title: str = "Vagtplan", code: str = HVIDOVRE) -> Initiative:
    row = local(world, code, title)
    with world.scope(code):
        for day in days:
            new = plans.NewMilestone(f"Til {day}", day)
            plans.add_milestone(row, new, acting=keeper(world, code), at=NOW)
    return row


def events(content: bytes) -> dict[str, object]:
    return {str(one["summary"]): one for one in Calendar.from_ical(content).walk("VEVENT")}


def test_milestones_stand_by_month_and_what_is_late_first(world: World, browser: Client) -> None:
    planned(world, date(2026, 4, 1), date(2026, 3, 30), date(2026, 2, 2))
    shown = world.log_in(browser, HVIDOVRE, "employee").get(reverse("portfolio:calendar"))
    months = [(month["name"], [row["name"] for row in month["rows"]]) for month in shown.context["months"]]
    assert months == [
        ("Dagen er passeret", ["Til 2026-02-02"]),
        ("marts 2026", ["Til 2026-03-30"]),
        ("april 2026", ["Til 2026-04-01"]),
    ]


def test_the_calendar_takes_the_filters_of_the_list(world: World, browser: Client) -> None:
    planned(world, date(2026, 4, 1), title="Vagtplan")
    planned(world, date(2026, 4, 2), title="Sensorer")
    world.log_in(browser, HVIDOVRE, "employee")
    shown = browser.get(reverse("portfolio:calendar") + "?q=sensor")
    assert [row["title"] for month in shown.context["months"] for row in month["rows"]] == ["Sensorer"]
    fetched = browser.get(reverse("portfolio:calendar_file") + "?q=sensor")
    assert list(events(fetched.content)) == ["EKSEMPEL: Til 2026-04-02 (Sensorer)"]


def test_the_calendar_goes_on_where_the_page_ended(world: World, browser: Client) -> None:
    days = [date(2026, 4, 1) + timedelta(days=n // 2) for n in range(130)]
    planned(world, *days)
    world.log_in(browser, HVIDOVRE, "employee")
    found, query = [], "?"
    while query:
        shown = browser.get(reverse("portfolio:calendar") + query)
        found += [row["on"] for month in shown.context["months"] for row in month["rows"]]
        query = shown.context["next_url"]
    assert found == days


def test_what_is_withdrawn_or_ended_is_not_to_come(world: World, browser: Client) -> None:
    row = planned(world, date(2026, 4, 1), date(2026, 5, 1))
    with world.scope(HVIDOVRE):
        row.milestones.filter(expected_on=date(2026, 4, 1)).update(is_withdrawn=True)
    ended = planned(world, date(2026, 4, 3), title="Slut")
    with world.scope(HVIDOVRE):
        Initiative.objects.filter(pk=ended.pk).update(end="stopped", ended_on=NOW.date())
    shown = world.log_in(browser, HVIDOVRE, "employee").get(reverse("portfolio:calendar"))
    assert [row["name"] for month in shown.context["months"] for row in month["rows"]] == ["Til 2026-05-01"]


def test_a_calendar_fetches_by_its_key_with_the_filter_it_was_made_with(
    world: World, browser: Client
) -> None:
    planned(world, date(2026, 4, 1), title="Vagtplan")
    planned(world, date(2026, 4, 2), title="Sensorer")
    planned(world, date(2026, 4, 3), title="Andres", code=RODOVRE)
    world.log_in(browser, HVIDOVRE, "employee")
    shown = browser.post(reverse("portfolio:calendar_subscribe") + "?q=vagt").context["shown"]
    outside = Client()
    fetched = outside.get(shown.removeprefix("http://testserver"))
    assert fetched.status_code == 200
    (event,) = events(fetched.content).values()
    assert event["dtstart"].dt == date(2026, 4, 1)  # type: ignore[index]
    again = outside.get(shown.removeprefix("http://testserver"), headers={"If-None-Match": fetched["ETag"]})
    assert again.status_code == 304
    assert outside.get(reverse("portfolio:feed")).status_code == 404
    assert outside.get(reverse("portfolio:feed"), {"token": "x" * 500}).status_code == 404
    everything = outside.get(shown.removeprefix("http://testserver").replace("q=vagt&", ""))
    assert b"Andres" not in everything.content, "a key opens its own organisation alone"


def test_an_event_keeps_its_id_and_counts_on_when_the_milestone_moves(world: World, browser: Client) -> None:
    row = planned(world, date(2026, 4, 1))
    world.log_in(browser, HVIDOVRE, "employee")
    (before,) = events(browser.get(reverse("portfolio:calendar_file")).content).values()
    with world.scope(HVIDOVRE):
        milestone = row.milestones.get()
        plans.move_milestone(
            milestone, date(2026, 4, 9), reason="Ferie", acting=keeper(world, HVIDOVRE), at=NOW
        )
    (after,) = events(browser.get(reverse("portfolio:calendar_file")).content).values()
    assert before["uid"] == after["uid"]  # type: ignore[index]
    assert after["sequence"] > before["sequence"]  # type: ignore[index]
    assert after["dtstart"].dt == date(2026, 4, 9)  # type: ignore[index]


def test_thunderbird_follows_a_milestone_that_moves_and_is_reached(world: World, browser: Client) -> None:
    row = planned(world, date(2026, 4, 1), title="Vagtplan; udbud, fælles")
    world.log_in(browser, HVIDOVRE, "employee")
    made = browser.post(reverse("portfolio:calendar_subscribe")).context["shown"]
    address = made.removeprefix("http://testserver")
    tag = Client().get(address)["ETag"]
    (before,) = read(address)["events"]
    assert before["days"] == ["2026-04-01", "2026-04-02"]
    assert before["summary"] == "EKSEMPEL: Til 2026-04-01 (Vagtplan; udbud, fælles)"
    acting = keeper(world, HVIDOVRE)
    with world.scope(HVIDOVRE):
        plans.move_milestone(row.milestones.get(), date(2026, 4, 9), reason="Ferie", acting=acting, at=NOW)
    (moved,) = read(address)["events"]
    assert Client().get(address, headers={"If-None-Match": tag}).status_code == 200
    with world.scope(HVIDOVRE):
        plans.reach_milestone(row.milestones.get(), NOW.date(), acting=acting, at=NOW)
    (reached,) = read(address)["events"]
    assert before["uid"] == moved["uid"] == reached["uid"]
    assert before["sequence"] < moved["sequence"] < reached["sequence"]
    assert [moved["days"][0], reached["days"][0]] == ["2026-04-09", "2026-03-02"]
