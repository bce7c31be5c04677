"""What is to be measured as iCalendar (RFC 5545), to be read into one's own calendar."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from samspil.apps.benefits.selectors.follow_up import ToMeasure

_ONE_DAY: Final = timedelta(days=1)


def as_icalendar(due: Iterable[ToMeasure], *, is_example: bool, at: datetime) -> bytes:
    """Each on the day it is due by, under an id that stays, so that reading it in again doubles nothing."""
    calendar = Calendar()
    before = f"{_('EXAMPLE')}: " if is_example else ""
    calendar.add("prodid", "-//Samspil//Measurements//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", before + _("What is to be measured when"))
    for one in due:
        calendar.add_component(_event(one, before, at))
    content: bytes = calendar.to_ical()
    return content


def _event(one: ToMeasure, before: str, at: datetime) -> Event:
    event = Event()
    event.add("uid", f"{one.due.public_id}@samspil")
    event.add("dtstamp", at)
    event.add("dtstart", one.due.due_on)
    event.add("dtend", one.due.due_on + _ONE_DAY)
    told = _("Measure: %(indicator)s") % {"indicator": one.due.indicator__name}
    event.add("summary", before + told)
    event.add("transp", "TRANSPARENT")
    event.add("description", f"{one.of.number} {one.of.title} · {one.due.indicator__measurer}")
    return event
