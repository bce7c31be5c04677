"""From a URL to a row, the only way, and who may do what with it. What binds is decided by the engine."""

from __future__ import annotations

from collections.abc import Collection, Generator
from contextlib import contextmanager
from datetime import date
from uuid import UUID

from django.db.models import Q

from samspil.apps.benefits.models import Benefit
from samspil.apps.governance.types import NotFoundError
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.rights import may_keep_portfolio
from samspil.apps.portfolio.selectors.access import SHARED, may_lead
from samspil.apps.portfolio.selectors.led import led_by
from samspil.kit.sharing import door


def access_benefit(acting: Acting, public_id: UUID) -> Benefit:
    """A benefit of the organisation one acts for.

    Raises:
        NotFoundError: there is none, or it is another's.
    """
    return _found(_rows(acting.organisation_id, public_id))


@contextmanager
def access_shared_benefit(acting: Acting, initiative: UUID, public_id: UUID, on: date) -> Generator[Benefit]:
    """A benefit of one's own, or of an initiative that its owner shares; what is about it is found inside.

    Raises:
        NotFoundError: there is none, or its initiative is not shared.
    """
    own = _rows(acting.organisation_id, public_id)
    if own is not None:
        yield own
        return
    with door.reading(SHARED, initiative, on) as owner:
        if owner is None:
            raise NotFoundError(str(public_id))
        found = _found(_rows(owner, public_id))
        if found.initiative.public_id != initiative:
            raise NotFoundError(str(public_id))
        yield found


def may_change(acting: Acting, benefit: Benefit, on: date) -> bool:
    """Whoever leads the initiative, and whoever owns the benefit."""
    if benefit.organisation_id != acting.organisation_id:
        return False
    return benefit.owner_person == acting.person or may_lead(acting, benefit.initiative, on)


def changeable(acting: Acting, among: Collection[UUID], on: date) -> set[UUID]:
    """Those of many benefits that somebody may change, by the same rule; one question."""
    rows = Benefit.objects.filter(organisation_id=acting.organisation_id, public_id__in=among)
    if not may_keep_portfolio(acting):
        rows = rows.filter(Q(owner_person=acting.person) | Q(initiative__in=led_by(acting.person, on)))
    return set(rows.values_list("public_id", flat=True))


def may_approve(acting: Acting, benefit: Benefit) -> bool:
    """The approver; where none is named who logs in, whoever keeps the portfolio.

    Nobody approves what they own themselves.
    """
    if benefit.organisation_id != acting.organisation_id or benefit.owner_person == acting.person:
        return False
    if benefit.approver_person is not None:
        return benefit.approver_person == acting.person
    return may_keep_portfolio(acting)


def _rows(organisation_id: int, public_id: UUID) -> Benefit | None:
    rows = Benefit.objects.filter(organisation_id=organisation_id, public_id=public_id)
    return rows.select_related("initiative").first()


def _found(row: Benefit | None) -> Benefit:
    if row is None:
        raise NotFoundError
    return row
