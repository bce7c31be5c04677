"""Money from outside: what it may be given to, and what of it is owed back to whoever gave it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from samspil.core.errors import Problem
from samspil.core.finance.pools import free
from samspil.core.units import Money


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a fund was given for.

    ``supports`` are the pool's criteria of which something must support at least one; empty where the giver
    named none. ``spend_by`` is the last day to use it; nothing where there is none.
    """

    supports: frozenset[str]
    spend_by: date | None


def unfit(purpose: Purpose, supports: Collection[str], on: date) -> Problem | None:
    """Why something cannot be paid by a fund on a day; nothing where it can.

    The last day is within. O(criteria).

    Source: issue 6, "External funds with conditions and deadlines".

    >>> schools = Purpose(frozenset({"service"}), date(2026, 12, 31))
    >>> unfit(schools, ["service", "payback"], date(2026, 12, 31)) is None
    True
    >>> unfit(schools, ["payback"], date(2026, 12, 31)).code
    'does_not_fit_the_purpose'
    """
    if purpose.spend_by is not None and on > purpose.spend_by:
        return Problem("fund_is_past_its_day", {"day": purpose.spend_by})
    if purpose.supports and purpose.supports.isdisjoint(supports):
        return Problem("does_not_fit_the_purpose", {})
    return None


@dataclass(frozen=True, slots=True)
class FundStanding:
    """What is left of a fund, what of it is promised, what can still be given, what is owed to the giver."""

    balance: Money
    promised: Money
    free: Money
    owed_back: Money


def fund_standing(balance: Money, promised: Money, spend_by: date | None, on: date) -> FundStanding:
    """How a fund stands on a day. Once its last day is over nothing can be given: what is left is owed back.

    Args:
        balance: what stands on its account; nought or more.
        promised: awarded of it and not paid out; nought or more.
        spend_by: its last day; nothing where there is none.
        on: the day.

    Raises:
        ProblemsError: ``currency_mismatch``.

    >>> after = fund_standing(Money(500), Money(200), date(2026, 12, 31), date(2027, 1, 1))
    >>> after.free.minor, after.owed_back.minor
    (0, 500)
    """
    nothing = Money(0, balance.currency)
    if spend_by is not None and on > spend_by:
        return FundStanding(balance, promised, nothing, balance)
    return FundStanding(balance, promised, free(balance, promised), nothing)
