"""A meeting outside the calendar: called by whoever manages the forum, with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from samspil.apps.governance.models import Meeting
from samspil.apps.governance.selectors.adoptions import ForumOnDay
from samspil.apps.governance.services.meetings.ground import managed, write
from samspil.apps.governance.types import MeetingState, RefusedError
from samspil.apps.organisations.types import Acting
from samspil.core.errors import Problem
from samspil.core.governance.schedules import papers_day, work_calendar


@dataclass(frozen=True, slots=True)
class Call:
    """When, where and why a forum is to meet."""

    begins_at: datetime
    reason: str
    place: str = ""


@transaction.atomic
def call_meeting(found: ForumOnDay, call: Call, *, acting: Acting, at: datetime) -> Meeting:
    """An extraordinary meeting is called.

    Raises:
        RefusedError: by one who does not manage the forum, without a reason, for a time that has been or that
            another meeting has.
    """
    owner = acting.organisation_id
    managed(owner, found.key, acting, at)
    if not call.reason.strip():
        raise RefusedError(Problem("meeting_without_reason"))
    papers_by, is_shortened = papers_for(found, call.begins_at, at)
    meeting = Meeting(
        organisation_id=owner,
        forum=found.key,
        begins_at=call.begins_at,
        place=call.place,
        papers_by=papers_by,
        papers_shortened=is_shortened,
        is_extraordinary=True,
        called_because=call.reason.strip(),
        state=MeetingState.PLANNED.value,
    )
    refuse_time(meeting, call.begins_at, at)
    meeting.save()
    facts = {
        "begins_at": call.begins_at.isoformat(),
        "papers_by": papers_by.isoformat(),
        "shortened": is_shortened,
    }
    write(meeting, "called", facts, acting, at)
    return meeting


def papers_for(found: ForumOnDay, begins_at: datetime, at: datetime) -> tuple[date, bool]:
    """The last day for papers, and whether it is later than the model's because that day has been.

    Then it is the working day before the meeting, or today where that has been too.
    """
    today, day = timezone.localdate(at), timezone.localdate(begins_at)
    work = work_calendar(found.model.spec)
    usual = papers_day(found.model, found.key, day, work)
    if usual >= today:
        return usual, False
    return max(today, work.add_working_days(day, -1)), True


def refuse_time(meeting: Meeting, begins_at: datetime, at: datetime) -> None:
    """A meeting is ahead, and no other of the forum begins at the same moment.

    Raises:
        RefusedError: one or the other is not so.
    """
    if begins_at <= at:
        raise RefusedError(Problem("meeting_before_now", {"at": begins_at}))
    if begins_at > at + _LONGEST_AHEAD:
        raise RefusedError(Problem("meeting_too_far_ahead", {"at": begins_at}))
    others = Meeting.objects.filter(
        organisation_id=meeting.organisation_id, forum=meeting.forum, begins_at=begins_at, in_writing=False
    )
    if others.exclude(pk=meeting.pk).exclude(state=MeetingState.CANCELLED.value).exists():
        raise RefusedError(Problem("forum_meets_then", {"at": begins_at}))


_LONGEST_AHEAD = timedelta(days=3 * 366)
