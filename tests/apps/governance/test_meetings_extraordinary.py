"""A meeting outside the calendar: who may call it, when its papers are due, and where it is told."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from icalendar import Calendar
from tests.apps.governance import forum_world as here
from tests.apps.governance.at_time import set_clock
from tests.apps.governance.board import text
from tests.apps.world import HVIDOVRE, NOW, World

from samspil.apps.governance.models import Meeting
from samspil.apps.governance.selectors.adoptions import forum_on
from samspil.apps.governance.services import meetings
from samspil.apps.governance.services.calendar_feed import as_icalendar
from samspil.apps.governance.services.minutes_words import told_of
from samspil.apps.governance.types import RefusedError
from samspil.kit.journal.models import Entry

URL = "/forums/board/extraordinary/"
LATER = "2026-03-20T14:30"  # a Friday; six working days before is Thursday 12 March
WHY = "Udbuddet skal afgøres, før det ordinære møde."


@pytest.fixture
def secretary(world: World, browser: Client, monkeypatch: pytest.MonkeyPatch) -> Client:
    set_clock(monkeypatch, NOW)
    return world.log_in(browser, "", here.SECRETARY)


def called(browser: Client, begins_at: str = LATER, reason: str = WHY, key: str = "one") -> str:
    """The page that comes of calling a meeting."""
    typed = {"begins_at": begins_at, "place": "Lokale 7", "reason": reason, "key": key}
    return text(browser.post(URL, typed, follow=True))


def extraordinary(world: World) -> list[Meeting]:
    with world.scope(""):
        return list(Meeting.objects.filter(is_extraordinary=True).order_by("pk"))


def test_it_is_called_with_time_place_and_reason(world: World, secretary: Client) -> None:
    page = called(secretary)
    (meeting,) = extraordinary(world)
    copenhagen = ZoneInfo("Europe/Copenhagen")
    assert meeting.begins_at == datetime(2026, 3, 20, 14, 30, tzinfo=copenhagen)
    assert (meeting.place, meeting.called_because, meeting.state) == ("Lokale 7", WHY, "planned")
    for words in ("Ekstraordinært møde", WHY, "Bilag skal være her senest 12. marts 2026"):
        assert words in page, words
    assert "Fristen er forkortet" not in page
    with world.scope(""):
        entry = Entry.objects.get(action="governance.meeting.called")
    assert WHY not in str(entry.facts)


@pytest.mark.parametrize(
    ("begins_at", "papers_by", "is_shortened"),
    [
        ("2026-03-10T09:00", date(2026, 3, 2), False),  # six working days from today, Monday 2 March
        ("2026-03-09T09:00", date(2026, 3, 6), True),  # five: the working day before a Monday is a Friday
        ("2026-03-03T09:00", date(2026, 3, 2), True),
        ("2026-03-02T16:00", date(2026, 3, 2), True),
    ],
)
def test_the_papers_day_is_the_models_or_said_to_be_shortened(
    world: World, secretary: Client, begins_at: str, papers_by: date, is_shortened: bool
) -> None:
    page = called(secretary, begins_at)
    (meeting,) = extraordinary(world)
    assert (meeting.papers_by, meeting.papers_shortened) == (papers_by, is_shortened)
    assert ("Fristen er forkortet" in page) is is_shortened


def test_moving_it_later_gives_the_whole_time_for_papers_again(world: World, secretary: Client) -> None:
    called(secretary, "2026-03-03T09:00")
    (meeting,) = extraordinary(world)
    url = reverse("governance:meeting_change", args=[meeting.public_id])
    secretary.post(url, {"begins_at": LATER, "place": ""})
    (meeting,) = extraordinary(world)
    assert (meeting.papers_by, meeting.papers_shortened, meeting.sequence) == (date(2026, 3, 12), False, 1)


def test_the_chair_may_and_other_directors_and_members_may_not(
    world: World, browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_clock(monkeypatch, NOW)
    for who, status in [
        (("", here.CHAIR), 200),
        (("", here.OTHER), 404),
        ((HVIDOVRE, "employee"), 404),
    ]:
        world.log_in(browser, *who)
        assert browser.get(URL).status_code == status, who
        typed = {"begins_at": LATER, "reason": WHY, "key": f"{who}"}
        assert (browser.post(URL, typed).status_code == 302) is (status == 200), who
    assert len(extraordinary(world)) == 1
    assert Client().get(URL).status_code == 302  # nobody is asked to log in


def test_the_service_itself_refuses_whoever_does_not_manage_the_forum(world: World) -> None:
    call = meetings.Call(NOW + timedelta(days=20), WHY)
    with world.scope(""):
        found = forum_on(world.association.pk, here.BOARD, NOW.date())
        with pytest.raises(RefusedError, match="only_chair_or_secretary"):
            meetings.call_meeting(found, call, acting=world.acting("", here.OTHER), at=NOW)
        assert not Meeting.objects.exists()
        meetings.call_meeting(found, call, acting=world.acting("", here.CHAIR), at=NOW)


@pytest.mark.parametrize(
    ("begins_at", "reason", "said"),
    [
        ("2026-03-01T09:00", WHY, "som har været"),
        ("2036-03-01T09:00", WHY, "mere end tre år"),
        (LATER, "   ", "Skriv"),
        ("", WHY, "Skriv"),
        ("i morgen", WHY, "dato"),
    ],
)
def test_what_cannot_be_is_refused_and_what_was_typed_stays(
    world: World, secretary: Client, begins_at: str, reason: str, said: str
) -> None:
    typed = {"begins_at": begins_at, "place": "Lokale 7", "reason": reason}
    answer = secretary.post(URL, typed)
    assert answer.status_code == 422
    assert 'value="Lokale 7"' in text(answer)
    assert said.lower() in text(answer).lower()
    assert extraordinary(world) == []


def test_the_same_form_sent_twice_calls_one_meeting(world: World, secretary: Client) -> None:
    called(secretary)
    called(secretary)
    assert len(extraordinary(world)) == 1


def test_two_meetings_do_not_begin_at_the_same_moment(world: World, secretary: Client) -> None:
    called(secretary)
    assert "Forummet har allerede et møde" in called(secretary, key="two")
    assert len(extraordinary(world)) == 1


def test_it_takes_no_meeting_of_the_calendar_away(world: World, secretary: Client) -> None:
    """The board meets on 12 March at nine; an extraordinary one that afternoon comes on top."""
    called(secretary, "2026-03-12T15:00")
    with world.scope(""):
        found = forum_on(world.association.pk, here.BOARD, NOW.date())
        ordinary = meetings.plan_ahead(found, world.association.pk, at=NOW)
    assert len(ordinary) >= meetings.PLANNED_AHEAD
    assert ordinary[0].planned_for == date(2026, 3, 12)


def test_at_the_very_hour_of_the_calendar_it_stands_in_for_that_meeting(
    world: World, secretary: Client
) -> None:
    called(secretary, "2026-03-12T09:00")
    with world.scope(""):
        found = forum_on(world.association.pk, here.BOARD, NOW.date())
        ordinary = meetings.plan_ahead(found, world.association.pk, at=NOW)
    assert date(2026, 3, 12) not in [one.planned_for for one in ordinary]
    assert len(ordinary) >= meetings.PLANNED_AHEAD


def test_a_moved_meeting_is_not_planned_again_on_the_day_it_left(world: World, secretary: Client) -> None:
    with world.scope(""):
        meeting = here.next_meeting(world)
        acting = world.acting("", here.SECRETARY)
        meetings.change_meeting(meeting, meeting.begins_at + timedelta(days=5), "", acting=acting, at=NOW)
        found = forum_on(world.association.pk, here.BOARD, NOW.date())
        new = meetings.plan_meetings(found, world.association.pk, date(2029, 1, 1), at=NOW)
    assert new
    assert date(2026, 3, 12) not in [one.planned_for for one in new]


def test_the_forums_page_the_calendar_and_the_invitation_say_what_it_is(
    world: World, secretary: Client
) -> None:
    page = called(secretary)
    assert "Du er indkaldt til et ekstraordinært møde i Bestyrelsen." in page
    forum = text(secretary.get("/forums/board/"))
    assert "Ekstraordinært</span>" in forum
    assert WHY in forum
    with world.scope(""), translation.override("da"):
        found = forum_on(world.association.pk, here.BOARD, NOW.date())
        feed = as_icalendar(world.association.pk, found, language="da", is_example=False, at=NOW)
    (event,) = Calendar.from_ical(feed).walk("VEVENT")
    assert event["summary"] == "Bestyrelsen (ekstraordinært møde)"
    assert event["description"] == f"Hvorfor: {WHY}"


def test_it_can_be_cancelled_and_calendars_are_told(world: World, secretary: Client) -> None:
    called(secretary)
    (meeting,) = extraordinary(world)
    secretary.post(reverse("governance:meeting_step", args=[meeting.public_id, "cancel"]))
    with world.scope(""), translation.override("da"):
        found = forum_on(world.association.pk, here.BOARD, NOW.date())
        feed = as_icalendar(world.association.pk, found, language="da", is_example=False, at=NOW)
    (event,) = Calendar.from_ical(feed).walk("VEVENT")
    assert (event["status"], event["sequence"]) == ("CANCELLED", 1)
    assert called(secretary, key="anew").count("Ekstraordinært møde") >= 1  # the same hour is free again


def test_the_minutes_say_that_it_was_one_and_why(
    world: World, secretary: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    called(secretary, "2026-03-03T09:00")
    (meeting,) = extraordinary(world)
    set_clock(monkeypatch, NOW + timedelta(days=1))
    world.log_in(secretary, "", here.SECRETARY)
    for what in ("open", "close"):
        url = reverse("governance:meeting_step", args=[meeting.public_id, what])
        assert secretary.post(url).status_code == 302
    (meeting,) = extraordinary(world)
    with world.scope(""), translation.override("da"):
        told = told_of(meeting, is_example=False, language="da")
    assert told["title"] == "Referat af ekstraordinært møde i Bestyrelsen, 3. marts 2026"
    facts = dict(told["facts"])
    assert facts["Hvorfor det blev indkaldt"] == WHY
    assert facts["Bilag senest"] == "2. marts 2026 (forkortet frist)"
    assert meeting.minutes_hash


def test_in_english_and_norwegian_too(secretary: Client) -> None:
    for language, words in [
        ("en", "Call an extraordinary meeting"),
        ("nb", "Kall inn til et ekstraordinært møte"),
    ]:
        page = text(secretary.get(URL, headers={"accept-language": language}))
        assert words in page
