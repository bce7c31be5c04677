"""Who owes what to whom by when."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema

from samspil.apps.governance.parts.operations import Names, operation
from samspil.apps.governance.selectors.access import access_obligation
from samspil.apps.governance.selectors.listing import owed_by
from samspil.apps.governance.services.obligations import meet_obligation
from samspil.apps.organisations.bearing import acting_in, bearer_in
from samspil.kit.api import shapes
from samspil.kit.api.listing import Moment, Page, Size, day_of, page, written
from samspil.kit.api.repeating import HEADER, once_by_key
from samspil.kit.api.types import Right

router = Router(tags=["obligations"])


class ObligationOut(Schema):
    """Something owed."""

    id: UUID
    matter: UUID
    case_number: str
    name: Names
    owed_by: str
    owed_to: str
    due_on: date
    met_at: datetime | None


class Obligations(Page):
    """What the token's person owes, the first due first."""

    items: list[ObligationOut]


class ObligationFilter(shapes.Asked):
    """How many, and after which."""

    after: Moment | None = None
    size: Size = 25


class Meeting(shapes.Asked):
    """What was done."""

    told: shapes.Text = ""


@router.get("/obligations", response=Obligations, summary="What you owe, the first due first")
@operation(Right.READ)
def obligations(request: HttpRequest, asked: Query[ObligationFilter]) -> HttpResponse:
    shapes.nothing_else(request, ObligationFilter)
    after = day_of(asked.after) if asked.after else None
    found = owed_by(acting_in(request), asked.size + 1, after)
    shown = found[: asked.size]
    last = written(shown[-1].due_on, shown[-1].pk) if len(found) > asked.size else None
    return page(request, map(_line, shown), last)


@router.post(
    "/obligations/{obligation_id}/meet",
    response=ObligationOut,
    summary="Say that it is done",
    openapi_extra=HEADER,
)
@operation(Right.WRITE)
def meet(request: HttpRequest, obligation_id: UUID, said: Meeting) -> HttpResponse:
    acting, at = acting_in(request), timezone.now()

    def do() -> dict[str, Any]:
        owed = access_obligation(acting, obligation_id)
        met = meet_obligation(owed, acting=acting, at=at, told=said.told)
        return ObligationOut.model_validate(_line(met)).model_dump(mode="json")

    return once_by_key(request, bearer_in(request), do, at)


def _line(one: Any) -> dict[str, Any]:
    return {
        "id": one.public_id,
        "matter": one.matter.public_id,
        "case_number": one.matter.case_number,
        "name": one.name,
        "owed_by": one.owed_by,
        "owed_to": one.owed_to,
        "due_on": one.due_on,
        "met_at": one.met_at,
    }
