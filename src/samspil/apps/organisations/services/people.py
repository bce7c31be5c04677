"""Units, people, and who may act as whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from samspil.apps.organisations.models import Access, Account, Organisation, Person, Post, Unit
from samspil.kit.journal.recording import By, Told, record


@transaction.atomic
def add_unit(organisation: Organisation, name: str, since: date, by: By, parent: Unit | None = None) -> Unit:
    """A new unit."""
    unit = Unit.objects.create(organisation=organisation, name=name, parent=parent, valid_from=since)
    told = Told("organisations.unit.added", "unit", str(unit.public_id), {"name": name, "from": str(since)})
    record(organisation.pk, [told], by)
    return unit


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Somebody from a day on, and what they do where."""

    name: str
    since: date
    function: str = ""
    unit: Unit | None = None
    email: str = ""


def add_person(
    organisation: Organisation, name: str, since: date, by: By, *, unit: Unit | None = None, email: str = ""
) -> Person:
    """Somebody new."""
    return take_on(organisation, NewPerson(name, since, unit=unit, email=email), by)


@transaction.atomic
def take_on(organisation: Organisation, new: NewPerson, by: By) -> Person:
    """Somebody new. The name is personal: the journal keeps only a commitment to it."""
    person = Person.objects.create(
        organisation=organisation,
        name=new.name,
        function=new.function,
        email=new.email.lower(),
        unit=new.unit,
        valid_from=new.since,
    )
    if new.unit is not None or new.function:
        Post.objects.create(
            organisation=organisation,
            person=person,
            unit=new.unit,
            title=new.function,
            valid_from=new.since,
        )
    facts = {"from": str(new.since)}
    told = Told("organisations.person.added", "person", str(person.public_id), facts, {"name": new.name})
    record(organisation.pk, [told], by)
    return person


def choose_password(email: str, password: str) -> Account:
    """The account of an address logs in with a password from now on; whoever chose it has seen the way in."""
    account = Account.objects.get(email=email)
    account.set_password(password)
    account.way_was_shown = True
    account.save(update_fields=["password", "way_was_shown"])
    return account


@transaction.atomic
def let_act(account: Account, organisation: Organisation, person: UUID, since: date, by: By) -> Access:
    """An account may act as a person for an organisation."""
    access = Access.objects.create(
        account=account, organisation=organisation, person=person, valid_from=since
    )
    told = Told("organisations.access.given", "person", str(person), {"from": str(since)})
    record(organisation.pk, [told], by)
    return access
