"""What a decided draft does to the plan: the same lines as when a leader does it, told with the decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from dateutil.relativedelta import relativedelta
from django.utils import timezone

from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.portfolio.models import Initiative, Participation, PlannedEffort
from samspil.apps.portfolio.selectors.scenario_changes import Addition
from samspil.apps.portfolio.services.effort import Asked, write_effort
from samspil.apps.portfolio.services.entering import enter_or_say_why
from samspil.apps.portfolio.services.fanning_out import write_deviation
from samspil.apps.portfolio.services.initiatives import check, keep_estimate, write, write_end
from samspil.apps.portfolio.services.plans import write_move
from samspil.apps.portfolio.services.scenarios import as_new
from samspil.apps.portfolio.services.showing import show_to_the_association
from samspil.apps.portfolio.services.taking_part import propose_pace
from samspil.apps.portfolio.services.telling import tell
from samspil.apps.portfolio.types import End, NewEstimate
from samspil.core.errors import Problem
from samspil.core.portfolio.pace import Pace


@dataclass(frozen=True, slots=True)
class By:
    """What a change follows from: the owner, the matter and its decision, and a reason people can read."""

    organisation_id: int
    matter: UUID
    decision: UUID
    reason: str


def shift(initiative: UUID, months: int, by: By, *, at: datetime) -> None:
    """An initiative comes later or earlier: its days, what is still to be reached, and its work."""
    row = _taken(initiative, by)
    step = relativedelta(months=months)
    row.starts_on = row.starts_on + step if row.starts_on else None
    row.expected_end = row.expected_end + step if row.expected_end else None
    row.changed_at = at
    row.save(update_fields=["starts_on", "expected_end", "changed_at"])
    _shift_work(row, step)
    for milestone in row.milestones.filter(done_on=None, is_withdrawn=False).order_by("planned_on", "pk"):
        to = milestone.planned_on + step
        if milestone.common is None:
            write_move(milestone, to, reason=by.reason, acting=None, at=at)
        else:
            write_deviation(milestone, to, reason=by.reason, acting=None, at=at)
    tell(row, "initiative.shifted", {"months": months, "decision": by.decision}, acting=None, at=at)
    show_to_the_association(row, at=at)


def _shift_work(row: Initiative, step: relativedelta) -> None:
    rows = list(PlannedEffort.objects.filter(initiative=row))
    PlannedEffort.objects.filter(initiative=row).delete()
    PlannedEffort.objects.bulk_create(
        PlannedEffort(
            organisation_id=row.organisation_id,
            initiative=row,
            unit=one.unit,
            competence=one.competence,
            month=one.month + step,
            hundredths=one.hundredths,
        )
        for one in rows
    )


def drop(initiative: UUID, by: By, *, at: datetime) -> None:
    """An initiative is stopped. What is mandatory is not, whoever decided it."""
    row = _taken(initiative, by)
    if row.is_mandatory:
        raise RefusedError(Problem("scenario_drops_a_mandatory_task", {"title": row.title}))
    write_end(row, End.STOPPED, learned=by.reason, acting=None, at=at)


def add(new: Addition, by: By, *, at: datetime) -> None:
    """An initiative starts, with what the draft said as its first estimate."""
    asked_for = as_new(new, matter=by.matter)
    check(asked_for)
    row = write(asked_for, by.organisation_id, None, at=at)
    row.public_id = new.id
    row.save(update_fields=["public_id"])
    enter_or_say_why(row, by.reason, timezone.localdate(at))
    facts = {"form": new.form.value, "is_mandatory": row.is_mandatory, "decision": by.decision}
    tell(row, "initiative.started", facts, {"title": new.title}, acting=None, at=at)
    estimate = NewEstimate(new.cost, None, new.starts_on, new.ends_on)
    keep_estimate(row, estimate, acting=None, at=at)
    if new.days_a_month and new.days_a_month.hundredths:
        write_effort(row, Asked(new.unit, new.competence, new.starts_on, new.ends_on, new.days_a_month))


def propose(initiative: UUID, member: str, pace: Pace, by: By, *, at: datetime) -> None:
    """A member is asked for a pace; its own stays what it says."""
    row = _taken(initiative, by)
    part = Participation.objects.select_related("initiative").filter(initiative=row, code=member).first()
    if part is None:
        raise RefusedError(Problem("scenario_member_does_not_take_part", {"member": member}))
    if part.pace != pace.value:
        propose_pace(part, pace, because=by.reason, acting=None, at=at)


def _taken(initiative: UUID, by: By) -> Initiative:
    rows = Initiative.objects.select_for_update().filter(organisation_id=by.organisation_id)
    row = rows.filter(public_id=initiative).first()
    if row is None:
        raise NotFoundError(str(initiative))
    return row
