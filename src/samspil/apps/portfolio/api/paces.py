"""Who takes part in what is done together, and how far one's own municipality has come."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema

from samspil.apps.governance.parts.operations import operation
from samspil.apps.governance.types import NotFoundError
from samspil.apps.organisations.bearing import acting_in, bearer_in
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.selectors.common import common
from samspil.apps.portfolio.services.taking_part import Said, set_pace
from samspil.core.portfolio.pace import Pace
from samspil.core.portfolio.status import Light
from samspil.kit.api import shapes
from samspil.kit.api.listing import Page, Portion, page, portion
from samspil.kit.api.repeating import HEADER, once_by_key
from samspil.kit.api.types import Right

router = Router(tags=["members and paces"])


class ParticipationOut(Schema):
    """A member in a common initiative: how far it has come, and what its own plan says."""

    code: str
    name: str
    pace: Pace
    pace_since: date
    function: str
    joined_on: date | None
    leaves_on: date | None
    terms: str
    light: Light
    next_name: str
    next_on: date | None
    expected_end: date | None
    deviations: int
    too_late: int


class Participation(Page):
    """The members that are invited, by name."""

    items: list[ParticipationOut]


class SayingPace(shapes.Asked):
    """How far your municipality has come. To step out needs a reason, to come in late its terms are kept."""

    pace: Pace
    reason: shapes.Text = ""
    function: shapes.Short = ""
    terms: shapes.Text = ""


@router.get(
    "/initiatives/{initiative_id}/participation",
    response=Participation,
    summary="The members in a common initiative, each at its own pace",
)
@operation(Right.READ)
def participation(request: HttpRequest, initiative_id: UUID, asked: Query[Portion]) -> HttpResponse:
    shapes.nothing_else(request, Portion)
    parts = common(acting_in(request), initiative_id, timezone.localdate()).parts
    found, last = portion(parts, lambda one: one.code, asked)
    return page(request, map(_told, found), last)


@router.post(
    "/initiatives/{initiative_id}/pace",
    response=ParticipationOut,
    summary="Say how far your municipality has come",
    description="From `joining` on in what is voluntary, your municipality must have decided so itself.",
    openapi_extra=HEADER,
)
@operation(Right.WRITE)
def say_pace(request: HttpRequest, initiative_id: UUID, said: SayingPace) -> HttpResponse:
    acting, at = acting_in(request), timezone.now()

    def do() -> dict[str, Any]:
        on = timezone.localdate(at)
        _own(acting, initiative_id, on)
        told = Said(said.reason, said.function, said.terms)
        set_pace(initiative_id, said.pace, told, acting=acting, at=at)
        answer = _told(_own(acting, initiative_id, on))
        return ParticipationOut.model_validate(answer).model_dump(mode="json")

    return once_by_key(request, bearer_in(request), do, at)


def _own(acting: Acting, initiative_id: UUID, on: date) -> Any:
    """Our own part; there is none for who is not invited, nor for the association itself."""
    part = common(acting, initiative_id, on).part_of(acting.code) if acting.code else None
    if part is None:
        raise NotFoundError(str(initiative_id))
    return part


def _told(one: Any) -> dict[str, Any]:
    named = {name: getattr(one, name) for name in ParticipationOut.model_fields if name != "name"}
    return {**named, "name": one.member.name}
