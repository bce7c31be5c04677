"""Roles and seats: who holds them from when until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from samspil.apps.organisations.models import Holding, Organisation
from samspil.core.errors import ProblemsError
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
    """Somebody holds a role or a seat from a day; who held the seat before, holds it until then.

    Whoever held a seat from that same day on never held it: their row goes.

    Raises:
        ProblemsError: ``holds_already``, ``seat_is_given_later``.
    """
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    same = Holding.objects.filter(organisation=organisation, forum=held.forum, seat=held.seat)
    then = same.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=held.since))
    if then.filter(holder=holder, role=held.role).exists():
        raise ProblemsError.of("holds_already")
    if held.forum:
        later = then.filter(valid_from__gt=held.since).order_by("valid_from").first()
        if later is not None:
            raise ProblemsError.of("seat_is_given_later", since=later.valid_from)
        then.filter(valid_from=held.since).delete()
        then.update(valid_to=held.since)
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
    """A role or seat is held no longer; ``until`` is the first day without it.

    Raises:
        ProblemsError: ``ends_before_it_begins``, ``ended_already``.
    """
    holding = Holding.objects.select_for_update().get(pk=holding.pk)
    refuse_wrong_end(holding.valid_from, holding.valid_to, until)
    holding.valid_to = until
    holding.save(update_fields=["valid_to"])
    facts = {"role": holding.role, "forum": holding.forum, "seat": holding.seat, "until": str(until)}
    told = Told("organisations.holding.ended", "person", str(holding.holder), facts)
    record(holding.organisation_id, [told], by)


def refuse_wrong_end(valid_from: date, valid_to: date | None, until: date) -> None:
    """A period ends after it begins, and what has ended is not made longer.

    Raises:
        ProblemsError: ``ends_before_it_begins``, ``ended_already``.
    """
    if until <= valid_from:
        raise ProblemsError.of("ends_before_it_begins", since=valid_from)
    if valid_to is not None and valid_to <= until:
        raise ProblemsError.of("ended_already", until=valid_to)
