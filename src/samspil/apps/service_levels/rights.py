"""Who writes what is promised and what was delivered: whoever keeps the organisation. The one place for it.

Everybody in the organisation reads it.
"""

from __future__ import annotations

from samspil.apps.organisations.rights import may_keep
from samspil.apps.organisations.types import Acting


def may_promise(acting: Acting) -> bool:
    """Whether somebody may write services, promises and figures of the organisation they act for."""
    return may_keep(acting)
