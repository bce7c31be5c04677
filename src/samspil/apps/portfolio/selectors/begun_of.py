"""What was begun of matters, for pages of other apps that know these by their ids."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import NamedTuple
from uuid import UUID

from samspil.apps.portfolio.models import Initiative
from samspil.apps.portfolio.types import End


class Begun(NamedTuple):
    """An initiative that was begun of a matter; ``completed_on`` where it was carried through."""

    public_id: UUID
    title: str
    completed_on: date | None


def begun_of(organisation_id: int, matters: Collection[UUID]) -> dict[UUID, Begun]:
    """The initiative begun last of each of some matters of an organisation; one question."""
    rows = Initiative.objects.filter(organisation_id=organisation_id, matter__in=list(matters))
    told = rows.order_by("pk").values_list("matter", "public_id", "number", "title", "end", "ended_on")
    return {
        matter: Begun(public_id, f"{number} {title}", on if end == End.COMPLETED.value else None)
        for matter, public_id, number, title, end, on in told
        if matter is not None
    }
