"""The ledger, to be read: accounts and what moved on them. Nothing is posted from outside."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema

from samspil.apps.funding.api import amounts
from samspil.apps.funding.selectors.access import access_account
from samspil.apps.funding.selectors.own_money import OwnAccount, own_ledger
from samspil.apps.funding.selectors.posted import Posted, postings_of
from samspil.apps.governance.parts.operations import operation
from samspil.apps.organisations.bearing import acting_in
from samspil.core.finance.ledger import Kind
from samspil.kit.api import shapes
from samspil.kit.api.listing import Moment, Page, Portion, Size, day_of, page, portion, written
from samspil.kit.api.types import Right

router = Router(tags=["money"])


class AccountOut(Schema):
    """An account of our own, or one that an association keeps about us; what moved is of the year."""

    id: UUID
    name: str
    kind: Kind
    keeper: str
    is_ours: bool
    into: amounts.MoneyAmount
    out: amounts.MoneyAmount
    stands: amounts.MoneyAmount


class Accounts(Page):
    """A page, by whose they are and by kind."""

    items: list[AccountOut]


class PostingOut(Schema):
    """A line of a voucher: above nought into the account, below it out. Never changed; what was wrong is
    reversed by another voucher.
    """

    day: date
    voucher: UUID
    number: int
    text: str
    amount: amounts.MoneyAmount
    reverses: UUID | None


class Postings(Page):
    """A page, the newest first."""

    items: list[PostingOut]


class PostingsAsked(shapes.Asked):
    """How many, and after which."""

    after: Moment | None = None
    size: Size = 25


@router.get("/accounts", response=Accounts, summary="Accounts of our money")
@operation(Right.READ)
def accounts(request: HttpRequest, asked: Query[Portion]) -> HttpResponse:
    shapes.nothing_else(request, Portion)
    on = timezone.localdate()
    rows = own_ledger(acting_in(request), date(on.year, 1, 1), date(on.year, 12, 31), on).accounts
    found, last = portion(rows, lambda one: str(one.id), asked)
    return page(request, map(_account, found), last)


@router.get("/accounts/{account_id}/postings", response=Postings, summary="What moved on an account")
@operation(Right.READ)
def postings(request: HttpRequest, account_id: UUID, asked: Query[PostingsAsked]) -> HttpResponse:
    shapes.nothing_else(request, PostingsAsked)
    after = day_of(asked.after) if asked.after else None
    with access_account(acting_in(request), account_id, timezone.localdate()) as row:
        found = postings_of(row, after, asked.size + 1)
    shown = found[: asked.size]
    last = written(shown[-1].day, shown[-1].key) if len(found) > asked.size else None
    return page(request, map(_posting, shown), last)


def _account(one: OwnAccount) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.name,
        "kind": one.kind.value,
        "keeper": one.keeper,
        "is_ours": one.is_ours,
        "into": amounts.told(one.into),
        "out": amounts.told(one.out),
        "stands": amounts.told(one.kind.shown(one.closing)),
    }


def _posting(one: Posted) -> dict[str, Any]:
    return {
        "day": one.day,
        "voucher": one.voucher,
        "number": one.number,
        "text": one.text,
        "amount": amounts.told(one.amount),
        "reverses": one.reverses,
    }
