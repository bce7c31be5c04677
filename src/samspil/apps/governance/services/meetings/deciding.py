"""Items are decided one by one, with those who are in the room for that item."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from samspil.apps.governance.models import AgendaItem, Matter, Meeting
from samspil.apps.governance.services.matters import standing
from samspil.apps.governance.services.meetings.ground import locked, managed, undecided, write
from samspil.apps.governance.services.meetings.partaking import in_the_room, note_who_took_part
from samspil.apps.governance.services.moving import move
from samspil.apps.governance.types import ItemState, MeetingState, RefusedError
from samspil.apps.organisations.types import Acting
from samspil.core.errors import Problem
from samspil.core.governance.engine import decide
from samspil.core.governance.entries import Choose, Recuse
from samspil.core.governance.matter import Refusal, Sitting, Value, Vote
from samspil.core.governance.state import State


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a forum decides of one item. Seats that are not named vote for it.

    ``step`` and ``room`` are what whoever decides has seen: the step, and the seats that take part. ``chair``
    is a seat that leads this item only; ``amends`` what the decision changes of what is known.
    """

    outcome: str
    reason: str = ""
    conditions: tuple[str, ...] = ()
    votes: Mapping[str, Vote] | None = None
    chair: str = ""
    step: str = ""
    room: frozenset[str] | None = None
    amends: Mapping[str, Value] = field(default_factory=dict)


@transaction.atomic
def decide_item(item: AgendaItem, said: Resolution, *, acting: Acting, at: datetime) -> Matter:
    """The forum decides an item, with those who are there and have no interest in it.

    Raises:
        RefusedError: no quorum, not carried, another outcome, decided already, somebody has come or gone
            since it was looked at: whatever rule says so.
    """
    meeting = locked(item.meeting, MeetingState.OPEN)
    managed(meeting.organisation_id, meeting.forum, acting, at)
    item = undecided(item)

    def entry(state: State) -> Choose:
        choice = _choice(item, meeting, state, said, acting=acting, at=at)
        assert choice.sitting is not None
        item.chaired_by = choice.sitting.chair
        note_who_took_part(item, meeting, state, at, choice.sitting.present)
        return choice

    matter, _ = move(item.matter, entry, acting=acting, meeting=meeting.pk)
    item.state = ItemState.DECIDED.value
    item.save(update_fields=["state", "chaired_by"])
    facts = {"matter": str(matter.public_id), "outcome": said.outcome}
    write(meeting, "item_decided", facts, acting, at)
    return matter


def _choice(
    item: AgendaItem, meeting: Meeting, state: State, said: Resolution, *, acting: Acting, at: datetime
) -> Choose:
    """What the engine is asked."""
    return Choose(
        said.step or item.matter.step,
        said.outcome,
        acting.actor,
        at,
        _sitting(meeting, state, said, at),
        said.reason,
        said.conditions,
        said.amends,
    )


def _sitting(meeting: Meeting, state: State, said: Resolution, at: datetime) -> Sitting:
    room = in_the_room(meeting, state, at)
    if not room:
        raise RefusedError(Problem("nobody_is_present"))
    wanted = said.chair or meeting.chaired_by
    if said.room is not None and said.room != frozenset(room):
        raise RefusedError(Problem("somebody_came_or_went"))
    votes = {seat: (said.votes or {}).get(seat, Vote.FOR) for seat in room}
    chair = wanted if wanted in room else next(iter(room))
    return Sitting(meeting.forum, frozenset(room), votes, chair, holders=room)


@transaction.atomic
def put_off_item(item: AgendaItem, note: str, *, acting: Acting, at: datetime) -> None:
    """An item is not decided today; it is ready for the next meeting."""
    meeting = locked(item.meeting, MeetingState.OPEN)
    managed(meeting.organisation_id, meeting.forum, acting, at)
    item = undecided(item)
    note_who_took_part(item, meeting, standing(item.matter)[1], at)
    item.state, item.note = ItemState.PUT_OFF.value, note
    item.save(update_fields=["state", "note"])
    write(meeting, "item_put_off", {"matter": str(item.matter.public_id)}, acting, at)


@transaction.atomic
def send_out(item: AgendaItem, seat: str, reason: str, *, acting: Acting, at: datetime) -> None:
    """Whoever holds a seat has an interest in an item: they leave the room for it, for good.

    Raises:
        RefusedError: there is no such seat, or the matter is not before the forum.
    """
    meeting = locked(item.meeting, MeetingState.OPEN)
    managed(meeting.organisation_id, meeting.forum, acting, at)
    item = undecided(item)
    line = meeting.attendances.filter(seat=seat).first()
    person = str(line.person) if line and line.person else None
    move(item.matter, Recuse(seat, reason, acting.actor, at, person), acting=acting, meeting=meeting.pk)
    write(meeting, "seat_sent_out", {"matter": str(item.matter.public_id), "seat": seat}, acting, at)


def refusal_of(item: AgendaItem, said: Resolution, *, acting: Acting, at: datetime) -> Problem | None:
    """Why an item could not be decided so just now, or nothing. Nothing is changed or kept from others."""
    model, state = standing(item.matter)
    try:
        entry = _choice(item, item.meeting, state, said, acting=acting, at=at)
    except RefusedError as refused:
        return refused.problem
    answer = decide(model, state, entry)
    return answer.problem if isinstance(answer, Refusal) else None
