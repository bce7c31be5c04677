"""A voucher: what is moved between accounts at once, and what can be wrong with it by itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from uuid import UUID

from samspil.core.errors import Problem
from samspil.core.units import Money

# An amount and a balance stay below this many øre: sums of them then fit the database's 64 bits.
LARGEST: Final = 10**18
_FEWEST: Final = 2  # lines


@dataclass(frozen=True, slots=True)
class Reference:
    """Something that the ledger knows by its sort and its id alone: a benefit, an award, an initiative."""

    sort: str
    id: UUID


@dataclass(frozen=True, slots=True)
class Line:
    """So much into an account (above nought, debit) or out of it (below, credit).

    ``came_from`` is what freed the money, ``went_to`` what it was spent on: so it is traced both ways.
    """

    account: UUID
    amount: Money
    came_from: Reference | None = None
    went_to: Reference | None = None


@dataclass(frozen=True, slots=True)
class Voucher:
    """What is posted at once, on a day. Under one key an owner posts it once, however often it is sent.

    ``kind`` and ``subject`` say what it is for, in the words of whoever posts: "levy", an award.
    ``enclosure`` is where what it rests on is kept: a document's number in another system.
    """

    day: date
    text: str
    kind: str
    lines: tuple[Line, ...]
    key: str
    subject: Reference | None = None
    enclosure: str = ""


def transfer(
    source: UUID,
    into: UUID,
    amount: Money,
    *,
    came_from: Reference | None = None,
    went_to: Reference | None = None,
) -> tuple[Line, Line]:
    """The two lines that move an amount out of one account and into another.

    >>> [str(one.amount) for one in transfer(UUID(int=1), UUID(int=2), Money(100))]
    ['1.00 DKK', '-1.00 DKK']
    """
    return Line(into, amount, came_from, went_to), Line(source, -amount, came_from, went_to)


def mirror(voucher: Voucher, day: date, reason: str, key: str) -> Voucher:
    """The voucher that takes another back, exactly: each line of it with the opposite sign.

    >>> paid = Voucher(date(2026, 3, 2), "Levy", "levy", transfer(UUID(int=1), UUID(int=2), Money(100)), "a")
    >>> [line.amount.minor for line in mirror(paid, date(2026, 3, 9), "Sent twice", "b").lines]
    [-100, 100]
    """
    lines = tuple(replace(line, amount=-line.amount) for line in voucher.lines)
    return replace(voucher, day=day, text=reason, lines=lines, key=key)


def changes(voucher: Voucher) -> dict[UUID, int]:
    """What a voucher changes of each account in all, in øre; an account may stand on several lines.

    >>> changes(Voucher(date(2026, 3, 2), "", "levy", transfer(UUID(int=1), UUID(int=2), Money(100)), "a"))
    {UUID('00000000-0000-0000-0000-000000000002'): 100, UUID('00000000-0000-0000-0000-000000000001'): -100}
    """
    found: dict[UUID, int] = {}
    for line in voucher.lines:
        found[line.account] = found.get(line.account, 0) + line.amount.minor
    return found


def problems_of(voucher: Voucher) -> list[Problem]:
    """What is wrong with a voucher whatever stands on the accounts; nothing when it is in order.

    At least two lines, none of nought, none of 10^18 øre or more, and a sum of nought in each currency.
    O(lines).

    Source: methods.md section 4.3; reliability.md, "Ledger".

    >>> problems_of(Voucher(date(2026, 3, 2), "", "levy", (), "a"))[0].code
    'voucher_needs_two_lines'
    """
    if len(voucher.lines) < _FEWEST:
        return [Problem("voucher_needs_two_lines", {"lines": len(voucher.lines)})]
    found: list[Problem] = []
    sums: dict[str, int] = {}
    for place, line in enumerate(voucher.lines, 1):
        minor, currency = line.amount.minor, line.amount.currency
        if minor == 0:
            found.append(Problem("voucher_line_of_nought", {"line": place}))
        elif not -LARGEST < minor < LARGEST:
            found.append(Problem("voucher_line_too_large", {"line": place, "amount": line.amount}))
        sums[currency] = sums.get(currency, 0) + minor
    found += [
        Problem("voucher_does_not_balance", {"difference": Money(total, currency)})
        for currency, total in sums.items()
        if total
    ]
    if not voucher.key.strip():
        found.append(Problem("voucher_without_key", {}))
    return found
