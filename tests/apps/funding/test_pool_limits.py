"""What the governance model sets for a pool: a round begins there and cannot give more."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from django.db import transaction
from tests.apps.funding.pool_world import (
    BANK,
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
)
from tests.apps.funding.test_pools import MEETING
from tests.apps.world import World

from samspil import library
from samspil.apps.funding.pool_types import Form, RepaymentWish
from samspil.apps.funding.selectors.pool_rules import rules_of, rules_or_none
from samspil.apps.funding.selectors.pools import parts_of
from samspil.apps.funding.services import awarding, pools
from samspil.apps.governance.types import RefusedError
from samspil.core.governance.load import load
from samspil.core.units import Money

pytestmark = pytest.mark.django_db


def refused(do: Any, *args: Any, **more: Any) -> str:
    with pytest.raises(RefusedError) as error, transaction.atomic():
        do(*args, **more)
    return error.value.problem.code


def test_a_pool_has_the_limits_of_its_model(world: World) -> None:
    for code in (BANK, LENDER):
        governed(world, code)

    def rules(code: str, key: str) -> Any:
        with world.scope(code):
            return rules_of(world.organisation(code).pk, key, CALLED[0])

    bank = rules(BANK, "digitalisation_bank")
    assert (bank.ceiling, bank.period_years, bank.reports_within_months) == (Money.of(2_000_000), 1, 12)
    assert (bank.second_part, bank.two_persons, bank.shares_experience) == (0, True, False)
    loans = rules(LENDER, "digital_funds")
    assert (loans.interest, loans.most_instalments) == (Fraction(3, 100), 3)
    technology = rules(POOL, "technology_pool")
    assert technology.size == technology.ceiling == Money.of(800_000)
    assert technology.shares_experience


def test_of_the_models_that_ship_one_keeps_a_part_back_until_the_plan_is_there() -> None:
    def part(model: str, pool: str) -> Fraction | None:
        found = load(model, library.model_files, library.municipalities())
        named = found.spec.pools[pool].second_part
        return found.program.book.read(named, CALLED[0]).value if named else None

    assert part("jammerbugt_innovation_bank", "digital_innovation_bank") == Fraction(1, 5)
    assert part("favrskov_bank", "digitalisation_bank") is None


def test_a_round_begins_with_the_models_ceiling_and_has_no_higher(world: World) -> None:
    pool = filled(world, BANK)
    assert called(world, pool, BANK).ceiling_minor == 200_000_000
    assert called(world, pool, BANK, ceiling=Money.of(2_000_000)).ceiling_minor == 200_000_000
    assert called(world, pool, BANK, ceiling=Money.of(5_000)).ceiling_minor == 500_000
    over = Money.of(2_000_000) + Money(1)
    assert refused(called, world, pool, BANK, ceiling=over) == "call_over_the_ceiling"


def test_a_round_keeps_back_what_the_model_says_and_no_less(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    pool = filled(world, BANK)
    rules = rules_of
    monkeypatch.setattr(pools, "rules_of", lambda *of: replace(rules(*of), second_part=Fraction(1, 4)))
    assert Fraction(called(world, pool, BANK).second_part) == Fraction(1, 4)
    assert Fraction(called(world, pool, BANK, second_part=Fraction(1, 2)).second_part) == Fraction(1, 2)
    assert refused(called, world, pool, BANK, second_part=Fraction(24, 100)) == "call_waits_for_less"


def test_where_there_is_no_round_the_models_limits_hold(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    pool = opened(world, POOL)
    with world.scope(POOL):
        acting = world.acting(POOL, "pool_coordinator")
        pools.fill_by_annual_amount(pool, 2026, "Økonomiudvalget, punkt 4", acting=acting, at=START)
    assert refused(applied, world, pool, POOL, "Robot", 800_001) == "asks_over_the_ceiling"
    rules = rules_or_none
    monkeypatch.setattr(
        awarding,
        "rules_or_none",
        lambda *of: replace(rules(*of) or fail(), second_part=Fraction(1, 4)),
    )
    award = decided(world, POOL, applied(world, pool, POOL, "Robot", 800_000), "grant", MEETING)
    assert award is not None
    with world.scope(POOL):
        assert [one.amount_minor for one in parts_of(award)] == [60_000_000, 20_000_000]


def fail() -> Any:
    raise AssertionError


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        ({"rate": Fraction(301, 10_000)}, "interest_over_the_pools"),
        ({"times": 4}, "too_many_instalments"),
        ({"rate": Fraction(3, 100), "times": 3}, ""),
    ],
)
def test_a_loan_has_no_more_interest_and_instalments_than_the_model_lets_it(
    world: World, wish: dict[str, Any], code: str
) -> None:
    pool = filled(world, LENDER)
    asked = RepaymentWish(**{"first_on": date(2027, 3, 1), "times": 3, **wish})

    def lends() -> str:
        row = applied(world, pool, LENDER, "Sensorer", 1000, form=Form.LOAN, repayment=asked)
        assert row.applied_at == START + timedelta(days=1)
        return ""

    assert (refused(lends) if code else lends()) == code
