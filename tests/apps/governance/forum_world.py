"""The board of the nine with a matter before it, and a meeting opened by its secretary."""

from __future__ import annotations

from datetime import datetime, timedelta

from tests.apps.world import NOW, World

from samspil.apps.governance.models import Matter, Meeting
from samspil.apps.governance.selectors.adoptions import forum_on
from samspil.apps.governance.services import meetings
from samspil.apps.governance.services.matters import standing
from samspil.apps.governance.services.moving import bring, move
from samspil.apps.governance.types import NewMatter
from samspil.core.governance.entries import Choose
from samspil.core.governance.forum_decisions import seats_on
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.matter import Sitting, Vote
from samspil.core.units import Money
from samspil.kit.ids import new_id

BOARD = "board"
CHAIR = "board/director_0169"  # whose turn it is to chair (the association's model, `chaired_by`)
OTHER = "board/director_0167"
SECRETARY = "coordinator"


def plan(world: World, title: str = "Aktivitetsplan 2027", at: datetime = NOW) -> Matter:
    """An activity plan that stands before the board; in the association's scope."""
    coordinator = world.acting("", SECRETARY)
    new = NewMatter("activity_plan", title, {"plan_year": 2027, "amount": Money.of(1_000_000)})
    matter = bring(new, acting=coordinator, at=at)
    return to_the_board(matter, world, at)


def to_the_board(matter: Matter, world: World, at: datetime) -> Matter:
    """As each step before the board is passed by those whose table it is."""
    coordinator = world.acting("", SECRETARY)
    for minute in range(1, 9):
        matter.refresh_from_db()
        if matter.body == f"forum {BOARD}":
            return matter
        model, _state = standing(matter)
        then = at + timedelta(minutes=minute)
        sitting = everybody(model, matter.body, then)
        move(matter, Choose(matter.step, "recommend", coordinator.actor, then, sitting), acting=coordinator)
    raise AssertionError(f"{matter} never came to the board")


def everybody(model: GovernanceModel, body: str, at: datetime) -> Sitting | None:
    sort, _, forum = body.partition(" ")
    if sort != "forum":
        return None
    seats = [seat.id for seat in seats_on(model, forum, at.date())]
    return Sitting(forum, frozenset(seats), dict.fromkeys(seats, Vote.FOR), seats[0])


def next_meeting(world: World, at: datetime = NOW) -> Meeting:
    """The board's next meeting, planned from its calendar."""
    owner = world.association.pk
    meetings.plan_ahead(forum_on(owner, BOARD, at.date()), owner, at=at)
    found = Meeting.objects.filter(forum=BOARD, state="planned", begins_at__gt=at).order_by("begins_at")
    return found[0]


def opened(world: World, *matters: Matter, at: datetime) -> Meeting:
    """A meeting with some matters on its agenda, opened by the secretary."""
    secretary = world.acting("", SECRETARY, at.date())
    meeting = next_meeting(world, at - timedelta(hours=1))
    for matter in matters:
        meetings.put_on_agenda(meeting, matter, acting=secretary, at=at)
    return meetings.open_meeting(meeting, acting=secretary, at=at)


def fill(meeting: Meeting) -> int:
    """The agenda takes no more: other matters stand where there was room. How many it takes is told."""
    found = forum_on(meeting.organisation_id, meeting.forum, meeting.begins_at.date())
    room, there = meetings.capacity(found, meeting.begins_at.date()), meeting.items.count()
    matter = Matter.objects.filter(agenda_items__meeting=meeting)[0]
    for position in range(there + 1, room + 1):
        matter.pk, matter.public_id = None, new_id()
        matter.case_number, matter.title = f"fyld-{position}", f"Fyld {position}"
        matter.save(force_insert=True)
        meeting.items.create(organisation_id=meeting.organisation_id, matter=matter, position=position)
    return room
