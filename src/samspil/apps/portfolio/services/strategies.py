"""Strategies and what serves their goals; the activity plan of a year, adopted by a decision."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from samspil.apps.governance.services import moving
from samspil.apps.governance.services.natures import check_nature
from samspil.apps.governance.types import NewMatter, NotFoundError, RefusedError
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.models import ActivityPlan, Goal, Initiative, PlannedActivity, Serves, Strategy
from samspil.apps.portfolio.selectors.strategies import decided_about_plan
from samspil.apps.portfolio.services.leading import check_keeps, check_leads
from samspil.apps.portfolio.services.taking_part import check_open
from samspil.apps.portfolio.services.telling import tell as tell_of
from samspil.core.errors import Problem
from samspil.core.governance.language.routes import Nature
from samspil.kit.journal.recording import By, Told, record

FIRST_YEAR: Final = 2000
LAST_YEAR: Final = 2100


@transaction.atomic
def make_strategy(
    name: str,
    *,
    set_by: str = "",
    source: str = "",
    valid_to: date | None = None,
    acting: Acting,
    at: datetime,
) -> Strategy:
    """A strategy of our own, or of somebody who sets terms for us, holds from today.

    Raises:
        RefusedError: one does not keep the portfolio, it has no name, or it ends before today.
    """
    check_keeps(acting)
    today = timezone.localdate(at)
    if not name.strip():
        raise RefusedError(Problem("strategy_needs_a_name", {}))
    if valid_to is not None and valid_to <= today:
        raise RefusedError(Problem("ends_before_it_starts", {"starts_on": today, "ends_on": valid_to}))
    strategy = Strategy.objects.create(
        organisation_id=acting.organisation_id,
        name=name.strip(),
        set_by=set_by.strip(),
        source=source.strip(),
        valid_from=today,
        valid_to=valid_to,
    )
    _tell(acting, "strategy.made", ("strategy", strategy.public_id), {"name": strategy.name}, at)
    return strategy


@transaction.atomic
def add_goal(strategy: Strategy, name: str, *, acting: Acting, at: datetime) -> Goal:
    """A goal of a strategy, last among its goals; the same twice is one."""
    check_keeps(acting)
    if not name.strip():
        raise RefusedError(Problem("goal_needs_a_name", {}))
    order = strategy.goals.count()
    goal, is_new = Goal.objects.get_or_create(
        organisation_id=strategy.organisation_id,
        strategy=strategy,
        name=name.strip(),
        defaults={"order": order},
    )
    if is_new:
        _tell(acting, "strategy.goal_added", ("strategy", strategy.public_id), {"goal": goal.name}, at)
    return goal


@transaction.atomic
def serve(initiative: Initiative, goal: Goal, *, acting: Acting, at: datetime) -> None:
    """An initiative serves a goal; it may serve several, of several strategies.

    Raises:
        RefusedError: one does not lead it, or it is over.
    """
    check_leads(acting, initiative, at)
    check_open(initiative)
    _row, is_new = Serves.objects.get_or_create(
        organisation_id=initiative.organisation_id, initiative=initiative, goal=goal
    )
    if is_new:
        tell_of(initiative, "initiative.serves", {"goal": goal.public_id}, acting=acting, at=at)


@transaction.atomic
def serve_no_longer(initiative: Initiative, goal: Goal, *, acting: Acting, at: datetime) -> None:
    """An initiative does not serve a goal after all; what served it when it ended, did."""
    check_leads(acting, initiative, at)
    check_open(initiative)
    if Serves.objects.filter(initiative=initiative, goal=goal).delete()[0]:
        tell_of(initiative, "initiative.serves_no_longer", {"goal": goal.public_id}, acting=acting, at=at)


@transaction.atomic
def begin_plan(year: int, name: str, *, acting: Acting, at: datetime) -> ActivityPlan:
    """The activity plan of a year is begun; one a year.

    Raises:
        RefusedError: one does not keep the portfolio, there is one, or nobody can mean the year.
    """
    check_keeps(acting)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise RefusedError(Problem("plan_year_out_of_range", {"first": FIRST_YEAR, "last": LAST_YEAR}))
    rows = ActivityPlan.objects.filter(organisation_id=acting.organisation_id, year=year)
    if rows.exists():
        raise RefusedError(Problem("activity_plan_is_there", {"year": str(year)}))
    plan = ActivityPlan.objects.create(organisation_id=acting.organisation_id, year=year, name=name.strip())
    _tell(acting, "activity_plan.begun", ("activity_plan", plan.public_id), {"year": year}, at)
    return plan


@transaction.atomic
def put_in_plan(
    plan: ActivityPlan, initiative: Initiative, aim: str = "", *, acting: Acting, at: datetime
) -> None:
    """An initiative is planned for the year; put in again, what it is to reach is written anew.

    Raises:
        RefusedError: one does not keep the portfolio, or the plan is being decided or adopted.
    """
    plan = _to_change(plan, acting)
    PlannedActivity.objects.update_or_create(
        organisation_id=plan.organisation_id,
        plan=plan,
        initiative=initiative,
        defaults={"aim": aim.strip()},
    )
    facts = {"initiative": str(initiative.public_id)}
    _tell(acting, "activity_plan.put_in", ("activity_plan", plan.public_id), facts, at)


@transaction.atomic
def take_out(plan: ActivityPlan, initiative: Initiative, *, acting: Acting, at: datetime) -> None:
    """An initiative is not planned for the year after all."""
    plan = _to_change(plan, acting)
    if PlannedActivity.objects.filter(plan=plan, initiative=initiative).delete()[0]:
        facts = {"initiative": str(initiative.public_id)}
        _tell(acting, "activity_plan.taken_out", ("activity_plan", plan.public_id), facts, at)


@transaction.atomic
def send_plan(plan: ActivityPlan, new: NewMatter, *, acting: Acting, at: datetime) -> ActivityPlan:
    """The plan goes to whoever adopts it; what is in it stays as it is while it is decided.

    Raises:
        RefusedError: nothing is in it, it was sent, the kind is not of activity plans, or the governance
            model does not let one bring it.
    """
    check_nature(acting.organisation_id, new.kind, Nature.ACTIVITY_PLAN, timezone.localdate(at))
    plan = _to_change(plan, acting)
    if not plan.activities.exists():
        raise RefusedError(Problem("activity_plan_is_empty", {"year": str(plan.year)}))
    matter = moving.bring(new, acting=acting, at=at)
    plan.matter = matter.public_id
    plan.save(update_fields=["matter"])
    facts = {"matter": str(matter.public_id), "kind": new.kind}
    _tell(acting, "activity_plan.sent", ("activity_plan", plan.public_id), facts, at)
    return plan


@transaction.atomic
def adopt_plan(public_id: UUID, *, at: datetime) -> bool:
    """A plan that was decided is adopted from the day of the decision; whether it was now.

    Raises:
        RefusedError: ``activity_plan_not_decided``.
        NotFoundError: there is no such plan in scope.
    """
    plan = take_plan(public_id)
    if plan.adopted_on is not None:
        return False
    about = decided_about_plan(plan)
    if about is None or about.result != "approved" or about.decision is None or about.decided_at is None:
        raise RefusedError(Problem("activity_plan_not_decided", {"year": str(plan.year)}))
    plan.decision, plan.adopted_on = about.decision, timezone.localdate(about.decided_at)
    plan.save(update_fields=["decision", "adopted_on"])
    told = Told(
        "portfolio.activity_plan.adopted",
        "activity_plan",
        str(plan.public_id),
        {"decision": str(about.decision), "on": str(plan.adopted_on)},
    )
    record(plan.organisation_id, [told], By("clock", at))
    return True


def take_plan(public_id: UUID) -> ActivityPlan:
    """A plan, locked and read again; within a transaction.

    Raises:
        NotFoundError: there is none in scope.
    """
    found = ActivityPlan.objects.select_for_update().filter(public_id=public_id).first()
    if found is None:
        raise NotFoundError(str(public_id))
    return found


def _to_change(plan: ActivityPlan, acting: Acting) -> ActivityPlan:
    check_keeps(acting)
    plan = take_plan(plan.public_id)
    about = decided_about_plan(plan)
    if plan.adopted_on is not None or (about is not None and about.result in {"", "approved"}):
        raise RefusedError(Problem("activity_plan_is_sent", {"year": str(plan.year)}))
    return plan


def _tell(
    acting: Acting, action: str, subject: tuple[str, UUID], facts: dict[str, Any], at: datetime
) -> None:
    told = Told(f"portfolio.{action}", subject[0], str(subject[1]), facts)
    record(acting.organisation_id, [told], By(str(acting.person), at))
