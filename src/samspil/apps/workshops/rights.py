"""Who leads a workshop: prepares it, opens it, orders the notes, chooses and sends on. The one place for it.

Whoever keeps the organisation, as with a balance check. Everybody in the organisation may read a workshop,
and whoever has the link may write a note while it is held.
"""

from __future__ import annotations

from samspil.apps.organisations.rights import may_keep
from samspil.apps.organisations.types import Acting


def may_lead(acting: Acting) -> bool:
    """Whether somebody may lead workshops of the organisation they act for."""
    return may_keep(acting)
