"""A forum's meetings as iCalendar (RFC 5545), so that real calendars can subscribe."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone

from samspil.apps.governance.models import Meeting
from samspil.apps.governance.selectors.adoptions import ForumOnDay
from samspil.apps.governance.selectors.meetings import meetings_for_calendars
from samspil.apps.governance.types import MeetingState
from samspil.wording.catalogues import Language

BACK: Final = timedelta(days=183)
USUAL_LENGTH: Final = timedelta(hours=2)  # where the agenda does not say how long
_FRESH: Final = timedelta(hours=1)


def as_icalendar(
    organisation_id: int, found: ForumOnDay, *, language: Language, is_example: bool, at: datetime
) -> bytes:
    """The meetings from half a year back on, each with an id that stays and a number that grows.

    Times are local with their zone, so that a clock change moves no meeting.
    """
    name = found.forum.name.in_language(language)
    title = f"{_('EXAMPLE')}: {name}" if is_example else name
    zone = found.model.spec.working_time.zone
    meetings = meetings_for_calendars(organisation_id, found.key, at - BACK)
    calendar = Calendar()
    calendar.add("prodid", "-//Samspil//Meetings//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", title)
    calendar.add("refresh-interval", _FRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    calendar.add_component(_timezone(zone, meetings, at))
    for meeting in meetings:
        calendar.add_component(_event(meeting, title, ZoneInfo(zone), at))
    content: bytes = calendar.to_ical()
    return content


def _timezone(zone: str, meetings: list[Meeting], at: datetime) -> Timezone:
    """The zone's rules from the year before the first meeting to the year after the last."""
    years = [at.year, *(one.begins_at.year for one in meetings)]
    return Timezone.from_tzid(
        zone, first_date=date(min(years) - 1, 1, 1), last_date=date(max(years) + 2, 1, 1)
    )


def _event(meeting: Meeting, title: str, zone: ZoneInfo, at: datetime) -> Event:
    is_off = meeting.state == MeetingState.CANCELLED.value
    minutes: int = getattr(meeting, "minutes_in_all", None) or 0
    event = Event()
    event.add("uid", f"{meeting.public_id}@samspil")
    event.add("dtstamp", at)
    event.add("dtstart", meeting.begins_at.astimezone(zone))
    event.add("duration", timedelta(minutes=minutes) if minutes else USUAL_LENGTH)
    event.add("summary", f"{_('CANCELLED')}: {title}" if is_off else title)
    event.add("status", "CANCELLED" if is_off else "CONFIRMED")
    event.add("sequence", meeting.sequence)
    if meeting.place:
        event.add("location", meeting.place)
    return event
