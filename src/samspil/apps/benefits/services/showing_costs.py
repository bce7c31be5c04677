"""A member shows its associations what common initiatives cost itself, and takes that back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from samspil.apps.benefits.selectors.members_costs import SHARED_COST
from samspil.apps.benefits.services.readers import PURPOSES
from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.selectors.fellows import associations_of
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.selectors.costs import own_parts
from samspil.apps.portfolio.services.leading import check_keeps
from samspil.core.errors import Problem
from samspil.kit.journal.recording import By
from samspil.kit.sharing import door


@transaction.atomic
def show_costs(wanted: bool, *, acting: Acting, at: datetime) -> int:
    """The associations see the newest estimate of each of our parts of what is done together, or none.

    The door writes it in the journal. Doing it again changes nothing; for how many readers it was otherwise.

    Raises:
        RefusedError: one does not keep the portfolio, ``nobody_to_share_with``, ``no_parts_of_ours``.
    """
    check_keeps(acting)
    on, owner = timezone.localdate(at), acting.organisation_id
    associations = associations_of(owner, on)
    if wanted and not associations:
        raise RefusedError(Problem("nobody_to_share_with", {}))
    parts = own_parts(owner)
    if wanted and not parts:
        raise RefusedError(Problem("no_parts_of_ours", {}))
    readers = associations if wanted else ()
    by = By(str(acting.person), at)
    return sum(
        door.keep_to(owner, readers, (SHARED_COST, one.public_id), PURPOSES[SHARED_COST], by, on=on)
        for one in parts
    )
