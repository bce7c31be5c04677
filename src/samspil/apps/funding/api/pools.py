"""Pools: what is in them, and their rounds of applications."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema

from samspil.apps.funding.api import amounts
from samspil.apps.funding.pool_types import Form, PoolRules
from samspil.apps.funding.selectors.liquidity import standing_of
from samspil.apps.funding.selectors.pool_rules import rules_on, rules_or_none
from samspil.apps.funding.selectors.pools import access_pool, calls_of, list_pools, open_call
from samspil.apps.governance.parts.operations import Names, operation
from samspil.apps.organisations.bearing import acting_in
from samspil.kit.api import shapes
from samspil.kit.api.listing import Page, Portion, page, portion
from samspil.kit.api.types import Right

router = Router(tags=["money"])


class PoolOut(Schema):
    """A pool of your organisation today. `awarded` is promised and not paid out yet, `available` what is left
    of the balance when it has been. `takes_applications` says whether one may apply today; `kinds` by which
    kinds of matter. Without a model that has the pool, `forms` and `kinds` are empty.
    """

    id: UUID
    key: str
    name: Names
    balance: amounts.MoneyAmount
    awarded: amounts.MoneyAmount
    available: amounts.MoneyAmount
    lent: amounts.MoneyAmount
    forms: list[Annotated[Form, shapes.one_of(Form)]]
    kinds: list[str]
    takes_applications: bool
    closes_on: date | None


class Pools(Page):
    """A page, the first opened first."""

    items: list[PoolOut]


class CallOut(Schema):
    """A round of applications: its days, its criteria with their weights, and whether its ranking is kept."""

    id: UUID
    title: str
    text: str
    opens_on: date
    closes_on: date
    ceiling: amounts.MoneyAmount | None
    weights: dict[str, str]
    most_points: int
    is_ranked: bool


class Calls(Page):
    """A page, the last to close first."""

    items: list[CallOut]


@router.get("/pools", response=Pools, summary="Pools, and what is in them")
@operation(Right.READ)
def pools(request: HttpRequest, asked: Query[Portion]) -> HttpResponse:
    shapes.nothing_else(request, Portion)
    on, owner = timezone.localdate(), acting_in(request).organisation_id
    found, last = portion(list_pools(owner), lambda one: str(one.public_id), asked)
    known = {one.key: one for one in rules_on(owner, on)}
    return page(request, (_told(one, known.get(one.key), on) for one in found), last)


@router.get("/pools/{pool_id}", response=PoolOut, summary="A pool")
@operation(Right.READ)
def pool(request: HttpRequest, pool_id: UUID) -> Any:
    row, on = access_pool(acting_in(request), pool_id), timezone.localdate()
    return _told(row, rules_or_none(row, on), on)


@router.get("/pools/{pool_id}/calls", response=Calls, summary="A pool's rounds of applications")
@operation(Right.READ)
def calls(request: HttpRequest, pool_id: UUID, asked: Query[Portion]) -> HttpResponse:
    shapes.nothing_else(request, Portion)
    row = access_pool(acting_in(request), pool_id)
    found, last = portion(calls_of(row), lambda one: str(one.public_id), asked)
    return page(request, (_call(one, row.currency) for one in found), last)


def _told(row: Any, rules: PoolRules | None, on: date) -> dict[str, Any]:
    call = open_call(row, on)
    standing = standing_of(row, rules, on)
    return {
        "id": row.public_id,
        "key": row.key,
        "name": row.name,
        "balance": amounts.told(standing.balance),
        "awarded": amounts.told(standing.promised),
        "available": amounts.told(standing.free),
        "lent": amounts.told(standing.lent),
        "forms": [one.value for one in rules.forms] if rules else [],
        "kinds": list(rules.kinds) if rules else [],
        "takes_applications": rules is not None and (call is not None or not rules.ranks),
        "closes_on": call.closes_on if call else None,
    }


def _call(row: Any, currency: str) -> dict[str, Any]:
    return {
        "id": row.public_id,
        "title": row.title,
        "text": row.text,
        "opens_on": row.opens_on,
        "closes_on": row.closes_on,
        "ceiling": amounts.told_minor(row.ceiling_minor, currency),
        "weights": dict(row.weights),
        "most_points": row.most_points,
        "is_ranked": row.ranked_at is not None,
    }
