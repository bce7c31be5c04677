"""Posting in the stored ledger: balances, refusals, keys, reversals, and a database that changes nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, transaction
from tests.apps.funding.ground import FEBRUARY, JANUARY, MARCH, account, books_of, moves
from tests.apps.portfolio.ground import coordinator
from tests.apps.world import HVIDOVRE, NOW, World

from samspil.apps.funding.models import Account, AccountDay, Posting
from samspil.apps.funding.models import Voucher as Row
from samspil.apps.funding.selectors.balances import balance_on
from samspil.apps.funding.services import accounts, periods
from samspil.apps.funding.services.accounts import close_account, open_account
from samspil.apps.funding.services.day_ends import BrokenLedgerError
from samspil.apps.funding.services.periods import close_period
from samspil.apps.funding.services.posting import post, reverse
from samspil.apps.funding.types import Bookkeeper, NewAccount
from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.core.finance import ledger
from samspil.core.finance.ledger import Kind, Voucher, transfer
from samspil.core.units import Money
from samspil.kit.journal.models import Entry
from samspil.kit.journal.verifying import verify


@pytest.fixture
def levy(world: World) -> UUID:
    return account(world, Kind.LEVY)


@pytest.fixture
def pool(world: World, levy: UUID) -> UUID:
    """A pool with DKK 1,000 since January."""
    found = account(world, Kind.POOL)
    moves(world, levy, found, 1000, on=JANUARY)
    return found


@pytest.fixture
def grants(world: World) -> UUID:
    return account(world, Kind.GRANTS)


def stands(world: World, account: UUID, on: date = MARCH) -> int:
    """Whole kroner."""
    with world.scope(""):
        return balance_on(account, on).minor // 100


def refused(error: pytest.ExceptionInfo[RefusedError]) -> str:
    return error.value.problem.code


def test_what_is_posted_stands_on_both_accounts_from_its_day_on(world: World, levy: UUID, pool: UUID) -> None:
    assert [stands(world, pool, on) for on in (JANUARY - timedelta(1), JANUARY, MARCH)] == [0, 1000, 1000]
    assert stands(world, levy) == -1000


def test_a_pool_is_not_overdrawn(world: World, pool: UUID, grants: UUID) -> None:
    moves(world, pool, grants, 1000)
    with pytest.raises(RefusedError) as error:
        moves(world, pool, grants, 1)
    assert refused(error) == "account_would_be_overdrawn"
    assert stands(world, pool) == 0


def test_what_is_dated_back_may_not_overdraw_a_later_day(world: World, pool: UUID, grants: UUID) -> None:
    moves(world, pool, grants, 900, on=MARCH)
    with pytest.raises(RefusedError) as error:
        moves(world, pool, grants, 101, on=FEBRUARY)
    assert refused(error) == "account_would_be_overdrawn"
    moves(world, pool, grants, 100, on=FEBRUARY)
    assert [stands(world, pool, on) for on in (JANUARY, FEBRUARY, MARCH)] == [1000, 900, 0]


def test_what_is_dated_back_to_a_day_that_has_postings_counts_from_there(
    world: World, levy: UUID, pool: UUID, grants: UUID
) -> None:
    moves(world, pool, grants, 300, on=MARCH)
    moves(world, levy, pool, 50, on=JANUARY)
    assert [stands(world, pool, on) for on in (JANUARY, FEBRUARY, MARCH)] == [1050, 1050, 750]


def test_the_same_key_posts_once_and_something_else_under_it_is_refused(
    world: World, levy: UUID, pool: UUID
) -> None:
    first = moves(world, levy, pool, 5, key="levy of May")
    again = moves(world, levy, pool, 5, key="levy of May")
    assert again == replace(first, before=True)
    with pytest.raises(RefusedError) as error:
        moves(world, levy, pool, 6, key="levy of May")
    assert refused(error) == "voucher_key_used"
    assert stands(world, pool) == 1005


def test_a_voucher_is_reversed_once_by_its_mirror(world: World, levy: UUID, pool: UUID) -> None:
    posted = moves(world, levy, pool, 5)
    with world.scope(""):
        keeper = books_of(world)
        back = reverse(posted.id, "Sendt to gange", "back", keeper=keeper)
        assert reverse(posted.id, "Sendt to gange", "back", keeper=keeper) == replace(back, before=True)
        with pytest.raises(RefusedError) as error:
            reverse(posted.id, "Sendt to gange", "again", keeper=keeper)
        assert refused(error) == "voucher_already_reversed"
        with pytest.raises(RefusedError) as error:
            reverse(back.id, "Alligevel ikke", "and back", keeper=keeper)
        assert refused(error) == "reversal_is_not_reversed"
        both = Row.objects.filter(number__in=[posted.number, back.number])
        minors = [list(one.postings.order_by("place").values_list("account", "amount_minor")) for one in both]
        assert minors[1] == [(key, -amount) for key, amount in minors[0]]
    assert stands(world, pool) == 1000


@pytest.mark.parametrize(
    ("reason", "on", "code"),
    [
        (" ", None, "reversal_needs_a_reason"),
        ("For tidligt", FEBRUARY - timedelta(40), "reversed_before_posted"),
    ],
)
def test_a_reversal_has_a_reason_and_comes_after(
    reason: str, on: date | None, code: str, world: World, levy: UUID, pool: UUID
) -> None:
    posted = moves(world, levy, pool, 5, on=FEBRUARY)
    with world.scope(""), pytest.raises(RefusedError) as error:
        reverse(posted.id, reason, "back", keeper=books_of(world), on=on)
    assert refused(error) == code


def test_a_reversal_that_would_overdraw_is_refused(
    world: World, levy: UUID, pool: UUID, grants: UUID
) -> None:
    posted = moves(world, levy, pool, 500, on=FEBRUARY)
    moves(world, pool, grants, 1200)
    with world.scope(""), pytest.raises(RefusedError) as error:
        reverse(posted.id, "Forkert", "back", keeper=books_of(world))
    assert refused(error) == "account_would_be_overdrawn"


def test_nothing_is_posted_in_a_closed_period(world: World, levy: UUID, pool: UUID) -> None:
    with world.scope(""):
        periods.close_period(FEBRUARY, keeper=books_of(world))
        with pytest.raises(RefusedError) as error:
            periods.close_period(FEBRUARY, keeper=books_of(world))
        assert refused(error) == "period_already_closed"
    with pytest.raises(RefusedError) as error:
        moves(world, levy, pool, 5, on=FEBRUARY)
    assert refused(error) == "period_is_closed"
    moves(world, levy, pool, 5, on=FEBRUARY + timedelta(1))


def test_a_period_that_is_not_over_is_not_closed(world: World) -> None:
    with world.scope(""), pytest.raises(RefusedError) as error:
        periods.close_period(MARCH, keeper=books_of(world))
    assert refused(error) == "period_is_not_over"


def test_an_account_of_another_is_not_there(world: World, levy: UUID) -> None:
    own = account(world, Kind.POOL, code=HVIDOVRE)
    with pytest.raises(RefusedError) as error:
        moves(world, own, levy, 5)
    assert refused(error) == "no_such_account"
    with world.scope(""), pytest.raises(NotFoundError):
        balance_on(own, MARCH)


def test_a_voucher_of_another_is_not_reversed(world: World, levy: UUID, pool: UUID) -> None:
    posted = moves(world, levy, pool, 5)
    with world.scope(HVIDOVRE), pytest.raises(RefusedError) as error:
        reverse(posted.id, "Ikke vores", "back", keeper=books_of(world, HVIDOVRE))
    assert refused(error) == "no_such_voucher"


def test_the_database_changes_no_voucher_and_no_posting(world: World, pool: UUID) -> None:
    with world.scope(""):
        for change in (
            lambda: Row.objects.update(text="Noget andet"),
            lambda: Posting.objects.update(amount_minor=1),
            lambda: Posting.objects.all().delete(),
        ):
            with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
                change()


def test_each_voucher_has_one_entry_and_the_chain_holds(world: World, levy: UUID, pool: UUID) -> None:
    with world.scope(""):
        before = Entry.objects.filter(action="funding.posted").count()
    posted = moves(world, levy, pool, 7)
    with world.scope(""):
        entry = Entry.objects.filter(action="funding.posted").order_by("-sequence")[0]
        assert Entry.objects.filter(action="funding.posted").count() == before + 1
        assert entry.subject_id == str(posted.id)
        assert verify(world.association.pk)[1] is None


def test_nothing_of_a_refused_voucher_is_kept(world: World, pool: UUID, grants: UUID) -> None:
    with world.scope(""):
        counts = [one.objects.count() for one in (Row, Posting, AccountDay, Entry)]
    with pytest.raises(RefusedError):
        moves(world, pool, grants, 5000)
    with world.scope(""):
        assert [one.objects.count() for one in (Row, Posting, AccountDay, Entry)] == counts


def test_an_account_that_does_not_agree_with_its_days_takes_no_posting(
    world: World, levy: UUID, pool: UUID
) -> None:
    with world.scope(""):
        Account.objects.filter(public_id=pool).update(balance_minor=1)
    with pytest.raises(BrokenLedgerError):
        moves(world, levy, pool, 5)


def test_a_voucher_whose_sum_the_rules_let_through_is_not_kept(
    world: World, levy: UUID, pool: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second wall: the sum of what was written is asked again."""
    monkeypatch.setattr("samspil.apps.funding.services.posting.refusals", lambda *_: [])
    lines = (ledger.Line(pool, Money(5)), ledger.Line(levy, Money(-4)))
    with world.scope(""), pytest.raises(BrokenLedgerError):
        post(Voucher(MARCH, "Skæv", "moved", lines, "odd"), keeper=books_of(world))
    assert stands(world, pool) == 1000


def test_an_account_is_opened_once_a_key(world: World, pool: UUID) -> None:
    with world.scope(""):
        keeper = books_of(world)
        assert accounts.open_account(NewAccount(Kind.POOL, "pool", "Et andet navn"), keeper=keeper) == pool
        with pytest.raises(RefusedError) as error:
            accounts.open_account(NewAccount(Kind.BANK, "pool", "En bank"), keeper=keeper)
        assert refused(error) == "account_key_used"


def test_an_account_closes_when_it_is_empty_and_takes_nothing_after(
    world: World, levy: UUID, pool: UUID, grants: UUID
) -> None:
    with world.scope(""), pytest.raises(RefusedError) as error:
        accounts.close_account(pool, keeper=books_of(world))
    assert refused(error) == "account_is_not_empty"
    moves(world, pool, grants, 1000)
    with world.scope(""):
        accounts.close_account(pool, keeper=books_of(world))
        accounts.close_account(pool, keeper=books_of(world))
    with pytest.raises(RefusedError) as error:
        moves(world, levy, pool, 5)
    assert refused(error) == "account_has_closed"


def test_an_account_that_is_not_there_is_not_closed(world: World) -> None:
    with world.scope(""), pytest.raises(RefusedError) as error:
        accounts.close_account(uuid4(), keeper=books_of(world))
    assert refused(error) == "no_such_account"


def test_several_lines_on_one_account_count_together(world: World, levy: UUID, pool: UUID) -> None:
    lines = (ledger.Line(pool, Money(300)), ledger.Line(pool, Money(-100)), ledger.Line(levy, Money(-200)))
    with world.scope(""):
        post(Voucher(MARCH, "Delt", "moved", lines, "split"), keeper=books_of(world))
        day = AccountDay.objects.get(account__public_id=pool, day=MARCH)
    assert (day.in_minor, day.out_minor, day.closing_minor) == (300, 100, 100_200)


def test_the_ledger_is_written_only_by_whom_it_lets(world: World, levy: UUID, pool: UUID) -> None:
    with world.scope(""):
        paid = moves(world, levy, pool, 5)
        keeper = Bookkeeper.of(replace(coordinator(world), roles=frozenset({"member"})), NOW)
        voucher = Voucher(MARCH, "x", "moved", transfer(levy, pool, Money.of(1)), "by a stranger")
        for do in (
            lambda: post(voucher, keeper=keeper),
            lambda: reverse(paid.id, "x", "x", keeper=keeper),
            lambda: close_period(JANUARY, keeper=keeper),
            lambda: open_account(NewAccount(Kind.BANK, "x", "x"), keeper=keeper),
            lambda: close_account(pool, keeper=keeper),
        ):
            with pytest.raises(RefusedError, match="not_yours_to_keep_money"):
                do()
        post(voucher, keeper=replace(keeper, is_let=True))
        post(replace(voucher, key="by the clock"), keeper=Bookkeeper(keeper.organisation_id, NOW))
        with pytest.raises(RefusedError, match="not_yours_to_keep_money"):
            post(replace(voucher, key="somebody"), keeper=replace(keeper, acting=None))
