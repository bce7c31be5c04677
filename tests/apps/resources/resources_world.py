"""A unit of Hvidovre with people, a target and two recorded months, by the doors of real use."""

from __future__ import annotations

from datetime import date, datetime

from dateutil.relativedelta import relativedelta
from django.utils import timezone
from tests.apps.world import BY, HVIDOVRE, SINCE, World

from samspil.apps.organisations import services
from samspil.apps.organisations.selectors import list_units
from samspil.apps.organisations.types import Acting
from samspil.apps.resources.selectors.access import UnitHere, access_unit
from samspil.apps.resources.services.planning import (
    set_anchoring,
    set_consultants,
    set_strength,
    set_target,
)
from samspil.apps.resources.services.recording import record_month
from samspil.apps.resources.types import Consultants, NewMonth, Reports, ReportsTo, Seat, Strength, Target

HEAD = "head_of_digitalisation"
# The unit in which the people of the permission matrix work, where there are any.
NAME, AREA = "Digitalisering own", "Sundhed og omsorg"
MIX = {"development": 30 * 60, "operations": 50 * 60, "data_and_administration": 20 * 60}
MEANT = {"development": 50, "operations": 25, "data_and_administration": 25}


def leader(world: World, code: str = HVIDOVRE) -> Acting:
    return world.acting(code, HEAD, timezone.localdate())


def this_month() -> date:
    return timezone.localdate().replace(day=1)


def before(months: int) -> date:
    return this_month() - relativedelta(months=months)


def unit(world: World, name: str = NAME, code: str = HVIDOVRE) -> UnitHere:
    """A unit by its name, made where there is none."""
    owner, today = world.organisation(code), timezone.localdate()
    found = next((one for one in list_units(owner.pk, today) if one.name == name), None)
    found = found or services.add_unit(owner, name, SINCE, BY)
    return access_unit(leader(world, code), found.public_id, today)


def record(
    world: World,
    here: UnitHere,
    month: date,
    minutes: dict[str, int] | None = None,
    *,
    seen: dict[str, int] | None = None,
    at: datetime | None = None,
) -> bool:
    new = NewMonth(month, MIX if minutes is None else minutes, seen or {})
    return record_month(here, new, acting=leader(world), at=at or timezone.now())


def recorded(world: World) -> UnitHere:
    """Ten people with a target, consultants and a reporting line, and the last two months."""
    here, area, acting, at = unit(world), unit(world, AREA), leader(world), timezone.now()
    since = before(12)
    set_strength(Strength(here.id, since, 1000, Seat.CENTRAL), acting=acting, at=at)
    set_strength(Strength(area.id, since, 250, Seat.AREA), acting=acting, at=at)
    set_consultants(Consultants(here.id, area.id, since, 800), acting=acting, at=at)
    set_anchoring(Reports(here.id, since, ReportsTo.BOARD, "Direktionen"), acting=acting, at=at)
    set_target(Target(None, since, MEANT, 40, "Direktionen"), acting=acting, at=at)
    for month in (before(2), before(1)):
        record(world, here, month)
    return here
