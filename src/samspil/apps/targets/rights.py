"""Who writes the target pictures and their steps: whoever keeps the organisation. The one place for it.

Everybody in the organisation reads them; whoever takes a step says that it is done.
"""

from __future__ import annotations

from samspil.apps.organisations.rights import may_keep
from samspil.apps.organisations.types import Acting


def may_draw(acting: Acting) -> bool:
    """Whether somebody may write target pictures of the organisation they act for."""
    return may_keep(acting)
