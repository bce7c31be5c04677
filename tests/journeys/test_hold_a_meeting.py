"""Journey 3: the board's meeting, from the calendar to minutes and into people's own calendars."""

from __future__ import annotations

from datetime import timedelta
from urllib.request import urlopen

import pytest
from icalendar import Calendar
from tests.apps.governance import forum_world
from tests.apps.world import NOW, World
from tests.journeys import meeting
from tests.journeys.conftest import Clock, Sit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_board_meets(sits: Sit, world: World, clock: Clock) -> None:
    with world.scope(""):
        for title in meeting.PLANS:
            forum_world.plan(world, title)
    clock(NOW + timedelta(hours=1))
    secretary = sits("", forum_world.SECRETARY)
    secretary.goes("/")
    meeting.plans_from_the_calendar(secretary)
    meeting.puts_on_the_agenda(secretary)
    meeting.moves_the_last_up_by_keyboard(secretary)
    address = secretary.page.url.removeprefix(secretary.origin)
    clock(meeting.HELD)
    secretary = sits("", forum_world.SECRETARY)
    secretary.goes(address)
    meeting.opens_it(secretary)
    meeting.notes_who_is_present(secretary)
    meeting.decides(secretary, meeting.PLANS[0])
    meeting.notes_that_somebody_left(secretary)
    meeting.decides(secretary, meeting.PLANS[2])
    meeting.puts_off(secretary, meeting.PLANS[1])
    meeting.closes(secretary)
    meeting.sees_who_took_part(secretary)
    meeting.downloads_the_minutes(secretary)
    meeting.calls_an_extraordinary_meeting(secretary)
    address = meeting.puts_it_in_a_calendar(secretary)
    with urlopen(address) as feed:  # a calendar cannot log in: the key in the address lets it in
        calendar = Calendar.from_ical(feed.read())
    days = {event.decoded("dtstart").date() for event in calendar.walk("VEVENT")}
    assert {meeting.HELD.date(), meeting.EXTRAORDINARY} <= days
