"""An organisation as it was on a day: its units, people, what they hold, its members."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import Count, QuerySet

from samspil.apps.organisations.models import (
    Access,
    Holding,
    Membership,
    Person,
    Post,
    SecretariatHost,
    Unit,
    Upload,
)
from samspil.kit.searching import with_words

PAGE_SIZE: Final = 50
Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class PeopleFilter:
    """Which people: by words, by what they hold; ``after`` is the last of the page before."""

    said: str = ""
    role: str = ""
    forum: str = ""
    after: Key | None = None
    size: int = PAGE_SIZE


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One line of the list of people."""

    id: int
    public_id: UUID
    name: str
    function: str
    unit: str


@dataclass(frozen=True, slots=True)
class HeldLine:
    """A role or a seat that somebody holds, with its period."""

    id: int
    holder: UUID
    holder_name: str
    role: str
    forum: str
    seat: str
    valid_from: date
    valid_to: date | None


@dataclass(slots=True)
class UnitBranch:
    """A unit with those below it."""

    unit: Unit
    people: int = 0
    below: list[UnitBranch] = field(default_factory=list)


def list_people_page(organisation_id: int, on: date, by: PeopleFilter) -> tuple[list[PersonLine], Key | None]:
    """The people of a day by name, and the key to go on with; none where there are no more."""
    rows = Person.objects.on(on).filter(organisation_id=organisation_id)
    rows = with_words(rows, by.said, "name", "function", "unit__name", "email")
    if by.role or by.forum:
        held = Holding.objects.on(on).filter(organisation_id=organisation_id)
        held = held.filter(role=by.role) if by.role else held.filter(forum=by.forum)
        rows = rows.filter(public_id__in=held.values("holder"))
    if by.after is not None:
        name, number = by.after
        rows = rows.filter(name__gte=name).exclude(name=name, id__lte=number)
    fields = ("id", "public_id", "name", "function", "unit__name")
    found = list(rows.order_by("name", "id").values_list(*fields)[: by.size + 1])
    lines = [PersonLine(row[0], row[1], row[2], row[3], row[4] or "") for row in found[: by.size]]
    return lines, ((lines[-1].name, lines[-1].id) if len(found) > by.size else None)


def list_held(organisation_id: int, on: date, holders: Iterable[UUID] | None = None) -> list[HeldLine]:
    """All that is held on a day, or by some; by name."""
    rows = Holding.objects.on(on).filter(organisation_id=organisation_id)
    if holders is not None:
        rows = rows.filter(holder__in=list(holders))
    return _held(rows.order_by("holder_name", "id"))


def list_held_ever(organisation_id: int, holder: UUID) -> list[HeldLine]:
    """What somebody holds, has held and will hold; the newest first."""
    rows = Holding.objects.filter(organisation_id=organisation_id, holder=holder)
    return _held(rows.order_by("-valid_from", "id"))


def _held(rows: QuerySet[Holding]) -> list[HeldLine]:
    fields = ("id", "holder", "holder_name", "role", "forum", "seat", "valid_from", "valid_to")
    return [HeldLine(*row) for row in rows.values_list(*fields)]


def guests_on(organisation_id: int, on: date) -> list[tuple[UUID, str]]:
    """Who holds something here and is none of our own people: those that the members have sent; by name."""
    own = Person.objects.filter(organisation_id=organisation_id).values("public_id")
    rows = Holding.objects.on(on).filter(organisation_id=organisation_id).exclude(holder__in=own)
    return sorted(set(rows.values_list("holder", "holder_name")), key=lambda one: one[1])


def unit_tree(organisation_id: int, on: date) -> list[UnitBranch]:
    """The units of a day from the top, each with how many people belong to it; a lost parent makes a top."""
    units = Unit.objects.on(on).filter(organisation_id=organisation_id).order_by("name", "id")
    counts = Person.objects.on(on).filter(organisation_id=organisation_id, unit__isnull=False)
    people: Mapping[int, int] = dict(
        counts.order_by().values("unit_id").annotate(n=Count("id")).values_list("unit_id", "n")
    )
    branches = {unit.pk: UnitBranch(unit, people.get(unit.pk, 0)) for unit in units}
    tops: list[UnitBranch] = []
    for branch in branches.values():
        above = branches.get(branch.unit.parent_id or 0)
        (tops if above is None else above.below).append(branch)
    return tops


def list_posts(person: Person) -> list[Post]:
    """What somebody is and has been in which units; the newest first."""
    return list(person.posts.select_related("unit").order_by("-valid_from", "id"))


def list_log_ins(organisation_id: int, person: UUID) -> list[Access]:
    """With which accounts somebody may log in here, and from when until when."""
    rows = Access.objects.filter(organisation_id=organisation_id, person=person)
    return list(rows.select_related("account").order_by("-valid_from", "id"))


def list_memberships(association_id: int) -> list[Membership]:
    """Every membership there has been; by name."""
    rows = Membership.objects.filter(organisation_id=association_id)
    return list(rows.select_related("member").order_by("member__name", "valid_from"))


def list_hosts(association_id: int) -> list[SecretariatHost]:
    """Where the secretariat has been housed in turn; the newest first."""
    rows = SecretariatHost.objects.filter(organisation_id=association_id)
    return list(rows.select_related("member").order_by("-valid_from"))


def access_person(organisation_id: int, public_id: UUID) -> Person | None:
    """A person of the organisation one acts for."""
    rows = Person.objects.filter(organisation_id=organisation_id, public_id=public_id)
    return rows.select_related("unit", "organisation").first()


def access_holding(organisation_id: int, number: int) -> Holding | None:
    """What is held in the organisation one acts for."""
    return Holding.objects.filter(organisation_id=organisation_id, pk=number).first()


def access_membership(organisation_id: int, number: int) -> Membership | None:
    """A membership of the association one acts for."""
    rows = Membership.objects.filter(organisation_id=organisation_id, pk=number)
    return rows.select_related("member").first()


def access_upload(organisation_id: int, public_id: UUID) -> Upload | None:
    """Lists that somebody has sent to the organisation one acts for."""
    return Upload.objects.filter(organisation_id=organisation_id, public_id=public_id).first()


def may_be_given(organisation_id: int, on: date) -> list[tuple[UUID, str]]:
    """To whom a role or a seat can be given: our own people of a day and those whom the members have sent."""
    own = Person.objects.on(on).filter(organisation_id=organisation_id)
    names = dict(own.order_by("name").values_list("public_id", "name"))
    names |= {who: name for who, name in guests_on(organisation_id, on) if who not in names}
    return sorted(names.items(), key=lambda one: one[1])
