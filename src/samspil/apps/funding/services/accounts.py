"""Opening and closing accounts. A member whose money an account shows reads it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from samspil.apps.funding.models import Account
from samspil.apps.funding.rights import check_posts
from samspil.apps.funding.services.holding import hold_accounts, hold_books
from samspil.apps.funding.services.telling import tell
from samspil.apps.funding.types import SHARED_ACCOUNT, Bookkeeper, NewAccount
from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.selectors.standing import members_on
from samspil.core.errors import Problem
from samspil.core.finance import ledger
from samspil.kit.ids import new_id
from samspil.kit.sharing import door

PURPOSE = "a member's own money in the association's ledger"


@transaction.atomic
def open_account(new: NewAccount, *, keeper: Bookkeeper) -> UUID:
    """Open an account, or find the one that the key opened before.

    Raises:
        RefusedError: ``not_yours_to_keep_money``; ``account_key_used`` for an account of another kind,
            currency or member.
    """
    check_posts(keeper)
    hold_books(keeper.organisation_id)
    before = Account.objects.filter(organisation_id=keeper.organisation_id, key=new.key).first()
    if before is not None:
        if (before.kind, before.currency, before.member) != (new.kind.value, new.currency, new.member):
            raise RefusedError(Problem("account_key_used", {"account": before.name}))
        return before.public_id
    rules = ledger.Account(new_id(), new.kind, new.name, new.currency, new.may_be_negative)
    row = Account.objects.create(
        organisation_id=keeper.organisation_id,
        public_id=rules.id,
        kind=new.kind.value,
        key=new.key,
        name=new.name.strip(),
        currency=new.currency,
        may_be_negative=rules.may_be_negative,
        member=new.member,
        opened_at=keeper.at,
    )
    facts = {"kind": row.kind, "key": row.key, "currency": row.currency, "member": row.member}
    tell(keeper, "account.opened", ("account", row.public_id), facts, {"name": row.name})
    keep_reader_of(row, keeper=keeper, on=timezone.localdate(keeper.at))
    return row.public_id


@transaction.atomic
def close_account(account: UUID, *, keeper: Bookkeeper) -> None:
    """Nothing is posted on it any more. Doing it again changes nothing.

    Raises:
        RefusedError: ``not_yours_to_keep_money``, ``no_such_account``, ``account_is_not_empty``.
    """
    check_posts(keeper)
    hold_books(keeper.organisation_id)
    held = hold_accounts(keeper.organisation_id, [account]).get(account)
    if held is None:
        raise RefusedError(Problem("no_such_account", {}))
    row = held[0]
    if row.balance_minor:
        raise RefusedError(Problem("account_is_not_empty", {"account": row.name}))
    if row.closed_at is None:
        row.closed_at = keeper.at
        row.save(update_fields=["closed_at"])
        tell(keeper, "account.closed", ("account", row.public_id), {"key": row.key})


def keep_reader_of(row: Account, *, keeper: Bookkeeper, on: date) -> int:
    """The member whose money an account shows reads it; for how many that was otherwise."""
    members = {one.code: one.pk for one in members_on(row.organisation_id, on)} if row.member else {}
    readers = [members[row.member]] if row.member in members else []
    return door.keep_to(
        row.organisation_id, readers, (SHARED_ACCOUNT, row.public_id), PURPOSE, keeper.by, on=on
    )
