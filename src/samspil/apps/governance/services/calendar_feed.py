"""A forum's meetings as iCalendar (RFC 5545), so that real calendars can subscribe."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard

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
    zone = ZoneInfo(found.model.spec.working_time.zone)
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
        calendar.add_component(_event(meeting, title, zone, at))
    content: bytes = calendar.to_ical()
    return content


def _timezone(zone: ZoneInfo, meetings: list[Meeting], at: datetime) -> Timezone:
    """The zone's changes from the year before the first meeting to the year after the last.

    Written here because the library's own puts the change to summer time an hour late: RFC 5545 §3.6.5 tells
    each change by the clock as it was before.
    """
    years = [at.year, *(one.begins_at.year for one in meetings)]
    first = datetime(min(years) - 1, 1, 1, tzinfo=UTC)
    told = Timezone()
    told.add("tzid", zone.key)
    told.add_component(_observance(zone, zone.utcoffset(first.astimezone(zone)), [first]))
    kinds: dict[tuple[timedelta | None, timedelta | None], list[datetime]] = defaultdict(list)
    for change in _changes(zone, first, max(years) + 2):
        before = (change - timedelta(seconds=1)).astimezone(zone).utcoffset()
        kinds[before, change.astimezone(zone).utcoffset()].append(change)
    for (before, _after), changes in kinds.items():
        told.add_component(_observance(zone, before, changes))
    return told


def _changes(zone: ZoneInfo, first: datetime, last_year: int) -> Iterator[datetime]:
    """The moments at which a zone changes its offset, to the hour."""
    day = first
    while day.year < last_year:
        following = day + timedelta(days=1)
        if day.astimezone(zone).utcoffset() != following.astimezone(zone).utcoffset():
            hours = (day + timedelta(hours=hour) for hour in range(1, 25))
            offset = day.astimezone(zone).utcoffset()
            yield next(hour for hour in hours if hour.astimezone(zone).utcoffset() != offset)
        day = following


def _observance(
    zone: ZoneInfo, before: timedelta | None, changes: list[datetime]
) -> TimezoneStandard | TimezoneDaylight:
    """One kind of change and each time it happens."""
    local = changes[0].astimezone(zone)
    part = TimezoneDaylight() if local.dst() else TimezoneStandard()
    starts = [(one + (before or timedelta(0))).replace(tzinfo=None) for one in changes]
    part.add("dtstart", starts[0])
    for one in starts[1:]:
        part.add("rdate", one)
    part.add("tzoffsetfrom", before)
    part.add("tzoffsetto", local.utcoffset())
    part.add("tzname", local.tzname())
    return part


def _event(meeting: Meeting, title: str, zone: ZoneInfo, at: datetime) -> Event:
    is_off = meeting.state == MeetingState.CANCELLED.value
    if meeting.is_extraordinary:
        title = _("%(title)s (extraordinary meeting)") % {"title": title}
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
    if meeting.called_because:
        event.add("description", _("Why: %(reason)s") % {"reason": meeting.called_because})
    return event


def tag_of(content: bytes) -> str:
    """The same for the same meetings whenever they are fetched: all but the moment of fetching counts."""
    lines = (line for line in content.split(b"\r\n") if not line.startswith(b"DTSTAMP:"))
    return hashlib.sha256(b"\r\n".join(lines)).hexdigest()[:32]
