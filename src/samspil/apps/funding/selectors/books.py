"""The ledger as a whole: until when it is closed, and whether it agreed when it was re-added."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from samspil.apps.funding.models import Books


@dataclass(frozen=True, slots=True)
class BooksStand:
    """How an organisation's ledger stands."""

    closed_until: date | None
    compared_at: datetime | None
    differences: int


def books_stand(organisation_id: int) -> BooksStand | None:
    """Nothing where there is no ledger."""
    row = Books.objects.filter(organisation_id=organisation_id).first()
    return BooksStand(row.closed_until, row.compared_at, row.differences) if row else None
