"""A ledger in memory: the same rules as the stored one, for simulations and for what is tried out first."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from samspil.core.errors import ProblemsError
from samspil.core.finance.ledger.accounts import Account
from samspil.core.finance.ledger.posting import Standing, refusals, refusals_to_close
from samspil.core.finance.ledger.sources import Source, of_sources, spent_above
from samspil.core.finance.ledger.vouchers import Voucher, changes, mirror
from samspil.core.units import Money


class Book:
    """Accounts with their balances by day, and the vouchers that made them. It changes; nothing in it does.

    >>> from samspil.core.finance.ledger import Kind, transfer
    >>> levy, pool = Account(UUID(int=1), Kind.LEVY, "Levy"), Account(UUID(int=2), Kind.POOL, "Bank")
    >>> book, day = Book([levy, pool]), date(2026, 1, 2)
    >>> _ = book.post(Voucher(day, "Levy of 2026", "levy", transfer(levy.id, pool.id, Money(500)), "2026"))
    >>> str(book.balance_on(pool.id, day))
    '5.00 DKK'
    """

    def __init__(self, accounts: Iterable[Account]) -> None:
        self._days = {account.id: _Days(account) for account in accounts}
        self._vouchers: dict[str, Voucher] = {}
        self._reversed_by: dict[str, str] = {}
        self._reversals: set[str] = set()
        self._left: dict[Source, int] = {}
        self.closed_until: date | None = None

    def post(self, voucher: Voucher) -> Voucher:
        """Post it, or give back what the key posted before.

        Raises:
            ProblemsError: what `refusals` and `spent_above` say; ``voucher_key_used`` for something else
                under the same key.
        """
        before = self._vouchers.get(voucher.key)
        if before is not None:
            if before != voucher:
                raise ProblemsError.of("voucher_key_used", key=voucher.key)
            return before
        days, day = self._days, voucher.day
        known = {line.account: days[line.account] for line in voucher.lines if line.account in days}
        standings = {key: one.standing(day) for key, one in known.items()}
        sources = of_sources(voucher, {key: one.account.kind for key, one in known.items()})
        found = refusals(voucher, standings, self.closed_until) + spent_above(sources, self._left)
        if found:
            raise ProblemsError(found)
        for source, change in sources.items():
            self._left[source] = self._left.get(source, 0) + change
        for key, change in changes(voucher).items():
            known[key].add(day, change)
        self._vouchers[voucher.key] = voucher
        return voucher

    def reverse(self, key: str, day: date, reason: str, new_key: str) -> Voucher:
        """Take a voucher back by its mirror.

        Raises:
            ProblemsError: as for posting, ``no_such_voucher``, ``voucher_already_reversed``,
                ``reversal_is_not_reversed``, ``reversed_before_posted``.
        """
        voucher = self._vouchers.get(key)
        if voucher is None:
            raise ProblemsError.of("no_such_voucher")
        new = mirror(voucher, day, reason, new_key)
        if self._vouchers.get(new_key) == new and self._reversed_by.get(key) == new_key:
            return new
        if key in self._reversed_by:
            raise ProblemsError.of("voucher_already_reversed")
        if key in self._reversals:
            raise ProblemsError.of("reversal_is_not_reversed")
        if day < voucher.day:
            raise ProblemsError.of("reversed_before_posted", day=voucher.day)
        self.post(new)
        self._reversed_by[key] = new_key
        self._reversals.add(new_key)
        return new

    def close(self, until: date, today: date) -> None:
        """Nothing is posted on that day or before any more.

        Raises:
            ProblemsError: what `refusals_to_close` says.
        """
        if found := refusals_to_close(until, self.closed_until, today):
            raise ProblemsError(found)
        self.closed_until = until

    def balance_on(self, account: UUID, day: date) -> Money:
        """What stood on an account when a day was over. O(log days)."""
        days = self._days[account]
        return Money(days.closing(day), days.account.currency)


class _Days:
    """One account: the days on which it moved, in order, and what stood on it at the end of each."""

    __slots__ = ("account", "closings", "days")

    def __init__(self, account: Account) -> None:
        self.account = account
        self.days: list[date] = []
        self.closings: dict[date, int] = {}

    def closing(self, day: date) -> int:
        at = bisect_right(self.days, day)
        return self.closings[self.days[at - 1]] if at else 0

    def standing(self, day: date) -> Standing:
        ends = [self.closing(day), *(self.closings[one] for one in self.days[bisect_right(self.days, day) :])]
        return Standing(self.account, min(ends), max(ends))

    def add(self, day: date, minor: int) -> None:
        if day not in self.closings:
            self.closings[day] = self.closing(day)
            insort(self.days, day)
        for one in self.days[bisect_right(self.days, day) - 1 :]:
            self.closings[one] += minor
