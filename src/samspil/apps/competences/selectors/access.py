"""The only way from an address to a need, a plan or a loan."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from datetime import date
from uuid import UUID

from samspil.apps.competences.models import CompetenceNeed, GapPlan
from samspil.apps.competences.rights import may_confirm, may_need
from samspil.apps.competences.types import SHARED_LOAN
from samspil.apps.governance.own_rows import own_row
from samspil.apps.governance.types import NotFoundError
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.selectors.access import access_initiative, may_lead
from samspil.kit.sharing import door


def access_need(acting: Acting, public_id: UUID) -> CompetenceNeed:
    """A need of the organisation one acts for.

    Raises:
        NotFoundError: there is none, or it is another's.
    """
    return own_row(CompetenceNeed.objects.all(), acting.organisation_id, public_id)


def access_plan(acting: Acting, public_id: UUID) -> GapPlan:
    """A plan of the organisation one acts for.

    Raises:
        NotFoundError: there is none, or it is another's.
    """
    return own_row(GapPlan.objects.select_related("need"), acting.organisation_id, public_id)


@contextmanager
def access_loan(acting: Acting, public_id: UUID, on: date) -> Generator[GapPlan]:
    """What another asks of the organisation one acts for, by whoever may lend.

    Raises:
        NotFoundError: one is not asked for it, or may not answer.
    """
    if not may_confirm(acting):
        raise NotFoundError(str(public_id))
    with door.reading(SHARED_LOAN, public_id, on) as owner:
        rows = GapPlan.objects.filter(organisation_id=owner or 0, public_id=public_id, dropped_at=None)
        found = rows.filter(lender=acting.organisation_id).select_related("need", "organisation").first()
        if found is None:
            raise NotFoundError(str(public_id))
        yield found


def may_say_need(acting: Acting, initiative: UUID | None, on: date) -> bool:
    """Whether somebody may say what is needed, for an initiative or otherwise, and plan for it."""
    if may_need(acting):
        return True
    if initiative is None:
        return False
    try:
        return may_lead(acting, access_initiative(acting, initiative), on)
    except NotFoundError:
        return False
