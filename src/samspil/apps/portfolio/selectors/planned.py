"""One initiative's plan and who answers for it, as other systems ask: a page at a time."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q

from samspil.apps.portfolio.models import Initiative, Milestone
from samspil.kit.periods import on as in_period


class PlannedRow(NamedTuple):
    """A milestone of a plan. ``common`` is the one of the common plan that it follows."""

    id: int
    public_id: UUID
    name: str
    phase: str
    is_gate: bool
    first_on: date
    planned_on: date
    expected_on: date
    latest_on: date | None
    done_on: date | None
    common: UUID | None
    deviation: str


def as_planned(milestone: Milestone) -> PlannedRow:
    """One milestone, as its row is now."""
    milestone.refresh_from_db()
    return PlannedRow(*(getattr(milestone, name) for name in PlannedRow._fields))


def milestones_of(
    initiative: Initiative, after: tuple[date, int] | None = None, size: int = 25
) -> list[PlannedRow]:
    """The plan by the days that are expected now, reached or not; one question."""
    rows = initiative.milestones.filter(is_withdrawn=False)
    if after is not None:
        day, pk = after
        rows = rows.filter(Q(expected_on__gt=day) | Q(expected_on=day, pk__gt=pk))
    told = rows.order_by("expected_on", "pk").values_list(*PlannedRow._fields)[:size]
    return [PlannedRow(*row) for row in told]


def roles_of(initiative: Initiative, on: date) -> list[tuple[str, str]]:
    """Who answers for what on a day: the role and the function."""
    rows = initiative.role_holders.filter(in_period(on)).order_by("role", "pk")
    return list(rows.values_list("role", "function"))
