"""Who may do what with competences. The one place for it.

Everybody says what they can themselves, and nobody confirms their own. Whoever keeps the organisation
confirms, reads who can what by name, keeps the catalogue, and answers a member that asks for somebody. What
is needed is said by who keeps the portfolio; for an initiative by who leads it, too.
"""

from __future__ import annotations

from samspil.apps.organisations.rights import may_keep
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.rights import may_keep_portfolio


def may_confirm(acting: Acting) -> bool:
    """Whether somebody reads who can what, confirms it, and lends."""
    return may_keep(acting)


def may_need(acting: Acting) -> bool:
    """Whether somebody says what the organisation needs, and plans how to come by it."""
    return may_keep_portfolio(acting)
