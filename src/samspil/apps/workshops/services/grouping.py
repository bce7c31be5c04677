"""Whoever leads puts notes under headings, takes them out, and takes down what should not hang there."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.organisations.services.journaling import note
from samspil.apps.organisations.types import Acting
from samspil.apps.workshops.models import Heading, Note, Workshop
from samspil.apps.workshops.services.noting import turn
from samspil.apps.workshops.services.preparing import held_workshop, refuse_who_may_not
from samspil.apps.workshops.types import WORKSHOP
from samspil.core.errors import Problem


@transaction.atomic
def put_under(
    workshop: Workshop, notes: Collection[UUID], heading: UUID | str, *, acting: Acting, at: datetime
) -> int:
    """Put notes under a heading that is there, by its id, or under one of a name; how many.

    Raises:
        RefusedError: ``not_yours_to_lead_workshop``, ``no_notes_chosen``.
        NotFoundError: there is no such heading.
    """
    row, chosen = _chosen(workshop, notes, acting)
    if isinstance(heading, str):
        under, _is_new = Heading.objects.get_or_create(
            organisation_id=row.organisation_id, workshop=row, name=heading
        )
    else:
        own = Heading.objects.filter(organisation_id=row.organisation_id, workshop=row)
        found = own.filter(public_id=heading).first()
        if found is None:
            raise NotFoundError(str(heading))
        under = found
    return _moved(row, chosen, under, acting, at)


@transaction.atomic
def take_out(workshop: Workshop, notes: Collection[UUID], *, acting: Acting, at: datetime) -> int:
    """Notes stand under no heading any more; how many.

    Raises:
        RefusedError: ``not_yours_to_lead_workshop``, ``no_notes_chosen``.
    """
    row, chosen = _chosen(workshop, notes, acting)
    return _moved(row, chosen, None, acting, at)


@transaction.atomic
def take_down(workshop: Workshop, notes: Collection[UUID], *, acting: Acting, at: datetime) -> int:
    """Delete notes that should not hang there, such as those that name somebody; how many.

    Raises:
        RefusedError: ``not_yours_to_lead_workshop``, ``no_notes_chosen``.
    """
    row, chosen = _chosen(workshop, notes, acting)
    count = len(chosen)
    Note.objects.filter(organisation_id=row.organisation_id, pk__in=chosen).delete()
    _tidy(row)
    note(acting, at, "workshops.notes.taken_down", (WORKSHOP, row.public_id), {"notes": count})
    return count


def _chosen(workshop: Workshop, notes: Collection[UUID], acting: Acting) -> tuple[Workshop, list[int]]:
    refuse_who_may_not(acting)
    row = held_workshop(workshop)
    own = Note.objects.filter(organisation_id=row.organisation_id, workshop=row)
    chosen = list(own.filter(public_id__in=list(notes)).values_list("pk", flat=True))
    if not chosen:
        raise RefusedError(Problem("no_notes_chosen", {}))
    return row, chosen


def _moved(row: Workshop, chosen: list[int], heading: Heading | None, acting: Acting, at: datetime) -> int:
    Note.objects.filter(organisation_id=row.organisation_id, pk__in=chosen).update(heading=heading)
    _tidy(row)
    facts = {"notes": len(chosen), "heading": heading.public_id if heading else None}
    written = {"heading": heading.name if heading else ""}
    note(acting, at, "workshops.notes.grouped", (WORKSHOP, row.public_id), facts, written)
    return len(chosen)


def _tidy(row: Workshop) -> None:
    """A heading that nothing stands under is gone."""
    Heading.objects.filter(organisation_id=row.organisation_id, workshop=row, notes=None).delete()
    turn(row)
