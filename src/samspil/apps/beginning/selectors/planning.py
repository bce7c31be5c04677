"""The model of an organisation that is about to begin: one that ships, under its name, with its members."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from samspil import library
from samspil.apps.beginning.types import ASSOCIATION, MUNICIPALITY, Beginning, Chosen, Step
from samspil.apps.governance.adopted import from_files, said_of
from samspil.apps.governance.editing.writing import rewritten
from samspil.apps.governance.selectors.holdable import holdable_in
from samspil.apps.governance.services.adoptions import own_model
from samspil.apps.organisations.rights import KEEPERS
from samspil.apps.organisations.types import Holdable, HoldableRole, OrganisationKind
from samspil.core.errors import ProblemsError
from samspil.core.governance.load import GovernanceModel

PARTS = frozenset({"common", "danish_municipality"})  # what others build on
FIRST = ("head_of_digitalisation", "coordinator", "secretariat_leader")


def own_files(asked: Beginning, key: str, name: str) -> dict[str, dict[str, str]]:
    """The files of the own model on the one chosen. An association's names its members and their host."""
    files = own_model(key, asked.model, asked.code, name, asked.since)
    if not asked.members:
        return files
    since = asked.since.isoformat()
    members = [{"municipality": one, "joined": since, "source": "assumed"} for one in asked.members]
    host = asked.host or asked.members[0]
    hosts = [{"municipality": host, "since": since, "source": "assumed"}]
    turns: list[tuple[str | int, ...]] = [("secretariat",)]
    for forum, spec in from_files(asked.model, {}).spec.forums.items():
        if spec.chaired_by:
            turns.append(("forums", forum, "chaired_by"))
    text = rewritten(files[key]["model.yaml"], ("members",), members)
    for turn in turns:
        text = rewritten(text, turn, hosts)
    files[key]["model.yaml"] = text
    return files


@lru_cache(maxsize=8)
def planned(asked: Beginning) -> GovernanceModel:
    """The model as it would be adopted.

    Raises:
        ProblemsError: it would have faults.
    """
    key = f"own_{asked.model}"[:60]
    name = asked.name or library.municipalities()[asked.code].name
    return from_files(key, own_files(asked, key, name))


def as_asked(chosen: Chosen, on: date) -> Beginning:
    """What would begin on a day, of what has been chosen."""
    together = chosen.is_association
    return Beginning(
        model=chosen.model,
        email=chosen.email,
        person=chosen.person,
        since=date.fromisoformat(chosen.since),
        code="" if together else chosen.code,
        name=chosen.name if together else "",
        members=chosen.members if together else (),
        host=chosen.host if together else "",
        on=on,
        reason=chosen.reason,
        role=chosen.role,
        others=chosen.others,
    )


def _plan(chosen: Chosen, on: date) -> GovernanceModel:
    asked = as_asked(chosen, on)
    about = {"model": asked.model, "email": "", "person": "", "since": asked.since, "code": asked.code}
    return planned(Beginning(**about, name=asked.name, members=asked.members, host=asked.host))  # type: ignore[arg-type]


def fault(chosen: Chosen, on: date) -> ProblemsError | None:
    """Why the model chosen would not hold for the organisation chosen; nothing where it would."""
    try:
        _plan(chosen, on)
    except ProblemsError as error:
        return error
    return None


def holdable(chosen: Chosen, on: date, language: str) -> Holdable:
    """The roles and seats that there would be."""
    model = _plan(chosen, on)
    return holdable_in(model, max(on, model.spec.valid_from), language)


def keeping_roles(kind: str, roles: tuple[HoldableRole, ...]) -> list[HoldableRole]:
    """Roles whose holder keeps the organisation up to date, and so may invite; the usual first one first."""
    keepers = KEEPERS[OrganisationKind(kind)]
    found = [one for one in roles if one.key in keepers]
    return sorted(found, key=lambda one: FIRST.index(one.key) if one.key in FIRST else len(FIRST))


def models_for(kind: str) -> list[str]:
    """The models that ship for a sort of organisation, by key."""
    shipped = [key for key in library.shipped_models() if key not in PARTS]
    return [key for key in shipped if _sort(key) == kind]


@lru_cache(maxsize=32)
def _sort(key: str) -> str:
    """A model's sort of organisation, without loading it."""
    files = {key: {"model.yaml": library.model_files(key)["model.yaml"].decode()}}
    said = said_of(key, files, "organisation")
    if isinstance(said, Mapping):
        return str(said["kind"])
    return from_files(key, {}).spec.organisation.kind


def is_done(step: Step, chosen: Chosen, on: date) -> bool:
    """Whether a page has all that is needed, as it fits what the other pages say today."""
    match step:
        case Step.ORGANISATION:
            return bool(chosen.name if chosen.is_association else chosen.code) and bool(chosen.kind)
        case Step.MEMBERS:
            return chosen.kind == MUNICIPALITY or (len(chosen.members) > 1 and chosen.host in chosen.members)
        case Step.MODEL:
            return _model_is_done(chosen, on)
        case Step.PEOPLE:
            return _people_are_done(chosen, on)


def is_needed(step: Step, chosen: Chosen) -> bool:
    """A municipality has no members."""
    return step is not Step.MEMBERS or chosen.kind != MUNICIPALITY


def first_left(chosen: Chosen, on: date) -> Step | None:
    """The first page that is not done."""
    return next((step for step in Step if not is_done(step, chosen, on)), None)


def is_ready_for(step: Step, chosen: Chosen, on: date) -> bool:
    """Whether what a page builds on has been said: people hold roles of a model that needs its members."""
    before = list(Step)[: list(Step).index(step)]
    return all(is_done(one, chosen, on) for one in before)


def _model_is_done(chosen: Chosen, on: date) -> bool:
    if not is_ready_for(Step.MODEL, chosen, on) or not chosen.since or not chosen.reason:
        return False
    if chosen.model not in models_for(chosen.kind) or date.fromisoformat(chosen.since) < on:
        return False
    return fault(chosen, on) is None


def _people_are_done(chosen: Chosen, on: date) -> bool:
    if not (chosen.person and chosen.email) or not is_ready_for(Step.PEOPLE, chosen, on):
        return False
    there = holdable(chosen, on, "da")
    keeps = {one.key for one in keeping_roles(chosen.kind, there.roles)}
    known = what_can_be_held(there)
    return chosen.role in keeps and all(not one.what or one.what in known for one in chosen.others)


def what_can_be_held(there: Holdable) -> dict[str, str]:
    """A role, or ``forum/seat``, to the role that goes with it."""
    roles = {one.key: one.key for one in there.roles}
    seats = {f"{forum.key}/{one.id}": one.role for forum in there.forums for one in forum.seats}
    return {**roles, **seats}


def sorts() -> tuple[str, str]:
    """Both sorts of organisation."""
    return MUNICIPALITY, ASSOCIATION
