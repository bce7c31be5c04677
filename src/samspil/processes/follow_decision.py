"""What was decided takes effect at once: right after the decision is in the database, in the same request.

Governance calls this when a matter about something has moved (the setting ``SAMSPIL_FOLLOW_DECISION``). It
does what the worker's rounds do, for one matter; either may come first, and the second changes nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from typing import Final
from uuid import UUID

from samspil.apps.benefits.selectors.requests import request_of
from samspil.apps.funding.selectors.pools import application_of_matter
from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.portfolio.selectors.decided import waiting_for
from samspil.apps.portfolio.services.changes import keep_results
from samspil.apps.portfolio.services.gates import follow
from samspil.apps.portfolio.services.strategies import adopt_plan
from samspil.kit.tenancy import scope
from samspil.processes.decide_benefit import follow_benefit_request
from samspil.processes.follow_awards import follow_application
from samspil.processes.make_scenario_real import make_scenario_real

_log: Final = logging.getLogger(__name__)


def follow_decision(organisation_id: int, matter: UUID, at: datetime) -> int:
    """Carry out what waits for a matter of an organisation; how much took effect now.

    What cannot be carried out stops nothing else: it waits for the worker, which says why.
    """
    with scope.within([organisation_id]):
        return sum(_try(act) for act in _acts(organisation_id, matter, at))


def _acts(organisation_id: int, matter: UUID, at: datetime) -> Iterator[Callable[[], bool | int]]:
    waits = waiting_for(organisation_id, matter)
    if waits.gate is not None:
        yield partial(follow, waits.gate, at=at)
    if waits.changed is not None:
        yield partial(keep_results, waits.changed, at=at)
    if waits.scenario is not None:
        yield partial(make_scenario_real, waits.scenario, at=at)
    if waits.plan is not None:
        yield partial(adopt_plan, waits.plan, at=at)
    request = request_of(organisation_id, matter)
    if request is not None:
        yield partial(follow_benefit_request, request, at)
    application = application_of_matter(organisation_id, matter)
    if application is not None:
        yield partial(follow_application, application, at)


def _try(act: Callable[[], bool | int]) -> int:
    try:
        return int(act())
    except (RefusedError, NotFoundError) as error:  # nothing is decided yet, or it cannot be done
        _log.debug("not carried out at once: %s", error)
    except Exception:
        _log.exception("what was decided could not be carried out at once")
    return 0
