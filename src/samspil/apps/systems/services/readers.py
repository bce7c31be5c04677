"""Who reads what an organisation shows of its register, kept true as members come and go.

One grant to each reader opens the register; each record says itself whom it is for. So a register of ten
thousand records is shared with a hundred others by a hundred rows in the journaled door, and no more.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.utils import timezone

from samspil.apps.organisations.selectors import list_organisations, organisation
from samspil.apps.organisations.selectors.fellows import fellows_of
from samspil.apps.systems.models import Agreement, Contract, LocalUse, SameSystem, SystemEntry
from samspil.apps.systems.types.register import PUBLIC_REGISTER, SHARED_REGISTER
from samspil.core.systems.vocabulary import Visibility
from samspil.kit.journal.recording import By
from samspil.kit.sharing import door

PURPOSES: Final[Mapping[str, str]] = {
    SHARED_REGISTER: "systems and contracts shown to those one works together with",
    PUBLIC_REGISTER: "systems and contracts shown to everybody here",
}


def keep_register_readers(organisation_id: int, by: By, *, on: date) -> int:
    """Fellows read what is shown to them, everybody what is public; for how many that was otherwise."""
    shown = _shown(organisation_id)
    to_fellows = fellows_of(organisation_id, on) if shown else []
    to_all = [one.pk for one in list_organisations()] if Visibility.PUBLIC.value in shown else []
    readers = {SHARED_REGISTER: to_fellows, PUBLIC_REGISTER: to_all}
    key = organisation(organisation_id).public_id
    return sum(
        door.keep_to(organisation_id, wanted, (sort, key), PURPOSES[sort], by, on=on)
        for sort, wanted in readers.items()
    )


def _shown(organisation_id: int) -> set[str]:
    """The ways in which anything is shown to others."""
    found: set[str] = set()
    for model in (SystemEntry, LocalUse, Agreement, Contract):
        rows = model.objects.filter(organisation_id=organisation_id)
        for one in (Visibility.ASSOCIATION.value, Visibility.PUBLIC.value):
            if one not in found and rows.filter(visibility=one).exists():
                found.add(one)
    if SameSystem.objects.filter(organisation_id=organisation_id, taken_back_at=None).exists():
        found.add(Visibility.ASSOCIATION.value)
    return found


@transaction.atomic
def keep_readers(organisation_id: int, *, at: datetime) -> int:
    """The same each round, told by the clock. Again it changes nothing."""
    return keep_register_readers(organisation_id, By("clock", at), on=timezone.localdate(at))
