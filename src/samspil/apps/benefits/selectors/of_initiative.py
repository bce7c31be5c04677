"""The benefits of one initiative, all of them, and what they add up to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from samspil.apps.benefits.models import Benefit
from samspil.apps.benefits.selectors.listing import BenefitRow
from samspil.apps.benefits.selectors.sums import Sums, sums_of

if TYPE_CHECKING:
    from samspil.apps.portfolio.models import Initiative

MOST: Final = 500


@dataclass(frozen=True, slots=True)
class OfInitiative:
    """Its benefits, the first noted first, and their sums."""

    rows: list[BenefitRow]
    sums: Sums


def of_initiative(initiative: Initiative) -> OfInitiative:
    """In the scope in which the initiative was found; three questions."""
    rows = Benefit.objects.filter(organisation_id=initiative.organisation_id, initiative=initiative)
    told = rows.order_by("pk").values_list(*BenefitRow._fields)[:MOST]
    return OfInitiative([BenefitRow._make(one) for one in told], sums_of(rows))
