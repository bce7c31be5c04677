"""Status reports are asked for when the rhythm of the models says so, in every organisation."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Final

from samspil.apps.organisations.selectors import list_organisations
from samspil.apps.portfolio.services.owing import let_go_of_what_is_over, owe_what_is_due
from samspil.kit.tenancy import scope

_log: Final = logging.getLogger(__name__)


def owe_reports(now: datetime) -> int:
    """Ask for what is due, and let go of what is over; how many were asked for. Again it changes nothing.

    One organisation stops no other: what failed is done in the next round.
    """
    asked = 0
    for organisation in list_organisations():
        with scope.within([organisation.pk]):
            try:
                let_go_of_what_is_over(organisation.pk, at=now)
                asked += owe_what_is_due(organisation.pk, at=now)
            except Exception:
                _log.exception("the reports that %s owes could not be asked for", organisation.pk)
    return asked
