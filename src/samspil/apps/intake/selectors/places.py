"""Where things go: kinds of matter, themes and contacts, forums, found by the words of the model itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from samspil.apps.governance.selectors.adoptions import ForumOnDay, forums_on
from samspil.apps.intake.selectors.kinds import KindToBring
from samspil.apps.intake.selectors.same_words import SAME_WORDS
from samspil.core.governance.language.basics import Texts
from samspil.core.governance.language.organisation import OrganisationKind
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.program import Body
from samspil.core.word_search import index_words, search_words

MOST_FOUND: Final = 8

_ASK_AT_HOME = ("head_of_digitalisation", re.compile(r"digital|head of it"))
_ASK_TOGETHER = ("coordinator", re.compile(r"coordinator|secretariat"))


class Sort(StrEnum):
    """What is found."""

    KIND = "kind"
    CHOICE = "choice"
    FORUM = "forum"


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere to go: a kind of matter, a choice that leads to somebody, or a forum."""

    key: str
    sort: Sort
    model: GovernanceModel
    name: Texts
    body: Body | None = None
    kinds: tuple[KindToBring, ...] = ()
    attribute: str = ""
    choice: str = ""


def list_places(organisation_id: int, kinds: Sequence[KindToBring], on: date) -> list[Place]:
    """All there is: kinds as they are ordered, themes and areas with their contacts, forums."""
    return [*_kinds(kinds), *_choices(kinds), *_forums(forums_on(organisation_id, on), kinds)]


def find_places(places: Sequence[Place], asked: str) -> list[Place]:
    """The places whose texts have the words, the best first."""
    by_key = {one.key: one for one in places}
    index = index_words({one.key: _texts(one) for one in places})
    return [by_key[key] for key in search_words(index, asked, MOST_FOUND, SAME_WORDS)]


def whom_to_ask(models: Iterable[GovernanceModel]) -> tuple[GovernanceModel, str] | None:
    """The function that helps when nothing is found: digitalisation, in an association its coordinator."""
    for model in models:
        together = model.spec.organisation.kind is OrganisationKind.ASSOCIATION
        usual, called = _ASK_TOGETHER if together else _ASK_AT_HOME
        if usual in model.spec.roles:
            return model, usual
        for key, role in model.spec.roles.items():
            if called.search(role.name.en.casefold()):
                return model, key
    return None


def _kinds(kinds: Sequence[KindToBring]) -> Iterator[Place]:
    for one in kinds:
        yield Place(f"kind {one.key}", Sort.KIND, one.model, one.kind.name, kinds=(one,))


def _choices(kinds: Sequence[KindToBring]) -> Iterator[Place]:
    """Choices that lead to a forum or a role: Gladsaxe's themes, Holbæk's areas with their contacts."""
    told: set[tuple[str, str]] = set()
    for one in kinds:
        for key in one.kind.attributes:
            for value, choice in (one.model.spec.attributes[key].choices or {}).items():
                leads_to = choice.forum or choice.role
                if leads_to is None or (key, value) in told:
                    continue
                told.add((key, value))
                asking = tuple(each for each in kinds if key in each.kind.attributes)
                body = Body("forum" if choice.forum else "role", leads_to)
                yield Place(
                    f"choice {key} {value}", Sort.CHOICE, one.model, choice.name, body, asking, key, value
                )


def _forums(forums: Sequence[ForumOnDay], kinds: Sequence[KindToBring]) -> Iterator[Place]:
    for one in forums:
        body = Body("forum", one.key)
        asking = tuple(each for each in kinds if body in _bodies(each))
        yield Place(f"forum {one.key}", Sort.FORUM, one.model, one.forum.name, body, asking)


def _bodies(kind: KindToBring) -> set[Body]:
    return {step.body for step in kind.model.program.steps if step.route == kind.kind.route}


def _texts(place: Place) -> tuple[str, ...]:
    """The name first; then everything that the model says about it."""
    spec = place.model.spec
    said: list[Texts] = []
    if place.sort is Sort.CHOICE:
        said.append(spec.attributes[place.attribute].name)
    if place.body is not None:
        table = spec.forums if place.body.is_forum else spec.roles
        said.append(table[place.body.key].name)
    for one in place.kinds:
        said.append(one.kind.name)
        if place.sort is Sort.KIND:
            said.extend(_said_of_kind(one))
    return (_all(place.name), *(_all(text) for text in said))


def _said_of_kind(one: KindToBring) -> Iterator[Texts]:
    spec = one.model.spec
    route = spec.routes[one.kind.route]
    yield route.name
    yield from (step.name for step in route.steps.values())
    for key in one.kind.attributes:
        yield spec.attributes[key].name
        yield from (choice.name for choice in (spec.attributes[key].choices or {}).values())


def _all(text: Texts) -> str:
    """In every language: whoever thinks in another than the page's is understood."""
    return f"{text.da} {text.en} {text.nb}"
