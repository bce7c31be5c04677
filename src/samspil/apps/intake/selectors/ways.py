"""The way of what somebody is about to bring, worked out by the engine before anything is sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from samspil.apps.intake.selectors.kinds import KindToBring
from samspil.apps.organisations.types import Acting
from samspil.core.errors import Problem, ProblemsError
from samspil.core.governance.clocks import calendar_of, day_zero, local_day
from samspil.core.governance.explain import Explanation, explain
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.matter import Matter, Value
from samspil.core.governance.otherwise import Otherwise, otherwise
from samspil.core.governance.usual import UsualAnswer, usual_answer

_KEPT = 512
_BROUGHT_AT_HOUR = 10


@dataclass(frozen=True, slots=True)
class WayAhead:
    """Where a matter would go, how many working days that takes, and what would send it elsewhere."""

    told: Explanation
    working_days: int
    elsewhere: tuple[Otherwise, ...]


def way_ahead(
    asked: KindToBring,
    attributes: Mapping[str, Value],
    unit: str | None,
    *,
    acting: Acting,
    at: datetime,
) -> WayAhead | Problem:
    """The way, or why there is none."""
    matter = Matter("preview", asked.key, attributes, str(acting.person), unit)
    try:
        told = explain(asked.model, matter, at)
        elsewhere = otherwise(asked.model, matter, at)
    except ProblemsError as error:
        return error.problems[0]
    first = date.fromordinal(day_zero(asked.model, at))
    last = max(first, local_day(asked.model, told.end.at))
    return WayAhead(told, calendar_of(asked.model).working_days_between(first, last), elsewhere)


def usual_way_of(
    model: GovernanceModel, kind: str, at: datetime, given: Mapping[str, str] | None = None
) -> UsualAnswer | None:
    """What can be said of a kind before anything is known; nothing where the calendar has run out."""
    day = local_day(model, at)
    brought_at = calendar_of(model).instant(day, _BROUGHT_AT_HOUR)
    return _usual(model, kind, brought_at, tuple(sorted((given or {}).items())))


@lru_cache(maxsize=_KEPT)
def _usual(
    model: GovernanceModel, kind: str, at: datetime, given: tuple[tuple[str, str], ...]
) -> UsualAnswer | None:
    try:
        return usual_answer(model, kind, at, dict(given))
    except ProblemsError:
        return None
