"""What can be brought, by whom, and what it is in plain words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from samspil.apps.governance.selectors.adoptions import kinds_on
from samspil.apps.governance.types import NotFoundError
from samspil.core.governance.language.routes import Kind, Nature
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.natures import nature_of

# What is sent from the page of what it is about, where it takes effect, and from nowhere else.
_BEGINS_AT_THE_PORTFOLIO: Final = frozenset({Nature.CHANGE, Nature.PORTFOLIO_DRAFT})


@dataclass(frozen=True, slots=True)
class KindToBring:
    """A kind of matter, its model, what the model says that it is, and whether this one may bring it."""

    key: str
    kind: Kind
    model: GovernanceModel
    nature: Nature | None
    may: bool


def kinds_to_bring(organisation_id: int, roles: frozenset[str], on: date) -> list[KindToBring]:
    """What is brought in an organisation on a day, as the models order it.

    A member's answer to a joint proposal is left out: it begins at the proposal. So are changes and drafts:
    they begin at the initiative and at the draft.
    """
    found = _all(organisation_id, roles, on)
    return [one for one in found if one.nature not in _BEGINS_AT_THE_PORTFOLIO]


def kinds_to_send(organisation_id: int, roles: frozenset[str], nature: Nature, on: date) -> list[KindToBring]:
    """The kinds of a nature: as one of them something of the portfolio is sent to be decided."""
    return [one for one in _all(organisation_id, roles, on) if one.nature is nature]


def _all(organisation_id: int, roles: frozenset[str], on: date) -> list[KindToBring]:
    return [
        KindToBring(
            one.key,
            one.kind,
            one.model,
            nature_of(one.model.spec, one.key),
            bool(roles & set(one.kind.brought_by)),
        )
        for one in kinds_on(organisation_id, on)
        if not one.kind.answers_joint
    ]


def kind_to_bring(organisation_id: int, roles: frozenset[str], key: str, on: date) -> KindToBring:
    """One kind by its key.

    Raises:
        NotFoundError: it cannot be brought here.
    """
    for one in kinds_to_bring(organisation_id, roles, on):
        if one.key == key:
            return one
    raise NotFoundError(key)
