"""Those who join later and those who leave: what they pay, to whom, and until when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from dateutil.relativedelta import relativedelta

from samspil.core.errors import ProblemsError
from samspil.core.finance.cost_keys.key import CostKey, Entry, Leaving
from samspil.core.finance.cost_keys.rounding import half_up, whole
from samspil.core.units import Money


@dataclass(frozen=True, slots=True)
class LateEntry:
    """What one that joins late pays of the establishment, and who gets it.

    Args:
        full: its share, had it been there from the start.
        months_left: of the months that the establishment is written down over.
        months: all of them.
        pays: what it pays.
        to: what each of those who established gets; sums to what is paid exactly.
    """

    full: Money
    months_left: int
    months: int
    pays: Money
    to: Mapping[str, Money]


def late_entry(
    key: CostKey, joiner: str, paid: Mapping[str, Money], as_if: Mapping[str, Money], days: tuple[date, date]
) -> LateEntry:
    """What one that joins late pays to those who established, by the key's rule for it.

    It pays its share as if it had been there from the start, written down month by month if the key says
    so. Each of the others gets in proportion to what it paid too much, as if all had been there.

    Args:
        key: with its rule for joining.
        joiner: who joins.
        paid: what those who established paid.
        as_if: the same cost shared out with the joiner among them.
        days: when it was established, and when the joiner comes.

    Raises:
        ProblemsError: ``joined_before_established``; ``nobody_paid_too_much``.

    >>> from samspil.core.finance.cost_keys.key import read
    >>> key = read({"kind": "establishment", "rule": {"by": "equal"}, "joining": {"years": 5}})
    >>> paid, as_if = dict.fromkeys("ab", Money(300)), dict.fromkeys("abc", Money(200))
    >>> entry = late_entry(key, "c", paid, as_if, (date(2024, 1, 1), date(2026, 7, 1)))
    >>> str(entry.pays), [str(money) for money in entry.to.values()]
    ('1.00 DKK', ['0.50 DKK', '0.50 DKK'])
    """
    established, joined = days
    if joined < established:
        raise ProblemsError.of("joined_before_established", joined=joined, established=established)
    months = 12 * key.joining.years
    left = _months_left(key.joining.pays, months, established, joined)
    full = as_if[joiner]
    fee = half_up(Fraction(full.minor * left, months))
    return LateEntry(full, left, months, Money(fee, full.currency), _to(paid, as_if, fee, full.currency))


def pays_until(leaving: Leaving, notice_on: date, wanted: date | None = None) -> date:
    """The last day that one which leaves pays for.

    The notice is whole months from the day it is given; a later day may be wanted; and where the key lets
    members leave at the end of a year only, it is the end of that year.

    >>> pays_until(Leaving(notice_months=6), date(2026, 3, 15))
    datetime.date(2026, 9, 14)
    >>> pays_until(Leaving(notice_months=6, at_year_end=True), date(2026, 8, 1))
    datetime.date(2027, 12, 31)
    """
    notice_ends = notice_on + relativedelta(months=leaving.notice_months, days=-1)
    day = max(notice_ends, wanted or notice_on, notice_on)
    return date(day.year, 12, 31) if leaving.at_year_end else day


def _months_left(pays: Entry, months: int, established: date, joined: date) -> int:
    if pays is Entry.NOTHING:
        return 0
    if pays is Entry.ALL:
        return months
    gone = relativedelta(joined, established)
    return max(months - 12 * gone.years - gone.months, 0)


def _to(paid: Mapping[str, Money], as_if: Mapping[str, Money], fee: int, currency: str) -> dict[str, Money]:
    too_much = {one: max(money.minor - as_if.get(one, money).minor, 0) for one, money in paid.items()}
    all_of_it = sum(too_much.values())
    if fee and not all_of_it:
        raise ProblemsError.of("nobody_paid_too_much", amount=Money(fee, currency))
    parts = whole({one: Fraction(fee * more, all_of_it or 1) for one, more in too_much.items()}, fee)
    return {one: Money(part, currency) for one, part in parts.items()}
