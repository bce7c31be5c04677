"""As whom a token acts, as long as that person is here."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from samspil.apps.organisations.models import Access, Organisation, Person
from samspil.apps.organisations.selectors.standing import acting
from samspil.apps.organisations.types import Acting
from samspil.kit import periods


def acting_by(organisation_id: int, person: UUID, on: date) -> Acting | None:
    """Somebody as they stand on a day; nobody, when they have left or may no longer act."""
    accesses = Access.objects.filter(organisation_id=organisation_id, person=person)
    ends = list(accesses.values_list("valid_from", "valid_to"))
    if ends and not any(since <= on and (until is None or on < until) for since, until in ends):
        return None
    is_here = Person.objects.filter(periods.on(on), organisation_id=organisation_id, public_id=person)
    if not ends and not is_here.exists():
        return None
    return acting(Organisation.objects.get(pk=organisation_id), person, on)
