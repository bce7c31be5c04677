"""What members carry of what is paid in common: asked by apps beside this one, through a setting."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet, Sum

from samspil.apps.funding.models import Account, Posting
from samspil.apps.funding.types import SHARED_ACCOUNT
from samspil.apps.organisations.types import Acting, OrganisationKind
from samspil.core.finance.ledger import Kind
from samspil.core.units import Money
from samspil.kit.sharing import door

_SHARED_COST = "shared_cost"
InCommon = dict[str, dict[str, Money]]


def paid_in_common(acting: Acting, on: date) -> InCommon:
    """By the codes of members, what costs that were shared out have come to so far, in each currency.

    An association has all its members, a member itself alone. What was taken back is not in it; whether a
    share has been paid yet is another question. Named by ``SAMSPIL_PAID_IN_COMMON``. Two questions.
    """
    if acting.organisation_kind is OrganisationKind.ASSOCIATION:
        return _shared_out(Account.objects.filter(organisation_id=acting.organisation_id))
    with door.readable(SHARED_ACCOUNT, on) as shared:
        return _shared_out(Account.objects.filter(public_id__in=shared, member=acting.code))


def _shared_out(accounts: QuerySet[Account]) -> InCommon:
    lines = Posting.objects.filter(
        account__in=accounts,
        account__kind=Kind.SHARES.value,
        voucher__subject_sort=_SHARED_COST,
    )
    sums = lines.values("account__member", "account__currency").annotate(minor=Sum("amount_minor"))
    found: InCommon = {}
    for code, currency, minor in sums.values_list("account__member", "account__currency", "minor"):
        if code:
            found.setdefault(code, {})[currency] = Money(minor, currency)
    return found
