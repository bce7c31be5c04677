"""The world of these tests: the association of nine, three of its members with people and own models.

Hvidovre screens purchases as Jammerbugt does, Rødovre has Rudersdal's committee, Solrød Gladsaxe's network.
People are named by function.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from uuid import UUID

from django.test import Client

from samspil.apps.governance.adopted import model_of
from samspil.apps.governance.selectors.adoptions import adopted_on, forums_on
from samspil.apps.organisations import selectors, services
from samspil.apps.organisations.models import Account, Organisation
from samspil.apps.organisations.types import Acting
from samspil.core.governance.forum_decisions import seats_on
from samspil.kit.journal.recording import By
from samspil.kit.tenancy import scope
from samspil.processes.adopt_governance_model import adopt_shipped
from samspil.processes.found_association import found_association, municipality

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)  # a Monday
TODAY = NOW.date()
SINCE = date(2025, 1, 1)
BY = By("setup", datetime(2025, 1, 1, 8, 0, tzinfo=UTC))
PASSWORD = "a long password for tests"

HVIDOVRE, RODOVRE, SOLROD = "0167", "0175", "0269"
MODELS = {
    HVIDOVRE: "jammerbugt_purchase_screening",
    RODOVRE: "rudersdal_committee",
    SOLROD: "gladsaxe_network",
}
ASSOCIATION = ""


@dataclass
class World:
    """Who is here: people by organisation (its code; the association has none) and role or seat."""

    association: Organisation
    members: dict[str, Organisation]
    people: dict[tuple[str, str], UUID] = field(default_factory=dict)

    def organisation(self, code: str) -> Organisation:
        return self.members[code] if code else self.association

    def scope(self, code: str) -> AbstractContextManager[None]:
        return scope.within([self.organisation(code).pk])

    def acting(self, code: str, role: str, on: date = TODAY) -> Acting:
        """Somebody by role, or by ``forum/seat``."""
        with self.scope(code):
            return selectors.acting(self.organisation(code), self.people[code, role], on)

    def log_in(self, browser: Client, code: str, role: str) -> Client:
        """A browser in which somebody by role is logged in."""
        email = f"{role.replace('/', '.')}@{code or 'association'}.example"
        account = Account.objects.filter(email=email).first()
        if account is None:
            account = Account.objects.create_user(email, PASSWORD)
            with self.scope(code):
                services.let_act(account, self.organisation(code), self.people[code, role], SINCE, BY)
        browser.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
        return browser


def build_world() -> World:
    """Everything by the doors of real use."""
    association = found_association("storkoebenhavn_association", BY, is_example=True)
    with scope.within([association.pk]):
        members = {one.code: one for one in selectors.members_on(association.pk, TODAY)}
    world = World(association, members)
    for code, base in MODELS.items():
        with world.scope(code):
            adopt_shipped(municipality(code), base, SINCE, BY)
    for code in ["", *MODELS]:
        with world.scope(code):
            _people(world, code)
    return world


def _people(world: World, code: str) -> None:
    """One person in each role, one in each seat; in the association the seats are the members' own people."""
    organisation = world.organisation(code)
    for version in adopted_on(organisation.pk, TODAY):
        for key, role in model_of(version).spec.roles.items():
            if (code, key) not in world.people and key != "requester":
                name = role.name.in_language("da")
                person = services.add_person(organisation, name, SINCE, BY)
                services.give(organisation, person.public_id, name, services.Held(key, SINCE), BY)
                world.people[code, key] = person.public_id
    for found in forums_on(organisation.pk, TODAY):
        for seat in seats_on(found.model, found.key, TODAY):
            name = f"{found.model.spec.roles[seat.role].name.in_language('da')} {seat.member or seat.id}"
            person = services.add_person(organisation, name, SINCE, BY)
            held = services.Held(seat.role, SINCE, found.key, seat.id)
            services.give(organisation, person.public_id, name, held, BY)
            world.people[code, f"{found.key}/{seat.id}"] = person.public_id
