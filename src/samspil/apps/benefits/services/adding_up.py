"""What plans and measurements add up to, shown on the benefit's own row: ten thousand are read at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Sum

from samspil.apps.benefits.models import Benefit, BenefitPlan
from samspil.apps.benefits.selectors.courses import course_of, go_live_of
from samspil.apps.benefits.services.holding import held
from samspil.apps.measurements.selectors.following import Followed, due_of, followed
from samspil.apps.measurements.services.owing import plan_due
from samspil.apps.measurements.types import Reads
from samspil.core.benefits.brought import Brought, counted, progressed
from samspil.core.benefits.course import Course
from samspil.core.benefits.follow_up import measure_on
from samspil.core.benefits.states import State

# What is over is measured no more.
_OVER = frozenset({State.REALISED.value, State.PARTLY.value, State.NOT_REALISED.value, State.LAPSED.value})


@transaction.atomic
def add_up_again(key: int, today: date) -> None:
    """The same for a benefit by its key, held meanwhile."""
    add_up(held(key), today)


def add_up(benefit: Benefit, today: date) -> None:
    """Write the shown columns, and when measurements are due. Within a transaction; again changes nothing."""
    plans = list(benefit.plans.order_by("sequence"))
    measured = followed(benefit.organisation_id, benefit.public_id)
    shown = {**_planned(benefit, plans, today), **_measured(benefit, plans, measured)}
    if plans:
        _plan_measurements(benefit, _now(benefit, plans), measured, today)
    shown |= _followed(benefit, today)
    taken = benefit.taken.aggregate(total=Sum("amount_minor"))["total"] or 0
    shown |= {"taken_minor": taken, "as_of": today}
    for name, value in shown.items():
        setattr(benefit, name, value)
    benefit.save(update_fields=list(shown))


def _now(benefit: Benefit, plans: Sequence[BenefitPlan]) -> Course:
    """The newest plan as the initiative stands now."""
    return course_of(plans[-1]).moved(go_live_of(plans[-1], benefit.initiative.expected_end))


def _planned(benefit: Benefit, plans: Sequence[BenefitPlan], today: date) -> dict[str, Any]:
    if not plans:
        return {}
    first, now = course_of(plans[0]), _now(benefit, plans)
    return {
        "go_live": now.go_live,
        "full_from": now.full_from,
        "slipped_months": _months(first.full_from, now.full_from),
        "first_minor": first.total.minor,
        "expected_minor": now.total.minor,
        "first_by_now_minor": first.until(today).minor,
        "expected_by_now_minor": now.until(today).minor,
    }


def _measured(benefit: Benefit, plans: Sequence[BenefitPlan], measured: Sequence[Followed]) -> dict[str, Any]:
    leading = next((one for one in measured if one.public_id == benefit.leading), None)
    shown: dict[str, Any] = {"has_baseline": any(one.is_approved for one in measured)}
    came = _came(benefit, plans, leading) if leading and plans and benefit.counted_in else None
    if came is None:
        return shown | {
            "measured_minor": None,
            "measured_until": None,
            "first_by_then_minor": 0,
            "expected_by_then_minor": 0,
        }
    return shown | {
        "measured_minor": came.amount.minor,
        "measured_until": came.until,
        "first_by_then_minor": course_of(plans[0]).through(came.until).minor,
        "expected_by_then_minor": _now(benefit, plans).through(came.until).minor,
    }


def _came(benefit: Benefit, plans: Sequence[BenefitPlan], leading: Followed) -> Brought | None:
    found: list[Brought] = []
    if leading.reads is Reads.AMOUNT:
        found = counted(leading.standing, benefit.counted_in)
    elif leading.reads is Reads.PROGRESS and leading.rules is not None:
        found = progressed(_now(benefit, plans), leading.rules, leading.standing)
    return found[-1] if found else None


def _plan_measurements(benefit: Benefit, now: Course, measured: Sequence[Followed], today: date) -> None:
    for one in measured:
        if benefit.state in _OVER or one.rules is None:
            continue
        plan_due(one.row, _days(now, one.every_months), today)


def _days(now: Course, every_months: int) -> tuple[date, ...]:
    """The usual days, or each so many months until full effect has been seen for a year."""
    if not every_months:
        return measure_on(now)
    span = _months(now.go_live, now.full_from) + 12
    return measure_on(now, tuple(range(every_months, span + every_months, every_months)))


def _followed(benefit: Benefit, today: date) -> dict[str, Any]:
    rows = due_of(benefit.organisation_id, benefit.public_id)
    come = [one for one in rows if one.on <= today]
    waiting = [one.on for one in rows if not one.is_met]
    return {
        "due": len(come),
        "in_time": sum(one.in_time for one in come),
        "next_due_on": min(waiting, default=None),
    }


def _months(start: date, end: date) -> int:
    return (end.year - start.year) * 12 + end.month - start.month
