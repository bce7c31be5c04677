"""An organisation's milestones as iCalendar (RFC 5545), so that real calendars can subscribe."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from samspil.apps.portfolio.selectors.listing import PortfolioFilter
from samspil.apps.portfolio.selectors.milestones import FedMilestone, milestones_from

BACK: Final = timedelta(days=183)
_FRESH: Final = timedelta(hours=6)
_ONE_DAY: Final = timedelta(days=1)


def as_icalendar(organisation_id: int, by: PortfolioFilter, *, is_example: bool, at: datetime) -> bytes:
    """The milestones from half a year back on, each a whole day, with an id that stays when it moves."""
    calendar = Calendar()
    name = _("Milestones")
    calendar.add("prodid", "-//Samspil//Milestones//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", f"{_('EXAMPLE')}: {name}" if is_example else name)
    calendar.add("refresh-interval", _FRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    since = timezone.localdate(at) - BACK
    for one in milestones_from(organisation_id, by, since):
        calendar.add_component(_event(one, at, is_example=is_example))
    content: bytes = calendar.to_ical()
    return content


def _event(one: FedMilestone, at: datetime, *, is_example: bool) -> Event:
    told = f"{one.name} ({one.initiative__title})"
    if one.done_on is not None:
        told = _("Reached: %(milestone)s") % {"milestone": told}
    event = Event()
    event.add("uid", f"{one.public_id}@samspil")
    event.add("dtstamp", at)
    event.add("dtstart", one.done_on or one.expected_on)
    event.add("dtend", (one.done_on or one.expected_on) + _ONE_DAY)
    event.add("summary", f"{_('EXAMPLE')}: {told}" if is_example else told)
    event.add("sequence", one.moved + (one.done_on is not None))
    event.add("transp", "TRANSPARENT")
    event.add("description", one.initiative__number)
    return event
