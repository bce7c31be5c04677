"""Initiatives that are started, and the common plan that members are given.

An address belongs to one router: these stand in that of the initiatives.
"""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Schema
from pydantic import Field, StringConstraints

from samspil import library
from samspil.apps.governance.parts.operations import operation
from samspil.apps.organisations.bearing import acting_in, bearer_in
from samspil.apps.portfolio.api import amounts
from samspil.apps.portfolio.api.initiatives import InitiativeOut, router, whole
from samspil.apps.portfolio.selectors.access import access_initiative
from samspil.apps.portfolio.services.fanning_out import fan_out_plan
from samspil.apps.portfolio.services.initiatives import start
from samspil.apps.portfolio.services.taking_part import invite
from samspil.apps.portfolio.types import Form, NewEstimate, NewInitiative
from samspil.core.units import PersonDays
from samspil.kit.api import shapes
from samspil.kit.api.problems import ApiError
from samspil.kit.api.repeating import HEADER, once_by_key
from samspil.kit.api.types import Right

__all__ = ["router"]
Days = Annotated[str, StringConstraints(strict=True, pattern=r"^[0-9]{1,6}(\.[0-9]{1,2})?$")]
Source = Annotated[str, StringConstraints(strict=True, max_length=400, pattern=shapes.LINES)]
Some = Annotated[list[shapes.Short], Field(max_length=50)]
Kle = Annotated[
    list[Annotated[str, StringConstraints(pattern=r"^[0-9]{2}(\.[0-9]{2}){0,2}$")]], Field(max_length=50)
]
Members = Annotated[list[Annotated[str, StringConstraints(pattern=r"^[0-9]{4}$")]], Field(max_length=98)]


class Starting(shapes.Asked):
    """Something to start.

    What is mandatory says what obliges you, a pilot what you believe. Where your project models are for what
    you start, name one of them, or say why it stands outside. `cost`, `effort_days` and the two days are its
    first estimate, which is kept for ever. What nobody knows is left out: it is unknown, not nought.
    `kle` are codes such as 27.36.12; `programme` is the id of one.
    """

    title: shapes.Line
    purpose: shapes.Text = ""
    form: Annotated[Form, shapes.one_of(Form)]
    is_mandatory: bool = False
    legal_source: Source = ""
    legal_deadline: shapes.Day | None = None
    programme: UUID | None = None
    project_model: shapes.Name = ""
    outside_model_because: shapes.Text = ""
    areas: Some = Field(default_factory=list)
    kle: Kle = Field(default_factory=list)
    hypothesis: shapes.Text = ""
    starts_on: shapes.Day | None = None
    ends_on: shapes.Day | None = None
    cost: shapes.Money | None = None
    effort_days: Days | None = None


class Inviting(shapes.Asked):
    """The members that are asked to take part, by their municipal codes."""

    members: Members


class Invited(Schema):
    """How many take part or are asked to."""

    members: int


class FannedOut(Schema):
    """How many members have a plan of their own now."""

    plans: int


class Nothing(shapes.Asked):
    """Nothing needs to be said."""


@router.post(
    "/initiatives", response={201: InitiativeOut}, summary="Start an initiative", openapi_extra=HEADER
)
@operation(Right.WRITE)
def start_initiative(request: HttpRequest, said: Starting) -> HttpResponse:
    acting, at = acting_in(request), timezone.now()

    def do() -> dict[str, Any]:
        row = start(_new(said), _estimate(said), acting=acting, at=at)
        told = whole(access_initiative(acting, row.public_id), timezone.localdate(at), is_own=True)
        return InitiativeOut.model_validate(told).model_dump(mode="json")

    return once_by_key(request, bearer_in(request), do, at, 201)


@router.post(
    "/initiatives/{initiative_id}/members",
    response=Invited,
    summary="Ask members to take part in a common initiative",
    description="They may read it from today. Who is asked already stays as it is.",
    openapi_extra=HEADER,
)
@operation(Right.WRITE)
def invite_members(request: HttpRequest, initiative_id: UUID, said: Inviting) -> HttpResponse:
    acting, at = acting_in(request), timezone.now()

    def do() -> dict[str, Any]:
        row = access_initiative(acting, initiative_id)
        invite(row, said.members, acting=acting, at=at)
        return Invited(members=row.participations.count()).model_dump(mode="json")

    return once_by_key(request, bearer_in(request), do, at)


@router.post(
    "/initiatives/{initiative_id}/fan-out",
    response=FannedOut,
    summary="Give the common plan to the members that take part",
    description="Each gets its own plan, or has it brought up to date. No deviation is overwritten.",
    openapi_extra=HEADER,
)
@operation(Right.WRITE)
def fan_out(request: HttpRequest, initiative_id: UUID, said: Nothing) -> HttpResponse:
    acting, at = acting_in(request), timezone.now()

    def do() -> dict[str, Any]:
        plans = fan_out_plan(access_initiative(acting, initiative_id), acting=acting, at=at)
        return FannedOut(plans=plans).model_dump(mode="json")

    return once_by_key(request, bearer_in(request), do, at)


def _new(said: Starting) -> NewInitiative:
    _check_kle(said.kle)
    same = ("title", "purpose", "form", "is_mandatory", "legal_source", "legal_deadline", "programme")
    also = ("project_model", "outside_model_because", "hypothesis", "starts_on", "ends_on")
    told = {name: getattr(said, name) for name in (*same, *also)}
    return NewInitiative(**told, areas=tuple(said.areas), kle=tuple(said.kle))


def _check_kle(codes: list[str]) -> None:
    known = library.kle()
    unknown = [one for one in codes if one not in known]
    if unknown:
        raise ApiError(404, "not_found", f"no such KLE code: {', '.join(unknown)}")


def _estimate(said: Starting) -> NewEstimate | None:
    effort = PersonDays.of(said.effort_days) if said.effort_days is not None else None
    given = (amounts.said(said.cost), effort, said.starts_on, said.ends_on)
    return NewEstimate(*given) if any(one is not None for one in given) else None
