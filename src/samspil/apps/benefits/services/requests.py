"""What is asked to be decided about a benefit, and what follows of the decision."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction

from samspil.apps.benefits.models import Benefit, BenefitRequest
from samspil.apps.benefits.services.holding import held, hold
from samspil.apps.benefits.services.plans import check_plan, keep_plan
from samspil.apps.benefits.services.steps import keep_state
from samspil.apps.benefits.services.telling import tell
from samspil.apps.benefits.types import Asks, NewPlan, NewRequest
from samspil.apps.governance.selectors.subjects import Went
from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.types import Acting
from samspil.core.benefits.course import Recurrence, ThreePoints
from samspil.core.benefits.states import Asks as Needs
from samspil.core.benefits.states import State, refusal
from samspil.core.errors import Problem
from samspil.core.governance.language.organisation import Result
from samspil.core.units import Money


def check_request(benefit: Benefit, new: NewRequest, *, acting: Acting, at: datetime) -> Benefit:
    """Nothing stands in the way of asking; within a transaction: the benefit is held.

    Raises:
        RefusedError: one may not, it has lapsed, ``request_says_why``, ``something_is_asked_for``,
            ``new_plan_is_missing``, or the plan does not hold together.
    """
    benefit = hold(benefit, acting=acting, at=at)
    if not new.why.strip():
        raise RefusedError(Problem("request_says_why", {}))
    if benefit.requests.filter(decided_at=None).exists():
        raise RefusedError(Problem("something_is_asked_for", {"title": benefit.title}))
    if new.asks is Asks.LAPSE:
        problem = refusal(State(benefit.state), State.LAPSED, frozenset({Needs.DECISION}))
        if problem is not None:
            raise RefusedError(problem)
    elif new.plan is None:
        raise RefusedError(Problem("new_plan_is_missing", {}))
    else:
        check_plan(benefit, new.plan)
    return benefit


def keep_request(
    benefit: Benefit, new: NewRequest, matter: UUID, *, acting: Acting, at: datetime
) -> BenefitRequest:
    """It waits for its matter; within the transaction that brings it."""
    request = BenefitRequest.objects.create(
        organisation_id=benefit.organisation_id,
        benefit=benefit,
        asks=new.asks.value,
        why=new.why.strip(),
        plan=_kept(new.plan) if new.plan else {},
        matter=matter,
        asked_at=at,
    )
    facts = {"request": request.public_id, "asks": new.asks.value, "matter": matter}
    tell(benefit, "asked_to_decide", facts, {"why": new.why}, acting=acting, at=at)
    return request


@transaction.atomic
def follow_request(request: BenefitRequest, went: Went, *, at: datetime) -> bool:
    """What was decided takes effect: a yes does what was asked, anything else leaves the benefit as it is.

    Whether it was followed now: doing it again, or twice at once, changes nothing.
    """
    benefit = held(request.benefit_id)
    request = BenefitRequest.objects.select_for_update().get(pk=request.pk)
    if request.decided_at is not None or went.ended_at is None:
        return False
    if went.result == Result.APPROVED.value and went.taken:
        _carry_out(benefit, request, went.taken[-1].decision, at)
    request.result, request.decided_at = went.result, went.ended_at
    request.save(update_fields=["result", "decided_at"])
    facts = {"request": request.public_id, "asks": request.asks, "result": went.result}
    tell(benefit, "decided", {**facts, "matter": request.matter}, acting=None, at=at)
    return True


def _carry_out(benefit: Benefit, request: BenefitRequest, decision: UUID, at: datetime) -> None:
    if benefit.state == State.LAPSED.value:
        return
    if request.asks == Asks.LAPSE.value:
        keep_state(benefit, State.LAPSED, acting=None, at=at)
    else:
        new = replace(_plan(request.plan), reason=request.why)
        keep_plan(benefit, new, decision, acting=None, at=at)


def _kept(plan: NewPlan) -> dict[str, Any]:
    points = plan.points
    return {
        "go_live": plan.go_live.isoformat(),
        "points": [points.pessimistic.minor, points.likely.minor, points.optimistic.minor] if points else [],
        "counted_in": points.likely.currency if points else "",
        "recurrence": plan.recurrence.value,
        "after_months": plan.after_months,
        "rises_months": plan.rises_months,
        "lasts_months": plan.lasts_months,
        "fades": str(plan.fades),
    }


def _plan(kept: dict[str, Any]) -> NewPlan:
    points = [Money(one, kept["counted_in"]) for one in kept["points"]]
    return NewPlan(
        go_live=date.fromisoformat(kept["go_live"]),
        points=ThreePoints(*points) if points else None,
        recurrence=Recurrence(kept["recurrence"]),
        after_months=kept["after_months"],
        rises_months=kept["rises_months"],
        lasts_months=kept["lasts_months"],
        fades=Decimal(kept["fades"]),
    )
