"""A fund from outside is opened: on an account of its own, with what it was given for."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from samspil.apps.funding.models import Fund, Pool
from samspil.apps.funding.pool_types import External
from samspil.apps.funding.selectors.balances import FUND_KEY
from samspil.apps.funding.services.accounts import open_account
from samspil.apps.funding.types import Bookkeeper, NewAccount
from samspil.apps.governance.types import RefusedError
from samspil.core.errors import Problem
from samspil.core.finance.ledger import Kind
from samspil.kit.ids import new_id


def fund_for(pool: Pool, external: External, keeper: Bookkeeper) -> Fund:
    """The fund that money comes to: the one that is named, or a new one with an account of its own.

    Raises:
        RefusedError: ``no_such_fund``, ``fund_needs_a_purpose``, ``fund_days_in_wrong_order``,
            ``fund_is_past_its_day``.
    """
    on = timezone.localdate(keeper.at)
    if external.fund is not None:
        known = Fund.objects.filter(pool=pool, public_id=external.fund).first()
        if known is None:
            raise RefusedError(Problem("no_such_fund", {}))
        if known.spend_by is not None and known.spend_by < on:
            raise RefusedError(Problem("fund_is_past_its_day", {"day": known.spend_by}))
        return known
    if not external.giver.strip() or not external.purpose.strip():
        raise RefusedError(Problem("fund_needs_a_purpose", {}))
    check_days(external.spend_by, external.report_by, on)
    key = new_id()
    name = f"{external.giver.strip()}: {pool.name['da']}"[:200]
    account = open_account(NewAccount(Kind.POOL, f"{FUND_KEY}{key}", name, pool.currency), keeper=keeper)
    return Fund.objects.create(
        organisation_id=pool.organisation_id,
        pool=pool,
        public_id=key,
        giver=external.giver.strip(),
        purpose=external.purpose.strip(),
        supports=list(external.supports),
        conditions=external.conditions.strip(),
        spend_by=external.spend_by,
        report_by=external.report_by,
        account=account,
        opened_at=keeper.at,
    )


def check_days(spend_by: date | None, report_by: date | None, on: date) -> None:
    """The last day is not over, and what came of it is told of after it.

    Raises:
        RefusedError: ``fund_is_past_its_day``, ``fund_days_in_wrong_order``.
    """
    if spend_by is not None and spend_by < on:
        raise RefusedError(Problem("fund_is_past_its_day", {"day": spend_by}))
    if spend_by is not None and report_by is not None and report_by < spend_by:
        raise RefusedError(Problem("fund_days_in_wrong_order", {}))
