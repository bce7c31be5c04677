"""Who reads what we share of benefits, kept true as members come and go.

A benefit in the library is read by all that we work together with on the day; what an initiative of our own
costs, by associations that we are a member of, where we show it. Nobody else keeps a grant.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from samspil.apps.benefits.models import Benefit
from samspil.apps.benefits.selectors.library import SHARED_BENEFIT
from samspil.apps.benefits.selectors.members_costs import SHARED_COST
from samspil.apps.organisations.selectors.fellows import associations_of, fellows_of
from samspil.kit.journal.recording import By
from samspil.kit.sharing import door

PURPOSES: Final[Mapping[str, str]] = {
    SHARED_BENEFIT: "a benefit that others can start from",
    SHARED_COST: "what a common initiative costs oneself, for the association to see",
}


def keep_library_readers_of(benefit: Benefit, by: By, *, on: date) -> int:
    """A benefit in the library is read by our fellows of the day, one that is not by nobody."""
    owner = benefit.organisation_id
    readers = fellows_of(owner, on) if benefit.in_library_since is not None else ()
    subject = (SHARED_BENEFIT, benefit.public_id)
    return door.keep_to(owner, readers, subject, PURPOSES[SHARED_BENEFIT], by, on=on)


@transaction.atomic
def keep_readers(organisation_id: int, *, at: datetime) -> int:
    """All that an organisation shares of benefits; for how many readers that was otherwise.

    Again it changes nothing. Six questions where nothing has changed.
    """
    on, by = timezone.localdate(at), By("clock", at)
    given = door.given_by(organisation_id, PURPOSES, on)
    rows = Benefit.objects.filter(organisation_id=organisation_id, in_library_since__isnull=False)
    library: list[UUID] = list(rows.values_list("public_id", flat=True))
    if not given and not library:
        return 0
    fellows, associations = set(fellows_of(organisation_id, on)), set(associations_of(organisation_id, on))
    wanted = {(SHARED_BENEFIT, one): fellows for one in library}
    wanted |= {key: set(readers & associations) for key, readers in given.items() if key[0] == SHARED_COST}
    changed = 0
    for subject in sorted(given.keys() | wanted.keys()):
        readers = wanted.get(subject, set())
        if readers != given.get(subject, frozenset()):
            changed += door.keep_to(organisation_id, readers, subject, PURPOSES[subject[0]], by, on=on)
    return changed
