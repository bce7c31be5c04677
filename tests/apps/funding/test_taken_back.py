"""What was done by a voucher is undone when the voucher is reversed, and can be done again with a new one."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, transaction
from tests.apps.funding.pool_world import BANK, BASE, LENDER, POOL, filled, opened
from tests.apps.funding.test_cost_keys import (
    BY_USE,
    DECISION,
    ESTABLISHED,
    FIRST,
    common,
    decided,
    shared,
)
from tests.apps.funding.test_pools import LATER, granted, halved, kept, lent, paid, plan, refused
from tests.apps.portfolio.ground import coordinator
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, SOLROD, World

from samspil.apps.funding.models import (
    Account,
    Filling,
    Instalment,
    Milestone,
    Pool,
    Registered,
    SharedCost,
    Voucher,
)
from samspil.apps.funding.pool_types import NewMilestone, PoolRules, YearEnd
from samspil.apps.funding.selectors.liquidity import (
    Left,
    balance_of,
    free_in,
    left_of,
    promised_of,
    promised_on,
    standing_of,
)
from samspil.apps.funding.selectors.loans import planned_of
from samspil.apps.funding.selectors.pools import parts_of
from samspil.apps.funding.selectors.resting import RESTING, is_done, rows_on, taken_back
from samspil.apps.funding.services import paying, pools
from samspil.apps.funding.services.cost_keys import join_late, settle_cost
from samspil.apps.funding.services.posting import reverse
from samspil.apps.funding.types import Bookkeeper
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.models import Initiative
from samspil.core.finance.cost_keys.ground import Member
from samspil.core.finance.cost_keys.key import CostKind
from samspil.core.finance.pools import Expects
from samspil.core.units import Money
from samspil.kit.journal.models import Entry

pytestmark = pytest.mark.django_db
WHY = "Betalt til den forkerte"
NEW_YEAR = datetime(2027, 1, 5, 9, tzinfo=UTC)
__all__ = ["common"]  # the fixture of the initiative whose costs are shared


def takes_back(voucher: UUID | None, *, acting: Acting, at: datetime) -> None:
    """By somebody of the same organisation who keeps its money."""
    assert voucher is not None
    keeps = replace(acting, roles=acting.roles | {"head_of_finance"})
    reverse(voucher, WHY, f"reversal of {voucher}", keeper=Bookkeeper.of(keeps, at))


def test_every_row_that_names_a_voucher_rests_on_it() -> None:
    named = {
        model
        for model in apps.get_app_config("funding").get_models()
        for field in model._meta.concrete_fields
        if field.name == "voucher" and not field.is_relation
    }
    assert named - {Registered} == set(RESTING), "what is registered keeps what was posted of it"


def test_a_part_whose_payment_is_reversed_is_owed_again_and_paid_with_a_new_voucher(world: World) -> None:
    award = granted(world)
    with world.scope(BANK):
        pool, args = award.application.pool, kept(world, BANK, LATER)
        part = paid(world, parts_of(award)[0], "", **args)
        assert promised_of(pool) == Money(0)
        takes_back(part.voucher, **args)
        assert not is_done(part)
        assert (balance_of(pool, LATER.date()), promised_of(pool)) == (
            Money.of(1_000_000),
            Money.of(400_000),
        )
        assert free_in(pool, LATER.date()) == Money.of(600_000)
        ahead = standing_of(pool, None, LATER.date()).ahead
        assert [one.at_end for one in ahead if one.amounts] == [Money.of(600_000)]
        before = part.voucher
        again = paid(world, part, "Rettet", **kept(world, BANK, LATER + timedelta(days=2)))
        assert again.voucher != before
        assert is_done(again)
        assert balance_of(pool, date.max) == Money.of(600_000)
        args = kept(world, BANK, LATER + timedelta(days=3))
        assert refused(paying.pay_out, again, "", **args) == "part_is_paid_already"


def test_what_was_promised_on_a_day_is_as_the_ledger_stood_then(world: World) -> None:
    award = granted(world)
    with world.scope(BANK):
        pool, day = award.application.pool, LATER.date()
        part = paid(world, parts_of(award)[0], "", **kept(world, BANK, LATER))
        takes_back(part.voucher, **kept(world, BANK, LATER + timedelta(days=10)))
        paid(world, part, "", **kept(world, BANK, LATER + timedelta(days=20)))
        found = [promised_on(pool, day + timedelta(days=one)).minor for one in (-1, 0, 9, 10, 19, 20)]
        assert found == [40_000_000, 0, 0, 40_000_000, 40_000_000, 0]


def test_other_parts_may_be_said_once_what_was_paid_is_taken_back(world: World) -> None:
    award = granted(world)
    with world.scope(BANK):
        args = kept(world, BANK, LATER)
        part = paid(world, parts_of(award)[0], "", **args)
        parts = [NewMilestone("Alt", LATER.date(), Money.of(400_000))]
        assert refused(paying.pay_in_other_parts, award, parts, **args) == "something_is_paid_out"
        takes_back(part.voucher, **args)
        paying.pay_in_other_parts(award, parts, **args)


def test_an_instalment_that_is_reversed_is_owed_again(world: World) -> None:
    award = lent(world)
    with world.scope(LENDER):
        pool, args = award.application.pool, kept(world, LENDER, LATER)
        paid(world, parts_of(award)[0], "Bekræftet", **args)
        first = paying.pay_back(award.instalments.get(number=1), **args)
        takes_back(first.voucher, **args)
        assert balance_of(pool, date.max) == Money.of(700_000)
        assert standing_of(pool, None, LATER.date()).lent == Money.of(300_000)
        paying.pay_back(first, **args)
        assert refused(paying.pay_back, first, **args) == "instalment_is_paid_already"
        assert balance_of(pool, date.max) == Money.of(800_000)


def test_a_loan_that_has_come_back_is_not_unpaid_before_its_instalments(world: World) -> None:
    award = lent(world)
    with world.scope(LENDER):
        args = kept(world, LENDER, LATER)
        part = paid(world, parts_of(award)[0], "Bekræftet", **args)
        first = paying.pay_back(award.instalments.get(number=1), **args)
        assert refused(takes_back, part.voucher, **args) == "loan_has_come_back"
        takes_back(first.voucher, **args)
        takes_back(part.voucher, **args)
        assert standing_of(award.application.pool, None, LATER.date()).lent == Money(0)


def test_the_plan_of_a_loan_follows_a_payment_that_is_taken_back(world: World) -> None:
    award = halved(world)
    with world.scope(LENDER):
        args = kept(world, LENDER, LATER)
        first = paid(world, parts_of(award)[0], "", **args)
        second = paid(world, parts_of(award)[1], "Konto 5.32", **args)
        assert [kroner for _version, kroner, _day in plan(award)] == [100_000] * 3
        takes_back(second.voucher, **args)
        assert [kroner for _version, kroner, _day in plan(award)] == [50_000] * 3
        takes_back(first.voucher, **args)
        assert [kroner for _version, kroner, _day in plan(award)] == [100_000] * 3, "as it was awarded"


def test_what_is_late_of_a_loan_falls_with_what_was_lent_and_keeps_its_day(world: World) -> None:
    award = halved(world, times=1)
    late = datetime(2027, 4, 1, 9, tzinfo=UTC)
    with world.scope(LENDER):
        args = kept(world, LENDER, LATER)
        paid(world, parts_of(award)[0], "", **args)
        second = paid(world, parts_of(award)[1], "Konto 5.32", **args)
        assert plan(award) == [(3, 300_000, "2027-03-01")]
        takes_back(second.voucher, **kept(world, LENDER, late))
        (one,) = planned_of(award)
        assert (one.repays_minor, one.due_on) == (15_000_000, date(2027, 3, 1))
        paying.pay_back(one, **kept(world, LENDER, late))
        assert standing_of(award.application.pool, None, late.date()).lent == Money(0)


def test_as_much_stays_late_of_a_loan_as_is_still_owed(world: World) -> None:
    award = halved(world)
    late = datetime(2028, 4, 1, 9, tzinfo=UTC)
    with world.scope(LENDER):
        args = kept(world, LENDER, LATER)
        paid(world, parts_of(award)[0], "", **args)
        second = paid(world, parts_of(award)[1], "Konto 5.32", **args)
        takes_back(second.voucher, **kept(world, LENDER, late))
        assert plan(award) == [
            (3, 100_000, "2027-03-01"),
            (4, 25_000, "2028-03-01"),
            (4, 25_000, "2029-03-01"),
        ]


def test_who_joined_first_is_taken_back_after_who_joined_later(world: World, common: Initiative) -> None:
    decided(world, common, ESTABLISHED)
    shared(world, common, 90_000, kind=CostKind.ESTABLISHMENT, last=FIRST, text="Etablering")
    with world.scope(""):
        args: dict[str, Any] = {"acting": coordinator(world), "at": NOW}
        (first,) = join_late(common, Member(SOLROD, 30_000, from_on=date(2027, 1, 1)), "Solrød", **args)
        (second,) = join_late(common, Member("0253", 30_000, from_on=date(2028, 1, 1)), "Greve", **args)
        assert refused(takes_back, first.voucher, **args) == "late_entry_stands"
        takes_back(second.voucher, **args)
        takes_back(first.voucher, **args)


def test_a_years_filling_that_is_reversed_can_be_filled_again_once(world: World) -> None:
    pool = opened(world, BANK)
    with world.scope(BANK):
        args = kept(world, BANK)
        for _time in (1, 2):
            row = pools.fill_by_levy(pool, 2026, BASE, DECISION, **args)
            assert refused(pools.fill_by_levy, pool, 2026, BASE, DECISION, **args) == "filled_already"
            takes_back(row.voucher, **args)
            assert balance_of(pool, date.max) == Money(0)
        row = pools.fill_by_levy(pool, 2026, BASE, DECISION, **args)
        assert row.again == 2
        assert Filling.objects.standing().get() == row
        with pytest.raises(IntegrityError), transaction.atomic():
            Filling.objects.create(**_copy(row))


def _copy(row: Any) -> dict[str, Any]:
    fields = (one for one in row._meta.concrete_fields if one.name not in ("id", "public_id"))
    return {one.attname: getattr(row, one.attname) for one in fields}


def test_the_yearly_amount_that_is_reversed_is_expected_again(world: World) -> None:
    pool = opened(world, POOL)
    with world.scope(POOL):
        args = kept(world, POOL)
        rules = pools.check_runs(args["acting"], pool.key, args["at"].date())
        row = pools.fill_by_annual_amount(pool, 2026, DECISION, **args)
        assert standing_of(pool, rules, args["at"].date()).ahead[0].amounts == {}
        takes_back(row.voucher, **args)
        (expected,) = standing_of(pool, rules, args["at"].date()).ahead[0].amounts.values()
        assert expected == Money.of(800_000)


def test_a_year_that_has_ended_holds_what_filled_it_until_its_end_is_reversed(world: World) -> None:
    pool = filled(world, LENDER)
    with world.scope(LENDER):
        args = kept(world, LENDER, NEW_YEAR)
        ended = pools.end_year(pool, 2026, **args)
        (row,) = Filling.objects.filter(sort="appropriated")
        assert refused(takes_back, row.voucher, **args) == "year_end_stands"
        takes_back(ended.voucher, **args)
        assert balance_of(pool, NEW_YEAR.date()) == Money.of(1_000_000)
        rules = pools.check_runs(args["acting"], pool.key, NEW_YEAR.date())
        assert _lapses_now(pool, rules) == Money.of(1_000_000)
        too_early = YearEnd(on=date(2027, 1, 4))
        assert refused(pools.end_year, pool, 2026, too_early, **args) == "year_end_day_outside"
        again = pools.end_year(pool, 2026, **args)
        assert (again.amount_minor, again.filled_on) == (100_000_000, NEW_YEAR.date())
        assert balance_of(pool, NEW_YEAR.date()) == Money(0)
        assert refused(pools.end_year, pool, 2026, **args) == "filled_already"


def _lapses_now(pool: Pool, rules: PoolRules) -> Money | None:
    return standing_of(pool, rules, NEW_YEAR.date()).ahead[0].amounts.get(Expects.LAPSES)


def test_what_lapsed_and_came_back_can_be_carried_over_by_a_decision(world: World) -> None:
    pool = filled(world, BANK)
    with world.scope(BANK):
        args = kept(world, BANK, NEW_YEAR)
        takes_back(pools.end_year(pool, 2026, YearEnd(lapses=True), **args).voucher, **args)
        assert refused(pools.end_year, pool, 2026, **args) == "carry_over_needs_a_decision"
        row = pools.end_year(pool, 2026, YearEnd(DECISION), **args)
        assert (row.sort, row.amount_minor, row.voucher is None) == ("carried", 100_000_000, False)


def test_what_lapsed_of_the_year_before_is_counted_in_one_year(world: World) -> None:
    pool, later = filled(world, LENDER), datetime(2028, 1, 5, 9, tzinfo=UTC)
    with world.scope(LENDER):
        ended = pools.end_year(pool, 2026, **kept(world, LENDER, NEW_YEAR))
        args = kept(world, LENDER, later)
        takes_back(ended.voucher, **args)
        assert left_of(pool, date(2027, 12, 31)).amount == Money.of(1_000_000)
        assert pools.end_year(pool, 2026, **args).amount_minor == 100_000_000
        assert pools.end_year(pool, 2027, **args).amount_minor == 0


def test_a_year_that_ended_on_a_later_day_ends_again_when_the_money_is_back(world: World) -> None:
    pool, first = filled(world, LENDER), YearEnd(on=date(2027, 1, 3))
    with world.scope(LENDER):
        args = kept(world, LENDER, NEW_YEAR)
        takes_back(pools.end_year(pool, 2026, first, **args).voucher, **args)
        assert left_of(pool, date(2026, 12, 31)) == Left(Money.of(1_000_000), NEW_YEAR.date())
        assert left_of(pool, date(2027, 12, 31)) == Left(Money.of(1_000_000), date(2027, 12, 31))
        again = pools.end_year(pool, 2026, **args)
        assert (again.amount_minor, again.filled_on) == (100_000_000, NEW_YEAR.date())


def test_a_shared_cost_is_shared_once_and_again_when_it_is_taken_back(
    world: World, common: Initiative
) -> None:
    decided(world, common)
    row = shared(world, common)
    for text in ("Drift 2026", " drift 2026 "):
        assert refused(shared, world, common, 400, text=text) == "cost_is_shared_already"
    shared(world, common, 100, text="Ekstra drift 2026")
    with world.scope(""):
        args: dict[str, Any] = {"acting": coordinator(world), "at": NOW}
        takes_back(row.voucher, **args)
        assert refused(settle_cost, row, {}, Money.of(320), **args) == "cost_is_taken_back"
    again = shared(world, common, 400)
    assert again.again == 1
    with world.scope(""):
        balances = dict(Account.objects.exclude(member="").values_list("member", "balance_minor"))
        assert balances == {HVIDOVRE: 25_000, RODOVRE: 25_000}
        with pytest.raises(IntegrityError), transaction.atomic():
            SharedCost.objects.create(**_copy(again))


def test_a_cost_that_is_settled_is_taken_back_after_its_settlement(world: World, common: Initiative) -> None:
    decided(world, common, BY_USE)
    row = shared(world, common)
    with world.scope(""):
        args: dict[str, Any] = {"acting": coordinator(world), "at": NOW}
        used = {HVIDOVRE: 10, RODOVRE: 10}
        settled = settle_cost(row, used, Money.of(320), **args)
        assert refused(takes_back, row.voucher, **args) == "settlement_stands"
        takes_back(settled.voucher, **args)
        again = settle_cost(row, used, Money.of(340), **args)
        assert refused(settle_cost, row, used, Money.of(340), **args) == "cost_is_settled"
        takes_back(again.voucher, **args)
        takes_back(row.voucher, **args)
        assert set(Account.objects.exclude(member="").values_list("balance_minor", flat=True)) == {0}


def test_what_others_joined_is_taken_back_after_they_have_left_it(world: World, common: Initiative) -> None:
    decided(world, common, ESTABLISHED)
    row = shared(world, common, 90_000, kind=CostKind.ESTABLISHMENT, last=FIRST, text="Etablering")
    joiner = Member(SOLROD, 30_000, from_on=date(2028, 7, 1))
    with world.scope(""):
        args: dict[str, Any] = {"acting": coordinator(world), "at": NOW}
        (entry,) = join_late(common, joiner, "Solrød", **args)
        assert refused(takes_back, row.voucher, **args) == "late_entry_stands"
        takes_back(entry.voucher, **args)
        (again,) = join_late(common, joiner, "Solrød", **args)
        assert again.again == 1
        assert refused(join_late, common, joiner, "Solrød", **args) == "has_joined_already"
        takes_back(again.voucher, **args)
        takes_back(row.voucher, **args)
        assert refused(join_late, common, joiner, "Solrød", **args) == "nothing_was_established"


def test_the_journal_says_what_was_taken_back_and_the_voucher_why(world: World) -> None:
    award = granted(world)
    with world.scope(BANK):
        args = kept(world, BANK, LATER)
        part = paid(world, parts_of(award)[0], "", **args)
        assert list(rows_on(part.voucher or UUID(int=0))) == [part]
        takes_back(part.voucher, **args)
        (found,) = taken_back([part]).values()
        assert (found.why, found.day) == (WHY, LATER.date())
        told = json.loads(Entry.objects.filter(action="funding.taken_back").get().facts)
        assert told["sort"] == "milestone"
        assert told["reversed_by"] == Voucher.objects.get(public_id=found.id).number


def test_fillings_and_shared_costs_are_still_added_only(world: World, common: Initiative) -> None:
    decided(world, common)
    shared(world, common)
    filled(world, LENDER)
    for code, model in (("", SharedCost), (LENDER, Filling)):
        with world.scope(code):
            with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
                model.objects.update(again=7)
            with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
                model.objects.all().delete()


def test_rows_without_a_voucher_stand_and_are_not_done(world: World) -> None:
    award = lent(world)
    with world.scope(LENDER):
        assert not Instalment.objects.done().filter(award=award).exists()
        assert Instalment.objects.standing().filter(award=award).count() == 3
        assert Milestone.objects.not_done().filter(award=award).count() == 1
        assert taken_back(parts_of(award)) == {}
