"""Who may keep an organisation's portfolio, and who may start something in it. The one place for it.

Whoever keeps the organisation keeps its portfolio, and so does a project office. Project leaders start what
they lead. What binds is decided elsewhere, by the engine: these rights only keep the plan.
"""

from __future__ import annotations

from typing import Final

from samspil.apps.organisations.rights import KEEPERS, may_keep
from samspil.apps.organisations.types import Acting, OrganisationKind

_KEEP_PORTFOLIOS: Final = frozenset({"project_office", "portfolio_manager"})
_START: Final = frozenset({"project_leader", "process_consultant", "project_owner", "development_consultant"})


def may_keep_portfolio(acting: Acting) -> bool:
    """Whether somebody keeps all initiatives of the organisation they act for."""
    return may_keep(acting) or bool(acting.roles & _KEEP_PORTFOLIOS)


def keeper_roles(kind: OrganisationKind) -> frozenset[str]:
    """The roles whose holders keep all initiatives of such an organisation."""
    return KEEPERS[kind] | _KEEP_PORTFOLIOS


def may_start(acting: Acting) -> bool:
    """Whether somebody may start an initiative."""
    return may_keep_portfolio(acting) or bool(acting.roles & _START)
