"""Matters by what their kind is, whatever a model calls it: what is under way, and what was just granted."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q

from samspil.apps.governance.adopted import model_by_digest
from samspil.apps.governance.models import Matter
from samspil.core.governance.language.organisation import Result
from samspil.core.governance.language.routes import Nature
from samspil.core.governance.natures import nature_of


class Brought(NamedTuple):
    """A matter as its title and codes tell of it; what was written in it stays there."""

    public_id: UUID
    kind: str
    title: str
    facts: dict[str, Any]
    version__digest: str


def list_brought(
    organisation_id: int, natures: Collection[Nature], since: datetime
) -> list[tuple[Nature, Brought]]:
    """The matters of some natures that are open, or were approved since a moment; one question."""
    is_alive = Q(end="") | Q(result=Result.APPROVED.value, ended_at__gte=since)
    rows = Matter.objects.filter(is_alive, organisation_id=organisation_id, member="").order_by("pk")
    brought = [Brought._make(row) for row in rows.values_list(*Brought._fields)]
    found = ((_nature_of(organisation_id, one), one) for one in brought)
    return [(nature, one) for nature, one in found if nature is not None and nature in natures]


def _nature_of(organisation_id: int, one: Brought) -> Nature | None:
    return nature_of(model_by_digest(organisation_id, one.version__digest).spec, one.kind)
