"""Who may let other systems in, and as whom those act."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final
from uuid import UUID

from samspil.apps.organisations.models import Access, Holding, Person
from samspil.apps.organisations.types import Acting, OrganisationKind

# Roles that every model of such an organisation has from what it builds on.
_KEEPERS: Final[Mapping[OrganisationKind, frozenset[str]]] = {
    OrganisationKind.MUNICIPALITY: frozenset({"head_of_digitalisation"}),
    OrganisationKind.ASSOCIATION: frozenset({"coordinator", "secretariat_leader"}),
}
# Roles with which one decides for nobody: a system may act as somebody who holds no other.
UNBOUND: Final = frozenset({"employee"})


def may_open_doors(acting: Acting) -> bool:
    """Whether somebody may give other systems access to the organisation they act for."""
    return bool(acting.roles & _KEEPERS[acting.organisation_kind])


def may_be_acted_as(acting: Acting, on: date) -> list[tuple[UUID, str]]:
    """As whom a system may act: oneself, or somebody who neither logs in nor holds a seat or mandate.

    Nobody can so give themselves a seat or a mandate that is another's.
    """
    own = {"organisation_id": acting.organisation_id}
    with_account = Access.objects.on(on).filter(**own).values("person")
    with_mandate = Holding.objects.on(on).filter(**own).exclude(role__in=UNBOUND).values("holder")
    people = Person.objects.on(on).filter(**own).exclude(public_id__in=with_account)
    others = people.exclude(public_id__in=with_mandate).order_by("name")
    return [(acting.person, acting.name), *others.values_list("public_id", "name")[:200]]
