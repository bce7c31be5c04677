"""How long a ledger of very many postings takes: `python -m bench.ledger.asked`, on what `rows` has laid.

A posting is held against a bare transaction that writes the same rows with statements of its own, one after
the other in the same run; each in turn, so that what else the machine does falls on both.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from itertools import count
from random import Random
from statistics import median, quantiles
from time import perf_counter
from typing import Any, Final

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samspil.settings.dev")

import django

django.setup()

from django.db import connection, transaction

from bench.ledger.rows import AT, DAYS, FIRST, NAME, STORES
from samspil.apps.funding.models import Account, Posting
from samspil.apps.funding.selectors.balances import balance_on
from samspil.apps.funding.selectors.statements import statements
from samspil.apps.funding.services.posting import post
from samspil.apps.funding.types import Bookkeeper
from samspil.apps.organisations.models import Organisation
from samspil.core.finance.ledger import Voucher, transfer
from samspil.core.units import Money
from samspil.kit.ids import new_id
from samspil.kit.tenancy import scope

TIMES: Final = 150
TODAY: Final = AT.date()
YEAR: Final = (date(2024, 1, 1), date(2024, 12, 31))
MEMBERS: Final = 9


class Asked:
    """Each call does the next of its kind; `stores` hold money, `sources` are where it came from."""

    def __init__(self) -> None:
        owner = Organisation.objects.get(name=NAME)
        rows = list(Account.objects.filter(organisation=owner).order_by("pk"))
        self.owner, self.keeper = owner.pk, Bookkeeper(owner.pk, AT)
        self.stores, self.sources = rows[:STORES], rows[STORES:]
        self.random, self.numbers = Random(1), count(1)

    def _ends(self) -> tuple[Account, Account]:
        return self.random.choice(self.sources), self.random.choice(self.stores)

    def posting(self, day: date = TODAY) -> None:
        """Through the service, with all that it looks after."""
        source, into = self._ends()
        lines = transfer(source.public_id, into.public_id, Money.of(5))
        post(Voucher(day, "Bidrag", "bench", lines, f"b{next(self.numbers)}"), keeper=self.keeper)

    def dated_back(self) -> None:
        """The same, a month before the last: the days since are moved as well."""
        self.posting(TODAY - timedelta(days=30 + self.random.randrange(30)))

    def bare(self) -> None:
        """The rows of a posting and nothing else, in one transaction."""
        source, into = self._ends()
        key = next(self.numbers)
        with transaction.atomic(), connection.cursor() as cursor:
            _write_rows(cursor, self.owner, key, (source.pk, into.pk))

    def balance(self) -> None:
        """Of any account on any day."""
        day = FIRST + timedelta(self.random.randrange(DAYS))
        balance_on(self.random.choice(self.stores).public_id, day)

    def statement(self) -> int:
        """Of nine members over a year; how many lines."""
        return sum(len(one.lines) for one in statements(self.stores[:MEMBERS], *YEAR, most=10**6))


_VOUCHER: Final = """INSERT INTO funding_voucher (organisation_id, public_id, number, day, text, kind,
subject_sort, key, digest, posted_at) VALUES (%s, %s, %s, %s, 'Bidrag', 'bench', '', %s, %s, %s) RETURNING
id"""
_POSTINGS: Final = """INSERT INTO funding_posting (organisation_id, voucher_id, place, account_id, day,
amount_minor, came_from_sort, went_to_sort) VALUES (%s, %s, 1, %s, %s, 500, '', ''), (%s, %s, 2, %s, %s,
-500, '', '')"""
_DAY: Final = """INSERT INTO funding_accountday (organisation_id, account_id, day, in_minor, out_minor,
closing_minor) VALUES (%s, %s, %s, %s, %s, (SELECT balance_minor FROM funding_account WHERE id = %s) + %s)
ON CONFLICT (account_id, day) DO UPDATE SET in_minor = funding_accountday.in_minor + EXCLUDED.in_minor,
out_minor = funding_accountday.out_minor + EXCLUDED.out_minor, closing_minor = EXCLUDED.closing_minor"""
_ACCOUNT: Final = (
    """UPDATE funding_account SET balance_minor = balance_minor + %s, last_day = %s WHERE id = %s"""
)
_BOOKS: Final = "UPDATE funding_books SET last_number = last_number + 1 WHERE organisation_id = %s"
_PERSONAL: Final = """INSERT INTO journal_personalvalue (organisation_id, commitment, salt, value)
VALUES (%s, %s, %s, 'Bidrag')"""
_ENTRY: Final = """INSERT INTO journal_entry (organisation_id, sequence, at, actor, action, subject_type,
subject_id, facts, previous, hash) VALUES (%s, %s, %s, 'clock', 'bench', 'voucher', %s, %s, %s, %s)"""
_HEAD: Final = "UPDATE journal_head SET hash = hash WHERE organisation_id = %s"


def _write_rows(cursor: Any, owner: int, key: int, accounts: tuple[int, int]) -> None:
    name, nought = new_id(), "0" * 64
    uuid = name.hex if connection.vendor == "sqlite" else name
    cursor.execute(_VOUCHER, [owner, uuid, 10**9 + key, TODAY, f"bare {key}", nought, AT])
    voucher = cursor.fetchone()[0]
    cursor.execute(_POSTINGS, [owner, voucher, accounts[1], TODAY, owner, voucher, accounts[0], TODAY])
    for account, into, out in ((accounts[1], 500, 0), (accounts[0], 0, 500)):
        cursor.execute(_DAY, [owner, account, TODAY, into, out, account, into - out])
        cursor.execute(_ACCOUNT, [into - out, TODAY, account])
    cursor.execute(_BOOKS, [owner])
    cursor.execute(_PERSONAL, [owner, name.hex * 2, nought[:32]])
    cursor.execute(_ENTRY, [owner, 10**9 + key, AT, str(name), "x" * 250, nought, nought])
    cursor.execute(_HEAD, [owner])


def _in_turn(calls: Mapping[str, Callable[[], object]], times: int) -> dict[str, list[float]]:
    """Milliseconds of each, asked in turn."""
    found: dict[str, list[float]] = {name: [] for name in calls}
    for call in calls.values():
        call()
    for _ in range(times):
        for name, call in calls.items():
            begun = perf_counter()
            call()
            found[name].append((perf_counter() - begun) * 1000)
    return found


def main() -> dict[str, Any]:
    """Everything, in milliseconds."""
    with scope.within([Organisation.objects.get(name=NAME).pk]):
        asked = Asked()
        writes = {"posting": asked.posting, "bare": asked.bare, "dated back": asked.dated_back}
        found = _in_turn(writes, TIMES) | _in_turn({"balance": asked.balance}, 10 * TIMES)
        found |= _in_turn({"statement": asked.statement}, 5)
        told: dict[str, Any] = {
            name: {"median_ms": round(median(one), 2), "p95_ms": round(quantiles(one, n=20)[-1], 2)}
            for name, one in found.items()
        }
        told["lines"], told["postings"] = asked.statement(), Posting.objects.count()
        told["ratio"] = round(median(found["posting"]) / median(found["bare"]), 2)
    return told


if __name__ == "__main__":
    print(json.dumps(main()))
