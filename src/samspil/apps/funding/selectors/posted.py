"""What was posted on an account, a page at a time, the newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from samspil.apps.funding.models import Account, Posting
from samspil.core.units import Money


@dataclass(frozen=True, slots=True)
class Posted:
    """A line of a voucher; ``key`` is where it stands among those of its day."""

    key: int
    day: date
    voucher: UUID
    number: int
    text: str
    amount: Money
    reverses: UUID | None


def postings_of(account: Account, after: tuple[date, int] | None, most: int) -> list[Posted]:
    """Of an account in scope, older than the line that is named; one question by the account's index."""
    rows = Posting.objects.filter(account=account)
    if after is not None:
        day, key = after
        rows = rows.filter(Q(day__lt=day) | Q(day=day, id__lt=key))
    found = rows.order_by("-day", "-id").values_list(
        "id",
        "day",
        "voucher__public_id",
        "voucher__number",
        "voucher__text",
        "amount_minor",
        "voucher__reverses__public_id",
    )
    return [
        Posted(key, day, voucher, number, text, Money(minor, account.currency), reverses)
        for key, day, voucher, number, text, minor, reverses in found[:most]
    ]
