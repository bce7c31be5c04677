"""Who keeps an organisation's money here. The one place for it.

Whoever keeps the organisation, and whoever holds a role for money in its governance model. To pay out what
must be decided is another question: the engine answers it.
"""

from __future__ import annotations

from typing import Final

from samspil.apps.organisations.rights import may_keep
from samspil.apps.organisations.types import Acting

_KEEP_MONEY: Final = frozenset(
    {"finance_manager", "head_of_finance", "finance_director", "bank_secretary", "pool_coordinator"}
)


def may_keep_money(acting: Acting) -> bool:
    """Whether somebody may open accounts, post, reverse and close for the organisation they act for."""
    return may_keep(acting) or bool(acting.roles & _KEEP_MONEY)
