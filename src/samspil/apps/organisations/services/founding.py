"""Organisations, their members and where the secretariat is housed."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from samspil.apps.organisations.models import Membership, Organisation, SecretariatHost
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


@transaction.atomic
def admit_member(
    association: Organisation, member: Organisation, since: date, by: By, until: date | None = None
) -> Membership:
    """A municipality joins an association."""
    membership = Membership.objects.create(
        organisation=association, member=member, valid_from=since, valid_to=until
    )
    facts = {"member": member.code, "from": str(since), "until": str(until) if until else None}
    told = Told("organisations.member.admitted", "organisation", str(member.public_id), facts)
    record(association.pk, [told], by)
    return membership


@transaction.atomic
def move_secretariat(association: Organisation, host: Organisation, since: date, by: By) -> None:
    """The secretariat moves; what it did before stays where it was done."""
    open_rows = SecretariatHost.objects.filter(organisation=association, valid_to__isnull=True)
    open_rows.update(valid_to=since)
    SecretariatHost.objects.create(organisation=association, member=host, valid_from=since)
    told = Told(
        "organisations.secretariat.moved",
        "organisation",
        str(host.public_id),
        {"host": host.code, "from": str(since)},
    )
    record(association.pk, [told], by)
