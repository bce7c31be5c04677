"""Benefits in a list: narrowed, in an order, a page at a time by key. One question a page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.db.models.expressions import OrderBy

from samspil.apps.benefits.models import Benefit
from samspil.apps.organisations.types import Acting
from samspil.kit.paging import after_day, read_key
from samspil.kit.searching import with_words


class Order(StrEnum):
    """In which order the list stands."""

    NEXT = "next"
    NEWEST = "newest"


class BenefitRow(NamedTuple):
    """A benefit as a line of the list; amounts are hundredths of what it counts in."""

    id: int
    public_id: UUID
    number: str
    title: str
    is_disbenefit: bool
    bottom_line: str
    counted_in: str
    owner: str
    state: str
    leading: UUID | None
    go_live: date | None
    expected_minor: int
    measured_minor: int | None
    next_due_on: date | None
    initiative__public_id: UUID
    initiative__title: str


Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class BenefitFilter:
    """What the list is narrowed by; empty is everything. ``after`` is the key of the line before."""

    said: str = ""
    state: str = ""
    bottom_line: str = ""
    initiative: UUID | None = None
    is_mine: bool = False
    is_overdue: bool = False
    order: Order = Order.NEXT
    after: Place | None = None
    size: int = 25


@dataclass(frozen=True, slots=True)
class BenefitPage:
    """One page of the list, and the key of the next."""

    rows: list[BenefitRow]
    next_after: Place | None


def list_benefits(acting: Acting, by: BenefitFilter, on: date) -> BenefitPage:
    """A page of the benefits of the organisation one acts for."""
    wanted = narrowed(acting, by, on)
    if by.after is not None:
        wanted = wanted.filter(_after(by.order, by.after))
    told = wanted.order_by(*_orders(by.order)).values_list(*BenefitRow._fields)[: by.size + 1]
    found = [BenefitRow._make(row) for row in told]
    last = found[by.size - 1] if len(found) > by.size else None
    return BenefitPage(found[: by.size], _place(by.order, last) if last else None)


def narrowed(acting: Acting, by: BenefitFilter, on: date) -> QuerySet[Benefit]:
    """The benefits of an organisation that a filter lets through, in no order."""
    rows = Benefit.objects.filter(organisation_id=acting.organisation_id)
    for field in ("state", "bottom_line"):
        if said := getattr(by, field):
            rows = rows.filter(**{field: said})
    if by.initiative is not None:
        rows = rows.filter(initiative__public_id=by.initiative)
    if by.is_mine:
        rows = rows.filter(owner_person=acting.person)
    if by.is_overdue:
        rows = rows.filter(next_due_on__lt=on)
    return with_words(rows, by.said, "title", "number", "owner")


def has_any(acting: Acting) -> bool:
    """Whether the organisation has ever noted a benefit."""
    return Benefit.objects.filter(organisation_id=acting.organisation_id).exists()


def _orders(order: Order) -> tuple[str | OrderBy, ...]:
    return (F("next_due_on").asc(nulls_last=True), "pk") if order is Order.NEXT else ("-pk",)


def _place(order: Order, row: BenefitRow) -> Place:
    is_dated = order is Order.NEXT and row.next_due_on is not None
    return (row.next_due_on.isoformat() if is_dated and row.next_due_on else "", row.id)


def _after(order: Order, place: Place) -> Q:
    value, pk = place
    if order is Order.NEWEST:
        return Q(pk__lt=pk)
    return after_day("next_due_on", date.fromisoformat(value) if value else None, pk)


def place_of(order: Order, written: str) -> Place | None:
    """A key as an address has it; nothing where it is none of this order."""
    key = read_key(written)
    if key is None or (order is Order.NEWEST and key[0]):
        return None
    value, pk = key
    try:
        return (date.fromisoformat(value).isoformat() if value else "", pk)
    except ValueError:
        return None
