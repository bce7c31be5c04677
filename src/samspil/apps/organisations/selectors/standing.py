"""Who is who, who holds what, and for whom somebody may act."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import BigIntegerField, DateField, QuerySet

from samspil.apps.organisations.models import (
    Access,
    Account,
    Holding,
    Membership,
    Organisation,
    Person,
    SecretariatHost,
    Unit,
)
from samspil.apps.organisations.selectors.held import held_on
from samspil.apps.organisations.types import Acting, OrganisationKind
from samspil.kit import periods
from samspil.kit.tenancy import scope
from samspil.kit.tenancy.kept import Kept, Known


def accesses_on(account: Account, on: date) -> list[Access]:
    """For whom an account may act on a day, the home organisation first."""
    found = Access.objects.on(on).filter(account=account).select_related("organisation").order_by("id")
    return list(found)


def example_account(email: str, on: date) -> Account | None:
    """An account that acts for example data and for nothing else."""
    account = Account.objects.filter(email=email, is_active=True).first()
    if account is None:
        return None
    accesses = accesses_on(account, on)
    return account if accesses and all(one.organisation.is_example for one in accesses) else None


def acting_as(accesses: list[Access], chosen: str, on: date) -> Acting | None:
    """Somebody with what they hold in the organisation chosen, else the first; nothing without any."""
    if not accesses:
        return None
    access = next((one for one in accesses if str(one.organisation.public_id) == chosen), accesses[0])
    others = tuple((str(one.organisation.public_id), one.organisation.name) for one in accesses)
    with scope.within([access.organisation_id]):
        return acting(access.organisation, access.person, on, others)


def acting_elsewhere(account: Account, here: Acting, on: date) -> list[tuple[str, Acting]]:
    """The same person in every other organisation they may act for: its public id, and what they hold."""
    found = []
    for access in accesses_on(account, on):
        if access.organisation_id != here.organisation_id:
            with scope.within([access.organisation_id]):
                other = acting(access.organisation, access.person, on)
            found.append((str(access.organisation.public_id), other))
    return found


def acting(
    organisation: Organisation, person: UUID, on: date, others: tuple[tuple[str, str], ...] = ()
) -> Acting:
    """Somebody with what they hold in an organisation on a day."""
    held = held_on(organisation.pk, person, on)
    return Acting(
        person=person,
        name=held.name,
        organisation_id=organisation.pk,
        organisation_name=organisation.name,
        organisation_kind=OrganisationKind(organisation.kind),
        code=organisation.code,
        is_example=organisation.is_example,
        roles=held.roles,
        seats=held.seats,
        unit=held.unit,
        others=others,
        organisation_public_id=str(organisation.public_id),
    )


def seat_holders(organisation_id: int, forum: str, on: date) -> Mapping[str, tuple[UUID, str]]:
    """Who holds each seat of a forum on a day: seat to person and name."""
    rows = Holding.objects.on(on).filter(organisation_id=organisation_id, forum=forum)
    return {seat: (holder, name) for seat, holder, name in rows.values_list("seat", "holder", "holder_name")}


def holders_of(organisation_id: int, roles: Iterable[str], on: date) -> list[tuple[str, UUID, str]]:
    """Who holds some roles on a day: role, person, name; by name."""
    rows = Holding.objects.on(on).filter(organisation_id=organisation_id, role__in=list(roles))
    return sorted(set(rows.values_list("role", "holder", "holder_name")), key=lambda one: (one[0], one[2]))


def members_on(association_id: int, on: date) -> list[Organisation]:
    """The members of an association on a day, by name."""
    rows = Membership.objects.on(on).filter(organisation_id=association_id)
    return sorted((row.member for row in rows.select_related("member")), key=lambda one: one.name)


def is_member(association_id: int, organisation_id: int, on: date) -> bool:
    """Whether an organisation is a member of the association that is in scope, on a day."""
    return bool(_MEMBERSHIP.ask(association=association_id, member=organisation_id, on=on))


def _membership() -> QuerySet[Membership, tuple[int]]:
    rows = Membership.objects.filter(periods.on(_ON), organisation_id=_ASSOCIATION, member_id=_MEMBER)
    return rows.order_by().values_list("pk")[:1]


_ON: Final = Known("on", DateField())
_ASSOCIATION: Final = Known("association", BigIntegerField())
_MEMBER: Final = Known("member", BigIntegerField())
_MEMBERSHIP: Final = Kept(_membership)


def host_on(association_id: int, on: date) -> Organisation | None:
    """Who houses an association's secretariat on a day."""
    row = (
        SecretariatHost.objects.on(on).filter(organisation_id=association_id).select_related("member").first()
    )
    return row.member if row else None


def list_organisations() -> list[Organisation]:
    """Every organisation here, the oldest first."""
    return list(Organisation.objects.order_by("pk"))


def is_anybody_here() -> bool:
    """Whether there is any organisation; before there is one, everything is still to begin."""
    return Organisation.objects.exists()


def organisation(organisation_id: int) -> Organisation:
    """The organisation that somebody acts for."""
    return Organisation.objects.get(pk=organisation_id)


def organisation_by_code(code: str) -> Organisation | None:
    """A municipality by its code, where it is here."""
    return Organisation.objects.filter(code=code).first()


def organisations_by_code(codes: Iterable[str]) -> dict[str, Organisation]:
    """The municipalities of these codes that are here."""
    return {one.code: one for one in Organisation.objects.filter(code__in=list(codes))}


def shown_to_all(whose: str) -> Organisation | None:
    """An organisation by its code or public id, where it tells the way without a log-in."""
    rows = Organisation.objects.filter(shows_the_way=True)
    if whose.isdigit():
        return rows.filter(code=whose).first()
    try:
        return rows.filter(public_id=UUID(whose)).first()
    except ValueError:
        return None


def list_units(organisation_id: int, on: date) -> list[Unit]:
    """The units of an organisation on a day, by name."""
    return list(Unit.objects.on(on).filter(organisation_id=organisation_id).order_by("name"))


def list_people(organisation_id: int, on: date) -> list[Person]:
    """The people of an organisation on a day, by name."""
    rows = Person.objects.on(on).filter(organisation_id=organisation_id)
    return list(rows.select_related("unit").order_by("name"))


def names_of(people: Iterable[UUID]) -> dict[UUID, str]:
    """The names of people in scope; of those who work elsewhere, as they hold something here."""
    wanted = set(people)
    own = dict(Person.objects.filter(public_id__in=wanted).values_list("public_id", "name"))
    if not (others := wanted - own.keys()):
        return own
    return own | dict(Holding.objects.filter(holder__in=others).values_list("holder", "holder_name"))
