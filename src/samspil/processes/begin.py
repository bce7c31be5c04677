"""Real use begins: an organisation, the model it goes by, and the first person, who invites the others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from samspil import library
from samspil.apps.governance.adopted import from_files
from samspil.apps.governance.editing.writing import rewritten
from samspil.apps.governance.selectors.adoptions import adopted_on
from samspil.apps.governance.services.adoptions import Adoption, adopt_version, draft_version, own_model
from samspil.apps.organisations import services
from samspil.apps.organisations.models import Organisation
from samspil.apps.organisations.rights import KEEPERS
from samspil.apps.organisations.selectors import list_organisations
from samspil.apps.organisations.services.inviting import Invited, invite
from samspil.apps.organisations.types import OrganisationKind
from samspil.core.errors import ProblemsError
from samspil.kit.journal.recording import By
from samspil.kit.tenancy import scope
from samspil.processes.found_association import municipality


@dataclass(frozen=True, slots=True)
class Beginning:
    """What begins: a municipality by its ``code``, or an association with a ``name`` and members' codes."""

    model: str
    email: str
    person: str
    since: date
    code: str = ""
    name: str = ""
    members: tuple[str, ...] = ()


@transaction.atomic
def begin(asked: Beginning, by: By) -> tuple[Organisation, Invited]:
    """The organisation with its model, and how its first person comes in.

    Raises:
        ProblemsError: an unknown code or model, a model of the other sort, or it has begun already.
    """
    _check(asked)
    organisation = municipality(asked.code) if asked.code else _association(asked, by)
    with scope.within([organisation.pk]):
        if adopted_on(organisation.pk, asked.since):
            raise ProblemsError.of("begun_already", name=organisation.name)
        _adopt(organisation, asked, by)
        person = services.add_person(organisation, asked.person, asked.since, by, email=asked.email)
        role = _first_role(organisation, asked.model)
        services.give(organisation, person.public_id, asked.person, services.Held(role, asked.since), by)
        return organisation, invite(organisation, person, asked.email, asked.since, by)


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
    with scope.within([association.pk]):
        for code in asked.members:
            services.admit_member(association, municipality(code), asked.since, by)
        if asked.members:
            services.move_secretariat(association, municipality(asked.members[0]), asked.since, by)
    return association


def _adopt(organisation: Organisation, asked: Beginning, by: By) -> None:
    """A model of its own on the one chosen. An association's names its members."""
    key = f"own_{asked.code or organisation.pk}_{asked.model}"[:60]
    files = own_model(key, asked.model, asked.code, organisation.name, asked.since)
    if asked.members:
        since = asked.since.isoformat()
        members = [{"municipality": one, "joined": since, "source": "assumed"} for one in asked.members]
        hosts = [{"municipality": asked.members[0], "since": since, "source": "assumed"}]
        turns: list[tuple[str | int, ...]] = [("secretariat",)]
        for forum, spec in from_files(asked.model, {}).spec.forums.items():
            if spec.chaired_by:
                turns.append(("forums", forum, "chaired_by"))
        text = rewritten(files[key]["model.yaml"], ("members",), members)
        for turn in turns:
            text = rewritten(text, turn, hosts)
        files[key]["model.yaml"] = text
    draft = draft_version(organisation.pk, key, files, by)
    adopt_version(draft, Adoption(asked.since), by)


def _first_role(organisation: Organisation, model: str) -> str:
    """A role of the model whose holder keeps the organisation up to date, and so may invite."""
    keepers = KEEPERS[OrganisationKind(organisation.kind)]
    first = ("head_of_digitalisation", "coordinator", "secretariat_leader")
    roles = [one for one in from_files(model, {}).spec.roles if one in keepers]
    return next((one for one in first if one in roles), roles[0])
