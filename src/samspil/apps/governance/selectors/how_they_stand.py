"""Where matters stand, for pages of other apps that know them by their ids."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from samspil.apps.governance.models import Matter


class Stands(NamedTuple):
    """A matter and where it stands; ``result`` is empty while it is under way."""

    public_id: UUID
    case_number: str
    title: str
    result: str
    ended_at: datetime | None
    due_at: datetime | None


def how_they_stand(organisation_id: int, matters: Collection[UUID]) -> dict[UUID, Stands]:
    """Some matters of an organisation by their ids; one question."""
    rows = Matter.objects.filter(organisation_id=organisation_id, public_id__in=list(matters))
    return {one[0]: Stands._make(one) for one in rows.values_list(*Stands._fields)}
