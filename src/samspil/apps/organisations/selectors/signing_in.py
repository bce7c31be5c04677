"""Who is at the keyboard, before it is known for whom they act: asked on every page, so written out.

These rows have no owner: a session, an account, and for whom it may act (ids only). What somebody holds and
is called is asked in the scope of the organisation chosen: `held`.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection

from samspil.apps.organisations.models import Access, Account, Organisation

_ACCOUNT: Final = ("id", "password", "email", "is_active", "language", "way_was_shown")
_ORGANISATION: Final = ("id", "public_id", "kind", "name", "code", "zone", "is_example", "shows_the_way")
_COLUMNS: Final = ", ".join(
    [
        "access.id",
        "access.person",
        *(f"account.{name}" for name in _ACCOUNT),
        *(f"organisation.{name}" for name in _ORGANISATION),
    ]
)
# The names are ours, every value is handed over beside the question.
_ACCESSES: Final = f"""
SELECT {_COLUMNS}
FROM organisations_access AS access
JOIN organisations_account AS account ON account.id = access.account_id
JOIN organisations_organisation AS organisation ON organisation.id = access.organisation_id
WHERE access.account_id = %s AND access.valid_from <= %s AND (access.valid_to IS NULL OR access.valid_to > %s)
ORDER BY access.id
"""  # nosec B608
_SESSION: Final = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s"


def accesses_with_account(account_id: int, on: date) -> list[Access]:
    """For whom an account may act on a day, the home organisation first, each with the account.

    What of an account is not needed to let somebody in is read when it is asked for.
    """
    day = connection.ops.adapt_datefield_value(on)
    with connection.cursor() as cursor:
        cursor.execute(_ACCESSES, [account_id, day, day])
        return [_access(row) for row in cursor.fetchall()]


def session_data(key: str, at: datetime) -> str | None:
    """What a session holds, as it is kept; nothing where it has ended."""
    with connection.cursor() as cursor:
        cursor.execute(_SESSION, [key, connection.ops.adapt_datetimefield_value(at)])
        row = cursor.fetchone()
    return None if row is None else str(row[0])


def _access(row: tuple[Any, ...]) -> Access:
    pk, person, *rest = row
    of_account, of_organisation = rest[: len(_ACCOUNT)], rest[len(_ACCOUNT) :]
    account = Account.from_db(connection.alias, _ACCOUNT, of_account)
    account.is_active, account.way_was_shown = bool(account.is_active), bool(account.way_was_shown)
    organisation = Organisation.from_db(connection.alias, _ORGANISATION, of_organisation)
    organisation.public_id = UUID(str(organisation.public_id))
    organisation.is_example = bool(organisation.is_example)
    organisation.shows_the_way = bool(organisation.shows_the_way)
    return Access(pk=pk, person=UUID(str(person)), account=account, organisation=organisation)
