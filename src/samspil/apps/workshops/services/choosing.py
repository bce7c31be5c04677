"""What is found is chosen, and counted from then on; taken back while it is not sent; said to be in use."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.services.journaling import note
from samspil.apps.organisations.types import Acting
from samspil.apps.workshops.models import Potential, Workshop
from samspil.apps.workshops.services.preparing import held_workshop, refuse_who_may_not
from samspil.apps.workshops.types import POTENTIAL, NewPotential
from samspil.core.errors import Problem


@transaction.atomic
def choose(workshop: Workshop, new: NewPotential, *, acting: Acting, at: datetime) -> Potential:
    """An improvement that the area sees, counted from now on. The same again is the one that is there.

    Raises:
        RefusedError: ``not_yours_to_lead_workshop``, ``workshop_is_not_open``: it has not begun.
    """
    refuse_who_may_not(acting)
    row = held_workshop(workshop)
    if row.opened_at is None:
        raise RefusedError(Problem("workshop_is_not_open", {}))
    own = Potential.objects.filter(organisation_id=row.organisation_id, workshop=row)
    there = own.filter(title=new.title, improves=new.improves.value).first()
    if there is not None:
        return there
    found = Potential.objects.create(
        organisation_id=row.organisation_id,
        workshop=row,
        title=new.title,
        text=new.text,
        improves=new.improves.value,
        found_at=at,
        found_by=acting.person,
    )
    facts = {"workshop": row.public_id, "improves": new.improves.value}
    note(acting, at, "workshops.potential.found", (POTENTIAL, found.public_id), facts, {"title": new.title})
    return found


@transaction.atomic
def take_back(potential: Potential, *, acting: Acting, at: datetime) -> None:
    """It was no improvement after all; what has been sent stays, for it is a matter now.

    Raises:
        RefusedError: ``not_yours_to_lead_workshop``, ``potential_is_sent``.
    """
    refuse_who_may_not(acting)
    row = held_potential(potential)
    if row.matter is not None:
        raise RefusedError(Problem("potential_is_sent", {}))
    note(acting, at, "workshops.potential.taken_back", (POTENTIAL, row.public_id))
    row.delete()


@transaction.atomic
def say_in_use(potential: Potential, on: date, *, acting: Acting, at: datetime) -> Potential:
    """It is in use from a day on; said again, on another day.

    Raises:
        RefusedError: ``not_yours_to_lead_workshop``, ``in_use_after_today``.
    """
    refuse_who_may_not(acting)
    if on > timezone.localdate(at):
        raise RefusedError(Problem("in_use_after_today", {"day": on.isoformat()}))
    row = held_potential(potential)
    row.in_use_on = on
    row.save(update_fields=["in_use_on"])
    note(acting, at, "workshops.potential.in_use", (POTENTIAL, row.public_id), {"on": on})
    return row


def held_potential(potential: Potential) -> Potential:
    """What was found as it is now, held until the transaction is over."""
    rows = Potential.objects.select_for_update(of=("self",)).select_related("workshop")
    return rows.get(organisation_id=potential.organisation_id, pk=potential.pk)
