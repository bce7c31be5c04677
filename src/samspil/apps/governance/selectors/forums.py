"""What a forum's page shows: who sits, what is ready, when it meets, who brings it matters, what it owes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple
from uuid import UUID

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet

from samspil.apps.governance.models import AgendaItem, Matter, Meeting, Obligation
from samspil.apps.governance.selectors.adoptions import ForumOnDay
from samspil.apps.governance.types import ItemState, MeetingState
from samspil.apps.organisations.selectors import seat_holders
from samspil.core.governance.forum_decisions import SeatHolder, chairs_among, seats_on
from samspil.core.governance.program import CompiledMandate

MOST: Final = 50
A_YEAR: Final = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class SeatToday:
    """A seat and whoever holds it; nobody where it is empty."""

    seat: SeatHolder
    person: UUID | None
    name: str
    chairs: bool


def seats_today(organisation_id: int, found: ForumOnDay, on: date) -> list[SeatToday]:
    """A forum's seats on a day, in the model's order."""
    seats = seats_on(found.model, found.key, on)
    holders = seat_holders(organisation_id, found.key, on)
    chairs = chairs_among(found.model, found.key, seats, on)
    nobody: tuple[UUID | None, str] = (None, "")
    found_in = [(one, holders.get(one.id, nobody)) for one in seats]
    return [SeatToday(seat, person, name, seat.id in chairs) for seat, (person, name) in found_in]


def mandates_of(found: ForumOnDay, on: date) -> list[CompiledMandate]:
    """The lines of the model that give the forum something to say on a day, in its order."""
    return [
        one
        for one in found.model.program.mandates
        if str(one.body) == f"forum {found.key}"
        and (one.spec.valid_from is None or one.spec.valid_from <= on)
        and (one.spec.valid_to is None or on < one.spec.valid_to)
    ]


class Ready(NamedTuple):
    """A matter that waits for the forum and is on no agenda."""

    id: int
    public_id: UUID
    case_number: str
    title: str
    kind: str
    step: str
    version_id: int
    unit_name: str
    entered_at: datetime | None
    due_at: datetime | None
    due_on: date | None
    organisation_id: int
    version__digest: str


def _ready(organisation_id: int, forums: list[str]) -> QuerySet[Matter]:
    on_an_agenda = AgendaItem.objects.filter(matter=OuterRef("pk"), state=ItemState.WAITING.value)
    bodies = [f"forum {forum}" for forum in forums]
    rows = Matter.objects.filter(organisation_id=organisation_id, body__in=bodies, end="")
    return rows.filter(~Exists(on_an_agenda), parked_until__isnull=True)


def ready_for(organisation_id: int, forum: str, most: int = MOST) -> list[Ready]:
    """What is before a forum and on no agenda, the first due first."""
    rows = _ready(organisation_id, [forum]).order_by(F("due_at").asc(nulls_last=True), "id")
    return [Ready(*row) for row in rows.values_list(*Ready._fields)[:most]]


def ready_counts(organisation_id: int, forums: list[str]) -> Mapping[str, int]:
    """How much is ready for each of some forums."""
    rows = _ready(organisation_id, forums).values_list("body").annotate(matters=Count("id"))
    return {body.partition(" ")[2]: count for body, count in rows}


def next_meetings_at(organisation_id: int, now: datetime) -> Mapping[str, datetime]:
    """When each forum meets next."""
    rows = Meeting.objects.filter(
        organisation_id=organisation_id,
        in_writing=False,
        state=MeetingState.PLANNED.value,
        begins_at__gt=now,
    )
    return dict(rows.values_list("forum").annotate(first=Min("begins_at")))


def coming_meetings(organisation_id: int, forum: str, now: datetime, most: int = 6) -> list[Meeting]:
    """The meetings that are open or still to come, the next first, each with its number of items."""
    planned = Q(state=MeetingState.PLANNED.value, begins_at__gt=now - timedelta(days=2))
    rows = Meeting.objects.filter(organisation_id=organisation_id, forum=forum, in_writing=False)
    rows = rows.filter(planned | Q(state=MeetingState.OPEN.value)).annotate(item_count=Count("items"))
    return list(rows.order_by("begins_at")[:most])


def written_under_way(organisation_id: int, forum: str) -> list[AgendaItem]:
    """What is being answered in writing, the first due first."""
    rows = AgendaItem.objects.filter(
        organisation_id=organisation_id,
        meeting__forum=forum,
        meeting__in_writing=True,
        meeting__state=MeetingState.OPEN.value,
    ).select_related("meeting", "matter")
    return list(rows.order_by("meeting__answers_by")[:MOST])


def past_meetings(organisation_id: int, forum: str, before: datetime | None, most: int = 10) -> list[Meeting]:
    """Meetings that are over, newest first; one more than asked for where there are more."""
    rows = Meeting.objects.filter(
        organisation_id=organisation_id, forum=forum, state=MeetingState.CLOSED.value
    )
    if before is not None:
        rows = rows.filter(begins_at__lt=before)
    return list(rows.annotate(item_count=Count("items")).order_by("-begins_at")[: most + 1])


def origins(organisation_id: int, forum: str, since: datetime) -> list[tuple[str, int]]:
    """Which units the items of a forum's meetings came from, most first (F2.9). The unit can be unsaid."""
    rows = AgendaItem.objects.filter(
        organisation_id=organisation_id, meeting__forum=forum, meeting__begins_at__gte=since
    )
    counted = rows.values_list("matter__unit_name").annotate(items=Count("id"))
    return list(counted.order_by("-items", "matter__unit_name")[:10])


def owed_by_forum(organisation_id: int, forum: str) -> list[Obligation]:
    """What a forum owes and is owed and has not got, the first due first."""
    whose = Q(owed_by=f"forum {forum}") | Q(owed_to=f"forum {forum}")
    rows = Obligation.objects.filter(whose, organisation_id=organisation_id, met_at__isnull=True)
    return list(rows.select_related("matter").order_by("due_on", "id")[:MOST])
