"""What a member pays of its shares, or is paid back, is noted: each a voucher, reversed like others."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from samspil.apps.funding.models import Account
from samspil.apps.funding.rights import may_keep_money
from samspil.apps.funding.selectors.balances import SHARE_BANK
from samspil.apps.funding.selectors.open_statements import open_of
from samspil.apps.funding.services.accounts import open_account
from samspil.apps.funding.services.cost_keys import share_key
from samspil.apps.funding.services.holding import hold_books
from samspil.apps.funding.services.posting import post
from samspil.apps.funding.types import (
    SHARE_PAID,
    SHARE_PAID_BACK,
    STATEMENT,
    Bookkeeper,
    NewAccount,
    NewPayment,
    PostedVoucher,
)
from samspil.apps.governance.types import RefusedError
from samspil.core.errors import Problem
from samspil.core.finance.ledger import Kind, Line, Reference, Voucher
from samspil.core.units import Money
from samspil.kit.ids import new_id

if TYPE_CHECKING:
    from samspil.apps.organisations.types import Acting
    from samspil.apps.portfolio.models import Initiative


@transaction.atomic
def note_payment(initiative: Initiative, new: NewPayment, *, acting: Acting, at: datetime) -> PostedVoucher:
    """A member has paid what it owes of an initiative, or some of it; or its credit has been paid back.

    Raises:
        RefusedError: ``not_yours_to_keep_money``, ``pays_nothing``, ``payment_is_not_yet`` for a later day,
            ``pays_more_than_owed``, ``pays_back_more_than_credit``; ``no_such_statement`` and
            ``pays_more_than_statement`` where it names one; or as for posting.
    """
    if not may_keep_money(acting) or initiative.organisation_id != acting.organisation_id:
        raise RefusedError(Problem("not_yours_to_keep_money", {}))
    if new.amount.minor <= 0:
        raise RefusedError(Problem("pays_nothing", {}))
    if new.day > timezone.localdate(at):
        raise RefusedError(Problem("payment_is_not_yet", {"day": new.day}))
    keeper, currency = Bookkeeper.of(acting, at), new.amount.currency
    hold_books(keeper.organisation_id)
    account = Account.objects.filter(
        organisation_id=keeper.organisation_id, key=share_key(initiative, new.member, currency)
    ).first()
    _check(new, Money(account.balance_minor if account else 0, currency))
    _check_statement(initiative, new)
    assert account is not None  # nothing is owed or to be paid back where there is none
    bank = open_account(
        NewAccount(
            Kind.BANK,
            f"{SHARE_BANK}{initiative.public_id} {currency}",
            initiative.title,
            currency,
            may_be_negative=True,
        ),
        keeper=keeper,
    )
    about, off = Reference("initiative", initiative.public_id), -new.amount if not new.is_back else new.amount
    lines = (Line(account.public_id, off, went_to=about), Line(bank, -off, went_to=about))
    kind = SHARE_PAID_BACK if new.is_back else SHARE_PAID
    subject = Reference(STATEMENT, new.of) if new.of else about
    return post(Voucher(new.day, new.text.strip(), kind, lines, f"{kind} {new_id()}", subject), keeper=keeper)


def _check_statement(initiative: Initiative, new: NewPayment) -> None:
    """It is one that stands and charged the member, and so much of it is open. Money paid back names none."""
    if new.of is None:
        return
    found = open_of(initiative, new.member, new.amount.currency)
    if new.of not in found or new.is_back:
        raise RefusedError(Problem("no_such_statement", {}))
    left = Money(found[new.of].open, new.amount.currency)
    if new.amount > left:
        raise RefusedError(Problem("pays_more_than_statement", {"left": left}))


def _check(new: NewPayment, stands: Money) -> None:
    nothing = Money(0, stands.currency)
    if new.is_back and new.amount > -stands:
        raise RefusedError(Problem("pays_back_more_than_credit", {"credit": max(-stands, nothing)}))
    if not new.is_back and new.amount > stands:
        raise RefusedError(Problem("pays_more_than_owed", {"owed": max(stands, nothing)}))
