"""Between meetings: a proposal is sent to all who sit in a forum, each answers, and then it is decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils import timezone

from samspil.apps.governance.adopted import model_of
from samspil.apps.governance.models import AgendaItem, Matter, Meeting, Proposal, WrittenAnswer
from samspil.apps.governance.selectors.adoptions import ForumOnDay
from samspil.apps.governance.services.matters import standing
from samspil.apps.governance.services.meetings.agenda import waiting_for_the_forum
from samspil.apps.governance.services.meetings.ground import locked, managed, undecided, write
from samspil.apps.governance.services.meetings.holding import lines_for
from samspil.apps.governance.services.moving import move
from samspil.apps.governance.types import ItemState, MeetingState, RefusedError
from samspil.apps.organisations.types import Acting
from samspil.core.errors import Problem
from samspil.core.governance.clocks import closes_after
from samspil.core.governance.entries import Choose, Recuse
from samspil.core.governance.forum_decisions import chairs_among, seats_on
from samspil.core.governance.matter import Sitting, Vote
from samspil.core.governance.questions import next_steps
from samspil.core.governance.state import State

INTEREST: Final = "interest"


@dataclass(frozen=True, slots=True)
class WrittenProposal:
    """What all are asked to answer."""

    outcome: str
    reason: str = ""
    conditions: tuple[str, ...] = ()


@transaction.atomic
def send_in_writing(
    found: ForumOnDay, matter: Matter, said: WrittenProposal, *, acting: Acting, at: datetime
) -> Meeting:
    """A proposal goes to everybody in the forum, who have the days that its rule gives.

    Raises:
        RefusedError: the forum does not decide in writing, the matter is not before it or is on an agenda,
            or the outcome is not one that it can choose.
    """
    owner = acting.organisation_id
    managed(owner, found.key, acting, at)
    meeting = Meeting(
        organisation_id=owner,
        forum=found.key,
        begins_at=at,
        papers_by=timezone.localdate(at),
        in_writing=True,
        state=MeetingState.OPEN.value,
        opened_at=at,
    )
    matter = waiting_for_the_forum(meeting, matter)
    model, state = standing(matter)
    days = model.spec.forums[found.key].deciding.written_procedure
    if days is None:
        place = model.place("forums", found.key, "deciding")
        raise RefusedError(Problem("no_written_procedure", {"forum": found.key}, place))
    if said.outcome not in {one.outcome for one in next_steps(model, state, at)}:
        raise RefusedError(Problem("proposal_is_not_possible"))
    meeting.answers_by = closes_after(model, days, at)
    meeting.save()
    lines_for(meeting, found, at, present=False)
    item = AgendaItem.objects.create(organisation_id=owner, meeting=meeting, matter=matter, position=1)
    Proposal.objects.create(
        organisation_id=owner,
        item=item,
        step=matter.step,
        outcome=said.outcome,
        reason=said.reason,
        conditions=list(said.conditions),
    )
    facts = {"matter": str(matter.public_id), "until": meeting.answers_by.isoformat()}
    write(meeting, "sent_in_writing", facts, acting, at)
    return meeting


@transaction.atomic
def answer_in_writing(item: AgendaItem, vote: str, remark: str, *, acting: Acting, at: datetime) -> None:
    """Somebody answers for the seat they hold today. Until it is decided they can answer anew.

    Args:
        item: the item that was sent out.
        vote: for, against, abstains; or that one has an interest and stays out, which stands.
        remark: why, for all to read.
        acting: whose seat it is.
        at: the moment.

    Raises:
        RefusedError: they sit not in the forum, or the time is up.
    """
    meeting = locked(item.meeting, MeetingState.OPEN)
    item = undecided(item)
    seat = _own_seat(meeting, acting)
    if meeting.answers_by is not None and at > meeting.answers_by:
        raise RefusedError(Problem("written_time_is_up", {"until": meeting.answers_by}))
    before = WrittenAnswer.objects.filter(proposal__item=item, seat=seat).first()
    if before is not None and before.vote == INTEREST:
        raise RefusedError(Problem("stays_out_of_it"))
    if vote == INTEREST:
        out = Recuse(seat, remark, acting.actor, at, str(acting.person))
        move(item.matter, out, acting=acting, meeting=meeting.pk)
    WrittenAnswer.objects.update_or_create(
        organisation_id=meeting.organisation_id,
        proposal=item.proposal,
        seat=seat,
        defaults={
            "person": acting.person,
            "person_name": acting.name,
            "vote": vote if vote == INTEREST else Vote(vote).value,
            "remark": remark,
            "answered_at": at,
        },
    )
    meeting.attendances.filter(seat=seat).update(
        is_present=vote != INTEREST, person=acting.person, person_name=acting.name
    )
    write(meeting, "answered_in_writing", {"seat": seat, "vote": vote}, acting, at)


def _own_seat(meeting: Meeting, acting: Acting) -> str:
    for held in acting.seats:
        if held.forum == meeting.forum:
            return held.seat
    raise RefusedError(Problem("not_your_seat"))


@transaction.atomic
def decide_in_writing(item: AgendaItem, *, acting: Acting, at: datetime) -> Matter:
    """The answers are counted, and what was proposed is decided by them.

    Raises:
        RefusedError: somebody can still answer, too few have, or it is not carried.
    """
    meeting = locked(item.meeting, MeetingState.OPEN)
    managed(meeting.organisation_id, meeting.forum, acting, at)
    item = undecided(item)
    said = item.proposal

    def entry(state: State) -> Choose:
        sitting = _answered(meeting, item, state, at)
        return Choose(said.step, said.outcome, acting.actor, at, sitting, said.reason, tuple(said.conditions))

    matter, _ = move(item.matter, entry, acting=acting, meeting=meeting.pk)
    item.state = ItemState.DECIDED.value
    item.save(update_fields=["state"])
    facts = {"matter": str(matter.public_id), "outcome": said.outcome}
    write(meeting, "item_decided", facts, acting, at)
    _end(meeting, acting, at)
    return matter


def _answered(meeting: Meeting, item: AgendaItem, state: State, at: datetime) -> Sitting:
    """Those who have answered, for seats that there still are."""
    model, on, forum = model_of(item.matter.version), timezone.localdate(at), f"forum {meeting.forum}"
    seats = seats_on(model, meeting.forum, on)
    answers = {
        one.seat: one
        for one in item.proposal.answers.exclude(vote=INTEREST).order_by("answered_at", "pk")
        if one.seat in {seat.id for seat in seats}
        and (forum, one.seat) not in state.recused
        and not state.bars(str(one.person), forum)
    }
    if not answers and meeting.answers_by is not None and at >= meeting.answers_by:
        raise RefusedError(Problem("nobody_has_answered"))
    chairs = chairs_among(model, meeting.forum, seats, on)
    chair = next((seat for seat in [*chairs, *answers] if seat in answers), seats[0].id)
    return Sitting(
        meeting.forum,
        frozenset(answers),
        {seat: Vote(one.vote) for seat, one in answers.items()},
        chair,
        in_writing=True,
        sent_at=meeting.opened_at,
        holders={seat: str(one.person) for seat, one in answers.items()},
    )


@transaction.atomic
def drop_in_writing(item: AgendaItem, note: str, *, acting: Acting, at: datetime) -> None:
    """It is not decided in writing after all; the matter is ready for a meeting."""
    meeting = locked(item.meeting, MeetingState.OPEN)
    managed(meeting.organisation_id, meeting.forum, acting, at)
    item = undecided(item)
    item.state, item.note = ItemState.PUT_OFF.value, note
    item.save(update_fields=["state", "note"])
    write(meeting, "item_put_off", {"matter": str(item.matter.public_id)}, acting, at)
    _end(meeting, acting, at)


def _end(meeting: Meeting, acting: Acting, at: datetime) -> None:
    meeting.state, meeting.closed_at = MeetingState.CLOSED.value, at
    meeting.save(update_fields=["state", "closed_at"])
    write(meeting, "closed", {"items": 1}, acting, at)
