"""Who decides what a pool may not decide itself, and the decisions that can be named."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Final
from uuid import UUID

from samspil.apps.governance.selectors.adoptions import kinds_on
from samspil.apps.governance.selectors.register import RegisterFilter, list_decisions
from samspil.apps.organisations.types import Acting
from samspil.core.governance.language.mandates import DECIDING
from samspil.core.governance.load import GovernanceModel
from samspil.kit.web.language import language

NEW_MONEY: Final = "new_appropriation"  # the reserved attribute that only named mandates reach
LATEST: Final = 50
LONGEST: Final = 300


def who_appropriates(
    organisation_id: int, kinds: Collection[str], on: date
) -> list[tuple[GovernanceModel, str]]:
    """The bodies that decide on new money for these kinds on a day, with the model that names them."""
    found: dict[tuple[str, str], tuple[GovernanceModel, str]] = {}
    for one in kinds_on(organisation_id, on):
        if one.key not in kinds:
            continue
        tables = one.model.program.tables
        for mandate in one.model.program.mandates:
            spec, at = mandate.spec, mandate.index
            reaches = spec.kinds == "all" or one.key in spec.kinds
            holds = tables.mandate_from[at] <= on.toordinal() < tables.mandate_to[at]
            if reaches and holds and NEW_MONEY in spec.covers and spec.code in DECIDING:
                found[one.model.spec.key, str(mandate.body)] = (one.model, str(mandate.body))
    return list(found.values())


def latest_decisions(acting: Acting) -> list[tuple[UUID, str]]:
    """The latest in the register, each as it is named."""
    say = language()
    rows = list_decisions(acting, RegisterFilter(size=LATEST)).rows
    return [
        (
            one.public_id,
            f"{one.case_number} {one.title}: {one.outcome_name.get(say, '')}".strip(": ")[:LONGEST],
        )
        for one in rows
    ]
