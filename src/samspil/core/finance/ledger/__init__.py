"""Double entry: vouchers that sum to nought, accounts that are not overdrawn, periods that close."""

from samspil.core.finance.ledger.accounts import Account, Kind
from samspil.core.finance.ledger.book import Book
from samspil.core.finance.ledger.own_money import OwnMoney, Turnover, own_money
from samspil.core.finance.ledger.posting import Standing, refusals, refusals_to_close
from samspil.core.finance.ledger.sources import STORES, of_sources, spent_above
from samspil.core.finance.ledger.vouchers import (
    LARGEST,
    Line,
    Reference,
    Voucher,
    changes,
    mirror,
    problems_of,
    transfer,
)

__all__ = [
    "LARGEST",
    "STORES",
    "Account",
    "Book",
    "Kind",
    "Line",
    "OwnMoney",
    "Reference",
    "Standing",
    "Turnover",
    "Voucher",
    "changes",
    "mirror",
    "of_sources",
    "own_money",
    "problems_of",
    "refusals",
    "refusals_to_close",
    "spent_above",
    "transfer",
]
