"""What stands on accounts, and what stood on them when a day was over, however many postings there are."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import OuterRef, Subquery

from samspil.apps.funding.models import Account, AccountDay
from samspil.apps.governance.types import NotFoundError
from samspil.core.units import Money


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
