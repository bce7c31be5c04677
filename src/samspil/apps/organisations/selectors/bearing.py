"""As whom a token acts, as long as that person is here."""

from __future__ import annotations

from datetime import date

from samspil.apps.organisations.models import Access, Organisation, Person
from samspil.apps.organisations.selectors.doors import UNBOUND
from samspil.apps.organisations.selectors.standing import acting
from samspil.apps.organisations.types import Acting
from samspil.kit import periods
from samspil.kit.api.types import Bearer


def acting_by(bearer: Bearer, on: date) -> Acting | None:
    """As whom a token acts on a day; nobody, when they have left or may no longer act.

    A token that somebody made for another ends when that one logs in, or comes to hold a seat or a mandate:
    nobody comes to act with what was given to another later.
    """
    organisation_id, person = bearer.organisation_id, bearer.person
    accesses = Access.objects.filter(organisation_id=organisation_id, person=person)
    ends = list(accesses.values_list("valid_from", "valid_to"))
    if ends and not any(since <= on and (until is None or on < until) for since, until in ends):
        return None
    is_here = Person.objects.filter(periods.on(on), organisation_id=organisation_id, public_id=person)
    if not ends and not is_here.exists():
        return None
    found = acting(Organisation.objects.get(pk=organisation_id), person, on)
    if not bearer.is_own and (ends or found.roles - UNBOUND):
        return None
    return found
