"""Forums and their meetings."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from samspil.apps.governance.api.answers import Names, operation
from samspil.apps.governance.selectors.access import access_meeting
from samspil.apps.governance.selectors.adoptions import forum_on, forums_on
from samspil.apps.governance.selectors.forums import next_meetings_at, seats_today
from samspil.apps.governance.selectors.meetings import items_of, meetings_of_forums
from samspil.apps.organisations.bearing import acting_in
from samspil.kit.api import shapes
from samspil.kit.api.listing import Size, page
from samspil.kit.api.types import Right

router = Router(tags=["forums and meetings"])
ForumKey = Annotated[str, Field(max_length=60)]


class ForumLine(Schema):
    """A forum, and when it meets next."""

    key: str
    name: Names
    next_meeting_at: datetime | None


class Forums(Schema):
    """All forums."""

    items: list[ForumLine]
    next_before: str | None


class SeatOut(Schema):
    """A seat, and who holds it today; nobody where it is empty."""

    seat: str
    role: str
    holder_name: str
    chairs: bool


class ForumOut(ForumLine):
    """A forum with its seats."""

    seats: list[SeatOut]


class MeetingLine(Schema):
    """A meeting."""

    id: UUID
    forum: str
    begins_at: datetime
    papers_by: date
    place: str
    in_writing: bool
    is_extraordinary: bool
    state: str


class Meetings(Schema):
    """A page of meetings, the first first; ask for the next with `since`."""

    items: list[MeetingLine]
    next_before: str | None


class MeetingFilter(shapes.Asked):
    """What the list is narrowed by."""

    forum: ForumKey = ""
    since: shapes.Day | None = None
    size: Size = 25


class ItemOut(Schema):
    """A matter on the agenda."""

    matter: UUID
    case_number: str
    title: str
    position: int
    state: str


class MeetingOut(MeetingLine):
    """A meeting with its agenda."""

    items: list[ItemOut]


@router.get("/forums", response=Forums, summary="The forums of the models that hold today")
@operation(Right.READ)
def forums(request: HttpRequest) -> HttpResponse:
    now, owner = timezone.now(), acting_in(request).organisation_id
    meets = next_meetings_at(owner, now)
    found = forums_on(owner, timezone.localdate(now))
    return page(
        (
            {"key": one.key, "name": one.forum.name.model_dump(), "next_meeting_at": meets.get(one.key)}
            for one in found
        ),
        None,
    )


@router.get("/forums/{key}", response=ForumOut, summary="One forum, and who sits in it today")
@operation(Right.READ)
def forum(request: HttpRequest, key: ForumKey) -> dict[str, Any]:
    now, owner = timezone.now(), acting_in(request).organisation_id
    on = timezone.localdate(now)
    found = forum_on(owner, key, on)
    seats = [
        {"seat": one.seat.id, "role": one.seat.role, "holder_name": one.name, "chairs": one.chairs}
        for one in seats_today(owner, found, on)
    ]
    name = found.forum.name.model_dump()
    return {
        "key": key,
        "name": name,
        "next_meeting_at": next_meetings_at(owner, now).get(key),
        "seats": seats,
    }


@router.get("/meetings", response=Meetings, summary="Meetings from a day on, the first first")
@operation(Right.READ)
def meetings(request: HttpRequest, asked: Query[MeetingFilter]) -> HttpResponse:
    shapes.nothing_else(request, MeetingFilter)
    owner, since = acting_in(request).organisation_id, asked.since or timezone.localdate()
    found = meetings_of_forums(owner, asked.forum, since, asked.size)
    return page(map(_line, found), None)


@router.get("/meetings/{meeting_id}", response=MeetingOut, summary="One meeting and its agenda")
@operation(Right.READ)
def meeting(request: HttpRequest, meeting_id: UUID) -> dict[str, Any]:
    found = access_meeting(acting_in(request), meeting_id)
    items = [
        {
            "matter": one.matter.public_id,
            "case_number": one.matter.case_number,
            "title": one.matter.title,
            "position": one.position,
            "state": one.state,
        }
        for one in items_of(found)
    ]
    return {**_line(found), "items": items}


def _line(one: Any) -> dict[str, Any]:
    return {
        "id": one.public_id,
        "forum": one.forum,
        "begins_at": one.begins_at,
        "papers_by": one.papers_by,
        "place": one.place,
        "in_writing": one.in_writing,
        "is_extraordinary": one.is_extraordinary,
        "state": one.state,
    }
