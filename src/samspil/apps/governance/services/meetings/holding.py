"""A meeting is moved, cancelled, opened and closed; who is there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from samspil.apps.governance.models import Attendance, Meeting
from samspil.apps.governance.selectors.adoptions import ForumOnDay
from samspil.apps.governance.services.meetings.calling import papers_for, refuse_time
from samspil.apps.governance.services.meetings.ground import locked, managed, write
from samspil.apps.governance.types import ItemState, MeetingState, RefusedError
from samspil.apps.organisations.selectors import seat_holders
from samspil.apps.organisations.types import Acting
from samspil.core.errors import Problem
from samspil.core.governance.forum_decisions import chairs_among, seats_on


@transaction.atomic
def change_meeting(
    meeting: Meeting, begins_at: datetime, place: str, *, acting: Acting, at: datetime
) -> Meeting:
    """Another time or place; calendars are told, and the papers' day follows.

    Raises:
        RefusedError: the time has been, or another meeting has it.
    """
    meeting = locked(meeting, MeetingState.PLANNED)
    found = managed(meeting.organisation_id, meeting.forum, acting, at)
    if begins_at != meeting.begins_at:
        refuse_time(meeting, begins_at, at)
        meeting.papers_by, meeting.papers_shortened = papers_for(found, begins_at, at)
    meeting.begins_at, meeting.place = begins_at, place
    meeting.sequence += 1
    meeting.save(update_fields=["begins_at", "place", "papers_by", "papers_shortened", "sequence"])
    write(meeting, "changed", {"begins_at": begins_at.isoformat()}, acting, at)
    return meeting


@transaction.atomic
def open_meeting(meeting: Meeting, *, acting: Acting, at: datetime) -> Meeting:
    """The meeting begins: a line for each seat, with whoever holds it today.

    Raises:
        RefusedError: its day has not come.
    """
    meeting = locked(meeting, MeetingState.PLANNED)
    found = managed(meeting.organisation_id, meeting.forum, acting, at)
    if timezone.localdate(at) < timezone.localdate(meeting.begins_at):
        raise RefusedError(Problem("meeting_is_later", {"at": meeting.begins_at}))
    lines = lines_for(meeting, found, at, present=True)
    meeting.state, meeting.opened_at = MeetingState.OPEN.value, at
    meeting.chaired_by = chair_among(found, [line.seat for line in lines if line.is_present], at)
    meeting.save(update_fields=["state", "opened_at", "chaired_by"])
    write(meeting, "opened", {"seats": len(lines)}, acting, at)
    return meeting


def lines_for(meeting: Meeting, found: ForumOnDay, at: datetime, *, present: bool) -> list[Attendance]:
    """A line for each seat, with whoever holds it today. An empty seat is not there."""
    on = timezone.localdate(at)
    holders = seat_holders(meeting.organisation_id, meeting.forum, on)
    lines = [
        Attendance(
            organisation_id=meeting.organisation_id,
            meeting=meeting,
            seat=seat.id,
            person=holders[seat.id][0] if seat.id in holders else None,
            person_name=holders[seat.id][1] if seat.id in holders else "",
            is_present=present and seat.id in holders,
        )
        for seat in seats_on(found.model, found.key, on)
    ]
    return Attendance.objects.bulk_create(lines)


def chair_among(found: ForumOnDay, present: Sequence[str], at: datetime, wanted: str = "") -> str:
    """Who chairs: the chair where it is there, else whoever is wanted, else the first that is."""
    on = timezone.localdate(at)
    chairs = chairs_among(found.model, found.key, seats_on(found.model, found.key, on), on)
    able = [seat for seat in chairs if seat in present] or list(present)
    return wanted if wanted in able else next(iter(able), "")


@transaction.atomic
def set_attendance(
    meeting: Meeting, present: Sequence[str], *, acting: Acting, at: datetime, chaired_by: str = ""
) -> None:
    """Who is there now; an empty seat cannot be. The chair who left gives way, and leads again on return."""
    meeting = locked(meeting, MeetingState.OPEN)
    found = managed(meeting.organisation_id, meeting.forum, acting, at)
    lines = list(meeting.attendances.order_by("pk"))
    for line in lines:
        line.is_present = line.seat in present and line.person is not None
    Attendance.objects.bulk_update(lines, ["is_present"])
    here = [line.seat for line in lines if line.is_present]
    meeting.chaired_by = chair_among(found, here, at, chaired_by or meeting.chaired_by)
    meeting.save(update_fields=["chaired_by"])
    write(meeting, "attendance_set", {"present": sorted(here), "chair": meeting.chaired_by}, acting, at)


@transaction.atomic
def close_meeting(meeting: Meeting, *, acting: Acting, at: datetime, notes: str = "") -> Meeting:
    """The meeting is over. What was not decided is put off."""
    meeting = locked(meeting, MeetingState.OPEN)
    managed(meeting.organisation_id, meeting.forum, acting, at)
    meeting.items.filter(state=ItemState.WAITING.value).update(state=ItemState.PUT_OFF.value)
    meeting.state, meeting.closed_at, meeting.notes = MeetingState.CLOSED.value, at, notes
    meeting.save(update_fields=["state", "closed_at", "notes"])
    write(meeting, "closed", {"items": meeting.items.count()}, acting, at)
    return meeting


@transaction.atomic
def cancel_meeting(meeting: Meeting, *, acting: Acting, at: datetime) -> None:
    """A planned meeting is not held; its items wait for the next."""
    meeting = locked(meeting, MeetingState.PLANNED)
    managed(meeting.organisation_id, meeting.forum, acting, at)
    meeting.items.all().delete()
    meeting.state, meeting.sequence = MeetingState.CANCELLED.value, meeting.sequence + 1
    meeting.save(update_fields=["state", "sequence"])
    write(meeting, "cancelled", {}, acting, at)
