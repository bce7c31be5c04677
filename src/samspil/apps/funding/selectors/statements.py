"""Statements: what moved on an account in a period, between what stood on it before and after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet, Sum

from samspil.apps.funding.models import Account, Posting
from samspil.apps.funding.selectors.balances import balance_on, balances_on
from samspil.core.finance.ledger import Kind
from samspil.core.units import Money

MOST_LINES: Final = 2000
MOST_IN_A_FILE: Final = 100_000
_READ: Final = ("day", "voucher__number", "voucher__public_id", "voucher__text", "amount_minor", "pk")


class After(NamedTuple):
    """The last line that has been seen: its day and its key."""

    day: date
    key: int


@dataclass(frozen=True, slots=True)
class StatementLine:
    """A line of a voucher, and what stood on the account after it."""

    day: date
    number: int
    voucher: UUID
    text: str
    amount: Money
    after: Money


@dataclass(frozen=True, slots=True)
class Statement:
    """An account in a period, first and last day within. ``more`` is where the next lines begin, if any do.

    ``before`` is what stood on it before the first line that is shown.
    """

    account: UUID
    name: str
    kind: Kind
    opening: Money
    closing: Money
    before: Money
    lines: tuple[StatementLine, ...]
    more: After | None = None

    @property
    def is_cut(self) -> bool:
        """Whether there are more lines than shown."""
        return self.more is not None


def statements(
    accounts: Iterable[Account], first: date, last: date, most: int = MOST_LINES, after: After | None = None
) -> list[Statement]:
    """Of each account in scope, in the order given: oldest lines first. Three questions, and one an account.

    Amounts above nought went into the account. ``after`` goes on where lines were cut, whatever has been
    posted meanwhile.
    """
    rows = list(accounts)
    keys = [row.public_id for row in rows]
    opening, closing = balances_on(keys, first - timedelta(1)), balances_on(keys, last)
    ends = {key: (opening[key], closing[key]) for key in keys}
    return [_statement(row, (first, last), ends[row.public_id], most, after) for row in rows]


def _statement(
    row: Account, days: tuple[date, date], ends: tuple[Money, Money], most: int, after: After | None
) -> Statement:
    postings, before = _postings(row, days), ends[0]
    if after is not None and after.day >= days[0]:
        before = _stood_after(row, after)
        postings = postings.filter(Q(day__gt=after.day) | Q(day=after.day, pk__gt=after.key))
    found = list(postings.values_list(*_READ)[: most + 1])
    lines = tuple(_lines(found[:most], before))
    more = After(found[most - 1][0], found[most - 1][5]) if len(found) > most else None
    return Statement(row.public_id, row.name, Kind(row.kind), *ends, before, lines, more)


def _postings(row: Account, days: tuple[date, date]) -> QuerySet[Posting]:
    return Posting.objects.filter(account=row, day__range=days).order_by("day", "id")


def _stood_after(row: Account, line: After) -> Money:
    """What stood on an account after a line: the day before, and the day up to it."""
    of_day = Posting.objects.filter(account=row, day=line.day, pk__lte=line.key)
    moved = of_day.aggregate(total=Sum("amount_minor"))["total"] or 0
    return balance_on(row.public_id, line.day - timedelta(1)) + Money(moved, row.currency)


def _lines(found: Iterable[tuple[date, int, UUID, str, int, int]], stands: Money) -> Iterator[StatementLine]:
    for day, number, voucher, text, minor, _key in found:
        amount = Money(minor, stands.currency)
        stands += amount
        yield StatementLine(day, number, voucher, text, amount, stands)
