"""Money traced both ways: what a benefit or another source came to pay, and what something was paid with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet, Sum

from samspil.apps.funding.models import Posting
from samspil.core.finance.ledger import STORES, Kind, Reference
from samspil.core.units import Money


@dataclass(frozen=True, slots=True)
class Traced:
    """A line that names where its money came from or went to."""

    day: date
    number: int
    text: str
    account: str
    kind: Kind
    amount: Money
    came_from: Reference | None
    went_to: Reference | None


def came_to(organisation_id: int, source: Reference) -> list[Traced]:
    """Everything that was moved because something freed it, oldest first."""
    return _traced(
        Posting.objects.filter(
            organisation_id=organisation_id, came_from=source.id, came_from_sort=source.sort
        )
    )


def paid_with(organisation_id: int, use: Reference) -> list[Traced]:
    """Everything that was spent on something, oldest first, with what had freed it where a line says so."""
    return _traced(
        Posting.objects.filter(organisation_id=organisation_id, went_to=use.id, went_to_sort=use.sort)
    )


def freed_and_left(organisation_id: int, source: Reference, currency: str) -> int:
    """What something freed in a currency and nobody has spent, in øre: into stores, less out of them.

    What was freed stands on pools, treasuries and the bank until it goes to what it pays. One question.
    """
    lines = Posting.objects.filter(
        organisation_id=organisation_id,
        came_from=source.id,
        came_from_sort=source.sort,
        account__kind__in=[one.value for one in STORES],
        account__currency=currency,
    )
    return int(lines.aggregate(total=Sum("amount_minor"))["total"] or 0)


def left_on(account: UUID, source: Reference) -> int:
    """What stands on one account in scope of what something freed, in øre; one question."""
    lines = Posting.objects.filter(
        account__public_id=account, came_from=source.id, came_from_sort=source.sort
    )
    return int(lines.aggregate(total=Sum("amount_minor"))["total"] or 0)


def _traced(rows: QuerySet[Posting]) -> list[Traced]:
    return [
        Traced(
            row.day,
            row.voucher.number,
            row.voucher.text,
            row.account.name,
            Kind(row.account.kind),
            Money(row.amount_minor, row.account.currency),
            _reference(row.came_from_sort, row.came_from),
            _reference(row.went_to_sort, row.went_to),
        )
        for row in rows.select_related("voucher", "account").order_by("day", "id")
    ]


def _reference(sort: str, key: UUID | None) -> Reference | None:
    return Reference(sort, key) if key else None
