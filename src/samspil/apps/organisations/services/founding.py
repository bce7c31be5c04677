"""Organisations, and what they show."""

from __future__ import annotations

from django.db import transaction

from samspil.apps.organisations.models import Organisation
from samspil.apps.organisations.types import OrganisationKind
from samspil.kit.journal.recording import By, Told, record


def found_organisation(
    kind: OrganisationKind, name: str, code: str = "", *, is_example: bool = False
) -> Organisation:
    """A new organisation; its journal begins when something happens in it.

    Whoever looks at example data may see the way without logging in; anybody else opens that themselves.
    """
    return Organisation.objects.create(
        kind=kind.value, name=name, code=code, is_example=is_example, shows_the_way=is_example
    )


@transaction.atomic
def show_the_way(organisation: Organisation, shown: bool, by: By) -> Organisation:
    """Whether anybody, without logging in, is told where to go with what they have."""
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    organisation.shows_the_way = shown
    organisation.save(update_fields=["shows_the_way"])
    told = Told(
        "organisations.way.shown" if shown else "organisations.way.hidden",
        "organisation",
        str(organisation.public_id),
    )
    record(organisation.pk, [told], by)
    return organisation
