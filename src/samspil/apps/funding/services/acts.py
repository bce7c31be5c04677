"""Each act of money that one registers and another approves: kept as plain data, done by its own service."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final, cast
from uuid import UUID

from pydantic import TypeAdapter

from samspil.apps.funding.act_types import Act, NewVoucher, Posted, Sort
from samspil.apps.funding.pool_types import External, YearEnd
from samspil.apps.funding.selectors.funds import access_fund
from samspil.apps.funding.selectors.money_rules import two_keep
from samspil.apps.funding.selectors.pools import (
    access_application,
    access_pool,
    award_of,
    instalment_of,
    two_run,
)
from samspil.apps.funding.selectors.vouchers import amount_of
from samspil.apps.funding.services import pools
from samspil.apps.funding.services.acts_of_costs import ClosePeriod, JoinLate, SettleCost, ShareCost
from samspil.apps.funding.services.by_hand import post_by_hand
from samspil.apps.funding.services.funds import give_back
from samspil.apps.funding.services.paying import pay_back
from samspil.apps.funding.services.posting import reverse
from samspil.apps.funding.services.share_payments import note_payment
from samspil.apps.funding.types import Bookkeeper, NewPayment
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.selectors.access import access_initiative
from samspil.core.units import Money

if TYPE_CHECKING:
    from samspil.apps.funding.models import Filling, Pool, Registered


@dataclass(frozen=True, slots=True)
class FillPool:
    """Money comes into a pool. ``amount`` is a levy's base, or what was appropriated."""

    pool: UUID
    sort: Sort
    year: int
    decision: str
    amount: Money | None = None
    external: External | None = None

    @property
    def about(self) -> UUID:
        """The pool."""
        return self.pool

    def takes_two(self, acting: Acting, on: date) -> bool:
        """As its pool's model has it. So with all that is a pool's here."""
        return two_run(access_pool(acting, self.pool), on)

    def do(self, acting: Acting, at: datetime, key: str) -> Posted:
        """Fill it."""
        return _posted(self._filled(access_pool(acting, self.pool), acting, at))

    def _filled(self, pool: Pool, acting: Acting, at: datetime) -> Filling:
        year, decision = self.year, self.decision
        if self.sort is Sort.LEVY:
            return pools.fill_by_levy(pool, year, self.amount, decision, acting=acting, at=at)
        if self.sort is Sort.ANNUAL:
            return pools.fill_by_annual_amount(pool, year, decision, acting=acting, at=at)
        if self.external is not None:
            return pools.fill_from_outside(pool, year, self.external, decision, acting=acting, at=at)
        amount = self.amount or Money(0, pool.currency)
        return pools.fill_by_appropriation(pool, year, amount, decision, acting=acting, at=at)


@dataclass(frozen=True, slots=True)
class EndYear:
    """A pool's year ends."""

    pool: UUID
    year: int
    ending: YearEnd
    sort: Sort = Sort.YEAR_END

    @property
    def about(self) -> UUID:
        """The pool."""
        return self.pool

    def takes_two(self, acting: Acting, on: date) -> bool:
        """As `FillPool`."""
        return two_run(access_pool(acting, self.pool), on)

    def do(self, acting: Acting, at: datetime, key: str) -> Posted:
        """End it."""
        pool = access_pool(acting, self.pool)
        return _posted(pools.end_year(pool, self.year, self.ending, acting=acting, at=at))


@dataclass(frozen=True, slots=True)
class Instalment:
    """An instalment of a loan has come."""

    pool: UUID
    application: UUID
    number: int
    sort: Sort = Sort.INSTALMENT

    @property
    def about(self) -> UUID:
        """The pool that lent."""
        return self.pool

    def takes_two(self, acting: Acting, on: date) -> bool:
        """As `FillPool`."""
        return two_run(access_application(acting, self.application).pool, on)

    def do(self, acting: Acting, at: datetime, key: str) -> Posted:
        """Post it."""
        application = access_application(acting, self.application)
        row = pay_back(instalment_of(award_of(application), self.number), acting=acting, at=at)
        return Posted(row.voucher, Money(row.repays_minor + row.interest_minor, application.pool.currency))


@dataclass(frozen=True, slots=True)
class GiveBack:
    """What a fund from outside has left goes back to its giver."""

    pool: UUID
    fund: UUID
    amount: Money
    reason: str
    sort: Sort = Sort.GIVEN_BACK

    @property
    def about(self) -> UUID:
        """The pool that keeps the fund."""
        return self.pool

    def takes_two(self, acting: Acting, on: date) -> bool:
        """As `FillPool`."""
        return two_run(access_fund(acting, self.fund).pool, on)

    def do(self, acting: Acting, at: datetime, key: str) -> Posted:
        """Post it."""
        fund = access_fund(acting, self.fund)
        return Posted(give_back(fund, self.amount, self.reason, acting=acting, at=at), self.amount)


@dataclass(frozen=True, slots=True)
class SharePaid:
    """A member has paid of its shares, or has been paid back."""

    initiative: UUID
    payment: NewPayment
    sort: Sort = Sort.SHARE_PAID

    @property
    def about(self) -> UUID:
        """The initiative."""
        return self.initiative

    def takes_two(self, acting: Acting, on: date) -> bool:
        """As the models have it for what is of no pool. So with the two below."""
        return two_keep(acting.organisation_id, on)

    def do(self, acting: Acting, at: datetime, key: str) -> Posted:
        """Note it."""
        row = access_initiative(acting, self.initiative)
        return Posted(note_payment(row, self.payment, acting=acting, at=at).id, self.payment.amount)


@dataclass(frozen=True, slots=True)
class ByHand:
    """A voucher that somebody wrote."""

    voucher: NewVoucher
    sort: Sort = Sort.BY_HAND

    @property
    def about(self) -> None:
        """Nothing else."""

    def takes_two(self, acting: Acting, on: date) -> bool:
        """As `SharePaid`."""
        return two_keep(acting.organisation_id, on)

    def do(self, acting: Acting, at: datetime, key: str) -> Posted:
        """Post it."""
        done = post_by_hand(self.voucher, key, acting=acting, at=at)
        return Posted(done.id, amount_of(acting, done.id))


@dataclass(frozen=True, slots=True)
class Reversal:
    """A voucher is taken back."""

    voucher: UUID
    reason: str
    sort: Sort = Sort.REVERSAL

    @property
    def about(self) -> UUID:
        """The voucher."""
        return self.voucher

    def takes_two(self, acting: Acting, on: date) -> bool:
        """As `SharePaid`."""
        return two_keep(acting.organisation_id, on)

    def do(self, acting: Acting, at: datetime, key: str) -> Posted:
        """Post its mirror."""
        keeper = Bookkeeper.of(acting, at)
        done = reverse(self.voucher, self.reason, f"reversal of {self.voucher}", keeper=keeper)
        return Posted(done.id, amount_of(acting, self.voucher))


_SHAPES: Final[Mapping[Sort, TypeAdapter[Any]]] = {
    **dict.fromkeys((Sort.LEVY, Sort.ANNUAL, Sort.APPROPRIATED, Sort.EXTERNAL), TypeAdapter(FillPool)),
    Sort.YEAR_END: TypeAdapter(EndYear),
    Sort.INSTALMENT: TypeAdapter(Instalment),
    Sort.GIVEN_BACK: TypeAdapter(GiveBack),
    Sort.SHARE_PAID: TypeAdapter(SharePaid),
    Sort.BY_HAND: TypeAdapter(ByHand),
    Sort.REVERSAL: TypeAdapter(Reversal),
    Sort.SHARED: TypeAdapter(ShareCost),
    Sort.SETTLED: TypeAdapter(SettleCost),
    Sort.JOINED: TypeAdapter(JoinLate),
    Sort.CLOSING: TypeAdapter(ClosePeriod),
}


def as_data(act: Act) -> dict[str, Any]:
    """All of an act in texts, numbers, lists and dicts."""
    return cast("dict[str, Any]", _SHAPES[act.sort].dump_python(act, mode="json"))


def act_of(row: Registered) -> Act:
    """The act that was kept."""
    return cast("Act", _SHAPES[Sort(row.sort)].validate_python(row.said))


def _posted(row: Filling) -> Posted:
    return Posted(row.voucher, Money(row.amount_minor, row.pool.currency))
