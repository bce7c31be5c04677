"""Histories by seed against the plain model: `python -m bench.ledger.in_memory --postings 10000000 --seed 1`.

Each deed is asked of both; they must say the same, and at each checkpoint what stands on every account on
every day is added up again from the vouchers. Histories are kept to half a million postings, then the next
seed begins, so that memory stays small.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from functools import cache
from random import Random
from time import perf_counter
from uuid import UUID

from bench.ledger.history import DAYS, STORES, Deed, currencies, history
from bench.ledger.plain import Plain
from samspil.core.errors import ProblemsError
from samspil.core.finance.ledger import Account, Book, Kind, Line, Voucher
from samspil.core.units import Money

FIRST = date(2025, 1, 1)
SHARD = 500_000
CHECKPOINTS = 4


@dataclass
class Found:
    """What was done, and everything in which the two did not agree."""

    postings: int = 0
    vouchers: int = 0
    reversals: int = 0
    refused: int = 0
    again: int = 0
    closings: int = 0
    checked: int = 0
    seconds: float = 0.0
    differences: tuple[str, ...] = ()


@cache
def day_of(number: int) -> date:
    """A numbered day."""
    return FIRST + timedelta(number)


@cache
def id_of(account: int) -> UUID:
    """A numbered account."""
    return UUID(int=account + 1)


def accounts() -> list[Account]:
    """Stores that may not go below nought, and sources that may."""
    return [
        Account(id_of(one), Kind.POOL if one < STORES else Kind.LEVY, str(one), currency)
        for one, currency in currencies().items()
    ]


def voucher_of(deed: Deed) -> Voucher:
    """As the ledger knows it."""
    by = currencies_of()
    lines = tuple(Line(id_of(one), Money(minor, by[one])) for one, minor in deed.lines)
    return Voucher(day_of(deed.day), "x", "sim", lines, deed.key)


@cache
def currencies_of() -> dict[int, str]:
    """Kept."""
    return currencies()


class Both:
    """The ledger and the plain model, asked side by side."""

    def __init__(self, book: Book | None = None) -> None:
        self.book = book or Book(accounts())
        self.plain = Plain(currencies(), {one: one < STORES for one in currencies()})
        self.found = Found()
        self.differences: list[str] = []

    def do(self, deed: Deed) -> None:
        """One deed, of both."""
        {"post": self._post, "reverse": self._reverse, "close": self._close}[deed.sort](deed)

    def _post(self, deed: Deed) -> None:
        again = deed.key in self.plain.posted
        allowed = self.plain.allows(deed.key, deed.day, deed.lines)
        if self._agrees(deed, allowed, lambda: self.book.post(voucher_of(deed))):
            self.plain.post(deed.key, deed.day, deed.lines)
            self.found.again += again
            self.found.vouchers += not again
            self.found.postings += 0 if again else len(deed.lines)

    def _reverse(self, deed: Deed) -> None:
        plain, (day, lines) = self.plain, self.plain.posted.get(deed.of, (0, ()))
        back = tuple((account, -minor) for account, minor in lines)
        allowed = (
            deed.of in plain.posted
            and deed.of not in plain.taken_back
            and deed.of not in plain.takes_back
            and deed.day >= day
            and plain.allows(deed.key, deed.day, back)
        )
        ask = lambda: self.book.reverse(deed.of, day_of(deed.day), "x", deed.key)  # noqa: E731
        if self._agrees(deed, allowed, ask):
            plain.post(deed.key, deed.day, back)
            plain.taken_back.add(deed.of)
            plain.takes_back.add(deed.key)
            self.found.reversals += 1
            self.found.postings += len(back)

    def _close(self, deed: Deed) -> None:
        allowed = deed.day > self.plain.closed
        if self._agrees(deed, allowed, lambda: self.book.close(day_of(deed.day), day_of(DAYS + 1))):
            self.plain.closed = deed.day
            self.found.closings += 1

    def _agrees(self, deed: Deed, allowed: bool, ask: Callable[[], object]) -> bool:
        """Whether it was done; where the two differ it is written down."""
        try:
            ask()
            done = True
        except ProblemsError:
            done = False
        if done != allowed:
            self.differences.append(f"{deed}: plain {allowed}, ledger {done}")
        self.found.refused += not allowed
        return allowed and done

    def check(self, shown: range = range(DAYS)) -> None:
        """Every account on every day that is asked for, added up from the vouchers."""
        by_day: dict[int, dict[int, int]] = {one: {} for one in currencies()}
        for day, lines in self.plain.posted.values():
            for account, minor in lines:
                by_day[account][day] = by_day[account].get(day, 0) + minor
        sums = dict.fromkeys(currencies().values(), 0)
        for account, days in by_day.items():
            stands = 0
            for day in range(DAYS):
                stands += days.get(day, 0)
                if day not in shown:
                    continue
                kept = self.book.balance_on(id_of(account), day_of(day)).minor
                if kept != stands or (account < STORES and stands < 0):
                    self.differences.append(f"account {account} on day {day}: {kept}, added {stands}")
                self.found.checked += 1
            sums[currencies()[account]] += stands
        if any(sums.values()):
            self.differences.append(f"all accounts together: {sums}")


def run(seed: int, postings: int) -> Found:
    """Histories from a seed on, until so many lines have been posted."""
    differences: list[str] = []
    total, begun = Found(), perf_counter()
    while total.postings < postings and not differences:
        both = Both()
        _play(both, Random(seed), min(SHARD, postings - total.postings))
        for name in ("postings", "vouchers", "reversals", "refused", "again", "closings", "checked"):
            setattr(total, name, getattr(total, name) + getattr(both.found, name))
        differences += [f"seed {seed}: {one}" for one in both.differences]
        seed += 1
    total.seconds, total.differences = round(perf_counter() - begun, 1), tuple(differences[:20])
    return total


def _play(both: Both, random: Random, postings: int) -> None:
    next_check = postings // CHECKPOINTS
    for deed in history(random):
        both.do(deed)
        if both.found.postings >= next_check or both.differences:
            both.check()
            next_check += postings // CHECKPOINTS
        if both.found.postings >= postings or both.differences:
            return


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--postings", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    print(json.dumps(asdict(run(asked.seed, asked.postings))))
