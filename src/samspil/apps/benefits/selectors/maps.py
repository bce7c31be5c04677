"""An initiative's benefit map: what is in it, and what leads to what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final
from uuid import UUID

from samspil.apps.benefits.models import Benefit, MapLink, MapStep
from samspil.apps.benefits.types import StepSort
from samspil.apps.governance.types import NotFoundError
from samspil.apps.measurements.selectors.definitions import definitions_of
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.selectors.access import access_initiative
from samspil.core.benefits.mapping import COLUMNS, Column, Link

COLUMN_OF: Final[Mapping[StepSort, Column]] = {
    StepSort.DELIVERABLE: Column.DELIVERABLE,
    StepSort.CHANGE: Column.CHANGE,
    StepSort.GOAL: Column.GOAL,
}


@dataclass(frozen=True, slots=True)
class InMap:
    """Something in a map. What is said of benefits alone is empty for the others."""

    public_id: UUID
    column: Column
    title: str
    responsible: str
    goal: UUID | None = None
    bottom_line: str = ""
    state: str = ""
    is_disbenefit: bool = False
    has_indicator: bool = False

    @property
    def is_benefit(self) -> bool:
        """Whether it is a benefit or disbenefit."""
        return self.column is Column.BENEFIT


@dataclass(frozen=True, slots=True)
class BenefitMap:
    """All of it, column by column in the order it was put there."""

    steps: tuple[InMap, ...]
    links: tuple[Link, ...]

    @property
    def columns(self) -> dict[UUID, Column]:
        """The column of each."""
        return {one.public_id: one.column for one in self.steps}

    def of(self, column: Column) -> tuple[InMap, ...]:
        """What stands in a column."""
        return tuple(one for one in self.steps if one.column is column)

    def named(self) -> dict[UUID, InMap]:
        """Each by its id."""
        return {one.public_id: one for one in self.steps}


def map_of(initiative: int) -> BenefitMap:
    """The map of an initiative in scope, by its key; four questions."""
    steps = [*_steps(initiative), *_benefits(initiative)]
    steps.sort(key=lambda one: COLUMNS.index(one.column))
    return BenefitMap(tuple(steps), tuple(links_of(initiative)))


def links_of(initiative: int) -> list[Link]:
    """What leads to what, the first linked first."""
    rows = MapLink.objects.filter(initiative_id=initiative).order_by("pk")
    return [
        Link(source, target, None if weight is None else Fraction(weight))
        for source, target, weight in rows.values_list("source", "target", "weight")
    ]


def access_step(acting: Acting, initiative: UUID, public_id: UUID) -> MapStep:
    """A step in the map of an initiative of the organisation one acts for.

    Raises:
        NotFoundError: there is none, or it is another's.
    """
    row = access_initiative(acting, initiative)
    found = MapStep.objects.filter(initiative=row, public_id=public_id).select_related("initiative").first()
    if found is None:
        raise NotFoundError(str(public_id))
    return found


def _steps(initiative: int) -> list[InMap]:
    rows = MapStep.objects.filter(initiative_id=initiative).order_by("pk")
    return [
        InMap(public_id, COLUMN_OF[StepSort(sort)], title, responsible, goal)
        for public_id, sort, title, responsible, goal in rows.values_list(
            "public_id", "sort", "title", "responsible", "goal"
        )
    ]


def _benefits(initiative: int) -> list[InMap]:
    names = ("public_id", "title", "owner", "bottom_line", "state", "is_disbenefit")
    rows = list(Benefit.objects.filter(initiative_id=initiative).order_by("pk").values_list(*names))
    measured = definitions_of([public_id for public_id, *_rest in rows])
    return [
        InMap(
            public_id,
            Column.BENEFIT,
            title,
            owner,
            bottom_line=bottom_line,
            state=state,
            is_disbenefit=is_disbenefit,
            has_indicator=public_id in measured,
        )
        for public_id, title, owner, bottom_line, state, is_disbenefit in rows
    ]
