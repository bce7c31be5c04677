"""Who else uses a system, and what others show of their contracts: never a note, no price that is hidden."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.db.models import Case, Count, F, Value, When

from samspil.apps.organisations.types import Acting
from samspil.apps.systems.models import Contract, ContractSystem, LocalUse
from samspil.apps.systems.selectors.reach import Reach, reaching

MOST: Final = 200


class OthersUse(NamedTuple):
    """Another organisation's use of a system, as it shows it."""

    id: int
    organisation__name: str
    name: str
    vendor: str
    business_type: str
    life_cycle: str
    hosting: str
    contact: str
    starts_on: date | None
    ends_on: date | None


class OthersContract(NamedTuple):
    """Another organisation's contract, as it shows it; an amount is none where its price is hidden."""

    organisation__name: str
    use_id: int
    name: str
    supplier: str
    starts_on: date | None
    ends_on: date | None
    irrevocable_until: date | None
    operation: int | None
    currency: str


def who_else_uses(acting: Acting, use: LocalUse, on: date) -> tuple[list[OthersUse], list[OthersContract]]:
    """Who else uses the same system, and the contracts about it that they show."""
    with reaching(acting, on) as reach:
        rows = LocalUse.objects.filter(reach.others, catalogue=use.catalogue, removed_on=None)
        told = rows.order_by("organisation__name", "pk").values_list(*OthersUse._fields)[:MOST]
        uses = [OthersUse._make(row) for row in told]
        return uses, _contracts_of([one.id for one in uses], reach)


def count_of_others(acting: Acting, catalogues: Iterable[UUID], on: date) -> dict[UUID, int]:
    """How many others use each of some systems, as far as they show it; one question and the door's two."""
    with reaching(acting, on) as reach:
        rows = LocalUse.objects.filter(reach.others, catalogue__in=list(catalogues), removed_on=None)
        told = rows.order_by().values_list("catalogue")
        return dict(told.annotate(Count("organisation", distinct=True)))


def _contracts_of(uses: list[int], reach: Reach) -> list[OthersContract]:
    shown = Contract.objects.filter(reach.others, removed_on=None)
    of_shown = reach.others_of("contract__")
    rows = ContractSystem.objects.filter(of_shown, use__in=uses, contract__removed_on=None)
    links = list(rows.values_list("contract_id", "use_id")[:MOST])
    told = {
        row["pk"]: row
        for row in shown.filter(pk__in=[key for key, _ in links])
        .annotate(operation=PRICE("operation_minor"))
        .values("pk", *_COLUMNS)
    }
    return sorted(
        (OthersContract(use_id=use, **{name: told[key][name] for name in _COLUMNS}) for key, use in links),
        key=lambda one: (one.organisation__name, one.ends_on or date.max, one.name),
    )


def PRICE(column: str) -> Case:  # noqa: N802 – stands where a column would
    """A price, and nothing where its contract hides it: it is not even read."""
    return Case(When(hides_prices=True, then=Value(None)), default=F(column))


_COLUMNS: Final[tuple[Any, ...]] = tuple(name for name in OthersContract._fields if name != "use_id")
