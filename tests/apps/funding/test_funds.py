"""Money from outside is kept apart: it pays what it was given for, never lapses, and goes back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.apps.funding.pool_world import BANK, LENDER, START, alone, applied, called, decided, filled, opened
from tests.apps.funding.test_pool_pages import address, done, logged_in, words
from tests.apps.funding.test_pools import (
    ASSESSORS,
    CLOSED,
    DECISION,
    LATER,
    MEETING,
    kept,
    paid,
    refused,
    score,
)
from tests.apps.governance.at_time import set_clock
from tests.apps.world import BY, SINCE, World

from samspil.apps.funding.models import Account, Application, Award, Call, Fund, Pool
from samspil.apps.funding.pool_types import External, Form, RepaymentWish, YearEnd
from samspil.apps.funding.selectors.funds import (
    Awaited,
    count_late,
    fund_days,
    left_in_funds,
    on_my_work,
    standing_of_fund,
)
from samspil.apps.funding.selectors.liquidity import (
    balance_of,
    free_in,
    promised_of,
    promised_on,
    standing_of,
)
from samspil.apps.funding.selectors.pool_rules import rules_or_none
from samspil.apps.funding.selectors.pools import parts_of
from samspil.apps.funding.selectors.ranking import ranked
from samspil.apps.funding.selectors.unsettled import Awaits, unsettled
from samspil.apps.funding.services import funds, paying, pools
from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.models import Account as PersonsAccount
from samspil.apps.organisations.services import let_act
from samspil.core.units import Money
from samspil.kit.mail.models import Letter
from samspil.processes.tell_people import remind_people

pytestmark = pytest.mark.django_db
LAST, REPORT = date(2026, 12, 31), date(2027, 2, 1)
STATE = External("Staten", Money.of(300_000), "Regnskab", LAST, REPORT, "Velfærdsteknologi", ("service",))
NEW_YEAR = datetime(2027, 1, 5, 9, tzinfo=UTC)


def given(world: World, pool: Pool, code: str = BANK, **more: Any) -> Fund:
    """The state has given to the pool."""
    with world.scope(code):
        args = kept(world, code)
        row = pools.fill_from_outside(pool, 2026, replace(STATE, **more), DECISION, **args)
        assert row.fund is not None
        return Fund.objects.select_related("pool").get(pk=row.fund.pk)


def wanted(world: World, pool: Pool, kroner: int = 200_000, **more: Any) -> Application:
    called(world, pool, BANK)
    return applied(world, pool, BANK, "Sensorer", kroner, **{"supports": ("service",), **more})


def from_fund(world: World, application: Application, fund: Fund | None) -> None:
    with world.scope(BANK):
        funds.pay_from(application, fund, "Sensorer er det", **kept(world, BANK))
        application.refresh_from_db()


def awarded(world: World, application: Application) -> Award:
    award = decided(world, BANK, application, "grant", MEETING)
    assert award is not None
    return award


def test_each_fund_has_an_account_of_its_own_and_is_not_the_pools_money(world: World) -> None:
    pool = filled(world, BANK, 500_000)
    fund, other = given(world, pool), given(world, pool, giver="EU")
    with world.scope(BANK):
        assert fund.account != other.account
        assert balance_of(pool, date.max) == free_in(pool, date.max) == Money.of(500_000)
        stands = standing_of_fund(fund, START.date())
        assert (stands.balance, stands.free) == (Money.of(300_000), Money.of(300_000))
        assert Account.objects.get(public_id=fund.account).may_be_negative is False


def test_more_of_it_comes_to_the_same_fund(world: World) -> None:
    pool = opened(world, BANK)
    fund = given(world, pool)
    again = given(world, pool, fund=fund.public_id, amount=Money.of(50_000), giver="", purpose="")
    assert again == fund
    with world.scope(BANK):
        assert standing_of_fund(fund, START.date()).balance == Money.of(350_000)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"giver": " "}, "fund_needs_a_purpose"),
        ({"purpose": ""}, "fund_needs_a_purpose"),
        ({"spend_by": START.date() - timedelta(1)}, "fund_is_past_its_day"),
        ({"report_by": LAST - timedelta(1)}, "fund_days_in_wrong_order"),
        ({"amount": Money(0)}, "fills_with_nothing"),
    ],
)
def test_money_from_nobody_for_nothing_or_too_late_is_refused(
    world: World, more: dict[str, Any], code: str
) -> None:
    pool = opened(world, BANK)
    with world.scope(BANK):
        new, args = replace(STATE, **more), kept(world, BANK)
        assert refused(pools.fill_from_outside, pool, 2026, new, DECISION, **args) == code
        assert not Fund.objects.exists()


def test_money_does_not_come_to_a_fund_that_is_over_or_anothers(world: World) -> None:
    pool, other = opened(world, BANK), opened(world, LENDER)
    fund, theirs = given(world, pool), given(world, other, LENDER)
    with world.scope(BANK):
        args = kept(world, BANK, NEW_YEAR)
        more = replace(STATE, fund=fund.public_id)
        assert refused(pools.fill_from_outside, pool, 2026, more, DECISION, **args) == "fund_is_past_its_day"
        more = replace(STATE, fund=theirs.public_id)
        assert refused(pools.fill_from_outside, pool, 2026, more, DECISION, **args) == "no_such_fund"


def test_a_fund_pays_what_it_was_given_for_and_nothing_else(world: World) -> None:
    pool = opened(world, BANK)
    fund = given(world, pool)
    fits = wanted(world, pool)
    other = applied(world, pool, BANK, "Intranet", 50_000, supports=("payback",))
    with world.scope(BANK):
        args = kept(world, BANK)
        assert refused(funds.pay_from, other, fund, "Måske", **args) == "does_not_fit_the_purpose"
        assert refused(funds.pay_from, fits, fund, " ", **args) == "fund_needs_a_because"
        late = kept(world, BANK, NEW_YEAR)
        assert refused(funds.pay_from, fits, fund, "Sent", **late) == "fund_is_past_its_day"
        somebody = world.acting(BANK, "area_applicant")
        assert refused(funds.pay_from, fits, fund, "x", acting=somebody, at=START) == "not_yours_to_run"
    from_fund(world, fits, fund)
    award = awarded(world, fits)
    with world.scope(BANK):
        assert promised_of(pool) == Money(0)
        assert standing_of_fund(fund, MEETING.date()).promised == Money.of(200_000)
        paid(world, parts_of(award)[0], "", **kept(world, BANK, LATER))
        stands = standing_of_fund(fund, LATER.date())
        assert (stands.balance, stands.promised) == (Money.of(100_000), Money(0))
        assert balance_of(pool, date.max) == Money(0)
        assert refused(funds.pay_from, fits, None, "", **args) == "something_is_paid_out"


def test_a_fund_of_another_pool_pays_nothing_here(world: World) -> None:
    pool = opened(world, BANK)
    fund, row = given(world, pool), wanted(world, pool)
    fund.pool_id += 1
    with world.scope(BANK):
        assert refused(funds.pay_from, row, fund, "x", **kept(world, BANK)) == "fund_of_another_pool"


def test_the_body_cannot_give_what_the_fund_does_not_have(world: World) -> None:
    pool = filled(world, BANK)
    fund = given(world, pool, amount=Money.of(150_000))
    row = wanted(world, pool)
    with world.scope(BANK):
        assert refused(funds.pay_from, row, fund, "x", **kept(world, BANK)) == "fund_cannot_pay"
        Application.objects.filter(pk=row.pk).update(fund=fund)
    with pytest.raises(RefusedError, match="fund_cannot_pay"):
        awarded(world, row)


def test_what_a_fund_was_to_pay_goes_over_to_the_pool_only_where_it_is_free(world: World) -> None:
    pool = filled(world, BANK, 300_000)
    fund, row = given(world, pool), wanted(world, pool)
    from_fund(world, row, fund)
    awarded(world, row)
    other = applied(world, pool, BANK, "Robot", 100_001)
    awarded(world, other)
    with world.scope(BANK):
        args = kept(world, BANK, LATER)
        assert refused(funds.pay_from, row, None, "", **args) == "pool_cannot_pay"
        Award.objects.filter(application=other).update(amount_minor=10_000_000)
        funds.pay_from(row, None, "", **args)
        assert (promised_of(pool), free_in(pool, date.max)) == (Money.of(300_000), Money(0))
        funds.pay_from(row, None, "", **args)


@pytest.mark.parametrize("why", ["appropriated anew", "stopped"])
def test_what_is_appropriated_anew_or_stopped_waits_for_no_money_of_the_pool(world: World, why: str) -> None:
    pool = opened(world, BANK)
    fund, row = given(world, pool), wanted(world, pool)
    from_fund(world, row, fund)
    award = awarded(world, row)
    with world.scope(BANK):
        args = kept(world, BANK, LATER)
        if why == "stopped":
            paying.stop_award(award, **args)
        else:
            Application.objects.filter(pk=row.pk).update(new_appropriation=True)
        assert funds.pay_from(row, None, "", **args).fund is None


def test_what_pays_is_not_changed_while_a_payment_waits_for_another_to_approve_it(world: World) -> None:
    pool = filled(world, BANK)
    fund, row = given(world, pool), wanted(world, pool)
    from_fund(world, row, fund)
    award = awarded(world, row)
    with world.scope(BANK):
        (part,) = parts_of(award)
        args = kept(world, BANK, LATER)
        paying.pay_out(part, "", **args)
        assert refused(funds.pay_from, row, None, "", **args) == "payment_is_registered"
        paying.send_payment_back(part, **args)
        assert funds.pay_from(row, None, "", **args).fund is None
        paying.pay_out(part, "", **args)
        assert refused(funds.pay_from, row, fund, "Alligevel", **args) == "payment_is_registered"


def test_whoever_approves_a_payment_sees_what_it_is_paid_from(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    pool = opened(world, BANK)
    fund, row = given(world, pool), wanted(world, pool)
    from_fund(world, row, fund)
    award = awarded(world, row)
    with world.scope(BANK):
        (part,) = parts_of(award)
        paying.pay_out(part, "Kontrakt", **kept(world, BANK, LATER))
    set_clock(monkeypatch, LATER)
    page = address("pay", row.public_id, part.sequence)
    told = words(logged_in(world, BANK, "finance_director").get(page))
    assert "Betales af: Staten: Velfærdsteknologi. Sensorer er det" in told


def test_a_fund_promised_to_one_pays_no_other(world: World) -> None:
    pool = opened(world, BANK)
    fund = given(world, pool)
    first = wanted(world, pool)
    second = applied(world, pool, BANK, "Flere sensorer", 150_000, supports=("service",))
    from_fund(world, first, fund)
    award = awarded(world, first)
    with world.scope(BANK):
        args = kept(world, BANK, LATER)
        assert refused(funds.pay_from, second, fund, "x", **args) == "fund_cannot_pay"
        assert refused(funds.give_back, fund, Money.of(200_000), "For meget", **args) == "promised_to_others"
        funds.give_back(fund, Money.of(100_000), "For meget", **args)
        paid(world, parts_of(award)[0], "", **args)
        assert standing_of_fund(fund, LATER.date()).balance == Money(0)


def test_what_is_promised_to_others_of_a_fund_pays_no_part(world: World) -> None:
    pool = opened(world, BANK)
    fund = given(world, pool)
    first = wanted(world, pool)
    second = applied(world, pool, BANK, "Flere sensorer", 100_000, supports=("service",))
    for row in (first, second):
        from_fund(world, row, fund)
    awards = [awarded(world, row) for row in (first, second)]
    with world.scope(BANK):
        args = kept(world, BANK, LATER)
        Award.objects.filter(pk=awards[1].pk).update(amount_minor=15_000_000)
        assert refused(paying.pay_out, parts_of(awards[0])[0], "", **args) == "promised_to_others"


def test_nothing_is_paid_after_the_last_day_and_it_never_lapses_to_the_treasury(world: World) -> None:
    pool = filled(world, BANK, 500_000)
    fund, row = given(world, pool), wanted(world, pool)
    from_fund(world, row, fund)
    award = awarded(world, row)
    with world.scope(BANK):
        args = kept(world, BANK, NEW_YEAR)
        assert refused(paying.pay_out, parts_of(award)[0], "", **args) == "fund_is_past_its_day"
        ended = pools.end_year(pool, 2026, YearEnd(lapses=True), **args)
        assert ended.amount_minor == 50_000_000
        assert promised_on(pool, LAST) == Money(0)
        stands = standing_of_fund(fund, NEW_YEAR.date())
        assert (stands.balance, stands.free, stands.owed_back) == (
            Money.of(300_000),
            Money(0),
            Money.of(300_000),
        )
        assert [one.what for one in unsettled(pool.organisation_id, LAST)] == [Awaits.FUND]
        assert refused(funds.give_back, fund, Money(0), "x", **args) == "fills_with_nothing"
        assert refused(funds.give_back, fund, Money(1), " ", **args) == "giving_back_needs_a_reason"
        too_much = Money.of(300_001)
        assert refused(funds.give_back, fund, too_much, "x", **args) == "account_would_be_overdrawn"
        funds.give_back(fund, Money.of(300_000), "Blev ikke brugt", **args)
        assert Account.objects.get(kind="external_funds").balance_minor == 0
        assert unsettled(pool.organisation_id, LAST) == []


def test_the_giver_can_give_more_time(world: World) -> None:
    pool = opened(world, BANK)
    fund, row = given(world, pool), wanted(world, pool)
    from_fund(world, row, fund)
    award = awarded(world, row)
    with world.scope(BANK):
        args = kept(world, BANK, NEW_YEAR)
        new = (date(2027, 6, 30), date(2027, 9, 1))
        assert refused(funds.move_days, fund, new, " ", **args) == "filling_needs_a_decision"
        assert refused(funds.move_days, fund, (LAST, None), "Brev", **args) == "fund_is_past_its_day"
        assert refused(funds.move_days, fund, new[::-1], "Brev", **args) == "fund_days_in_wrong_order"
        funds.move_days(fund, new, "Brev af 4. januar", **args)
        paid(world, parts_of(award)[0], "", **args)


def test_what_a_fund_pays_is_not_ranked_under_the_pools_money(world: World) -> None:
    pool = filled(world, BANK, 100_000)
    fund, row = given(world, pool), wanted(world, pool)
    other = applied(world, pool, BANK, "Robot", 100_000)
    called_by = ASSESSORS[0]
    with world.scope(BANK):
        Call.objects.update(assessors=[str(world.people[BANK, called_by])])
        afresh = [Application.objects.get(pk=one.pk) for one in (row, other)]
    for one in afresh:
        score(world, one, called_by, 4, 4, 4, 4)
    with world.scope(BANK):
        row.refresh_from_db()
    from_fund(world, row, fund)
    with world.scope(BANK):
        assert row.call is not None
        found = ranked(row.call, rules_or_none(pool, CLOSED.date()), CLOSED.date())
        assert [one.candidate.key for one, _scored in found.placed] == [str(other.public_id)]


def test_a_loan_of_a_fund_comes_back_to_it(world: World) -> None:
    pool = opened(world, LENDER)
    fund = given(world, pool, LENDER, supports=())
    wish = RepaymentWish(first_on=date(2027, 3, 1), times=2)
    row = applied(world, pool, LENDER, "Robot", 200_000, form=Form.LOAN, repayment=wish)
    with world.scope(LENDER):
        funds.pay_from(row, fund, "Alt er med", **kept(world, LENDER))
        row.refresh_from_db()
    award = decided(world, LENDER, row, "lend", MEETING)
    assert award is not None
    with world.scope(LENDER):
        args = kept(world, LENDER, LATER)
        paid(world, parts_of(award)[0], "Bekræftet", **args)
        first = award.instalments.order_by("number").first()
        assert first is not None
        assert standing_of(pool, None, LATER.date()).ahead[-1].at_end == Money(0)
        paying.pay_back(first, **args)
        assert standing_of_fund(fund, LATER.date()).balance == Money.of(200_000)
        assert balance_of(pool, date.max) == Money(0)


def test_many_funds_take_as_many_questions_as_one(world: World) -> None:
    pool = opened(world, BANK)
    given(world, pool)
    secretary, december = world.acting(BANK, "bank_secretary"), date(2026, 12, 1)

    def asked() -> list[int]:
        with world.scope(BANK):
            found = []
            for ask in (
                partial(on_my_work, secretary, december),
                partial(count_late, secretary, NEW_YEAR.date()),
                partial(left_in_funds, pool.organisation_id, LAST),
            ):
                with CaptureQueriesContext(connection) as questions:
                    assert ask()
                found.append(len(questions))
            return found

    few = asked()
    for giver in ("EU", "Nordea-fonden", "Region"):
        given(world, pool, giver=giver)
    assert asked() == few
    with world.scope(BANK):
        assert [left for _fund, left in left_in_funds(pool.organisation_id, LAST)] == [Money.of(300_000)] * 4


def test_whoever_runs_no_pool_is_not_asked_about_their_days(world: World) -> None:
    pool = opened(world, BANK)
    given(world, pool)
    with world.scope(BANK), CaptureQueriesContext(connection) as questions:
        assert on_my_work(world.acting(BANK, "area_applicant"), date(2026, 12, 1)) == []
    assert not [one for one in questions.captured_queries if Fund._meta.db_table in one["sql"]]


def test_people_hear_of_a_funds_days_before_them_and_once_when_they_have_passed(world: World) -> None:
    pool = opened(world, BANK)
    fund = given(world, pool)
    secretary = world.acting(BANK, "bank_secretary")
    with world.scope(BANK):
        owner = pool.organisation_id
        assert [one.what for one in fund_days(owner, date.min, REPORT)] == [Awaited.SPEND, Awaited.TELL]
        assert on_my_work(secretary, date(2026, 11, 1)) == []
        assert [one.due_on for one in on_my_work(secretary, date(2026, 12, 1))] == [LAST]
        assert on_my_work(world.acting(BANK, "area_applicant"), date(2026, 12, 1)) == []
        assert count_late(secretary, LAST) == 0
        assert count_late(secretary, LAST + timedelta(1)) == 1

    account = PersonsAccount.objects.create_user("kasse@example.org", None, language="da")
    with world.scope(BANK):
        person = world.people[BANK, "bank_secretary"]
        let_act(account, world.organisation(BANK), person, SINCE, BY)

    def written() -> list[str]:
        with world.scope(BANK):
            return list(Letter.objects.filter(key__startswith="fund:").values_list("title", flat=True))

    remind_people(datetime(2026, 11, 1, 8, tzinfo=UTC))
    assert written() == []
    for _again in range(2):
        remind_people(datetime(2026, 12, 1, 8, tzinfo=UTC))
    assert [one for one in written() if "snart" in one] == written() != []
    assert len(written()) == 1
    remind_people(datetime(2027, 1, 1, 8, tzinfo=UTC))
    assert any("skal betales tilbage" in one for one in written())
    with world.scope(BANK):
        args = kept(world, BANK, NEW_YEAR)
        funds.give_back(fund, Money.of(300_000), "Blev ikke brugt", **args)
        assert refused(funds.tell_giver, fund, " ", **args) == "result_says_nothing"
        funds.tell_giver(fund, "Regnskab sendt", **args)
        assert fund_days(owner, date.min, date.max) == []


def test_a_fund_is_shown_and_chosen_by_pages(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    pool = opened(world, BANK)
    alone(monkeypatch)
    set_clock(monkeypatch, START)
    secretary = logged_in(world, BANK, "bank_secretary")
    fill, here = address("fill", pool.public_id, "external"), address("pool", pool.public_id)
    said = {"year": "2026", "amount": "300.000", "decision": DECISION}
    wrong = secretary.post(fill, {"key": "a", **said})
    assert wrong.status_code == 422
    told = done(
        secretary,
        fill,
        **said,
        giver="Staten",
        purpose="Velfærdsteknologi",
        supports="service",
        spend_by="2026-12-31",
        report_by="2027-02-01",
    )
    assert "300.000 kr. fra Staten holdes adskilt fra puljens egne penge" in told
    for part in (
        "Eksterne midler",
        "Skal støtte: Bedre service",
        "Skal bruges senest den 31. december 2026",
    ):
        assert part in told, part
    assert "I puljen nu 0 kr." in told
    fits = wanted(world, pool)
    other = applied(world, pool, BANK, "Intranet", 50_000, supports=("payback",))
    page = address("source", other.public_id)
    assert "støtter ikke det, pengene er givet til" in words(secretary.get(page))
    with world.scope(BANK):
        (fund,) = Fund.objects.all()
    tampered = secretary.post(page, {"key": "b", "fund": str(fund.public_id), "because": "x"})
    assert tampered.status_code == 422
    page = address("source", fits.public_id)
    told = done(secretary, page, fund=str(fund.public_id), because="Sensorer er velfærdsteknologi")
    assert "Betales af Staten: Velfærdsteknologi. Sensorer er velfærdsteknologi" in told
    for name, more in (
        ("fund_days", {"spend_by": "2027-06-30", "report_by": "2027-08-01", "decision": "Brev"}),
        ("fund_back", {"amount": "300.000", "reason": "Blev ikke brugt"}),
        ("fund_told", {"text": "Regnskab sendt den 5. januar"}),
    ):
        told = done(secretary, address(name, fund.public_id), **more)
    assert "Regnskab afleveret" in words(secretary.get(here))
    assert "Betal tilbage" not in words(secretary.get(here))
