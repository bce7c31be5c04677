"""What became of that which was done by vouchers: whether it stands, and what took it back and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db.models import QuerySet, Sum

from samspil.apps.funding.models import (
    ENDS_A_YEAR,
    Filling,
    Instalment,
    Milestone,
    RestsOnVoucher,
    SharedCost,
    Voucher,
)
from samspil.apps.funding.types import SharedSort
from samspil.core.errors import Problem

RESTING: Final[tuple[type[RestsOnVoucher], ...]] = (Filling, Milestone, Instalment, SharedCost)


@dataclass(frozen=True, slots=True)
class TakenBack:
    """The voucher that reversed another: its id and number, on which day, and why."""

    id: UUID
    number: int
    day: date
    why: str


def taken_back(rows: Iterable[RestsOnVoucher]) -> Mapping[UUID, TakenBack]:
    """By the voucher that a row names, what reversed it; those that stand are not there. One question."""
    named = {row.voucher for row in rows if row.voucher}
    if not named:
        return {}
    found = Voucher.objects.filter(reverses__public_id__in=named).select_related("reverses")
    return {
        row.reverses.public_id: TakenBack(row.public_id, row.number, row.day, row.text)
        for row in found
        if row.reverses is not None
    }


def is_done(row: RestsOnVoucher) -> bool:
    """Whether it was posted and has not been taken back. One question."""
    return row.voucher is not None and not taken_back([row])


def rows_on(voucher: UUID) -> Iterator[RestsOnVoucher]:
    """What was done by a voucher: as a rule one row. A question for each sort of row."""
    for sort in RESTING:
        yield from sort.objects.filter(voucher=voucher)


def built_upon(row: RestsOnVoucher) -> Problem | None:
    """What must be taken back before a row can be: what came after it and was worked out from it."""
    if isinstance(row, SharedCost):
        return _of_cost(row)
    if isinstance(row, Milestone):
        return _of_part(row)
    if isinstance(row, Filling) and row.sort not in ENDS_A_YEAR:
        ended = Filling.objects.done().filter(pool=row.pool_id, year=row.year, sort__in=ENDS_A_YEAR)
        return Problem("year_end_stands", {"year": row.year}) if ended.exists() else None
    return None


def _of_cost(row: SharedCost) -> Problem | None:
    if SharedCost.objects.standing().filter(settles=row).exists():
        return Problem("settlement_stands", {"text": row.text})
    if row.sort == SharedSort.ENTRY.value:
        later = SharedCost.objects.standing().filter(enters=row.enters, pk__gt=row.pk)
    elif row.sort == SharedSort.SETTLED.value:
        later = SharedCost.objects.standing().filter(enters=row.settles, pk__gt=row.pk)
    else:
        later = SharedCost.objects.standing().filter(enters=row)
    return Problem("late_entry_stands", {"text": row.text}) if later.exists() else None


def _of_part(row: Milestone) -> Problem | None:
    """A loan is never paid out less than has come back of it."""
    award = row.award
    paid = Milestone.objects.done().filter(award=award).exclude(pk=row.pk)
    back = Instalment.objects.done().filter(award=award)
    if _sum(back, "repays_minor") > _sum(paid, "amount_minor"):
        return Problem("loan_has_come_back", {})
    return None


def _sum(rows: QuerySet[Any], column: str) -> int:
    return int(rows.aggregate(total=Sum(column))["total"] or 0)
