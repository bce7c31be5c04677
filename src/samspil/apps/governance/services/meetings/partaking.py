"""Who takes part in an item: asked while it is open, and written down once when it is settled."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from samspil.apps.governance.models import AgendaItem, Meeting, SeatAtItem
from samspil.apps.governance.types import Part
from samspil.apps.organisations.selectors import seat_holders
from samspil.core.governance.state import State


def in_the_room(meeting: Meeting, state: State, at: datetime) -> dict[str, str]:
    """Who takes part in an item: seat to person. Whoever has an interest is out, and whoever sits no more."""
    return {
        seat: person
        for seat, person in _present(meeting, at).items()
        if not _stays_out(meeting, state, seat, person)
    }


def _present(meeting: Meeting, at: datetime) -> dict[str, str]:
    """Those who are marked as present and hold their seat today."""
    holders = seat_holders(meeting.organisation_id, meeting.forum, timezone.localdate(at))
    lines = meeting.attendances.filter(is_present=True).order_by("pk").values_list("seat", "person")
    return {seat: str(person) for seat, person in lines if holders.get(seat, (None, ""))[0] == person}


def _stays_out(meeting: Meeting, state: State, seat: str, person: str) -> bool:
    forum = f"forum {meeting.forum}"
    return (forum, seat) in state.recused or state.bars(person, forum)


def note_who_took_part(
    item: AgendaItem, meeting: Meeting, state: State, at: datetime, room: frozenset[str] | None = None
) -> None:
    """A line for each seat, as it is at this moment. What is written already stays.

    Args:
        item: the item that is settled.
        meeting: its meeting.
        state: the matter as it stood when it was taken up.
        at: the moment.
        room: the seats that the item was decided by, where it was.
    """
    present = _present(meeting, at)
    took_part = frozenset(in_the_room(meeting, state, at)) if room is None else room
    lines = [
        SeatAtItem(
            organisation_id=meeting.organisation_id,
            item=item,
            seat=line.seat,
            person_name=line.person_name,
            part=_part(line.seat, took_part, present).value,
        )
        for line in meeting.attendances.order_by("pk")
    ]
    SeatAtItem.objects.bulk_create(lines, ignore_conflicts=True)


def _part(seat: str, took_part: frozenset[str], present: dict[str, str]) -> Part:
    if seat in took_part:
        return Part.TOOK_PART
    return Part.STEPPED_ASIDE if seat in present else Part.ABSENT
