"""What a pool holds, has promised, and will hold month by month."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, Sum

from samspil.apps.funding.models import Award, Instalment, Milestone, Pool
from samspil.apps.funding.pool_types import Fills, PoolRules
from samspil.apps.funding.selectors.balances import balance_on
from samspil.core.finance.ledger import Kind
from samspil.core.finance.pools import Expected, Expects, MonthAhead, free, months_ahead
from samspil.core.units import Money

MONTHS = 24


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands on a pool's account, what of it is promised, what is lent out, and the months to come."""

    balance: Money
    promised: Money
    lent: Money
    ahead: tuple[MonthAhead, ...]

    @property
    def free(self) -> Money:
        """What can still be given."""
        return free(self.balance, self.promised)


def standing_of(pool: Pool, rules: PoolRules | None, on: date) -> Standing:
    """How a pool stands on a day; without rules nothing more is expected to fill it. Six questions."""
    balance = balance_of(pool, on)
    expected = [*_fillings(pool, rules, on), *_payments(pool), *_repayments(pool)]
    ahead = months_ahead(balance, expected, today=on, months=MONTHS)
    return Standing(balance, promised_of(pool), _stands(pool, Kind.LOANS, on), ahead)


def balance_of(pool: Pool, on: date) -> Money:
    """What stands on a pool's account when a day is over."""
    return _stands(pool, Kind.POOL, on)


def _stands(pool: Pool, kind: Kind, on: date) -> Money:
    return balance_on(UUID(pool.accounts[kind.value]), on)


def promised_of(pool: Pool) -> Money:
    """What is awarded and has not been paid out, of awards that have not been stopped. Two questions."""
    rows = Award.objects.filter(application__pool=pool, stopped_on=None)
    awarded = rows.aggregate(total=Sum("amount_minor"))["total"] or 0
    paid = Milestone.objects.filter(award__in=rows, paid_on__isnull=False)
    return Money(awarded - (paid.aggregate(total=Sum("amount_minor"))["total"] or 0), pool.currency)


def promised_on(pool: Pool, day: date) -> Money:
    """What had been awarded when a day was over and not been paid out or stopped by then. Two questions."""
    going = Q(stopped_on=None) | Q(stopped_on__gt=day)
    rows = Award.objects.filter(going, application__pool=pool, awarded_on__lte=day)
    awarded = rows.aggregate(total=Sum("amount_minor"))["total"] or 0
    paid = Milestone.objects.filter(award__in=rows, paid_on__lte=day)
    return Money(awarded - (paid.aggregate(total=Sum("amount_minor"))["total"] or 0), pool.currency)


def free_in(pool: Pool, on: date) -> Money:
    """What can still be given of a pool on a day."""
    return free(balance_of(pool, on), promised_of(pool))


def _fillings(pool: Pool, rules: PoolRules | None, on: date) -> Iterator[Expected]:
    """The annual amount of the years to come, on their first day. What a levy will give, nobody knows yet."""
    if rules is None or rules.annual is None:
        return
    filled = set(pool.fillings.filter(sort=Fills.ANNUAL.value).values_list("year", flat=True))
    for year in range(on.year, on.year + 1 + MONTHS // 12):
        if year not in filled:
            yield Expected(date(year, 1, 1), Expects.FILLED, rules.annual)


def _payments(pool: Pool) -> Iterator[Expected]:
    rows = Milestone.objects.filter(
        award__application__pool=pool, award__stopped_on=None, paid_on__isnull=True
    )
    for due_on, minor in rows.values_list("due_on", "amount_minor"):
        yield Expected(due_on, Expects.PAID_OUT, Money(minor, pool.currency))


def _repayments(pool: Pool) -> Iterator[Expected]:
    rows = Instalment.objects.filter(award__application__pool=pool, paid_on__isnull=True)
    for due_on, repays, interest in rows.values_list("due_on", "repays_minor", "interest_minor"):
        yield Expected(due_on, Expects.REPAID, Money(repays + interest, pool.currency))
