"""Who is who, who holds what, and for whom somebody may act."""

from samspil.apps.organisations.selectors.standing import (
    accesses_on,
    acting,
    acting_as,
    acting_elsewhere,
    example_account,
    holders_of,
    host_on,
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
    "acting",
    "acting_as",
    "acting_elsewhere",
    "example_account",
    "holders_of",
    "host_on",
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
