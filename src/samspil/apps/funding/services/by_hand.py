"""A voucher that somebody writes by hand, and the accounts that they open for it.

Loans, grants, shares, levies and money from outside are posted by what is done with them, and put right
there: a voucher by hand moves what stands on pools, in the treasury and in the bank.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from samspil.apps.funding.act_types import NewVoucher
from samspil.apps.funding.models import Account
from samspil.apps.funding.rights import may_keep_money
from samspil.apps.funding.selectors.balances import balance_on, stores_of
from samspil.apps.funding.selectors.liquidity import promised_of
from samspil.apps.funding.selectors.pools import list_pools
from samspil.apps.funding.services.accounts import open_account
from samspil.apps.funding.services.holding import hold_books
from samspil.apps.funding.services.posting import post
from samspil.apps.funding.types import Bookkeeper, NewAccount, PostedVoucher
from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.types import Acting
from samspil.core.errors import Problem
from samspil.core.finance.ledger import Kind, Line, Voucher, changes
from samspil.core.units import Money
from samspil.kit.ids import new_id

BY_HAND: Final = "by_hand"
OPENED_BY_HAND: Final = (Kind.BANK, Kind.TREASURY)


@transaction.atomic
def post_by_hand(new: NewVoucher, key: str, *, acting: Acting, at: datetime) -> PostedVoucher:
    """Post a voucher as it was written, once under its key.

    Raises:
        RefusedError: ``not_yours_to_keep_money``, ``voucher_needs_a_text``, ``voucher_needs_an_enclosure``,
            ``voucher_is_not_yet`` for a later day, ``no_such_account``, ``account_not_by_hand``,
            ``promised_to_others``, or as for posting.
    """
    _check_keeps(acting)
    if not new.text.strip():
        raise RefusedError(Problem("voucher_needs_a_text", {}))
    if not new.enclosure.strip():
        raise RefusedError(Problem("voucher_needs_an_enclosure", {}))
    if new.day > timezone.localdate(at):
        raise RefusedError(Problem("voucher_is_not_yet", {"day": new.day}))
    keeper = Bookkeeper.of(acting, at)
    hold_books(keeper.organisation_id)
    _check_accounts(new, keeper.organisation_id)
    lines = tuple(Line(one.account, one.amount) for one in new.lines)
    voucher = Voucher(new.day, new.text.strip(), BY_HAND, lines, f"{BY_HAND} {key}", None, new.enclosure)
    _check_promised(voucher, keeper)
    return post(voucher, keeper=keeper)


@transaction.atomic
def open_by_hand(kind: Kind, name: str, currency: str, *, acting: Acting, at: datetime) -> UUID:
    """Open an account that vouchers are written on by hand.

    Raises:
        RefusedError: ``not_yours_to_keep_money``, ``account_not_by_hand`` for a kind that is posted
            otherwise, ``account_needs_a_name``, ``account_name_used``.
    """
    _check_keeps(acting)
    if kind not in OPENED_BY_HAND:
        raise RefusedError(Problem("account_not_by_hand", {"account": name.strip()}))
    if not name.strip():
        raise RefusedError(Problem("account_needs_a_name", {}))
    keeper = Bookkeeper.of(acting, at)
    hold_books(keeper.organisation_id)
    like = Account.objects.filter(organisation_id=keeper.organisation_id, closed_at=None)
    if like.filter(name__iexact=name.strip()).exists():
        raise RefusedError(Problem("account_name_used", {"account": name.strip()}))
    new = NewAccount(kind, f"own {new_id()}", name, currency, may_be_negative=True)
    return open_account(new, keeper=keeper)


def _check_keeps(acting: Acting) -> None:
    if not may_keep_money(acting):
        raise RefusedError(Problem("not_yours_to_keep_money", {}))


def _check_accounts(new: NewVoucher, organisation_id: int) -> None:
    currencies = {one.amount.currency for one in new.lines}
    written_on = {key for currency in currencies for key, _name in stores_of(organisation_id, currency)}
    for line in new.lines:
        if line.account in written_on:
            continue
        row = Account.objects.filter(organisation_id=organisation_id, public_id=line.account).first()
        if row is None:
            raise RefusedError(Problem("no_such_account", {}))
        if row.currency == line.amount.currency and row.closed_at is None:
            raise RefusedError(Problem("account_not_by_hand", {"account": row.name}))


def _check_promised(voucher: Voucher, keeper: Bookkeeper) -> None:
    """What a pool has promised stays in it; of what is not there at all, the ledger says it."""
    changed = changes(voucher)
    for pool in list_pools(keeper.organisation_id):
        account = UUID(pool.accounts[Kind.POOL.value])
        if changed.get(account, 0) >= 0:
            continue
        left = balance_on(account, voucher.day.max) + Money(changed[account], pool.currency)
        promised = promised_of(pool)
        if Money(0, pool.currency) <= left < promised:
            raise RefusedError(Problem("promised_to_others", {"missing": promised - left}))
