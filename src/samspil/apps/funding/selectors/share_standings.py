"""What each member has been charged, credited and has paid of an initiative's shared costs, and owes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Case, Sum, When

from samspil.apps.funding.models import Posting
from samspil.apps.funding.types import CREDITS, SHARE_PAID, SHARE_PAID_BACK, ShareStanding
from samspil.core.finance.ledger import Kind

if TYPE_CHECKING:
    from samspil.apps.portfolio.models import Initiative


def share_standings(initiative: Initiative, on: date) -> list[ShareStanding]:
    """By member and currency when a day is over; one question, of the initiative's own ledger.

    A credit is what was taken off without being paid; what was reversed counts nowhere.
    """
    lines = Posting.objects.filter(
        organisation_id=initiative.organisation_id,
        account__kind=Kind.SHARES.value,
        day__lte=on,
        went_to_sort="initiative",
        went_to=initiative.public_id,
    )
    found: dict[tuple[str, str], ShareStanding] = {}
    for member, currency, kind, is_off, minor in summed(lines, "account__member", "account__currency"):
        row = found.get((member, currency), ShareStanding(member, currency))
        found[member, currency] = _with(row, kind, minor, is_off=is_off)
    return [found[key] for key in sorted(found)]


def summed(lines: Any, *by: str) -> Iterator[Any]:
    """Lines of shares added up by some columns, the kind of voucher, and whether they take something off.

    A reversal is of the kind of what it takes back, and is added where that was.
    """
    signed = lines.annotate(
        is_off=Case(
            When(amount_minor__lt=0, voucher__reverses__isnull=True, then=True),
            When(amount_minor__gt=0, voucher__reverses__isnull=False, then=True),
            default=False,
        )
    )
    rows = signed.values(*by, "voucher__kind", "is_off").annotate(minor=Sum("amount_minor"))
    yield from rows.values_list(*by, "voucher__kind", "is_off", "minor")


def _with(row: ShareStanding, kind: str, minor: int, *, is_off: bool) -> ShareStanding:
    if kind in (SHARE_PAID, SHARE_PAID_BACK):
        return replace(row, paid_minor=row.paid_minor - minor)
    if kind in CREDITS and is_off:
        return replace(row, credited_minor=row.credited_minor - minor)
    return replace(row, charged_minor=row.charged_minor + minor)
