"""Framework agreements with what is drawn of their ceilings."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema

from samspil.apps.governance.parts.operations import operation
from samspil.apps.organisations.bearing import acting_in
from samspil.apps.systems.api import said as shape
from samspil.apps.systems.selectors.agreements import AgreementDrawn, access_drawn
from samspil.apps.systems.selectors.ceilings import list_drawn
from samspil.core.retender.ceiling import DrawDown
from samspil.core.systems.vocabulary import AgreementSort
from samspil.kit.api import shapes
from samspil.kit.api.listing import Page, Portion, page, portion
from samspil.kit.api.types import Right

router = Router(tags=["systems"])


class MemberDrawn(Schema):
    """What one has drawn of a ceiling."""

    organisation: str
    drawn: shape.PriceOut


class CeilingOut(Schema):
    """How much of a ceiling is drawn, as far as it is shown, and when it is reached at the pace so far.

    In eight of ten cases that is from `earliest` to `latest`; a day is null beyond the agreement's end.
    `uncounted` contracts hide their prices or are in another currency.
    """

    ceiling: shape.PriceOut
    drawn: shape.PriceOut
    left: shape.PriceOut
    spent_on: date | None
    earliest: date | None
    likely: date | None
    latest: date | None
    by_member: list[MemberDrawn]
    uncounted: int


class AgreementOut(Schema):
    """A framework agreement of our own, or one that an association shows. `ceiling` may be unsaid."""

    id: UUID
    number: str
    name: str
    sort: Annotated[AgreementSort, shapes.one_of(AgreementSort)]
    keeper: str
    is_ours: bool
    is_committed: bool
    starts_on: date | None
    ends_on: date | None
    join_from: date | None
    join_until: date | None
    ceiling: CeilingOut | None


class Agreements(Page):
    """A page, by number."""

    items: list[AgreementOut]


@router.get("/agreements", response=Agreements, summary="Framework agreements, and what is left of them")
@operation(Right.READ)
def agreements(request: HttpRequest, asked: Query[Portion]) -> HttpResponse:
    shapes.nothing_else(request, Portion)
    rows = list_drawn(acting_in(request), timezone.localdate())
    found, last = portion(rows, lambda one: str(one.row.public_id), asked)
    return page(request, map(_told, found), last)


@router.get("/agreements/{agreement_id}", response=AgreementOut, summary="A framework agreement")
@operation(Right.READ)
def agreement(request: HttpRequest, agreement_id: UUID) -> Any:
    return _told(access_drawn(acting_in(request), agreement_id, timezone.localdate()))


def _told(one: AgreementDrawn) -> dict[str, Any]:
    row = one.row
    same = ("number", "name", "sort", "is_committed", "starts_on", "ends_on", "join_from", "join_until")
    return {
        "id": row.public_id,
        **{name: getattr(row, name) for name in same},
        "keeper": row.organisation.name,
        "is_ours": one.is_ours,
        "ceiling": _ceiling(one.down, one.uncounted) if one.down else None,
    }


def _ceiling(down: DrawDown, uncounted: int) -> dict[str, Any]:
    found = down.runs_out
    return {
        "ceiling": shape.price(down.ceiling),
        "drawn": shape.price(down.drawn),
        "left": shape.price(down.left),
        "spent_on": down.spent_on,
        "earliest": found.earliest if found else None,
        "likely": found.likely if found else None,
        "latest": found.latest if found else None,
        "by_member": [{"organisation": name, "drawn": shape.price(drawn)} for name, drawn in down.by_member],
        "uncounted": uncounted,
    }
