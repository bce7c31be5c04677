"""The indicators that somebody's list of measurements can be of."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Final, NamedTuple
from uuid import UUID

from samspil.apps.benefits.models import Benefit, MeasuredList
from samspil.apps.governance.types import NotFoundError
from samspil.apps.measurements.selectors.measurable import Measurable, measurable
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.rights import may_keep_portfolio
from samspil.core.benefits.measured_list import Known
from samspil.core.benefits.states import State
from samspil.core.errors import Problem

_LOOKED_AT: Final = 100


class _Of(NamedTuple):
    key: int
    number: str
    title: str
    state: str


@dataclass(slots=True)
class Indicators:
    """By their ids outside: what the list knows of each, its row, and the key of the benefit it is of."""

    known: dict[UUID, Known] = field(default_factory=dict)
    rows: dict[UUID, Measurable] = field(default_factory=dict)
    benefit_of: dict[UUID, int] = field(default_factory=dict)


def indicators_for(acting: Acting) -> Indicators:
    """All for whoever keeps the portfolio, for others those that they measure. Four questions."""
    return _of_benefits(acting, measurable(acting.organisation_id, _measurer(acting)))


def can_measure_any(acting: Acting) -> bool:
    """Whether there is any that can be measured now: four questions where one of the first can be."""
    after = 0
    while some := measurable(acting.organisation_id, _measurer(acting), after, _LOOKED_AT):
        known = _of_benefits(acting, some).known.values()
        if any(one.rules is not None and one.cannot is None for one in known):
            return True
        after = some[-1].row.pk
    return False


def _measurer(acting: Acting) -> UUID | None:
    return None if may_keep_portfolio(acting) else acting.person


def _of_benefits(acting: Acting, indicators: Collection[Measurable]) -> Indicators:
    """As a list knows them; few are looked up, of many all benefits are read."""
    rows = Benefit.objects.filter(organisation_id=acting.organisation_id)
    if len(indicators) <= _LOOKED_AT:
        rows = rows.filter(public_id__in={one.row.subject for one in indicators})
    told = rows.values_list("public_id", "pk", "number", "title", "state")
    benefits = {public_id: _Of(pk, number, title, state) for public_id, pk, number, title, state in told}
    found = Indicators()
    for one in indicators:
        of = benefits.get(one.row.subject)
        if of is not None:
            key = one.row.public_id
            found.known[key] = Known(key, of.number, one.row.name, one.rules, _cannot(one, of))
            found.rows[key], found.benefit_of[key] = one, of.key
    return found


def access_measured_list(acting: Acting, public_id: UUID) -> MeasuredList:
    """A list that one has sent oneself, for the organisation one acts for.

    Raises:
        NotFoundError: there is none, or somebody else sent it.
    """
    rows = MeasuredList.objects.filter(organisation_id=acting.organisation_id, sent_by=acting.person)
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise NotFoundError(str(public_id))
    return found


def _cannot(one: Measurable, of: _Of) -> Problem | None:
    if one.row.ended_on is not None:
        return Problem("indicator_has_ended", {"name": one.row.name})
    if of.state == State.LAPSED.value:
        return Problem("benefit_has_lapsed", {"title": of.title})
    return None
