"""What a timeline and a bubble chart show: initiatives with their milestones, value, risk and cost."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.db.models import F, Max, QuerySet
from django.db.models.functions import Coalesce, TruncDate

from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.models import Initiative, Milestone, Risk
from samspil.apps.portfolio.selectors.listing import PortfolioFilter, narrowed
from samspil.apps.portfolio.selectors.load import foreign_costs, latest_costs
from samspil.core.units import Money

MOST_IN_A_PICTURE: Final = 200


class TimelineRow(NamedTuple):
    """An initiative on the timeline."""

    id: int
    public_id: UUID
    number: str
    title: str
    is_mandatory: bool
    is_paused: bool
    light: str
    starts_on: date | None
    started_at: datetime
    expected_end: date | None
    ended_on: date | None
    next_name: str
    next_on: date | None


class MilestoneMark(NamedTuple):
    """A milestone on the timeline."""

    name: str
    on: date
    done_on: date | None


class BubbleRow(NamedTuple):
    """An initiative in the bubble chart; ``risk`` is its worst open one, likelihood by impact.

    ``foreign`` is a cost in another currency than one's own: it has no size beside the others.
    """

    id: int
    public_id: UUID
    number: str
    title: str
    is_mandatory: bool
    light: str
    value: int | None
    risk: int | None
    cost: int | None
    foreign: Money | None


def on_the_timeline(
    acting: Acting, by: PortfolioFilter
) -> tuple[list[TimelineRow], dict[int, list[MilestoneMark]]]:
    """What begins first stands first; one more than a picture holds where there is more. Two questions."""
    rows = narrowed(acting.organisation_id, by).alias(begins=Coalesce("starts_on", TruncDate("started_at")))
    found = [TimelineRow(*row) for row in _first(rows.order_by("begins", "pk"), TimelineRow._fields)]
    marks: dict[int, list[MilestoneMark]] = defaultdict(list)
    shown = [one.id for one in found[:MOST_IN_A_PICTURE]]
    milestones = Milestone.objects.filter(initiative__in=shown, is_withdrawn=False)
    for key, name, on, done_on in milestones.order_by("expected_on", "pk").values_list(
        "initiative_id", "name", "expected_on", "done_on"
    ):
        marks[key].append(MilestoneMark(name, done_on or on, done_on))
    return found, marks


def in_bubbles(acting: Acting, by: PortfolioFilter) -> list[BubbleRow]:
    """The worthiest first; four questions."""
    rows = narrowed(acting.organisation_id, by).order_by(F("value").desc(nulls_last=True), "pk")
    fields = ("id", "public_id", "number", "title", "is_mandatory", "light", "value")
    found: list[Any] = list(_first(rows, fields))
    chosen = [row[0] for row in found]
    open_risks = Risk.objects.filter(initiative__in=chosen, closed_on=None).order_by()
    worst = dict(
        open_risks.values("initiative_id")
        .annotate(worst=Max(F("likelihood") * F("impact")))
        .values_list("initiative_id", "worst")
    )
    costs = latest_costs(acting.organisation_id, chosen)
    foreign = foreign_costs(acting.organisation_id, [key for key in chosen if key not in costs])
    return [
        BubbleRow._make([*line, worst.get(key), costs[key][1] if key in costs else None, foreign.get(key)])
        for line in found
        for key in line[:1]
    ]


def _first(rows: QuerySet[Initiative], fields: tuple[str, ...]) -> QuerySet[Initiative, Any]:
    return rows.values_list(*fields)[: MOST_IN_A_PICTURE + 1]
