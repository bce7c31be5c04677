"""What an initiative is worth to its organisation, and which comes first: said by who keeps the portfolio."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import transaction

from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.models import Initiative
from samspil.apps.portfolio.services.leading import check_keeps
from samspil.apps.portfolio.services.taking_part import check_open
from samspil.apps.portfolio.services.telling import tell
from samspil.core.errors import Problem

MOST_VALUE: Final = 10**9
LAST_RANK: Final = 100_000


@transaction.atomic
def rank(
    initiative: Initiative, value: int | None, place: int | None, *, acting: Acting, at: datetime
) -> bool:
    """What it is worth, on the organisation's own scale, and its place among the wishes; whether either is
    otherwise than before. What nobody has said is nothing, never zero.

    Raises:
        RefusedError: one does not keep the portfolio, it is over, or a number is out of range.
    """
    check_keeps(acting)
    row = Initiative.objects.select_for_update(of=("self",)).get(pk=initiative.pk)
    check_open(row)
    if value is not None and not 0 <= value <= MOST_VALUE:
        raise RefusedError(Problem("value_out_of_range", {"most": MOST_VALUE}))
    if place is not None and not 1 <= place <= LAST_RANK:
        raise RefusedError(Problem("rank_out_of_range", {"last": LAST_RANK}))
    if (row.value, row.rank) == (value, place):
        return False
    row.value, row.rank, row.changed_at = value, place, at
    row.save(update_fields=["value", "rank", "changed_at"])
    tell(row, "initiative.ranked", {"value": value, "rank": place}, acting=acting, at=at)
    return True
