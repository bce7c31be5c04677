"""What may be posted, given how the accounts stand. The stored ledger and the one in memory both ask here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from samspil.core.errors import Problem
from samspil.core.finance.ledger.accounts import Account
from samspil.core.finance.ledger.vouchers import LARGEST, Voucher, changes, problems_of
from samspil.core.units import Money


@dataclass(frozen=True, slots=True)
class Standing:
    """What an account has at the end of the voucher's day or of any later day, at least and at most, in øre.

    A voucher that is dated back changes all days after it: none of them may be overdrawn by it.
    """

    account: Account
    least: int = 0
    most: int = 0
    is_closed: bool = False


def refusals(
    voucher: Voucher, standings: Mapping[UUID, Standing], closed_until: date | None
) -> list[Problem]:
    """Every reason why a voucher cannot be posted; none when it can.

    Args:
        voucher: what is to be posted.
        standings: each account of the owner that the voucher names, as it stands.
        closed_until: the last day of the last closed period; nothing where none is closed.

    Source: issue 6, "Bad input"; F2.19–F2.24.

    >>> [one.code for one in refusals(Voucher(date(2026, 3, 2), "", "levy", (), "a"), {}, date(2026, 3, 2))]
    ['voucher_needs_two_lines', 'period_is_closed']
    """
    found = problems_of(voucher)
    if closed_until is not None and voucher.day <= closed_until:
        found.append(Problem("period_is_closed", {"day": voucher.day, "until": closed_until}))
    found += _of_currencies(voucher, standings)
    for key, change in changes(voucher).items():
        standing = standings.get(key)
        if standing is None:
            found.append(Problem("no_such_account", {}))
        else:
            found += _of_account(standing, change)
    return found


def _of_currencies(voucher: Voucher, standings: Mapping[UUID, Standing]) -> list[Problem]:
    accounts = [
        (standings[line.account].account, line) for line in voucher.lines if line.account in standings
    ]
    return [
        Problem(
            "account_in_another_currency",
            {"account": account.name, "currency": account.currency, "found": line.amount.currency},
        )
        for account, line in accounts
        if line.amount.currency != account.currency
    ]


def _of_account(standing: Standing, change: int) -> list[Problem]:
    account = standing.account
    if standing.is_closed:
        return [Problem("account_has_closed", {"account": account.name})]
    least, most = standing.least + change, standing.most + change
    if most >= LARGEST or least <= -LARGEST:
        return [Problem("balance_too_large", {"account": account.name})]
    if change < 0 and least < 0 and not account.may_be_negative:
        return [
            Problem(
                "account_would_be_overdrawn",
                {
                    "account": account.name,
                    "there": Money(standing.least, account.currency),
                    "asked": Money(-change, account.currency),
                    "missing": Money(-least, account.currency),
                },
            )
        ]
    return []


def refusals_to_close(until: date, closed_until: date | None, today: date) -> list[Problem]:
    """Why a period cannot be closed up to and with a day: it is closed already, or is not over.

    >>> refusals_to_close(date(2026, 1, 31), None, date(2026, 2, 1))
    []
    """
    if closed_until is not None and until <= closed_until:
        return [Problem("period_already_closed", {"until": closed_until})]
    if until >= today:
        return [Problem("period_is_not_over", {"until": until})]
    return []
