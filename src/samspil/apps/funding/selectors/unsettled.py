"""What of a period is not settled yet: told before it is closed, for then it has to be posted later."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import chain
from uuid import UUID

from samspil.apps.funding.models import ENDS_A_YEAR, Filling, SharedCost
from samspil.apps.funding.pool_types import Fills
from samspil.apps.funding.selectors.funds import left_in_funds
from samspil.apps.funding.selectors.owed import unpaid
from samspil.apps.funding.types import SharedSort


class Awaits(StrEnum):
    """What is missing: a pool's year end, a settlement by use, an instalment, what a fund owes."""

    YEAR_END = "year_end"
    SETTLEMENT = "settlement"
    INSTALMENT = "instalment"
    FUND = "fund"


@dataclass(frozen=True, slots=True)
class Unsettled:
    """One such thing: what it is called, in three languages or as written, and the day it is of."""

    what: Awaits
    id: UUID
    name: str | dict[str, str]
    day: date


def unsettled(organisation_id: int, until: date) -> list[Unsettled]:
    """Of all days up to and including one, the oldest first; three questions."""
    found = chain(
        _years(organisation_id, until), _costs(organisation_id, until), _back(organisation_id, until)
    )
    found = chain(found, _funds(organisation_id, until))
    return sorted(found, key=lambda one: (one.day, one.what))


def _years(organisation_id: int, until: date) -> Iterator[Unsettled]:
    rows = Filling.objects.standing().filter(organisation_id=organisation_id).select_related("pool")
    rows = rows.exclude(sort=Fills.EXTERNAL.value)  # it is of its fund, which has days of its own
    by_year: dict[tuple[int, int], list[Filling]] = {}
    for row in rows.order_by("year"):
        by_year.setdefault((row.pool_id, row.year), []).append(row)
    for (_pool, year), filled in by_year.items():
        last = date(year, 12, 31)
        if last <= until and not any(one.sort in ENDS_A_YEAR for one in filled):
            pool = filled[0].pool
            yield Unsettled(Awaits.YEAR_END, pool.public_id, dict(pool.name), last)


def _costs(organisation_id: int, until: date) -> Iterator[Unsettled]:
    """Costs that were shared by use, as far as it was known."""
    rows = SharedCost.objects.standing().filter(
        organisation_id=organisation_id, sort=SharedSort.COST.value, last__lte=until
    )
    settled = set(SharedCost.objects.standing().exclude(settles=None).values_list("settles", flat=True))
    for row in rows.order_by("last", "pk"):
        if row.pk not in settled and any(one["use"] is not None for one in row.members):
            yield Unsettled(Awaits.SETTLEMENT, row.public_id, row.text, row.last)


def _back(organisation_id: int, until: date) -> Iterator[Unsettled]:
    """Of what has been lent: nothing comes back of the rest."""
    rows = unpaid(organisation_id).filter(due_on__lte=until)
    for row in rows.order_by("due_on", "pk"):
        application = row.award.application
        yield Unsettled(Awaits.INSTALMENT, application.public_id, application.title, row.due_on)


def _funds(organisation_id: int, until: date) -> Iterator[Unsettled]:
    for fund, _left in left_in_funds(organisation_id, until):
        yield Unsettled(Awaits.FUND, fund.pool.public_id, fund.giver, fund.spend_by or until)
