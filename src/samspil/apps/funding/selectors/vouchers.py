"""One voucher: its lines, who posted it, and what it reverses or is reversed by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from samspil.apps.funding.models import RestsOnVoucher, Voucher
from samspil.apps.funding.selectors.access import access_voucher
from samspil.apps.funding.selectors.resting import rows_on
from samspil.apps.funding.selectors.waiting import registered_as
from samspil.apps.organisations.selectors.standing import names_of
from samspil.apps.organisations.types import Acting
from samspil.core.finance.ledger import Kind
from samspil.core.units import Money


@dataclass(frozen=True, slots=True)
class VoucherLine:
    """So much into an account, or, below nought, out of it."""

    account: UUID
    name: str
    kind: Kind
    amount: Money


@dataclass(frozen=True, slots=True)
class OtherVoucher:
    """One that this has to do with."""

    id: UUID
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class WholeVoucher:
    """A voucher as a page shows it. ``posted_by`` is empty where it was the clock.

    ``done_by_it`` is what rests on it. Where it took two, ``registered_by`` is who wrote it and
    ``posted_by`` who approved it.
    """

    id: UUID
    number: int
    day: date
    text: str
    posted_at: datetime
    posted_by: str
    lines: tuple[VoucherLine, ...]
    reverses: OtherVoucher | None
    reversed_by: OtherVoucher | None
    done_by_it: tuple[RestsOnVoucher, ...] = ()
    enclosure: str = ""
    registered_by: str = ""
    registered_at: datetime | None = None


def whole_voucher(acting: Acting, public_id: UUID) -> WholeVoucher:
    """Of the organisation one acts for; a handful of questions.

    Raises:
        NotFoundError: there is none, or it is another's.
    """
    row = access_voucher(acting, public_id)
    postings = row.postings.select_related("account").order_by("place")
    lines = tuple(
        VoucherLine(
            one.account.public_id,
            one.account.name,
            Kind(one.account.kind),
            Money(one.amount_minor, one.account.currency),
        )
        for one in postings
    )
    registered = registered_as(row.organisation_id, row.public_id)
    people = [row.posted_by, registered.registered_by if registered else None]
    names = names_of({one for one in people if one is not None}) if any(people) else {}
    return WholeVoucher(
        row.public_id,
        row.number,
        row.day,
        row.text,
        row.posted_at,
        names.get(row.posted_by, "") if row.posted_by else "",
        lines,
        _other(row.reverses),
        _other(Voucher.objects.filter(reverses=row).first()),
        tuple(rows_on(row.public_id)),
        row.enclosure,
        names.get(registered.registered_by, "") if registered else "",
        registered.registered_at if registered else None,
    )


def amount_of(acting: Acting, public_id: UUID) -> Money:
    """What a voucher moves: all that it puts into accounts, in the currency of its first line.

    Raises:
        NotFoundError: there is none, or it is another's.
    """
    postings = access_voucher(acting, public_id).postings.order_by("place")
    found = list(postings.values_list("amount_minor", "account__currency"))
    currency = found[0][1]
    return Money(sum(minor for minor, one in found if minor > 0 and one == currency), currency)


def _other(row: Voucher | None) -> OtherVoucher | None:
    return OtherVoucher(row.public_id, row.number, row.text) if row else None
