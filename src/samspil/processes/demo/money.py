"""The example's money: what one has saved and used again.

Made by the same services as in real use. All numbers are made up.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import UUID

from samspil.apps.funding.services.accounts import open_account
from samspil.apps.funding.services.posting import post
from samspil.apps.funding.types import Bookkeeper, NewAccount
from samspil.core.finance.ledger import Kind, Reference, Voucher, transfer
from samspil.core.units import Money

_QUARTER: Final = timedelta(days=91)
_FREED: Final = 240_000  # kroner
_USED: Final = 150_000
_ACCOUNTS: Final = (
    (Kind.CASHED_BENEFITS, "Hjemtagne gevinster"),
    (Kind.POOL, "Egen digitaliseringspulje"),
    (Kind.GRANTS, "Bevillinger fra egen pulje"),
)


def save_and_use(owner: int, initiative: UUID, since: date, now: datetime) -> None:
    """What was taken home of benefits goes into a pool of one's own, and pays for something else."""
    keeper = Bookkeeper(owner, datetime.combine(now.date(), time(6), now.tzinfo))
    cashed, pool, grants = (
        open_account(NewAccount(kind, f"own {kind.value}", name), keeper=keeper) for kind, name in _ACCOUNTS
    )
    freed = transfer(cashed, pool, Money.of(_FREED))
    text = "Gevinst taget ud af budgettet"
    post(Voucher(since + _QUARTER, text, "cashed", freed, "example: cashed"), keeper=keeper)
    used = transfer(pool, grants, Money.of(_USED), went_to=Reference("initiative", initiative))
    text = "Prøvedrift betalt af gevinsten"
    post(Voucher(since + 2 * _QUARTER, text, "grant", used, "example: used"), keeper=keeper)
