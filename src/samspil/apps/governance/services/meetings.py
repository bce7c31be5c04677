"""Meetings: planned from the calendar, their agenda, who is there, what is decided, and how they end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from samspil.apps.governance.models import AgendaItem, Attendance, Matter, Meeting
from samspil.apps.governance.selectors.adoptions import ForumOnDay, forum_on
from samspil.apps.governance.services.moving import move
from samspil.apps.governance.types import ItemState, MeetingState, RefusedError
from samspil.apps.organisations.selectors import seat_holders
from samspil.apps.organisations.types import Acting
from samspil.core.errors import Problem
from samspil.core.governance.entries import Choose
from samspil.core.governance.forum_decisions import seats_on
from samspil.core.governance.matter import Sitting, Vote
from samspil.core.governance.schedules import meeting_calendar, papers_day, work_calendar
from samspil.kit.journal.recording import By, Told, record

SUBJECT = "meeting"


def manages(found: ForumOnDay, acting: Acting) -> bool:
    """Whether somebody prepares and holds this forum's meetings: its chair or its secretary."""
    chair_role = found.forum.seats[found.forum.chair].role
    chairs = any(seat.forum == found.key and seat.role == chair_role for seat in acting.seats)
    return chairs or (found.forum.secretary is not None and found.forum.secretary in acting.roles)


def _managed(organisation_id: int, forum: str, acting: Acting, at: datetime) -> ForumOnDay:
    found = forum_on(organisation_id, forum, timezone.localdate(at))
    if not manages(found, acting):
        raise RefusedError(Problem("only_chair_or_secretary"))
    return found


@transaction.atomic
def plan_meetings(found: ForumOnDay, organisation_id: int, until: date, *, at: datetime) -> list[Meeting]:
    """The meetings of a forum's calendar until a day, those that are not planned yet."""
    work = work_calendar(found.model.spec)
    today = timezone.localdate(at)
    calendar = meeting_calendar(found.model.spec, found.key)
    zone = ZoneInfo(found.model.spec.working_time.zone)
    known = {
        timezone.localdate(one)
        for one in Meeting.objects.filter(
            organisation_id=organisation_id, forum=found.key, in_writing=False
        ).values_list("begins_at", flat=True)
    }
    new = [
        Meeting(
            organisation_id=organisation_id,
            forum=found.key,
            begins_at=datetime.combine(day, calendar.starts.time(), zone).astimezone(UTC),
            papers_by=papers_day(found.model, found.key, day, work),
            state=MeetingState.PLANNED.value,
        )
        for day in calendar.meetings((today, until), work)
        if day not in known
    ]
    for meeting in new:
        meeting.save()
    told = [_told("planned", one, {"begins_at": one.begins_at.isoformat()}) for one in new]
    record(organisation_id, told, By("clock", at))
    return new


def _told(what: str, meeting: Meeting, facts: Mapping[str, object]) -> Told:
    said = {"forum": meeting.forum, **facts}
    return Told(f"governance.meeting.{what}", SUBJECT, str(meeting.public_id), said)


def _locked(meeting: Meeting, *states: MeetingState) -> Meeting:
    found: Meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if found.state not in {state.value for state in states}:
        raise RefusedError(Problem("meeting_is_elsewhere"))
    return found


@transaction.atomic
def put_on_agenda(meeting: Meeting, matter: Matter, *, acting: Acting, at: datetime) -> AgendaItem:
    """A matter that waits for the forum comes on a meeting's agenda, last.

    Raises:
        RefusedError: the matter is not before this forum, or the agenda is full.
    """
    meeting = _locked(meeting, MeetingState.PLANNED, MeetingState.OPEN)
    found = _managed(meeting.organisation_id, meeting.forum, acting, at)
    matter = Matter.objects.select_for_update().get(pk=matter.pk)
    if matter.end or matter.body != f"forum {meeting.forum}":
        raise RefusedError(Problem("not_before_this_forum", {"case": matter.case_number}))
    if matter.agenda_items.filter(state=ItemState.WAITING.value).exclude(meeting=meeting).exists():
        raise RefusedError(Problem("on_another_agenda", {"case": matter.case_number}))
    count = meeting.items.count()
    room = capacity(found, timezone.localdate(meeting.begins_at))
    if count >= room:
        raise RefusedError(Problem("agenda_is_full", {"limit": room}))
    item, created = AgendaItem.objects.get_or_create(
        organisation_id=meeting.organisation_id,
        meeting=meeting,
        matter=matter,
        defaults={"position": count + 1},
    )
    if created:
        facts = {"matter": str(matter.public_id), "position": item.position}
        _write(meeting, "item_added", facts, acting, at)
    return item


def capacity(found: ForumOnDay, on: date) -> int:
    """How many items the forum takes at a meeting: a dated parameter."""
    return int(found.model.program.book.read(found.forum.agenda, on).value)


@transaction.atomic
def take_off_agenda(item: AgendaItem, *, acting: Acting, at: datetime) -> None:
    """An item leaves the agenda; the rest close up."""
    meeting = _locked(item.meeting, MeetingState.PLANNED, MeetingState.OPEN)
    _managed(meeting.organisation_id, meeting.forum, acting, at)
    if item.state == ItemState.DECIDED.value:
        raise RefusedError(Problem("item_is_decided", {"case": item.matter.case_number}))
    meeting.items.filter(position__gt=item.position).update(position=F("position") - 1)
    facts = {"matter": str(item.matter.public_id)}
    item.delete()
    _write(meeting, "item_removed", facts, acting, at)


@transaction.atomic
def move_item(item: AgendaItem, steps: int, *, acting: Acting, at: datetime) -> None:
    """An item moves up (-1) or down (+1) the agenda; at the edge it stays."""
    meeting = _locked(item.meeting, MeetingState.PLANNED, MeetingState.OPEN)
    _managed(meeting.organisation_id, meeting.forum, acting, at)
    items = list(meeting.items.order_by("position", "pk"))
    index = next(number for number, one in enumerate(items) if one.pk == item.pk)
    target = min(max(index + steps, 0), len(items) - 1)
    items.insert(target, items.pop(index))
    for number, one in enumerate(items, 1):
        one.position = number
    AgendaItem.objects.bulk_update(items, ["position"])
    _write(meeting, "agenda_ordered", {"order": [str(one.matter_id) for one in items]}, acting, at)


@transaction.atomic
def open_meeting(meeting: Meeting, *, acting: Acting, at: datetime) -> Meeting:
    """The meeting begins: a line for each seat, with whoever holds it today."""
    meeting = _locked(meeting, MeetingState.PLANNED)
    found = _managed(meeting.organisation_id, meeting.forum, acting, at)
    on = timezone.localdate(at)
    holders = seat_holders(meeting.organisation_id, meeting.forum, on)
    seats = seats_on(found.model, found.key, on)
    Attendance.objects.bulk_create(
        Attendance(
            organisation_id=meeting.organisation_id,
            meeting=meeting,
            seat=seat.id,
            person=holders[seat.id][0] if seat.id in holders else None,
            person_name=holders[seat.id][1] if seat.id in holders else "",
            is_present=seat.id in holders,
        )
        for seat in seats
    )
    meeting.state, meeting.opened_at = MeetingState.OPEN.value, at
    meeting.chaired_by = next((seat.id for seat in seats if seat.kind == found.forum.chair), "")
    meeting.save(update_fields=["state", "opened_at", "chaired_by"])
    _write(meeting, "opened", {"seats": len(seats)}, acting, at)
    return meeting


@transaction.atomic
def set_attendance(
    meeting: Meeting, present: Sequence[str], *, acting: Acting, at: datetime, chaired_by: str = ""
) -> None:
    """Who is there now; an empty seat cannot be."""
    meeting = _locked(meeting, MeetingState.OPEN)
    _managed(meeting.organisation_id, meeting.forum, acting, at)
    lines = list(meeting.attendances.all())
    for line in lines:
        line.is_present = line.seat in present and line.person is not None
    Attendance.objects.bulk_update(lines, ["is_present"])
    if chaired_by and chaired_by != meeting.chaired_by:
        meeting.chaired_by = chaired_by
        meeting.save(update_fields=["chaired_by"])
    facts = {"present": sorted(line.seat for line in lines if line.is_present), "chair": meeting.chaired_by}
    _write(meeting, "attendance_set", facts, acting, at)


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a forum decides of one item. Seats that are not named vote for it."""

    outcome: str
    reason: str = ""
    conditions: tuple[str, ...] = ()
    votes: Mapping[str, Vote] | None = None


@transaction.atomic
def decide_item(item: AgendaItem, said: Resolution, *, acting: Acting, at: datetime) -> Matter:
    """The forum decides an item, with those who are there.

    Raises:
        RefusedError: no quorum, not carried, another outcome, decided already: whatever rule says so.
    """
    meeting = _locked(item.meeting, MeetingState.OPEN)
    _managed(meeting.organisation_id, meeting.forum, acting, at)
    item = AgendaItem.objects.select_for_update().get(pk=item.pk)
    if item.state == ItemState.DECIDED.value:
        raise RefusedError(Problem("item_is_decided", {"case": item.matter.case_number}))
    present = frozenset(meeting.attendances.filter(is_present=True).values_list("seat", flat=True))
    votes = {seat: (said.votes or {}).get(seat, Vote.FOR) for seat in present}
    sitting = Sitting(meeting.forum, present, votes, meeting.chaired_by, in_writing=meeting.in_writing)
    step = item.matter.step
    entry = Choose(step, said.outcome, acting.actor, at, sitting, said.reason, said.conditions)
    matter, _ = move(item.matter, entry, acting=acting, meeting=meeting.pk)
    item.state = ItemState.DECIDED.value
    item.save(update_fields=["state"])
    _write(meeting, "item_decided", {"matter": str(matter.public_id), "outcome": said.outcome}, acting, at)
    return matter


@transaction.atomic
def put_off_item(item: AgendaItem, note: str, *, acting: Acting, at: datetime) -> None:
    """An item is not decided today; it is ready for the next meeting."""
    meeting = _locked(item.meeting, MeetingState.OPEN)
    _managed(meeting.organisation_id, meeting.forum, acting, at)
    if item.state == ItemState.DECIDED.value:
        raise RefusedError(Problem("item_is_decided", {"case": item.matter.case_number}))
    item.state, item.note = ItemState.PUT_OFF.value, note
    item.save(update_fields=["state", "note"])
    _write(meeting, "item_put_off", {"matter": str(item.matter.public_id)}, acting, at)


@transaction.atomic
def close_meeting(meeting: Meeting, *, acting: Acting, at: datetime) -> Meeting:
    """The meeting is over. What was not decided is put off."""
    meeting = _locked(meeting, MeetingState.OPEN)
    _managed(meeting.organisation_id, meeting.forum, acting, at)
    meeting.items.filter(state=ItemState.WAITING.value).update(state=ItemState.PUT_OFF.value)
    meeting.state, meeting.closed_at = MeetingState.CLOSED.value, at
    meeting.save(update_fields=["state", "closed_at"])
    _write(meeting, "closed", {"items": meeting.items.count()}, acting, at)
    return meeting


@transaction.atomic
def cancel_meeting(meeting: Meeting, *, acting: Acting, at: datetime) -> None:
    """A planned meeting is not held; its items wait for the next."""
    meeting = _locked(meeting, MeetingState.PLANNED)
    _managed(meeting.organisation_id, meeting.forum, acting, at)
    meeting.items.all().delete()
    meeting.state, meeting.sequence = MeetingState.CANCELLED.value, meeting.sequence + 1
    meeting.save(update_fields=["state", "sequence"])
    _write(meeting, "cancelled", {}, acting, at)


def _write(meeting: Meeting, what: str, facts: Mapping[str, object], acting: Acting, at: datetime) -> None:
    told = _told(what, meeting, facts)
    record(meeting.organisation_id, [told], By(str(acting.person), at))
