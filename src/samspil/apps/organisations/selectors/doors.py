"""As whom other systems may act that are let in."""

from __future__ import annotations

from datetime import date
from typing import Final
from uuid import UUID

from samspil.apps.organisations.models import Access, Holding, Person
from samspil.apps.organisations.types import Acting

# Roles with which one decides for nobody: a system may act as somebody who holds no other.
UNBOUND: Final = frozenset({"employee"})


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
