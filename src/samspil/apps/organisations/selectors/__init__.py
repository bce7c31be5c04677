"""Who is who, who holds what, and for whom somebody may act."""

from samspil.apps.organisations.selectors.signing_in import accesses_with_account
from samspil.apps.organisations.selectors.standing import (
    accesses_on,
    acting,
    acting_as,
    acting_elsewhere,
    example_account,
    holders_of,
    host_on,
    is_anybody_here,
    list_organisations,
    list_people,
    list_units,
    members_on,
    names_of,
    organisation,
    organisation_by_code,
    seat_holders,
    shown_to_all,
)

__all__ = [
    "accesses_on",
    "accesses_with_account",
    "acting",
    "acting_as",
    "acting_elsewhere",
    "example_account",
    "holders_of",
    "host_on",
    "is_anybody_here",
    "list_organisations",
    "list_people",
    "list_units",
    "members_on",
    "names_of",
    "organisation",
    "organisation_by_code",
    "seat_holders",
    "shown_to_all",
]
