"""Preparing a workshop: with which area, and when."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.services.journaling import note
from samspil.apps.organisations.types import Acting
from samspil.apps.workshops.models import Workshop
from samspil.apps.workshops.rights import may_lead
from samspil.apps.workshops.types import WORKSHOP, NewWorkshop
from samspil.core.errors import Problem


@transaction.atomic
def prepare_workshop(new: NewWorkshop, *, acting: Acting, at: datetime) -> Workshop:
    """A workshop that takes no notes yet.

    Raises:
        RefusedError: ``not_yours_to_lead_workshop``, ``workshop_ends_before_it_begins``,
            ``workshop_is_over_already``.
    """
    refuse_who_may_not(acting)
    _refuse_times(new, at)
    row = Workshop.objects.create(
        organisation_id=acting.organisation_id,
        area=new.area,
        unit=new.unit,
        begins_at=new.begins_at,
        ends_at=new.ends_at,
        prepared_at=at,
        prepared_by=acting.person,
    )
    _record(row, "prepared", acting, at)
    return row


@transaction.atomic
def change_workshop(workshop: Workshop, new: NewWorkshop, *, acting: Acting, at: datetime) -> Workshop:
    """Another area or another time, as long as it has not ended.

    Raises:
        RefusedError: the same, and ``workshop_has_ended``.
    """
    refuse_who_may_not(acting)
    row = held_workshop(workshop)
    if row.ended_at is not None:
        raise RefusedError(Problem("workshop_has_ended", {}))
    _refuse_times(new, at)
    row.area, row.unit, row.begins_at, row.ends_at = new.area, new.unit, new.begins_at, new.ends_at
    row.save(update_fields=["area", "unit", "begins_at", "ends_at"])
    _record(row, "changed", acting, at)
    return row


def refuse_who_may_not(acting: Acting) -> None:
    """Refuse whoever may not lead.

    Raises:
        RefusedError: ``not_yours_to_lead_workshop``.
    """
    if not may_lead(acting):
        raise RefusedError(Problem("not_yours_to_lead_workshop", {}))


def held_workshop(workshop: Workshop) -> Workshop:
    """The workshop as it is now, held until the transaction is over."""
    rows = Workshop.objects.select_for_update(of=("self",))
    return rows.get(organisation_id=workshop.organisation_id, pk=workshop.pk)


def _refuse_times(new: NewWorkshop, at: datetime) -> None:
    if new.ends_at <= new.begins_at:
        raise RefusedError(Problem("workshop_ends_before_it_begins", {}))
    if new.ends_at <= at:
        raise RefusedError(Problem("workshop_is_over_already", {}))


def _record(row: Workshop, what: str, acting: Acting, at: datetime) -> None:
    facts = {"unit": row.unit, "begins_at": row.begins_at, "ends_at": row.ends_at}
    note(acting, at, f"workshops.workshop.{what}", (WORKSHOP, row.public_id), facts, {"area": row.area})
