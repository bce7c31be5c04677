"""What every change of a meeting begins and ends with: may this one, is it open to change, the journal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from django.utils import timezone

from samspil.apps.governance.models import AgendaItem, Meeting
from samspil.apps.governance.selectors.adoptions import ForumOnDay, forum_on
from samspil.apps.governance.types import ItemState, MeetingState, RefusedError
from samspil.apps.organisations.types import Acting
from samspil.core.errors import Problem
from samspil.core.governance.forum_decisions import chairs_among, seats_on
from samspil.kit.journal.recording import By, Told, record

SUBJECT: Final = "meeting"
CLOCK: Final = "clock"


def manages(found: ForumOnDay, acting: Acting, on: date) -> bool:
    """Whether somebody prepares and holds this forum's meetings: its chair or its secretary."""
    if found.forum.secretary is not None and found.forum.secretary in acting.roles:
        return True
    chairs = chairs_among(found.model, found.key, seats_on(found.model, found.key, on), on)
    return any(seat.forum == found.key and seat.seat in chairs for seat in acting.seats)


def managed(organisation_id: int, forum: str, acting: Acting, at: datetime) -> ForumOnDay:
    """The forum, for somebody who may manage it.

    Raises:
        RefusedError: they may not.
    """
    on = timezone.localdate(at)
    found = forum_on(organisation_id, forum, on)
    if not manages(found, acting, on):
        raise RefusedError(Problem("only_chair_or_secretary"))
    return found


def locked(meeting: Meeting, *states: MeetingState) -> Meeting:
    """The meeting as it is now, kept from others until the transaction ends.

    Raises:
        RefusedError: it is in none of these states.
    """
    found: Meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if found.state not in {state.value for state in states}:
        raise RefusedError(Problem("meeting_is_elsewhere"))
    return found


def undecided(item: AgendaItem) -> AgendaItem:
    """The item as it is now, kept from others until the transaction ends.

    Raises:
        RefusedError: it is decided, or put off.
    """
    found: AgendaItem = AgendaItem.objects.select_for_update().get(pk=item.pk)
    if found.state == ItemState.DECIDED.value:
        raise RefusedError(Problem("item_is_decided", {"case": found.matter.case_number}))
    if found.state == ItemState.PUT_OFF.value:
        raise RefusedError(Problem("item_is_put_off", {"case": found.matter.case_number}))
    return found


def told(what: str, meeting: Meeting, facts: Mapping[str, object]) -> Told:
    """A line for the journal."""
    said = {"forum": meeting.forum, **facts}
    return Told(f"governance.meeting.{what}", SUBJECT, str(meeting.public_id), said)


def write(
    meeting: Meeting, what: str, facts: Mapping[str, object], acting: Acting | None, at: datetime
) -> None:
    """Into the journal."""
    by = By(str(acting.person) if acting else CLOCK, at)
    record(meeting.organisation_id, [told(what, meeting, facts)], by)
