"""What every member needs, as far as it can be told: from its register, its matters and its portfolio."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Final

from django.utils import timezone

from samspil.apps.intake.selectors.needs_told import needs_brought
from samspil.apps.needs.services.readers import keep_readers
from samspil.apps.needs.services.telling import tell, to_gather
from samspil.apps.organisations.selectors import list_organisations
from samspil.apps.organisations.selectors.fellows import associations_of
from samspil.apps.portfolio.selectors.needs_told import needs_planned
from samspil.apps.systems.selectors.needs_told import needs_of_register
from samspil.kit.tenancy import scope

_log: Final = logging.getLogger(__name__)


def gather_needs(now: datetime) -> int:
    """In every organisation with an association; for how many things it was otherwise. Again changes nothing.

    Whose journal is where it was the same day has nothing new. One stops no other.
    """
    changed = 0
    for organisation in list_organisations():
        with scope.within([organisation.pk]):
            try:
                changed += gather_needs_of(organisation.pk, now)
            except Exception:
                _log.exception("the needs of %s could not be gathered", organisation.pk)
    return changed


def gather_needs_of(organisation_id: int, now: datetime) -> int:
    """The same of one organisation, in its scope."""
    on = timezone.localdate(now)
    end = to_gather(organisation_id, on)
    if end is None or not associations_of(organisation_id, on):
        return 0
    things = [
        *needs_of_register(organisation_id, on),
        *needs_brought(organisation_id, now),
        *needs_planned(organisation_id, on),
    ]
    changed = tell(organisation_id, things, end, at=now)
    keep_readers(organisation_id, at=now)
    return changed
