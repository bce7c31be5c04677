"""An activity plan that has been decided is adopted, in every organisation."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Final

from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.selectors import list_organisations
from samspil.apps.portfolio.selectors.strategies import list_plans_sent
from samspil.apps.portfolio.services.strategies import adopt_plan
from samspil.kit.tenancy import scope

_log: Final = logging.getLogger(__name__)


def adopt_decided_plans(now: datetime) -> int:
    """Every plan that was decided; how many were adopted now."""
    adopted = 0
    for organisation in list_organisations():
        with scope.within([organisation.pk]):
            for public_id in list_plans_sent(organisation.pk):
                try:
                    adopted += adopt_plan(public_id, at=now)
                except RefusedError as error:  # it waits, or was turned down
                    _log.debug("an activity plan is not adopted: %s", error)
    return adopted
