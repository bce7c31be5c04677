"""A ledger of very many postings, laid by the database itself: `python -m bench.ledger.rows 10000000`.

One organisation with five hundred accounts that hold money and as many that it came from, over ten years; two
postings a voucher. The rows are laid without journal entries; what stands on accounts is added up from them.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from time import perf_counter
from typing import Any, Final

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samspil.settings.dev")

import django

django.setup()

from django.core.management import call_command
from django.db import connection, transaction

from samspil.apps.funding.models import Account, Books
from samspil.apps.organisations.models import Organisation
from samspil.kit.ids import new_id
from samspil.kit.tenancy import scope

NAME: Final = "Regnskab med mange posteringer"
STORES: Final = 500
FIRST: Final = date(2016, 1, 1)
DAYS: Final = 3650
AT: Final = datetime(2026, 1, 5, 9, tzinfo=UTC)

_NUMBERS: Final = {
    "sqlite": "WITH RECURSIVE told(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM told WHERE n < %s)",
    "postgresql": "WITH told(n) AS (SELECT generate_series(1, %s))",
}
_ID: Final = {"sqlite": "printf('%%032x', n)", "postgresql": "lpad(to_hex(n), 32, '0')::uuid"}
_KEY: Final = {"sqlite": "printf('k%%09d', n)", "postgresql": "'k' || lpad(n::text, 9, '0')"}
# Whose each row is follows from its number: ten million need not be asked it one by one.
_AT_EASE: Final = {
    "sqlite": (
        *("PRAGMA foreign_keys = OFF", "PRAGMA synchronous = OFF", "PRAGMA cache_size = -400000"),
        "PRAGMA journal_mode = MEMORY",
    ),
    "postgresql": (
        "SET synchronous_commit = off",
        "SET work_mem = '256MB'",
        "SET maintenance_work_mem = '512MB'",
    ),
}
_AFTER: Final = {
    "sqlite": ("PRAGMA journal_mode = WAL", "ANALYZE"),
    "postgresql": ("ANALYZE",),
}
_TABLES: Final = ["funding_voucher", "funding_posting", "funding_accountday"]
_TIES: Final = """SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid)
FROM pg_constraint WHERE conrelid = ANY(%s::regclass[]) AND contype IN ('f', 'u') ORDER BY contype DESC"""
_INDEXES: Final = """SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
WHERE indrelid = ANY(%s::regclass[]) AND NOT indisprimary
AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid AND contype = 'u')"""
_DAY: Final = {
    "sqlite": "date(%s, '+' || (n * %s / %s) || ' days')",
    "postgresql": "%s::date + (n::bigint * %s / %s)::int",
}
_VOUCHERS: Final = """{numbers} INSERT INTO funding_voucher (id, organisation_id, public_id, number, day,
text, kind, subject_sort, key, digest, posted_at) SELECT n, %s, {id}, n, {day}, 'Postering', 'bench', '',
{key}, '',
{at} FROM told"""
_POSTINGS: Final = """{numbers} INSERT INTO funding_posting (organisation_id, voucher_id, place,
account_id, day,
amount_minor, came_from_sort, went_to_sort)
SELECT %s, n, side.place, %s + side.shift + n %% {stores}, {day}, side.sign * (100 + n %% 1000), '', ''
FROM told, (SELECT 1 AS place, 0 AS shift, 1 AS sign UNION ALL SELECT 2, {stores}, -1) AS side"""
_DAYS_OF: Final = """INSERT INTO funding_accountday (organisation_id, account_id, day, in_minor, out_minor,
closing_minor) SELECT organisation_id, account_id, day, into_it, out_of_it,
sum(into_it - out_of_it) OVER (PARTITION BY account_id ORDER BY day) FROM (SELECT organisation_id,
account_id, day,
sum(CASE WHEN amount_minor > 0 THEN amount_minor ELSE 0 END) AS into_it,
-sum(CASE WHEN amount_minor < 0 THEN amount_minor ELSE 0 END) AS out_of_it
FROM funding_posting GROUP BY organisation_id, account_id, day) AS by_day"""
_ACCOUNTS: Final = """UPDATE funding_account SET last_day = told.last, balance_minor = told.stands
FROM (SELECT account_id, max(day) AS last, sum(in_minor - out_minor) AS stands FROM funding_accountday
GROUP BY account_id) AS told WHERE told.account_id = funding_account.id"""


def fill(postings: int) -> None:
    """Everything."""
    owner = Organisation.objects.create(kind="municipality", name=NAME)
    _say(_AT_EASE[connection.vendor])
    with scope.within([owner.pk]), transaction.atomic():
        first = _accounts(owner.pk)
        with _untied():
            _lay(owner.pk, first, postings // 2)
        Books.objects.create(organisation=owner, last_number=postings // 2)
    _say(_AFTER[connection.vendor])


def _say(statements: Iterable[str]) -> None:
    with connection.cursor() as cursor:
        for one in statements:
            cursor.execute(one)


@contextmanager
def _untied() -> Iterator[None]:
    """On a server keys and indexes are taken away, and made again once all rows are there: all at once."""
    if connection.vendor != "postgresql":
        yield
        return
    _say(["SET CONSTRAINTS ALL IMMEDIATE"])
    with connection.cursor() as cursor:
        ties = cursor.execute(_TIES, [_TABLES]).fetchall()
        indexes = cursor.execute(_INDEXES, [_TABLES]).fetchall()
    _say(f"ALTER TABLE {table} DROP CONSTRAINT {name}" for table, name, _made in reversed(ties))
    _say(f"DROP INDEX {name}" for name, _made in indexes)
    yield
    _timed("indexes", [made for _name, made in indexes])
    _timed("keys", [f"ALTER TABLE {table} ADD CONSTRAINT {name} {made}" for table, name, made in ties])


def _timed(what: str, statements: Iterable[str], said: Sequence[Any] = ()) -> None:
    begun = perf_counter()
    with connection.cursor() as cursor:
        for one in statements:
            cursor.execute(one, said or None)
    print(f"{what}: {perf_counter() - begun:.0f} s", file=sys.stderr)


def _accounts(owner: int) -> int:
    """Those that hold money first, then those that it came from; the key of the first."""
    made = [
        Account.objects.create(
            organisation_id=owner,
            public_id=new_id(),
            kind="pool" if number < STORES else "levy",
            key=f"account {number}",
            name=f"Konto {number}",
            currency="DKK",
            may_be_negative=number >= STORES,
            opened_at=AT,
        )
        for number in range(2 * STORES)
    ]
    return int(made[0].pk)


# Names of tables and columns are ours; what is put in between them is written above.
def _lay(owner: int, first: int, vouchers: int) -> None:
    vendor = connection.vendor
    parts = {
        "numbers": _NUMBERS[vendor],
        "id": _ID[vendor],
        "key": _KEY[vendor],
        "day": _DAY[vendor],
        "at": "'2026-01-05 09:00:00'",
        "stores": STORES,
    }
    day: list[Any] = [str(FIRST), DAYS, vouchers + 1]
    _timed("vouchers", [_VOUCHERS.format(**parts)], [vouchers, owner, *day])
    _timed("postings", [_POSTINGS.format(**parts)], [vouchers, owner, first, *day])
    _timed("days", [_DAYS_OF])
    _timed("accounts", [_ACCOUNTS])
    if vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT setval(pg_get_serial_sequence('funding_voucher', 'id'), %s)", [vouchers])


if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    fill(int(sys.argv[1]))
