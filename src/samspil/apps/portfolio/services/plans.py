"""Milestones: planned, moved, reached, and waiting for each other. A slip moves what waits at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.models import Dependency, Initiative, Milestone, MilestoneMove
from samspil.apps.portfolio.selectors.access import SHARED
from samspil.apps.portfolio.selectors.reached import reached_from
from samspil.apps.portfolio.services.leading import check_leads
from samspil.apps.portfolio.services.settling import hold_plans, settle
from samspil.apps.portfolio.services.showing import show_next, show_to_the_association
from samspil.apps.portfolio.services.telling import tell
from samspil.core.errors import Problem, ProblemsError
from samspil.core.portfolio import plan
from samspil.core.portfolio.plan import Moved
from samspil.kit.sharing import door


@dataclass(frozen=True, slots=True)
class NewMilestone:
    """What somebody plans."""

    name: str
    planned_on: date
    latest_on: date | None = None
    phase: str = ""
    is_gate: bool = False
    common: UUID | None = None


@transaction.atomic
def add_milestone(initiative: Initiative, new: NewMilestone, *, acting: Acting, at: datetime) -> Milestone:
    """A milestone is planned; the day it was first planned for is kept.

    Raises:
        RefusedError: one may not, it has no name, or the initiative is over.
    """
    check_leads(acting, initiative, at)
    if not initiative.is_open:
        raise RefusedError(Problem("initiative_is_over", {"title": initiative.title}))
    if not new.name.strip():
        raise RefusedError(Problem("milestone_needs_a_name", {}))
    milestone = write_milestone(initiative, new)
    facts = {"milestone": milestone.public_id, "planned_on": new.planned_on}
    tell(initiative, "milestone.planned", facts, {"name": new.name}, acting=acting, at=at)
    show_next([initiative.pk])
    return milestone


def write_milestone(initiative: Initiative, new: NewMilestone) -> Milestone:
    """The row alone; within a transaction."""
    return Milestone.objects.create(
        organisation_id=initiative.organisation_id,
        initiative=initiative,
        name=new.name.strip(),
        phase=new.phase,
        is_gate=new.is_gate,
        first_on=new.planned_on,
        planned_on=new.planned_on,
        expected_on=new.planned_on,
        latest_on=new.latest_on,
        common=new.common,
    )


@transaction.atomic
def move_milestone(
    milestone: Milestone, to: date, *, reason: str, acting: Acting, at: datetime
) -> tuple[Moved, ...]:
    """A milestone is planned for another day; what is expected on another day for it, in order of day.

    Raises:
        RefusedError: one may not, it is done, or it follows a common plan and so moves by a deviation.
    """
    check_leads(acting, milestone.initiative, at)
    if milestone.done_on is not None:
        raise RefusedError(Problem("milestone_is_done", {"name": milestone.name}))
    if milestone.common is not None and not milestone.is_withdrawn:
        raise RefusedError(Problem("milestone_follows_the_common_plan", {"name": milestone.name}))
    hold_plans(milestone.organisation_id)
    return write_move(milestone, to, reason=reason, acting=acting, at=at)


def write_move(
    milestone: Milestone, to: date, *, reason: str, acting: Acting | None, at: datetime
) -> tuple[Moved, ...]:
    """The move alone, once somebody who leads, or a decision, has asked for it; where plans are held."""
    was, milestone.planned_on = milestone.planned_on, to
    milestone.save(update_fields=["planned_on"])
    MilestoneMove.objects.create(
        organisation_id=milestone.organisation_id,
        milestone=milestone,
        at=at,
        was=was,
        now=to,
        reason=reason.strip(),
    )
    moved = settle(milestone)
    facts = {"milestone": milestone.public_id, "was": was, "now": to, "moves": len(moved)}
    tell(milestone.initiative, "milestone.moved", facts, {"reason": reason}, acting=acting, at=at)
    show_to_the_association(milestone.initiative, at=at)
    return moved


@transaction.atomic
def reach_milestone(milestone: Milestone, on: date, *, acting: Acting, at: datetime) -> tuple[Moved, ...]:
    """A milestone is reached; not on a day that is still to come.

    Raises:
        RefusedError: one may not, it is done already, or the day is in the future.
    """
    check_leads(acting, milestone.initiative, at)
    if milestone.done_on is not None:
        raise RefusedError(Problem("milestone_is_done", {"name": milestone.name}))
    if on > timezone.localdate(at):
        raise RefusedError(Problem("day_is_still_to_come", {"day": on}))
    hold_plans(milestone.organisation_id)
    milestone.done_on = on
    milestone.save(update_fields=["done_on"])
    moved = settle(milestone)
    facts = {"milestone": milestone.public_id, "on": on}
    tell(milestone.initiative, "milestone.reached", facts, acting=acting, at=at)
    show_to_the_association(milestone.initiative, at=at)
    return moved


@transaction.atomic
def let_wait(
    milestone: Milestone, predecessor: UUID, lag_days: int, *, acting: Acting, at: datetime
) -> Dependency:
    """A milestone waits for another: of ours, or of an initiative that is shared with us.

    Raises:
        RefusedError: one may not, it waits for it already, or it would wait for itself, through others too.
        NotFoundError: there is no such milestone that we may see.
    """
    check_leads(acting, milestone.initiative, at)
    try:
        plan.Dependency(predecessor, milestone.public_id, lag_days)
    except ProblemsError as error:
        raise RefusedError(error.problems[0]) from error
    hold_plans(milestone.organisation_id)
    if predecessor in reached_from(milestone.organisation_id, milestone.public_id):
        raise RefusedError(Problem("would_wait_in_a_circle", {"name": milestone.name}))
    if milestone.waits_for.filter(predecessor=predecessor).exists():
        raise RefusedError(Problem("milestone_waits_already", {"name": milestone.name}))
    own = Milestone.objects.filter(organisation_id=milestone.organisation_id, public_id=predecessor)
    given = None if own.exists() else shown_milestone(predecessor, timezone.localdate(at))
    waits = Dependency.objects.create(
        organisation_id=milestone.organisation_id,
        successor=milestone,
        predecessor=predecessor,
        lag_days=lag_days,
        given_on=given.expected_on if given else None,
        given_name=given.name if given else "",
    )
    settle(milestone)
    facts = {"milestone": milestone.public_id, "waits_for": predecessor, "lag_days": lag_days}
    tell(milestone.initiative, "milestone.waits", facts, acting=acting, at=at)
    return waits


@transaction.atomic
def let_go(waits: Dependency, *, acting: Acting, at: datetime) -> tuple[Moved, ...]:
    """A milestone waits no longer for another."""
    milestone = waits.successor
    check_leads(acting, milestone.initiative, at)
    hold_plans(milestone.organisation_id)
    facts = {"milestone": milestone.public_id, "waits_for": waits.predecessor}
    waits.delete()
    tell(milestone.initiative, "milestone.waits_no_longer", facts, acting=acting, at=at)
    return settle(milestone)


def shown_milestone(public_id: UUID, on: date) -> Milestone:
    """Another organisation's milestone, where its initiative is shared with us.

    Raises:
        NotFoundError: there is none that we may see.
    """
    with door.readable(SHARED, on) as shared:
        rows = Milestone.objects.filter(public_id=public_id, initiative__public_id__in=shared)
        found = rows.select_related("initiative").first()
    if found is None:
        raise NotFoundError(str(public_id))
    return found
