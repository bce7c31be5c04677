"""What units have, in the areas and beside them, to whom they report, and what the mix is meant to be."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.services.journaling import note
from samspil.apps.organisations.types import Acting
from samspil.apps.resources.models import Anchoring, ConsultantDays, MixTarget, UnitStrength
from samspil.apps.resources.rights import may_plan
from samspil.apps.resources.selectors.categories import categories_of
from samspil.apps.resources.types import (
    FIRST_MONTH,
    LAST_MONTH,
    LONGEST_NOTE,
    MOST_CONSULTANT_DAYS,
    MOST_FULL_TIME,
    ORGANISATION,
    UNIT,
    Consultants,
    Reports,
    Strength,
    Target,
)
from samspil.core.errors import Problem

_HUNDRED = 100


@transaction.atomic
def set_strength(new: Strength, *, acting: Acting, at: datetime) -> None:
    """What a unit has from a month on; said of the same month again, it is corrected.

    Raises:
        RefusedError: ``not_yours_to_plan_resources``, ``month_out_of_bounds``, ``strength_out_of_bounds``.
    """
    _check(acting, new.since)
    if not 0 <= new.hundredths <= MOST_FULL_TIME:
        raise RefusedError(Problem("strength_out_of_bounds", {"most": MOST_FULL_TIME // _HUNDRED}))
    UnitStrength.objects.update_or_create(
        organisation_id=acting.organisation_id,
        unit=new.unit,
        since=new.since,
        defaults={"hundredths": new.hundredths, "seat": new.seat.value},
    )
    facts = {"from": str(new.since), "hundredths": new.hundredths, "seat": new.seat.value}
    note(acting, at, "resources.strength.set", (UNIT, new.unit), facts)


@transaction.atomic
def set_consultants(new: Consultants, *, acting: Acting, at: datetime) -> None:
    """How many days a month a unit's people are in another, from a month on.

    Raises:
        RefusedError: ``not_yours_to_plan_resources``, ``month_out_of_bounds``, ``consultants_at_home``,
            ``consultant_days_out_of_bounds``.
    """
    _check(acting, new.since)
    if new.unit == new.area:
        raise RefusedError(Problem("consultants_at_home", {}))
    if not 0 <= new.hundredths <= MOST_CONSULTANT_DAYS:
        most = MOST_CONSULTANT_DAYS // _HUNDRED
        raise RefusedError(Problem("consultant_days_out_of_bounds", {"most": most}))
    ConsultantDays.objects.update_or_create(
        organisation_id=acting.organisation_id,
        unit=new.unit,
        area=new.area,
        since=new.since,
        defaults={"hundredths": new.hundredths},
    )
    told = {"area": str(new.area), "from": str(new.since), "hundredths": new.hundredths}
    note(acting, at, "resources.consultants.set", (UNIT, new.unit), told)


@transaction.atomic
def set_anchoring(new: Reports, *, acting: Acting, at: datetime) -> None:
    """To whom a unit reports from a month on, whatever it is placed under.

    Raises:
        RefusedError: ``not_yours_to_plan_resources``, ``month_out_of_bounds``, ``reports_to_nobody``.
    """
    _check(acting, new.since)
    function = new.function.strip()[:LONGEST_NOTE]
    if not function:
        raise RefusedError(Problem("reports_to_nobody", {}))
    Anchoring.objects.update_or_create(
        organisation_id=acting.organisation_id,
        unit=new.unit,
        since=new.since,
        defaults={"reports_to": new.to.value, "function": function},
    )
    facts = {"from": str(new.since), "to": new.to.value}
    note(acting, at, "resources.anchoring.set", (UNIT, new.unit), facts, {"function": function})


@transaction.atomic
def set_target(new: Target, *, acting: Acting, at: datetime) -> None:
    """What the mix is meant to be from a month on: of a unit, or of all together.

    Raises:
        RefusedError: ``not_yours_to_plan_resources``, ``month_out_of_bounds``, ``task_category_unknown``,
            ``target_not_a_hundred``, ``protected_above_target``.
    """
    _check(acting, new.since)
    _check_percents(acting.organisation_id, new.percents, new.protected)
    MixTarget.objects.update_or_create(
        organisation_id=acting.organisation_id,
        unit=new.unit,
        since=new.since,
        defaults={
            "percents": dict(new.percents),
            "protected": new.protected,
            "source": new.source.strip()[:LONGEST_NOTE],
        },
    )
    facts: dict[str, Any] = {
        "from": str(new.since),
        "percents": dict(new.percents),
        "protected": new.protected,
    }
    note(acting, at, "resources.target.set", _subject(acting, new.unit), facts, {"source": new.source})


def _check_percents(organisation_id: int, percents: Mapping[str, int], protected: int) -> None:
    categories = categories_of(organisation_id).categories
    if unknown := sorted(percents.keys() - categories.categories.keys()):
        raise RefusedError(Problem("task_category_unknown", {"keys": ", ".join(unknown)}))
    total = sum(percents.values())
    if total != _HUNDRED or min(percents.values()) < 0:
        raise RefusedError(Problem("target_not_a_hundred", {"total": total}))
    target = sum(percents.get(key, 0) for key in categories.development)
    if not 0 <= protected <= target:
        raise RefusedError(Problem("protected_above_target", {"protected": protected, "target": target}))


def _check(acting: Acting, since: date) -> None:
    if not may_plan(acting):
        raise RefusedError(Problem("not_yours_to_plan_resources", {}))
    if since.day != 1 or not FIRST_MONTH <= since <= LAST_MONTH:
        first, last = f"{FIRST_MONTH:%Y-%m}", f"{LAST_MONTH:%Y-%m}"
        raise RefusedError(Problem("month_out_of_bounds", {"first": first, "last": last}))


def _subject(acting: Acting, unit: UUID | None) -> tuple[str, UUID]:
    return (UNIT, unit) if unit else (ORGANISATION, UUID(acting.organisation_public_id))
