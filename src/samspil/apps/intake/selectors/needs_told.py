"""What is brought tells of a need by its title and codes; what was written of it is for its readers alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from samspil.apps.governance.selectors.brought import list_brought
from samspil.apps.intake.types import FACT_CPV, FACT_DEADLINE, FACT_KLE
from samspil.apps.needs.types import NewTold, Sort
from samspil.core.governance.language.routes import Nature

SORTS: Final[Mapping[Nature, Sort]] = {
    Nature.NEED: Sort.NEED,
    Nature.IDEA: Sort.NEED,
    Nature.PURCHASE: Sort.REQUEST,
    Nature.MANDATORY_TASK: Sort.TASK,
}
# So long after it was granted a matter still tells that somebody buys this just now.
_JUST: Final = timedelta(days=365)
_CPV: Final = 8


def needs_brought(organisation_id: int, at: datetime) -> list[NewTold]:
    """Needs, ideas, purchase requests and mandatory tasks that are under way or were just granted."""
    found = list_brought(organisation_id, SORTS.keys(), at - _JUST)
    return [need_of(SORTS[nature], one.public_id, one.title, one.facts) for nature, one in found]


def need_of(sort: Sort, key: UUID, title: str, facts: Mapping[str, str]) -> NewTold:
    """What a matter tells. Whether it is shown is chosen when it is brought, or later."""
    kle, cpv = (facts.get(name, "").partition(" ")[0] for name in (FACT_KLE, FACT_CPV))
    deadline = facts.get(FACT_DEADLINE, "")
    return NewTold(
        sort,
        key,
        title,
        title,
        kle=(kle,) if kle else (),
        cpv=(cpv[:_CPV],) if cpv else (),
        ends_on=date.fromisoformat(deadline) if deadline else None,
    )
