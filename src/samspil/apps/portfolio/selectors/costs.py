"""What is known of what initiatives cost: each one's newest estimate."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple
from uuid import UUID

from samspil.apps.portfolio.models import Estimate, Initiative
from samspil.apps.portfolio.selectors.listed import OWN_CURRENCY
from samspil.core.units import Money


class OwnPart(NamedTuple):
    """An initiative of one's own that is one's part of a common one."""

    public_id: UUID
    title: str
    common: UUID


def own_parts(organisation_id: int) -> list[OwnPart]:
    """What an organisation does itself of what is done together, by title; one question."""
    rows = Initiative.objects.filter(organisation_id=organisation_id, common__isnull=False)
    return [OwnPart(*one) for one in rows.order_by("title", "pk").values_list(*OwnPart._fields)]


def newest_costs(initiatives: Collection[UUID]) -> dict[UUID, Money]:
    """Of those in scope that have an estimate of cost: the newest; one question."""
    rows = Estimate.objects.filter(initiative__public_id__in=list(initiatives), cost_minor__isnull=False)
    told = rows.order_by("sequence").values_list("initiative__public_id", "cost_minor", "currency")
    return {key: Money(minor, currency or OWN_CURRENCY) for key, minor, currency in told if minor is not None}
