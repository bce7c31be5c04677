"""What a party has paid in, received, owes and has saved, added up from accounts that show its money."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from samspil.core.finance.ledger.accounts import Kind


@dataclass(frozen=True, slots=True)
class Turnover:
    """What went into and out of an account in a period, and what stands on it afterwards, in øre.

    Of what went out of a share, ``credited`` was never paid: others joined, or less was used than was billed.
    Of what went into it, ``paid_back`` had been paid before.
    """

    kind: Kind
    into: int
    out: int
    closing: int
    credited: int = 0
    paid_back: int = 0


@dataclass(frozen=True, slots=True)
class OwnMoney:
    """Of one currency, in øre. ``owed`` is what stands at the end; the rest is what came in the period.

    ``credited`` is what was taken off shares without being paid.
    """

    paid_in: int = 0
    received: int = 0
    owed: int = 0
    saved: int = 0
    credited: int = 0

    def __add__(self, other: OwnMoney) -> OwnMoney:
        return OwnMoney(
            self.paid_in + other.paid_in,
            self.received + other.received,
            self.owed + other.owed,
            self.saved + other.saved,
            self.credited + other.credited,
        )


def own_money(turnovers: Iterable[Turnover]) -> OwnMoney:
    """Add up the accounts of one party in one currency. Accounts of other kinds say nothing of it.

    A levy and a repayment are paid in, a grant and a loan received; what is put on a share or a loan is owed
    until it is paid or credited; what was taken home of benefits is saved.

    Source: issue 6, "What people see".

    >>> own_money([Turnover(Kind.SHARES, 500, 200, 300, credited=50)])
    OwnMoney(paid_in=150, received=0, owed=300, saved=0, credited=50)
    """
    return sum(map(_of_one, turnovers), OwnMoney())


def _of_one(one: Turnover) -> OwnMoney:
    match one.kind:
        case Kind.LEVY | Kind.REPAYMENTS:
            return OwnMoney(paid_in=one.out - one.into)
        case Kind.SHARES:
            paid_in = one.out - one.credited - one.paid_back
            return OwnMoney(paid_in=paid_in, owed=one.closing, credited=one.credited)
        case Kind.LOANS:
            return OwnMoney(paid_in=one.out, received=one.into, owed=one.closing)
        case Kind.GRANTS:
            return OwnMoney(received=one.into - one.out)
        case Kind.CASHED_BENEFITS:
            return OwnMoney(saved=one.out - one.into)
        case _:
            return OwnMoney()
