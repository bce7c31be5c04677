"""What is measured of many subjects at once, by definition: no value but the newest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from samspil.apps.measurements.models import Indicator
from samspil.apps.measurements.types import Method, NewIndicator, Reads
from samspil.core.benefits.indicator import Aggregation

_SAID: Final = (
    "subject",
    "public_id",
    "name",
    "definition",
    "unit",
    "source",
    "method",
    "measurer",
    "reads",
    "aggregation",
    "tolerance",
    "every_months",
    "light",
    "latest",
    "latest_on",
)


@dataclass(frozen=True, slots=True)
class Defined:
    """An indicator as it is defined, and what its newest value says."""

    public_id: UUID
    new: NewIndicator
    light: str
    latest: Decimal | None
    latest_on: date | None


def definitions_of(subjects: Collection[UUID]) -> dict[UUID, list[Defined]]:
    """The indicators in scope that are still measured, by subject, the first made first; one question."""
    found: dict[UUID, list[Defined]] = defaultdict(list)
    rows = Indicator.objects.filter(subject__in=list(subjects), ended_on=None).order_by("pk")
    for row in rows.only(*_SAID):
        new = _as_new(row)
        found[row.subject].append(Defined(row.public_id, new, row.light, row.latest, row.latest_on))
    return dict(found)


def _as_new(row: Indicator) -> NewIndicator:
    """As somebody would say it anew; who logs in to measure it and what that costs are its owner's."""
    return NewIndicator(
        name=row.name,
        definition=row.definition,
        unit=row.unit,
        source=row.source,
        method=Method(row.method),
        measurer=row.measurer,
        reads=Reads(row.reads),
        aggregation=Aggregation(row.aggregation),
        tolerance=row.tolerance,
        every_months=row.every_months,
    )
