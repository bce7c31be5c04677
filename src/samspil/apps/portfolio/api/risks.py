"""Risks: the register of an initiative, and a risk added to it."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema

from samspil.apps.governance.parts.operations import operation
from samspil.apps.organisations.bearing import acting_in, bearer_in
from samspil.apps.portfolio.selectors.access import access_initiative, access_shared_initiative
from samspil.apps.portfolio.selectors.registers import risks_of
from samspil.apps.portfolio.services.risks import RiskSaid, raise_risk
from samspil.apps.portfolio.types import Response
from samspil.kit.api import shapes
from samspil.kit.api.listing import Page, Portion, page, portion
from samspil.kit.api.repeating import HEADER, once_by_key
from samspil.kit.api.types import Right

router = Router(tags=["risks"])


class RiskOut(Schema):
    """Something that may happen: how likely and how bad from 1 to 5, and who looks at it again when."""

    id: UUID
    title: str
    likelihood: int
    impact: int
    response: Response
    what_is_done: str
    owner: str
    review_on: date
    raised_on: date
    closed_on: date | None


class Risks(Page):
    """The open ones, the worst first; then those that were closed last."""

    items: list[RiskOut]


class Raising(shapes.Asked):
    """A risk to keep in view. `owner` is a function; it is looked at again on `review_on`."""

    title: shapes.Line
    likelihood: shapes.Grade
    impact: shapes.Grade
    response: Response
    owner: shapes.Short
    review_on: shapes.Day
    what_is_done: shapes.Text = ""


@router.get("/initiatives/{initiative_id}/risks", response=Risks, summary="Risks, the worst first")
@operation(Right.READ)
def risks(request: HttpRequest, initiative_id: UUID, asked: Query[Portion]) -> HttpResponse:
    shapes.nothing_else(request, Portion)
    with access_shared_initiative(acting_in(request), initiative_id, timezone.localdate()) as row:
        found, last = portion(risks_of(row), lambda one: str(one.public_id), asked)
    return page(request, map(_told, found), last)


@router.post(
    "/initiatives/{initiative_id}/risks",
    response={201: RiskOut},
    summary="Add a risk",
    openapi_extra=HEADER,
)
@operation(Right.WRITE)
def new_risk(request: HttpRequest, initiative_id: UUID, said: Raising) -> HttpResponse:
    acting, at = acting_in(request), timezone.now()

    def do() -> dict[str, Any]:
        new = RiskSaid(
            title=said.title,
            likelihood=said.likelihood,
            impact=said.impact,
            response=said.response,
            owner=said.owner,
            review_on=said.review_on,
            what_is_done=said.what_is_done,
        )
        row = raise_risk(access_initiative(acting, initiative_id), new, acting=acting, at=at)
        return RiskOut.model_validate(_told(row)).model_dump(mode="json")

    return once_by_key(request, bearer_in(request), do, at, 201)


def _told(row: Any) -> dict[str, Any]:
    named = {name: getattr(row, name) for name in RiskOut.model_fields if name != "id"}
    return {"id": row.public_id, **named}
