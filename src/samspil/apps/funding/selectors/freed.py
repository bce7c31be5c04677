"""Money that a benefit has freed and that stands on an account, so that it can be said what it pays for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db.models import Sum

from samspil.apps.funding.models import Posting
from samspil.core.finance.ledger import Kind, Reference
from samspil.core.units import Money

BENEFIT: Final = "benefit"


@dataclass(frozen=True, slots=True)
class FreedMoney:
    """What is left on an account of what a benefit has freed, as its newest voucher calls it."""

    benefit: UUID
    told: str
    left: Money


def freed_on(account: UUID, currency: str) -> list[FreedMoney]:
    """All that can be spent from an account in scope, the oldest first. Two questions."""
    lines = Posting.objects.filter(account__public_id=account, came_from_sort=BENEFIT)
    sums = lines.values("came_from").annotate(left=Sum("amount_minor")).filter(left__gt=0)
    left = {one["came_from"]: int(one["left"]) for one in sums if one["came_from"]}
    told = names_of_freed(left)
    return [FreedMoney(key, name, Money(left[key], currency)) for key, name in told.items()]


def names_of_freed(benefits: Iterable[UUID]) -> dict[UUID, str]:
    """What the newest voucher that freed money of each says, by benefit, those in scope; one question."""
    rows = Posting.objects.filter(
        came_from__in=list(benefits), came_from_sort=BENEFIT, account__kind=Kind.CASHED_BENEFITS.value
    )
    told = rows.order_by("id").values_list("came_from", "voucher__text")
    return {key: text for key, text in told if key}


def reference(benefit: UUID | None) -> Reference | None:
    """As a line of the ledger names it."""
    return Reference(BENEFIT, benefit) if benefit else None
