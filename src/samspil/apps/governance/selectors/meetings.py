"""What a meeting's page shows: its agenda with papers and decisions, who is there, if they are enough."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from fractions import Fraction

from django.db.models import Q, Sum
from django.utils import timezone

from samspil.apps.governance.models import (
    AgendaItem,
    Attendance,
    Decision,
    MatterEvent,
    Meeting,
    Paper,
    SeatAtItem,
)
from samspil.apps.governance.selectors.adoptions import ForumOnDay
from samspil.apps.governance.stored_events import from_json
from samspil.core.governance import kernel
from samspil.core.governance.events import Amended
from samspil.core.governance.forum_decisions import seats_on
from samspil.core.governance.matter import Value
from samspil.kit.journal.models import Entry


def items_of(meeting: Meeting) -> list[AgendaItem]:
    """The agenda in order, with each matter and its model."""
    rows = meeting.items.select_related("matter__version", "matter").defer("matter__version__files")
    return list(rows.order_by("position", "pk"))


def meetings_of_forums(
    organisation_id: int, forum: str, since: date, most: int, after: tuple[datetime, int] | None = None
) -> list[Meeting]:
    """Meetings from a day on, of one forum or of all, the first first; ``after`` is the last before."""
    begins = datetime.combine(since, time.min, timezone.get_current_timezone())
    rows = Meeting.objects.filter(organisation_id=organisation_id, begins_at__gte=begins)
    if forum:
        rows = rows.filter(forum=forum)
    if after is not None:
        rows = rows.filter(Q(begins_at__gt=after[0]) | Q(begins_at=after[0], pk__gt=after[1]))
    return list(rows.order_by("begins_at", "id")[:most])


def attendances_of(meeting: Meeting) -> list[Attendance]:
    """A line for each seat, in the order of the seats."""
    return list(meeting.attendances.order_by("pk"))


def seats_of_items(meeting: Meeting) -> Mapping[int, list[SeatAtItem]]:
    """Who took part in each item that was dealt with, by item; one question for all."""
    found: dict[int, list[SeatAtItem]] = defaultdict(list)
    for line in SeatAtItem.objects.filter(item__meeting=meeting).order_by("item_id", "pk"):
        found[line.item_id].append(line)
    return found


def papers_of(items: list[AgendaItem]) -> Mapping[int, list[Paper]]:
    """The papers of some items' matters, by matter; one question for all."""
    rows = Paper.objects.filter(matter_id__in=[one.matter_id for one in items], withdrawn_at__isnull=True)
    found: dict[int, list[Paper]] = defaultdict(list)
    for paper in rows.order_by("pk"):
        found[paper.matter_id].append(paper)
    return found


def decisions_of(meeting: Meeting) -> Mapping[int, Decision]:
    """What the forum itself decided in a meeting, by matter: not what followed by itself."""
    rows = Decision.objects.filter(
        organisation_id=meeting.organisation_id,
        meeting=meeting,
        body=f"forum {meeting.forum}",
        actor__isnull=False,
    )
    found: dict[int, Decision] = {}
    for decision in rows.order_by("event_sequence"):
        found.setdefault(decision.matter_id, decision)
    return found


def changed_by(decisions: Iterable[Decision]) -> Mapping[int, Mapping[str, Value]]:
    """What decisions changed of what was known, by matter; one question for all.

    The engine tells the change as the event before the decision.
    """
    before = {one.matter_id: one.event_sequence - 1 for one in decisions}
    rows = MatterEvent.objects.filter(
        matter_id__in=before, sequence__in=set(before.values()), sort=Amended.__name__
    )
    found: dict[int, Mapping[str, Value]] = {}
    for matter, sequence, event in rows.values_list("matter_id", "sequence", "event"):
        if before[matter] == sequence:
            (amended,) = from_json([(Amended.__name__, event)])
            assert isinstance(amended, Amended)
            found[matter] = amended.attributes
    return found


@dataclass(frozen=True, slots=True)
class Quorum:
    """How many are there, of how many, and how many it takes."""

    present: int
    entitled: int
    needed: int
    is_met: bool


def quorum(found: ForumOnDay, present: int, out: int, on: date) -> Quorum:
    """Whether those present are enough, as the engine counts.

    Args:
        found: the forum.
        present: how many are in the room.
        out: how many seats have an interest; they count nowhere but in a council's quorum.
        on: the day.
    """
    seats = len(seats_on(found.model, found.key, on))
    entitled = seats if found.forum.is_council else seats - out
    share: Fraction = found.model.program.book.read(found.forum.deciding.quorum, on).value
    needed = max(1, -(-entitled * share.numerator // share.denominator))
    is_met = kernel.is_quorate(present, entitled, share.numerator, share.denominator)
    return Quorum(present, entitled, needed, is_met)


def checkpoint(meeting: Meeting) -> tuple[int, str] | None:
    """Where the journal had come to when a meeting closed: the entry's number and its hash."""
    rows = Entry.objects.filter(
        organisation_id=meeting.organisation_id,
        subject_id=str(meeting.public_id),
        action="governance.meeting.closed",
    )
    found: tuple[int, str] | None = rows.order_by("-sequence").values_list("sequence", "hash").first()
    return found


def meetings_for_calendars(
    organisation_id: int, forum: str, since: datetime, most: int = 200
) -> list[Meeting]:
    """A forum's meetings in rooms from a day on, the cancelled too, the first first."""
    rows = Meeting.objects.filter(
        organisation_id=organisation_id, forum=forum, in_writing=False, begins_at__gte=since
    )
    return list(rows.annotate(minutes_in_all=Sum("items__minutes")).order_by("begins_at")[:most])
