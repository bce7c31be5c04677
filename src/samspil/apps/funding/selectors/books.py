"""The ledger as a whole: until when it is closed, and whether it agreed when it was re-added."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

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


def first_open_day(organisation_id: int, day: date) -> date:
    """The day itself, or the first after it on which the ledger takes vouchers."""
    row = Books.objects.filter(organisation_id=organisation_id).first()
    closed = row.closed_until if row else None
    return day if closed is None or closed < day else closed + timedelta(1)
