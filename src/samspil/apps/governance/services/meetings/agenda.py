"""What a meeting is to deal with, in which order."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from samspil.apps.governance.models import AgendaItem, Matter, Meeting
from samspil.apps.governance.selectors.adoptions import ForumOnDay
from samspil.apps.governance.services.meetings.ground import locked, managed, undecided, write
from samspil.apps.governance.types import ItemState, MeetingState, RefusedError
from samspil.apps.organisations.types import Acting
from samspil.core.errors import Problem


def capacity(found: ForumOnDay, on: date) -> int:
    """How many items the forum takes at a meeting: a dated parameter."""
    return int(found.model.program.book.read(found.forum.agenda, on).value)


@transaction.atomic
def put_on_agenda(meeting: Meeting, matter: Matter, *, acting: Acting, at: datetime) -> AgendaItem:
    """A matter that waits for the forum comes on a meeting's agenda, last.

    Raises:
        RefusedError: the matter is not before this forum, or the agenda is full.
    """
    meeting = locked(meeting, MeetingState.PLANNED, MeetingState.OPEN)
    found = managed(meeting.organisation_id, meeting.forum, acting, at)
    matter = waiting_for_the_forum(meeting, matter)
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
        write(meeting, "item_added", facts, acting, at)
    return item


def waiting_for_the_forum(meeting: Meeting, matter: Matter) -> Matter:
    """The matter as it is now, locked, where a forum can take it up.

    Raises:
        RefusedError: it is not before this forum, or waits on another agenda.
    """
    matter = Matter.objects.select_for_update().get(pk=matter.pk)
    if matter.end or matter.body != f"forum {meeting.forum}":
        raise RefusedError(Problem("not_before_this_forum", {"case": matter.case_number}))
    waiting = matter.agenda_items.filter(state=ItemState.WAITING.value)
    if waiting.exclude(meeting_id=meeting.pk).exists():
        raise RefusedError(Problem("on_another_agenda", {"case": matter.case_number}))
    return matter


@transaction.atomic
def take_off_agenda(item: AgendaItem, *, acting: Acting, at: datetime) -> None:
    """An item leaves the agenda; the rest close up."""
    meeting = locked(item.meeting, MeetingState.PLANNED, MeetingState.OPEN)
    managed(meeting.organisation_id, meeting.forum, acting, at)
    item = undecided(item)
    meeting.items.filter(position__gt=item.position).update(position=F("position") - 1)
    facts = {"matter": str(item.matter.public_id)}
    item.delete()
    write(meeting, "item_removed", facts, acting, at)


@transaction.atomic
def move_item(item: AgendaItem, steps: int, *, acting: Acting, at: datetime) -> None:
    """An item moves up (-1) or down (+1) the agenda; at the edge it stays."""
    meeting = locked(item.meeting, MeetingState.PLANNED, MeetingState.OPEN)
    managed(meeting.organisation_id, meeting.forum, acting, at)
    items = list(meeting.items.select_related("matter").order_by("position", "pk"))
    index = next(number for number, one in enumerate(items) if one.pk == item.pk)
    target = min(max(index + steps, 0), len(items) - 1)
    items.insert(target, items.pop(index))
    for number, one in enumerate(items, 1):
        one.position = number
    AgendaItem.objects.bulk_update(items, ["position"])
    facts = {"order": [str(one.matter.public_id) for one in items]}
    write(meeting, "agenda_ordered", facts, acting, at)


@transaction.atomic
def give_minutes(item: AgendaItem, minutes: int | None, *, acting: Acting, at: datetime) -> None:
    """How long an item is to take, in minutes; nothing when nobody says."""
    meeting = locked(item.meeting, MeetingState.PLANNED, MeetingState.OPEN)
    managed(meeting.organisation_id, meeting.forum, acting, at)
    item.minutes = minutes
    item.save(update_fields=["minutes"])
    facts = {"matter": str(item.matter.public_id), "minutes": minutes}
    write(meeting, "item_given_minutes", facts, acting, at)
