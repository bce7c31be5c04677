"""From a URL to a row: the only way. Whoever may not see a row is told the same as when there is none."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from django.db.models import Q

from samspil.apps.governance.types import NotFoundError
from samspil.apps.organisations.types import Acting
from samspil.apps.systems.models import Agreement, Contract, LocalUse, SystemRelation

_Row = TypeVar("_Row")


def access_use(acting: Acting, public_id: UUID) -> LocalUse:
    """A system in use in the organisation one acts for.

    Raises:
        NotFoundError: there is none, it is another's, or it was removed.
    """
    rows = LocalUse.objects.filter(organisation_id=acting.organisation_id, public_id=public_id)
    return _found(rows.filter(removed_on=None).first())


def access_contract(acting: Acting, public_id: UUID) -> Contract:
    """A contract of the organisation one acts for; what it names comes with it.

    Raises:
        NotFoundError: there is none, it is another's, or it was removed.
    """
    rows = Contract.objects.filter(organisation_id=acting.organisation_id, public_id=public_id)
    return _found(rows.filter(removed_on=None).select_related("parent", "agreement").first())


def access_agreement(acting: Acting, public_id: UUID) -> Agreement:
    """A framework agreement that the organisation one acts for keeps.

    Raises:
        NotFoundError: there is none, or it is another's.
    """
    rows = Agreement.objects.filter(organisation_id=acting.organisation_id, public_id=public_id)
    return _found(rows.first())


def access_relation(use: LocalUse, key: int) -> SystemRelation:
    """What a system is said to exchange with another, said at it or at the other.

    Raises:
        NotFoundError: there is no such relation of it.
    """
    rows = SystemRelation.objects.filter(Q(use=use) | Q(other=use), pk=key)
    return _found(rows.select_related("use").first())


def _found(row: _Row | None) -> _Row:
    if row is None:
        raise NotFoundError
    return row
