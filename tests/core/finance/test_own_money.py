"""What a party paid in, received, owes and saved, from the accounts that show its money."""

from __future__ import annotations

import pytest

from samspil.core.finance.ledger import Kind, OwnMoney, Turnover, own_money


@pytest.mark.parametrize(
    ("kind", "into", "out", "closing", "expected"),
    [
        (Kind.LEVY, 0, 700, -700, OwnMoney(paid_in=700)),
        (Kind.REPAYMENTS, 0, 700, -700, OwnMoney(paid_in=700)),
        (Kind.SHARES, 900, 700, 200, OwnMoney(paid_in=700, owed=200)),
        (Kind.LOANS, 900, 700, 200, OwnMoney(paid_in=700, received=900, owed=200)),
        (Kind.GRANTS, 900, 100, 800, OwnMoney(received=800)),
        (Kind.CASHED_BENEFITS, 0, 700, -700, OwnMoney(saved=700)),
        *((kind, 900, 700, 200, OwnMoney()) for kind in (Kind.POOL, Kind.TREASURY, Kind.BANK)),
        (Kind.EXTERNAL_FUNDS, 0, 700, -700, OwnMoney()),
    ],
)
def test_each_kind_of_account_says_its_own_part(
    kind: Kind, into: int, out: int, closing: int, expected: OwnMoney
) -> None:
    assert own_money([Turnover(kind, into, out, closing)]) == expected


def test_accounts_are_added_up() -> None:
    both = [Turnover(Kind.LEVY, 0, 700, -700), Turnover(Kind.LOANS, 900, 100, 800)]
    assert own_money(both) == OwnMoney(paid_in=800, received=900, owed=800)
    assert own_money([]) == OwnMoney()
