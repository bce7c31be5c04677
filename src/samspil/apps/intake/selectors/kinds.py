"""What can be brought, by whom, and what it is in plain words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from samspil.apps.governance.selectors.adoptions import kinds_on
from samspil.apps.governance.types import NotFoundError
from samspil.apps.intake.types import Nature
from samspil.core.governance.language.routes import Kind
from samspil.core.governance.load import GovernanceModel

# A model has no word for what a kind is to people: its key, its English name and its questions tell.
_SAYS: Final = (
    (Nature.MANDATORY, re.compile(r"mandatory|legal_source|statutory|duty")),
    (Nature.PURCHASE, re.compile(r"purchase|procure|buy")),
    (Nature.IDEA, re.compile(r"idea|annoy|issue|proposal|initiative|suggestion|measure|aim|trial|pilot")),
)


@dataclass(frozen=True, slots=True)
class KindToBring:
    """A kind of matter, the model it goes by, and whether this one may bring it."""

    key: str
    kind: Kind
    model: GovernanceModel
    nature: Nature
    may: bool


def kinds_to_bring(organisation_id: int, roles: frozenset[str], on: date) -> list[KindToBring]:
    """What is brought in an organisation on a day, as the models order it.

    A member's answer to a joint proposal is left out: it begins at the proposal.
    """
    return [
        KindToBring(
            one.key,
            one.kind,
            one.model,
            nature_of(one.key, one.kind),
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


def nature_of(key: str, kind: Kind) -> Nature:
    """What a kind is to the one who brings it; a need where nothing tells."""
    told = " ".join([key, kind.name.en.casefold(), *kind.attributes])
    return next((nature for nature, says in _SAYS if says.search(told)), Nature.NEED)
