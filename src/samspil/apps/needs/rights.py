"""Who may say what an organisation shows of its needs, and whether needs are the same. The one place for it.

Whoever keeps the organisation, and whoever holds a role for contracts, systems, purchases or the portfolio in
its governance model. Everybody in the organisation may read.
"""

from __future__ import annotations

from typing import Final

from samspil.apps.organisations.rights import may_keep
from samspil.apps.organisations.types import Acting

_ANSWER: Final = frozenset(
    {"contract_manager", "system_manager", "it_architect", "procurement_manager", "portfolio_manager"}
)


def may_answer(acting: Acting) -> bool:
    """Whether somebody may show what their organisation needs, and say what is the same as another's."""
    return may_keep(acting) or bool(acting.roles & _ANSWER)
