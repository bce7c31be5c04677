"""What stood on accounts when days were over: read before a voucher is posted, and written with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, Max, Min

from samspil.apps.funding.models import Account, AccountDay
from samspil.apps.funding.services.holding import Held
from samspil.core.errors import SamspilError
from samspil.core.finance import ledger
from samspil.kit.tenancy.writing import add, change


class BrokenLedgerError(SamspilError):
    """What is kept of an account does not agree with itself: nothing is posted on it."""


@dataclass(slots=True)
class Ends:
    """An account, its row of the voucher's day where there is one, and what it stands at from that day on."""

    account: Account
    day: date
    row: AccountDay | None
    opening: int
    least: int
    most: int

    @property
    def is_dated_back(self) -> bool:
        """Whether something has been posted on a later day."""
        return self.account.last_day is not None and self.day < self.account.last_day

    def standing(self) -> ledger.Standing:
        """As the rules know it."""
        row = self.account
        kept = ledger.Account(
            row.public_id, ledger.Kind(row.kind), row.name, row.currency, row.may_be_negative
        )
        return ledger.Standing(kept, self.least, self.most, row.closed_at is not None)


def ends_of(held: Held, day: date) -> dict[UUID, Ends]:
    """Of held accounts, from a day on. No question where none has moved since; three for each that has.

    Raises:
        BrokenLedgerError: what stands on an account is not what stood on it when its last day was over.
    """
    return {key: _ends(account, last, day) for key, (account, last) in held.items()}


def _ends(account: Account, last: AccountDay | None, day: date) -> Ends:
    if (last.closing_minor if last else 0) != account.balance_minor:
        raise BrokenLedgerError(f"account {account.public_id}: kept {account.balance_minor}")
    now = account.balance_minor
    if last is None or last.day <= day:
        return Ends(account, day, last if last and last.day == day else None, now, now, now)
    days = AccountDay.objects.filter(account=account)
    row = days.filter(day=day).first()
    before = days.filter(day__lte=day).order_by("-day").values_list("closing_minor", flat=True).first() or 0
    later = days.filter(day__gt=day).aggregate(least=Min("closing_minor"), most=Max("closing_minor"))
    return Ends(account, day, row, before, min(before, later["least"]), max(before, later["most"]))


def write_ends(ends: Sequence[Ends], lines: Mapping[int, Sequence[int]], *, takes_back: bool) -> None:
    """Let a voucher's lines count: ``lines`` are the amounts on each account, by its key in the database.

    What a reversal ``takes_back`` is taken off what went in or out: it was never paid.
    """
    new = []
    for one in ends:
        amounts = lines[one.account.pk]
        row = one.row or AccountDay(
            organisation_id=one.account.organisation_id,
            account=one.account,
            day=one.day,
            in_minor=0,
            out_minor=0,
            closing_minor=one.opening,
        )
        into, out = turnover_of(amounts, takes_back=takes_back)
        row.in_minor += into
        row.out_minor += out
        row.closing_minor += sum(amounts)
        if one.row is None:
            new.append(row)
        else:
            change(row, ("in_minor", "out_minor", "closing_minor"))
        _move_account(one, sum(amounts))
    add(new)


def turnover_of(amounts: Sequence[int], *, takes_back: bool) -> tuple[int, int]:
    """What went in and what went out by some lines on an account; below nought where it is taken back."""
    above = sum(amount for amount in amounts if amount > 0)
    below = sum(amount for amount in amounts if amount < 0)
    return (below, -above) if takes_back else (above, -below)


def _move_account(one: Ends, amount: int) -> None:
    """What stands on it now, and on the days after one that is dated back."""
    account = one.account
    if one.is_dated_back:
        later = AccountDay.objects.filter(account=account, day__gt=one.day)
        later.update(closing_minor=F("closing_minor") + amount)
    else:
        account.last_day = one.day
    account.balance_minor += amount
    change(account, ("balance_minor", "last_day"))
