"""Systems in use in a list: narrowed, by name, a page at a time by key. One question a page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet

from samspil.apps.organisations.types import Acting
from samspil.apps.systems.models import LocalUse
from samspil.kit.searching import with_words

Place = tuple[str, int]


class UseRow(NamedTuple):
    """A system in use as a line of the list."""

    id: int
    public_id: UUID
    catalogue: UUID
    name: str
    local_name: str
    vendor: str
    business_type: str
    life_cycle: str
    unit: str
    criticality: str
    is_business_critical: str
    has_ai: str
    visibility: str
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class UseFilter:
    """What the list is narrowed by; empty is everything. ``after`` is the key of the line before."""

    said: str = ""
    life_cycle: str = ""
    business_type: str = ""
    has_ai: str = ""
    is_critical: bool = False
    visibility: str = ""
    after: Place | None = None
    size: int = 25


@dataclass(frozen=True, slots=True)
class UsePage:
    """One page of the list, and the key of the next."""

    rows: list[UseRow]
    next_after: Place | None


def list_uses(acting: Acting, by: UseFilter) -> UsePage:
    """A page of the systems that the organisation one acts for uses."""
    wanted = narrowed(acting, by)
    if by.after is not None:
        name, key = by.after
        wanted = wanted.filter(name__gte=name).exclude(name=name, pk__lte=key)
    told = wanted.order_by("name", "pk").values_list(*UseRow._fields)[: by.size + 1]
    found = [UseRow._make(row) for row in told]
    last = found[by.size - 1] if len(found) > by.size else None
    return UsePage(found[: by.size], (last.name, last.id) if last else None)


def narrowed(acting: Acting, by: UseFilter) -> QuerySet[LocalUse]:
    """The systems in use that a filter lets through, in no order."""
    rows = LocalUse.objects.filter(organisation_id=acting.organisation_id, removed_on=None)
    for field in ("life_cycle", "business_type", "has_ai", "visibility"):
        if said := getattr(by, field):
            rows = rows.filter(**{field: said})
    if by.is_critical:
        rows = rows.filter(Q(is_business_critical="yes") | Q(is_socially_critical="yes"))
    return with_words(rows, by.said, "name", "local_name", "vendor", "local_id", "former_name")


def business_types(acting: Acting) -> list[str]:
    """The business types that stand in the organisation's register, in order."""
    rows = LocalUse.objects.filter(organisation_id=acting.organisation_id, removed_on=None)
    found = rows.exclude(business_type="").order_by("business_type")
    return list(found.values_list("business_type", flat=True).distinct())


def has_any(acting: Acting) -> bool:
    """Whether the organisation has ever entered a system."""
    return LocalUse.objects.filter(organisation_id=acting.organisation_id).exists()
