"""A voucher sums to nought, an account is not overdrawn on any day, a closed period stays as it was."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from samspil.core.errors import ProblemsError
from samspil.core.finance.ledger import (
    LARGEST,
    Account,
    Book,
    Kind,
    Line,
    Reference,
    Standing,
    Voucher,
    of_sources,
    problems_of,
    refusals,
    refusals_to_close,
    spent_above,
    transfer,
)
from samspil.core.units import Money

MONDAY = date(2026, 3, 2)
LEVY, POOL, GRANTS, EUROS = (UUID(int=n) for n in range(1, 5))
ACCOUNTS = {
    LEVY: Account(LEVY, Kind.LEVY, "Bidrag"),
    POOL: Account(POOL, Kind.POOL, "Banken"),
    GRANTS: Account(GRANTS, Kind.GRANTS, "Bevillinger"),
    EUROS: Account(EUROS, Kind.EXTERNAL_FUNDS, "EU", "EUR"),
}


def voucher(*lines: Line, day: date = MONDAY, key: str = "a") -> Voucher:
    return Voucher(day, "Flyttet", "moved", lines, key)


def paid(source: UUID, into: UUID, minor: int, day: date = MONDAY, key: str = "a") -> Voucher:
    return voucher(*transfer(source, into, Money(minor)), day=day, key=key)


@pytest.fixture
def book() -> Book:
    """A pool with 1,000 øre since Monday."""
    found = Book(ACCOUNTS.values())
    found.post(paid(LEVY, POOL, 1000, key="first"))
    return found


def codes(do: Callable[[], object]) -> list[str]:
    """What something is refused for."""
    with pytest.raises(ProblemsError) as error:
        do()
    return [one.code for one in error.value.problems]


@pytest.mark.parametrize("kind", list(Kind))
def test_what_money_comes_from_is_credited_and_may_go_below_nought(kind: Kind) -> None:
    sources = {Kind.LEVY, Kind.REPAYMENTS, Kind.EXTERNAL_FUNDS, Kind.CASHED_BENEFITS}
    assert Account(LEVY, kind, "x").may_be_negative is (kind in sources)
    assert kind.shown(Money(-5)) == Money(5 if kind in sources else -5)


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ((), "voucher_needs_two_lines"),
        ((Line(POOL, Money(0)), Line(LEVY, Money(0))), "voucher_line_of_nought"),
        ((Line(POOL, Money(LARGEST)), Line(LEVY, Money(-LARGEST))), "voucher_line_too_large"),
        ((Line(POOL, Money(5)), Line(LEVY, Money(-4))), "voucher_does_not_balance"),
        ((Line(POOL, Money(5)), Line(EUROS, Money(-5, "EUR"))), "voucher_does_not_balance"),
    ],
)
def test_a_voucher_that_is_wrong_by_itself_is_refused(lines: tuple[Line, ...], code: str) -> None:
    assert code in {one.code for one in problems_of(voucher(*lines))}


def test_the_largest_amount_that_is_posted_is_one_ore_below_the_limit() -> None:
    assert problems_of(paid(LEVY, POOL, LARGEST - 1)) == []


def test_a_voucher_says_how_much_is_missing_in_each_currency() -> None:
    lines = (Line(POOL, Money(5)), Line(LEVY, Money(-4)), Line(EUROS, Money(-5, "EUR")))
    told = [one.args["difference"] for one in problems_of(voucher(*lines))]
    assert told == [Money(1), Money(-5, "EUR")]


@pytest.mark.parametrize("key", ["", "  "])
def test_a_voucher_without_a_key_is_refused(key: str) -> None:
    assert [one.code for one in problems_of(paid(LEVY, POOL, 5, key=key))] == ["voucher_without_key"]


def test_several_lines_on_one_account_count_together(book: Book) -> None:
    book.post(voucher(Line(POOL, Money(-5000)), Line(POOL, Money(4500)), Line(GRANTS, Money(500)), key="b"))
    assert book.balance_on(POOL, MONDAY) == Money(500)


def test_what_stands_on_an_account_is_known_for_each_day(book: Book) -> None:
    book.post(paid(POOL, GRANTS, 400, MONDAY + timedelta(3), "b"))
    days = [MONDAY + timedelta(n) for n in (-1, 0, 2, 3, 99)]
    assert [book.balance_on(POOL, day).minor for day in days] == [0, 1000, 1000, 600, 600]


@pytest.mark.parametrize(("minor", "is_refused"), [(1000, False), (1001, True)])
def test_a_pool_is_emptied_but_not_overdrawn(minor: int, is_refused: bool, book: Book) -> None:
    if is_refused:
        assert codes(lambda: book.post(paid(POOL, GRANTS, minor))) == ["account_would_be_overdrawn"]
    else:
        book.post(paid(POOL, GRANTS, minor))
    assert book.balance_on(POOL, MONDAY).minor == (1000 if is_refused else 0)


def test_a_refusal_says_what_is_there_and_what_is_missing(book: Book) -> None:
    with pytest.raises(ProblemsError) as error:
        book.post(paid(POOL, GRANTS, 1300))
    told = error.value.problems[0].args
    assert (told["there"], told["asked"], told["missing"]) == (Money(1000), Money(1300), Money(300))


def test_what_is_dated_back_may_not_overdraw_a_later_day(book: Book) -> None:
    book.post(paid(POOL, GRANTS, 900, MONDAY + timedelta(5), "b"))
    late = paid(POOL, GRANTS, 101, MONDAY + timedelta(2), "c")
    assert codes(lambda: book.post(late)) == ["account_would_be_overdrawn"]
    book.post(replace(late, lines=transfer(POOL, GRANTS, Money(100))))
    assert book.balance_on(POOL, MONDAY + timedelta(5)) == Money(0)


def test_what_goes_into_an_account_below_nought_is_not_refused() -> None:
    """It makes it better."""
    standing = {POOL: Standing(ACCOUNTS[POOL], -50, -50), LEVY: Standing(ACCOUNTS[LEVY])}
    assert refusals(paid(LEVY, POOL, 10), standing, None) == []


@pytest.mark.parametrize(("after", "is_refused"), [(0, True), (1, False)])
def test_nothing_is_posted_on_the_last_closed_day_or_before(after: int, is_refused: bool, book: Book) -> None:
    book.close(MONDAY, MONDAY + timedelta(1))
    late = paid(POOL, GRANTS, 5, MONDAY + timedelta(after))
    if is_refused:
        assert codes(lambda: book.post(late)) == ["period_is_closed"]
    else:
        assert book.post(late) == late


def test_a_period_is_closed_once_and_when_it_is_over() -> None:
    assert [one.code for one in refusals_to_close(MONDAY, MONDAY, MONDAY + timedelta(1))] == [
        "period_already_closed"
    ]
    assert [one.code for one in refusals_to_close(MONDAY, None, MONDAY)] == ["period_is_not_over"]
    book = Book([])
    assert codes(lambda: book.close(MONDAY, MONDAY)) == ["period_is_not_over"]


def test_an_account_that_is_not_there_is_named_before_anything_moves(book: Book) -> None:
    assert codes(lambda: book.post(paid(POOL, UUID(int=9), 5))) == ["no_such_account"]
    assert book.balance_on(POOL, MONDAY) == Money(1000)


def test_an_account_takes_its_own_currency_only(book: Book) -> None:
    assert codes(lambda: book.post(paid(EUROS, POOL, 5))) == ["account_in_another_currency"]


def test_nothing_is_posted_on_a_closed_account() -> None:
    standing = {POOL: Standing(ACCOUNTS[POOL], is_closed=True), LEVY: Standing(ACCOUNTS[LEVY])}
    assert [one.code for one in refusals(paid(LEVY, POOL, 5), standing, None)] == ["account_has_closed"]


@pytest.mark.parametrize("source", [LEVY, POOL])
def test_a_balance_stays_within_what_the_database_can_keep(source: UUID) -> None:
    at_the_limit = {
        POOL: Standing(ACCOUNTS[POOL], LARGEST - 1, LARGEST - 1),
        LEVY: Standing(ACCOUNTS[LEVY], 1 - LARGEST, 1 - LARGEST),
    }
    moved = paid(LEVY, POOL, 1)
    assert [one.code for one in refusals(moved, at_the_limit, None)] == ["balance_too_large"] * 2
    only = {**at_the_limit, source: Standing(ACCOUNTS[source])}
    assert [one.code for one in refusals(moved, only, None)] == ["balance_too_large"]


def test_the_same_key_posts_once(book: Book) -> None:
    once = paid(POOL, GRANTS, 5, key="b")
    assert book.post(once) == book.post(once)
    assert book.balance_on(GRANTS, MONDAY) == Money(5)
    assert codes(lambda: book.post(paid(POOL, GRANTS, 6, key="b"))) == ["voucher_key_used"]


def test_a_reversal_is_the_exact_mirror_and_keeps_where_money_came_from() -> None:
    freed = Reference("benefit", UUID(int=7))
    book = Book(ACCOUNTS.values())
    book.post(Voucher(MONDAY, "Frigjort", "cashed", transfer(LEVY, POOL, Money(5), came_from=freed), "a"))
    back = book.reverse("a", MONDAY, "Forkert", "b")
    assert back.lines == (Line(POOL, Money(-5), freed), Line(LEVY, Money(5), freed))
    assert book.balance_on(POOL, MONDAY) == Money(0)


def test_a_voucher_is_reversed_once_and_a_reversal_never(book: Book) -> None:
    tuesday = MONDAY + timedelta(1)
    back = book.reverse("first", tuesday, "Forkert", "back")
    assert book.reverse("first", tuesday, "Forkert", "back") == back
    assert codes(lambda: book.reverse("first", tuesday, "Forkert", "again")) == ["voucher_already_reversed"]
    assert codes(lambda: book.reverse("back", tuesday, "Forkert", "again")) == ["reversal_is_not_reversed"]
    assert codes(lambda: book.reverse("never", tuesday, "Forkert", "again")) == ["no_such_voucher"]
    assert book.balance_on(POOL, tuesday) == Money(0)


def test_a_voucher_is_not_reversed_before_it_was_posted(book: Book) -> None:
    assert codes(lambda: book.reverse("first", MONDAY - timedelta(1), "Forkert", "b")) == [
        "reversed_before_posted"
    ]


def test_a_reversal_that_would_overdraw_is_refused_and_can_be_tried_again(book: Book) -> None:
    book.post(paid(POOL, GRANTS, 600, key="b"))
    assert codes(lambda: book.reverse("first", MONDAY, "Forkert", "back")) == ["account_would_be_overdrawn"]
    book.post(paid(LEVY, POOL, 600, key="c"))
    book.reverse("first", MONDAY, "Forkert", "back")
    assert book.balance_on(POOL, MONDAY) == Money(0)


def test_no_more_is_spent_of_a_source_than_it_freed() -> None:
    freed, other = Reference("benefit", UUID(int=7)), Reference("benefit", UUID(int=8))
    book = Book(ACCOUNTS.values())

    def spent(minor: int, source: Reference, key: str) -> Voucher:
        return Voucher(MONDAY, "Brugt", "grant", transfer(POOL, GRANTS, Money(minor), came_from=source), key)

    book.post(paid(LEVY, POOL, 1000, key="own"))
    book.post(Voucher(MONDAY, "Frigjort", "freed", transfer(LEVY, POOL, Money(500), came_from=freed), "a"))
    assert codes(lambda: book.post(spent(501, freed, "b"))) == ["source_spent_above"]
    assert codes(lambda: book.post(spent(1, other, "b"))) == ["source_spent_above"]
    book.post(spent(500, freed, "b"))
    assert codes(lambda: book.post(spent(1, freed, "c"))) == ["source_spent_above"]
    assert codes(lambda: book.reverse("a", MONDAY, "Forkert", "d")) == ["source_spent_above"]
    book.reverse("b", MONDAY, "Forkert", "e")
    book.reverse("a", MONDAY, "Forkert", "f")


def test_what_moves_between_stores_is_still_there_to_be_spent() -> None:
    freed = Reference("benefit", UUID(int=7))
    kinds = {POOL: Kind.POOL, LEVY: Kind.TREASURY, GRANTS: Kind.GRANTS}
    moved = Voucher(MONDAY, "Flyttet", "moved", transfer(POOL, LEVY, Money(5), came_from=freed), "a")
    assert of_sources(moved, kinds) == {(freed, "DKK"): 0}
    assert spent_above(of_sources(moved, kinds), {}) == []
    untraced = paid(POOL, GRANTS, 5, key="b")
    assert of_sources(untraced, kinds) == {}
