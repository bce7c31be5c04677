"""How closely initiatives are followed: from where a light turns, and how often a report is due.

An organisation decides this in the parameters of its adopted model. What no model says stands here, in one
place, and its source is told as ``assumed``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Final

from django.utils import timezone

from samspil.apps.governance.selectors.adoptions import models_on
from samspil.core.governance.load import GovernanceModel
from samspil.core.portfolio.rhythm import days_late, report_due
from samspil.core.portfolio.status import Tolerances

ASSUMED: Final = "assumed"
YELLOW_COST, RED_COST = "status_yellow_cost", "status_red_cost"
YELLOW_DAYS, RED_DAYS = "status_yellow_days", "status_red_days"
MONTHS: Final = "status_report_months"
# Shares of what was promised, days after it, months between reports. Nobody has decided these.
_DEFAULTS: Final[Mapping[str, Fraction]] = {
    YELLOW_COST: Fraction(1, 20),
    RED_COST: Fraction(1, 10),
    YELLOW_DAYS: Fraction(14),
    RED_DAYS: Fraction(60),
    MONTHS: Fraction(1),
}


@dataclass(frozen=True, slots=True)
class Following:
    """What an organisation follows its initiatives by on a day; ``sources`` says what each number is from."""

    tolerances: Tolerances
    months: int
    sources: Mapping[str, str]

    @property
    def is_assumed(self) -> bool:
        """Whether any of it was decided by nobody."""
        return ASSUMED in self.sources.values()


@dataclass(frozen=True, slots=True)
class Due:
    """When an initiative's next report is due, and how late it is."""

    on: date
    days_late: int


def following_on(organisation_id: int, on: date) -> Following:
    """What holds on a day, from the models adopted then; one question."""
    return following_by(models_on(organisation_id, on), on)


def following_by(models: Iterable[GovernanceModel], on: date) -> Following:
    """What models say on a day, the first that says it; the rest is assumed."""
    found, sources = dict(_DEFAULTS), dict.fromkeys(_DEFAULTS, ASSUMED)
    asked = list(models)
    for key in _DEFAULTS:
        for model in asked:
            spec = model.spec.parameters.get(key)
            if spec is not None and min(spec.values) <= on:
                reading = model.program.book.read(key, on)
                found[key], sources[key] = reading.value, reading.spec.source
                break
    tolerances = Tolerances(
        found[YELLOW_COST], found[RED_COST], int(found[YELLOW_DAYS]), int(found[RED_DAYS])
    )
    return Following(tolerances, max(int(found[MONTHS]), 1), sources)


def due(started_at: datetime, reported_on: date | None, months: int, today: date) -> Due:
    """When the next report is due; the first is counted from the start."""
    on = report_due(reported_on or timezone.localdate(started_at), months)
    return Due(on, days_late(on, today))
