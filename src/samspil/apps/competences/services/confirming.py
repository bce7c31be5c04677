"""Somebody else confirms what a person says they can, or takes that back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from samspil.apps.competences.rights import may_confirm
from samspil.apps.competences.selectors.people import standing
from samspil.apps.competences.types import PERSON
from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.organisations.selectors import list_people
from samspil.apps.organisations.services.journaling import note
from samspil.apps.organisations.types import Acting
from samspil.core.errors import Problem


@transaction.atomic
def confirm(person: UUID, competence: str, *, is_so: bool, acting: Acting, at: datetime) -> None:
    """What a person says they can is so, or it is no longer confirmed.

    Raises:
        RefusedError: ``not_yours_to_confirm``, ``not_ones_own_to_confirm``.
        NotFoundError: nobody of the organisation of today says so.
    """
    if not may_confirm(acting):
        raise RefusedError(Problem("not_yours_to_confirm", {}))
    if person == acting.person:
        raise RefusedError(Problem("not_ones_own_to_confirm", {}))
    today = timezone.localdate(at)
    rows = standing(acting.organisation_id, today).filter(person=person, competence=competence)
    row = rows.select_for_update().first()
    people = {one.public_id for one in list_people(acting.organisation_id, today)}
    if row is None or person not in people:
        raise NotFoundError(str(person))
    row.confirmed_at, row.confirmed_by = (at, acting.person) if is_so else (None, None)
    row.save(update_fields=["confirmed_at", "confirmed_by"])
    note(acting, at, "competences.confirmed" if is_so else "competences.unconfirmed", (PERSON, person))
