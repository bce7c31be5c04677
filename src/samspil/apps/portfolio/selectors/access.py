"""From a URL to a row: the only way. Whoever may not see a row is told the same as when there is none."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from datetime import date
from typing import Final, TypeVar
from uuid import UUID

from samspil.apps.governance.types import NotFoundError
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.models import (
    ChangeRequest,
    Dependency,
    Initiative,
    Involvement,
    Iteration,
    Milestone,
    Note,
    Risk,
    SavedView,
    Scenario,
)
from samspil.apps.portfolio.rights import may_keep_portfolio
from samspil.kit.periods import on as in_period
from samspil.kit.sharing import door

SHARED: Final = "initiative"
SHARED_LOCAL: Final = "local_initiative"  # a few facts of it, for the association alone

_Row = TypeVar("_Row")


def access_initiative(acting: Acting, public_id: UUID) -> Initiative:
    """An initiative of the organisation one acts for.

    Raises:
        NotFoundError: there is none, or it is another's.
    """
    return _found(_own(acting, public_id))


def _own(acting: Acting, public_id: UUID) -> Initiative | None:
    return Initiative.objects.filter(organisation_id=acting.organisation_id, public_id=public_id).first()


@contextmanager
def access_shared_initiative(acting: Acting, public_id: UUID, on: date) -> Generator[Initiative]:
    """An initiative of one's own, or one that its owner shares; what is about it is found inside.

    Raises:
        NotFoundError: there is none, or it is not shared.
    """
    own = _own(acting, public_id)
    if own is not None:
        yield own
        return
    with door.reading(SHARED, public_id, on) as owner:
        if owner is None:
            raise NotFoundError(str(public_id))
        rows = Initiative.objects.filter(organisation_id=owner, public_id=public_id)
        yield _found(rows.select_related("programme", "organisation").first())


def access_milestone(acting: Acting, public_id: UUID) -> Milestone:
    """A milestone of the organisation one acts for."""
    rows = Milestone.objects.filter(organisation_id=acting.organisation_id, public_id=public_id)
    return _found(rows.select_related("initiative").first())


def access_dependency(acting: Acting, public_id: UUID) -> Dependency:
    """What a milestone of ours waits for."""
    rows = Dependency.objects.filter(organisation_id=acting.organisation_id, public_id=public_id)
    return _found(rows.select_related("successor__initiative").first())


def access_scenario(acting: Acting, public_id: UUID) -> Scenario:
    """A draft of the portfolio of the organisation one acts for."""
    rows = Scenario.objects.filter(organisation_id=acting.organisation_id, public_id=public_id)
    return _found(rows.first())


def access_saved_view(acting: Acting, public_id: UUID) -> SavedView:
    """A view that somebody of the organisation one acts for has kept."""
    rows = SavedView.objects.filter(organisation_id=acting.organisation_id, public_id=public_id)
    return _found(rows.first())


def access_risk(acting: Acting, public_id: UUID) -> Risk:
    """A risk of an initiative of the organisation one acts for."""
    rows = Risk.objects.filter(organisation_id=acting.organisation_id, public_id=public_id)
    return _found(rows.select_related("initiative").first())


def access_note(acting: Acting, public_id: UUID) -> Note:
    """An issue, assumption or lesson of the organisation one acts for."""
    rows = Note.objects.filter(organisation_id=acting.organisation_id, public_id=public_id)
    return _found(rows.select_related("initiative").first())


def access_change(acting: Acting, public_id: UUID) -> ChangeRequest:
    """A change to an initiative of the organisation one acts for."""
    rows = ChangeRequest.objects.filter(organisation_id=acting.organisation_id, public_id=public_id)
    return _found(rows.select_related("initiative").first())


def access_involvement(acting: Acting, public_id: UUID) -> Involvement:
    """Who is involved in an initiative of the organisation one acts for."""
    rows = Involvement.objects.filter(organisation_id=acting.organisation_id, public_id=public_id)
    return _found(rows.select_related("initiative").first())


def access_iteration(acting: Acting, public_id: UUID) -> Iteration:
    """A short cycle of an initiative of the organisation one acts for."""
    rows = Iteration.objects.filter(organisation_id=acting.organisation_id, public_id=public_id)
    return _found(rows.select_related("initiative").first())


def may_lead(acting: Acting, initiative: Initiative, on: date) -> bool:
    """Whether somebody may change an initiative: who keeps the portfolio, and who answers for this one."""
    if initiative.organisation_id != acting.organisation_id:
        return False
    if may_keep_portfolio(acting):
        return True
    return initiative.role_holders.filter(in_period(on), person=acting.person).exists()


def _found(row: _Row | None) -> _Row:
    if row is None:
        raise NotFoundError
    return row
