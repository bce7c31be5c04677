"""What happens because time passes, in every organisation."""

from __future__ import annotations

import logging
from datetime import datetime

from django.utils import timezone

from samspil.apps.governance.services.clocks import pass_time
from samspil.apps.governance.services.meetings import keep_planned
from samspil.apps.organisations.selectors import list_organisations
from samspil.kit.tenancy import scope

_log = logging.getLogger(__name__)


def keep_time(now: datetime) -> int:
    """Act on every clock that has run out, and plan meetings ahead; how many matters moved.

    What cannot be moved stops no other.
    """
    moved = 0
    for organisation in list_organisations():
        with scope.within([organisation.pk]):
            keep_planned(organisation.pk, at=now)
            for outcome in pass_time(organisation.pk, now, timezone.localdate(now)):
                if isinstance(outcome, Exception):
                    _log.warning("a clock could not be acted on: %s", outcome)
                else:
                    moved += 1
    return moved
