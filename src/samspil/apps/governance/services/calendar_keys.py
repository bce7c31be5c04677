"""Keys with which somebody's calendar fetches a forum's meetings: calendars cannot log in."""

from __future__ import annotations

import hashlib
import os
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from samspil.apps.governance.models import CalendarKey
from samspil.apps.organisations.selectors.calendars import (
    may_act_on,
    organisation_by_public_id,
    public_id_of,
)
from samspil.apps.organisations.types import Acting
from samspil.kit.journal.recording import By, Told, record
from samspil.kit.tenancy import scope

_BYTES = 24


@transaction.atomic
def renew_key(acting: Acting, at: datetime) -> str:
    """A new key for oneself, told this once; the one before works no more."""
    key = f"{public_id_of(acting.organisation_id).hex}.{os.urandom(_BYTES).hex()}"
    CalendarKey.objects.update_or_create(
        organisation_id=acting.organisation_id,
        person=acting.person,
        defaults={"key_hash": _hash(key), "made_at": at},
    )
    told = Told("governance.calendar_key.renewed", "person", str(acting.person))
    record(acting.organisation_id, [told], By(str(acting.person), at))
    return key


def owner_of(key: str, on: date) -> tuple[int, UUID] | None:
    """Whose key it is: organisation and person; nobody's where they can act no longer."""
    public, _dot, _secret = key.partition(".")
    try:
        organisation = organisation_by_public_id(UUID(hex=public))
    except ValueError:
        return None
    if organisation is None:
        return None
    with scope.within([organisation.pk]):
        row = CalendarKey.objects.filter(organisation=organisation, key_hash=_hash(key)).first()
    if row is None or not may_act_on(organisation.pk, row.person, on):
        return None
    return organisation.pk, row.person


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
