"""Roles and seats: who holds them from when until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from samspil.apps.organisations.models import Holding, Organisation
from samspil.kit.journal.recording import By, Told, record


@dataclass(frozen=True, slots=True)
class Held:
    """A role, or with forum and seat a seat, to be held from a day."""

    role: str
    since: date
    forum: str = ""
    seat: str = ""


@transaction.atomic
def give(organisation: Organisation, holder: UUID, holder_name: str, held: Held, by: By) -> Holding:
    """Somebody holds a role or a seat from a day; who held the seat before, holds it until then."""
    before = Holding.objects.filter(
        organisation=organisation, forum=held.forum, seat=held.seat, valid_to__isnull=True
    )
    if held.forum:
        before.filter(valid_from__gte=held.since).delete()
        before.update(valid_to=held.since)
    holding = Holding.objects.create(
        organisation=organisation,
        holder=holder,
        holder_name=holder_name,
        role=held.role,
        forum=held.forum,
        seat=held.seat,
        valid_from=held.since,
    )
    facts = {"role": held.role, "forum": held.forum, "seat": held.seat, "from": str(held.since)}
    record(
        organisation.pk,
        [Told("organisations.holding.given", "person", str(holder), facts)],
        by,
    )
    return holding


@transaction.atomic
def end_holding(holding: Holding, until: date, by: By) -> None:
    """A role or seat is held no longer; ``until`` is the first day without it."""
    holding = Holding.objects.select_for_update().get(pk=holding.pk)
    holding.valid_to = until
    holding.save(update_fields=["valid_to"])
    facts = {"role": holding.role, "forum": holding.forum, "seat": holding.seat, "until": str(until)}
    told = Told("organisations.holding.ended", "person", str(holding.holder), facts)
    record(holding.organisation_id, [told], by)
