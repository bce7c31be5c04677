"""What surveys show that can be taken over: asked of the process that a setting names; what it can be of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

from samspil.apps.benefits.models import Benefit
from samspil.apps.benefits.selectors.access import changeable
from samspil.apps.measurements.selectors.measurable import measurable
from samspil.apps.organisations.types import Acting
from samspil.core.benefits.states import State

if TYPE_CHECKING:
    from datetime import date

PERCENT = "%"


def shares(acting: Acting, of: UUID | None = None) -> list[Any]:
    """The shares that somebody may take over, with what is said of each; those of one round first.

    Raises:
        NotFoundError: there is no such round.
    """
    return list(named("shares")(acting, of))


def named(what: str) -> Any:
    """What the process that a setting names calls so."""
    return import_string(f"{settings.SAMSPIL_MEASURES_BY_SURVEY}.{what}")


def in_percent(acting: Acting, on: date) -> list[tuple[Benefit, UUID, str]]:
    """The indicators in per cent that somebody can measure: the benefit, the indicator and its name."""
    every = [
        one.row
        for one in measurable(acting.organisation_id, None)
        if one.row.unit.strip() == PERCENT and one.row.ended_on is None
    ]
    mine = changeable(acting, {one.subject for one in every}, on)
    theirs = [one for one in every if one.subject in mine or one.measurer_person == acting.person]
    rows = Benefit.objects.filter(
        organisation_id=acting.organisation_id, public_id__in={one.subject for one in theirs}
    ).exclude(state=State.LAPSED.value)
    benefits = {one.public_id: one for one in rows}
    return [(benefits[one.subject], one.public_id, one.name) for one in theirs if one.subject in benefits]
