"""What is shared is read by those who may on the day; who was listed for a year is listed no more."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Final

from samspil.apps.balance.services import comparing as balance
from samspil.apps.benefits.services import readers as benefits
from samspil.apps.competences.services import readers as competences
from samspil.apps.funding.services import readers as funding
from samspil.apps.needs.services import readers as needs
from samspil.apps.organisations.selectors import list_organisations
from samspil.apps.portfolio.services.agents import let_lapse
from samspil.apps.portfolio.services.readers import keep_readers
from samspil.apps.systems.services import readers as systems
from samspil.apps.targets.services import placing as targets
from samspil.kit.tenancy import scope

_log: Final = logging.getLogger(__name__)


def keep_all_readers(now: datetime) -> int:
    """In every organisation; for how many readers it was otherwise. One stops no other."""
    changed = 0
    for organisation in list_organisations():
        with scope.within([organisation.pk]):
            try:
                let_lapse(organisation.pk, at=now)
                changed += keep_readers(organisation.pk, at=now)
                changed += benefits.keep_readers(organisation.pk, at=now)
                changed += funding.keep_readers(organisation.pk, at=now)
                changed += systems.keep_readers(organisation.pk, at=now)
                changed += balance.keep_readers(organisation.pk, at=now)
                changed += competences.keep_readers(organisation.pk, at=now)
                changed += targets.keep_readers(organisation.pk, at=now)
                changed += needs.keep_readers(organisation.pk, at=now)
            except Exception:
                _log.exception("what %s shares could not be kept up", organisation.pk)
    return changed
