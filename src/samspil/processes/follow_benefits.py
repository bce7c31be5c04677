"""Once a day every benefit is added up again: days pass, and initiatives slip."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Final

from django.utils import timezone

from samspil.apps.benefits.selectors.adding_up import not_added_up
from samspil.apps.benefits.services.adding_up import add_up_again
from samspil.apps.organisations.selectors import list_organisations
from samspil.kit.tenancy import scope

_log: Final = logging.getLogger(__name__)


def follow_benefits(now: datetime) -> int:
    """Add up what has not been added up today, in every organisation; how many. Again it changes nothing."""
    today, done = timezone.localdate(now), 0
    for organisation in list_organisations():
        with scope.within([organisation.pk]):
            for key in not_added_up(organisation.pk, today):
                try:
                    add_up_again(key, today)
                    done += 1
                except Exception:
                    _log.exception("benefit %s could not be added up", key)
    return done
