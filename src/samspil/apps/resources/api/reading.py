"""What the time of units goes to against its target, what they have, and to whom they report."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema

from samspil.apps.governance.parts.operations import Names, operation
from samspil.apps.organisations.bearing import acting_in
from samspil.apps.resources.selectors.access import access_unit, units_here
from samspil.apps.resources.selectors.capacity import capacity_on, reports_on
from samspil.apps.resources.selectors.categories import every_category
from samspil.apps.resources.selectors.mix import MonthMix, mix_of, month_of
from samspil.apps.resources.types import Consultants, ReportsTo, Seat
from samspil.kit.api import shapes
from samspil.kit.api.listing import Page, Portion, page, portion
from samspil.kit.api.types import Right

router = Router(tags=["tasks and resources"])
MONTHS = 36


class TaskShare(Schema):
    """A sort of task: the minutes it had, its share in per cent, and what share it is meant to have.

    `percent` has two decimals and is null where nothing was recorded; `target_percent` where no target holds.
    """

    key: str
    name: Names | None
    is_development: bool
    minutes: int
    percent: float | None
    target_percent: int | None


class MixMonth(Schema):
    """A month, by its first day. `units` recorded it; nobody has, where there are none.

    `protected_percent` is what development is to have at least, null where no target holds.
    """

    month: date
    units: list[UUID]
    tasks: list[TaskShare]
    protected_percent: int | None


class Mix(Page):
    """The last 36 months, the newest first."""

    items: list[MixMonth]


class ConsultantDaysOut(Schema):
    """Days a month that somebody of a unit works in another."""

    area: UUID
    days: float


class UnitResources(Schema):
    """A unit as it stands this month; null where nobody has said it.

    `placed_under` is where it stands in the organisation, `reports_to` whom it answers to.
    """

    id: UUID
    name: str
    full_time_equivalents: float | None
    seat: Annotated[Seat, shapes.one_of(Seat)] | None
    placed_under: str
    reports_to: Annotated[ReportsTo, shapes.one_of(ReportsTo)] | None
    reports_to_function: str
    consultant_days: list[ConsultantDaysOut]


class Resources(Page):
    """The units of today, by name."""

    items: list[UnitResources]


class MixAsked(Portion):
    """`unit`: of one unit alone."""

    unit: UUID | None = None


@router.get("/resources/mix", response=Mix, summary="What the time goes to, month by month")
@operation(Right.READ)
def mix(request: HttpRequest, asked: Query[MixAsked]) -> HttpResponse:
    shapes.nothing_else(request, MixAsked)
    acting, today = acting_in(request), timezone.localdate()
    if asked.unit:
        access_unit(acting, asked.unit, today)
    months = mix_of(acting.organisation_id, today, MONTHS, asked.unit)
    found, last = portion(months[::-1], lambda one: one.month.isoformat(), asked)
    every = every_category(acting.organisation_id)
    return page(request, [_month(one, every) for one in found], last)


@router.get("/resources/units", response=Resources, summary="What units have, and to whom they report")
@operation(Right.READ)
def units(request: HttpRequest, asked: Query[Portion]) -> HttpResponse:
    shapes.nothing_else(request, Portion)
    owner, today = acting_in(request).organisation_id, timezone.localdate()
    month = month_of(today)
    found, last = portion(units_here(owner, today), lambda one: str(one.id), asked)
    capacity, reports = capacity_on(owner, month), reports_on(owner, month)
    has = {one.unit: one for one in capacity.strengths}
    told = [
        {
            "id": one.id,
            "name": one.name,
            "full_time_equivalents": has[one.id].hundredths / 100 if one.id in has else None,
            "seat": has[one.id].seat if one.id in has else None,
            "placed_under": one.placed_under,
            "reports_to": reports[one.id].to if one.id in reports else None,
            "reports_to_function": reports[one.id].function if one.id in reports else "",
            "consultant_days": _days([each for each in capacity.consultants if each.unit == one.id]),
        }
        for one in found
    ]
    return page(request, told, last)


def _days(every: Sequence[Consultants]) -> list[dict[str, Any]]:
    return [{"area": one.area, "days": one.hundredths / 100} for one in every]


def _month(one: MonthMix, every: Any) -> dict[str, Any]:
    """Every sort of task that had time or is meant to have some."""
    minutes, shares = one.minutes, one.shares
    target = one.target.percents if one.target else {}
    keys = [*every, *(key for key in minutes if key not in every)]
    return {
        "month": one.month,
        "units": sorted(one.by_unit, key=str),
        "protected_percent": one.target.protected if one.target else None,
        "tasks": [
            {
                "key": key,
                "name": every[key].name.model_dump() if key in every else None,
                "is_development": key in every and every[key].is_development,
                "minutes": minutes.get(key, 0),
                "percent": round(float(100 * shares.get(key, 0)), 2) if shares else None,
                "target_percent": target.get(key, 0) if one.target else None,
            }
            for key in keys
            if key in minutes or key in target
        ],
    }
