"""How far initiatives have come, for pages of other apps that know them by their ids."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, Q

from samspil.apps.portfolio.models import Initiative
from samspil.core.portfolio.pace import Pace


class HowFar(NamedTuple):
    """Its phase, how it ended if it has, and, where it is joint, how many of those invited are live."""

    title: str
    project_model: str
    phase: str
    end: str
    is_joint: bool
    live: int
    invited: int


def how_far(organisation_id: int, initiatives: Collection[UUID]) -> dict[UUID, HowFar]:
    """Some initiatives of an organisation by their ids; one question."""
    rows = Initiative.objects.filter(organisation_id=organisation_id, public_id__in=list(initiatives))
    counted = rows.annotate(
        live=Count("participations", filter=Q(participations__pace=Pace.LIVE.value)),
        invited=Count("participations"),
    )
    fields = ("project_model", "phase", "end", "is_joint", "live", "invited")
    told = counted.values_list("public_id", "number", "title", *fields)
    return {key: HowFar(f"{number} {title}", *rest) for key, number, title, *rest in told}
