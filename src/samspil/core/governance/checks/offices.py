"""Roles that nobody can use to decide for themselves, and a council that is one."""

from __future__ import annotations

from collections.abc import Iterator

from samspil.core.errors import Problem
from samspil.core.governance.document import Document, Path, problem_at
from samspil.core.governance.language.forums import Level
from samspil.core.governance.language.known_words import REQUESTER
from samspil.core.governance.language.model import Model
from samspil.core.governance.language.organisation import OrganisationKind
from samspil.core.governance.language.routes import Reserved


def check_offices(model: Model, document: Document) -> Iterator[Problem]:
    """Yield what is wrong with roles, councils and the attributes that the law is about."""
    for path, role in _offices(model):
        if role == REQUESTER:
            yield problem_at(document, path, "requester_holds_no_office", role=role)
    for key, role_spec in model.roles.items():
        if role_spec.stands_in == key:
            yield problem_at(document, ("roles", key, "stands_in"), "stands_in_for_itself", role=key)
    yield from _check_council(model, document)
    for key, attribute in model.attributes.items():
        if key in set(Reserved) and attribute.reserved != key:
            yield problem_at(document, ("attributes", key), "attribute_is_reserved", attribute=key)


def _offices(model: Model) -> Iterator[tuple[Path, str | None]]:
    """Everybody may be a requester: whoever is one must not thereby sit, stand in or hold a mandate."""
    for key, role in model.roles.items():
        yield ("roles", key, "stands_in"), role.stands_in
    for key, forum in model.forums.items():
        yield ("forums", key, "secretary"), forum.secretary
        for seat_key, seat in forum.seats.items():
            yield ("forums", key, "seats", seat_key, "role"), seat.role
    for key, mandate in model.mandates.items():
        yield ("mandates", key, "who"), mandate.who.role
    for key, attribute in model.attributes.items():
        for choice_key, choice in (attribute.choices or {}).items():
            yield ("attributes", key, "choices", choice_key, "role"), choice.role


def _check_council(model: Model, document: Document) -> Iterator[Problem]:
    councils = [key for key, forum in model.forums.items() if forum.is_council]
    is_municipality = model.organisation.kind is OrganisationKind.MUNICIPALITY
    for number, key in enumerate(councils):
        path = ("forums", key, "is_council")
        if number or not is_municipality or model.forums[key].level is not Level.POLITICAL:
            yield problem_at(document, path, "one_political_council", forum=key, councils=", ".join(councils))
