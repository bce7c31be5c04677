"""My municipality's money: what we paid in, received, owe and saved, here and with our associations."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import Case, Sum, When

from samspil.apps.funding.models import Account, AccountDay, Posting
from samspil.apps.funding.selectors.balances import balances_on
from samspil.apps.funding.types import SHARED_ACCOUNT
from samspil.apps.organisations.types import Acting
from samspil.core.finance.ledger import Kind, OwnMoney, Turnover, own_money
from samspil.core.units import Money
from samspil.kit.sharing import door

INITIATIVE: Final = "initiative"  # what a line says it went to


@dataclass(frozen=True, slots=True)
class OwnAccount:
    """An account with what moved on it in a period. ``is_ours`` unless an association keeps it about us."""

    id: UUID
    name: str
    kind: Kind
    keeper: str
    is_ours: bool
    into: Money
    out: Money
    closing: Money


@dataclass(frozen=True, slots=True)
class OwnLedger:
    """By currency, what it comes to, in all and for each initiative; and the accounts it is added up from."""

    totals: Mapping[str, OwnMoney]
    by_initiative: Mapping[UUID, Mapping[str, OwnMoney]]
    accounts: tuple[OwnAccount, ...]


def own_ledger(acting: Acting, first: date, last: date, on: date) -> OwnLedger:
    """Of the organisation one acts for, first and last day within; a handful of questions."""
    with _readable(acting, on) as rows:
        turnovers = _turnovers(rows, first, last)
        accounts = tuple(_account(row, turnovers[row.pk], acting) for row in rows)
        ours = [row for row in rows if not _is_owed_to_us(row, acting)]
        by_initiative = _by_initiative(ours, first, last)
    totals = {
        currency: own_money(turnovers[row.pk] for row in ours if row.currency == currency)
        for currency in sorted({row.currency for row in rows})
    }
    return OwnLedger(totals, by_initiative, accounts)


def _is_owed_to_us(row: Account, acting: Acting) -> bool:
    """What another's share is to us, or what our own pool has lent: money we have coming, not what we owe."""
    if row.organisation_id != acting.organisation_id:
        return False
    return row.kind == Kind.LOANS.value or (row.kind == Kind.SHARES.value and row.member != acting.code)


@contextmanager
def _readable(acting: Acting, on: date) -> Generator[list[Account]]:
    """Our own accounts, and those that associations keep about us, by whose they are and by kind."""
    own = Account.objects.filter(organisation_id=acting.organisation_id)
    with door.readable(SHARED_ACCOUNT, on) as shared:
        both = own | Account.objects.filter(public_id__in=shared)
        rows = both.select_related("organisation").order_by("organisation__name", "kind", "name", "pk")
        yield list(rows)


def _turnovers(rows: list[Account], first: date, last: date) -> dict[int, Turnover]:
    days = AccountDay.objects.filter(account__in=rows, day__range=(first, last)).values("account")
    moved = {
        key: (into, out)
        for key, into, out in days.annotate(into=Sum("in_minor"), out=Sum("out_minor")).values_list(
            "account", "into", "out"
        )
    }
    ends = balances_on([row.public_id for row in rows], last)
    return {
        row.pk: Turnover(Kind(row.kind), *moved.get(row.pk, (0, 0)), closing=ends[row.public_id].minor)
        for row in rows
    }


def _account(row: Account, turnover: Turnover, acting: Acting) -> OwnAccount:
    return OwnAccount(
        row.public_id,
        row.name,
        Kind(row.kind),
        row.organisation.name,
        row.organisation_id == acting.organisation_id,
        Money(turnover.into, row.currency),
        Money(turnover.out, row.currency),
        Money(turnover.closing, row.currency),
    )


def _by_initiative(rows: list[Account], first: date, last: date) -> dict[UUID, dict[str, OwnMoney]]:
    """What lines say they went to. What is owed is what is left of the period's own lines."""
    accounts = {row.pk: row for row in rows}
    lines = Posting.objects.filter(
        account__in=rows, day__range=(first, last), went_to_sort=INITIATIVE, went_to__isnull=False
    )
    sums = (
        lines.annotate(
            takes_back=Case(When(voucher__reverses__isnull=True, then=False), default=True),
            above=Case(When(amount_minor__gt=0, then=True), default=False),
        )
        .values("went_to", "account", "takes_back", "above")
        .annotate(minor=Sum("amount_minor"))
        .values_list("went_to", "account", "takes_back", "above", "minor")
    )
    found: dict[UUID, dict[str, OwnMoney]] = {}
    for initiative, account, takes_back, above, minor in sums:
        went_in = above != takes_back  # what was taken back had gone the other way
        row, into, out = accounts[account], (minor if went_in else 0), (0 if went_in else -minor)
        assert initiative is not None
        money = own_money([Turnover(Kind(row.kind), into, out, minor)])
        mine = found.setdefault(initiative, {})
        mine[row.currency] = mine.get(row.currency, OwnMoney()) + money
    return found
