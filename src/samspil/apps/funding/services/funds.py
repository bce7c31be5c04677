"""Funds from outside pay what they were given for, and what was not spent goes back to the giver."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from samspil.apps.funding.models import Application, Award, Fund, Milestone
from samspil.apps.funding.selectors.funds import standing_of_fund, why_unfit
from samspil.apps.funding.selectors.liquidity import free_in
from samspil.apps.funding.services.opening_funds import check_days
from samspil.apps.funding.services.pools import SORT, check_pays, hold
from samspil.apps.funding.services.posting import post
from samspil.apps.funding.services.telling import tell
from samspil.apps.funding.types import Bookkeeper
from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.types import Acting
from samspil.core.errors import Problem
from samspil.core.finance.ledger import Kind, Reference, Voucher, transfer
from samspil.core.units import Money
from samspil.kit.ids import new_id

FUND: Final = "fund"


@transaction.atomic
def pay_from(
    application: Application, fund: Fund | None, because: str, *, acting: Acting, at: datetime
) -> Application:
    """Say what an application is paid from: a fund that was given for it, or the pool's own money again.

    Before anything of it has been paid, or registered: whoever approves a payment approves its source. What
    is awarded is promised of the fund from then on.

    Raises:
        RefusedError: ``not_yours_to_run``, ``something_is_paid_out``, ``payment_is_registered``,
            ``fund_of_another_pool``, ``fund_is_past_its_day``, ``does_not_fit_the_purpose``,
            ``fund_needs_a_because``, ``fund_cannot_pay`` with what is missing, ``pool_cannot_pay`` likewise.
    """
    on = timezone.localdate(at)
    check_pays(acting, application.pool, on)
    pool = hold(application.pool)
    row = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    row.pool = pool
    if Milestone.objects.done().filter(award__application=row).exists():
        raise RefusedError(Problem("something_is_paid_out", {}))
    waiting = Milestone.objects.filter(award__application=row, asked_by__isnull=False).first()
    if waiting is not None:
        raise RefusedError(Problem("payment_is_registered", {"day": waiting.asked_on}))
    if fund is not None:
        _check_fund(row, fund, because, on)
    else:
        _check_pool(row)
    row.fund, row.fits_because = fund, because.strip() if fund else ""
    row.save(update_fields=["fund", "fits_because"])
    facts = {"application": row.public_id, "fund": fund.public_id if fund else ""}
    told = {"because": row.fits_because}
    tell(Bookkeeper.of(acting, at), "application.paid_from", (SORT, pool.public_id), facts, told)
    return row


def _check_fund(row: Application, fund: Fund, because: str, on: date) -> None:
    if fund.pool_id != row.pool_id:
        raise RefusedError(Problem("fund_of_another_pool", {}))
    if problem := why_unfit(fund, row, on):
        raise RefusedError(problem)
    if not because.strip():
        raise RefusedError(Problem("fund_needs_a_because", {}))
    asked, free = Money(row.amount_minor, row.pool.currency), standing_of_fund(fund, on).free
    if row.fund_id != fund.pk and asked > free:
        raise RefusedError(
            Problem("fund_cannot_pay", {"asked": asked, "free": free, "missing": asked - free})
        )


def _check_pool(row: Application) -> None:
    """What a fund was to pay is promised of the pool's own money: it must be free. New money will come."""
    award = Award.objects.filter(application=row, stopped_on=None).first()
    if award is None or row.fund_id is None or row.new_appropriation:
        return
    asked, free = Money(award.amount_minor, row.pool.currency), free_in(row.pool, date.max)
    if asked > free:
        raise RefusedError(
            Problem("pool_cannot_pay", {"asked": asked, "free": free, "missing": asked - free})
        )


@transaction.atomic
def give_back(fund: Fund, amount: Money, reason: str, *, acting: Acting, at: datetime) -> UUID:
    """What was not used is paid back to whoever gave it. What is promised of it stays, until its last day.

    Raises:
        RefusedError: ``not_yours_to_run``, ``fills_with_nothing``, ``giving_back_needs_a_reason``,
            ``promised_to_others``, or as for posting.
    """
    on = timezone.localdate(at)
    check_pays(acting, fund.pool, on)
    pool = hold(fund.pool)
    if amount.minor <= 0:
        raise RefusedError(Problem("fills_with_nothing", {}))
    if not reason.strip():
        raise RefusedError(Problem("giving_back_needs_a_reason", {}))
    stands = standing_of_fund(fund, on)
    may_go = stands.free + stands.owed_back
    if stands.balance >= amount > may_go:
        raise RefusedError(Problem("promised_to_others", {"missing": amount - may_go}))
    source = UUID(pool.accounts[Kind.EXTERNAL_FUNDS.value])
    about = Reference(FUND, fund.public_id)
    keeper = Bookkeeper.of(acting, at, is_let=True)
    lines = transfer(fund.account, source, amount, went_to=about)
    posted = post(
        Voucher(on, reason.strip()[:300], "given_back", lines, f"back {new_id()}", about), keeper=keeper
    )
    facts = {"fund": fund.public_id, "amount": amount.minor, "voucher": posted.number}
    tell(keeper, "fund.given_back", (SORT, pool.public_id), facts, {"reason": reason.strip()})
    return posted.id


@transaction.atomic
def tell_giver(fund: Fund, text: str, *, acting: Acting, at: datetime) -> Fund:
    """Whoever gave the money has been told what it came to.

    Raises:
        RefusedError: ``not_yours_to_run``, ``result_says_nothing``.
    """
    on = timezone.localdate(at)
    check_pays(acting, fund.pool, on)
    if not text.strip():
        raise RefusedError(Problem("result_says_nothing", {}))
    row = Fund.objects.select_for_update().select_related("pool").get(pk=fund.pk)
    row.told, row.told_on = text.strip(), on
    row.save(update_fields=["told", "told_on"])
    facts = {"fund": row.public_id, "on": on}
    tell(
        Bookkeeper.of(acting, at), "fund.accounted_for", (SORT, row.pool.public_id), facts, {"text": row.told}
    )
    return row


@transaction.atomic
def move_days(
    fund: Fund, days: tuple[date | None, date | None], decision: str, *, acting: Acting, at: datetime
) -> Fund:
    """The giver has given more time, or less: until when it is spent, and told of.

    Raises:
        RefusedError: ``not_yours_to_run``, ``filling_needs_a_decision``, as `check_days` says.
    """
    on = timezone.localdate(at)
    check_pays(acting, fund.pool, on)
    if not decision.strip():
        raise RefusedError(Problem("filling_needs_a_decision", {}))
    check_days(*days, on)
    row = Fund.objects.select_for_update().select_related("pool").get(pk=fund.pk)
    facts = {"fund": row.public_id, "before": row.spend_by or "", "spend_by": days[0] or ""}
    row.spend_by, row.report_by = days
    row.save(update_fields=["spend_by", "report_by"])
    told = {"decision": decision.strip()}
    tell(Bookkeeper.of(acting, at), "fund.days_moved", (SORT, row.pool.public_id), facts, told)
    return row
