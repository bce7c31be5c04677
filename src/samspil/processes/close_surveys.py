"""Surveys whose last day has passed close by themselves, so that no address is kept longer than needed."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Final

from samspil.apps.organisations.selectors import list_organisations
from samspil.apps.surveys.services.running import close_what_is_over
from samspil.kit.tenancy import scope

_log: Final = logging.getLogger(__name__)


def close_surveys(now: datetime) -> int:
    """In every organisation; how many. One that cannot be closed stops no other organisation's."""
    done = 0
    for organisation in list_organisations():
        with scope.within([organisation.pk]):
            try:
                done += close_what_is_over(organisation.pk, at=now)
            except Exception:
                _log.exception("surveys of %s could not be closed", organisation.pk)
    return done
