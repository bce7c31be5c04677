"""Meetings come from the forum's calendar, so far ahead that people can plan by them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from samspil.apps.governance.models import Meeting
from samspil.apps.governance.selectors.adoptions import ForumOnDay, forums_on
from samspil.apps.governance.services.meetings.ground import CLOCK, managed, told
from samspil.apps.governance.types import MeetingState
from samspil.apps.organisations.types import Acting
from samspil.core.governance.schedules import meeting_calendar, papers_day, work_calendar
from samspil.kit.journal.recording import By, record

PLANNED_AHEAD: Final = 3
_STEP: Final = timedelta(days=183)
_LONGEST: Final = timedelta(days=3 * 366)


@transaction.atomic
def plan_meetings(
    found: ForumOnDay, organisation_id: int, until: date, *, at: datetime, acting: Acting | None = None
) -> list[Meeting]:
    """The meetings of a forum's calendar until a day, those that are not planned yet.

    One that was cancelled stays cancelled, and one that was moved is not planned again on the day it left.
    """
    work = work_calendar(found.model.spec)
    calendar = meeting_calendar(found.model.spec, found.key)
    zone = ZoneInfo(found.model.spec.working_time.zone)
    known = _known_days(organisation_id, found.key)
    taken = _taken_moments(organisation_id, found.key, at)
    moments = {
        day: datetime.combine(day, calendar.starts.time(), zone).astimezone(UTC)
        for day in calendar.meetings((timezone.localdate(at), until), work)
    }
    new = [
        Meeting(
            organisation_id=organisation_id,
            forum=found.key,
            begins_at=begins_at,
            planned_for=day,
            papers_by=papers_day(found.model, found.key, day, work),
            state=MeetingState.PLANNED.value,
        )
        for day, begins_at in moments.items()
        if day not in known and begins_at not in taken
    ]
    for meeting in new:
        meeting.save()
    lines = [told("planned", one, {"begins_at": one.begins_at.isoformat()}) for one in new]
    record(organisation_id, lines, By(str(acting.person) if acting else CLOCK, at))
    return new


def _known_days(organisation_id: int, forum: str) -> set[date]:
    """The days that have had their meeting, and those that one was moved to."""
    rows = Meeting.objects.filter(
        organisation_id=organisation_id, forum=forum, in_writing=False, is_extraordinary=False
    )
    days = set(rows.values_list("planned_for", flat=True))
    moved_to = {timezone.localdate(one) for one in rows.values_list("begins_at", flat=True)}
    return {day for day in days if day} | moved_to


def _taken_moments(organisation_id: int, forum: str, at: datetime) -> set[datetime]:
    """When the forum meets already, in the calendar or outside it."""
    rows = Meeting.objects.filter(
        organisation_id=organisation_id, forum=forum, in_writing=False, begins_at__gte=at
    )
    return set(rows.exclude(state=MeetingState.CANCELLED.value).values_list("begins_at", flat=True))


def plan_ahead(
    found: ForumOnDay, organisation_id: int, *, at: datetime, acting: Acting | None = None
) -> list[Meeting]:
    """Meetings until three lie ahead, or until the calendar has no more in three years.

    Raises:
        RefusedError: somebody asks who does not manage the forum.
    """
    if acting is not None:
        managed(organisation_id, found.key, acting, at)
    today = timezone.localdate(at)
    new: list[Meeting] = []
    ahead = timedelta(0)
    rows = Meeting.objects.filter(
        organisation_id=organisation_id, forum=found.key, in_writing=False, is_extraordinary=False
    )
    coming = rows.filter(state=MeetingState.PLANNED.value, begins_at__gt=at)
    while coming.count() < PLANNED_AHEAD and ahead < _LONGEST:
        ahead += _STEP
        new += plan_meetings(found, organisation_id, today + ahead, at=at, acting=acting)
    return new


def keep_planned(organisation_id: int, *, at: datetime) -> list[Meeting]:
    """The clock's part: every forum that has too few meetings ahead gets more. One question when none has."""
    rows = Meeting.objects.filter(
        organisation_id=organisation_id,
        in_writing=False,
        is_extraordinary=False,
        state=MeetingState.PLANNED.value,
        begins_at__gt=at,
    )
    ahead = dict(rows.values_list("forum").annotate(meetings=Count("id")))
    new: list[Meeting] = []
    for found in forums_on(organisation_id, timezone.localdate(at)):
        if ahead.get(found.key, 0) < PLANNED_AHEAD:
            new += plan_ahead(found, organisation_id, at=at)
    return new
