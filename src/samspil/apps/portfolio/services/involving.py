"""Who is affected, who was involved and when, and what is open before it goes live (F3.2, F3.10)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.models import Initiative, Involvement
from samspil.apps.portfolio.services.leading import check_leads
from samspil.apps.portfolio.services.telling import tell
from samspil.apps.portfolio.types import Affected
from samspil.core.errors import Problem


@dataclass(frozen=True, slots=True)
class NewInvolvement:
    """Who is to be involved, by group and not by name, how, and when."""

    affected: Affected
    who: str
    how: str = ""
    planned_on: date | None = None


@transaction.atomic
def plan_involvement(
    initiative: Initiative, new: NewInvolvement, *, acting: Acting, at: datetime
) -> Involvement:
    """Somebody affected stands in the plan.

    Raises:
        RefusedError: one may not, the initiative is over, or it is not said who.
    """
    check_leads(acting, initiative, at)
    if not initiative.is_open:
        raise RefusedError(Problem("initiative_is_over", {"title": initiative.title}))
    if not new.who.strip():
        raise RefusedError(Problem("involvement_says_who", {}))
    row = Involvement.objects.create(
        organisation_id=initiative.organisation_id,
        initiative=initiative,
        affected=new.affected.value,
        who=new.who.strip(),
        how=new.how.strip(),
        planned_on=new.planned_on,
    )
    facts = {"involvement": row.public_id, "affected": row.affected, "planned_on": row.planned_on}
    written = {"who": new.who, "how": new.how}
    tell(initiative, "involvement.planned", facts, written, acting=acting, at=at)
    return row


@transaction.atomic
def involve(row: Involvement, on: date, *, open_point: str = "", acting: Acting, at: datetime) -> Involvement:
    """They have been involved; what they raised that is not settled is open until somebody says otherwise.

    Raises:
        RefusedError: one may not, or the day is still to come.
    """
    row = _locked(row, acting, at)
    if on > timezone.localdate(at):
        raise RefusedError(Problem("day_is_still_to_come", {"day": on}))
    row.involved_on = on
    if open_point.strip():
        row.open_point, row.closed_on = _both(row, open_point), None
    row.save(update_fields=["involved_on", "open_point", "closed_on"])
    facts = {"involvement": row.public_id, "on": on, "is_open": bool(row.open_point and not row.closed_on)}
    tell(row.initiative, "involvement.done", facts, {"open_point": open_point}, acting=acting, at=at)
    return row


@transaction.atomic
def settle_point(row: Involvement, *, acting: Acting, at: datetime) -> Involvement:
    """What was open is settled.

    Raises:
        RefusedError: one may not, or nothing is open.
    """
    row = _locked(row, acting, at)
    if not row.open_point or row.closed_on is not None:
        raise RefusedError(Problem("nothing_is_open", {"who": row.who}))
    row.closed_on = timezone.localdate(at)
    row.save(update_fields=["closed_on"])
    tell(row.initiative, "involvement.settled", {"involvement": row.public_id}, acting=acting, at=at)
    return row


def _both(row: Involvement, open_point: str) -> str:
    """What is open already stays open beside the new."""
    is_open = row.open_point and row.closed_on is None
    return f"{row.open_point}\n{open_point.strip()}" if is_open else open_point.strip()


def _locked(row: Involvement, acting: Acting, at: datetime) -> Involvement:
    locked = Involvement.objects.select_for_update().get(pk=row.pk)
    check_leads(acting, locked.initiative, at)
    return locked
