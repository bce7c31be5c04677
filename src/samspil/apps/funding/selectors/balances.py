"""What stands on accounts, and what stood on them when a day was over, however many postings there are."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import OuterRef, Subquery

from samspil.apps.funding.models import Account, AccountDay
from samspil.apps.funding.models.ledger import JOINT_COST
from samspil.apps.governance.types import NotFoundError
from samspil.core.finance.ledger import STORES
from samspil.core.units import Money

FUND_KEY: Final = "fund:"  # what the keys of their accounts begin with
SHARE_BANK: Final = "bank "  # likewise of the accounts over which members pay their shares of an initiative


def balance_on(account: UUID, day: date) -> Money:
    """What stood on an account in scope when a day was over: above nought where it holds something.

    Raises:
        NotFoundError: it is not there.
    """
    return balances_on([account], day)[account]


def balances_on(accounts: Iterable[UUID], day: date) -> dict[UUID, Money]:
    """The same of several; one question.

    Raises:
        NotFoundError: one is not there.
    """
    wanted = list(accounts)
    ends = AccountDay.objects.filter(account=OuterRef("pk"), day__lte=day).order_by("-day")
    rows = Account.objects.filter(public_id__in=wanted).annotate(
        closing=Subquery(ends.values("closing_minor")[:1])
    )
    found = {
        key: Money(closing or 0, currency)
        for key, closing, currency in rows.values_list("public_id", "closing", "currency")
    }
    if missing := set(wanted) - found.keys():
        raise NotFoundError(str(min(missing)))
    return found


def stores_of(organisation_id: int, currency: str) -> list[tuple[UUID, str]]:
    """Open accounts that freed money may be put on: the pools' own, the treasury's and the bank's.

    Not those of funds from outside: what they hold was given for something. Nor those that an initiative's
    costs and payments go over: they are what members owe each other.
    """
    rows = Account.objects.filter(
        organisation_id=organisation_id,
        currency=currency,
        closed_at=None,
        kind__in=[one.value for one in STORES],
        member="",
    )
    for held in (FUND_KEY, JOINT_COST, SHARE_BANK):
        rows = rows.exclude(key__startswith=held)
    return list(rows.order_by("kind", "name", "pk").values_list("public_id", "name"))
