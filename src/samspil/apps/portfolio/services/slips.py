"""A milestone gets another day, by whoever plans it, and what that moves, by name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.models import Milestone
from samspil.apps.portfolio.services import plans
from samspil.apps.portfolio.services.fanning_out import write_deviation
from samspil.apps.portfolio.services.leading import check_leads
from samspil.apps.portfolio.services.settling import hold_plans
from samspil.core.errors import Problem
from samspil.core.portfolio.plan import Moved


@dataclass(frozen=True, slots=True)
class MovedMilestone:
    """A milestone that is expected on another day than before."""

    name: str
    initiative: UUID
    title: str
    was: date
    now: date


@dataclass(frozen=True, slots=True)
class Slip:
    """What else moves with a milestone: how many, and those by name that were asked for, the first first."""

    count: int
    named: tuple[MovedMilestone, ...]


@transaction.atomic
def move(
    milestone: Milestone, to: date, *, reason: str, acting: Acting, at: datetime, most: int | None = None
) -> Slip:
    """A milestone is planned for another day with why; what that moves, so many by name, else all.

    One that follows a common plan deviates from it, which its association sees at once.

    Raises:
        RefusedError: one may not, it is done, it is planned for that day already, or no reason is given.
    """
    check_leads(acting, milestone.initiative, at)
    hold_plans(milestone.organisation_id)
    milestone = Milestone.objects.select_for_update(of=("self",)).get(pk=milestone.pk)
    if milestone.done_on is not None:
        raise RefusedError(Problem("milestone_is_done", {"name": milestone.name}))
    if to == milestone.planned_on:
        raise RefusedError(Problem("milestone_is_on_that_day", {"name": milestone.name, "day": to}))
    if not reason.strip():
        raise RefusedError(Problem("slip_needs_a_reason", {"name": milestone.name}))
    write = plans.write_move if milestone.common is None else write_deviation
    return _named(milestone, write(milestone, to, reason=reason, acting=acting, at=at), most)


def look_ahead(
    milestone: Milestone, to: date, *, acting: Acting, at: datetime, most: int | None = None
) -> Slip:
    """What a move would move. It is done and taken back, so that it is the very same that would happen.

    Raises:
        RefusedError: as when it is moved.
    """
    with transaction.atomic():
        found = move(milestone, to, reason="-", acting=acting, at=at, most=most)
        transaction.set_rollback(True)
    return found


@transaction.atomic
def reach(milestone: Milestone, on: date, *, acting: Acting, at: datetime, most: int | None = None) -> Slip:
    """A milestone is reached; what that moves.

    Raises:
        RefusedError: one may not, it is done already, or the day is in the future.
    """
    return _named(milestone, plans.reach_milestone(milestone, on, acting=acting, at=at), most)


def _named(milestone: Milestone, moved: Iterable[Moved], most: int | None) -> Slip:
    """What else is expected on another day now: the milestone itself is not moved by itself.

    A slip may move hundreds, of which a page names a few: no more are asked for.
    """
    others = [one for one in moved if one.id != milestone.public_id]
    first = others[:most]
    rows = Milestone.objects.filter(
        organisation_id=milestone.organisation_id, public_id__in=[one.id for one in first]
    )
    told = rows.values_list("public_id", "name", "initiative__public_id", "initiative__title")
    named = {key: (name, whose, title) for key, name, whose, title in told}
    return Slip(len(others), tuple(MovedMilestone(*named[one.id], one.was, one.now) for one in first))
