"""The re-tender calendar: when contracts end, and by when somebody must act."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from samspil.apps.governance.parts.operations import operation
from samspil.apps.organisations.bearing import acting_in
from samspil.apps.systems.selectors.calendar import (
    Held,
    Reckoning,
    Standing,
    chain_of,
    reckoning,
)
from samspil.apps.systems.selectors.standings import Part, own_page, shown_page
from samspil.core.retender.chain import Act, Sort
from samspil.core.retender.parameters import Route
from samspil.kit.api import shapes
from samspil.kit.api.listing import MOST, Page, Size, page
from samspil.kit.api.types import Right

router = Router(tags=["systems"])
Stands = Annotated[Standing, shapes.one_of(Standing)]


class RetenderAct(Schema):
    """What somebody must do about a contract, at the latest on the day `by`; `is_late` where that has passed.

    `number` is which option, `agreement` which agreement is to be joined.
    """

    sort: Annotated[Sort, shapes.one_of(Sort)]
    by: date
    until: date | None
    is_late: bool
    number: int
    agreement: str


class RetenderLine(Schema):
    """A contract in the calendar: its last day as it is reckoned, how it stands, and all there is to do."""

    contract: UUID
    organisation: str
    is_own: bool
    name: str
    supplier: str
    ends_on: date | None
    standing: Stands
    route: Annotated[Route, shapes.one_of(Route)]
    acts: list[RetenderAct]


class RetenderCalendar(Page):
    """A page: what is too late first, then what is soon to begin, then by the last day."""

    items: list[RetenderLine]


class CalendarAsked(shapes.Asked):
    """`others` also shows what others show; `standing` only what stands so; `after`: how many came before."""

    after: Annotated[int, Field(ge=0, le=10**9)] = 0
    size: Size = MOST
    others: bool = False
    standing: Stands | None = None


@router.get("/retender", response=RetenderCalendar, summary="By when somebody must act about contracts")
@operation(Right.READ)
def retender(request: HttpRequest, asked: Query[CalendarAsked]) -> HttpResponse:
    shapes.nothing_else(request, CalendarAsked)
    acting = acting_in(request)
    by = reckoning(acting.organisation_id, timezone.localdate())
    part = Part((asked.standing,) if asked.standing else tuple(Standing), asked.after, asked.size)
    told = (shown_page if asked.others else own_page)(acting, by, part)
    count, following = sum(told.counts[one] for one in part.chosen), asked.after + asked.size
    found = told.held if asked.after < count else []
    lines = (_line(one, by, acting.organisation_id) for one in found)
    return page(request, lines, following if following < count else None)


def _line(one: Held, by: Reckoning, own: int) -> dict[str, Any]:
    found = chain_of(one, by) if one.standing is not Standing.OVER else None
    return {
        "contract": one.told.public_id,
        "organisation": one.told.organisation,
        "is_own": one.told.organisation_id == own,
        "name": one.told.name,
        "supplier": one.told.supplier,
        "ends_on": one.ends_on,
        "standing": one.standing.value,
        "route": one.route.value,
        "acts": [_act(act) for act in found.acts] if found else [],
    }


def _act(one: Act) -> dict[str, Any]:
    return {
        "sort": one.sort.value,
        "by": one.by,
        "until": one.ends_on,
        "is_late": one.late,
        "number": one.number,
        "agreement": one.agreement,
    }
