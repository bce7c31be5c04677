"""Every night the ledger is re-added from its postings, and held against what is kept of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from itertools import groupby
from typing import Final

from django.db import transaction
from django.db.models import Case, Q, Sum, When

from samspil.apps.funding.models import Account, AccountDay, Books, Posting, Voucher
from samspil.apps.funding.services.day_ends import turnover_of
from samspil.apps.funding.services.holding import hold_books
from samspil.apps.funding.services.telling import tell
from samspil.apps.funding.types import Bookkeeper

Day = tuple[date, int, int, int]
MOST_TOLD: Final = 20


def compare_books(organisation_id: int, *, at: datetime) -> list[str]:
    """Re-add an organisation's postings; what does not agree, in a few words each, which is told as well.

    Nobody waits for it: only what looks wrong is held and looked at again, for somebody may have posted
    meanwhile. Linear in postings; an account at a time.
    """
    books = Books.objects.filter(organisation_id=organisation_id).first()
    if books is None:
        return []
    found, suspects = list(_unbalanced(organisation_id)), _suspects(organisation_id)
    is_suspect = any(_of_numbers(books))
    with transaction.atomic():
        books = hold_books(organisation_id)
        if is_suspect:
            found += _of_numbers(books)
        for account in Account.objects.filter(pk__in=suspects).order_by("pk"):
            found += _of_account(account)
        books.compared_at, books.differences = at, len(found)
        books.save(update_fields=["compared_at", "differences"])
        if found:
            keeper = Bookkeeper(organisation_id, at)
            tell(keeper, "ledger.differs", ("ledger", str(organisation_id)), {"found": found[:MOST_TOLD]})
    return found


def _suspects(organisation_id: int) -> list[int]:
    rows = Account.objects.filter(organisation_id=organisation_id)
    return [row.pk for row in rows if any(_of_account(row))]


def _of_numbers(books: Books) -> Iterator[str]:
    """Numbers are given one after the other, and no voucher goes away."""
    count = Voucher.objects.filter(organisation_id=books.organisation_id).count()
    if count != books.last_number:
        yield f"vouchers: {count}, last number {books.last_number}"


def _unbalanced(organisation_id: int) -> Iterator[str]:
    """Vouchers that do not sum to nought in each currency."""
    lines = Posting.objects.filter(organisation_id=organisation_id).values("voucher", "account__currency")
    wrong = lines.annotate(minor=Sum("amount_minor")).exclude(minor=0)
    for voucher, currency, minor in wrong.values_list("voucher__number", "account__currency", "minor"):
        yield f"voucher {voucher}: {minor} {currency}"


def _of_account(account: Account) -> Iterator[str]:
    kept = list(
        AccountDay.objects.filter(account=account)
        .order_by("day")
        .values_list("day", "in_minor", "out_minor", "closing_minor")
    )
    added = list(_re_added(account))
    if added != kept:
        wrong = min(set(added) ^ set(kept))[0]
        yield f"account {account.public_id}: days differ from {wrong}"
    last = added[-1] if added else None
    stands = (last[0], last[3]) if last else (None, 0)
    if (account.last_day, account.balance_minor) != stands:
        yield f"account {account.public_id}: balance {account.balance_minor}, added {stands[1]}"
    if not account.may_be_negative and any(day[3] < 0 for day in added):
        yield f"account {account.public_id}: overdrawn"


def _re_added(account: Account) -> Iterator[Day]:
    """The days of an account as its postings say."""
    closing = 0
    lines = (
        Posting.objects.filter(account=account)
        .annotate(takes_back=Case(When(voucher__reverses__isnull=True, then=False), default=True))
        .values("day", "takes_back")
        .annotate(
            above=Sum("amount_minor", filter=Q(amount_minor__gt=0), default=0),
            below=Sum("amount_minor", filter=Q(amount_minor__lt=0), default=0),
        )
        .order_by("day")
        .values_list("day", "takes_back", "above", "below")
    )
    for day, group in groupby(lines.iterator(), key=lambda line: line[0]):
        turnovers = [turnover_of((above, below), takes_back=back) for _, back, above, below in group]
        into, out = (sum(part) for part in zip(*turnovers, strict=True))
        closing += into - out
        yield day, into, out, closing
