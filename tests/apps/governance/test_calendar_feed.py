"""The feed that calendars fetch, read by another reader and held to RFC 5545 line by line."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar
from tests.apps.governance import forum_world as here
from tests.apps.governance.at_time import set_clock
from tests.apps.world import HVIDOVRE, NOW, World

from samspil.apps.governance.models import CalendarKey, Meeting
from samspil.apps.governance.services import calendar_feed, meetings
from samspil.apps.organisations.models import Access

COPENHAGEN = ZoneInfo("Europe/Copenhagen")


@pytest.fixture
def address(world: World, browser: Client, monkeypatch: pytest.MonkeyPatch) -> str:
    """Where a director's calendar fetches the board's meetings."""
    set_clock(monkeypatch, NOW)
    with world.scope(""):
        here.next_meeting(world)
    world.log_in(browser, "", here.OTHER)
    return made(browser)


def made(browser: Client) -> str:
    page = browser.post(reverse("governance:forum_calendar", args=["board"])).content.decode()
    url = page.partition('id="address" readonly value="')[2].partition('"')[0]
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}"


def fetched(address: str) -> bytes:
    answer = Client().get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    return answer.content


def unfolded(content: bytes) -> list[str]:
    """The lines of RFC 5545 §3.1, without any library."""
    assert content.endswith(b"\r\n")
    lines = content.split(b"\r\n")[:-1]
    assert all(b"\n" not in line and b"\r" not in line for line in lines)
    assert max(len(line) for line in lines) <= 75
    whole: list[bytes] = []
    for line in lines:
        if line[:1] in b" \t" and line:
            whole[-1] += line[1:]
        else:
            whole.append(line)
    return [line.decode() for line in whole]


def events(content: bytes) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    for line in unfolded(content):
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found and name.partition(";")[0] not in {"BEGIN", "END"}:
            found[-1][name.partition(";")[0]] = value
            found[-1][f"{name.partition(';')[0]} parameters"] = name.partition(";")[2]
    return found


def transitions(content: bytes) -> dict[datetime, timedelta]:
    """The zone's changes as its VTIMEZONE tells them: local time before, and the offset after."""
    lines, told = unfolded(content), dict[datetime, timedelta]()
    offset, starts = timedelta(0), list[str]()
    for line in lines:
        name, _, value = line.partition(":")
        name = name.partition(";")[0]
        if line in {"BEGIN:STANDARD", "BEGIN:DAYLIGHT"}:
            starts = []
        elif name == "TZOFFSETTO":
            offset = timedelta(hours=int(value[:3]), minutes=int(value[0] + value[3:5]))
        elif name in {"DTSTART", "RDATE"} and "VEVENT" not in line:
            starts += value.split(",")
        elif line in {"END:STANDARD", "END:DAYLIGHT"}:
            assert "RRULE" not in line
            told |= {datetime.strptime(one, "%Y%m%dT%H%M%S"): offset for one in starts}  # noqa: DTZ007
        elif line == "BEGIN:VEVENT":
            break
    return told


def test_the_lines_are_those_of_the_standard(address: str) -> None:
    lines = unfolded(fetched(address))
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    assert "VERSION:2.0" in lines
    assert sum(line.startswith("PRODID:") for line in lines) == 1
    assert "TZID:Europe/Copenhagen" in lines
    for event in events(fetched(address)):
        assert {"UID", "DTSTAMP", "DTSTART", "SUMMARY", "STATUS", "SEQUENCE"} <= set(event)
        assert event["DTSTAMP"].endswith("Z")
        assert event["DTSTART parameters"] == "TZID=Europe/Copenhagen"


def test_meetings_on_both_sides_of_a_clock_change_begin_at_nine(address: str) -> None:
    """The board meets at nine by the clock on the wall: in March in winter time, in June in summer time."""
    content = fetched(address)
    assert [one["DTSTART"][-6:] for one in events(content)][:3] == ["090000"] * 3
    read = [event.decoded("dtstart") for event in Calendar.from_ical(content).walk("VEVENT")]
    assert [one.astimezone(UTC).hour for one in read][:3] == [8, 7, 7]


def test_by_a_clock_that_never_changes_the_meetings_of_summer_would_begin_at_eight(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: it is the zone of the model that keeps them at nine."""
    monkeypatch.setattr(calendar_feed, "ZoneInfo", lambda _key: ZoneInfo("Etc/GMT-1"))
    assert [one["DTSTART"][-6:] for one in events(fetched(address))][:3] == ["090000", "080000", "080000"]


@pytest.mark.parametrize(
    ("local", "hours"), [("2026-03-29T02:00", 2), ("2026-10-25T03:00", 1), ("2027-03-28T02:00", 2)]
)
def test_the_zone_changes_when_the_clocks_do(address: str, local: str, hours: int) -> None:
    """EU directive 2000/84: the last Sundays of March and October at 01:00 UTC."""
    assert transitions(fetched(address))[datetime.fromisoformat(local)] == timedelta(hours=hours)


def test_a_meeting_in_the_week_of_the_clock_change_stays_at_its_hour(world: World, address: str) -> None:
    with world.scope(""):
        meeting = Meeting.objects.order_by("begins_at")[0]
        secretary = world.acting("", here.SECRETARY)
        for day in ("2026-03-28T09:00", "2026-03-30T09:00"):
            begins = datetime.fromisoformat(day).replace(tzinfo=COPENHAGEN)
            meetings.change_meeting(meeting, begins, "", acting=secretary, at=NOW)
            first = events(fetched(address))[0]
            assert first["DTSTART"] == f"{begins:%Y%m%dT%H%M%S}"


def test_a_moved_meeting_keeps_its_id_and_a_cancelled_one_says_so(world: World, address: str) -> None:
    before = events(fetched(address))[0]
    with world.scope(""):
        meeting = Meeting.objects.order_by("begins_at")[0]
        secretary = world.acting("", here.SECRETARY)
        later = meeting.begins_at + timedelta(hours=1)
        place = "Rådhuset, Store Møllevej 4; " + "indgang øst ad den lange gang " * 4
        meetings.change_meeting(meeting, later, place.strip(), acting=secretary, at=NOW)
        moved = events(fetched(address))[0]
        meetings.cancel_meeting(meeting, acting=secretary, at=NOW)
    off = events(fetched(address))[0]
    assert before["UID"] == moved["UID"] == off["UID"]
    assert [one["SEQUENCE"] for one in (before, moved, off)] == ["0", "1", "2"]
    assert [one["STATUS"] for one in (before, moved, off)] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert r"Møllevej 4\; indgang" in moved["LOCATION"]
    assert off["SUMMARY"].startswith("AFLYST")


def test_example_data_is_marked_in_every_summary(address: str) -> None:
    assert all("EKSEMPEL" in one["SUMMARY"] for one in events(fetched(address)))


def test_only_a_hash_of_the_key_is_kept(world: World, address: str) -> None:
    key = address.partition("token=")[2]
    with world.scope(""):
        kept = CalendarKey.objects.get()
    assert key not in kept.key_hash
    assert len(kept.key_hash) == 64


def test_a_new_key_stops_the_one_before(browser: Client, address: str) -> None:
    newer = made(browser)
    assert Client().get(address).status_code == 404
    assert Client().get(newer).status_code == 200


@pytest.mark.parametrize("key", ["", "x", "0" * 32 + ".abc", "zz.zz", "ø" * 400])
def test_other_keys_find_nothing(address: str, key: str) -> None:
    path = address.partition("?")[0]
    assert Client().get(path, {"token": key}).status_code == 404


def test_a_key_of_one_organisation_opens_no_other(world: World, address: str) -> None:
    key = address.partition("token=")[2]
    hvidovre = world.organisation(HVIDOVRE).public_id.hex
    path = address.partition("?")[0]
    assert Client().get(path, {"token": f"{hvidovre}.{key.partition('.')[2]}"}).status_code == 404


def test_who_may_act_no_longer_fetches_nothing(world: World, address: str) -> None:
    person = world.people["", here.OTHER]
    Access.objects.filter(person=person).update(valid_to=NOW.date())
    assert Client().get(address).status_code == 404
