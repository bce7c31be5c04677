"""A meeting is held: who is there, what is decided, and its end."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import Field

from samspil.apps.governance.api.matters import Attributes, values_of
from samspil.apps.governance.api.meetings import MeetingOut, changed
from samspil.apps.governance.parts.operations import operation
from samspil.apps.governance.selectors.access import access_item_of
from samspil.apps.governance.services import meetings as services
from samspil.apps.organisations.types import Acting
from samspil.core.governance.matter import Vote
from samspil.kit.api import shapes
from samspil.kit.api.repeating import HEADER
from samspil.kit.api.types import Right

router = Router(tags=["meetings"])


class Attending(shapes.Asked):
    """The seats that are there now; who chairs, where it is not the chair."""

    present: list[shapes.Name] = Field(max_length=200)
    chaired_by: shapes.Name = ""


class Deciding(shapes.Asked):
    """What the forum decides of an item. Seats that are not named vote for it; `step` guards as elsewhere."""

    outcome: shapes.Key
    step: shapes.Key
    reason: shapes.Text = ""
    conditions: list[shapes.Line] = Field(default_factory=list, max_length=50)
    votes: dict[shapes.Name, Vote] = Field(default_factory=dict, max_length=200)
    chair: shapes.Name = ""
    amends: Attributes = Field(default_factory=dict)


class PuttingOff(shapes.Asked):
    """Why it is not decided today."""

    note: shapes.Text = ""


class SendingOut(shapes.Asked):
    """A seat that has an interest in the matter."""

    seat: shapes.Name
    reason: shapes.Line


class Closing(shapes.Asked):
    """What else is to stand in the minutes."""

    notes: shapes.Text = ""


@router.post(
    "/meetings/{meeting_id}/open", response=MeetingOut, summary="Open a meeting", openapi_extra=HEADER
)
@operation(Right.WRITE)
def open_meeting(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    return changed(
        request, meeting_id, lambda found, acting, at: services.open_meeting(found, acting=acting, at=at)
    )


@router.post(
    "/meetings/{meeting_id}/attendance",
    response=MeetingOut,
    summary="Say who is there",
    openapi_extra=HEADER,
)
@operation(Right.WRITE)
def attend(request: HttpRequest, meeting_id: UUID, said: Attending) -> HttpResponse:
    def do(found: Any, acting: Acting, at: datetime) -> None:
        services.set_attendance(found, said.present, acting=acting, at=at, chaired_by=said.chaired_by)

    return changed(request, meeting_id, do)


@router.post(
    "/meetings/{meeting_id}/items/{matter_id}/decide",
    response=MeetingOut,
    summary="Decide an item, with those who are there",
    openapi_extra=HEADER,
)
@operation(Right.WRITE)
def decide_item(request: HttpRequest, meeting_id: UUID, matter_id: UUID, said: Deciding) -> HttpResponse:
    resolution = services.Resolution(
        outcome=said.outcome,
        reason=said.reason,
        conditions=tuple(said.conditions),
        votes=said.votes,
        chair=said.chair,
        step=said.step,
        amends=values_of(said.amends),
    )

    def do(_found: Any, acting: Acting, at: datetime) -> None:
        item = access_item_of(acting, meeting_id, matter_id)
        services.decide_item(item, resolution, acting=acting, at=at)

    return changed(request, meeting_id, do)


@router.post(
    "/meetings/{meeting_id}/items/{matter_id}/put-off",
    response=MeetingOut,
    summary="Put an item off to another meeting",
    openapi_extra=HEADER,
)
@operation(Right.WRITE)
def put_off_item(request: HttpRequest, meeting_id: UUID, matter_id: UUID, said: PuttingOff) -> HttpResponse:
    def do(_found: Any, acting: Acting, at: datetime) -> None:
        services.put_off_item(access_item_of(acting, meeting_id, matter_id), said.note, acting=acting, at=at)

    return changed(request, meeting_id, do)


@router.post(
    "/meetings/{meeting_id}/items/{matter_id}/send-out",
    response=MeetingOut,
    summary="Somebody with an interest leaves the room for an item",
    openapi_extra=HEADER,
)
@operation(Right.WRITE)
def send_out(request: HttpRequest, meeting_id: UUID, matter_id: UUID, said: SendingOut) -> HttpResponse:
    def do(_found: Any, acting: Acting, at: datetime) -> None:
        item = access_item_of(acting, meeting_id, matter_id)
        services.send_out(item, said.seat, said.reason, acting=acting, at=at)

    return changed(request, meeting_id, do)


@router.post(
    "/meetings/{meeting_id}/close", response=MeetingOut, summary="Close a meeting", openapi_extra=HEADER
)
@operation(Right.WRITE)
def close_meeting(request: HttpRequest, meeting_id: UUID, said: Closing) -> HttpResponse:
    def do(found: Any, acting: Acting, at: datetime) -> None:
        services.close_meeting(found, acting=acting, at=at, notes=said.notes)

    return changed(request, meeting_id, do)
