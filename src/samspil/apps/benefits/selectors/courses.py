"""Plans as courses that `core.benefits` counts with."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from samspil.apps.benefits.models import BenefitPlan
from samspil.core.benefits.course import Course, Recurrence
from samspil.core.units import Money

# A benefit that only indicators show has a course of nothing: its days count all the same.
NO_AMOUNT: Final = "none"


def course_of(plan: BenefitPlan, minor: int | None = None) -> Course:
    """A plan's course; of another amount than the likely one where that is said.

    Raises:
        ProblemsError: ``course_out_of_order``.
    """
    full = plan.likely_minor if minor is None else minor
    return Course(
        plan.go_live,
        Money(full or 0, plan.counted_in or NO_AMOUNT),
        Recurrence(plan.recurrence),
        plan.after_months,
        plan.rises_months,
        plan.lasts_months,
        Fraction(plan.fades),
    )


def go_live_of(plan: BenefitPlan, expected_end: date | None) -> date:
    """When it goes live as the initiative stands now: as long after its end as when it was planned."""
    if plan.after_end_days is None or expected_end is None:
        return plan.go_live
    return expected_end + timedelta(days=plan.after_end_days)
