"""Who is in the example: nine municipalities, each with a model of its own, and people named by function."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.utils.translation import override

from samspil.apps.governance.adopted import model_of
from samspil.apps.governance.selectors.adoptions import adopted_on, forums_on
from samspil.apps.organisations import selectors, services
from samspil.apps.organisations.demo_log_ins import LOG_INS
from samspil.apps.organisations.models import Account, Organisation
from samspil.apps.organisations.types import Acting
from samspil.core.governance.forum_decisions import seats_on
from samspil.kit.journal.recording import By
from samspil.kit.tenancy import scope
from samspil.processes.adopt_governance_model import adopt_shipped
from samspil.processes.found_association import found_association

# Which model each of the nine goes by is ours, so that the differences show; no municipality has adopted any.
MODELS: Final = {
    "0155": "jammerbugt_innovation_bank",
    "0161": "soroe_councils",
    "0165": "holbaek_business_consultants",
    "0167": "jammerbugt_purchase_screening",
    "0169": "rudersdal_committee",
    "0175": "gladsaxe_network",
    "0183": "central_steering_group",
    "0187": "decentral_ownership",
    "0269": "favrskov_bank",
}
UNITS: Final = ("Sundhed og omsorg", "Børn og skole", "Teknik og miljø", "Borgerservice", "Jobcenter")
PASSWORD: Final = "samspil-eksempel"


@dataclass
class Cast:
    """The organisations by code (the association has none) and their people by role or ``forum/seat``."""

    association: Organisation
    members: Mapping[str, Organisation]
    people: dict[tuple[str, str], UUID] = field(default_factory=dict)
    names: dict[UUID, str] = field(default_factory=dict)
    _acting: dict[tuple[str, str], Acting] = field(default_factory=dict)

    def organisation(self, code: str) -> Organisation:
        """An organisation by its code."""
        return self.members[code] if code else self.association

    def acting(self, code: str, key: str, on: date) -> Acting | None:
        """Somebody by role or seat, with what they hold; the example's people hold it all year."""
        person = self.people.get((code, key))
        if person is None:
            return None
        if (code, key) not in self._acting:
            organisation = self.organisation(code)
            with scope.within([organisation.pk]):
                self._acting[code, key] = selectors.acting(organisation, person, on)
        return self._acting[code, key]

    @property
    def codes(self) -> tuple[str, ...]:
        """The association first, then its members."""
        return ("", *sorted(self.members))


def gather(since: date, today: date, by: By) -> Cast:
    """Found the association, let each member adopt its model, and give everybody what they hold."""
    association = found_association("storkoebenhavn_association", by, is_example=True)
    with scope.within([association.pk]):
        members = {one.code: one for one in selectors.members_on(association.pk, today)}
    cast = Cast(association, members)
    for code in sorted(members):
        with scope.within([members[code].pk]):
            adopt_shipped(members[code], MODELS[code], since, by)
            _staff(cast, code, since, by)
    with scope.within([association.pk]):
        _staff(cast, "", since, by)
    return cast


def _staff(cast: Cast, code: str, since: date, by: By) -> None:
    organisation = cast.organisation(code)
    units = [services.add_unit(organisation, name, since, by) for name in UNITS] if code else []
    home = units[0] if units else None
    for version in adopted_on(organisation.pk, by.at.date()):
        for key, role in model_of(version).spec.roles.items():
            if (code, key) in cast.people or key == "requester":
                continue
            name = (
                f"{role.name.in_language('da')}, {organisation.name}" if code else role.name.in_language("da")
            )
            person = services.add_person(organisation, name, since, by, unit=home)
            _hold(cast, (code, key), (person.public_id, name), services.Held(key, since), by)
    _seat(cast, code, since, by)


def _seat(cast: Cast, code: str, since: date, by: By) -> None:
    """The first seat of a role is its holder's; a member's seat in the association is its own holder's."""
    organisation = cast.organisation(code)
    for found in forums_on(organisation.pk, by.at.date()):
        for seat in seats_on(found.model, found.key, by.at.date()):
            person = _sits(cast, code, found.key, seat.role, seat.member)
            role = found.model.spec.roles[seat.role].name.in_language("da")
            if person is None:
                number = 1 + sum(key[0] == code and key[1].startswith(f"{seat.role} ") for key in cast.people)
                name = f"{role} {number + 1}, {organisation.name}"
                person = services.add_person(organisation, name, since, by).public_id
                cast.people[code, f"{seat.role} {number}"] = person
                cast.names[person] = name
            held = services.Held(seat.role, since, found.key, seat.id)
            _hold(cast, (code, f"{found.key}/{seat.id}"), (person, cast.names[person]), held, by)


def _sits(cast: Cast, code: str, forum: str, role: str, member: str | None) -> UUID | None:
    if member is not None:
        return cast.people.get((member, role))
    taken = {
        person
        for (where, key), person in cast.people.items()
        if where == code and key.startswith(f"{forum}/")
    }
    same = [
        person
        for (where, key), person in cast.people.items()
        if where == code and (key == role or key.startswith(f"{role} ")) and person not in taken
    ]
    return same[0] if same else None


def _hold(cast: Cast, key: tuple[str, str], who: tuple[UUID, str], held: services.Held, by: By) -> None:
    person, name = who
    services.give(cast.organisation(key[0]), person, name, held, by)
    cast.people[key] = person
    cast.names[person] = name


def open_log_ins(cast: Cast, since: date, by: By) -> None:
    """The log-ins that the log-in page offers while everything is example data."""
    password = make_password(PASSWORD)
    for one in LOG_INS:
        account = Account.objects.create(email=one.email, password=password)
        organisation = cast.organisation(one.code)
        with scope.within([organisation.pk]):
            person = cast.people.get((one.code, one.role))
            if person is None:
                with override("da"):
                    name = f"{one.name}, {one.where}"
                person = services.add_person(organisation, name, since, by).public_id
            services.let_act(account, organisation, person, since, by)
        if one.in_association:
            with scope.within([cast.association.pk]):
                seated = cast.people["", one.in_association]
                services.let_act(account, cast.association, seated, since, by)
