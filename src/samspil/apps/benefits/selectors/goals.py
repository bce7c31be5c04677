"""What leads to a goal of a strategy, in the benefit maps of all initiatives of the organisation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from uuid import UUID

from samspil.apps.benefits.models import Benefit, MapLink, MapStep
from samspil.apps.benefits.selectors.listing import BenefitRow
from samspil.apps.benefits.selectors.sums import Sums, sums_of
from samspil.apps.portfolio.selectors.strategies import InitiativeLine, initiatives_serving
from samspil.core.benefits.mapping import Link, leading_to

if TYPE_CHECKING:
    from samspil.apps.portfolio.models import Goal

MOST: Final = 500


@dataclass(frozen=True, slots=True)
class LeadsTo:
    """The benefits that lead to a goal, the newest last, with their sums; and who serves it without any."""

    rows: list[BenefitRow]
    sums: Sums
    without: tuple[InitiativeLine, ...]


def leads_to(goal: Goal) -> LeadsTo:
    """In the scope in which the goal was found; six questions, however many maps lead to it."""
    steps = _steps(goal)
    links = _links(goal.organisation_id, steps)
    leading = {one for key, targets in steps.items() for one in leading_to(targets, links.get(key, ()))}
    rows = Benefit.objects.filter(organisation_id=goal.organisation_id, public_id__in=leading)
    told = rows.order_by("initiative__title", "initiative_id", "pk").values_list(*BenefitRow._fields)[:MOST]
    found = [BenefitRow._make(one) for one in told]
    bring = {one.initiative__public_id for one in found}
    serving = initiatives_serving(goal)
    return LeadsTo(found, sums_of(rows), tuple(one for one in serving if one.public_id not in bring))


def _steps(goal: Goal) -> Mapping[int, set[UUID]]:
    """Where the goal stands in maps, by initiative."""
    found: dict[int, set[UUID]] = defaultdict(set)
    rows = MapStep.objects.filter(organisation_id=goal.organisation_id, goal=goal.public_id)
    for initiative, step in rows.values_list("initiative_id", "public_id"):
        found[initiative].add(step)
    return found


def _links(organisation_id: int, initiatives: Mapping[int, object]) -> Mapping[int, list[Link]]:
    """What leads to what in some maps."""
    found: dict[int, list[Link]] = defaultdict(list)
    rows = MapLink.objects.filter(organisation_id=organisation_id, initiative__in=initiatives)
    for initiative, source, target in rows.values_list("initiative_id", "source", "target"):
        found[initiative].append(Link(source, target))
    return found
