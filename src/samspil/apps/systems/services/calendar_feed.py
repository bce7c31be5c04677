"""By when somebody must act about contracts as iCalendar (RFC 5545), to be read into one's own calendar."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from samspil.apps.systems.selectors.calendar import Held
from samspil.core.retender.chain import Act, Chain
from samspil.wording import retender
from samspil.wording.words import Words

_ONE_DAY: Final = timedelta(days=1)


def as_icalendar(told: Iterable[tuple[Held, Chain]], say: Words, *, is_example: bool, at: datetime) -> bytes:
    """Each act that is not too late, under an id that stays: reading it in again doubles nothing."""
    calendar = Calendar()
    before = f"{_('EXAMPLE')}: " if is_example else ""
    calendar.add("prodid", "-//Samspil//Contracts//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", before + _("Re-tender calendar"))
    for one, found in told:
        for act in found.acts:
            if not act.late:
                calendar.add_component(_event(one, act, before, say, at))
    content: bytes = calendar.to_ical()
    return content


def _event(one: Held, act: Act, before: str, say: Words, at: datetime) -> Event:
    event = Event()
    event.add("uid", f"{one.told.public_id}-{act.sort.value}-{act.number}{act.agreement}@samspil")
    event.add("dtstamp", at)
    event.add("dtstart", act.by)
    event.add("dtend", act.by + _ONE_DAY)
    event.add("summary", f"{before}{retender.act(act, say)}: {one.told.name}")
    event.add("transp", "TRANSPARENT")
    event.add("description", " ".join(retender.told(act.because, say)))
    return event
