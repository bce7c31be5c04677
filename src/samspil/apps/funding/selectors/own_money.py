"""My municipality's money: what we paid in, received, owe and saved, here and with our associations."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import Case, QuerySet, Sum, When

from samspil.apps.funding.models import Account, AccountDay, Posting
from samspil.apps.funding.selectors.balances import balances_on
from samspil.apps.funding.selectors.of_initiative import awards_by_initiative
from samspil.apps.funding.selectors.share_standings import summed
from samspil.apps.funding.types import CREDITS, SHARE_PAID_BACK, SHARED_ACCOUNT
from samspil.apps.organisations.types import Acting
from samspil.core.finance.ledger import Kind, OwnMoney, Turnover, own_money
from samspil.core.units import Money
from samspil.kit.sharing import door

INITIATIVE: Final = "initiative"  # what a line says it went to
AWARD: Final = "award"
ByInitiative = dict[UUID, dict[str, OwnMoney]]


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
    is_joint_cost: bool = False


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
        _add_pools(by_initiative, acting, rows, (first, last))
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
    ends, apart = balances_on([row.public_id for row in rows], last), _not_paid(rows, first, last)
    return {
        row.pk: Turnover(
            Kind(row.kind), *moved.get(row.pk, (0, 0)), ends[row.public_id].minor, *apart.get(row.pk, (0, 0))
        )
        for row in rows
    }


def _not_paid(rows: list[Account], first: date, last: date) -> dict[int, tuple[int, int]]:
    """Of shares, what was credited and what was paid back: neither was paid. One question, if any."""
    shares = [row.pk for row in rows if row.kind == Kind.SHARES.value]
    if not shares:
        return {}
    lines = Posting.objects.filter(
        account__in=shares, day__range=(first, last), voucher__kind__in=(*CREDITS, SHARE_PAID_BACK)
    )
    found: dict[int, tuple[int, int]] = {}
    for account, kind, is_off, minor in summed(lines, "account"):
        credited, back = found.get(account, (0, 0))
        if kind == SHARE_PAID_BACK:
            back += minor
        elif is_off:
            credited -= minor
        found[account] = credited, back
    return found


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
        row.is_joint_cost,
    )


def _by_initiative(rows: list[Account], first: date, last: date) -> ByInitiative:
    """What lines say they went to. What is owed is what is left of the period's own lines."""
    lines = Posting.objects.filter(
        account__in=rows, day__range=(first, last), went_to_sort=INITIATIVE, went_to__isnull=False
    )
    found: ByInitiative = {}
    _add(found, lines, "went_to", rows, None)
    return found


def _add_pools(found: ByInitiative, acting: Acting, rows: list[Account], period: tuple[date, date]) -> None:
    """What our own pools gave to initiatives and what came back; a loan is owed by what it was lent for."""
    awards = awards_by_initiative(acting.organisation_id)
    if not awards:
        return
    ours = [row for row in rows if row.organisation_id == acting.organisation_id]
    lines = Posting.objects.filter(account__in=ours, day__range=period)
    given = lines.filter(went_to_sort=AWARD, went_to__in=list(awards))
    back = lines.filter(came_from_sort=AWARD, came_from__in=list(awards))
    _add(found, given, "went_to", ours, awards)
    _add(found, back, "came_from", ours, awards)


def _add(
    found: ByInitiative,
    lines: QuerySet[Posting],
    named: str,
    rows: list[Account],
    meant: Mapping[UUID, UUID] | None,
) -> None:
    """Add lines up under what they name: an initiative, or what is ``meant`` by it."""
    accounts = {row.pk: row for row in rows}
    sums = (
        lines.annotate(
            takes_back=Case(When(voucher__reverses__isnull=True, then=False), default=True),
            above=Case(When(amount_minor__gt=0, then=True), default=False),
        )
        .values(named, "account", "takes_back", "above", "voucher__kind")
        .annotate(minor=Sum("amount_minor"))
        .values_list(named, "account", "takes_back", "above", "voucher__kind", "minor")
    )
    for key, account, takes_back, above, sort, minor in sums:
        went_in = above != takes_back  # what was taken back had gone the other way
        row, into, out = accounts[account], (minor if went_in else 0), (0 if went_in else -minor)
        apart = (out if sort in CREDITS else 0, into if sort == SHARE_PAID_BACK else 0)
        money = own_money([Turnover(Kind(row.kind), into, out, minor, *apart)])
        mine = found.setdefault(meant[key] if meant else key, {})
        mine[row.currency] = mine.get(row.currency, OwnMoney()) + money
