"""How contracts last is worked out again as days pass, and when ceilings are reached."""

from __future__ import annotations

import logging
from datetime import date, datetime
from typing import Final

from django.utils import timezone

from samspil.apps.organisations.selectors import list_organisations
from samspil.apps.systems.services.ceilings import keep_ceilings
from samspil.apps.systems.services.drawn_under import follow_drawn_under
from samspil.apps.systems.services.standing import keep_standing, no_longer_true
from samspil.kit.tenancy import scope

_log: Final = logging.getLogger(__name__)


def follow_contracts(now: datetime) -> int:
    """In every organisation, what is no longer true; how many contracts and agreements. Again: nothing."""
    today, done = timezone.localdate(now), 0
    for organisation in list_organisations():
        with scope.within([organisation.pk]):
            try:
                done += keep_standing(organisation.pk, today, no_longer_true(today))
                done += follow_drawn_under(organisation.pk, today)
            except Exception:
                _log.exception("how contracts of %s last could not be kept", organisation.pk)
    return done + _follow_ceilings(today)


def _follow_ceilings(today: date) -> int:
    """When ceilings are reached, once what every member has drawn is added up."""
    done = 0
    for organisation in list_organisations():
        with scope.within([organisation.pk]):
            try:
                done += keep_ceilings(organisation.pk, today)
            except Exception:
                _log.exception("when ceilings of %s are reached could not be kept", organisation.pk)
    return done
