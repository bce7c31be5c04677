"""A ledger of very many postings, laid by the database itself: `python -m bench.ledger.rows 10000000`.

One organisation with five hundred accounts that hold money and as many that it came from, over ten years; two
postings a voucher. The rows are laid without journal entries; what stands on accounts is added up from them.
"""

from __future__ import annotations

import os
import sys
from datetime import UTC, date, datetime
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
_DAY: Final = {
    "sqlite": "date(%s, '+' || (n * %s / %s) || ' days')",
    "postgresql": "%s::date + (n::bigint * %s / %s)::int",
}
_VOUCHERS: Final = """{numbers} INSERT INTO funding_voucher (id, organisation_id, public_id, number, day,
text, kind, subject_sort, key, digest, posted_at) SELECT n, %s, {id}, n, {day}, 'Postering', 'bench', '',
'k' || n, '',
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
_ACCOUNTS: Final = """UPDATE funding_account SET
last_day = (SELECT max(day) FROM funding_accountday AS one WHERE one.account_id = funding_account.id),
balance_minor = (SELECT sum(in_minor - out_minor) FROM funding_accountday AS one
WHERE one.account_id = funding_account.id)"""


def fill(postings: int) -> None:
    """Everything."""
    owner = Organisation.objects.create(kind="municipality", name=NAME)
    with scope.within([owner.pk]), transaction.atomic():
        first = _accounts(owner.pk)
        _lay(owner.pk, first, postings // 2)
        Books.objects.create(organisation=owner, last_number=postings // 2)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


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
        "day": _DAY[vendor],
        "at": "'2026-01-05 09:00:00'",
        "stores": STORES,
    }
    day: list[Any] = [str(FIRST), DAYS, vouchers + 1]
    with connection.cursor() as cursor:
        cursor.execute(_VOUCHERS.format(**parts), [vouchers, owner, *day])
        cursor.execute(_POSTINGS.format(**parts), [vouchers, owner, first, *day])
        cursor.execute(_DAYS_OF)
        cursor.execute(_ACCOUNTS)
        if vendor == "postgresql":
            cursor.execute("SELECT setval(pg_get_serial_sequence('funding_voucher', 'id'), %s)", [vouchers])


if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    fill(int(sys.argv[1]))
