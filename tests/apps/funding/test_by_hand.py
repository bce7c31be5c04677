"""A voucher that somebody writes by hand: balanced, with an enclosure, and nothing that is not theirs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from tests.apps.funding.pool_world import BANK, START, alone, filled, opened
from tests.apps.funding.test_pool_pages import address, approved, done, logged_in, words
from tests.apps.funding.test_pools import granted, refused
from tests.apps.governance.at_time import set_clock
from tests.apps.world import World

from samspil.apps.funding.act_types import HandLine, NewVoucher
from samspil.apps.funding.models import Account, Pool, Posting, Voucher
from samspil.apps.funding.selectors.liquidity import balance_of, promised_of
from samspil.apps.funding.services.by_hand import open_by_hand, post_by_hand
from samspil.apps.funding.services.periods import close_period
from samspil.apps.funding.services.posting import reverse
from samspil.apps.funding.types import Bookkeeper, PostedVoucher
from samspil.core.finance.ledger import Kind
from samspil.core.units import Money

pytestmark = pytest.mark.django_db
TODAY = START.date()


def keeps(world: World) -> dict[str, Any]:
    return {"acting": world.acting(BANK, "finance_director"), "at": START}


def moved(pool: Pool, minor: int, **more: Any) -> NewVoucher:
    """So many øre out of a pool into the treasury."""
    into, out = (UUID(pool.accounts[one]) for one in ("treasury", "pool"))
    lines = (HandLine(into, Money(minor)), HandLine(out, Money(-minor)))
    return NewVoucher(**{"day": TODAY, "text": "Gebyr", "enclosure": "Bilag 1234", "lines": lines, **more})


def posts(world: World, new: NewVoucher, key: str = "a") -> PostedVoucher:
    return post_by_hand(new, key, **keeps(world))


def test_a_voucher_is_posted_as_it_is_written_and_once(world: World) -> None:
    pool = filled(world, BANK)
    with world.scope(BANK):
        first = posts(world, moved(pool, 25_050))
        assert posts(world, moved(pool, 25_050)).id == first.id
        assert balance_of(pool, TODAY) == Money(100_000_000 - 25_050)
        row = Voucher.objects.get(public_id=first.id)
        assert (row.text, row.enclosure, row.kind, row.day) == ("Gebyr", "Bilag 1234", "by_hand", TODAY)
        assert sorted(row.postings.values_list("amount_minor", flat=True)) == [-25_050, 25_050]
        changed = replace(moved(pool, 25_050), enclosure="Bilag 9")
        assert refused(posts, world, changed) == "voucher_key_used"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"text": "  "}, "voucher_needs_a_text"),
        ({"enclosure": ""}, "voucher_needs_an_enclosure"),
        ({"day": TODAY + timedelta(1)}, "voucher_is_not_yet"),
        ({"lines": ()}, "voucher_needs_two_lines"),
        ({"day": date(2026, 1, 10)}, "period_is_closed"),
        ({}, ""),
        ({"day": date(2026, 1, 11)}, "account_would_be_overdrawn"),  # the pool was filled the day after
    ],
)
def test_what_a_voucher_lacks_is_told(world: World, more: dict[str, Any], code: str) -> None:
    pool = filled(world, BANK)
    with world.scope(BANK):
        close_period(date(2026, 1, 10), keeper=Bookkeeper(pool.organisation_id, START))
        new = moved(pool, 100, **more)
        assert (refused(posts, world, new) == code) if code else posts(world, new).number


def test_what_does_not_balance_is_not_posted(world: World) -> None:
    pool = filled(world, BANK)
    with world.scope(BANK):
        first, second = moved(pool, 100).lines
        wrong = moved(pool, 100, lines=(first, replace(second, amount=Money(-99))))
        assert refused(posts, world, wrong) == "voucher_does_not_balance"
        assert balance_of(pool, TODAY) == Money.of(1_000_000)


def test_only_whoever_keeps_the_money_writes_one(world: World) -> None:
    pool = filled(world, BANK)
    with world.scope(BANK):
        for role in ("bank_secretary", "area_applicant"):
            args = {"acting": world.acting(BANK, role), "at": START}
            assert refused(post_by_hand, moved(pool, 100), "a", **args) == "not_yours_to_keep_money"
            named = (Kind.BANK, "Bank", "DKK")
            assert refused(open_by_hand, *named, **args) == "not_yours_to_keep_money"


def test_accounts_that_other_pages_keep_are_not_written_on(world: World) -> None:
    pool = opened(world, BANK)
    with world.scope(BANK):
        for kind in ("loans", "grants", "levy", "repayments", "external_funds"):
            account, treasury = UUID(pool.accounts[kind]), UUID(pool.accounts["treasury"])
            lines = (HandLine(account, Money(5)), HandLine(treasury, Money(-5)))
            assert refused(posts, world, moved(pool, 5, lines=lines)) == "account_not_by_hand", kind
        nobody = (HandLine(UUID(int=5), Money(5)), HandLine(UUID(pool.accounts["treasury"]), Money(-5)))
        assert refused(posts, world, moved(pool, 5, lines=nobody)) == "no_such_account"


def test_what_a_pool_has_promised_stays_in_it(world: World) -> None:
    award = granted(world)
    with world.scope(BANK):
        pool = award.application.pool
        assert (balance_of(pool, date.max), promised_of(pool)) == (Money.of(1_000_000), Money.of(400_000))
        at = START + timedelta(60)
        later: dict[str, Any] = {"acting": world.acting(BANK, "finance_director"), "at": at}
        over = moved(pool, 60_000_001, day=at.date())
        assert refused(post_by_hand, over, "a", **later) == "promised_to_others"
        post_by_hand(moved(pool, 60_000_000, day=at.date()), "a", **later)
        assert balance_of(pool, date.max) == Money.of(400_000)


def test_it_is_reversed_like_any_other(world: World) -> None:
    pool = filled(world, BANK)
    with world.scope(BANK):
        first = posts(world, moved(pool, 100))
        back = reverse(first.id, "Forkert", "x", keeper=Bookkeeper.of(keeps(world)["acting"], START))
        assert balance_of(pool, TODAY) == Money.of(1_000_000)
        assert Voucher.objects.get(public_id=back.id).enclosure == "Bilag 1234"
        assert not sum(Posting.objects.values_list("amount_minor", flat=True))


def test_an_account_is_opened_once_by_its_name(world: World) -> None:
    opened(world, BANK)
    with world.scope(BANK):
        key = open_by_hand(Kind.BANK, " Driftskonto ", "DKK", **keeps(world))
        assert Account.objects.get(public_id=key).name == "Driftskonto"
        assert refused(open_by_hand, Kind.BANK, "driftskonto", "DKK", **keeps(world)) == "account_name_used"
        assert refused(open_by_hand, Kind.BANK, " ", "DKK", **keeps(world)) == "account_needs_a_name"
        assert refused(open_by_hand, Kind.LOANS, "Lån", "DKK", **keeps(world)) == "account_not_by_hand"


def test_a_voucher_is_written_by_its_page_and_approved_by_another(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_clock(monkeypatch, START)
    pool = filled(world, BANK)
    director = logged_in(world, BANK, "finance_director")
    done(director, address("account_open"), name="Driftskonto", kind="bank")
    with world.scope(BANK):
        bank = str(Account.objects.get(name="Driftskonto").public_id)
    page, of_pool = address("voucher_write"), pool.accounts["pool"]
    said = {"day": "2026-01-12", "text": "Gebyr for januar", "enclosure": "Bilag 1234"}
    lines = {"account_1": bank, "in_1": "250,50", "account_3": of_pool, "out_3": "250,50"}
    for wrong, told in (
        ({"account_3": ""}, "Vælg linjens konto."),
        ({"in_1": ""}, "Skriv ét beløb: ind på kontoen eller ud af den."),
        ({"out_1": "250,50"}, "Skriv ét beløb: ind på kontoen eller ud af den."),
        ({"in_1": "0"}, "Skriv et beløb over nul."),
        ({"out_3": "250,49"}, "0,01"),
    ):
        answer = director.post(page, {"key": f"k{wrong}", **said, **lines, **wrong})
        assert answer.status_code == 422, wrong
        assert told in words(answer), wrong
    told = done(director, page, **said, **lines)
    assert "En anden godkender det" in told
    assert "Et bilag skrevet i hånden 250,50 kr." in told
    with world.scope(BANK):
        assert balance_of(pool, TODAY) == Money.of(1_000_000)
    approved(world, BANK, "head_of_digitalisation")
    with world.scope(BANK):
        assert balance_of(pool, TODAY) == Money(100_000_000 - 25_050)
        voucher = Voucher.objects.get(kind="by_hand")
    told = words(director.get(address("voucher", voucher.public_id)))
    for part in ("Gebyr for januar", "Dokumentation Bilag 1234", "Registreret af", "Godkendt af"):
        assert part in told, part
    assert logged_in(world, BANK, "bank_secretary").get(page).status_code == 403


def test_one_who_is_alone_posts_at_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, START)
    alone(monkeypatch)
    pool = filled(world, BANK)
    director = logged_in(world, BANK, "finance_director")
    told = done(
        director,
        address("voucher_write"),
        day="2026-01-12",
        text="Gebyr",
        enclosure="Bilag 1",
        account_1=pool.accounts["treasury"],
        in_1="10",
        account_2=pool.accounts["pool"],
        out_2="10",
    )
    assert "Det er bogført som bilag 2." in told
