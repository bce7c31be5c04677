"""That a benefit lapses or gets a new plan is decided: a matter is brought here, and its result followed."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from samspil.apps.benefits.selectors.requests import waiting_requests
from samspil.apps.benefits.services.requests import check_request, follow_request, keep_request
from samspil.apps.benefits.types import Asking
from samspil.apps.governance.selectors.subjects import how_it_went, something_came_of
from samspil.apps.governance.services.moving import bring
from samspil.apps.governance.services.natures import check_nature
from samspil.apps.governance.types import NewMatter
from samspil.apps.organisations.selectors import list_organisations
from samspil.apps.organisations.types import Acting
from samspil.core.governance.language.routes import Nature
from samspil.kit.tenancy import scope

if TYPE_CHECKING:
    from samspil.apps.benefits.models import Benefit, BenefitRequest

_log: Final = logging.getLogger(__name__)


@transaction.atomic
def ask_to_decide(benefit: Benefit, asking: Asking, *, acting: Acting, at: datetime) -> BenefitRequest:
    """A matter about the benefit is brought, of a kind of changes, and the request waits for it.

    Raises:
        RefusedError: one may not, it does not say why, something is asked for already, the plan does not
            hold together, the kind is not of changes, or the model says no.
        NotFoundError: no model is adopted for such matters.
    """
    check_nature(acting.organisation_id, asking.kind, Nature.CHANGE, timezone.localdate(at))
    benefit = check_request(benefit, asking.request, acting=acting, at=at)
    matter = bring(
        NewMatter(
            kind=asking.kind,
            title=asking.title,
            description=asking.request.why,
            attributes=asking.attributes,
            unit=asking.unit,
            unit_name=asking.unit_name,
            subject=benefit.public_id,
        ),
        acting=acting,
        at=at,
    )
    return keep_request(benefit, asking.request, matter.public_id, acting=acting, at=at)


def follow_benefit_request(request: BenefitRequest, at: datetime) -> bool:
    """What was decided takes effect; whether anything was. Doing it again changes nothing."""
    went = how_it_went(request.matter)
    return went is not None and went.ended_at is not None and follow_request(request, went, at=at)


def follow_all_benefit_requests(now: datetime) -> int:
    """In every organisation; what cannot be followed stops no other."""
    followed = 0
    for organisation in list_organisations():
        with scope.within([organisation.pk]):
            waiting = waiting_requests(organisation.pk)
            came = something_came_of({one.matter for one in waiting}) if waiting else set[UUID]()
            for request in (one for one in waiting if one.matter in came):
                try:
                    followed += follow_benefit_request(request, now)
                except Exception:
                    _log.exception("what was decided of benefit %s could not be followed", request.public_id)
    return followed
