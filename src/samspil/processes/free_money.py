"""What is taken home of a benefit is posted as freed money, in one step: it can then pay for something else.

Named by the setting ``SAMSPIL_FREES_MONEY`` for the app of benefits, which knows no ledger.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final, TypeVar
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from samspil.apps.benefits.services.taking import take_home
from samspil.apps.benefits.types import Freed
from samspil.apps.funding.rights import may_keep_money
from samspil.apps.funding.selectors.balances import stores_of
from samspil.apps.funding.selectors.freed import BENEFIT
from samspil.apps.funding.selectors.tracing import came_to, left_on
from samspil.apps.funding.services.accounts import open_account
from samspil.apps.funding.services.posting import post
from samspil.apps.funding.types import Bookkeeper, NewAccount, PostedVoucher
from samspil.apps.governance.types import RefusedError
from samspil.core.errors import Problem
from samspil.core.finance.ledger import STORES, Kind, Reference, Voucher, transfer
from samspil.core.units import Money

if TYPE_CHECKING:
    from samspil.apps.benefits.models import Benefit, Taken
    from samspil.apps.benefits.types import NewTaking
    from samspil.apps.organisations.types import Acting

HOURS: Final = "hours"
_Key = TypeVar("_Key")


def places(acting: Acting, counted_in: str) -> list[tuple[UUID, str]]:
    """The accounts on which somebody may put what is freed; none for who does not keep the money."""
    if counted_in in ("", HOURS) or not may_keep_money(acting):
        return []
    return stores_of(acting.organisation_id, counted_in)


@transaction.atomic
def take_home_and_free(
    benefit: Benefit, new: NewTaking, into: UUID, *, acting: Acting, at: datetime
) -> Taken:
    """So much is taken home, and stands in the ledger as money that this benefit has freed.

    What is taken back of it leaves the same account again: it cannot when it has been spent.

    Raises:
        RefusedError: as `take_home` and as for posting; ``freed_money_is_kroner`` for hours;
            ``no_such_account`` for an account that is no store of one's own; ``source_spent_above`` where
            less of it stands on the account than is taken back.
    """
    taken = take_home(benefit, new, acting=acting, at=at)
    _post_freed(benefit, taken, into, acting=acting, at=at)
    return taken


def _post_freed(benefit: Benefit, taken: Taken, into: UUID, *, acting: Acting, at: datetime) -> PostedVoucher:
    currency, keeper = benefit.counted_in, Bookkeeper.of(acting, at)
    if currency in ("", HOURS):
        raise RefusedError(Problem("freed_money_is_kroner", {}))
    if into not in dict(stores_of(benefit.organisation_id, currency)):
        raise RefusedError(Problem("no_such_account", {}))
    cashed = NewAccount(Kind.CASHED_BENEFITS, f"cashed {currency}", "Hjemtagne gevinster", currency)
    about = Reference(BENEFIT, benefit.public_id)
    amount = Money(taken.amount_minor, currency)
    _check_is_there(benefit, into, amount)
    lines = transfer(open_account(cashed, keeper=keeper), into, amount, came_from=about)
    text = f"{benefit.number} {benefit.title}: {taken.year}"[:300]
    voucher = Voucher(timezone.localdate(at), text, "freed", lines, f"freed {taken.pk}", about)
    return post(voucher, keeper=keeper)


def _check_is_there(benefit: Benefit, into: UUID, amount: Money) -> None:
    """What is taken back leaves an account where money of this benefit stands: no other's money goes for it.

    The books are held: `open_account` has asked for them.
    """
    there = left_on(into, Reference(BENEFIT, benefit.public_id))
    if amount.minor < 0 and there + amount.minor < 0:
        left = Money(there, amount.currency)
        raise RefusedError(Problem("source_spent_above", {"left": left, "asked": -amount}))


def freed_by(organisation_id: int, benefit: UUID) -> Freed:
    """What a benefit has freed, what of it nobody has spent, and what it has paid, in each currency."""
    freed, left, paid = dict[str, Money](), dict[str, Money](), dict[tuple[str, str], Money]()
    for one in came_to(organisation_id, Reference(BENEFIT, benefit)):
        if one.kind is Kind.CASHED_BENEFITS:
            _add(freed, one.amount.currency, -one.amount)
        elif one.kind in STORES:
            _add(left, one.amount.currency, one.amount)
        elif one.went_to is not None:
            _add(paid, (one.text, one.amount.currency), one.amount)
    spent = [(text, amount) for (text, _), amount in paid.items() if amount.minor]
    return Freed(list(freed.values()), list(left.values()), spent)


def _add(sums: dict[_Key, Money], key: _Key, amount: Money) -> None:
    sums[key] = sums.get(key, Money(0, amount.currency)) + amount
