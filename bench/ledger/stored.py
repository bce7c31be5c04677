"""The same histories through the stored ledger, and many who post at once; run in a home of its own.

    python -m bench.ledger.stored history --postings 20000 --seed 1
    python -m bench.ledger.stored keys --keys 10000 --times 20
    python -m bench.ledger.stored race --writers 8 --rounds 50 [--without-lock]

It makes the tables of `SAMSPIL_HOME` or `DATABASE_URL`. Without the lock a race must overdraw or lose.
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, date, datetime
from itertools import count
from random import Random
from time import perf_counter
from typing import Any
from unittest import mock

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samspil.settings.dev")

import django

django.setup()

from django.core.management import call_command
from django.db import connection

from bench.ledger.history import DAYS, history
from bench.ledger.in_memory import Both, Found, accounts
from samspil.apps.funding.models import Account as AccountRow
from samspil.apps.funding.models import Books
from samspil.apps.funding.models import Voucher as VoucherRow
from samspil.apps.funding.selectors.balances import balance_on
from samspil.apps.funding.services import accounts as opening
from samspil.apps.funding.services import periods, posting
from samspil.apps.funding.services.comparing import compare_books
from samspil.apps.funding.types import Bookkeeper, NewAccount
from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.models import Organisation
from samspil.core.errors import ProblemsError
from samspil.core.finance.ledger import Kind, Voucher, transfer
from samspil.core.units import Money
from samspil.kit.tenancy import scope

AT = datetime(2027, 1, 4, 9, tzinfo=UTC)
DAY = date(2026, 3, 2)


def an_owner() -> int:
    """An organisation of its own."""
    return Organisation.objects.create(kind="municipality", name="Regnskab").pk


class Stored:
    """The stored ledger, asked as the one in memory is."""

    def __init__(self) -> None:
        self.owner = an_owner()
        self.keeper = Bookkeeper(self.owner, AT)
        self.ids: dict[str, Any] = {}
        with scope.within([self.owner]):
            for one in accounts():
                new = NewAccount(one.kind, one.name, one.name, one.currency)
                opening.open_account(new, keeper=self.keeper)
                AccountRow.objects.filter(key=one.name).update(public_id=self._id(one.id))

    def _id(self, key: Any) -> Any:
        """Each history has accounts of its own."""
        return type(key)(int=key.int + (self.owner << 64))

    def post(self, voucher: Voucher) -> None:
        """As `Book.post`."""
        lines = tuple(type(one)(self._id(one.account), one.amount) for one in voucher.lines)
        new = Voucher(voucher.day, voucher.text, voucher.kind, lines, voucher.key)
        self._ask(lambda: self.ids.__setitem__(voucher.key, posting.post(new, keeper=self.keeper).id))

    def reverse(self, key: str, day: date, reason: str, new_key: str) -> None:
        """As `Book.reverse`."""
        if key not in self.ids:
            raise ProblemsError.of("no_such_voucher")
        self._ask(lambda: posting.reverse(self.ids[key], reason, new_key, keeper=self.keeper, on=day))

    def close(self, until: date, _today: date) -> None:
        """As `Book.close`; all of the history is over."""
        self._ask(lambda: periods.close_period(until, keeper=Bookkeeper(self.owner, AT.replace(year=2030))))

    def balance_on(self, account: Any, day: date) -> Money:
        """As `Book.balance_on`."""
        with scope.within([self.owner]):
            return balance_on(self._id(account), day)

    def _ask(self, do: Callable[[], object]) -> None:
        try:
            with scope.within([self.owner]):
                do()
        except RefusedError as error:
            raise ProblemsError([error.problem]) from error


def play(seed: int, postings: int) -> Found:
    """A history against the plain model; at its end the ledger is re-added as it is every night."""
    stored, begun = Stored(), perf_counter()
    both: Both = Both(stored)  # type: ignore[arg-type]
    for deed in history(Random(seed)):
        both.do(deed)
        if both.found.postings >= postings or both.differences:
            break
    both.check(range(0, DAYS, 7))
    with scope.within([stored.owner]):
        both.differences += compare_books(stored.owner, at=AT)
    both.found.seconds = round(perf_counter() - begun, 1)
    both.found.differences = tuple(both.differences[:20])
    return both.found


def pool_with(kroner: int) -> tuple[Bookkeeper, tuple[Any, Any]]:
    """Money in a pool of somebody, and where it may go."""
    keeper = Bookkeeper(an_owner(), AT)
    with scope.within([keeper.organisation_id]):
        levy, pool, grants = (
            opening.open_account(NewAccount(kind, kind.value, kind.value), keeper=keeper)
            for kind in (Kind.LEVY, Kind.POOL, Kind.GRANTS)
        )
        lines = transfer(levy, pool, Money.of(kroner))
        posting.post(Voucher(DAY, "Bidrag", "levy", lines, "levy"), keeper=keeper)
    return keeper, (pool, grants)


def paid(keeper: Bookkeeper, ends: tuple[Any, Any], kroner: int, key: str) -> str:
    """What came of paying so much out of the pool: paid, before, or the code of a refusal."""
    voucher = Voucher(DAY, "Bevilling", "grant", transfer(*ends, Money.of(kroner)), key)
    try:
        with scope.within([keeper.organisation_id]):
            return "before" if posting.post(voucher, keeper=keeper).before else "paid"
    except RefusedError as error:
        return error.problem.code
    except Exception as error:  # a race without its lock may end in anything
        return type(error).__name__
    finally:
        connection.close()


def keys(number: int, times: int, writers: int) -> dict[str, Any]:
    """So many keys, each sent so many times in a random order by several at once."""
    keeper, ends = pool_with(number)
    sent = [f"k{one}" for one in range(number)] * times
    Random(1).shuffle(sent)
    begun = perf_counter()
    with ThreadPoolExecutor(writers) as several:
        said = list(several.map(lambda key: paid(keeper, ends, 1, key), sent, chunksize=50))
    with scope.within([keeper.organisation_id]):
        found = VoucherRow.objects.filter(kind="grant").count()
        left, differences = balance_on(ends[0], DAY), compare_books(keeper.organisation_id, at=AT)
    told = {one: said.count(one) for one in sorted(set(said))}
    seconds = round(perf_counter() - begun, 1)
    return {
        "vouchers": found,
        "left": left.minor,
        "said": told,
        "differences": differences,
        "seconds": seconds,
    }


class _Numbers:
    """One after the other, whoever asks."""

    def __init__(self) -> None:
        self._next = count(1000)

    def __call__(self, _books: Books) -> int:
        return next(self._next)


@contextmanager
def unlocked() -> Iterator[None]:
    """The control: nobody holds anything, and no transaction does on SQLite; numbers do not collide."""
    numbers = _Numbers()

    def books(owner: int) -> Books:
        return Books.objects.filter(organisation_id=owner).first() or Books(organisation_id=owner)

    def rows(owner: int, wanted: Any) -> Any:
        found = AccountRow.objects.filter(organisation_id=owner, public_id__in=list(wanted))
        return {row.public_id: (row, row.days.order_by("-day").first()) for row in found}

    with (
        mock.patch.object(posting, "hold_books", books),
        mock.patch.object(posting, "hold_accounts", rows),
        mock.patch.object(posting, "_next_number", numbers),
        mock.patch.object(posting, "post", posting.post.__wrapped__),  # type: ignore[attr-defined]
        mock.patch.object(posting, "_tell"),
    ):
        yield


def race(writers: int, rounds: int) -> dict[str, Any]:
    """Each round a pool of 100 is asked for 60 by everybody at once: one is paid."""
    broken = []
    for _ in range(rounds):
        keeper, ends = pool_with(100)
        asks = [f"w{one}" for one in range(writers)]
        with ThreadPoolExecutor(writers) as several:
            said = list(several.map(lambda key: paid(keeper, ends, 60, key), asks))  # noqa: B023
        with scope.within([keeper.organisation_id]):
            spent = VoucherRow.objects.filter(kind="grant").count()
            left = balance_on(ends[0], DAY)
            differences = [one for one in compare_books(keeper.organisation_id, at=AT) if "number" not in one]
        if spent != 1 or differences or left != Money.of(40):
            broken.append({"paid": spent, "said": sorted(said), "differences": differences})
    return {"rounds": rounds, "broken": len(broken), "such as": broken[:3]}


def main() -> object:
    """What is asked on the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=["tables", "history", "keys", "race"])
    parser.add_argument("--postings", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keys", type=int, default=100)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--writers", type=int, default=4)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--without-lock", action="store_true")
    parser.add_argument("--laid", action="store_true", help="the tables are there already")
    asked = parser.parse_args()
    if not asked.laid:
        call_command("migrate", verbosity=0)
    if asked.what == "tables":
        return {}
    if asked.what == "history":
        return asdict(play(asked.seed, asked.postings))
    if asked.what == "keys":
        return keys(asked.keys, asked.times, asked.writers)
    if asked.without_lock:
        with unlocked():
            return race(asked.writers, asked.rounds)
    return race(asked.writers, asked.rounds)


if __name__ == "__main__":
    print(json.dumps(main()))
