"""Joint costs of an initiative: the keys they are shared by, and what each member pays."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema

from samspil.apps.funding.api import amounts
from samspil.apps.funding.selectors.cost_keys import access_statement, costs_of, keys_of
from samspil.apps.funding.selectors.resting import is_done
from samspil.apps.funding.types import SharedSort
from samspil.apps.governance.parts.operations import operation
from samspil.apps.organisations.bearing import acting_in
from samspil.apps.portfolio.selectors.access import access_shared_initiative
from samspil.core.finance.cost_keys.key import CostKind
from samspil.kit.api import shapes
from samspil.kit.api.listing import Page, Portion, page, portion
from samspil.kit.api.types import Right

router = Router(tags=["money"])


class KeyOut(Schema):
    """A version of a cost key; `content` is the key as it is reckoned with, and whom it counts."""

    id: UUID
    kind: CostKind
    number: int
    valid_from: date
    decision: str
    decided: UUID | None
    content: dict[str, Any]


class Keys(Page):
    """A page, kind by kind, the newest version first."""

    items: list[KeyOut]


class CostLine(Schema):
    """A cost that was shared out; `we_pay` is our own part, where we have one."""

    id: UUID
    sort: SharedSort
    kind: CostKind
    text: str
    first: date
    last: date
    amount: amounts.MoneyAmount
    we_pay: amounts.MoneyAmount | None
    made_at: datetime


class Costs(Page):
    """A page, the newest period first."""

    items: list[CostLine]


class StatementOut(CostLine):
    """A shared cost with all that it takes to work it out again. `pays` is by the codes of members.

    `stands` is false where its voucher has been reversed.
    """

    key: KeyOut
    whose: str
    members: list[dict[str, Any]]
    pays: dict[str, amounts.MoneyAmount]
    stands: bool


@router.get("/initiatives/{initiative_id}/cost-keys", response=Keys, summary="Cost keys of an initiative")
@operation(Right.READ)
def cost_keys(request: HttpRequest, initiative_id: UUID, asked: Query[Portion]) -> HttpResponse:
    shapes.nothing_else(request, Portion)
    with access_shared_initiative(acting_in(request), initiative_id, timezone.localdate()) as row:
        found, last = portion(keys_of(row), lambda one: str(one.public_id), asked)
    return page(request, map(_key, found), last)


@router.get("/initiatives/{initiative_id}/shared-costs", response=Costs, summary="Costs that were shared")
@operation(Right.READ)
def shared_costs(request: HttpRequest, initiative_id: UUID, asked: Query[Portion]) -> HttpResponse:
    shapes.nothing_else(request, Portion)
    acting = acting_in(request)
    with access_shared_initiative(acting, initiative_id, timezone.localdate()) as row:
        is_own = row.organisation_id == acting.organisation_id
        rows = [one for one in costs_of(row) if is_own or acting.code in one.pays]
    found, last = portion(rows, lambda one: str(one.public_id), asked)
    return page(request, (_line(one, acting.code) for one in found), last)


@router.get(
    "/initiatives/{initiative_id}/shared-costs/{cost_id}", response=StatementOut, summary="A shared cost"
)
@operation(Right.READ)
def shared_cost(request: HttpRequest, initiative_id: UUID, cost_id: UUID) -> Any:
    acting = acting_in(request)
    with access_statement(acting, initiative_id, cost_id, timezone.localdate()) as row:
        return {
            **_line(row, acting.code),
            "key": _key(row.key),
            "whose": row.whose,
            "members": row.members,
            "pays": {code: amounts.told_minor(minor, row.currency) for code, minor in row.pays.items()},
            "stands": row.voucher is None or is_done(row),
        }


def _key(row: Any) -> dict[str, Any]:
    return {
        "id": row.public_id,
        "kind": row.kind,
        "number": row.number,
        "valid_from": row.valid_from,
        "decision": row.decision,
        "decided": row.decided,
        "content": row.content,
    }


def _line(row: Any, code: str) -> dict[str, Any]:
    return {
        "id": row.public_id,
        "sort": row.sort,
        "kind": row.key.kind,
        "text": row.text,
        "first": row.first,
        "last": row.last,
        "amount": amounts.told_minor(row.amount_minor, row.currency),
        "we_pay": amounts.told_minor(row.pays.get(code), row.currency),
        "made_at": row.made_at,
    }
