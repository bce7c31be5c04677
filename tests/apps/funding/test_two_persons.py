"""What takes two is registered by one and posted when another has approved it, and not before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from tests.apps.funding.pool_world import BANK, LENDER, START, alone, opened, runs
from tests.apps.funding.test_owed import letters, reached_as
from tests.apps.funding.test_pool_pages import address, logged_in, words
from tests.apps.funding.test_pools import DECISION, LATER, kept, lent, paid, refused
from tests.apps.governance.at_time import set_clock
from tests.apps.world import World

import samspil.apps.funding
from samspil.apps.funding.act_types import Act, HandLine, NewVoucher, Posted, Sort
from samspil.apps.funding.models import Account, Filling, Pool, Registered, Voucher
from samspil.apps.funding.pool_types import External, YearEnd
from samspil.apps.funding.selectors import pools as of_pools
from samspil.apps.funding.selectors.liquidity import balance_of
from samspil.apps.funding.selectors.pool_rules import rules_or_none
from samspil.apps.funding.selectors.pools import parts_of
from samspil.apps.funding.selectors.waiting import on_my_work, waiting_of
from samspil.apps.funding.services import pools
from samspil.apps.funding.services.acts import (
    ByHand,
    EndYear,
    FillPool,
    GiveBack,
    Instalment,
    Reversal,
    SharePaid,
    act_of,
    as_data,
)
from samspil.apps.funding.services.two_persons import approve, do_or_register, send_back
from samspil.apps.funding.types import NewPayment
from samspil.apps.organisations.types import Acting
from samspil.core.units import Money
from samspil.kit.ids import new_id
from samspil.kit.journal.models import Entry
from samspil.kit.mail.models import Letter
from samspil.processes.tell_people import remind_people, tell_people

pytestmark = pytest.mark.django_db
MILLION = Money.of(1_000_000)
OTHERS = {BANK: "finance_director", LENDER: "finance_manager"}


def other(world: World, code: str) -> Acting:
    """Who approves what the pool's own coordinator registers."""
    return world.acting(code, OTHERS[code])


def fills(pool: Pool, year: int = 2026, amount: Money = MILLION) -> FillPool:
    return FillPool(pool.public_id, Sort.APPROPRIATED, year, DECISION, amount)


def registered(world: World, code: str, act: Act, at: datetime = START) -> Registered:
    row = do_or_register(act, acting=runs(world, code), at=at)
    assert isinstance(row, Registered)
    return row


def test_filling_a_pool_takes_two(world: World) -> None:
    pool = opened(world, BANK)
    with world.scope(BANK):
        row = registered(world, BANK, fills(pool))
        assert (balance_of(pool, START.date()), Filling.objects.count()) == (Money(0), 0)
        assert not Voucher.objects.exists()
        own = {"acting": runs(world, BANK), "at": START}
        assert refused(approve, row, **own) == "somebody_else_approves"
        assert balance_of(pool, START.date()) == Money(0)
        done = approve(row, acting=other(world, BANK), at=START)
        assert balance_of(pool, START.date()) == MILLION
        row.refresh_from_db()
        assert (row.voucher, row.answer) == (done.voucher, "approved")
        assert waiting_of(pool.organisation_id) == []
        args = {"acting": other(world, BANK), "at": START}
        assert refused(approve, row, **args) == "answered_already"
        assert balance_of(pool, START.date()) == MILLION
        (told,) = Entry.objects.filter(action="funding.two.approved")
        assert str(world.people[BANK, "bank_secretary"]) in told.facts


def test_one_does_it_at_once_where_the_model_says_so_or_nobody_else_may(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    pool, rules = opened(world, BANK), rules_or_none
    with world.scope(BANK), monkeypatch.context() as patched:
        patched.setattr(
            of_pools, "rules_or_none", lambda *of: replace(rules(*of) or fail(), two_persons=False)
        )
        assert isinstance(do_or_register(fills(pool), **kept(world, BANK)), Posted)
    with world.scope(BANK):
        row = registered(world, BANK, fills(pool, amount=Money(1)))
        alone(monkeypatch)
        assert isinstance(do_or_register(fills(pool), **kept(world, BANK)), Posted)
        # Who registered it while there were two approves it now that nobody else may.
        assert approve(row, **kept(world, BANK)).amount == Money(1)
        assert balance_of(pool, START.date()) == Money.of(2_000_000) + Money(1)


def fail() -> Any:
    raise AssertionError


def test_what_cannot_be_done_is_refused_when_it_is_registered(world: World) -> None:
    pool = opened(world, BANK)
    with world.scope(BANK):
        wrong = replace(fills(pool), decision=" ")
        assert refused(do_or_register, wrong, **kept(world, BANK)) == "filling_needs_a_decision"
        somebody = {"acting": world.acting(BANK, "area_applicant"), "at": START}
        assert refused(do_or_register, fills(pool), **somebody) == "not_yours_to_run"
        registered(world, BANK, fills(pool))
        assert refused(do_or_register, fills(pool), **kept(world, BANK)) == "registered_already"
        assert len(waiting_of(pool.organisation_id)) == 1


def test_what_is_sent_back_is_not_done_and_can_be_registered_again(world: World) -> None:
    pool = opened(world, BANK)
    with world.scope(BANK):
        row = registered(world, BANK, fills(pool))
        somebody = {"acting": world.acting(BANK, "area_applicant"), "at": START}
        assert refused(send_back, row, "x", **somebody) == "not_yours_to_run"
        send_back(row, "Beløbet er forkert", acting=other(world, BANK), at=START)
        args = {"acting": other(world, BANK), "at": START}
        assert refused(approve, row, **args) == "answered_already"
        assert balance_of(pool, START.date()) == Money(0)
        again = registered(world, BANK, fills(pool))
        send_back(again, "", **kept(world, BANK))  # whoever registered it takes it back
        assert waiting_of(pool.organisation_id) == []


def test_what_comes_to_another_amount_is_registered_anew(world: World) -> None:
    pool = opened(world, LENDER)
    with world.scope(LENDER):
        pools.fill_by_appropriation(pool, 2026, MILLION, DECISION, **kept(world, LENDER))
        new_year = datetime(2027, 1, 5, 9, tzinfo=START.tzinfo)
        row = registered(world, LENDER, EndYear(pool.public_id, 2026, YearEnd()), new_year)
        assert row.amount_minor == MILLION.minor
        paid_by_hand(world, pool, Money(100), new_year)
        args = {"acting": other(world, LENDER), "at": new_year}
        assert refused(approve, row, **args) == "came_to_another_amount"
        assert Voucher.objects.filter(kind="lapsed").count() == 0


def paid_by_hand(world: World, pool: Pool, amount: Money, at: datetime) -> None:
    """So much leaves a pool on the last day of its year."""
    account = {one: UUID(pool.accounts[one]) for one in ("pool", "treasury")}
    lines = (HandLine(account["treasury"], amount), HandLine(account["pool"], -amount))
    row = do_or_register(
        ByHand(NewVoucher(date(2026, 12, 31), "Gebyr", "Bilag 7", lines)), acting=other(world, LENDER), at=at
    )
    assert isinstance(row, Registered)
    with_money = world.acting(LENDER, "head_of_digitalisation")
    approve(row, acting=with_money, at=at)


def test_an_instalment_takes_two(world: World) -> None:
    award = lent(world)
    with world.scope(LENDER):
        application, on = award.application, LATER.date()
        pool = application.pool
        paid(world, parts_of(award)[0], "Bekræftet", **kept(world, LENDER, LATER))
        before = balance_of(pool, on)
        row = registered(world, LENDER, Instalment(pool.public_id, application.public_id, 1), LATER)
        assert balance_of(pool, on) == before
        approve(row, acting=other(world, LENDER), at=LATER)
        assert balance_of(pool, on) == before + Money.of(100_000)


def test_money_from_outside_is_paid_back_by_two(world: World) -> None:
    pool = opened(world, BANK)
    with world.scope(BANK):
        outside = External("Staten", MILLION, purpose="Forsøg")
        row = pools.fill_from_outside(pool, 2026, outside, DECISION, **kept(world, BANK))
        assert row.fund is not None
        fund = row.fund
        act = GiveBack(pool.public_id, fund.public_id, Money.of(10), "Blev ikke brugt")
        waits = registered(world, BANK, act)
        account = Account.objects.get(public_id=fund.account)
        assert account.balance_minor == MILLION.minor
        approve(waits, acting=other(world, BANK), at=START)
        account.refresh_from_db()
        assert account.balance_minor == MILLION.minor - 1_000


def test_a_reversal_takes_two(world: World) -> None:
    pool = opened(world, BANK)
    with world.scope(BANK):
        row = pools.fill_by_appropriation(pool, 2026, MILLION, DECISION, **kept(world, BANK))
        assert row.voucher is not None
        act, keeps = Reversal(row.voucher, "Forkert år"), other(world, BANK)
        coordinator = kept(world, BANK)
        assert refused(do_or_register, act, **coordinator) == "not_yours_to_keep_money"
        waits = do_or_register(act, acting=keeps, at=START)
        assert isinstance(waits, Registered)
        assert (waits.amount_minor, balance_of(pool, START.date())) == (MILLION.minor, MILLION)
        assert refused(approve, waits, **coordinator) == "not_yours_to_keep_money"
        approve(waits, acting=world.acting(BANK, "head_of_digitalisation"), at=START)
        assert balance_of(pool, START.date()) == Money(0)


def test_every_act_is_kept_as_it_was_said() -> None:
    outside = External("Staten", Money(5), "Kun", date(2026, 12, 31), None, "Forsøg", ("service",))
    payment = NewPayment("0167", Money(-3, "NOK"), date(2026, 3, 2), "Bilag", is_back=True)
    lines = (HandLine(new_id(), Money(7)), HandLine(new_id(), Money(-7)))
    kept_as: list[Act] = [
        FillPool(new_id(), Sort.LEVY, 2026, "Byrådet", Money(10**17)),
        FillPool(new_id(), Sort.EXTERNAL, 2026, "Byrådet", external=outside),
        EndYear(new_id(), 2026, YearEnd("Byrådet", new_id(), on=date(2027, 1, 5))),
        Instalment(new_id(), new_id(), 3),
        GiveBack(new_id(), new_id(), Money(5), "Rest"),
        SharePaid(new_id(), payment),
        ByHand(NewVoucher(date(2026, 3, 2), "Gebyr", "Bilag 7", lines)),
        Reversal(new_id(), "Forkert"),
    ]
    for act in kept_as:
        assert act_of(Registered(sort=act.sort.value, said=as_data(act))) == act


def test_it_stands_on_the_work_of_those_who_may_approve_it(world: World) -> None:
    pool = opened(world, BANK)
    with world.scope(BANK):
        by_director = do_or_register(fills(pool), acting=other(world, BANK), at=START)
        assert isinstance(by_director, Registered)

        def sees(role: str) -> list[UUID]:
            return [one.key for one in on_my_work(world.acting(BANK, role), START.date())]

        assert sees("finance_director") == [], "who registered it is not asked"
        assert sees("bank_secretary") == sees("head_of_digitalisation") == [by_director.public_id]
        assert sees("area_applicant") == []


def test_it_is_approved_by_its_page_and_not_by_whoever_registered_it(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_clock(monkeypatch, START)
    pool = opened(world, BANK)
    with world.scope(BANK):
        row = registered(world, BANK, fills(pool))
    page, pools_page = address("waiting", row.public_id), address("pool", pool.public_id)
    secretary, director = (logged_in(world, BANK, one) for one in ("bank_secretary", "finance_director"))
    told = words(director.get(page))
    for part in ("Digitaliseringsbanken", "1.000.000 kr.", DECISION, "Bankens sekretær"):
        assert part in told, part
    assert "Ja, det er rigtigt" not in words(secretary.get(page))
    assert secretary.post(page, {"key": "a", "answer": "approve"}).status_code == 422
    assert director.post(page, {"key": "b", "answer": "back"}).status_code == 422, "it says why"
    assert logged_in(world, BANK, "area_applicant").get(page).status_code == 403
    assert "Venter på godkendelse" in words(secretary.get(pools_page))
    right = director.post(page, {"key": "c", "answer": "approve"})
    assert right.status_code == 302
    assert "Venter på godkendelse" not in words(secretary.get(pools_page))
    assert director.get(page).status_code == 403, "it is answered"
    with world.scope(BANK):
        voucher = Voucher.objects.get()
    told = words(director.get(address("voucher", voucher.public_id)))
    assert "Registreret af Bankens sekretær" in told


def test_views_post_nothing_that_takes_two_by_themselves() -> None:
    """A page that called these services itself would pass the second person by."""
    closed: tuple[str, ...] = (
        "fill_by_",
        "fill_from_outside(",
        "end_year(",
        "give_back(",
        "pay_back(",
        "note_payment(",
    )
    closed += ("post_by_hand(", "posting import reverse")
    for folder in ("views", "api"):
        for file in Path(samspil.apps.funding.__file__).parent.joinpath(folder).glob("*.py"):
            found = [one for one in closed if one in file.read_text(encoding="utf-8")]
            assert not found, (file.name, found)


def test_nothing_of_a_trial_is_kept(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a control: where the trial is not rolled back, the pool is filled before anybody approves."""
    pool = opened(world, BANK)
    with world.scope(BANK):
        before = Entry.objects.count()
        registered(world, BANK, fills(pool))
        assert Entry.objects.count() == before + 1, "that it was registered, and nothing else"
        monkeypatch.setattr("django.db.transaction.set_rollback", lambda *said: None)
        registered(world, BANK, fills(pool, amount=Money(1)))
        assert balance_of(pool, START.date()) == Money(1)


def test_who_may_approve_hears_of_it_and_who_registered_it_hears_the_answer(world: World) -> None:
    pool = opened(world, BANK)
    own, another = (reached_as(world, BANK, role) for role in ("bank_secretary", OTHERS[BANK]))
    with world.scope(BANK):
        row = registered(world, BANK, fills(pool))
    tell_people(START)
    asked = (another, "Penge venter på, at du godkender dem")
    assert letters(world, BANK, "money") == [asked]
    with world.scope(BANK):
        send_back(row, "Beløbet er forkert", acting=other(world, BANK), at=START)
    tell_people(START)
    assert letters(world, BANK, "money") == [
        asked,
        (own, "Det, du registrerede, er sendt tilbage og ikke bogført"),
    ]
    with world.scope(BANK):
        assert "Beløbet er forkert" in Letter.objects.get(kind="decided").text
        again = registered(world, BANK, fills(pool))
        approve(again, acting=other(world, BANK), at=START)
    tell_people(START)
    # What was answered before anybody was told waits for nobody.
    assert letters(world, BANK, "money")[2:] == [(own, "Det, du registrerede, er godkendt og bogført")]


def test_who_takes_back_their_own_hears_nothing_of_it(world: World) -> None:
    pool = opened(world, BANK)
    reached_as(world, BANK, "bank_secretary")
    with world.scope(BANK):
        send_back(registered(world, BANK, fills(pool)), "", **kept(world, BANK))
    tell_people(START)
    assert letters(world, BANK, "money") == []


def test_who_may_approve_hears_once_more_when_it_has_waited_a_week(world: World) -> None:
    pool = opened(world, BANK)
    another = reached_as(world, BANK, OTHERS[BANK])
    with world.scope(BANK):
        row = registered(world, BANK, fills(pool))
    due = START.replace(hour=12) + timedelta(days=7)
    late = (another, "Penge har ventet mere end en uge på at blive godkendt")
    remind_people(due)
    assert letters(world, BANK, "money:late") == [], "it may be answered all of its last day"
    for days in (1, 2):
        remind_people(due + timedelta(days=days))
    assert letters(world, BANK, "money:late") == [late]
    with world.scope(BANK):
        approve(row, acting=other(world, BANK), at=due)
        second = registered(world, BANK, fills(pool, amount=Money(1)), due)
        send_back(second, "Nej", acting=other(world, BANK), at=due)
    remind_people(due + timedelta(days=8))
    assert letters(world, BANK, "money:late") == [late], "what is answered is not late"
