"""The books and the accounts of an organisation, held by whoever posts until the transaction has ended.

The chain of the journal is held first. Whoever changes anything holds it sooner or later, so whoever posts in
the middle of a larger change never waits for somebody who waits for it. What is asked after it is asked anew,
and so sees all that whoever held it before has written.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any, Final
from uuid import UUID

from django.db import connection

from samspil.apps.funding.models import Account, AccountDay, Books, Voucher
from samspil.kit.journal.tables import lock_head
from samspil.kit.tenancy.columns import Columns

_TOLD_AGAIN: Final = ("id", "public_id", "number", "day", "digest")
Held = dict[UUID, tuple[Account, AccountDay | None]]


def hold_books(organisation_id: int) -> Books:
    """An organisation's books, begun where there are none. Whoever comes next waits."""
    lock_head(organisation_id)  # it asks the scope
    books = _columns(Books, "b")
    ask = f"SELECT {books} FROM funding_books AS b WHERE b.organisation_id = %s{_held('b')}"  # nosec B608
    with connection.cursor() as cursor:
        found = cursor.execute(ask, [organisation_id]).fetchone()
    return books.read(found) if found else Books.objects.create(organisation_id=organisation_id)


def hold_accounts(organisation_id: int, keys: Collection[UUID]) -> Held:
    """Accounts of the organisation by their ids, each with its last day; what is another's is not there.

    One question that is kept: Django would put two together anew for each posting. Names of columns are ours.
    """
    if not keys:
        return {}
    accounts, days = _columns(Account, "a"), _columns(AccountDay, "d")
    field = Account._meta.get_field("public_id")
    ask = f"""SELECT {accounts}, {days} FROM funding_account AS a
        LEFT JOIN funding_accountday AS d ON d.account_id = a.id AND d.day = a.last_day
        WHERE a.organisation_id = %s AND a.public_id IN ({", ".join(["%s"] * len(keys))})
        ORDER BY a.id{_held("a")}"""  # nosec B608
    wanted = [field.get_db_prep_value(key, connection) for key in keys]
    with connection.cursor() as cursor:
        found = cursor.execute(ask, [organisation_id, *wanted]).fetchall()
    rows = ((accounts.read(row[: len(accounts)]), row[len(accounts) :]) for row in found)
    return {
        account.public_id: (account, days.read(day) if day[0] is not None else None) for account, day in rows
    }


def posted_under(organisation_id: int, key: str) -> Voucher | None:
    """What a key posted, so much of it as tells whether it is the same again; nothing where it is new.

    Once the books are held: nobody can be posting it meanwhile.
    """
    vouchers = _columns(Voucher, "v", _TOLD_AGAIN)
    ask = f"SELECT {vouchers} FROM funding_voucher AS v WHERE v.organisation_id = %s AND v.key = %s"  # nosec B608
    with connection.cursor() as cursor:
        found = cursor.execute(ask, [organisation_id, key]).fetchone()
    return vouchers.read(found) if found else None


@cache
def _columns(model: Any, table: str, names: Sequence[str] = ()) -> Columns[Any]:
    return Columns(model, table, names)


def _held(table: str) -> str:
    """A file is held by whoever writes to it."""
    return f" FOR UPDATE OF {table}" if connection.vendor == "postgresql" else ""
