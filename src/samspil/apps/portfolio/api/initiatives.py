"""Initiatives: found, and one with what it promised."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema

from samspil.apps.governance.parts.operations import operation
from samspil.apps.organisations.bearing import acting_in
from samspil.apps.portfolio.api import amounts
from samspil.apps.portfolio.api.narrowing import Narrowed, written
from samspil.apps.portfolio.selectors.access import access_shared_initiative
from samspil.apps.portfolio.selectors.listing import InitiativeRow, Order, list_initiatives
from samspil.apps.portfolio.selectors.planned import roles_of
from samspil.apps.portfolio.selectors.reports import promised
from samspil.apps.portfolio.selectors.together import CommonRow, list_common
from samspil.apps.portfolio.types import InitiativeRole
from samspil.core.portfolio.pace import Pace
from samspil.core.portfolio.status import Light
from samspil.kit.api import shapes
from samspil.kit.api.listing import Number, Page, Size, page
from samspil.kit.api.types import Right

router = Router(tags=["initiatives"])


class InitiativeLine(Schema):
    """An initiative in a list. It is over where `end` says how; `answers` is the function that answers.

    `common` is the common initiative that it is the municipality's own part of; `is_joint` says that members
    take part in it.
    """

    id: UUID
    number: str
    title: str
    form: str
    is_mandatory: bool
    is_joint: bool
    common: UUID | None
    project_model: str
    phase: str
    is_paused: bool
    light: Light
    next_name: str
    next_on: date | None
    expected_end: date | None
    end: str
    ended_on: date | None
    answers: str | None


class Initiatives(Page):
    """A page, in the order asked for."""

    items: list[InitiativeLine]


class InitiativeFilter(Narrowed):
    """The filters of the portfolio's page; `order` is the next milestone, the newest, or the worst light."""

    order: Annotated[Order, shapes.one_of(Order)] = Order.NEXT


class EstimateOut(Schema):
    """What was expected at a decision. What nobody knew is null, never zero."""

    sequence: int
    made_at: datetime
    cost: shapes.Money | None
    effort_days: str | None
    starts_on: date | None
    ends_on: date | None


class RoleOut(Schema):
    """A function that answers for something."""

    role: InitiativeRole
    function: str


class InitiativeOut(Schema):
    """One initiative: of one's own organisation, or one that its owner shows.

    `first_estimate` is what it promised at its first decision and is never changed; `estimate` is what the
    newest decision says.
    """

    id: UUID
    number: str
    title: str
    purpose: str
    owner: str
    is_own: bool
    form: str
    is_mandatory: bool
    legal_source: str
    legal_deadline: date | None
    is_joint: bool
    project_model: str
    phase: str
    phase_since: date | None
    outside_model_because: str
    is_paused: bool
    areas: list[str]
    kle: list[str]
    light: Light
    reported_on: date | None
    next_name: str
    next_on: date | None
    starts_on: date | None
    expected_end: date | None
    hypothesis: str
    learned: str
    end: str
    ended_on: date | None
    first_estimate: EstimateOut | None
    estimate: EstimateOut | None
    roles: list[RoleOut]
    url: str


class CommonLine(Schema):
    """What an association does together and shows us. `pace` and `own` are our own part in it."""

    id: UUID
    title: str
    owner: str
    form: str
    is_mandatory: bool
    legal_deadline: date | None
    next_name: str
    next_on: date | None
    expected_end: date | None
    pace: Pace
    light: Light
    own: UUID | None


class CommonList(Page):
    """A page, newest first."""

    items: list[CommonLine]


class CommonFilter(shapes.Asked):
    """How many, and after which."""

    after: Number | None = None
    size: Size = 25


@router.get("/initiatives", response=Initiatives, summary="Your organisation's initiatives")
@operation(Right.READ)
def initiatives(request: HttpRequest, asked: Query[InitiativeFilter]) -> HttpResponse:
    shapes.nothing_else(request, InitiativeFilter)
    found = list_initiatives(acting_in(request), asked.by(asked.order), timezone.localdate())
    return page(request, map(_line, found.rows), written(asked.order, found.next_after))


@router.get("/initiatives/{initiative_id}", response=InitiativeOut, summary="One initiative")
@operation(Right.READ)
def initiative(request: HttpRequest, initiative_id: UUID) -> dict[str, Any]:
    acting, on = acting_in(request), timezone.localdate()
    with access_shared_initiative(acting, initiative_id, on) as row:
        return whole(row, on, is_own=row.organisation_id == acting.organisation_id)


@router.get("/common", response=CommonList, summary="What associations do together and show you")
@operation(Right.READ)
def common(request: HttpRequest, asked: Query[CommonFilter]) -> HttpResponse:
    shapes.nothing_else(request, CommonFilter)
    found = list_common(acting_in(request), timezone.localdate(), asked.after, asked.size)
    return page(request, map(_common, found.rows), found.next_before)


def _line(row: InitiativeRow) -> dict[str, Any]:
    told = row._asdict()
    del told["id"]
    return {"id": told.pop("public_id"), **told}


def whole(row: Any, on: date, *, is_own: bool) -> dict[str, Any]:
    """All that is told of one initiative, in the scope in which it was found."""
    first, newest = promised(row)
    beside = ("id", "owner", "is_own", "first_estimate", "estimate", "roles", "url")
    return {
        **{name: getattr(row, name) for name in InitiativeOut.model_fields if name not in beside},
        "id": row.public_id,
        "owner": row.organisation.name,
        "is_own": is_own,
        "first_estimate": _estimate(first),
        "estimate": _estimate(newest),
        "roles": [{"role": role, "function": function} for role, function in roles_of(row, on)],
        "url": f"/portfolio/initiatives/{row.public_id}/",
    }


def _estimate(one: Any) -> dict[str, Any] | None:
    if one is None:
        return None
    return {
        "sequence": one.sequence,
        "made_at": one.made_at,
        "cost": amounts.told(one.cost_minor, one.currency),
        "effort_days": amounts.days(one.effort_hundredths),
        "starts_on": one.starts_on,
        "ends_on": one.ends_on,
    }


def _common(row: CommonRow) -> dict[str, Any]:
    return {
        "id": row.initiative__public_id,
        "title": row.initiative__title,
        "owner": row.initiative__organisation__name,
        "form": row.initiative__form,
        "is_mandatory": row.initiative__is_mandatory,
        "legal_deadline": row.initiative__legal_deadline,
        "next_name": row.initiative__next_name,
        "next_on": row.initiative__next_on,
        "expected_end": row.initiative__expected_end,
        "pace": row.pace,
        "light": row.light,
        "own": row.own,
    }
