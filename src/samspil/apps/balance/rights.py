"""Who may lead a balance check: prepare, invite, close, write down what is agreed. The one place for it.

Whoever keeps the organisation: the head of digitalisation, the secretary, the chief executive; in an
association its coordinator and secretariat. Everybody in the organisation may read what came of a round that
is closed.
"""

from __future__ import annotations

from samspil.apps.organisations.rights import may_keep
from samspil.apps.organisations.types import Acting


def may_lead(acting: Acting) -> bool:
    """Whether somebody may lead a balance check of the organisation they act for."""
    return may_keep(acting)
