"""Pools of the adopted models: filled, called for, applied to, scored, ranked, awarded, paid out and back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest
from django.db import transaction
from tests.apps.funding.pool_world import (
    BANK,
    BASE,
    CALLED,
    LENDER,
    POOL,
    START,
    applied,
    called,
    decided,
    filled,
    governed,
    opened,
    runs,
)
from tests.apps.world import HVIDOVRE, World

from samspil.apps.funding.models import (
    Account,
    Application,
    Award,
    Call,
    Instalment,
    Milestone,
    Pool,
    Posting,
)
from samspil.apps.funding.pool_types import (
    External,
    Fills,
    Form,
    Needs,
    NewApplication,
    NewCall,
    NewMilestone,
    NewResult,
    RepaymentWish,
    Repays,
    YearEnd,
)
from samspil.apps.funding.rights import may_keep_money
from samspil.apps.funding.selectors import pools as of_pools
from samspil.apps.funding.selectors.liquidity import balance_of, free_in, standing_of
from samspil.apps.funding.selectors.loans import planned_of, replaced_of
from samspil.apps.funding.selectors.pool_rules import rules_of, rules_on, rules_or_none
from samspil.apps.funding.selectors.pools import access_application, access_call, access_pool, parts_of
from samspil.apps.funding.selectors.ranking import ranked, scored_of, seen_by, shown
from samspil.apps.funding.services import applying, assessing, calling, paying, pools
from samspil.apps.funding.services.awarding import follow_award
from samspil.apps.governance.selectors.subjects import how_it_went
from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.organisations.types import Acting
from samspil.core.finance.instalments import Came
from samspil.core.finance.pools import Expects
from samspil.core.selection.award import Bar, Fate
from samspil.core.units import Money
from samspil.kit.ids import new_id
from samspil.kit.journal.models import Entry
from samspil.processes.follow_awards import follow_application

pytestmark = pytest.mark.django_db
CLOSED = START + timedelta(days=30)
MEETING = datetime(2026, 2, 12, 12, tzinfo=UTC)
LATER = datetime(2026, 3, 2, 9, tzinfo=UTC)
DECISION = "Kommunalbestyrelsen 28. oktober 2025"
ASSESSORS = ("finance_director", "it_adviser")


def refused(do: Any, *args: Any, **more: Any) -> str:
    """What it is refused for; nothing of it stays."""
    with pytest.raises(RefusedError) as error, transaction.atomic():
        do(*args, **more)
    return error.value.problem.code


def kept(world: World, code: str, at: datetime = START) -> dict[str, Any]:
    return {"acting": runs(world, code), "at": at}


def test_a_pool_has_the_rules_of_the_adopted_model(world: World) -> None:
    governed(world, BANK)
    with world.scope(BANK):
        (rules,) = rules_on(world.organisation(BANK).pk, CALLED[0])
    assert rules.key == "digitalisation_bank"
    assert (rules.levy_per_mille, rules.levy_to_pool) == (Fraction(5, 2), Fraction(1, 2))
    assert rules.largest_payback_years == 3
    assert sum(rules.weights.values()) == 1
    assert rules.kinds == ("application", "pilot", "scaling_up")
    with world.scope(POOL):
        pool = rules_of(world.organisation(POOL).pk, "technology_pool", CALLED[0])
    assert pool.annual == Money.of(800_000)


def test_only_whoever_runs_a_pool_opens_it_and_it_is_opened_once(world: World) -> None:
    pool = opened(world, BANK)
    with world.scope(BANK):
        acting = world.acting(BANK, "area_applicant")
        assert refused(pools.open_pool, pool.key, acting=acting, at=START) == "not_yours_to_run"
        assert pools.open_pool(pool.key, **kept(world, BANK)) == pool
        with pytest.raises(NotFoundError):
            pools.open_pool("no_such_pool", **kept(world, BANK))


def test_nobody_finds_the_pool_of_another(world: World) -> None:
    pool = filled(world, BANK)
    call = called(world, pool, BANK)
    row = applied(world, pool, BANK, "Robot", 100_000)
    stranger = world.acting(HVIDOVRE, "head_of_digitalisation")
    with world.scope(HVIDOVRE):
        for access, one in ((access_pool, pool), (access_call, call), (access_application, row)):
            with pytest.raises(NotFoundError):
                access(stranger, one.public_id)


def test_favrskovs_levy_fills_the_bank_with_half_and_the_treasury_gets_the_rest(world: World) -> None:
    pool = opened(world, BANK)
    with world.scope(BANK):
        row = pools.fill_by_levy(pool, 2026, BASE, DECISION, **kept(world, BANK))
        assert (row.amount_minor, row.rest_minor) == (200_000_000, 200_000_000)
        assert balance_of(pool, CALLED[0]) == Money.of(2_000_000)
        levied = Account.objects.get(kind="levy")
        assert levied.balance_minor == -400_000_000
        assert (
            refused(pools.fill_by_levy, pool, 2026, BASE, DECISION, **kept(world, BANK)) == "filled_already"
        )


@pytest.mark.parametrize(
    ("base", "decision", "code"),
    [
        (None, DECISION, "levy_base_missing"),
        (Money(0), DECISION, "levy_base_not_positive"),
        (BASE, " ", "filling_needs_a_decision"),
    ],
)
def test_a_levy_without_base_or_decision_posts_nothing(
    world: World, base: Money | None, decision: str, code: str
) -> None:
    pool = opened(world, BANK)
    with world.scope(BANK):
        assert refused(pools.fill_by_levy, pool, 2026, base, decision, **kept(world, BANK)) == code
        assert not Posting.objects.exists()
        assert not pool.fillings.exists()


def test_rudersdals_pool_gets_its_amount_once_a_year_and_no_levy(world: World) -> None:
    pool = opened(world, POOL)
    with world.scope(POOL):
        args = kept(world, POOL)
        pools.fill_by_annual_amount(pool, 2026, DECISION, **args)
        assert balance_of(pool, CALLED[0]) == Money.of(800_000)
        assert refused(pools.fill_by_annual_amount, pool, 2026, DECISION, **args) == "filled_already"
        assert refused(pools.fill_by_levy, pool, 2026, BASE, DECISION, **args) == "pool_has_no_levy"
        pools.fill_by_annual_amount(pool, 2027, DECISION, **args)


def test_a_pool_without_a_yearly_amount_says_so(world: World) -> None:
    pool = opened(world, BANK)
    with world.scope(BANK):
        code = refused(pools.fill_by_annual_amount, pool, 2026, DECISION, **kept(world, BANK))
        assert code == "pool_has_no_annual_amount"


def test_money_from_outside_keeps_who_gives_it_on_what_conditions_and_until_when(world: World) -> None:
    pool = opened(world, BANK)
    given = External(
        "Staten", Money.of(250_000), "Ingen", date(2026, 12, 31), date(2027, 2, 1), "Velfærdsteknologi"
    )
    with world.scope(BANK):
        row = pools.fill_from_outside(pool, 2026, given, DECISION, **kept(world, BANK))
        assert (row.giver, row.spend_by, row.report_by) == ("Staten", given.spend_by, given.report_by)
        assert balance_of(pool, CALLED[0]) == Money(0), "it is not the pool's own"
        nothing = External("Staten", Money(0))
        code = refused(pools.fill_from_outside, pool, 2026, nothing, DECISION, **kept(world, BANK))
        assert code == "fills_with_nothing"


def test_what_is_free_lapses_at_the_years_end_only_where_the_pool_says_so(world: World) -> None:
    bank, lender = filled(world, BANK), filled(world, LENDER)
    after = datetime(2027, 1, 4, 9, tzinfo=UTC)
    with world.scope(BANK):
        decided_to = YearEnd("Kommunalbestyrelsen 14. december 2026, punkt 3")
        row = pools.end_year(bank, 2026, decided_to, **kept(world, BANK, after))
        assert (row.sort, row.amount_minor) == (Fills.CARRIED.value, 100_000_000)
        assert balance_of(bank, after.date()) == Money.of(1_000_000)
    with world.scope(LENDER):
        assert refused(pools.end_year, lender, 2026, **kept(world, LENDER)) == "year_is_not_over"
        row = pools.end_year(lender, 2026, **kept(world, LENDER, after))
        assert (row.sort, row.amount_minor) == (Fills.LAPSED.value, 100_000_000)
        assert balance_of(lender, date(2026, 12, 30)) == Money.of(1_000_000)
        assert balance_of(lender, date(2026, 12, 31)) == Money(0)


def test_what_is_put_in_for_next_year_does_not_lapse_with_this_one(world: World) -> None:
    pool = filled(world, LENDER)
    december, january = datetime(2026, 12, 10, 9, tzinfo=UTC), datetime(2027, 1, 4, 9, tzinfo=UTC)
    with world.scope(LENDER):
        args = kept(world, LENDER, december)
        row = pools.fill_by_appropriation(pool, 2027, Money.of(300_000), DECISION, **args)
        assert row.filled_on == date(2027, 1, 1)
        assert balance_of(pool, date(2026, 12, 31)) == Money.of(1_000_000)
        assert free_in(pool, date.max) == Money.of(1_300_000)
        rules = rules_of(pool.organisation_id, pool.key, december.date())
        for held_to in (rules, None):
            ahead = standing_of(pool, held_to, december.date()).ahead
            assert ahead[1].amounts == {Expects.FILLED: Money.of(300_000)}
        ended = pools.end_year(pool, 2026, **kept(world, LENDER, january))
        assert ended.amount_minor == 100_000_000
        assert balance_of(pool, january.date()) == Money.of(300_000)
        assert Expects.FILLED not in standing_of(pool, rules, december.date()).ahead[0].amounts


def test_what_is_put_in_for_next_year_is_no_longer_expected_of_the_model(world: World) -> None:
    pool = opened(world, POOL)
    with world.scope(POOL):
        args = kept(world, POOL, datetime(2026, 12, 10, 9, tzinfo=UTC))
        for year in (2026, 2027):
            pools.fill_by_annual_amount(pool, year, DECISION, **args)
        rules, today = rules_of(pool.organisation_id, pool.key, date(2026, 12, 10)), date(2026, 12, 10)
        first, second, *_rest = standing_of(pool, rules, today).ahead
        assert Expects.FILLED not in first.amounts
        assert second.amounts[Expects.FILLED] == Money.of(800_000)


def test_what_comes_from_outside_for_next_year_is_here_when_it_comes(world: World) -> None:
    pool = opened(world, BANK)
    december = datetime(2026, 12, 10, 9, tzinfo=UTC)
    given = External(
        "Staten", Money.of(250_000), "Ingen", date(2027, 12, 31), date(2028, 2, 1), "Velfærdsteknologi"
    )
    with world.scope(BANK):
        row = pools.fill_from_outside(pool, 2027, given, DECISION, **kept(world, BANK, december))
        assert row.filled_on == december.date()
        rules = rules_of(pool.organisation_id, pool.key, december.date())
        assert all(
            Expects.FILLED not in one.amounts for one in standing_of(pool, rules, date(2026, 12, 9)).ahead
        )


def test_a_call_that_cannot_be_met_is_refused(world: World) -> None:
    pool = opened(world, BANK)
    with world.scope(BANK):
        backwards = NewCall("Runde", CALLED[1], CALLED[0])
        assert (
            refused(calling.make_call, pool, backwards, **kept(world, BANK)) == "call_ends_before_it_begins"
        )
        over = NewCall("Runde", date(2025, 1, 1), date(2025, 2, 1))
        assert refused(calling.make_call, pool, over, **kept(world, BANK)) == "call_has_closed"
        only = NewCall("Runde", *CALLED)
        somebody = world.acting(BANK, "area_applicant")
        assert refused(calling.make_call, pool, only, acting=somebody, at=START) == "not_yours_to_run"


def test_nothing_is_applied_for_before_the_call_opens_or_after_it_closes(world: World) -> None:
    pool = filled(world, BANK)

    def tried(at: datetime) -> str:
        with pytest.raises(RefusedError) as error:
            applied(world, pool, BANK, "Robot", 100_000, at=at)
        return error.value.problem.code

    assert tried(START) == "no_call_is_open"
    call = called(world, pool, BANK)
    applied(world, pool, BANK, "Robot", 100_000, at=datetime(2026, 2, 6, 22, 59, tzinfo=UTC))
    assert tried(datetime(2026, 2, 6, 23, 1, tzinfo=UTC)) == "no_call_is_open", "midnight in Denmark"
    with world.scope(BANK), pytest.raises(RefusedError) as error:
        applied_to(world, pool, call, CLOSED)
    assert error.value.problem.code == "call_has_closed"


def applied_to(world: World, pool: Pool, call: Call, at: datetime) -> Application:
    new = NewApplication("application", "Robot", "", Form.GRANT, {"amount": Money.of(1), "payback_years": 1})
    return applying.apply_for(pool, new, acting=world.acting(BANK, "area_applicant"), at=at, call=call)


def test_a_pool_that_does_not_rank_takes_applications_at_any_time(world: World) -> None:
    pool = filled(world, LENDER)
    row = applied(world, pool, LENDER, "Sensorer", 300_000)
    assert row.call is None
    assert row.goes_into_operation


@pytest.mark.parametrize(
    ("kroner", "more", "code"),
    [
        (0, {}, "applies_for_nothing"),
        (100, {"form": Form.LOAN}, "pool_does_not_give_this"),
    ],
)
def test_an_application_for_nothing_or_for_what_the_pool_does_not_give_is_refused(
    world: World, kroner: int, more: dict[str, Any], code: str
) -> None:
    pool = filled(world, BANK)
    called(world, pool, BANK)
    with pytest.raises(RefusedError) as error:
        applied(world, pool, BANK, "Robot", kroner, **more)
    assert error.value.problem.code == code


def five(world: World) -> tuple[Pool, Call, list[Application]]:
    """Five applications to a bank with a million, scored by two."""
    pool = filled(world, BANK)
    call = called(world, pool, BANK, *ASSESSORS)
    rows = [
        applied(world, pool, BANK, title, kroner, payback_years=years)
        for title, kroner, years in (
            ("Sensorer i sengene", 500_000, 2),
            ("Robot til ansøgninger", 400_000, 1),
            ("Selvbetjening", 300_000, 3),
            ("Skærmbesøg", 90_000, 2),
            ("Nyt intranet", 200_000, 5),
        )
    ]
    return pool, call, rows


def score(world: World, row: Application, who: str, *points: int) -> None:
    keys = ("payback", "service", "organisation", "competence")
    with world.scope(BANK):
        assessing.give_points(
            row, dict(zip(keys, points, strict=True)), "", acting=world.acting(BANK, who), at=START
        )


def scored(world: World, rows: list[Application]) -> None:
    for row, points in zip(
        rows, ((5, 5, 4, 4), (4, 4, 4, 4), (3, 3, 3, 3), (2, 2, 2, 2), (5, 5, 5, 5)), strict=True
    ):
        for who in ASSESSORS:
            score(world, row, who, *points)


def test_an_assessor_sees_only_their_own_points_until_all_have_scored(world: World) -> None:
    _pool, call, rows = five(world)
    one, other = (world.people[BANK, who] for who in ASSESSORS)
    score(world, rows[0], ASSESSORS[0], 5, 1, 1, 1)
    with world.scope(BANK):
        rules = rules_of(world.organisation(BANK).pk, "digitalisation_bank", CALLED[0])
        found = scored_of(call, rules)[0]
        assert set(seen_by(one, found)) == {one}
        assert set(seen_by(other, found)) == set()
        assert found.together is None
    score(world, rows[0], ASSESSORS[1], 1, 1, 1, 1)
    with world.scope(BANK):
        found = scored_of(call, rules)[0]
        assert set(seen_by(other, found)) == {one, other}
        assert found.together is not None
        assert found.together.differ_most_on == ("payback",)


def test_nobody_assesses_what_is_theirs_or_what_they_stepped_aside_from(world: World) -> None:
    pool = filled(world, BANK)
    call = called(world, pool, BANK, "area_applicant", *ASSESSORS)
    row = applied(world, pool, BANK, "Robot", 100_000)
    points = dict.fromkeys(call.weights, 3)
    with world.scope(BANK):
        own = world.acting(BANK, "area_applicant")
        assert (
            refused(assessing.give_points, row, points, "", acting=own, at=START)
            == "assessor_has_an_interest"
        )
        other = world.acting(BANK, ASSESSORS[0])
        assessing.step_aside(row, "Min søster leder projektet", acting=other, at=START)
        assert (
            refused(assessing.give_points, row, points, "", acting=other, at=START)
            == "assessor_has_an_interest"
        )
        third = world.acting(BANK, "bank_secretary")
        assert refused(assessing.give_points, row, points, "", acting=third, at=START) == "not_an_assessor"
        missing = {"payback": 3}
        last = world.acting(BANK, ASSESSORS[1])
        assert refused(assessing.give_points, row, missing, "", acting=last, at=START) == "score_is_missing"
        assessing.give_points(row, points, "", acting=last, at=START)
        rules = rules_of(world.organisation(BANK).pk, pool.key, CALLED[0])
        assert scored_of(call, rules)[0].together is not None, "the others are not waited for"


def test_an_assessor_is_excused_and_the_round_goes_on(world: World) -> None:
    _pool, call, rows = five(world)
    gone, other = ASSESSORS
    for row in rows:
        score(world, row, other, 3, 3, 3, 3)
    score(world, rows[0], gone, 5, 5, 5, 5)
    third = world.people[BANK, "area_applicant"]
    with world.scope(BANK):
        args = kept(world, BANK)
        person = world.people[BANK, gone]
        assert refused(assessing.excuse_assessor, call, person, " ", **args) == "excuse_needs_a_reason"
        assert refused(assessing.excuse_assessor, call, third, "Syg", **args) == "not_an_assessor"
        somebody = {"acting": world.acting(BANK, "area_applicant"), "at": START}
        assert refused(assessing.excuse_assessor, call, person, "Syg", **somebody) == "not_yours_to_run"
        already = world.people[BANK, other]
        assert refused(assessing.excuse_assessor, call, person, "Syg", already, **args) == "assesses_already"
        call = assessing.excuse_assessor(call, person, "Syg", **args)
        rules = rules_of(world.organisation(BANK).pk, "digitalisation_bank", CALLED[0])
        found = scored_of(call, rules)[0]
        assert found.together is not None
        assert found.together.points == 3, "what was given is kept and not counted"
        assert rows[0].assessments.filter(person=person).exists()
        assert call.excused[0]["why"] == "Syg"
        points = dict.fromkeys(call.weights, 5)
        own = world.acting(BANK, gone)
        assert refused(assessing.give_points, rows[1], points, "", acting=own, at=START) == "not_an_assessor"
        calling.keep_ranking(call, **kept(world, BANK, CLOSED))
        late = refused(assessing.excuse_assessor, call, already, "Syg", **args)
        assert late == "ranking_is_kept"


def test_who_takes_over_is_waited_for(world: World) -> None:
    _pool, call, rows = five(world)
    scored(world, rows)
    gone, instead = world.people[BANK, ASSESSORS[0]], world.people[BANK, "institution_leader"]
    with world.scope(BANK):
        rules = rules_of(world.organisation(BANK).pk, "digitalisation_bank", CALLED[0])
        call = assessing.excuse_assessor(call, gone, "Inhabil", instead, **kept(world, BANK))
        assert scored_of(call, rules)[0].waits_for == (instead,)
        call = assessing.excuse_assessor(call, instead, "Rask igen", gone, **kept(world, BANK))
        assert [one["person"] for one in call.excused] == [str(instead)]
        assert scored_of(call, rules)[0].waits_for == (), "the points of who came back count again"


def test_the_ranking_reaches_as_far_as_the_money_and_says_why_not(world: World) -> None:
    _pool, call, rows = five(world)
    scored(world, rows)
    with world.scope(BANK):
        rules = rules_of(world.organisation(BANK).pk, "digitalisation_bank", CALLED[0])
        found = ranked(call, rules, CLOSED.date())
    assert [(scored.application.title, one.fate) for one, scored in found.placed] == [
        ("Sensorer i sengene", Fate.WITHIN),
        ("Robot til ansøgninger", Fate.WITHIN),
        ("Selvbetjening", Fate.BEYOND),
        ("Skærmbesøg", Fate.WITHIN),
    ]
    beyond = found.placed[2][0]
    assert beyond.amount_over == Money.of(200_000)
    assert beyond.points_short == Fraction(101, 100)
    assert [(one.application.title, one.bars) for one in found.out] == [
        ("Nyt intranet", (Bar.PAYS_BACK_TOO_LATE,))
    ]


def test_the_ranking_is_kept_after_the_deadline_once_all_have_scored(world: World) -> None:
    _pool, call, rows = five(world)
    with world.scope(BANK):
        assert refused(calling.keep_ranking, call, **kept(world, BANK)) == "call_is_still_open"
        assert refused(calling.keep_ranking, call, **kept(world, BANK, CLOSED)) == "scores_are_missing"
    scored(world, rows)
    with world.scope(BANK):
        row = calling.keep_ranking(call, **kept(world, BANK, CLOSED))
        assert row.ranking is not None
        assert [one["place"] for one in row.ranking] == [1, 2, 3, 4]
        assert row.ranked_minor == 100_000_000
        again = refused(calling.keep_ranking, call, **kept(world, BANK, CLOSED))
        assert again == "ranking_is_kept"
        points = dict.fromkeys(call.weights, 5)
        acting = world.acting(BANK, ASSESSORS[0])
        assert (
            refused(assessing.give_points, rows[0], points, "", acting=acting, at=CLOSED) == "ranking_is_kept"
        )


def test_the_kept_ranking_is_shown_as_it_was_when_its_money_has_been_given(world: World) -> None:
    _pool, call, rows = five(world)
    scored(world, rows)
    with world.scope(BANK):
        rules = rules_of(world.organisation(BANK).pk, "digitalisation_bank", CALLED[0])
        before = ranked(call, rules, CLOSED.date())
        call = calling.keep_ranking(call, **kept(world, BANK, CLOSED))
    decided(world, BANK, rows[0], "grant", MEETING)
    with world.scope(BANK):
        found = shown(call, rules, LATER.date())
    assert [one for one, _scored in found.placed] == [one for one, _scored in before.placed]
    assert found.money == Money.of(1_000_000)


def test_a_decision_of_the_forum_becomes_an_award_once_and_its_money_is_promised(world: World) -> None:
    pool, _call, rows = five(world)
    award = decided(world, BANK, rows[0], "grant", MEETING)
    assert award is not None
    assert (award.form, award.amount_minor, rows[0].result) == (Form.GRANT.value, 50_000_000, "approved")
    assert decided_again(world, rows[0]) == 1
    with world.scope(BANK):
        assert free_in(pool, LATER.date()) == Money.of(500_000)
        assert balance_of(pool, LATER.date()) == Money.of(1_000_000)


def decided_again(world: World, row: Application) -> int:
    with world.scope(BANK):
        assert not follow_application(row, LATER)
        return Award.objects.filter(application=row).count()


def test_what_is_rejected_becomes_no_award(world: World) -> None:
    pool, _call, rows = five(world)
    assert decided(world, BANK, rows[2], "reject", MEETING, reason="Pengene rækker ikke") is None
    assert rows[2].result == "rejected"
    with world.scope(BANK):
        assert free_in(pool, LATER.date()) == Money.of(1_000_000)


def test_the_forum_cannot_give_what_the_pool_does_not_have(world: World) -> None:
    pool = filled(world, BANK, 450_000)
    called(world, pool, BANK)
    first = applied(world, pool, BANK, "Robot", 400_000)
    second = applied(world, pool, BANK, "Sensorer", 50_001)
    third = applied(world, pool, BANK, "Skærme", 50_000)
    assert decided(world, BANK, first, "grant", MEETING) is not None
    with pytest.raises(RefusedError) as error:
        decided(world, BANK, second, "grant", MEETING)
    assert error.value.problem.code == "pool_cannot_pay"
    assert error.value.problem.args["missing"] == Money.of(1)
    assert decided(world, BANK, third, "grant", MEETING) is not None, "to the last øre"


def test_what_was_decided_a_moment_ago_is_counted_before_it_is_an_award(world: World) -> None:
    pool = filled(world, BANK, 450_000)
    called(world, pool, BANK)
    first = applied(world, pool, BANK, "Robot", 400_000)
    second = applied(world, pool, BANK, "Sensorer", 50_001)
    assert decided(world, BANK, first, "grant", MEETING, is_followed=False) is None
    with pytest.raises(RefusedError) as error:
        decided(world, BANK, second, "grant", MEETING)
    assert error.value.problem.args["missing"] == Money.of(1)


def granted(world: World, **more: Any) -> Award:
    pool = filled(world, BANK)
    called(world, pool, BANK, **more)
    award = decided(world, BANK, applied(world, pool, BANK, "Robot", 400_000), "grant", MEETING)
    assert award is not None
    return award


APPROVES = {BANK: "finance_director", LENDER: "finance_manager"}


def paid(world: World, part: Milestone, proof: str, *, acting: Acting, at: datetime) -> Milestone:
    """Whoever runs the pool registers the payment, and another approves it."""
    code = acting.code
    part = paying.pay_out(part, proof, acting=acting, at=at)
    assert part.asked_by == acting.person
    return paying.approve_payment(part, acting=world.acting(code, APPROVES[code]), at=at)


def test_one_registers_a_payment_and_another_approves_it(world: World) -> None:
    award = granted(world)
    with world.scope(BANK):
        (part,) = parts_of(award)
        args = kept(world, BANK, LATER)
        assert refused(paying.approve_payment, part, **args) == "payment_is_not_registered"
        paying.pay_out(part, "Kontrakten er underskrevet", **args)
        assert balance_of(award.application.pool, LATER.date()) == Money.of(1_000_000), "nothing is paid yet"
        assert refused(paying.pay_out, part, "", **args) == "payment_is_registered"
        whole = [NewMilestone("Det hele", LATER.date(), Money.of(400_000))]
        assert refused(paying.pay_in_other_parts, award, whole, **args) == "payment_is_registered"
        assert parts_of(award) == [part]
        assert refused(paying.approve_payment, part, **args) == "another_approves"
        assert not Posting.objects.filter(went_to=award.public_id).exists()
        other: dict[str, Any] = {"acting": world.acting(BANK, "finance_director"), "at": LATER}
        done = paying.approve_payment(part, **other)
        assert (done.paid_on, done.proof) == (LATER.date(), "Kontrakten er underskrevet")
        assert refused(paying.approve_payment, part, **other) == "part_is_paid_already"
        assert balance_of(award.application.pool, LATER.date()) == Money.of(600_000)


def test_what_was_registered_can_be_sent_back_and_registered_again(world: World) -> None:
    award = granted(world)
    with world.scope(BANK):
        (part,) = parts_of(award)
        args = kept(world, BANK, LATER)
        paying.pay_out(part, "", **args)
        other: dict[str, Any] = {"acting": world.acting(BANK, "finance_director"), "at": LATER}
        paying.send_payment_back(part, **other)
        assert refused(paying.send_payment_back, part, **other) == "payment_is_not_registered"
        paying.pay_out(part, "Nu med bilag", **other)
        assert paying.approve_payment(part, **args).paid_on == LATER.date()


@pytest.mark.parametrize(("two_persons", "holders"), [(False, 2), (True, 1)])
def test_one_person_pays_where_the_model_says_so_or_nobody_else_may(
    world: World, two_persons: bool, holders: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    award = granted(world)
    people = [("role", new_id(), "") for _ in range(holders)]
    rules = rules_or_none
    monkeypatch.setattr(of_pools, "holders_of", lambda *asked: people)
    monkeypatch.setattr(
        of_pools,
        "rules_or_none",
        lambda pool, on: replace(rules(pool, on) or fail(), two_persons=two_persons),
    )
    with world.scope(BANK):
        (part,) = parts_of(award)
        assert paying.pay_out(part, "", **kept(world, BANK, LATER)).paid_on == LATER.date()


def fail() -> Any:
    raise AssertionError


def test_who_coordinates_a_pool_keeps_no_other_money(world: World) -> None:
    granted(world)
    coordinator = runs(world, BANK)
    assert "bank_secretary" in coordinator.roles
    assert not may_keep_money(coordinator)
    with world.scope(BANK):
        mine = rules_of(world.organisation(BANK).pk, "digitalisation_bank", CALLED[0])
        assert of_pools.may_run(coordinator, mine)
        assert not of_pools.may_run(coordinator, replace(mine, coordinator="pool_coordinator"))


def test_a_part_is_paid_once_out_of_the_pool(world: World) -> None:
    award = granted(world)
    with world.scope(BANK):
        pool = award.application.pool
        (part,) = parts_of(award)
        somebody = world.acting(BANK, "area_applicant")
        assert refused(paying.pay_out, part, "", acting=somebody, at=LATER) == "not_yours_to_run"
        paid(world, part, "", **kept(world, BANK, LATER))
        assert refused(paying.pay_out, part, "", **kept(world, BANK, LATER)) == "part_is_paid_already"
        assert balance_of(pool, LATER.date()) == Money.of(600_000)
        assert free_in(pool, LATER.date()) == Money.of(600_000)
        went = Posting.objects.filter(went_to=award.public_id)
        assert sum(one.amount_minor for one in went) == 0


def test_the_second_part_waits_for_the_benefits_plan(world: World) -> None:
    award = granted(world, second_part=Fraction(1, 4))
    with world.scope(BANK):
        first, second = parts_of(award)
        assert (first.amount_minor, second.amount_minor) == (30_000_000, 10_000_000)
        assert (first.needs, second.needs) == ("", Needs.BENEFITS_PLAN.value)
        paid(world, first, "", **kept(world, BANK, LATER))
        assert refused(paying.pay_out, second, " ", **kept(world, BANK, LATER)) == "benefits_plan_not_shown"
        paid(world, second, "Godkendt af økonomidirektøren", **kept(world, BANK, LATER))


def test_an_award_is_paid_by_milestones_that_are_all_of_it(world: World) -> None:
    award = granted(world)
    with world.scope(BANK):

        def of(*kroner: int) -> list[NewMilestone]:
            return [NewMilestone("Etape", date(2026, 6, 1), Money.of(one)) for one in kroner]

        args = kept(world, BANK, LATER)
        code = refused(paying.pay_in_other_parts, award, of(100_000, 299_999), **args)
        assert code == "parts_are_not_the_award"
        assert refused(paying.pay_in_other_parts, award, of(400_001, -1), **args) == "parts_are_not_the_award"
        paying.pay_in_other_parts(award, of(100_000, 300_000), **args)
        paid(world, parts_of(award)[0], "", **args)
        assert refused(paying.pay_in_other_parts, award, of(400_000), **args) == "something_is_paid_out"


def test_other_parts_wait_for_what_the_first_ones_waited_for(world: World) -> None:
    award = granted(world, second_part=Fraction(1, 4))
    with world.scope(BANK):

        def of(*kroner: int) -> list[NewMilestone]:
            return [NewMilestone("Etape", date(2026, 6, 1), Money.of(one)) for one in kroner]

        args = kept(world, BANK, LATER)
        code = refused(paying.pay_in_other_parts, award, of(300_001, 99_999), **args)
        assert code == "last_part_is_too_small"
        paying.pay_in_other_parts(award, of(100_000, 200_000, 100_000), **args)
        assert [one.needed for one in parts_of(award)] == [[], [], [Needs.BENEFITS_PLAN]]
        last = parts_of(award)[-1]
        assert refused(paying.pay_out, last, "", **args) == "benefits_plan_not_shown"


def test_a_loan_paid_in_other_parts_still_waits_for_its_operating_finance(world: World) -> None:
    award = lent(world)
    with world.scope(LENDER):
        args = kept(world, LENDER, LATER)
        halves = [NewMilestone("Halvdel", date(2026, 6, 1), Money.of(150_000)) for _ in range(2)]
        paying.pay_in_other_parts(award, halves, **args)
        first, last = parts_of(award)
        paid(world, first, "", **args)
        assert refused(paying.pay_out, last, "", **args) == "operating_finance_not_shown"


def test_a_part_can_wait_for_both(world: World) -> None:
    award = granted(world)
    with world.scope(BANK):
        (part,) = parts_of(award)
        part.needs = " ".join(Needs)
        part.save(update_fields=["needs"])
        assert part.needed == [Needs.BENEFITS_PLAN, Needs.OPERATING_FINANCE]
        args = kept(world, BANK, LATER)
        assert refused(paying.pay_out, part, "", **args) == "benefits_plan_not_shown"
        paid(world, part, "Planen er godkendt; konto 5.32", **args)


def test_what_is_stopped_is_free_again_and_no_more_of_it_is_paid(world: World) -> None:
    award = granted(world, second_part=Fraction(1, 2))
    with world.scope(BANK):
        first, second = parts_of(award)
        args = kept(world, BANK, LATER)
        paid(world, first, "", **args)
        paying.stop_award(award, **args)
        assert refused(paying.stop_award, award, **args) == "award_is_stopped"
        assert refused(paying.pay_out, second, "Planen", **args) == "award_is_stopped"
        assert free_in(award.application.pool, LATER.date()) == Money.of(800_000)


def lent(world: World, **wish: Any) -> Award:
    pool = filled(world, LENDER)
    repayment = RepaymentWish(**{"first_on": date(2027, 3, 1), "times": 3, **wish})
    row = applied(
        world,
        pool,
        LENDER,
        "Sensorer",
        300_000,
        form=Form.LOAN,
        repayment=repayment,
        operating_finance="Konto 5.32",
    )
    award = decided(world, LENDER, row, "lend", MEETING)
    assert award is not None
    return award


def test_aabenraas_loan_is_paid_when_operations_are_proved_and_comes_back_in_three(world: World) -> None:
    award = lent(world)
    assert award.form == Form.LOAN.value
    with world.scope(LENDER):
        pool, args = award.application.pool, kept(world, LENDER, LATER)
        (part,) = parts_of(award)
        assert part.needs == Needs.OPERATING_FINANCE.value
        first = award.instalments.get(number=1)
        assert refused(paying.pay_back, first, **args) == "loan_is_not_paid_out"
        assert refused(paying.pay_out, part, "", **args) == "operating_finance_not_shown"
        paid(world, part, "Økonomi har bekræftet konto 5.32", **args)
        standing = standing_of(pool, None, LATER.date())
        assert (standing.balance, standing.lent) == (Money.of(700_000), Money.of(300_000))
        assert [one.at_end for one in standing.ahead if one.amounts] == [Money.of(800_000)]
        paying.pay_back(first, **args)
        assert refused(paying.pay_back, first, **args) == "instalment_is_paid_already"
        assert balance_of(pool, LATER.date()) == Money.of(800_000)
        for number in (2, 3):
            paying.pay_back(award.instalments.get(number=number), **args)
        standing = standing_of(pool, None, LATER.date())
        assert (standing.balance, standing.lent) == (Money.of(1_000_000), Money(0))


def halved(world: World, **wish: Any) -> Award:
    """A loan of 300,000 in three instalments, paid out in halves."""
    award = lent(world, **wish)
    with world.scope(LENDER):
        halves = [NewMilestone("Halvdel", date(2026, 6, 1), Money.of(150_000)) for _ in range(2)]
        paying.pay_in_other_parts(award, halves, **kept(world, LENDER, LATER))
    return award


def plan(award: Award) -> list[tuple[int, int, str]]:
    """Kroner and day of what is to come, by the plan that holds."""
    rows = [one for one in planned_of(award) if one.paid_on is None]
    return [(one.version, one.repays_minor // 100, one.due_on.isoformat()) for one in rows]


def test_a_loans_plan_follows_what_is_lent_and_old_plans_are_kept(world: World) -> None:
    award = halved(world)
    days = ["2027-03-01", "2028-03-01", "2029-03-01"]
    with world.scope(LENDER):
        args = kept(world, LENDER, LATER)
        assert plan(award) == [(1, 100_000, day) for day in days]
        paid(world, parts_of(award)[0], "", **args)
        assert plan(award) == [(2, 50_000, day) for day in days]
        assert [one.repays_minor for one in replaced_of(award)] == [10_000_000] * 3
        old, new = award.instalments.get(number=1), award.instalments.get(number=4)
        assert refused(paying.pay_back, old, **args) == "instalment_is_replaced"
        paying.pay_back(new, **args)
        paid(world, parts_of(award)[1], "Konto 5.32", **args)
        assert plan(award) == [(3, 125_000, day) for day in days[1:]]
        standing = standing_of(award.application.pool, None, LATER.date())
        assert standing.ahead[-1].at_end == Money.of(750_000), "both are beyond the months ahead"


def test_what_is_still_to_be_lent_is_expected_back_too(world: World) -> None:
    award = halved(world)
    with world.scope(LENDER):
        pool = award.application.pool
        before = [one.at_end for one in standing_of(pool, None, LATER.date()).ahead]
        paid(world, parts_of(award)[0], "", **kept(world, LENDER, LATER))
        after = [one.at_end for one in standing_of(pool, None, LATER.date()).ahead]
    assert before[-1] == after[-1] == Money.of(800_000)


def test_of_a_stopped_loan_what_was_lent_comes_back_and_no_more(world: World) -> None:
    award = halved(world)
    with world.scope(LENDER):
        args = kept(world, LENDER, LATER)
        paid(world, parts_of(award)[0], "", **args)
        first = planned_of(award)[0]
        paying.pay_back(first, **args)
        paying.stop_award(award, **args)
        assert plan(award) == [(2, 50_000, "2028-03-01"), (2, 50_000, "2029-03-01")]
        standing = standing_of(award.application.pool, None, LATER.date())
        assert standing.promised == Money(0)
        assert standing.lent == Money.of(100_000)


def test_of_a_stopped_loan_that_was_never_lent_nothing_comes_back(world: World) -> None:
    award = lent(world)
    with world.scope(LENDER):
        paying.stop_award(award, **kept(world, LENDER, LATER))
        assert plan(award) == []
        assert len(replaced_of(award)) == 3
        standing = standing_of(award.application.pool, None, LATER.date())
        assert {one.at_end for one in standing.ahead} == {Money.of(1_000_000)}


def test_money_that_is_lent_late_is_not_due_before(world: World) -> None:
    award = lent(world)
    late = datetime(2028, 3, 1, 9, tzinfo=UTC)
    with world.scope(LENDER):
        paid(world, parts_of(award)[0], "Konto 5.32", **kept(world, LENDER, late))
        assert [day for _version, _kroner, day in plan(award)] == ["2029-03-01", "2030-03-01", "2031-03-01"]


def test_what_is_late_stays_late_when_more_is_lent(world: World) -> None:
    award = halved(world)
    late = datetime(2027, 4, 1, 9, tzinfo=UTC)
    with world.scope(LENDER):
        paid(world, parts_of(award)[0], "", **kept(world, LENDER, LATER))
        paid(world, parts_of(award)[1], "Konto 5.32", **kept(world, LENDER, late))
        assert plan(award) == [
            (2, 50_000, "2027-03-01"),
            (3, 125_000, "2028-03-01"),
            (3, 125_000, "2029-03-01"),
        ]


def test_of_a_stopped_loan_fees_repay_what_was_lent_and_no_more(world: World) -> None:
    award = halved(world, repays=Repays.FEES, first_on=None)
    with world.scope(LENDER):
        args = kept(world, LENDER, LATER)
        paid(world, parts_of(award)[0], "", **args)
        for year in (2026, 2027):
            paying.note_what_came(award, Came(date(year, 12, 31), Money.of(100_000)), "Kunde", **args)
        paying.stop_award(award, **args)
        assert plan(award) == [(2, 100_000, "2026-12-31"), (2, 50_000, "2027-12-31")]
        more = Came(date(2028, 12, 31), Money.of(1))
        assert refused(paying.note_what_came, award, more, "", **args) == "loan_is_repaid"


def test_interest_comes_into_the_pool_beside_the_loan(world: World) -> None:
    award = lent(world, rate=Fraction(2, 100))
    with world.scope(LENDER):
        args = kept(world, LENDER, LATER)
        paid(world, parts_of(award)[0], "Bekræftet", **args)
        first = award.instalments.get(number=1)
        assert first.interest_minor == 600_000
        paying.pay_back(first, **args)
        told = balance_of(award.application.pool, LATER.date())
        assert told == Money.of(700_000) + Money(first.repays_minor + first.interest_minor)


def test_a_loan_without_a_plan_is_refused_and_so_is_a_plan_that_cannot_be(world: World) -> None:
    pool = filled(world, LENDER)

    def tried(wish: RepaymentWish | None) -> str:
        with pytest.raises(RefusedError) as error, transaction.atomic():
            applied(world, pool, LENDER, "Sensorer", 300_000, form=Form.LOAN, repayment=wish)
        return error.value.problem.code

    assert tried(None) == "loan_needs_a_plan"
    assert tried(RepaymentWish()) == "loan_needs_a_plan"
    assert tried(RepaymentWish(first_on=date(2027, 1, 1), times=0)) == "instalments_out_of_range"


def test_a_loan_comes_back_of_measured_benefits_until_it_is_repaid(world: World) -> None:
    award = lent(world, repays=Repays.BENEFITS, first_on=None, share=Fraction(1, 2))
    with world.scope(LENDER):
        args = kept(world, LENDER, LATER)
        paid(world, parts_of(award)[0], "Bekræftet", **args)

        def came(kroner: int, year: int) -> Instalment:
            what = Came(date(year, 12, 31), Money.of(kroner))
            return paying.note_what_came(award, what, "Målt", **args)

        assert came(400_000, 2026).repays_minor == 20_000_000
        assert refused(came, 0, 2027) == "nothing_to_repay"
        assert came(900_000, 2027).repays_minor == 10_000_000, "no more than what is left"
        assert refused(came, 1, 2028) == "loan_is_repaid"


def test_a_loan_with_fixed_days_is_not_repaid_of_fees(world: World) -> None:
    award = lent(world)
    with world.scope(LENDER):
        code = refused(
            paying.note_what_came,
            award,
            Came(date(2027, 1, 1), Money.of(1)),
            "",
            **kept(world, LENDER, LATER),
        )
        assert code == "loan_comes_back_by_days"


def test_a_loan_comes_back_of_what_adopters_pay(world: World) -> None:
    award = lent(world, repays=Repays.FEES, first_on=None)
    with world.scope(LENDER):
        came = Came(date(2027, 1, 1), Money.of(200_000))
        args = kept(world, LENDER, LATER)
        assert paying.note_what_came(award, came, "Tønder", **args).repays_minor == 20_000_000
        assert paying.note_what_came(award, came, "Haderslev", **args).repays_minor == 10_000_000


def test_a_pilot_of_the_bank_is_awarded_when_it_begins(world: World) -> None:
    pool = filled(world, BANK)
    called(world, pool, BANK)
    with world.scope(BANK):
        new = NewApplication(
            "pilot",
            "Afprøv taleassistent",
            "Vi ved ikke, om det virker",
            Form.GRANT,
            {"amount": Money.of(80_000), "builds_competence": True},
        )
        row = applying.apply_for(pool, new, acting=world.acting(BANK, "area_applicant"), at=START)
    assert row.is_pilot
    assert decided(world, BANK, row, "grant", MEETING) is not None
    assert row.decided_at is None, "it goes on until it is found out"


def pilot(world: World, pool: Pool, kroner: int) -> Application:
    with world.scope(BANK):
        asks: dict[str, Any] = {"amount": Money.of(kroner), "builds_competence": True}
        new = NewApplication("pilot", "Afprøv taleassistent", "Vi ved det ikke", Form.GRANT, asks)
        return applying.apply_for(pool, new, acting=world.acting(BANK, "area_applicant"), at=START)


def test_a_pilot_does_not_begin_with_money_that_the_pool_does_not_have(world: World) -> None:
    pool = filled(world, BANK, 100_000)
    called(world, pool, BANK)
    first, second, third = pilot(world, pool, 60_000), pilot(world, pool, 40_001), pilot(world, pool, 40_000)
    assert decided(world, BANK, first, "grant", MEETING, is_followed=False) is None
    with pytest.raises(RefusedError) as error:
        decided(world, BANK, second, "grant", MEETING)
    assert error.value.problem.code == "pool_cannot_pay"
    assert error.value.problem.args["missing"] == Money.of(1)
    assert decided(world, BANK, third, "grant", MEETING) is not None, "to the last øre"
    with world.scope(BANK):
        assert follow_application(first, LATER)
        assert free_in(pool, LATER.date()) == Money.of(0), "both are promised"


def test_what_came_of_a_grant_is_told_by_whoever_applied(world: World) -> None:
    award = granted(world)
    with world.scope(BANK):
        own, other = world.acting(BANK, "area_applicant"), world.acting(BANK, "institution_leader")
        new = NewResult(
            "Sagstiden er halveret", Money.of(120_000), "Start med de enkle sager", "Netværksmødet"
        )
        row = paying.tell_result(award, new, acting=own, at=LATER)
        assert (row.earned_minor, row.shared_with) == (12_000_000, "Netværksmødet")
        assert refused(paying.tell_result, award, new, acting=other, at=LATER) == "not_yours_to_run"
        assert (
            refused(paying.tell_result, award, NewResult(" "), acting=own, at=LATER) == "result_says_nothing"
        )


def test_points_cannot_be_changed_once_the_others_are_seen(world: World) -> None:
    _pool, _call, rows = five(world)
    score(world, rows[0], ASSESSORS[0], 5, 1, 1, 1)
    score(world, rows[0], ASSESSORS[0], 4, 1, 1, 1)
    score(world, rows[0], ASSESSORS[1], 1, 1, 1, 1)
    points = dict.fromkeys(("payback", "service", "organisation", "competence"), 2)
    with world.scope(BANK):
        acting = world.acting(BANK, ASSESSORS[0])
        assert (
            refused(assessing.give_points, rows[0], points, "", acting=acting, at=START) == "all_have_scored"
        )
        assert refused(assessing.step_aside, rows[0], "", acting=acting, at=START) == "all_have_scored"


def test_what_is_awarded_is_what_the_matter_asked_for_when_it_was_decided(world: World) -> None:
    pool = filled(world, BANK)
    called(world, pool, BANK, *ASSESSORS)
    row = applied(world, pool, BANK, "Sensorer", 400_000)
    decided(world, BANK, row, "grant", MEETING, is_followed=False)
    with world.scope(BANK):
        went = how_it_went(row.matter)
        assert went is not None
        assert went.known["amount"] == Money.of(400_000)
        assert follow_award(row, replace(went, known={**went.known, "amount": Money.of(50_000)}), at=LATER)
        assert Award.objects.get().amount_minor == 5_000_000


def test_what_is_promised_to_others_pays_nobody_else(world: World) -> None:
    award = granted(world)
    with world.scope(BANK):
        pool, args = award.application.pool, kept(world, BANK, LATER)
        others = Application.objects.get(pk=award.application_id)
        others.pk, others.public_id, others.matter = None, new_id(), new_id()
        others.save(force_insert=True)
        Award.objects.create(
            organisation_id=pool.organisation_id,
            application=others,
            form=Form.GRANT.value,
            amount_minor=60_000_001,
            decision=new_id(),
            awarded_on=LATER.date(),
        )
        assert refused(paying.pay_out, parts_of(award)[0], "", **args) == "promised_to_others"


def test_whoever_applied_does_not_pay_it_out(world: World) -> None:
    award = granted(world)
    with world.scope(BANK):
        Application.objects.filter(pk=award.application_id).update(applicant=runs(world, BANK).person)
        args = kept(world, BANK, LATER)
        assert refused(paying.pay_out, parts_of(award)[0], "", **args) == "applicant_does_not_pay"


def test_a_pool_is_filled_for_no_year_far_away(world: World) -> None:
    pool = opened(world, POOL)
    with world.scope(POOL):
        for year in (2020, 2028, 70_000):
            assert (
                refused(pools.fill_by_annual_amount, pool, year, "Punkt 4", **kept(world, POOL))
                == "filling_year_outside"
            )


def test_a_loan_of_no_share_of_its_benefits_is_refused(world: World) -> None:
    wish = RepaymentWish(Repays.BENEFITS, share=Fraction(0))
    pool = filled(world, LENDER)

    def tried() -> None:
        applied(world, pool, LENDER, "Sensorer", 1_000, form=Form.LOAN, repayment=wish)

    assert refused(tried) == "benefit_share_out_of_range"


def test_a_grant_is_not_paid_back(world: World) -> None:
    award = granted(world)
    with world.scope(BANK):
        came = Came(LATER.date(), Money.of(10))
        args = kept(world, BANK, LATER)
        assert refused(paying.note_what_came, award, came, "", **args) == "loan_comes_back_by_days"


def test_every_step_stands_in_the_journal(world: World) -> None:
    award = granted(world)
    with world.scope(BANK):
        paid(world, parts_of(award)[0], "", **kept(world, BANK, LATER))
        told = set(Entry.objects.values_list("action", flat=True))
    assert told >= {
        *("funding.pool.opened", "funding.pool.filled", "funding.call.made"),
        *("funding.application.sent", "funding.award.made", "funding.award.paid_out", "funding.posted"),
    }
