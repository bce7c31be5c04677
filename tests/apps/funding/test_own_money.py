"""What a member reads of the association's ledger is its own, traced and added up; and nobody else's."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

import pytest
from tests.apps.funding.ground import FEBRUARY, JANUARY, MARCH, account, books_of, moves
from tests.apps.portfolio.ground import keeper
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, TODAY, World

from samspil.apps.funding.models import Account
from samspil.apps.funding.selectors.access import access_account
from samspil.apps.funding.selectors.own_money import OwnLedger, own_ledger
from samspil.apps.funding.selectors.statements import After, StatementLine, statements
from samspil.apps.funding.selectors.tracing import came_to, freed_and_left, paid_with
from samspil.apps.funding.services.posting import reverse
from samspil.apps.funding.services.readers import keep_readers
from samspil.apps.governance.types import NotFoundError
from samspil.core.finance.ledger import Kind, OwnMoney, Reference
from samspil.core.units import Money

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


def read_by(world: World, code: str) -> OwnLedger:
    with world.scope(code):
        return own_ledger(keeper(world, code), FIRST, LAST, TODAY)


@pytest.fixture
def share(world: World) -> UUID:
    """Hvidovre is charged DKK 500 for something, and pays 200."""
    found = account(world, Kind.SHARES, "share of Hvidovre", member=HVIDOVRE)
    bank, operations = account(world, Kind.BANK), account(world, Kind.EXTERNAL_FUNDS, "operations")
    initiative = Reference("initiative", UUID(int=5))
    moves(world, operations, found, 500, on=JANUARY, went_to=initiative)
    moves(world, found, bank, 200, on=FEBRUARY, went_to=initiative)
    return found


def test_a_member_reads_what_it_was_charged_paid_and_owes(world: World, share: UUID) -> None:
    found = read_by(world, HVIDOVRE)
    assert found.totals == {"DKK": OwnMoney(paid_in=20_000, owed=30_000)}
    assert found.by_initiative == {UUID(int=5): {"DKK": OwnMoney(paid_in=20_000, owed=30_000)}}
    assert [(one.id, one.is_ours, one.keeper) for one in found.accounts] == [
        (share, False, world.association.name)
    ]


def test_another_member_reads_nothing_of_it(world: World, share: UUID) -> None:
    assert read_by(world, RODOVRE).accounts == ()
    with (
        world.scope(RODOVRE),
        pytest.raises(NotFoundError),
        access_account(keeper(world, RODOVRE), share, TODAY),
    ):
        pass


def test_what_was_taken_back_was_never_paid(world: World, share: UUID) -> None:
    bank = account(world, Kind.BANK)
    wrong = moves(world, share, bank, 100, on=MARCH, went_to=Reference("initiative", UUID(int=5)))
    with world.scope(""):
        reverse(wrong.id, "Forkert", "back", keeper=books_of(world))
    found = read_by(world, HVIDOVRE)
    assert found.totals == {"DKK": OwnMoney(paid_in=20_000, owed=30_000)}
    assert found.by_initiative == {UUID(int=5): {"DKK": OwnMoney(paid_in=20_000, owed=30_000)}}


def test_what_was_paid_before_the_period_counts_only_in_what_is_owed(world: World, share: UUID) -> None:
    with world.scope(HVIDOVRE):
        found = own_ledger(keeper(world, HVIDOVRE), MARCH, LAST, TODAY)
    assert found.totals == {"DKK": OwnMoney(owed=30_000)}


def test_a_statement_goes_from_what_stood_before_to_what_stands_after(world: World, share: UUID) -> None:
    with world.scope(""):
        rows = list(Account.objects.filter(public_id=share))
        (found,) = statements(rows, FEBRUARY, LAST)
        assert (found.opening, found.closing, found.is_cut) == (Money.of(500), Money.of(300), False)
        assert [(one.amount, one.after) for one in found.lines] == [(Money.of(-200), Money.of(300))]
        (cut,) = statements(rows, FIRST, LAST, most=1)
        assert (len(cut.lines), cut.is_cut) == (1, True)


def test_the_member_reads_its_statement(world: World, share: UUID) -> None:
    with world.scope(HVIDOVRE), access_account(keeper(world, HVIDOVRE), share, TODAY) as row:
        (found,) = statements([row], FIRST, LAST)
        assert len(found.lines) == 2


def test_money_that_a_benefit_freed_is_traced_both_ways(world: World) -> None:
    """F2.7: what is freed in one place finances another."""
    cashed, pool, grants = (account(world, one) for one in (Kind.CASHED_BENEFITS, Kind.POOL, Kind.GRANTS))
    benefit, initiative = Reference("benefit", uuid4()), Reference("initiative", uuid4())
    moves(world, cashed, pool, 1000, on=JANUARY, came_from=benefit)
    moves(world, pool, grants, 400, came_from=benefit, went_to=initiative)
    with world.scope(""):
        owner = world.association.pk
        assert {one.kind for one in came_to(owner, benefit)} == {Kind.CASHED_BENEFITS, Kind.POOL, Kind.GRANTS}
        assert {one.came_from for one in paid_with(owner, initiative)} == {benefit}
        assert freed_and_left(owner, benefit, "DKK") == 60_000
        assert freed_and_left(owner, initiative, "DKK") == 0


def test_a_member_that_came_later_reads_what_is_about_it(world: World, share: UUID) -> None:
    with world.scope(""):
        assert keep_readers(world.association.pk, at=NOW) == 0
        Account.objects.filter(public_id=share).update(member=RODOVRE)
        assert keep_readers(world.association.pk, at=NOW) > 0
    assert [one.id for one in read_by(world, RODOVRE).accounts] == [share]


def test_who_keeps_accounts_about_nobody_shares_nothing(world: World) -> None:
    account(world, Kind.POOL)
    with world.scope(""):
        assert keep_readers(world.association.pk, at=NOW) == 0


def test_a_long_statement_goes_on_where_it_was_cut(world: World) -> None:
    levy, pool = account(world, Kind.LEVY, "long levy"), account(world, Kind.POOL, "long pool")
    for number in range(7):
        moves(world, levy, pool, number + 1, on=FEBRUARY if number < 4 else LAST, key=f"long {number}")
    with world.scope(""):
        (row,) = Account.objects.filter(key="long pool")
        (whole,) = statements([row], FEBRUARY, LAST)
        seen: list[StatementLine] = []
        after: After | None = None
        for most in (2, 3, 9):
            (found,) = statements([row], FEBRUARY, LAST, most, after)
            assert found.before == (seen[-1].after if seen else found.opening)
            seen += found.lines
            after = found.more
        assert seen == list(whole.lines)
        assert len(seen) == 7
        assert after is None
        (again,) = statements([row], LAST, LAST, 9, After(FEBRUARY, 10**9))
        assert again.before == again.opening == Money.of(10)
