"""Business cases of initiatives, to be read: each version with its lines, and what it comes to."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema

from samspil.apps.funding.api import amounts
from samspil.apps.funding.api.applications import Place
from samspil.apps.funding.selectors.cases import KeptCase, chosen_version, versions_of
from samspil.apps.governance.parts.operations import operation
from samspil.apps.governance.types import NotFoundError
from samspil.apps.organisations.bearing import acting_in
from samspil.apps.portfolio.selectors.access import access_shared_initiative
from samspil.core.finance.business_case import Kind, paid_by_year
from samspil.kit.api import shapes
from samspil.kit.api.listing import Page, Portion, page, portion
from samspil.kit.api.types import Right

router = Router(tags=["money"])


class CaseVersionLine(Schema):
    """A version of a business case: what it costs and brings in all, and what all of it is worth now.

    `unclear` is what nobody is said to pay.
    """

    number: int
    costs: amounts.MoneyAmount
    benefits: amounts.MoneyAmount
    net_now: amounts.MoneyAmount
    unclear: amounts.MoneyAmount
    why: str
    made_at: datetime


class CaseVersions(Page):
    """A page, the newest version first."""

    items: list[CaseVersionLine]


class CaseLineOut(Schema):
    """A cost or a benefit: so much in each year, from the case's first on. `party` is empty where unclear."""

    name: str
    kind: Annotated[Kind, shapes.one_of(Kind)]
    party: str
    amounts: list[amounts.MoneyAmount]
    pessimistic: str
    optimistic: str


class PaysByYear(Schema):
    """What one pays in each year, from the case's first on. `party` is empty where nobody is said to."""

    party: str
    amounts: list[amounts.MoneyAmount]


class CaseOut(CaseVersionLine):
    """A version with all that it takes to work it out again. `rates` are those it was kept with."""

    first_year: int
    price_year: int
    lines: list[CaseLineOut]
    pays: list[PaysByYear]
    assumptions: str
    rates: dict[str, Any]


@router.get(
    "/initiatives/{initiative_id}/business-case",
    response=CaseVersions,
    summary="Versions of an initiative's business case",
)
@operation(Right.READ)
def case_versions(request: HttpRequest, initiative_id: UUID, asked: Query[Portion]) -> HttpResponse:
    shapes.nothing_else(request, Portion)
    with access_shared_initiative(acting_in(request), initiative_id, timezone.localdate()) as row:
        found, last = portion(versions_of(row), lambda one: str(one.number), asked)
    return page(request, map(_line, found), last)


@router.get(
    "/initiatives/{initiative_id}/business-case/{number}",
    response=CaseOut,
    summary="A version of a business case",
)
@operation(Right.READ)
def case_version(request: HttpRequest, initiative_id: UUID, number: Place) -> Any:
    with access_shared_initiative(acting_in(request), initiative_id, timezone.localdate()) as row:
        found = chosen_version(versions_of(row), number)
    if found is None:
        raise NotFoundError(str(number))
    kept = KeptCase(found)
    case = kept.case
    return {
        **_line(kept.row),
        "first_year": case.first_year,
        "price_year": case.price_year,
        "lines": [
            {
                "name": one.name,
                "kind": one.kind.value,
                "party": one.party,
                "amounts": [amounts.told(amount) for amount in one.amounts],
                "pessimistic": str(one.pessimistic),
                "optimistic": str(one.optimistic),
            }
            for one in case.lines
        ],
        "pays": [
            {"party": who, "amounts": [amounts.told(amount) for amount in years]}
            for who, years in paid_by_year(case).items()
        ],
        "assumptions": kept.row.assumptions,
        "rates": kept.row.rates,
    }


def _line(row: Any) -> dict[str, Any]:
    def told(minor: int) -> Any:
        return amounts.told_minor(minor, row.currency)

    return {
        "number": row.number,
        "costs": told(row.cost_minor),
        "benefits": told(row.benefit_minor),
        "net_now": told(row.net_now_minor),
        "unclear": told(row.unclear_minor),
        "why": row.why,
        "made_at": row.made_at,
    }
