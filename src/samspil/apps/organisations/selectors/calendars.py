"""What a calendar's key needs to know: whose it is, and whether they can still act there."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from samspil.apps.organisations.models import Access, Organisation


def public_id_of(organisation_id: int) -> UUID:
    """An organisation's id for the outside."""
    found: UUID = Organisation.objects.values_list("public_id", flat=True).get(pk=organisation_id)
    return found


def organisation_by_public_id(public_id: UUID) -> Organisation | None:
    """An organisation by its id for the outside."""
    return Organisation.objects.filter(public_id=public_id).first()


def may_act_on(organisation_id: int, person: UUID, on: date) -> bool:
    """Whether some account that is in use may act as a person for an organisation on a day."""
    rows = Access.objects.on(on).filter(organisation_id=organisation_id, person=person)
    return rows.filter(account__is_active=True).exists()


def is_example(organisation_id: int) -> bool:
    """Whether an organisation is made up."""
    return Organisation.objects.filter(pk=organisation_id, is_example=True).exists()
