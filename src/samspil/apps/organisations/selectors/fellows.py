"""Who an organisation works together with: its associations and all who are members of them."""

from __future__ import annotations

from datetime import date

from samspil.apps.organisations.models import Membership, Organisation
from samspil.apps.organisations.types import OrganisationKind
from samspil.kit.tenancy import scope


def fellows_of(organisation_id: int, on: date) -> list[int]:
    """The associations that an organisation is or is a member of on a day, and their members; not itself.

    Who is a member of what is public, and nothing else of the associations is read. Two questions.
    """
    kind = OrganisationKind.ASSOCIATION.value
    associations = list(Organisation.objects.filter(kind=kind).order_by("pk").values_list("pk", flat=True))
    with scope.within(associations):
        rows = list(Membership.objects.on(on).values_list("organisation_id", "member_id"))
    own = {owner for owner, member in rows if organisation_id in (owner, member)}
    found = own | {member for owner, member in rows if owner in own}
    return sorted(found - {organisation_id})


def associations_of(organisation_id: int, on: date) -> list[int]:
    """The associations that an organisation is a member of on a day; two questions."""
    kind = OrganisationKind.ASSOCIATION.value
    associations = list(Organisation.objects.filter(kind=kind).order_by("pk").values_list("pk", flat=True))
    with scope.within(associations):
        rows = Membership.objects.on(on).filter(member_id=organisation_id)
        return sorted(rows.values_list("organisation_id", flat=True))
