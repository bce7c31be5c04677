"""The only way from an address to a unit or a month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from samspil.apps.governance.types import NotFoundError
from samspil.apps.organisations.selectors import list_units
from samspil.apps.organisations.types import Acting
from samspil.kit.web.months import read_month


@dataclass(frozen=True, slots=True)
class UnitHere:
    """A unit of the organisation, and the name of what it is placed under."""

    id: UUID
    name: str
    placed_under: str


def units_here(organisation_id: int, on: date) -> list[UnitHere]:
    """The units of a day, by name; one question."""
    units = list_units(organisation_id, on)
    names = {one.pk: one.name for one in units}
    return [UnitHere(one.public_id, one.name, names.get(one.parent_id or 0, "")) for one in units]


def access_unit(acting: Acting, unit: UUID, on: date) -> UnitHere:
    """A unit of the organisation one acts for, as it is on a day.

    Raises:
        NotFoundError: there is none, or it is another's.
    """
    found = next((one for one in units_here(acting.organisation_id, on) if one.id == unit), None)
    if found is None:
        raise NotFoundError(str(unit))
    return found


def access_month(written: str) -> date:
    """A month in an address.

    Raises:
        NotFoundError: it is none.
    """
    found = read_month(written)
    if found is None:
        raise NotFoundError(written)
    return found
