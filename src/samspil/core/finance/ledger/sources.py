"""What freed money, and that no more of it is spent than came."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from samspil.core.errors import Problem
from samspil.core.finance.ledger.accounts import Kind
from samspil.core.finance.ledger.vouchers import Reference, Voucher
from samspil.core.units import Money

Source = tuple[Reference, str]
# Where what was freed stands until it goes to what it pays.
STORES: Final = frozenset({Kind.POOL, Kind.TREASURY, Kind.BANK})


def of_sources(voucher: Voucher, kinds: Mapping[UUID, Kind]) -> dict[Source, int]:
    """What a voucher changes of what each source has freed and nobody has spent, by currency, in øre.

    What moves from one store to another changes nothing. O(lines).

    >>> from datetime import date
    >>> from samspil.core.finance.ledger import transfer
    >>> cashed, pool, benefit = UUID(int=1), UUID(int=2), Reference("benefit", UUID(int=3))
    >>> lines = transfer(cashed, pool, Money(500), came_from=benefit)
    >>> freed = Voucher(date(2026, 1, 2), "", "freed", lines, "a")
    >>> list(of_sources(freed, {cashed: Kind.CASHED_BENEFITS, pool: Kind.POOL}).values())
    [500]
    """
    found: dict[Source, int] = {}
    for line in voucher.lines:
        if line.came_from is not None and kinds.get(line.account) in STORES:
            source = line.came_from, line.amount.currency
            found[source] = found.get(source, 0) + line.amount.minor
    return found


def spent_above(changed: Mapping[Source, int], left: Mapping[Source, int]) -> list[Problem]:
    """A problem for each source of which more would be spent than it freed.

    Args:
        changed: what `of_sources` says of the voucher.
        left: what stands of each source that is drawn on; nought where nothing is said.

    Source: F2.7 (money freed in one place finances another).

    >>> benefit = Reference("benefit", UUID(int=3))
    >>> [one.code for one in spent_above({(benefit, "DKK"): -501}, {(benefit, "DKK"): 500})]
    ['source_spent_above']
    """
    return [
        Problem(
            "source_spent_above",
            {"left": Money(there, source[1]), "asked": Money(-change, source[1])},
        )
        for source, change in changed.items()
        for there in [left.get(source, 0)]
        if change < 0 and there + change < 0
    ]
