"""Closing periods: what has been closed stays as it was reported."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from samspil.apps.funding.models import ClosedPeriod
from samspil.apps.funding.rights import check_posts
from samspil.apps.funding.services.holding import hold_books
from samspil.apps.funding.services.telling import tell
from samspil.apps.funding.types import Bookkeeper
from samspil.apps.governance.types import RefusedError
from samspil.core.finance.ledger import refusals_to_close


@transaction.atomic
def close_period(until: date, *, keeper: Bookkeeper) -> None:
    """Nothing is posted on that day or before any more; what was wrong is reversed on a later day.

    Raises:
        RefusedError: ``not_yours_to_keep_money``, or what ``core.finance.ledger.refusals_to_close`` says.
    """
    check_posts(keeper)
    books = hold_books(keeper.organisation_id)
    for problem in refusals_to_close(until, books.closed_until, timezone.localdate(keeper.at)):
        raise RefusedError(problem)
    ClosedPeriod.objects.create(
        organisation_id=keeper.organisation_id, until=until, closed_at=keeper.at, closed_by=keeper.person
    )
    books.closed_until = until
    books.save(update_fields=["closed_until"])
    tell(keeper, "period.closed", ("period", str(until)), {"until": until})
