"""The books and the accounts of an organisation, held by whoever posts until the transaction has ended.

The chain of the journal is held first. Whoever changes anything holds it sooner or later, so whoever posts in
the middle of a larger change never waits for somebody who waits for it.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from samspil.apps.funding.models import Account, Books
from samspil.kit.journal.tables import lock_head


def hold_books(organisation_id: int) -> Books:
    """An organisation's books, begun where there are none. Whoever comes next waits."""
    lock_head(organisation_id)
    found = Books.objects.select_for_update().filter(organisation_id=organisation_id).first()
    return found or Books.objects.create(organisation_id=organisation_id)


def hold_accounts(organisation_id: int, keys: Iterable[UUID]) -> dict[UUID, Account]:
    """Accounts of the organisation, by their ids; what is another's is not there."""
    rows = Account.objects.select_for_update().filter(
        organisation_id=organisation_id, public_id__in=list(keys)
    )
    return {row.public_id: row for row in rows.order_by("pk")}
