"""A year ends on a day that is open, and what is free is carried over only by a decision."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from tests.apps.funding.pool_world import BANK, LENDER, START, alone, called, filled
from tests.apps.funding.test_cost_keys import (
    ALIKE,
    BY_USE,
    ESTABLISHED,
    FIRST,
    LAST,
    common,
    decided,
    joins,
    shared,
)
from tests.apps.funding.test_pool_pages import address, approved, done, logged_in, words
from tests.apps.funding.test_pools import DECISION, granted, kept, lent, paid, refused
from tests.apps.governance.at_time import set_clock
from tests.apps.portfolio.ground import coordinator
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, SOLROD, World

from samspil.apps.funding.models import Filling, Posting, SharedCost, Voucher
from samspil.apps.funding.pool_types import Fills, Form, NewApplication, YearEnd
from samspil.apps.funding.selectors.books import first_open_day
from samspil.apps.funding.selectors.deciding import who_appropriates
from samspil.apps.funding.selectors.liquidity import balance_of
from samspil.apps.funding.selectors.pool_rules import rules_of
from samspil.apps.funding.selectors.pools import parts_of
from samspil.apps.funding.selectors.unsettled import Awaits, unsettled
from samspil.apps.funding.services import applying, pools
from samspil.apps.funding.services.cost_keys import settle_cost
from samspil.apps.funding.services.periods import close_period
from samspil.apps.funding.services.posting import reverse
from samspil.apps.funding.types import Bookkeeper
from samspil.apps.portfolio.models import Initiative
from samspil.core.finance.cost_keys.key import CostKind
from samspil.core.units import Money

pytestmark = pytest.mark.django_db
NEW_YEAR = datetime(2027, 1, 20, 9, tzinfo=UTC)
NOBODY = UUID(int=0)
LAST_DAY = date(2026, 12, 31)
CARRIED = YearEnd("Kommunalbestyrelsen 14. december 2026, punkt 3")
__all__ = ["common"]  # the fixture of the initiative whose costs are shared


def closes(world: World, code: str, until: date, at: datetime = NEW_YEAR) -> None:
    with world.scope(code):
        close_period(until, keeper=Bookkeeper(world.organisation(code).pk, at))


def test_what_is_free_is_carried_over_only_by_a_decision(world: World) -> None:
    pool = filled(world, BANK)
    with world.scope(BANK):
        args = kept(world, BANK, NEW_YEAR)
        assert refused(pools.end_year, pool, 2026, **args) == "carry_over_needs_a_decision"
        assert refused(pools.end_year, pool, 2026, YearEnd("  "), **args) == "carry_over_needs_a_decision"
        both = YearEnd("Punkt 3", lapses=True)
        assert refused(pools.end_year, pool, 2026, both, **args) == "carry_over_needs_a_decision"
        assert not Filling.objects.filter(sort=Fills.CARRIED.value).exists()
        row = pools.end_year(pool, 2026, CARRIED, **args)
        assert (row.decision, row.amount_minor) == (CARRIED.carried_by, 100_000_000)
        lines = Posting.objects.filter(voucher__public_id=row.voucher or NOBODY).order_by("place")
        assert [one.amount_minor for one in lines] == [100_000_000, -100_000_000]
        assert balance_of(pool, NEW_YEAR.date()) == Money.of(1_000_000)
        assert refused(pools.end_year, pool, 2026, CARRIED, **args) == "filled_already"
        assert refused(pools.end_year, pool, 2026, YearEnd(lapses=True), **args) == "filled_already"


def test_without_a_decision_it_lapses_when_somebody_says_so(world: World) -> None:
    pool = filled(world, BANK)
    with world.scope(BANK):
        row = pools.end_year(pool, 2026, YearEnd(lapses=True), **kept(world, BANK, NEW_YEAR))
        assert row.sort == Fills.LAPSED.value
        assert balance_of(pool, NEW_YEAR.date()) == Money(0)


def test_only_what_is_free_needs_a_decision(world: World) -> None:
    pool = filled(world, BANK, 400_000)
    with world.scope(BANK):
        args = kept(world, BANK, NEW_YEAR)
        (row,) = Filling.objects.all()
        reverse(row.voucher, "x", "x", keeper=Bookkeeper(pool.organisation_id, START))  # type: ignore[arg-type]
        ended = pools.end_year(pool, 2026, **args)
        assert (ended.sort, ended.amount_minor, ended.voucher) == (Fills.LAPSED.value, 0, None)


def test_a_pool_whose_rules_let_nothing_over_takes_no_decision(world: World) -> None:
    pool = filled(world, LENDER)
    with world.scope(LENDER):
        args = kept(world, LENDER, NEW_YEAR)
        assert refused(pools.end_year, pool, 2026, CARRIED, **args) == "pool_does_not_carry_over"


def test_a_year_that_was_carried_over_can_be_taken_back(world: World) -> None:
    pool = filled(world, BANK)
    with world.scope(BANK):
        args = kept(world, BANK, NEW_YEAR)
        row = pools.end_year(pool, 2026, CARRIED, **args)
        assert row.voucher
        reverse(row.voucher, "Forkert punkt", "x", keeper=Bookkeeper(pool.organisation_id, NEW_YEAR))
        pools.end_year(pool, 2026, YearEnd(lapses=True), **args)
        assert balance_of(pool, date.max) == Money(0)


def test_who_decides_on_new_money_is_asked_of_the_model(world: World) -> None:
    filled(world, BANK)
    with world.scope(BANK):
        owner, on = world.organisation(BANK).pk, NEW_YEAR.date()
        kinds = rules_of(owner, "digitalisation_bank", on).kinds
        assert [body for _model, body in who_appropriates(owner, kinds, on)] == ["forum council"]
        assert who_appropriates(owner, ["annual_levy"], on) == []


def test_a_year_whose_last_day_is_closed_ends_on_a_later_day(world: World) -> None:
    pool = filled(world, LENDER)
    closes(world, LENDER, date(2027, 1, 10))
    with world.scope(LENDER):
        args, owner = kept(world, LENDER, NEW_YEAR), world.organisation(LENDER).pk
        assert refused(pools.end_year, pool, 2026, **args) == "period_is_closed"
        for day in (LAST_DAY - timedelta(1), NEW_YEAR.date() + timedelta(1)):
            assert refused(pools.end_year, pool, 2026, YearEnd(on=day), **args) == "year_end_day_outside"
        day = first_open_day(owner, LAST_DAY)
        assert day == date(2027, 1, 11)
        row = pools.end_year(pool, 2026, YearEnd(on=day), **args)
        assert (row.year, row.filled_on) == (2026, day)
        assert Voucher.objects.get(public_id=row.voucher or NOBODY).day == day
        assert balance_of(pool, LAST_DAY) == Money.of(1_000_000)
        assert balance_of(pool, day) == Money(0)


def test_a_day_that_is_open_is_the_first_open_day(world: World) -> None:
    with world.scope(LENDER):
        owner = world.organisation(LENDER).pk
        assert first_open_day(owner, LAST_DAY) == LAST_DAY
    filled(world, LENDER)
    closes(world, LENDER, LAST_DAY - timedelta(1))
    with world.scope(LENDER):
        assert first_open_day(owner, LAST_DAY) == LAST_DAY


def test_a_cost_and_its_settlement_are_posted_on_the_day_that_is_said(
    world: World, common: Initiative
) -> None:
    decided(world, common, BY_USE)
    early = FIRST - timedelta(1)
    assert refused(shared, world, common, on=early) == "cost_posted_too_early"
    row = shared(world, common, on=date(2027, 1, 15))
    with world.scope(""):
        args: dict[str, Any] = {"acting": coordinator(world), "at": NOW}
        assert Voucher.objects.get(public_id=row.voucher or NOBODY).day == date(2027, 1, 15)
        used = {HVIDOVRE: 10, RODOVRE: 10}
        settled = settle_cost(row, used, Money.of(320), date(2027, 2, 1), **args)
        assert Voucher.objects.get(public_id=settled.voucher or NOBODY).day == date(2027, 2, 1)
        assert (settled.first, settled.last) == (FIRST, LAST)


def test_who_joined_in_a_closed_period_pays_as_of_that_day_on_the_first_open_one(
    world: World, common: Initiative
) -> None:
    decided(world, common, ESTABLISHED)
    shared(world, common, 90_000, kind=CostKind.ESTABLISHMENT, last=FIRST, text="Etablering")
    closes(world, "", date(2028, 12, 31), datetime(2029, 1, 20, 9, tzinfo=UTC))
    joined = date(2028, 7, 1)
    (entry,) = joins(world, common, SOLROD, 30_000, joined)
    # A quarter of 90,000 had it been there; half of five years are left when it joins.
    assert (entry.first, entry.pays[SOLROD]) == (joined, 1_125_000)
    with world.scope(""):
        assert Voucher.objects.get(public_id=entry.voucher or NOBODY).day == date(2029, 1, 1)


def test_what_is_not_settled_is_known_until_it_is(world: World, common: Initiative) -> None:
    decided(world, common, BY_USE)
    row = shared(world, common)
    decided(world, common, ALIKE)
    with world.scope(""):
        owner = common.organisation_id
        assert unsettled(owner, LAST - timedelta(1)) == []
        assert [one.what for one in unsettled(owner, LAST)] == [Awaits.SETTLEMENT]
        used = {HVIDOVRE: 10, RODOVRE: 10}
        settle_cost(row, used, Money.of(320), acting=coordinator(world), at=NOW)
        assert unsettled(owner, LAST) == []
        assert SharedCost.objects.count() == 2


def test_a_year_and_an_instalment_are_told_before_their_period_is_closed(world: World) -> None:
    award = lent(world)
    with world.scope(LENDER):
        owner, pool = world.organisation(LENDER).pk, award.application.pool
        due = award.instalments.order_by("due_on").first()
        assert due is not None
        never_lent = unsettled(owner, due.due_on)
        assert [one.what for one in never_lent] == [Awaits.YEAR_END]
        assert unsettled(owner, LAST_DAY - timedelta(1)) == []
        paid(world, parts_of(award)[0], "Bekræftet", **kept(world, LENDER, NEW_YEAR))
        found = unsettled(owner, due.due_on)
        assert [one.what for one in found] == [Awaits.YEAR_END, Awaits.INSTALMENT]
        pools.end_year(pool, 2026, **kept(world, LENDER, NEW_YEAR))
        assert [one.what for one in unsettled(owner, due.due_on)] == [Awaits.INSTALMENT]


def test_an_application_is_not_sent_to_another_pools_round(world: World) -> None:
    pool, other = filled(world, BANK), filled(world, LENDER)
    call = called(world, pool, BANK)
    call.pool = other
    new = NewApplication("application", "x", "x", Form.GRANT, {"amount": Money.of(1)})
    with world.scope(BANK):
        args = kept(world, BANK)
        assert refused(applying.apply_for, pool, new, call=call, **args) == "call_of_another_pool"


def test_the_page_asks_for_the_decision_and_says_who_decides(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    pool = filled(world, BANK)
    closes(world, BANK, date(2027, 1, 10))
    set_clock(monkeypatch, NEW_YEAR)
    browser = logged_in(world, BANK, "bank_secretary")
    page, here = address("year_end", pool.public_id), address("pool", pool.public_id)
    told = words(browser.get(page))
    assert "Efter jeres styringsmodel besluttes det af: Kommunalbestyrelsen" in told
    assert "2027-01-11" in browser.get(page).content.decode()
    wrong = browser.post(page, {"key": "a", "year": "2026", "on": "2027-01-11", "carried": "carried"})
    assert wrong.status_code == 422
    assert "Skriv den beslutning, der fører dem over til næste år" in words(wrong)
    said = {"year": "2026", "on": "2027-01-11", "carried": "carried", "decision": DECISION}
    assert "Overført, da året sluttede" not in done(browser, page, **said)
    assert "Overført, da året sluttede" in approved(world, BANK, "finance_director")
    assert "Overført, da året sluttede" in words(browser.get(here))


def test_the_page_proposes_the_day_on_which_what_lapsed_came_back(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    pool = filled(world, LENDER)
    alone(monkeypatch)
    set_clock(monkeypatch, NEW_YEAR)
    browser, page = logged_in(world, LENDER, "group_secretary"), address("year_end", pool.public_id)
    assert 'value="2026-12-31"' in browser.get(page).content.decode()
    with world.scope(LENDER):
        row = pools.end_year(pool, 2026, **kept(world, LENDER, NEW_YEAR))
        reverse(row.voucher or NOBODY, "For tidligt", "x", keeper=Bookkeeper(pool.organisation_id, NEW_YEAR))
    assert 'value="2027-01-20"' in browser.get(page).content.decode()
    assert "1.000.000 kr. gik tilbage" in done(browser, page, year="2026", on="2027-01-20")


def test_closing_says_what_is_not_settled_and_is_done_when_that_has_been_seen(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    granted(world)
    set_clock(monkeypatch, NEW_YEAR)
    browser = logged_in(world, BANK, "finance_director")
    page = address("close_period")
    wrong = browser.post(page, {"key": "a", "until": "2026-12-31"})
    assert wrong.status_code == 422
    assert "er ikke afsluttet i puljen »Digitaliseringsbanken«" in words(wrong)
    right = browser.post(page, {"key": "b", "until": "2026-12-31", "seen": "on"})
    assert right.status_code == 302
