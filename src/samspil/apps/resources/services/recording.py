"""What the time of a unit went to in a month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.services.journaling import note
from samspil.apps.organisations.types import Acting
from samspil.apps.resources.models import TaskTime
from samspil.apps.resources.rights import may_record
from samspil.apps.resources.selectors.access import UnitHere
from samspil.apps.resources.selectors.capacity import strength_in, strengths_of
from samspil.apps.resources.selectors.categories import categories_of
from samspil.apps.resources.selectors.mix import month_of
from samspil.apps.resources.types import FIRST_MONTH, MOST_MINUTES, UNIT, NewMonth, Strength
from samspil.core.errors import Problem
from samspil.core.task_mix.language import TaskCategories
from samspil.core.task_mix.mix import most_minutes

Minutes = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a month of a unit is held against: the sorts of tasks, what the unit has over time, and today."""

    categories: TaskCategories
    strengths: Sequence[Strength]
    today: date


@transaction.atomic
def record_month(unit: UnitHere, new: NewMonth, *, acting: Acting, at: datetime) -> bool:
    """Record a month, or record it anew; whether that is otherwise than it stood.

    Where what was seen no longer stands there, nothing is changed.

    Raises:
        RefusedError: ``not_yours_to_record_time``, ``month_recorded_meanwhile``, and whatever is wrong with
            the month or the minutes (`fault_in`).
    """
    _refuse_who_may_not(acting, unit.id)
    categories = categories_of(acting.organisation_id).categories
    strengths = strengths_of(acting.organisation_id, [unit.id]).get(unit.id, [])
    bounds = Bounds(categories, strengths, timezone.localdate(at))
    if fault := fault_in(unit.name, new.month, new.minutes, bounds):
        raise RefusedError(fault)
    stood = _held(acting, unit.id, new.month)
    if stood != dict(new.seen):
        raise _meanwhile(unit, new.month)
    minutes = {key: new.minutes.get(key, 0) for key in categories.categories}
    if stood == minutes:
        return False
    _write(acting, unit, new.month, minutes)
    facts = {"month": str(new.month), "minutes": minutes, "before": stood}
    note(acting, at, "resources.month.recorded", (UNIT, unit.id), facts)
    return True


@transaction.atomic
def withdraw_month(unit: UnitHere, month: date, *, acting: Acting, at: datetime) -> bool:
    """Take a month back that was recorded by mistake; whether there was one.

    Raises:
        RefusedError: ``not_yours_to_record_time``.
    """
    _refuse_who_may_not(acting, unit.id)
    stood = _held(acting, unit.id, month)
    if not stood:
        return False
    TaskTime.objects.filter(organisation_id=acting.organisation_id, unit=unit.id, month=month).delete()
    facts = {"month": str(month), "before": stood}
    note(acting, at, "resources.month.withdrawn", (UNIT, unit.id), facts)
    return True


def fault_in(unit: str, month: date, minutes: Minutes, bounds: Bounds) -> Problem | None:
    """Why a month cannot be recorded so: nothing where it can."""
    if not FIRST_MONTH <= month <= month_of(bounds.today):
        return Problem("month_not_to_record", {"month": _written(month), "first": _written(FIRST_MONTH)})
    if unknown := sorted(minutes.keys() - bounds.categories.categories.keys()):
        return Problem("task_category_unknown", {"keys": ", ".join(unknown)})
    if min(minutes.values(), default=0) < 0:
        return Problem("task_time_below_zero", {})
    total = sum(minutes.values())
    if total == 0:
        return Problem("task_time_is_nothing", {"unit": unit, "month": _written(month)})
    if total > MOST_MINUTES:
        return Problem("task_time_too_much", {"most": MOST_MINUTES // 60})
    return _above(unit, month, total, bounds)


def _above(unit: str, month: date, total: int, bounds: Bounds) -> Problem | None:
    """More than the people there can have worked, where somebody has said how many they are."""
    strength, rules = strength_in(bounds.strengths, month), bounds.categories
    if strength is None:
        return None
    most = most_minutes(strength.hundredths, month, rules.working_day.minutes, rules.most_overtime.percent)
    if total <= most:
        return None
    hours, when = -(-total // 60), _written(month)
    return Problem(
        "task_time_above_what_there_is", {"unit": unit, "month": when, "hours": hours, "most": most // 60}
    )


def _refuse_who_may_not(acting: Acting, unit: UUID) -> None:
    if not may_record(acting, unit):
        raise RefusedError(Problem("not_yours_to_record_time", {}))


def _held(acting: Acting, unit: UUID, month: date) -> dict[str, int]:
    rows = TaskTime.objects.select_for_update().filter(
        organisation_id=acting.organisation_id, unit=unit, month=month
    )
    return dict(rows.values_list("category", "minutes"))


def _write(acting: Acting, unit: UnitHere, month: date, minutes: Minutes) -> None:
    own = {"organisation_id": acting.organisation_id, "unit": unit.id, "month": month}
    TaskTime.objects.filter(**own).delete()
    try:
        with transaction.atomic():
            TaskTime.objects.bulk_create(
                TaskTime(**own, category=key, minutes=value) for key, value in minutes.items()
            )
    except IntegrityError:
        raise _meanwhile(unit, month) from None


def _meanwhile(unit: UnitHere, month: date) -> RefusedError:
    return RefusedError(Problem("month_recorded_meanwhile", {"unit": unit.name, "month": _written(month)}))


def _written(month: date) -> str:
    return f"{month:%Y-%m}"
