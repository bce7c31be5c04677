"""What is owed is met."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from samspil.apps.governance.models import Obligation
from samspil.apps.governance.selectors.listing import owes
from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.types import Acting
from samspil.core.errors import Problem
from samspil.kit.journal.recording import By, Told, record


@transaction.atomic
def meet_obligation(owed: Obligation, *, acting: Acting, at: datetime, told: str) -> Obligation:
    """Somebody has done what was owed.

    Raises:
        RefusedError: it is met already, or is owed by another.
    """
    owed = Obligation.objects.select_for_update().get(pk=owed.pk)
    if owed.met_at is not None:
        raise RefusedError(Problem("obligation_is_met", {"met_at": owed.met_at}))
    if not owes(owed, acting):
        raise RefusedError(Problem("obligation_is_not_yours"))
    owed.met_at, owed.met_by, owed.met_with = at, acting.person, told
    owed.save(update_fields=["met_at", "met_by", "met_with"])
    entry = Told(
        "governance.obligation.met",
        "obligation",
        str(owed.public_id),
        {"rule": owed.rule, "due_on": str(owed.due_on)},
        {"told": told} if told else {},
    )
    record(owed.organisation_id, [entry], By(str(acting.person), at))
    return owed
