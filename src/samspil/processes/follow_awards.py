"""What is decided about an application becomes an award: at once, and again in each round of the worker."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import TYPE_CHECKING, Final
from uuid import UUID

from samspil.apps.funding.selectors.pools import waiting_applications
from samspil.apps.funding.services.awarding import follow_award
from samspil.apps.governance.selectors.subjects import how_it_went, something_came_of
from samspil.apps.organisations.selectors import list_organisations
from samspil.kit.tenancy import scope

if TYPE_CHECKING:
    from samspil.apps.funding.models import Application

_log: Final = logging.getLogger(__name__)


def follow_application(application: Application, at: datetime) -> bool:
    """What was decided takes effect; whether anything was. Doing it again changes nothing."""
    went = how_it_went(application.matter)
    return went is not None and follow_award(application, went, at=at)


def follow_all_applications(now: datetime) -> int:
    """In every organisation; what cannot be followed stops no other."""
    followed = 0
    for organisation in list_organisations():
        with scope.within([organisation.pk]):
            waiting = waiting_applications(organisation.pk)
            came = something_came_of({one.matter for one in waiting}) if waiting else set[UUID]()
            for application in (one for one in waiting if one.matter in came):
                try:
                    followed += follow_application(application, now)
                except Exception:
                    _log.exception(
                        "what was decided of application %s could not be followed", application.public_id
                    )
    return followed
