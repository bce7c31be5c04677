"""Quarter by quarter: the tenders of many needs at once, where there is time for only so many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from samspil.apps.systems.selectors.calendar import Reckoning
from samspil.apps.systems.selectors.common import CommonNeed
from samspil.apps.systems.selectors.reach import Reach
from samspil.apps.systems.selectors.together import (
    MOST_CONTRACTS,
    Asked,
    Could,
    aligned,
    candidates,
    key_of,
)
from samspil.core.retender.aligning import Plan
from samspil.core.retender.need import Tender
from samspil.core.retender.windows import first_of
from samspil.core.units import Money

MOST_NEEDS: Final = 20
MOST_CAPACITY: Final = 99
_QUARTER: Final = 3
# A plan that costs at most so much more than the least there can be is near enough to be shown at once.
_NEAR: Final = Fraction(1, 100)


@dataclass(frozen=True, slots=True)
class PlannedTender:
    """A tender of the plan: of which need, whose contracts, and when the new takes over."""

    need: str
    at: date
    organisations: tuple[str, ...]
    contracts: int


@dataclass(frozen=True, slots=True)
class Quarter:
    """What takes over in a quarter, and how many tenders of it are more than there is time for."""

    begins: date
    tenders: tuple[PlannedTender, ...]
    over: int


@dataclass(frozen=True, slots=True)
class QuarterPlan:
    """The cheapest plan that was found. ``more`` is what it costs above the one with time for everything."""

    quarters: tuple[Quarter, ...]
    plan: Plan
    more: Money
    needs: int
    left_out: int


def plan_quarters(
    reach: Reach, by: Reckoning, needs: Sequence[CommonNeed], capacity: int | None
) -> QuarterPlan | None:
    """When each tender of some needs takes over if all together are to cost least; nothing without any.

    Args:
        needs: at most `MOST_NEEDS` of them are planned.
        capacity: how many tenders may take over in a quarter before each costs more; none for any number.
    """
    asked, found = Asked.of(by), candidates(reach, by, needs[:MOST_NEEDS])
    could = {key: one.many[:MOST_CONTRACTS] for key, one in found.items() if one.are_of_several}
    if not could:
        return None
    contracts = {key: asked.movables(many) for key, many in could.items()}
    free = aligned(contracts, asked.prices(), _NEAR)
    plan = free if capacity is None else aligned(contracts, asked.prices(capacity), _NEAR)
    left_out = sum(one.without_price + one.too_late for one in found.values())
    return QuarterPlan(_quarters(plan, could), plan, Money(plan.cost - free.cost), len(could), left_out)


def capacity_of(said: str) -> int:
    """So many tenders a quarter, as an address says it.

    Raises:
        ValueError: it is no number from 1 on, or more than anybody has time for.
    """
    found = int(said) if said.isascii() and said.isdecimal() and len(said) <= len(str(MOST_CAPACITY)) else 0
    if not found:
        raise ValueError(said)
    return found


def _quarters(plan: Plan, could: Mapping[str, Sequence[Could]]) -> tuple[Quarter, ...]:
    by_quarter: dict[int, list[PlannedTender]] = {}
    for need, tenders in plan.tenders.items():
        owners = {key_of(one): one.held.told.organisation for one in could[need]}
        for tender in tenders:
            first = tender.at - tender.at % _QUARTER
            by_quarter.setdefault(first, []).append(_planned(need, tender, owners))
    return tuple(
        Quarter(first_of(at), tuple(sorted(some, key=lambda one: (one.at, one.need))), plan.over.get(at, 0))
        for at, some in sorted(by_quarter.items())
    )


def _planned(need: str, tender: Tender, owners: Mapping[str, str]) -> PlannedTender:
    whose = tuple(sorted({owners[key] for key in tender.keys}))
    return PlannedTender(need, first_of(tender.at), whose, len(tender.keys))
