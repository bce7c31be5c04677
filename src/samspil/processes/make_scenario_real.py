"""A draft of the portfolio that has been decided becomes the portfolio: all of it or nothing, and once.

Milestones move and say why, what is dropped is stopped, what is added starts with its first estimate. A
member's pace is proposed to the member and stays its own.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.db import transaction

from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.organisations.selectors import list_organisations
from samspil.apps.portfolio.selectors.scenario_changes import addition
from samspil.apps.portfolio.selectors.scenarios import (
    approval_of,
    list_sent,
    refusal_of,
    today_of,
)
from samspil.apps.portfolio.services import carrying_out, scenarios
from samspil.apps.portfolio.services.settling import hold_plans
from samspil.apps.portfolio.types import ScenarioState
from samspil.core.errors import Problem
from samspil.core.portfolio.pace import Pace
from samspil.kit.tenancy import scope

if TYPE_CHECKING:
    from samspil.apps.portfolio.models import Scenario

_log: Final = logging.getLogger(__name__)


@transaction.atomic
def make_scenario_real(public_id: UUID, *, at: datetime) -> bool:
    """The decided changes are made; whether anything was. What was made real before is left alone.

    Raises:
        RefusedError: ``scenario_not_decided``, or the portfolio has moved on so that it cannot be made.
        NotFoundError: there is no such draft in scope.
    """
    scenario = scenarios.take(public_id)
    if scenario.state == ScenarioState.MADE_REAL.value:
        return False
    approval = approval_of(scenario) if scenario.state == ScenarioState.SENT.value else None
    if approval is None or approval.decision is None:
        raise RefusedError(Problem("scenario_not_decided", {"name": scenario.name}))
    hold_plans(scenario.organisation_id)
    today = today_of(scenario.organisation_id)
    refused = refusal_of(today, scenario)
    if refused is not None:
        raise RefusedError(refused)
    reason = f"{scenario.name} ({approval.case_number})"
    by = carrying_out.By(scenario.organisation_id, approval.matter, approval.decision, reason)
    for change in _in_order(scenario, today.programmes):
        _make(change, by, at=at)
    scenarios.mark_real(scenario, approval.decision, at=at)
    return True


def _in_order(scenario: Scenario, inside: Mapping[UUID, UUID]) -> list[dict[str, Any]]:
    """As they stand, and what is dropped last, from the inside out: parts go before their programme."""
    dropped = [one for one in scenario.changes if one["what"] == "drop"]
    others = [one for one in scenario.changes if one["what"] != "drop"]
    deepest_first = sorted(dropped, key=lambda one: -_depth(UUID(one["initiative"]), inside))
    return [*others, *deepest_first]


def _depth(initiative: UUID, inside: Mapping[UUID, UUID]) -> int:
    """How many programmes an initiative is inside; services let none be inside itself."""
    above = inside.get(initiative)
    return 0 if above is None else 1 + _depth(above, inside)


def _make(change: dict[str, Any], by: carrying_out.By, *, at: datetime) -> None:
    key = UUID(change["initiative"])
    match change["what"]:
        case "shift":
            carrying_out.shift(key, change["months"], by, at=at)
        case "drop":
            carrying_out.drop(key, by, at=at)
        case "pace":
            carrying_out.propose(key, change["member"], Pace(change["pace"]), by, at=at)
        case _:
            carrying_out.add(addition(change), by, at=at)


def make_decided_real(now: datetime) -> int:
    """Every draft that has been decided, in every organisation; how many became real. One stops no other."""
    made = 0
    for organisation in list_organisations():
        with scope.within([organisation.pk]):
            for public_id in list_sent(organisation.pk):
                made += _try(public_id, now)
    return made


def _try(public_id: UUID, now: datetime) -> bool:
    try:
        return make_scenario_real(public_id, at=now)
    except RefusedError as error:
        if error.problem.code != "scenario_not_decided":
            _log.warning("a decided draft cannot be made real: %s", error)
    except NotFoundError as error:
        _log.warning("a decided draft cannot be made real: %s", error)
    return False
