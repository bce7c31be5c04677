"""What was delivered in a period, as somebody types it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.services.journaling import note
from samspil.apps.organisations.types import Acting
from samspil.apps.service_levels.models import Figure, Level
from samspil.apps.service_levels.selectors.held import known_areas
from samspil.apps.service_levels.services.describing import held_level, refuse_who_may_not
from samspil.apps.service_levels.types import LEVEL, NewFigure
from samspil.core.errors import Problem
from samspil.core.service_levels.periods import Every, Period, period_of


@transaction.atomic
def deliver(level: Level, new: NewFigure, *, acting: Acting, at: datetime) -> Figure:
    """What was delivered in a period that is over. The same as stands already is what is there.

    Another value is refused, or takes its place where it is said to correct it: what stood is kept as old.

    Raises:
        RefusedError: ``not_yours_to_promise``, ``service_level_has_ended``, ``delivered_period_not_over``,
            ``delivered_area_unknown``, ``delivered_stands_otherwise``.
    """
    refuse_who_may_not(acting)
    row = held_level(level)
    period = _period(row, new.day, at)
    if new.area and new.area not in known_areas(row.organisation_id, timezone.localdate(at)):
        raise RefusedError(Problem("delivered_area_unknown", {"value": new.area}))
    own = Figure.objects.filter(organisation_id=row.organisation_id, level=row, area=new.area)
    stands = own.filter(first=period.first, is_old=False).first()
    if stands is not None and (stands.value, stands.n, stands.comment) == (new.value, new.n, new.comment):
        return stands
    if stands is not None and not new.corrects:
        raise RefusedError(Problem("delivered_stands_otherwise", {"value": f"{stands.value.normalize():f}"}))
    if stands is not None:
        stands.is_old = True
        stands.save(update_fields=["is_old"])
    made = Figure.objects.create(
        organisation_id=row.organisation_id,
        level=row,
        area=new.area,
        first=period.first,
        last=period.last,
        value=new.value,
        n=new.n,
        comment=new.comment,
        recorded_at=at,
        recorded_by=acting.person,
    )
    told = {"from": period.first, "value": str(new.value), "corrects": stands is not None}
    note(acting, at, "service_levels.figure.entered", (LEVEL, row.public_id), told, {"area": new.area})
    return made


def _period(level: Level, day: date, at: datetime) -> Period:
    found = period_of(day, Every(level.every))
    if found.last >= timezone.localdate(at):
        raise RefusedError(Problem("delivered_period_not_over", {"last": found.last.isoformat()}))
    return found
