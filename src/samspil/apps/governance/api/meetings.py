"""Meetings: found, planned, called outside the calendar, and their agenda."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from samspil.apps.governance.parts.operations import Names, operation
from samspil.apps.governance.selectors.access import access_item_of, access_matter, access_meeting
from samspil.apps.governance.selectors.adoptions import forum_on
from samspil.apps.governance.selectors.meetings import (
    attendances_of,
    decisions_of,
    items_of,
    meetings_of_forums,
)
from samspil.apps.governance.services import meetings as services
from samspil.apps.organisations.bearing import acting_in, bearer_in
from samspil.apps.organisations.types import Acting
from samspil.kit.api import shapes
from samspil.kit.api.listing import Moment, Page, Size, moment_of, page, written
from samspil.kit.api.repeating import HEADER, once_by_key
from samspil.kit.api.types import Right

router = Router(tags=["meetings"])
FAR_AHEAD = timedelta(days=4 * 366)  # farther than any forum may meet


class MeetingLine(Schema):
    """A meeting. `called_because` says why one outside the calendar was called."""

    id: UUID
    forum: str
    begins_at: datetime
    papers_by: date
    place: str
    in_writing: bool
    is_extraordinary: bool
    called_because: str
    state: str


class Meetings(Page):
    """A page of meetings, the first first."""

    items: list[MeetingLine]


class Planned(Schema):
    """The meetings that were planned now."""

    items: list[MeetingLine]


class MeetingFilter(shapes.Asked):
    """What the list is narrowed by; from today on, where no day is said."""

    forum: shapes.Name = ""
    since: shapes.Day | None = None
    after: Moment | None = None
    size: Size = 25


class TakenOut(Schema):
    """What the forum decided of an item."""

    id: UUID
    outcome: Names
    reason: str
    conditions: list[str]


class ItemOut(Schema):
    """A matter on the agenda."""

    matter: UUID
    case_number: str
    title: str
    position: int
    minutes: int | None
    state: str
    note: str
    decision: TakenOut | None


class AttendanceOut(Schema):
    """A seat at the meeting, and whether whoever holds it is there."""

    seat: str
    holder_name: str
    is_present: bool


class MeetingOut(MeetingLine):
    """A meeting with its agenda, who was there, and what was decided."""

    chaired_by: str
    opened_at: datetime | None
    closed_at: datetime | None
    notes: str
    items: list[ItemOut]
    attendance: list[AttendanceOut]


class Calling(shapes.Asked):
    """A meeting outside the calendar."""

    begins_at: shapes.Moment
    reason: shapes.Line
    place: Annotated[str, Field(max_length=200, pattern=shapes.LINES)] = ""


class Changing(shapes.Asked):
    """Another time or place."""

    begins_at: shapes.Moment
    place: Annotated[str, Field(max_length=200, pattern=shapes.LINES)] = ""


class Adding(shapes.Asked):
    """A matter that waits for the forum."""

    matter: UUID


@router.get("/meetings", response=Meetings, summary="Meetings from a day on, the first first")
@operation(Right.READ)
def meetings(request: HttpRequest, asked: Query[MeetingFilter]) -> HttpResponse:
    shapes.nothing_else(request, MeetingFilter)
    owner, since = acting_in(request).organisation_id, asked.since or timezone.localdate()
    after = moment_of(asked.after) if asked.after else None
    found = meetings_of_forums(owner, asked.forum, since, asked.size + 1, after)
    rows = found[: asked.size]
    last = written(rows[-1].begins_at, rows[-1].pk) if len(found) > asked.size else None
    return page(request, map(_line, rows), last)


@router.get("/meetings/{meeting_id}", response=MeetingOut, summary="One meeting, its agenda and decisions")
@operation(Right.READ)
def meeting(request: HttpRequest, meeting_id: UUID) -> dict[str, Any]:
    return _whole(access_meeting(acting_in(request), meeting_id))


@router.post(
    "/forums/{key}/plan",
    response=Planned,
    summary="Plan a forum's next meetings from its calendar",
    openapi_extra=HEADER,
)
@operation(Right.WRITE)
def plan_meetings(request: HttpRequest, key: shapes.Name) -> HttpResponse:
    acting, at = acting_in(request), timezone.now()

    def do() -> dict[str, Any]:
        found = forum_on(acting.organisation_id, key, timezone.localdate(at))
        new = services.plan_ahead(found, acting.organisation_id, at=at, acting=acting)
        return Planned.model_validate({"items": [_line(one) for one in new]}).model_dump(mode="json")

    return once_by_key(request, bearer_in(request), do, at)


@router.post(
    "/forums/{key}/meetings",
    response={201: MeetingOut},
    summary="Call a meeting outside the calendar",
    openapi_extra=HEADER,
)
@operation(Right.WRITE)
def call_meeting(request: HttpRequest, key: shapes.Name, said: Calling) -> HttpResponse:
    acting, at = acting_in(request), timezone.now()

    def do() -> dict[str, Any]:
        found = forum_on(acting.organisation_id, key, timezone.localdate(at))
        call = services.Call(near(said.begins_at, at), said.reason, said.place)
        return as_data(services.call_meeting(found, call, acting=acting, at=at))

    return once_by_key(request, bearer_in(request), do, at, 201)


@router.post(
    "/meetings/{meeting_id}/change",
    response=MeetingOut,
    summary="Move a meeting to another time or place",
    openapi_extra=HEADER,
)
@operation(Right.WRITE)
def change_meeting(request: HttpRequest, meeting_id: UUID, said: Changing) -> HttpResponse:
    def do(found: Any, acting: Acting, at: datetime) -> None:
        services.change_meeting(found, near(said.begins_at, at), said.place, acting=acting, at=at)

    return changed(request, meeting_id, do)


@router.post(
    "/meetings/{meeting_id}/cancel",
    response=MeetingOut,
    summary="Cancel a planned meeting",
    openapi_extra=HEADER,
)
@operation(Right.WRITE)
def cancel_meeting(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    return changed(
        request,
        meeting_id,
        lambda found, acting, at: services.cancel_meeting(found, acting=acting, at=at),
    )


@router.post(
    "/meetings/{meeting_id}/items",
    response=MeetingOut,
    summary="Put a matter on the agenda",
    openapi_extra=HEADER,
)
@operation(Right.WRITE)
def add_item(request: HttpRequest, meeting_id: UUID, said: Adding) -> HttpResponse:
    def do(found: Any, acting: Acting, at: datetime) -> None:
        services.put_on_agenda(found, access_matter(acting, said.matter), acting=acting, at=at)

    return changed(request, meeting_id, do)


@router.post(
    "/meetings/{meeting_id}/items/{matter_id}/remove",
    response=MeetingOut,
    summary="Take a matter off the agenda",
    openapi_extra=HEADER,
)
@operation(Right.WRITE)
def remove_item(request: HttpRequest, meeting_id: UUID, matter_id: UUID) -> HttpResponse:
    def do(_found: Any, acting: Acting, at: datetime) -> None:
        services.take_off_agenda(access_item_of(acting, meeting_id, matter_id), acting=acting, at=at)

    return changed(request, meeting_id, do)


Change = Callable[[Any, Acting, datetime], object]


def changed(request: HttpRequest, meeting_id: UUID, change: Change) -> HttpResponse:
    """Change a meeting once, and tell how it is now."""
    acting, at = acting_in(request), timezone.now()

    def do() -> dict[str, Any]:
        change(access_meeting(acting, meeting_id), acting, at)
        return as_data(access_meeting(acting, meeting_id))

    return once_by_key(request, bearer_in(request), do, at)


def near(asked: datetime, now: datetime) -> datetime:
    """A time that calendars can count with; what is far out is refused just the same."""
    return min(max(asked, now - timedelta(days=1)), now + FAR_AHEAD)


def as_data(found: Any) -> dict[str, Any]:
    """A meeting as plain values, so that it can be kept and given again."""
    return MeetingOut.model_validate(_whole(found)).model_dump(mode="json")


def _whole(found: Any) -> dict[str, Any]:
    taken = decisions_of(found)
    return {
        **_line(found),
        "chaired_by": found.chaired_by,
        "opened_at": found.opened_at,
        "closed_at": found.closed_at,
        "notes": found.notes,
        "items": [_item(one, taken.get(one.matter_id)) for one in items_of(found)],
        "attendance": [
            {"seat": one.seat, "holder_name": one.person_name, "is_present": one.is_present}
            for one in attendances_of(found)
        ],
    }


def _item(one: Any, taken: Any) -> dict[str, Any]:
    decision = taken and {
        "id": taken.public_id,
        "outcome": taken.outcome_name,
        "reason": taken.reason,
        "conditions": taken.conditions,
    }
    return {
        "matter": one.matter.public_id,
        "case_number": one.matter.case_number,
        "title": one.matter.title,
        "position": one.position,
        "minutes": one.minutes,
        "state": one.state,
        "note": one.note,
        "decision": decision,
    }


def _line(one: Any) -> dict[str, Any]:
    names = ("forum", "begins_at", "papers_by", "place", "in_writing", "is_extraordinary", "called_because")
    return {"id": one.public_id, **{name: getattr(one, name) for name in names}, "state": one.state}
