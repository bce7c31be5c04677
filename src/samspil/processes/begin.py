"""Real use begins: an organisation, the model it goes by, and the first person, who invites the others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from samspil import library
from samspil.apps.beginning.selectors.planning import keeping_roles, own_files
from samspil.apps.beginning.types import Beginning, Invitee
from samspil.apps.governance.adopted import from_files, model_of
from samspil.apps.governance.selectors.adoptions import adopted_on
from samspil.apps.governance.services.adoptions import Adoption, adopt_version, draft_version
from samspil.apps.organisations import services
from samspil.apps.organisations.selectors import list_organisations
from samspil.apps.organisations.services.inviting import Invited, invite
from samspil.apps.organisations.types import HoldableRole, OrganisationKind
from samspil.core.errors import ProblemsError
from samspil.core.governance.forum_decisions import seats_on
from samspil.core.governance.load import GovernanceModel
from samspil.kit.journal.recording import By, Told, record
from samspil.kit.tenancy import scope
from samspil.processes.found_association import municipality

if TYPE_CHECKING:
    from samspil.apps.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class Begun:
    """What has begun, how its first person comes in, and how each of the others does, in the order asked."""

    organisation: Organisation
    first: Invited
    others: tuple[Invited, ...]


@transaction.atomic
def begin(asked: Beginning, by: By) -> Begun:
    """The organisation with its model, and how its people come in; all of it or nothing.

    Raises:
        ProblemsError: an unknown code or model, a model of the other sort, or it has begun already.
    """
    _check(asked)
    organisation = municipality(asked.code) if asked.code else _association(asked, by)
    on = asked.on or asked.since
    with scope.within([organisation.pk]):
        if adopted_on(organisation.pk, asked.since):
            raise ProblemsError.of("begun_already", name=organisation.name)
        model = _adopt(organisation, asked, by)
        told = {"kind": organisation.kind, "code": organisation.code, "people": 1 + len(asked.others)}
        begun = Told("organisations.organisation.begun", "organisation", str(organisation.public_id), told)
        record(organisation.pk, [begun], by)
        role = asked.role or _first_role(organisation, model)
        first = _invited(organisation, model, Invitee(asked.person, asked.email, role), on, by)
        others = tuple(_invited(organisation, model, one, on, by) for one in asked.others)
        return Begun(organisation, first, others)


def _invited(organisation: Organisation, model: GovernanceModel, who: Invitee, on: date, by: By) -> Invited:
    """Somebody who works here, what they hold, and the way in."""
    person = services.add_person(organisation, who.name, on, by, email=who.email)
    if who.what:
        forum, slash, seat = who.what.partition("/")
        role = who.what
        if slash:
            seats = seats_on(model, forum, max(on, model.spec.valid_from))
            role = next(one.role for one in seats if one.id == seat)
        held = services.Held(role, on, forum if slash else "", seat)
        services.give(organisation, person.public_id, who.name, held, by)
    return invite(organisation, person, who.email, on, by)


def _check(asked: Beginning) -> None:
    known = library.municipalities()
    for code in (*filter(None, [asked.code]), *asked.members):
        if code not in known:
            raise ProblemsError.of("no_such_municipality", code=code)
    if asked.model not in library.shipped_models():
        raise ProblemsError.of("no_such_model", model=asked.model)
    kind = from_files(asked.model, {}).spec.organisation.kind
    wanted = OrganisationKind.MUNICIPALITY if asked.code else OrganisationKind.ASSOCIATION
    if kind != wanted.value:
        raise ProblemsError.of("model_for_the_other_sort", model=asked.model)
    if any(one.is_example for one in list_organisations()):
        raise ProblemsError.of("example_is_here")


def _association(asked: Beginning, by: By) -> Organisation:
    association = services.found_organisation(OrganisationKind.ASSOCIATION, asked.name)
    on = asked.on or asked.since
    with scope.within([association.pk]):
        for code in asked.members:
            services.admit_member(association, municipality(code), on, by)
        if asked.members:
            host = asked.host or asked.members[0]
            services.move_secretariat(association, municipality(host), on, by)
    return association


def _adopt(organisation: Organisation, asked: Beginning, by: By) -> GovernanceModel:
    """A model of its own on the one chosen."""
    key = f"own_{asked.code or organisation.pk}_{asked.model}"[:60]
    draft = draft_version(organisation.pk, key, own_files(asked, key, organisation.name), by)
    return model_of(adopt_version(draft, Adoption(asked.since, reason=asked.reason), by))


def _first_role(organisation: Organisation, model: GovernanceModel) -> str:
    """A role of the model whose holder keeps the organisation up to date, and so may invite."""
    roles = tuple(HoldableRole(key, key) for key in model.spec.roles)
    return keeping_roles(organisation.kind, roles)[0].key
