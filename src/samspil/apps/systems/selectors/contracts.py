"""Contracts in a list: narrowed, in an order, a page at a time by key. One question a page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.db.models.expressions import OrderBy

from samspil.apps.organisations.types import Acting
from samspil.apps.systems.models import Contract
from samspil.kit.paging import after_day, read_key
from samspil.kit.searching import with_words

Place = tuple[str, int]


class Order(StrEnum):
    """In which order the list stands."""

    END = "end"
    NAME = "name"


class ContractRow(NamedTuple):
    """A contract as a line of the list; money is hundredths of ``currency``."""

    id: int
    public_id: UUID
    name: str
    contract_id: str
    contract_type: str
    supplier: str
    unit: str
    starts_on: date | None
    ends_on: date | None
    renewal: str
    terminated_on: date | None
    strategy: str
    operation_minor: int | None
    currency: str
    visibility: str


@dataclass(frozen=True, slots=True)
class ContractFilter:
    """What the list is narrowed by; empty is everything. ``after`` is the key of the line before."""

    said: str = ""
    contract_type: str = ""
    ends_before: date | None = None
    without_end: bool = False
    visibility: str = ""
    order: Order = Order.END
    after: Place | None = None
    size: int = 25


@dataclass(frozen=True, slots=True)
class ContractPage:
    """One page of the list, and the key of the next."""

    rows: list[ContractRow]
    next_after: Place | None


def list_contracts(acting: Acting, by: ContractFilter) -> ContractPage:
    """A page of the contracts of the organisation one acts for."""
    wanted = narrowed(acting, by)
    if by.after is not None:
        wanted = wanted.filter(_after(by.order, by.after))
    told = wanted.order_by(*_orders(by.order)).values_list(*ContractRow._fields)[: by.size + 1]
    found = [ContractRow._make(row) for row in told]
    last = found[by.size - 1] if len(found) > by.size else None
    return ContractPage(found[: by.size], _place(by.order, last) if last else None)


def narrowed(acting: Acting, by: ContractFilter) -> QuerySet[Contract]:
    """The contracts that a filter lets through, in no order."""
    rows = Contract.objects.filter(organisation_id=acting.organisation_id, removed_on=None)
    for field in ("contract_type", "visibility"):
        if said := getattr(by, field):
            rows = rows.filter(**{field: said})
    if by.ends_before is not None:
        rows = rows.filter(ends_on__lt=by.ends_before)
    if by.without_end:
        rows = rows.filter(ends_on=None)
    return with_words(rows, by.said, "name", "contract_id", "supplier", "unit")


def contract_types(acting: Acting) -> list[str]:
    """The types that stand in the organisation's contracts, in order."""
    rows = Contract.objects.filter(organisation_id=acting.organisation_id, removed_on=None)
    found = rows.exclude(contract_type="").order_by("contract_type")
    return list(found.values_list("contract_type", flat=True).distinct())


def has_any(acting: Acting) -> bool:
    """Whether the organisation has ever entered a contract."""
    return Contract.objects.filter(organisation_id=acting.organisation_id).exists()


def _orders(order: Order) -> tuple[str | OrderBy, ...]:
    return (F("ends_on").asc(nulls_last=True), "pk") if order is Order.END else ("name", "pk")


def _place(order: Order, row: ContractRow) -> Place:
    if order is Order.NAME:
        return (row.name, row.id)
    return (row.ends_on.isoformat() if row.ends_on else "", row.id)


def _after(order: Order, place: Place) -> Q:
    value, pk = place
    if order is Order.NAME:
        return Q(name__gt=value) | Q(name=value, pk__gt=pk)
    return after_day("ends_on", date.fromisoformat(value) if value else None, pk)


def place_of(order: Order, written: str) -> Place | None:
    """A key as an address has it; nothing where it is none of this order."""
    key = read_key(written)
    if key is None or order is Order.NAME:
        return key
    value, pk = key
    try:
        return (date.fromisoformat(value).isoformat() if value else "", pk)
    except ValueError:
        return None
