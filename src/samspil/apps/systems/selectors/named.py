"""What the systems in use are called, for pages of other apps that know them by their ids."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final
from uuid import UUID

from samspil.apps.systems.models import LocalUse

MOST_CHOSEN: Final = 500


def names_of_uses(organisation_id: int, uses: Collection[UUID]) -> dict[UUID, str]:
    """Some systems of an organisation by their ids; one question."""
    rows = LocalUse.objects.filter(organisation_id=organisation_id, public_id__in=list(uses))
    return dict(rows.values_list("public_id", "name"))


def uses_to_choose(organisation_id: int) -> list[tuple[UUID, str]]:
    """The systems in use that one chooses among, by name; one question."""
    rows = LocalUse.objects.filter(organisation_id=organisation_id, removed_on=None).order_by("name", "pk")
    return list(rows.values_list("public_id", "name")[:MOST_CHOSEN])
