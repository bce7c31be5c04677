"""Once a day every benefit is added up again: days pass, and initiatives slip."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from django.utils import timezone

from samspil.apps.benefits.selectors.adding_up import not_added_up
from samspil.apps.benefits.services.adding_up import AT_ONCE, add_up_again
from samspil.apps.organisations.selectors import list_organisations
from samspil.kit.tenancy import scope

_log: Final = logging.getLogger(__name__)


def follow_benefits(now: datetime) -> int:
    """Add up what has not been added up today, in every organisation; how many. Again it changes nothing."""
    today, done = timezone.localdate(now), 0
    for organisation in list_organisations():
        with scope.within([organisation.pk]):
            keys = not_added_up(organisation.pk, today)
            for begin in range(0, len(keys), AT_ONCE):
                done += _followed(keys[begin : begin + AT_ONCE], today)
    return done


def _followed(keys: Sequence[int], today: date) -> int:
    """Many at a time; where one of them stops the others, one by one."""
    try:
        add_up_again(keys, today)
    except Exception:
        if len(keys) == 1:
            _log.exception("benefit %s could not be added up", keys[0])
            return 0
        return sum(_followed([key], today) for key in keys)
    return len(keys)
