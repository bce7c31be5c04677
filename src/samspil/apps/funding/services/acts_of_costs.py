"""The acts about what members share, and about closing the books: as `services.acts`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from samspil.apps.funding.act_types import Posted, Sort
from samspil.apps.funding.selectors.cost_keys import access_cost
from samspil.apps.funding.selectors.money_rules import currency_on, two_keep
from samspil.apps.funding.services.cost_keys import NewCost, join_late, settle_cost, share_cost
from samspil.apps.funding.services.periods import close_period
from samspil.apps.funding.types import Bookkeeper
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.selectors.access import access_initiative
from samspil.core.finance.cost_keys.ground import Member
from samspil.core.units import Money

if TYPE_CHECKING:
    from samspil.apps.funding.models import SharedCost


@dataclass(frozen=True, slots=True)
class ShareCost:
    """A cost is shared out by the key in force."""

    initiative: UUID
    cost: NewCost
    sort: Sort = Sort.SHARED

    @property
    def about(self) -> UUID:
        """The initiative. So with the two below."""
        return self.initiative

    def takes_two(self, acting: Acting, on: date) -> bool:
        """As the models have it for what is of no pool. So with all of these."""
        return two_keep(acting.organisation_id, on)

    def do(self, acting: Acting, at: datetime, key: str) -> Posted:
        """Share it out."""
        initiative = access_initiative(acting, self.initiative)
        return _posted([share_cost(initiative, self.cost, acting=acting, at=at)])


@dataclass(frozen=True, slots=True)
class SettleCost:
    """What was shared is settled by the use that has been counted."""

    initiative: UUID
    cost: UUID
    used: Mapping[str, int]
    amount: Money
    on: date | None = None
    sort: Sort = Sort.SETTLED

    @property
    def about(self) -> UUID:
        """As `ShareCost`."""
        return self.initiative

    def takes_two(self, acting: Acting, on: date) -> bool:
        """As `ShareCost`."""
        return two_keep(acting.organisation_id, on)

    def do(self, acting: Acting, at: datetime, key: str) -> Posted:
        """Settle it."""
        row = access_cost(acting, self.cost)
        return _posted([settle_cost(row, self.used, self.amount, self.on, acting=acting, at=at)])


@dataclass(frozen=True, slots=True)
class JoinLate:
    """One that joins later pays its part of what was established."""

    initiative: UUID
    joiner: Member
    name: str
    sort: Sort = Sort.JOINED

    @property
    def about(self) -> UUID:
        """As `ShareCost`."""
        return self.initiative

    def takes_two(self, acting: Acting, on: date) -> bool:
        """As `ShareCost`."""
        return two_keep(acting.organisation_id, on)

    def do(self, acting: Acting, at: datetime, key: str) -> Posted:
        """Let it in."""
        initiative = access_initiative(acting, self.initiative)
        return _posted(join_late(initiative, self.joiner, self.name, acting=acting, at=at))


@dataclass(frozen=True, slots=True)
class ClosePeriod:
    """The books are closed up to and including a day. No money moves."""

    until: date
    sort: Sort = Sort.CLOSING

    @property
    def about(self) -> None:
        """Nothing else."""

    def takes_two(self, acting: Acting, on: date) -> bool:
        """As `ShareCost`."""
        return two_keep(acting.organisation_id, on)

    def do(self, acting: Acting, at: datetime, key: str) -> Posted:
        """Close it."""
        close_period(self.until, keeper=Bookkeeper.of(acting, at))
        return Posted(None, Money(0, currency_on(acting.organisation_id, self.until)))


def _posted(rows: Sequence[SharedCost]) -> Posted:
    """What was shared in all, and what each pays of it; the voucher of the first, where there are several."""
    parts: Counter[str] = Counter()
    for row in rows:
        parts.update(row.pays)
    amount = sum(row.amount_minor for row in rows)
    return Posted(rows[0].voucher, Money(amount, rows[0].currency), dict(parts))
