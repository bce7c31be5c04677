"""Pools are opened and filled here, and their years end; each is a voucher in the ledger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from samspil.apps.funding.models import ENDS_A_YEAR, Filling, Pool
from samspil.apps.funding.pool_types import External, Fills, PoolRules, YearEnd
from samspil.apps.funding.selectors.liquidity import left_of, promised_on
from samspil.apps.funding.selectors.pool_rules import rules_of, rules_or_none
from samspil.apps.funding.selectors.pools import may_run, pool_of
from samspil.apps.funding.services.accounts import open_account
from samspil.apps.funding.services.opening_funds import fund_for
from samspil.apps.funding.services.posting import post
from samspil.apps.funding.services.telling import tell
from samspil.apps.funding.types import Bookkeeper, NewAccount
from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.types import Acting
from samspil.core.errors import Problem, ProblemsError
from samspil.core.finance.ledger import Kind, Line, Reference, Voucher, transfer
from samspil.core.finance.pools import carry_over, free, levy
from samspil.core.units import Money
from samspil.kit.ids import new_id
from samspil.kit.journal.tables import lock_head

SORT: Final = "pool"
BY_THE_RULE: Final = YearEnd()
YEARS_BACK: Final = 5  # a year that is filled or ended is no older, and at most the next one


@dataclass(frozen=True, slots=True)
class _Fill:
    """What is to be written of a filling: ``said`` are columns of its own sort."""

    year: int
    sort: Fills
    amount: Money
    lines: Sequence[Line]
    decision: str = ""
    said: Mapping[str, Any] = field(default_factory=dict)
    day: date | None = None


_KINDS: Final = (
    *(Kind.POOL, Kind.LEVY, Kind.TREASURY, Kind.GRANTS, Kind.LOANS),
    *(Kind.REPAYMENTS, Kind.EXTERNAL_FUNDS),
)


@transaction.atomic
def open_pool(key: str, *, acting: Acting, at: datetime) -> Pool:
    """Open a pool of the adopted model, with its accounts; one that is open already is found.

    Raises:
        NotFoundError: no model that holds today has such a pool.
        RefusedError: ``not_yours_to_run``.
    """
    rules = check_runs(acting, key, timezone.localdate(at))
    keeper = Bookkeeper.of(acting, at, is_let=True)
    accounts = {kind.value: str(_account(kind, rules, keeper)) for kind in _KINDS}
    before = pool_of(acting.organisation_id, key)
    if before is not None:
        return before
    pool = Pool.objects.create(
        organisation_id=acting.organisation_id,
        key=key,
        name=dict(rules.name),
        currency=rules.currency,
        accounts=accounts,
        opened_at=at,
    )
    tell(keeper, "pool.opened", (SORT, pool.public_id), {"key": key})
    return pool


def _account(kind: Kind, rules: PoolRules, keeper: Bookkeeper) -> UUID:
    """Named as the pool is; what it is for, its kind says. What comes from the treasury has no end here."""
    key = f"pool:{rules.key}:{kind.value}"
    can_lack = kind in (Kind.TREASURY, Kind.GRANTS)
    return open_account(
        NewAccount(kind, key, rules.name["da"], rules.currency, may_be_negative=can_lack), keeper=keeper
    )


def check_runs(acting: Acting, key: str, on: date) -> PoolRules:
    """The pool's rules, for whoever runs it.

    Raises:
        NotFoundError: no model that holds on the day has such a pool.
        RefusedError: ``not_yours_to_run``.
    """
    rules = rules_of(acting.organisation_id, key, on)
    if not may_run(acting, rules):
        raise RefusedError(Problem("not_yours_to_run", {}))
    return rules


def check_pays(acting: Acting, pool: Pool, on: date) -> None:
    """Whoever runs a pool pays out of it and takes back what was lent, also when no model has it any more.

    Raises:
        RefusedError: ``not_yours_to_run``.
    """
    if not may_run(acting, rules_or_none(pool, on)):
        raise RefusedError(Problem("not_yours_to_run", {}))


@transaction.atomic
def fill_by_levy(
    pool: Pool, year: int, base: Money | None, decision: str, *, acting: Acting, at: datetime
) -> Filling:
    """The year's levy on the service expenditure: its part into the pool, the rest to the treasury.

    Raises:
        RefusedError: ``not_yours_to_run``, ``pool_has_no_levy``, ``filled_already``,
            ``filling_needs_a_decision``, ``levy_base_missing``, ``levy_base_not_positive``, or as for
            posting.
    """
    rules = _check(pool, (Fills.LEVY, year), decision, acting, at)
    if rules.levy_per_mille is None or rules.levy_to_pool is None:
        raise RefusedError(Problem("pool_has_no_levy", {}))
    try:
        parts = levy(base, year, per_mille=rules.levy_per_mille, to_pool=rules.levy_to_pool)
    except ProblemsError as error:
        raise RefusedError(error.problems[0]) from error
    lines = [
        Line(_id(pool, kind), amount)
        for kind, amount in (
            (Kind.POOL, parts.to_pool),
            (Kind.TREASURY, parts.rest),
            (Kind.LEVY, -parts.whole),
        )
        if amount.minor
    ]
    said = {"base_minor": base.minor if base else None, "rest_minor": parts.rest.minor}
    new = _Fill(year, Fills.LEVY, parts.to_pool, lines, decision, said)
    return _fill(pool, new, acting=acting, at=at)


@transaction.atomic
def fill_by_annual_amount(pool: Pool, year: int, decision: str, *, acting: Acting, at: datetime) -> Filling:
    """The year's amount, as the model says it.

    Raises:
        RefusedError: ``not_yours_to_run``, ``pool_has_no_annual_amount``, ``filled_already``,
            ``filling_needs_a_decision``, or as for posting.
    """
    rules = _check(pool, (Fills.ANNUAL, year), decision, acting, at)
    if rules.annual is None:
        raise RefusedError(Problem("pool_has_no_annual_amount", {}))
    lines = transfer(_id(pool, Kind.TREASURY), _id(pool, Kind.POOL), rules.annual)
    return _fill(pool, _Fill(year, Fills.ANNUAL, rules.annual, lines, decision), acting=acting, at=at)


@transaction.atomic
def fill_by_appropriation(
    pool: Pool, year: int, amount: Money, decision: str, *, acting: Acting, at: datetime
) -> Filling:
    """Money that somebody appropriated to the pool.

    Raises:
        RefusedError: ``not_yours_to_run``, ``fills_with_nothing``, ``filling_needs_a_decision``, or as for
            posting.
    """
    _check(pool, (Fills.APPROPRIATED, year), decision, acting, at)
    _check_amount(amount)
    lines = transfer(_id(pool, Kind.TREASURY), _id(pool, Kind.POOL), amount)
    return _fill(pool, _Fill(year, Fills.APPROPRIATED, amount, lines, decision), acting=acting, at=at)


@transaction.atomic
def fill_from_outside(
    pool: Pool, year: int, external: External, decision: str, *, acting: Acting, at: datetime
) -> Filling:
    """Money from outside comes to a fund of its own: it is never mixed with what the pool gives itself.

    Raises:
        RefusedError: ``not_yours_to_run``, ``fills_with_nothing``, ``filling_needs_a_decision``, as
            `opening_funds.fund_for` says, or as for posting.
    """
    _check(pool, (Fills.EXTERNAL, year), decision, acting, at)
    _check_amount(external.amount)
    fund = fund_for(pool, external, Bookkeeper.of(acting, at, is_let=True))
    about = Reference("fund", fund.public_id)
    lines = transfer(_id(pool, Kind.EXTERNAL_FUNDS), fund.account, external.amount, came_from=about)
    said = {
        "fund": fund,
        "giver": fund.giver,
        "conditions": fund.conditions,
        "spend_by": fund.spend_by,
        "report_by": fund.report_by,
    }
    new = _Fill(year, Fills.EXTERNAL, external.amount, lines, decision, said)
    return _fill(pool, new, acting=acting, at=at)


@transaction.atomic
def end_year(
    pool: Pool, year: int, ending: YearEnd = BY_THE_RULE, *, acting: Acting, at: datetime
) -> Filling:
    """The year has ended: what is promised by its last day stays. What is free is carried over where the
    pool's rules let it be and a decision says so; else it lapses to the treasury.

    Both are vouchers: what is carried over goes out of the pool and into it again, so that it can be seen in
    the ledger and taken back. What lapsed and was taken back lapses again once it is there.

    Raises:
        RefusedError: ``not_yours_to_run``, ``year_is_not_over``, ``filled_already``,
            ``pool_does_not_carry_over``, ``carry_over_needs_a_decision``, ``year_end_day_outside``, or as for
            posting.
    """
    rules = _check(pool, (Fills.LAPSED, year), None, acting, at)
    last, today = date(year, 12, 31), timezone.localdate(at)
    if last >= today:
        raise RefusedError(Problem("year_is_not_over", {"year": year}))
    left, promised = left_of(pool, last), promised_on(pool, last)
    balance, day = left.amount, ending.on or left.since
    if not left.since <= day <= today:
        raise RefusedError(Problem("year_end_day_outside", {"first": left.since, "last": today}))
    is_carried = _is_carried(rules, ending, free(balance, promised))
    end = carry_over(balance, promised, carries_over=is_carried)
    if is_carried:
        amount, into, sort = free(balance, promised), Kind.POOL, Fills.CARRIED
    else:
        amount, into, sort = end.lapses, Kind.TREASURY, Fills.LAPSED
    lines = transfer(_id(pool, Kind.POOL), _id(pool, into), amount) if amount.minor else ()
    new = _Fill(year, sort, amount, lines, ending.carried_by, {"decided": ending.decided}, day)
    return _fill(pool, new, acting=acting, at=at)


def _is_carried(rules: PoolRules, ending: YearEnd, amount: Money) -> bool:
    """Whether what is free stays: the rules let it, and a decision says it. Nothing needs no decision."""
    is_decided = bool(ending.carried_by.strip())
    if is_decided and not rules.carries_over:
        raise RefusedError(Problem("pool_does_not_carry_over", {}))
    if rules.carries_over and amount.minor and is_decided == ending.lapses:
        raise RefusedError(Problem("carry_over_needs_a_decision", {"amount": amount}))
    return is_decided and bool(amount.minor)


def _check(
    pool: Pool, what: tuple[Fills, int], decision: str | None, acting: Acting, at: datetime
) -> PoolRules:
    sort, year = what
    rules, today = check_runs(acting, pool.key, timezone.localdate(at)), timezone.localdate(at)
    hold(pool)
    if not today.year - YEARS_BACK <= year <= today.year + 1:
        least, most = today.year - YEARS_BACK, today.year + 1
        raise RefusedError(Problem("filling_year_outside", {"year": year, "least": least, "most": most}))
    if decision is not None and not decision.strip():
        raise RefusedError(Problem("filling_needs_a_decision", {}))
    like = ENDS_A_YEAR if sort.ends_a_year else (sort.value,)
    rows = Filling.objects.standing().filter(pool=pool, year=year, sort__in=like)
    if sort.is_once_a_year and rows.exists():
        raise RefusedError(Problem("filled_already", {"year": year}))
    return rules


def hold(pool: Pool) -> Pool:
    """The pool's row, held until the transaction ends: two who give of it at once wait for each other.

    The end of the journal comes first, as where a decision is kept: nobody waits for somebody who waits.
    """
    lock_head(pool.organisation_id)
    return Pool.objects.select_for_update().get(pk=pool.pk)


def _check_amount(amount: Money) -> None:
    if amount.minor <= 0:
        raise RefusedError(Problem("fills_with_nothing", {}))


def _id(pool: Pool, kind: Kind) -> UUID:
    return UUID(pool.accounts[kind.value])


def _day_of(new: _Fill, at: datetime) -> date:
    """Today. What fills a year that has not begun is there from its first day: it lapses with no year before.

    What comes from outside is here when it is here, and lapses with no year.
    """
    today = timezone.localdate(at)
    return today if new.sort is Fills.EXTERNAL else max(today, date(new.year, 1, 1))


def _fill(pool: Pool, new: _Fill, *, acting: Acting, at: datetime) -> Filling:
    keeper, key, on = Bookkeeper.of(acting, at, is_let=True), new_id(), new.day or _day_of(new, at)
    voucher = None
    if new.lines:
        about, text = Reference(SORT, pool.public_id), f"{pool.name['da']} {new.year}"
        posted = Voucher(on, text, new.sort.value, tuple(new.lines), f"filling {key}", about)
        voucher = post(posted, keeper=keeper).id
    row = Filling.objects.create(
        organisation_id=pool.organisation_id,
        pool=pool,
        public_id=key,
        year=new.year,
        sort=new.sort.value,
        amount_minor=new.amount.minor,
        decision=new.decision.strip(),
        voucher=voucher,
        again=Filling.objects.taken_back().filter(pool=pool, year=new.year, sort=new.sort.value).count(),
        filled_on=on,
        filled_at=at,
        **new.said,
    )
    facts = {"filling": key, "year": new.year, "sort": new.sort.value, "amount": new.amount.minor}
    written = {"decision": row.decision, "giver": row.giver, "conditions": row.conditions}
    tell(keeper, "pool.filled", (SORT, pool.public_id), facts, written)
    return row
