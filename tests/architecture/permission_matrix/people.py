"""The people of the matrix: each role in each situation, as somebody who can log in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.test import Client
from django.utils import timezone
from tests.apps.world import BY, HVIDOVRE, RODOVRE, SINCE, World

from samspil.apps.organisations import services
from samspil.apps.organisations.models import Access, Account, Holding, Organisation
from samspil.apps.organisations.types import OrganisationKind
from samspil.kit.api.tokens import NewToken, make_token
from samspil.kit.api.types import Right
from samspil.kit.tenancy import scope

# What the file calls a role, and its key in the models. The auditor can log in and holds nothing any more:
# until yesterday it led digitalisation, and it may do by that no more than somebody who never held anything.
HELD_UNTIL_YESTERDAY = "head_of_digitalisation"
ROLES = {
    "employee": "employee",
    "expert": "it_expert",
    "head": "head_of_digitalisation",
    "secretary": "council_secretary",
    "coordinator": "coordinator",
    "auditor": "",
}
OWN, OTHER_UNIT, OTHER_MEMBER, OUTSIDE = "own", "other unit", "other member", "outside"
ASSOCIATION, EXPIRED, NOBODY = "association", "expired", "nobody"
SITUATIONS = (OWN, OTHER_UNIT, OTHER_MEMBER, ASSOCIATION, OUTSIDE, EXPIRED, NOBODY)


@dataclass(frozen=True)
class Somebody:
    """A browser in which somebody is, or nobody; and a token that acts as the same."""

    situation: str
    role: str
    browser: Client
    token: str = ""
    person: UUID | None = None


def everybody(world: World) -> list[Somebody]:
    """Each role in each situation, and one browser with nobody."""
    return [*_all(world), Somebody(NOBODY, "nobody", Client())]


def named(people: list[Somebody]) -> UUID | None:
    """Whom rows name where they must name somebody: the expert of one's own unit."""
    return next(one.person for one in people if (one.situation, one.role) == (OWN, "expert"))


def _all(world: World) -> Iterator[Somebody]:
    outside = services.found_organisation(OrganisationKind.MUNICIPALITY, "Lejre", "0350")
    places = {
        OWN: (world.organisation(HVIDOVRE), "Digitalisering"),
        OTHER_UNIT: (world.organisation(HVIDOVRE), "Skoler"),
        OTHER_MEMBER: (world.organisation(RODOVRE), "Digitalisering"),
        ASSOCIATION: (world.association, "Sekretariat"),
        OUTSIDE: (outside, "Digitalisering"),
        EXPIRED: (world.organisation(HVIDOVRE), "Tidligere"),
    }
    for situation, (organisation, unit) in places.items():
        with scope.within([organisation.pk]):
            where = services.add_unit(organisation, f"{unit} {situation}", SINCE, BY)
            for role, key in ROLES.items():
                yield _somebody(situation, role, key, organisation, where)


def _somebody(situation: str, role: str, key: str, organisation: Organisation, unit: object) -> Somebody:
    name = f"{role}, {situation}"
    person = services.add_person(organisation, name, SINCE, BY, unit=unit)  # type: ignore[arg-type]
    held = services.Held(key or HELD_UNTIL_YESTERDAY, SINCE)
    services.give(organisation, person.public_id, name, held, BY)
    account = Account.objects.create_user(f"{role}.{situation.replace(' ', '.')}@matrix.example")
    services.let_act(account, organisation, person.public_id, SINCE, BY)
    yesterday = timezone.localdate() - timedelta(days=1)
    ended = yesterday if situation == EXPIRED else None
    new = NewToken(name, person.public_id, tuple(Right), SINCE, ended)
    _, token = make_token(organisation.pk, new, person.public_id, BY.at)
    if ended:
        Access.objects.filter(account=account).update(valid_to=ended)
    if ended or not key:
        Holding.objects.filter(holder=person.public_id).update(valid_to=yesterday)
    browser = Client()
    browser.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return Somebody(situation, role, browser, token, person.public_id)
