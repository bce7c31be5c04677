"""The short cycles of an initiative, with the milestones that fall in each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Q

from samspil.apps.portfolio.models import Initiative, Iteration, Milestone

MOST: Final = 100


@dataclass(frozen=True, slots=True)
class Cycle:
    """A short cycle, and what of the plan falls in it: reached there, or expected there now."""

    iteration: Iteration
    milestones: tuple[Milestone, ...]


def cycles_of(initiative: Initiative) -> list[Cycle]:
    """The last first; two questions."""
    rows = list(initiative.iterations.order_by("-starts_on", "-pk")[:MOST])
    if not rows:
        return []
    first, last = rows[-1].starts_on, max(one.ends_on for one in rows)
    plan = initiative.milestones.filter(is_withdrawn=False).filter(
        Q(done_on__range=(first, last)) | Q(done_on=None, expected_on__range=(first, last))
    )
    milestones = list(plan.order_by("expected_on", "pk"))
    return [Cycle(one, tuple(each for each in milestones if _is_in(one, each))) for one in rows]


def _is_in(iteration: Iteration, milestone: Milestone) -> bool:
    day = milestone.done_on or milestone.expected_on
    return iteration.starts_on <= day <= iteration.ends_on


def after(rows: list[Cycle]) -> tuple[date, date] | None:
    """The days of the next one, as long as the last: where the last ended, this begins."""
    if not rows:
        return None
    last = max((one.iteration for one in rows), key=lambda one: one.ends_on)
    length = last.ends_on - last.starts_on
    begins = date.fromordinal(min(last.ends_on.toordinal() + 1, date.max.toordinal()))
    return begins, date.fromordinal(min(begins.toordinal() + length.days, date.max.toordinal()))
