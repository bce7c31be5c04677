"""Statements: what moved on an account in a period, between what stood on it before and after."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from samspil.apps.funding.models import Account, Posting
from samspil.apps.funding.selectors.balances import balances_on
from samspil.core.finance.ledger import Kind
from samspil.core.units import Money

MOST_LINES: Final = 2000


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
    """An account in a period, first and last day within; ``is_cut`` when there are more lines than shown."""

    account: UUID
    name: str
    kind: Kind
    opening: Money
    closing: Money
    lines: tuple[StatementLine, ...]
    is_cut: bool = False


def statements(
    accounts: Iterable[Account], first: date, last: date, most: int = MOST_LINES
) -> list[Statement]:
    """Of each account in scope, in the order given: oldest lines first. Three questions, and one an account.

    Amounts above nought went into the account.
    """
    rows = list(accounts)
    keys = [row.public_id for row in rows]
    before, after = balances_on(keys, first - timedelta(1)), balances_on(keys, last)
    return [
        _statement(row, (first, last), (before[row.public_id], after[row.public_id]), most) for row in rows
    ]


def _statement(row: Account, days: tuple[date, date], ends: tuple[Money, Money], most: int) -> Statement:
    postings = Posting.objects.filter(account=row, day__range=days).order_by("day", "id")
    found = postings.values_list(
        "day", "voucher__number", "voucher__public_id", "voucher__text", "amount_minor"
    )[: most + 1]
    lines, stands = [], ends[0]
    for day, number, voucher, text, minor in found[:most]:
        amount = Money(minor, row.currency)
        stands += amount
        lines.append(StatementLine(day, number, voucher, text, amount, stands))
    return Statement(
        row.public_id, row.name, Kind(row.kind), *ends, lines=tuple(lines), is_cut=len(found) > most
    )
