"""What has been paid of an initiative's statements, by whom and when, and what of each is open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import QuerySet, Sum

from samspil.apps.funding.models import Posting, SharedCost, Voucher
from samspil.apps.funding.types import SHARE_PAID, SHARE_PAID_BACK, STATEMENT
from samspil.core.finance.ledger import Kind
from samspil.core.finance.open_items import Billed, Item, Paid, open_items
from samspil.core.units import Money

if TYPE_CHECKING:
    from samspil.apps.portfolio.models import Initiative


@dataclass(frozen=True, slots=True)
class Payment:
    """What a member paid, or, below nought, was paid back; ``of`` is the statement that it names."""

    member: str
    amount: Money
    day: date
    number: int
    of: UUID | None


@dataclass(frozen=True, slots=True)
class StatementStanding:
    """Of a member: what it owed before a statement, what that charged, what of it is covered and open, and
    what the member owes in all now. In øre.
    """

    member: str
    before: int
    charged: int
    covered: int
    open: int
    now: int


def payments_of(initiative: Initiative, member: str = "") -> list[Payment]:
    """Those that stand, the first posted first: of all members, or of one. One question."""
    rows = _lines(initiative, member).filter(
        voucher__kind__in=(SHARE_PAID, SHARE_PAID_BACK),
        voucher__reverses=None,
        voucher__reversed_by=None,
    )
    found = rows.order_by("voucher__number").values_list(
        *("account__member", "amount_minor", "account__currency", "day", "voucher__number"),
        *("voucher__subject_sort", "voucher__subject"),
    )
    return [
        Payment(code, Money(-minor, currency), day, number, subject if sort == STATEMENT else None)
        for code, minor, currency, day, number, sort, subject in found
    ]


def open_of(initiative: Initiative, member: str, currency: str) -> Mapping[UUID, Item]:
    """What is open of each statement that charged a member, the oldest first; two questions."""
    return _open(_costs(initiative, currency), payments_of(initiative, member), member, currency)


def standings_on_statement(row: SharedCost) -> list[StatementStanding]:
    """Of each member that a shared cost charged, or credited; four questions. It has been posted."""
    initiative, currency = row.initiative, row.currency
    costs, payments = _costs(initiative, currency), payments_of(initiative)
    before, now = _owed_before(row), _summed(_lines(initiative).filter(account__currency=currency))
    found = []
    for member, charged in sorted(row.pays.items()):
        item = _open(costs, payments, member, currency).get(row.public_id)
        covered, left = (item.covered, item.open) if item else (0, 0)
        found.append(
            StatementStanding(member, before.get(member, 0), charged, covered, left, now.get(member, 0))
        )
    return found


def _open(
    costs: list[SharedCost], payments: list[Payment], member: str, currency: str
) -> Mapping[UUID, Item]:
    billed = [Billed(one.public_id, one.pays[member]) for one in costs if one.pays.get(member)]
    mine = [
        Paid(one.amount.minor, one.of)
        for one in payments
        if one.member == member and one.amount.currency == currency
    ]
    return open_items(billed, mine)


def _costs(initiative: Initiative, currency: str) -> list[SharedCost]:
    """Those that stand, the first posted first."""
    rows = SharedCost.objects.standing().filter(initiative=initiative, currency=currency)
    return list(rows.order_by("pk"))


def _owed_before(row: SharedCost) -> dict[str, int]:
    """What each member owed when a statement was posted: by the numbers of vouchers, not by their days."""
    assert row.voucher is not None  # what is told of a statement is told once it has been posted
    number = Voucher.objects.filter(public_id=row.voucher).values("number")[:1]
    lines = _lines(row.initiative).filter(account__currency=row.currency)
    return _summed(lines.filter(voucher__number__lt=number))


def _summed(lines: QuerySet[Posting, Any]) -> dict[str, int]:
    rows = lines.values("account__member").annotate(minor=Sum("amount_minor"))
    return dict(rows.values_list("account__member", "minor"))


def _lines(initiative: Initiative, member: str = "") -> QuerySet[Posting, Any]:
    """What moved on the members' accounts of an initiative."""
    rows = Posting.objects.filter(
        organisation_id=initiative.organisation_id,
        account__kind=Kind.SHARES.value,
        went_to_sort="initiative",
        went_to=initiative.public_id,
    )
    return rows.filter(account__member=member) if member else rows
