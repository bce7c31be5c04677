"""What a pool holds, has promised, and will hold month by month."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from samspil.apps.funding.models import (
    ENDS_A_YEAR,
    Award,
    Filling,
    Instalment,
    Milestone,
    Pool,
    Posting,
)
from samspil.apps.funding.pool_types import Fills, Form, PoolRules, Repays
from samspil.apps.funding.selectors.balances import balance_on
from samspil.apps.funding.selectors.loans import terms_of
from samspil.apps.funding.selectors.resting import taken_back
from samspil.core.finance.instalments import again
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
    """How a pool stands on a day; without rules nothing more is expected to fill it, nor to lapse."""
    balance = balance_of(pool, on)
    lapses = rules is not None and not rules.carries_over
    expected = [*_fillings(pool, rules, on), *_payments(pool), *_repayments(pool)]
    expected += _lapsed(pool, on) if lapses else []
    ahead = months_ahead(balance, expected, today=on, months=MONTHS, lapses=lapses)
    return Standing(balance, promised_of(pool), _stands(pool, Kind.LOANS, on), ahead)


def balance_of(pool: Pool, on: date) -> Money:
    """What stands on a pool's account when a day is over."""
    return _stands(pool, Kind.POOL, on)


@dataclass(frozen=True, slots=True)
class Left:
    """What a year leaves in a pool, and the first day on which the pool has it to give up."""

    amount: Money
    since: date


def left_of(pool: Pool, last: date) -> Left:
    """What stood in a pool when a year's last day was over, as years that ended have been put right since.

    What lapsed by then and came back later was there; what lapsed later of a year before was not.
    """
    ends = {"pool": pool, "sort": Fills.LAPSED.value}
    later = Filling.objects.standing().filter(**ends, year__lt=last.year, filled_on__gt=last)
    minor, since = -(later.aggregate(total=Sum("amount_minor"))["total"] or 0), last
    undone = Filling.objects.taken_back().filter(**ends, year__lte=last.year)
    came_back = taken_back(undone)
    for row in undone:
        assert row.voucher is not None
        day = came_back[row.voucher].day
        since = max(since, day)
        if row.filled_on <= last < day:
            minor += row.amount_minor
    return Left(balance_of(pool, last) + Money(minor, pool.currency), since)


def _stands(pool: Pool, kind: Kind, on: date) -> Money:
    return balance_on(UUID(pool.accounts[kind.value]), on)


def promised_of(pool: Pool) -> Money:
    """What is awarded and has not been paid out, of awards that have not been stopped. Two questions.

    Of the pool's own money, as all here: what a fund from outside pays is promised of that.
    """
    rows = Award.objects.filter(application__pool=pool, application__fund=None, stopped_on=None)
    awarded = rows.aggregate(total=Sum("amount_minor"))["total"] or 0
    paid = Milestone.objects.done().filter(award__in=rows)
    return Money(awarded - (paid.aggregate(total=Sum("amount_minor"))["total"] or 0), pool.currency)


def promised_on(pool: Pool, day: date) -> Money:
    """What had been awarded when a day was over and not been paid out or stopped by then. Two questions."""
    going = Q(stopped_on=None) | Q(stopped_on__gt=day)
    rows = Award.objects.filter(going, application__pool=pool, application__fund=None, awarded_on__lte=day)
    awarded = rows.aggregate(total=Sum("amount_minor"))["total"] or 0
    return Money(awarded - _paid_by(rows, day), pool.currency)


def _paid_by(rows: QuerySet[Award], day: date) -> int:
    """What the ledger says was paid out of awards when a day was over: what has been reversed since, too."""
    given = Posting.objects.filter(
        went_to_sort="award",
        went_to__in=rows.values("public_id"),
        account__kind__in=(Kind.GRANTS.value, Kind.LOANS.value),
        day__lte=day,
    )
    return int(given.aggregate(total=Sum("amount_minor"))["total"] or 0)


def free_in(pool: Pool, on: date) -> Money:
    """What can still be given of a pool on a day."""
    return free(balance_of(pool, on), promised_of(pool))


def _fillings(pool: Pool, rules: PoolRules | None, on: date) -> Iterator[Expected]:
    """What was put in for a later day; and the annual amount of the years to come, on their first day.

    What a levy will give, nobody knows before it is posted.
    """
    own = Filling.objects.standing().filter(pool=pool, filled_on__gt=on)
    own = own.exclude(sort__in=(Fills.EXTERNAL.value, *ENDS_A_YEAR))
    for day, minor in own.values_list("filled_on", "amount_minor"):
        yield Expected(day, Expects.FILLED, Money(minor, pool.currency))
    if rules is None or rules.annual is None:
        return
    rows = Filling.objects.standing().filter(pool=pool, sort=Fills.ANNUAL.value)
    filled = set(rows.values_list("year", flat=True))
    for year in range(on.year, on.year + 1 + MONTHS // 12):
        if year not in filled:
            yield Expected(date(year, 1, 1), Expects.FILLED, rules.annual)


def _payments(pool: Pool) -> Iterator[Expected]:
    rows = Milestone.objects.not_done().filter(
        award__application__pool=pool, award__application__fund=None, award__stopped_on=None
    )
    for due_on, minor in rows.values_list("due_on", "amount_minor"):
        yield Expected(due_on, Expects.PAID_OUT, Money(minor, pool.currency))


def _repayments(pool: Pool) -> Iterator[Expected]:
    """By the plans that hold; and, where something is lent and more is to be, what that will bring back."""
    rows = Instalment.objects.not_done().filter(
        award__application__pool=pool, award__application__fund=None, replaced_on=None
    )
    for due_on, repays, interest in rows.values_list("due_on", "repays_minor", "interest_minor"):
        yield Expected(due_on, Expects.REPAID, Money(repays + interest, pool.currency))
    for award in _lent_in_part(pool):
        parts = list(Milestone.objects.not_done().filter(award=award))
        left = Money(sum(one.amount_minor for one in parts), pool.currency)
        came = Instalment.objects.done().filter(award=award).count()
        for one in again(left, terms_of(award), came=came, after=max(part.due_on for part in parts)):
            yield Expected(one.due_on, Expects.REPAID, one.amount)


def _lent_in_part(pool: Pool) -> list[Award]:
    """Loans that come back by days, partly lent: their plan is of what is lent, and more will come."""
    rows = Award.objects.filter(
        application__pool=pool,
        application__fund=None,
        application__repays=Repays.FIXED.value,
        form=Form.LOAN.value,
        stopped_on=None,
    )
    lent = Milestone.objects.done().filter(award=OuterRef("pk"))
    more = Milestone.objects.not_done().filter(award=OuterRef("pk"))
    return list(rows.filter(Exists(lent), Exists(more)).select_related("application__pool"))


def _lapsed(pool: Pool, on: date) -> list[Expected]:
    """What lapsed when last year ended and has not been taken out of the pool yet."""
    last = date(on.year - 1, 12, 31)
    ended = Filling.objects.standing().filter(pool=pool, year=last.year, sort__in=ENDS_A_YEAR)
    if ended.exists():
        return []
    gone = free(left_of(pool, last).amount, promised_on(pool, last))
    return [Expected(last, Expects.LAPSES, gone)] if gone.minor else []
