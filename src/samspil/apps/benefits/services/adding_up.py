"""What plans and measurements add up to, shown on the benefit's own row: ten thousand are read at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.db.models import Sum

from samspil.apps.benefits.models import Benefit, BenefitPlan, Taken
from samspil.apps.benefits.selectors.courses import course_of, go_live_of
from samspil.apps.benefits.services.holding import held_many
from samspil.apps.benefits.services.sharing_out import share_out
from samspil.apps.measurements.selectors.following import Due, Followed, due_of, followed_of
from samspil.apps.measurements.services.owing import plan_due
from samspil.apps.measurements.types import Reads
from samspil.core.benefits.brought import Brought, Value, counted_in_all, progressed_in_all
from samspil.core.benefits.course import Course
from samspil.core.benefits.follow_up import measure_on
from samspil.core.benefits.states import OVER, State
from samspil.core.benefits.weighting import in_millionths
from samspil.kit.tenancy.writing import change_many

AT_ONCE: Final = 200  # benefits, with all their measurements
SHOWN: Final[tuple[str, ...]] = (
    *("go_live", "full_from", "slipped_months", "first_minor", "expected_minor", "first_by_now_minor"),
    *("expected_by_now_minor", "has_baseline", "measured_minor", "measured_until", "first_by_then_minor"),
    *("expected_by_then_minor", "come_millionths", "due", "in_time", "next_due_on", "taken_minor", "as_of"),
)


@transaction.atomic
def add_up_again(keys: Sequence[int], today: date) -> None:
    """The same for benefits of one organisation by their keys, held meanwhile."""
    add_up_many(held_many(keys), today)


def add_up(benefit: Benefit, today: date) -> None:
    """Write the shown columns, and when measurements are due. Within a transaction; again changes nothing."""
    add_up_many([benefit], today)


def add_up_many(
    benefits: Sequence[Benefit], today: date, standing: Mapping[int, Sequence[Value]] | None = None
) -> None:
    """The same for many of one organisation: a dozen questions for every two hundred.

    ``standing`` is what stands of indicators, by their keys, where whoever calls has read it already.
    """
    for begin in range(0, len(benefits), AT_ONCE):
        _add_up(benefits[begin : begin + AT_ONCE], today, standing or {})


def _add_up(benefits: Sequence[Benefit], today: date, standing: Mapping[int, Sequence[Value]]) -> None:
    owner, subjects = benefits[0].organisation_id, [one.public_id for one in benefits]
    plans, measured = _plans_of(benefits), followed_of(owner, subjects, standing)
    _plan_measurements(benefits, plans, measured, today)
    due, taken = due_of(owner, subjects), _taken_of(benefits)
    for benefit in benefits:
        said, found = plans[benefit.pk], measured[benefit.public_id]
        shown = {
            **_planned(benefit, said, today),
            **_measured(benefit, said, found),
            **_followed(due[benefit.public_id], today),
            "taken_minor": taken.get(benefit.pk, 0),
            "as_of": today,
        }
        for name, value in shown.items():
            setattr(benefit, name, value)
    change_many(benefits, SHOWN)
    share_out(benefits, plans, measured)


def _plans_of(benefits: Sequence[Benefit]) -> Mapping[int, list[BenefitPlan]]:
    found: dict[int, list[BenefitPlan]] = defaultdict(list)
    for plan in BenefitPlan.objects.filter(benefit__in=benefits).order_by("sequence"):
        found[plan.benefit_id].append(plan)
    return found


def _taken_of(benefits: Sequence[Benefit]) -> dict[int, int]:
    rows = Taken.objects.filter(benefit__in=benefits).order_by().values_list("benefit_id")
    return dict(rows.annotate(total=Sum("amount_minor")))


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
            "come_millionths": _come(leading),
        }
    wanted = _now(benefit, plans).through(came.until).minor
    return shown | {
        "measured_minor": came.amount.minor,
        "measured_until": came.until,
        "first_by_then_minor": course_of(plans[0]).through(came.until).minor,
        "expected_by_then_minor": wanted,
        "come_millionths": in_millionths(Fraction(came.amount.minor, wanted)) if wanted else _come(leading),
    }


def _come(leading: Followed | None) -> int | None:
    """How far it has come where no amount says: as far as its leading indicator has."""
    if leading is None or leading.rules is None:
        return None
    value, on = leading.row.latest, leading.row.latest_on
    degree = leading.rules.degree(value, on) if value is not None and on is not None else None
    return None if degree is None else in_millionths(degree)


def _came(benefit: Benefit, plans: Sequence[BenefitPlan], leading: Followed) -> Brought | None:
    if leading.reads is Reads.AMOUNT:
        return counted_in_all(leading.standing, benefit.counted_in)
    if leading.reads is Reads.PROGRESS and leading.rules is not None:
        return progressed_in_all(_now(benefit, plans), leading.rules, leading.standing)
    return None


def _plan_measurements(
    benefits: Sequence[Benefit],
    plans: Mapping[int, Sequence[BenefitPlan]],
    measured: Mapping[UUID, Sequence[Followed]],
    today: date,
) -> None:
    """What is over is measured no more, and what has no baseline or no plan not yet."""
    planned = {
        one.row.pk: _days(_now(benefit, plans[benefit.pk]), one.every_months)
        for benefit in benefits
        if plans[benefit.pk] and State(benefit.state) not in OVER
        for one in measured[benefit.public_id]
        if one.rules is not None
    }
    plan_due(planned, benefits[0].organisation_id, today)


def _days(now: Course, every_months: int) -> tuple[date, ...]:
    """The usual days, or each so many months until full effect has been seen for a year."""
    if not every_months:
        return measure_on(now)
    span = _months(now.go_live, now.full_from) + 12
    return measure_on(now, tuple(range(every_months, span + every_months, every_months)))


def _followed(rows: Sequence[Due], today: date) -> dict[str, Any]:
    come = [one for one in rows if one.on <= today]
    waiting = [one.on for one in rows if not one.is_met]
    return {
        "due": len(come),
        "in_time": sum(one.in_time for one in come),
        "next_due_on": min(waiting, default=None),
    }


def _months(start: date, end: date) -> int:
    return (end.year - start.year) * 12 + end.month - start.month
