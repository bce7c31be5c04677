"""The feed as calendars take it: read by Thunderbird's own parser, and asked for again over HTTP."""

from __future__ import annotations

import json
import logging
import subprocess
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from tests.apps.governance import forum_world as here
from tests.apps.governance.at_time import set_clock
from tests.apps.world import NOW, World
from tests.journeys.html_standard import node

from samspil.apps.governance.models import Meeting
from samspil.apps.governance.selectors.adoptions import forum_on
from samspil.apps.governance.services import meetings
from samspil.cli.running import serving

READER = Path(__file__).with_name("calendar_reader.mjs")
ICAL = Path(__file__).parents[3] / "node_modules" / "ical.js"
COPENHAGEN = ZoneInfo("Europe/Copenhagen")


@pytest.fixture
def address(world: World, browser: Client, monkeypatch: pytest.MonkeyPatch) -> str:
    """Where a director's calendar fetches the board's meetings."""
    set_clock(monkeypatch, NOW)
    with world.scope(""):
        here.next_meeting(world)
    world.log_in(browser, "", here.OTHER)
    page = browser.post(reverse("governance:forum_calendar", args=["board"])).content.decode()
    url = page.partition('id="address" readonly value="')[2].partition('"')[0]
    return url.partition("testserver")[2]


def read(address: str) -> dict[str, Any]:
    """What Thunderbird's parser finds at an address."""
    found = node()
    if found is None or not ICAL.is_dir():
        pytest.skip("ical.js is not installed: make node_modules/.stamp")
    content = Client().get(address).content
    done = subprocess.run(
        [found, str(READER)], input=content, capture_output=True, check=False, cwd=READER.parent
    )
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def local(moment: str) -> datetime:
    return datetime.fromisoformat(moment).astimezone(COPENHAGEN)


def test_thunderbird_finds_every_meeting_at_nine_by_the_clock_on_the_wall(world: World, address: str) -> None:
    found = read(address)
    with world.scope(""):
        planned = {one.begins_at for one in Meeting.objects.all()}
    assert (found["method"], "Bestyrelsen" in found["name"]) == ("PUBLISH", True)
    assert {datetime.fromisoformat(one["begins"]) for one in found["events"]} == planned
    assert {local(one["begins"]).hour for one in found["events"]} == {9}
    assert {local(one["begins"]).utcoffset() for one in found["events"]} == {
        timedelta(hours=1),
        timedelta(hours=2),
    }
    assert {one["zone"] for one in found["events"]} == {"Europe/Copenhagen"}
    assert not any(
        one["recurs"] for one in found["events"]
    )  # each meeting is itself: no exceptions are needed


@pytest.mark.parametrize("day", ["2026-03-28", "2026-03-29", "2026-10-24", "2026-10-25", "2027-03-28"])
def test_thunderbird_keeps_the_hour_over_the_clock_changes(world: World, address: str, day: str) -> None:
    begins = datetime.fromisoformat(f"{day}T09:00").replace(tzinfo=COPENHAGEN)
    with world.scope(""):
        meeting = Meeting.objects.order_by("begins_at")[0]
        secretary = world.acting("", here.SECRETARY)
        meetings.change_meeting(meeting, begins, "", acting=secretary, at=NOW)
    (event,) = [one for one in read(address)["events"] if one["uid"].startswith(str(meeting.public_id))]
    assert datetime.fromisoformat(event["begins"]) == begins
    assert datetime.fromisoformat(event["ends"]) == begins + timedelta(hours=2)


def test_thunderbird_follows_a_meeting_that_is_moved_and_then_cancelled(world: World, address: str) -> None:
    with world.scope(""):
        meeting = Meeting.objects.order_by("begins_at")[0]
        secretary = world.acting("", here.SECRETARY)
        before = read(address)["events"][0]
        later, place = meeting.begins_at + timedelta(hours=1), "Rådhuset, sal 2; indgang øst\nRing på"
        meetings.change_meeting(meeting, later, place, acting=secretary, at=NOW)
        moved = read(address)["events"][0]
        meetings.cancel_meeting(meeting, acting=secretary, at=NOW)
        off = read(address)["events"][0]
    assert before["uid"] == moved["uid"] == off["uid"]
    assert [one["sequence"] for one in (before, moved, off)] == [0, 1, 2]
    assert [one["status"] for one in (before, moved, off)] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert moved["location"] == place


def test_thunderbird_reads_why_an_extraordinary_meeting_is_held(world: World, address: str) -> None:
    why = "Udbud, der ikke kan vente; se bilag 1, 2 og 3: " + "æøå " * 40
    with world.scope(""):
        found = forum_on(world.association.pk, here.BOARD, NOW.date())
        call = meetings.Call(NOW + timedelta(days=1), why, "Lokale 7")
        meetings.call_meeting(found, call, acting=world.acting("", here.SECRETARY), at=NOW)
    first = read(address)["events"][0]
    assert "ekstraordinært møde" in first["summary"]
    assert first["description"] == f"Hvorfor: {why.strip()}"


# asked for again


def test_what_has_not_changed_is_not_sent_again(
    world: World, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = Client().get(address)
    tag = first["ETag"]
    set_clock(monkeypatch, NOW + timedelta(hours=1))
    again = Client().get(address, headers={"if-none-match": tag})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", tag)
    assert again["Cache-Control"] == "private, no-cache"
    with world.scope(""):
        meeting = Meeting.objects.order_by("begins_at")[0]
        meetings.cancel_meeting(meeting, acting=world.acting("", here.SECRETARY), at=NOW)
    changed = Client().get(address, headers={"if-none-match": tag})
    assert changed.status_code == 200
    assert changed["ETag"] != tag


def test_a_wrong_key_is_answered_alike_with_a_tag_that_was_right(address: str) -> None:
    tag = Client().get(address)["ETag"]
    path = address.partition("?")[0]
    assert Client().get(path, {"token": "x"}, headers={"if-none-match": tag}).status_code == 404


def test_the_head_of_the_feed_says_what_it_is(address: str) -> None:
    head = Client().head(address)
    assert (head.status_code, head.content) == (200, b"")
    assert head["Content-Type"] == "text/calendar; charset=utf-8"
    assert head["Referrer-Policy"] == "no-referrer"


def test_the_key_comes_in_no_log(address: str, caplog: pytest.LogCaptureFixture) -> None:
    key = address.partition("token=")[2]
    with caplog.at_level(logging.DEBUG):
        Client().get(address)
        Client().get(address.replace("board", "no_such_forum"))
        Client().post(address)
    assert not [one for one in caplog.records if key in one.getMessage() and one.name != "django.db.backends"]


def test_the_servers_own_log_leaves_out_what_stands_after_the_question_mark() -> None:
    """gunicorn: %(r)s and %(q)s hold the query; %(U)s is the path alone."""
    assert "%(U)s" in serving._LOGGED
    assert not any(
        one in serving._LOGGED for one in ("%(r)s", "%(q)s", "%(f)s", "{raw_uri}e", "{query_string}e")
    )
