"""From a URL to a row: the only way. Whoever may not see a row is told the same as when there is none."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from datetime import date
from typing import TypeVar
from uuid import UUID

from samspil.apps.governance.models import (
    AgendaItem,
    Decision,
    Matter,
    Meeting,
    ModelVersion,
    Obligation,
    Paper,
)
from samspil.apps.governance.selectors.one_matter import matter_of
from samspil.apps.governance.types import NotFoundError
from samspil.apps.organisations.types import Acting
from samspil.kit.sharing import door

_Row = TypeVar("_Row")


def access_matter(acting: Acting, public_id: UUID, *, locked: bool = False) -> Matter:
    """A matter of the organisation one acts for; ``locked`` until the transaction ends, where it is changed.

    Raises:
        NotFoundError: there is none, or it is another's.
    """
    return _found(matter_of(acting.organisation_id, public_id, locked=locked))


@contextmanager
def access_shared_matter(acting: Acting, public_id: UUID, on: date) -> Generator[Matter]:
    """A matter of one's own, or one that its owner shares; what is about it is found inside.

    Raises:
        NotFoundError: there is none, or it is not shared.
    """
    own = matter_of(acting.organisation_id, public_id)
    if own is not None:
        yield own
        return
    with door.reading("matter", public_id, on) as owner:
        if owner is None:
            raise NotFoundError(str(public_id))
        yield _found(matter_of(owner, public_id))


def access_meeting(acting: Acting, public_id: UUID) -> Meeting:
    """A meeting of the organisation one acts for."""
    rows = Meeting.objects.filter(organisation_id=acting.organisation_id, public_id=public_id)
    return _found(rows.first())


def access_item(acting: Acting, meeting: UUID, item: int) -> AgendaItem:
    """An item of a meeting's agenda."""
    rows = AgendaItem.objects.filter(
        organisation_id=acting.organisation_id, meeting__public_id=meeting, pk=item
    )
    return _found(rows.select_related("meeting", "matter").first())


def access_item_of(acting: Acting, meeting: UUID, matter: UUID) -> AgendaItem:
    """A matter on a meeting's agenda."""
    rows = AgendaItem.objects.filter(
        organisation_id=acting.organisation_id, meeting__public_id=meeting, matter__public_id=matter
    )
    return _found(rows.select_related("meeting", "matter").first())


def access_decision(acting: Acting, public_id: UUID) -> Decision:
    """A decision of the organisation one acts for."""
    rows = Decision.objects.filter(organisation_id=acting.organisation_id, public_id=public_id)
    return _found(rows.select_related("matter").first())


def access_obligation(acting: Acting, public_id: UUID) -> Obligation:
    """What somebody in the organisation one acts for owes."""
    rows = Obligation.objects.filter(organisation_id=acting.organisation_id, public_id=public_id)
    return _found(rows.select_related("matter").first())


def access_version(acting: Acting, public_id: UUID) -> ModelVersion:
    """A model of the organisation one acts for."""
    rows = ModelVersion.objects.filter(organisation_id=acting.organisation_id, public_id=public_id)
    return _found(rows.first())


def access_paper(acting: Acting, public_id: UUID) -> Paper:
    """A paper of the organisation one acts for."""
    rows = Paper.objects.filter(organisation_id=acting.organisation_id, public_id=public_id)
    return _found(rows.select_related("matter").first())


def _found(row: _Row | None) -> _Row:
    if row is None:
        raise NotFoundError
    return row
