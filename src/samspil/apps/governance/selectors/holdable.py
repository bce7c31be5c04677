"""What people can hold by the adopted models: named by the setting ``SAMSPIL_HOLDABLE`` for the app below."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from samspil import library
from samspil.apps.governance.adopted import model_of
from samspil.apps.governance.selectors.adoptions import ForumOnDay, adopted_on, forums_on
from samspil.apps.organisations.types import Holdable, HoldableForum, HoldableRole, HoldableSeat
from samspil.core.governance.forum_decisions import SeatHolder, seats_on
from samspil.core.governance.language.known_words import REQUESTER
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.membership import members_on


def holdable_on(organisation_id: int, on: date, language: str) -> Holdable:
    """The roles, forums, seats and members of the models that hold on a day; the newest names count."""
    models = [model_of(version) for version in adopted_on(organisation_id, on)]
    names: dict[str, str] = {}
    needed: dict[str, dict[str, None]] = {}
    for model in models:
        for key, role in model.spec.roles.items():
            names.setdefault(key, role.name.in_language(language))
        for key, what in _needed(model, language):
            needed.setdefault(key, {})[what] = None
    names.pop(REQUESTER, None)
    return Holdable(
        roles=tuple(HoldableRole(key, name, tuple(needed.get(key, ()))) for key, name in names.items()),
        forums=tuple(_forum(one, on, language) for one in forums_on(organisation_id, on)),
        members=frozenset(code for model in models for code in members_on(model, on)),
    )


def holdable_in(model: GovernanceModel, on: date, language: str) -> Holdable:
    """The same of one model, also of one that is not adopted."""
    names = {key: role.name.in_language(language) for key, role in model.spec.roles.items()}
    names.pop(REQUESTER, None)
    needed = list(_needed(model, language))
    return Holdable(
        roles=tuple(
            HoldableRole(key, name, tuple(dict.fromkeys(what for role, what in needed if role == key)))
            for key, name in names.items()
        ),
        forums=tuple(
            _forum(ForumOnDay(key, forum, model), on, language)
            for key, forum in model.spec.forums.items()
            if forum.until is None or on < forum.until
        ),
        members=frozenset(members_on(model, on)),
    )


def _needed(model: GovernanceModel, language: str) -> Iterator[tuple[str, str]]:
    """The role and the name of what would wait on nobody: steps, and forums that need a secretary."""
    for step in model.program.steps:
        if step.body.sort == "role":
            yield step.body.key, step.spec.name.in_language(language)
    for forum in model.spec.forums.values():
        if forum.secretary is not None:
            yield forum.secretary, forum.name.in_language(language)


def _forum(found: ForumOnDay, on: date, language: str) -> HoldableForum:
    seats = seats_on(found.model, found.key, on)
    return HoldableForum(
        found.key,
        found.forum.name.in_language(language),
        tuple(HoldableSeat(one.id, _seat(found.model, one, seats, language), one.role) for one in seats),
    )


def _seat(model: GovernanceModel, seat: SeatHolder, among: tuple[SeatHolder, ...], language: str) -> str:
    """The role's name, with the member it is of, or which of several it is."""
    role = model.spec.roles[seat.role].name.in_language(language)
    if seat.member is not None:
        return f"{role}, {library.municipalities()[seat.member].name}"
    number = seat.id.removeprefix(f"{seat.kind}_")
    return f"{role} {number}" if sum(one.kind == seat.kind for one in among) > 1 else role
