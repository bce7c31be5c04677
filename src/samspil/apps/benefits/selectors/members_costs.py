"""What members show of what common initiatives cost themselves: the newest estimate of their own plans."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.selectors.costs import newest_costs, own_parts
from samspil.apps.portfolio.selectors.taking_part_in import whose_parts
from samspil.core.units import Money
from samspil.kit.sharing import door

SHARED_COST: Final = "own_cost"


@dataclass(frozen=True, slots=True)
class OwnCost:
    """One's own part of a common initiative, what it costs, and whether the association may see that."""

    initiative: UUID
    title: str
    cost: Money | None
    is_shown: bool


def own_costs(acting: Acting, on: date) -> list[OwnCost]:
    """Of the organisation one acts for, by title; three questions."""
    parts = own_parts(acting.organisation_id)
    costs = newest_costs([one.public_id for one in parts])
    shown = door.given_by(acting.organisation_id, [SHARED_COST], on)
    return [
        OwnCost(one.public_id, one.title, costs.get(one.public_id), (SHARED_COST, one.public_id) in shown)
        for one in parts
    ]


def paid_in_common(acting: Acting, on: date) -> dict[str, dict[str, Money]]:
    """What each member carries of what is paid in common, by its code, as the app of money counts it."""
    ask: Callable[[Acting, date], dict[str, dict[str, Money]]] = import_string(
        settings.SAMSPIL_PAID_IN_COMMON
    )
    return ask(acting, on)


def costs_shown_to(acting: Acting, on: date) -> dict[str, dict[str, Money]]:
    """What members show the association one acts for: by their codes, in each currency; three questions."""
    whose = whose_parts(acting.organisation_id)
    with door.readable(SHARED_COST, on) as shown:
        costs = newest_costs([one for one in shown if one in whose])
    found: dict[str, dict[str, Money]] = {}
    for key, cost in costs.items():
        into = found.setdefault(whose[key], {})
        into[cost.currency] = into.get(cost.currency, Money(0, cost.currency)) + cost
    return found
