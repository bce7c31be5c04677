"""Forums, and who sits in them."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema

from samspil.apps.governance.parts.operations import Names, operation
from samspil.apps.governance.selectors.adoptions import forum_on, forums_on
from samspil.apps.governance.selectors.forums import next_meetings_at, seats_today
from samspil.apps.organisations.bearing import acting_in
from samspil.kit.api import shapes
from samspil.kit.api.listing import Page, Portion, page, portion
from samspil.kit.api.types import Right

router = Router(tags=["forums"])


class ForumLine(Schema):
    """A forum, and when it meets next."""

    key: str
    name: Names
    next_meeting_at: datetime | None


class Forums(Page):
    """All forums."""

    items: list[ForumLine]


class SeatOut(Schema):
    """A seat, and who holds it today; nobody where it is empty."""

    seat: str
    role: str
    holder_name: str
    chairs: bool


class ForumOut(ForumLine):
    """A forum with its seats."""

    seats: list[SeatOut]


@router.get("/forums", response=Forums, summary="The forums of the models that hold today")
@operation(Right.READ)
def forums(request: HttpRequest, asked: Query[Portion]) -> HttpResponse:
    shapes.nothing_else(request, Portion)
    now, owner = timezone.now(), acting_in(request).organisation_id
    meets = next_meetings_at(owner, now)
    found, last = portion(forums_on(owner, timezone.localdate(now)), lambda one: one.key, asked)
    return page(
        request,
        (
            {"key": one.key, "name": one.forum.name.model_dump(), "next_meeting_at": meets.get(one.key)}
            for one in found
        ),
        last,
    )


@router.get("/forums/{key}", response=ForumOut, summary="One forum, and who sits in it today")
@operation(Right.READ)
def forum(request: HttpRequest, key: shapes.Name) -> dict[str, Any]:
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
