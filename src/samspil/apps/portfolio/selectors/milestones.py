"""Milestones to come, by day: for the calendar on the page and for calendars elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final, NamedTuple
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.models import Milestone
from samspil.apps.portfolio.selectors.listing import PortfolioFilter, narrowed

MOST_IN_A_FEED: Final = 5000
_UNDER_WAY: Final = PortfolioFilter()


class MilestoneRow(NamedTuple):
    """A milestone as a line of the calendar."""

    id: int
    public_id: UUID
    name: str
    expected_on: date
    planned_on: date
    latest_on: date | None
    is_gate: bool
    initiative__public_id: UUID
    initiative__number: str
    initiative__title: str
    initiative__light: str


class FedMilestone(NamedTuple):
    """A milestone as calendars elsewhere are told it; ``moved`` grows each time it moves."""

    public_id: UUID
    name: str
    expected_on: date
    done_on: date | None
    initiative__number: str
    initiative__title: str
    moved: int


@dataclass(frozen=True, slots=True)
class MilestonePage:
    """Milestones by day, and the key of what follows."""

    rows: list[MilestoneRow]
    next_after: tuple[str, int] | None


def list_milestones(
    acting: Acting, by: PortfolioFilter, after: tuple[str, int] | None = None, size: int = 100
) -> MilestonePage:
    """What is still to be reached in the initiatives that a filter lets through, the first first."""
    rows = _of(acting.organisation_id, by).filter(done_on__isnull=True)
    if after is not None:
        day, pk = date.fromisoformat(after[0]), after[1]
        rows = rows.filter(Q(expected_on__gt=day) | Q(expected_on=day, pk__gt=pk), expected_on__gte=day)
    told = rows.order_by("expected_on", "pk").values_list(*MilestoneRow._fields)[: size + 1]
    found = [MilestoneRow(*row) for row in told]
    last = found[size - 1] if len(found) > size else None
    return MilestonePage(found[:size], (last.expected_on.isoformat(), last.id) if last else None)


def milestones_from(
    organisation_id: int, by: PortfolioFilter, since: date = date.min, most: int = MOST_IN_A_FEED
) -> list[FedMilestone]:
    """All from a day on, reached or not, as far as one calendar or file takes."""
    rows = _of(organisation_id, by).filter(expected_on__gte=since).annotate(moved=Count("moves"))
    told = rows.order_by("expected_on", "pk").values_list(*FedMilestone._fields)[:most]
    return [FedMilestone(*row) for row in told]


def _of(organisation_id: int, by: PortfolioFilter) -> QuerySet[Milestone]:
    """Where nothing is narrowed, the milestones are found by themselves: that is the usual question."""
    rows = Milestone.objects.filter(organisation_id=organisation_id, is_withdrawn=False)
    if replace(by, order=_UNDER_WAY.order, after=None, size=_UNDER_WAY.size) == _UNDER_WAY:
        return rows.filter(initiative__end="")
    return rows.filter(initiative__in=narrowed(organisation_id, by).values("pk"))
