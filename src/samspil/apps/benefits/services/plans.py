"""How much is expected, from when: free until the baseline stands, by decision from then on."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from samspil.apps.benefits.models import Benefit, BenefitPlan
from samspil.apps.benefits.selectors.courses import course_of
from samspil.apps.benefits.services.adding_up import add_up
from samspil.apps.benefits.services.holding import hold
from samspil.apps.benefits.services.telling import tell
from samspil.apps.benefits.types import NewPlan
from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.types import Acting
from samspil.core.benefits.states import State
from samspil.core.errors import Problem, ProblemsError
from samspil.core.units import Money

# Until somebody has approved the baseline, a plan is a draft.
_FREE: Final = frozenset({State.IDEA.value, State.QUALIFIED.value})


@transaction.atomic
def set_plan(benefit: Benefit, new: NewPlan, *, acting: Acting, at: datetime) -> BenefitPlan:
    """What is expected now. The plans before it stay to be seen.

    Raises:
        RefusedError: one may not, it has lapsed, ``plan_is_decided`` (the baseline stands: ask for a
            decision), or what is said does not hold together (``check_plan``).
    """
    benefit = hold(benefit, acting=acting, at=at)
    if benefit.state not in _FREE:
        raise RefusedError(Problem("plan_is_decided", {"title": benefit.title}))
    return keep_plan(benefit, new, acting=acting, at=at)


def keep_plan(
    benefit: Benefit, new: NewPlan, decision: UUID | None = None, *, acting: Acting | None, at: datetime
) -> BenefitPlan:
    """A plan is kept, whoever decided it; within a transaction that holds the benefit.

    Raises:
        RefusedError: what is said does not hold together.
    """
    check_plan(benefit, new)
    last = benefit.plans.order_by("-sequence").first()
    if last is not None and not new.reason.strip():
        raise RefusedError(Problem("new_plan_says_why", {}))
    points, ends = new.points, benefit.initiative.expected_end
    plan = BenefitPlan.objects.create(
        organisation_id=benefit.organisation_id,
        benefit=benefit,
        sequence=last.sequence + 1 if last else 1,
        reason=new.reason.strip(),
        decision=decision,
        made_at=at,
        made_by=acting.person if acting else None,
        go_live=new.go_live,
        after_end_days=(new.go_live - ends).days if ends else None,
        counted_in=benefit.counted_in,
        pessimistic_minor=points.pessimistic.minor if points else None,
        likely_minor=points.likely.minor if points else None,
        optimistic_minor=points.optimistic.minor if points else None,
        recurrence=new.recurrence.value,
        after_months=new.after_months,
        rises_months=new.rises_months,
        lasts_months=new.lasts_months,
        fades=new.fades,
    )
    names = ("sequence", "decision", "go_live", "recurrence", "after_months", "rises_months", "lasts_months")
    amounts = ("pessimistic_minor", "likely_minor", "optimistic_minor", "counted_in", "fades")
    facts = {name: getattr(plan, name) for name in (*names, *amounts)}
    tell(benefit, "planned", facts, {"reason": new.reason}, acting=acting, at=at)
    add_up(benefit, timezone.localdate(at))
    return plan


def check_plan(benefit: Benefit, new: NewPlan) -> None:
    """What is said of a plan holds together.

    Raises:
        RefusedError: ``plan_in_another_unit``, ``only_indicators_show_it``, ``plan_needs_amounts``,
            ``disbenefit_above_nothing``, ``benefit_below_nothing``, or the course is out of order.
    """
    if not benefit.counted_in:
        if new.points is not None:
            raise RefusedError(Problem("only_indicators_show_it", {}))
    elif new.points is None:
        raise RefusedError(Problem("plan_needs_amounts", {}))
    elif new.points.likely.currency != benefit.counted_in:
        given = new.points.likely.currency
        raise RefusedError(Problem("plan_in_another_unit", {"asked": benefit.counted_in, "given": given}))
    else:
        _check_sign(benefit, new.points.pessimistic, new.points.optimistic)
    try:
        course_of(_as_plan(benefit, new))
    except ProblemsError as error:
        raise RefusedError(error.problems[0]) from error


def _check_sign(benefit: Benefit, least: Money, most: Money) -> None:
    if benefit.is_disbenefit and most.minor > 0:
        raise RefusedError(Problem("disbenefit_above_nothing", {"amount": str(most)}))
    if not benefit.is_disbenefit and most.minor < 0:
        raise RefusedError(Problem("benefit_below_nothing", {"amount": str(least)}))


def _as_plan(benefit: Benefit, new: NewPlan) -> BenefitPlan:
    return BenefitPlan(
        go_live=new.go_live,
        counted_in=benefit.counted_in,
        likely_minor=new.points.likely.minor if new.points else None,
        recurrence=new.recurrence.value,
        after_months=new.after_months,
        rises_months=new.rises_months,
        lasts_months=new.lasts_months,
        fades=new.fades,
    )
