"""What is being answered in writing, and whose answer is missing."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q

from samspil.apps.governance.models import AgendaItem, Attendance, WrittenAnswer
from samspil.apps.governance.types import ItemState, MeetingState
from samspil.apps.organisations.types import Acting


class Waiting(NamedTuple):
    """A proposal that waits for somebody's answer. Its page is ``governance:written`` with ``meeting``."""

    meeting: UUID
    forum: str
    seat: str
    answers_by: datetime | None
    matter: UUID
    case_number: str
    title: str


def waiting_for(acting: Acting) -> list[Waiting]:
    """What somebody is asked in writing and has not answered, the first due first; one question.

    Where nobody sits anywhere, none.
    """
    seats = Q(pk__in=[])
    for held in acting.seats:
        seats |= Q(meeting__forum=held.forum, seat=held.seat)
    if not acting.seats:
        return []
    answered = WrittenAnswer.objects.filter(
        organisation_id=acting.organisation_id,
        proposal__item__meeting=OuterRef("meeting"),
        seat=OuterRef("seat"),
    )
    rows = Attendance.objects.filter(
        seats,
        ~Exists(answered),
        organisation_id=acting.organisation_id,
        meeting__in_writing=True,
        meeting__state=MeetingState.OPEN.value,
        meeting__items__state=ItemState.WAITING.value,
    )
    return [
        Waiting(*row)
        for row in rows.order_by(F("meeting__answers_by").asc(), "pk").values_list(
            "meeting__public_id",
            "meeting__forum",
            "seat",
            "meeting__answers_by",
            "meeting__items__matter__public_id",
            "meeting__items__matter__case_number",
            "meeting__items__matter__title",
        )
    ]


def answers_to(item: AgendaItem) -> dict[str, WrittenAnswer]:
    """What each seat has said, by seat."""
    rows = WrittenAnswer.objects.filter(organisation_id=item.organisation_id, proposal__item=item)
    return {one.seat: one for one in rows.order_by("pk")}
