"""Where people sit: what units have, central and in the areas, and the days of consultants there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.db.models import QuerySet

from samspil.apps.resources.models import Anchoring, ConsultantDays, UnitStrength
from samspil.apps.resources.types import Consultants, Reports, ReportsTo, Seat, Strength


@dataclass(frozen=True, slots=True)
class Capacity:
    """What stands in a month; what a unit no longer has is not there."""

    strengths: tuple[Strength, ...]
    consultants: tuple[Consultants, ...]

    def seated(self, seat: Seat) -> int:
        """The full-time equivalents that sit there, in hundredths."""
        return sum(one.hundredths for one in self.strengths if one.seat is seat)

    @property
    def full_time(self) -> int:
        """All of them, in hundredths."""
        return sum(one.hundredths for one in self.strengths)

    @property
    def consultant_days(self) -> int:
        """The days a month that consultants are in the areas, in hundredths."""
        return sum(one.hundredths for one in self.consultants)


_Row = TypeVar("_Row", UnitStrength, ConsultantDays, Anchoring)


def capacity_on(organisation_id: int, month: date) -> Capacity:
    """What stands in a month; two questions."""
    own = {"organisation_id": organisation_id, "since__lte": month}
    strengths = _newest(UnitStrength.objects.filter(**own), lambda row: row.unit)
    consultants = _newest(ConsultantDays.objects.filter(**own), lambda row: (row.unit, row.area))
    return Capacity(
        tuple(
            Strength(one.unit, one.since, one.hundredths, Seat(one.seat))
            for one in strengths
            if one.hundredths
        ),
        tuple(
            Consultants(one.unit, one.area, one.since, one.hundredths)
            for one in consultants
            if one.hundredths
        ),
    )


def strengths_of(organisation_id: int, units: Iterable[UUID]) -> dict[UUID, list[Strength]]:
    """All that was ever said of what units have, the oldest first; one question."""
    rows = UnitStrength.objects.filter(organisation_id=organisation_id, unit__in=list(units))
    found: dict[UUID, list[Strength]] = {}
    for row in rows.order_by("since"):
        told = Strength(row.unit, row.since, row.hundredths, Seat(row.seat))
        found.setdefault(row.unit, []).append(told)
    return found


def strength_in(every: Sequence[Strength], month: date) -> Strength | None:
    """What a unit has in a month; nothing where nobody has said it."""
    return max((one for one in every if one.since <= month), key=lambda one: one.since, default=None)


def reports_on(organisation_id: int, month: date) -> dict[UUID, Reports]:
    """To whom each unit reports in a month, by unit; one question."""
    rows = _newest(
        Anchoring.objects.filter(organisation_id=organisation_id, since__lte=month), lambda row: row.unit
    )
    return {row.unit: Reports(row.unit, row.since, ReportsTo(row.reports_to), row.function) for row in rows}


def _newest(rows: QuerySet[_Row], key: Callable[[_Row], object]) -> list[_Row]:
    """The last that was said of each."""
    return list({key(row): row for row in rows.order_by("since")}.values())
