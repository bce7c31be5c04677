"""The workshops of an organisation, and how many improvements were found, by area and over time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, NamedTuple, TypeVar
from uuid import UUID

from samspil.apps.workshops.models import Workshop
from samspil.apps.workshops.selectors.became import Became, became_in
from samspil.apps.workshops.selectors.standing import standing_of
from samspil.apps.workshops.types import Improves, Stage, Standing

MOST: Final = 500
_Key = TypeVar("_Key", bound=Hashable)


class WorkshopLine(NamedTuple):
    """A workshop as a line of the list."""

    public_id: UUID
    area: str
    begins_at: datetime
    standing: Standing
    counts: Counts


@dataclass(slots=True)
class Counts:
    """How many were found of each sort, and how many of all came how far. They are counted when found."""

    found: Counter[Improves] = field(default_factory=Counter)
    reached: Counter[Stage] = field(default_factory=Counter)
    workshops: int = 0

    def add(self, one: Became) -> None:
        """One more."""
        self.found[one.improves] += 1
        self.reached.update(one.reached)


@dataclass(frozen=True, slots=True)
class Told:
    """The list, and the counts: by area as they are called, by the year in which they were found, and all."""

    lines: list[WorkshopLine]
    by_area: Mapping[str, Counts]
    by_year: Mapping[int, Counts]
    all: Counts


def list_workshops(organisation_id: int) -> Told:
    """The latest first; four questions, however many there are."""
    rows = list(Workshop.objects.filter(organisation_id=organisation_id).order_by("-begins_at", "-id")[:MOST])
    found = became_in(organisation_id)
    areas = {row.pk: row.unit or row.area.casefold() for row in rows}
    names = {areas[row.pk]: row.area for row in reversed(rows)}
    by_workshop = _counted(found, lambda one: one.workshop)
    by_area = _counted((one for one in found if one.workshop in areas), lambda one: areas[one.workshop])
    for row in rows:
        by_area.setdefault(areas[row.pk], Counts()).workshops += row.opened_at is not None
    every = Counts(workshops=sum(row.opened_at is not None for row in rows))
    for one in found:
        every.add(one)
    return Told(
        [_line(row, by_workshop.get(row.pk, Counts())) for row in rows],
        {names[key]: by_area[key] for key in sorted(by_area, key=lambda key: names[key].casefold())},
        dict(sorted(_counted(found, lambda one: one.found_on.year).items(), reverse=True)),
        every,
    )


def _counted(found: Iterable[Became], of: Callable[[Became], _Key]) -> dict[_Key, Counts]:
    counted: dict[_Key, Counts] = {}
    for one in found:
        counted.setdefault(of(one), Counts()).add(one)
    return counted


def _line(row: Workshop, counts: Counts) -> WorkshopLine:
    return WorkshopLine(row.public_id, row.area, row.begins_at, standing_of(row), counts)
