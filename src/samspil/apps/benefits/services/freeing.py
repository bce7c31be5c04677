"""What is taken home is put to use: the app above that keeps the ledger does it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from samspil.apps.benefits.models import Benefit, Taken
from samspil.apps.benefits.selectors.freeing import named
from samspil.apps.benefits.types import NewTaking
from samspil.apps.organisations.types import Acting


def take_home_and_free(
    benefit: Benefit, new: NewTaking, into: UUID, *, acting: Acting, at: datetime
) -> Taken:
    """It is taken home and put on an account, or neither.

    Raises:
        RefusedError: as the ledger says, and as for taking home.
    """
    row: Taken = named("take_home_and_free")(benefit, new, into, acting=acting, at=at)
    return row
