"""Who keeps an organisation's money here. The one place for it.

Whoever keeps the organisation, and whoever holds a role for money in its governance model. Who coordinates a
pool keeps that pool's money alone (`selectors.pools.may_run`). To pay out what
must be decided is another question: the engine answers it.
"""

from __future__ import annotations

from typing import Final

from samspil.apps.funding.types import Bookkeeper
from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.rights import KEEPERS, may_keep
from samspil.apps.organisations.types import Acting, OrganisationKind
from samspil.core.errors import Problem

_KEEP_MONEY: Final = frozenset({"finance_manager", "head_of_finance", "finance_director"})


def may_keep_money(acting: Acting) -> bool:
    """Whether somebody may open accounts, post, reverse and close for the organisation they act for."""
    return may_keep(acting) or bool(acting.roles & _KEEP_MONEY)


def money_roles(kind: OrganisationKind) -> frozenset[str]:
    """The roles whose holders keep money in an organisation of a kind."""
    return _KEEP_MONEY | KEEPERS[kind]


def check_posts(keeper: Bookkeeper) -> None:
    """Who writes the ledger may: the clock, whoever keeps the money, and whom a service let.

    Raises:
        RefusedError: ``not_yours_to_keep_money``.
    """
    if keeper.person is None or keeper.is_let:
        return
    if keeper.acting is None or not may_keep_money(keeper.acting):
        raise RefusedError(Problem("not_yours_to_keep_money", {}))
