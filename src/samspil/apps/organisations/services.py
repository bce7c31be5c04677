"""Changes of organisations, people and what they hold. Each writes the journal with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from samspil.apps.organisations.models import (
    Access,
    Account,
    CaseNumber,
    Holding,
    Membership,
    Organisation,
    Person,
    SecretariatHost,
    Unit,
)
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
def add_unit(organisation: Organisation, name: str, since: date, by: By, parent: Unit | None = None) -> Unit:
    """A new unit."""
    unit = Unit.objects.create(organisation=organisation, name=name, parent=parent, valid_from=since)
    told = Told("organisations.unit.added", "unit", str(unit.public_id), {"name": name, "from": str(since)})
    record(organisation.pk, [told], by)
    return unit


@transaction.atomic
def add_person(
    organisation: Organisation, name: str, since: date, by: By, *, unit: Unit | None = None, email: str = ""
) -> Person:
    """Somebody new. The name is personal: the journal keeps only a commitment to it."""
    person = Person.objects.create(
        organisation=organisation, name=name, email=email, unit=unit, valid_from=since
    )
    told = Told(
        "organisations.person.added", "person", str(person.public_id), {"from": str(since)}, {"name": name}
    )
    record(organisation.pk, [told], by)
    return person


@dataclass(frozen=True, slots=True)
class Held:
    """A role, or with forum and seat a seat, to be held from a day."""

    role: str
    since: date
    forum: str = ""
    seat: str = ""


@transaction.atomic
def give(organisation: Organisation, holder: UUID, holder_name: str, held: Held, by: By) -> Holding:
    """Somebody holds a role or a seat from a day; who held the seat before, holds it until then."""
    before = Holding.objects.filter(
        organisation=organisation, forum=held.forum, seat=held.seat, valid_to__isnull=True
    )
    if held.forum:
        before.filter(valid_from__gte=held.since).delete()
        before.update(valid_to=held.since)
    holding = Holding.objects.create(
        organisation=organisation,
        holder=holder,
        holder_name=holder_name,
        role=held.role,
        forum=held.forum,
        seat=held.seat,
        valid_from=held.since,
    )
    facts = {"role": held.role, "forum": held.forum, "seat": held.seat, "from": str(held.since)}
    record(
        organisation.pk,
        [Told("organisations.holding.given", "person", str(holder), facts)],
        by,
    )
    return holding


@transaction.atomic
def end_holding(holding: Holding, until: date, by: By) -> None:
    """A role or seat is held no longer; ``until`` is the first day without it."""
    holding = Holding.objects.select_for_update().get(pk=holding.pk)
    holding.valid_to = until
    holding.save(update_fields=["valid_to"])
    facts = {"role": holding.role, "forum": holding.forum, "seat": holding.seat, "until": str(until)}
    told = Told("organisations.holding.ended", "person", str(holding.holder), facts)
    record(holding.organisation_id, [told], by)


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


@transaction.atomic
def let_act(account: Account, organisation: Organisation, person: UUID, since: date, by: By) -> Access:
    """An account may act as a person for an organisation."""
    access = Access.objects.create(
        account=account, organisation=organisation, person=person, valid_from=since
    )
    told = Told("organisations.access.given", "person", str(person), {"from": str(since)})
    record(organisation.pk, [told], by)
    return access


def next_case_number(organisation_id: int, year: int) -> str:
    """The next case number of a year, as people write it: ``2026-0042``. Within a transaction."""
    CaseNumber.objects.bulk_create(
        [CaseNumber(organisation_id=organisation_id, year=year)], ignore_conflicts=True
    )
    count = CaseNumber.objects.select_for_update().get(organisation_id=organisation_id, year=year)
    count.last += 1
    count.save(update_fields=["last"])
    return f"{year}-{count.last:04d}"
