"""Where money stands and where it came from: the kinds of accounts, and how a balance of each is read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

from samspil.core.units import Money


class Kind(StrEnum):
    """What an account is for. What money comes from is told from what holds it by `is_source`."""

    POOL = "pool"
    LEVY = "levy"
    TREASURY = "treasury"
    GRANTS = "grants"
    LOANS = "loans"
    REPAYMENTS = "repayments"
    SHARES = "shares"
    EXTERNAL_FUNDS = "external_funds"
    CASHED_BENEFITS = "cashed_benefits"
    BANK = "bank"

    @property
    def is_source(self) -> bool:
        """Whether money comes from it: it is credited, and its balance is shown as what has come.

        >>> Kind.LEVY.is_source, Kind.POOL.is_source
        (True, False)
        """
        return self in _SOURCES

    def shown(self, balance: Money) -> Money:
        """A balance as people read it: what a pool holds, what is owed on a loan, what has come of a levy.

        >>> str(Kind.LEVY.shown(Money(-500))), str(Kind.POOL.shown(Money(500)))
        ('5.00 DKK', '5.00 DKK')
        """
        return -balance if self.is_source else balance


_SOURCES: Final = frozenset({Kind.LEVY, Kind.REPAYMENTS, Kind.EXTERNAL_FUNDS, Kind.CASHED_BENEFITS})


@dataclass(frozen=True, slots=True)
class Account:
    """An account of one owner, in one currency.

    ``may_be_negative``: whether more may be taken than is there. What money comes from always may; a pool, a
    loan (no more is repaid than was lent) and a share may not, unless somebody says so.
    """

    id: UUID
    kind: Kind
    name: str
    currency: str = "DKK"
    may_be_negative: bool = False

    def __post_init__(self) -> None:
        if self.kind.is_source:
            object.__setattr__(self, "may_be_negative", True)
