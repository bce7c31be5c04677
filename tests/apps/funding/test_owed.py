"""Who owes an instalment, or has a result to tell, hears before the day and once when it has passed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from tests.apps.funding.pool_world import LENDER, POOL, START, applied, decided, opened
from tests.apps.funding.test_pools import LATER, MEETING, halved, kept, lent, paid
from tests.apps.world import BY, SINCE, World

from samspil.apps.funding.models import Award
from samspil.apps.funding.pool_types import NewResult
from samspil.apps.funding.selectors.loans import planned_of
from samspil.apps.funding.selectors.owed import count_late, instalments_between, on_my_work
from samspil.apps.funding.selectors.pools import parts_of
from samspil.apps.funding.services import paying, pools
from samspil.apps.organisations import services
from samspil.apps.organisations.models import Account
from samspil.kit.mail.models import Letter
from samspil.processes.tell_people import remind_people

pytestmark = pytest.mark.django_db
DUE = date(2027, 3, 1)
NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)


def reached_as(world: World, code: str, role: str) -> str:
    account = Account.objects.create_user(f"{role}@example.org", None, language="da")
    with world.scope(code):
        services.let_act(account, world.organisation(code), world.people[code, role], SINCE, BY)
    return account.email


def letters(world: World, code: str, about: str) -> list[tuple[str, str]]:
    with world.scope(code):
        rows = Letter.objects.filter(key__contains=f"{about}:").order_by("id")
        return list(rows.values_list("account__email", "title"))


def a_loan_out(world: World) -> Award:
    award = lent(world)
    with world.scope(LENDER):
        paid(world, parts_of(award)[0], "Konto 5.32", **kept(world, LENDER, LATER))
    return award


def test_who_borrowed_hears_before_the_day_and_who_runs_the_pool_too_when_it_is_late(world: World) -> None:
    award = a_loan_out(world)
    own, runs = reached_as(world, LENDER, "area_employee"), reached_as(world, LENDER, "group_secretary")
    remind_people(NOON - timedelta(days=15))
    assert letters(world, LENDER, "instalment") == []
    for days in (-14, -1, 0, 1, 2, 3):
        remind_people(NOON + timedelta(days=days))
    number = award.application.case_number
    found = letters(world, LENDER, "instalment")
    assert found[0] == (own, f"Et afdrag på {number} forfalder snart")
    assert sorted(found[1:]) == sorted((who, f"Et afdrag på {number} er forsinket") for who in (own, runs))


def test_what_has_come_is_asked_for_no_more_and_nothing_is_before_it_is_lent(world: World) -> None:
    award = lent(world)
    with world.scope(LENDER):
        key = world.organisation(LENDER).pk
        assert instalments_between(key, DUE, DUE) == []
        paid(world, parts_of(award)[0], "Konto 5.32", **kept(world, LENDER, LATER))
        assert [one.number for one in instalments_between(key, DUE, DUE)] == [1]
        paying.pay_back(planned_of(award)[0], **kept(world, LENDER, LATER))
        assert instalments_between(key, DUE, DUE) == []


def test_what_an_earlier_plan_had_is_not_owed(world: World) -> None:
    award = halved(world)
    with world.scope(LENDER):
        paid(world, parts_of(award)[0], "", **kept(world, LENDER, LATER))
        (found,) = instalments_between(world.organisation(LENDER).pk, DUE, DUE)
    assert found.amount.minor == 5_000_000


def test_my_work_has_it_for_who_borrowed_and_for_who_runs_the_pool(world: World) -> None:
    award = a_loan_out(world)
    with world.scope(LENDER):
        own, other = world.acting(LENDER, "area_employee"), world.acting(LENDER, "administration_head")
        runs = world.acting(LENDER, "group_secretary")

        def acts(acting: object, on: date) -> list[str]:
            return [one.act for one in on_my_work(acting, on) if one.name == "Afdrag"]  # type: ignore[arg-type]

        assert acts(own, DUE - timedelta(days=15)) == []
        assert acts(own, DUE - timedelta(days=14)) == ["Betal afdraget"]
        assert acts(runs, DUE) == ["Se, om det er kommet"]
        assert acts(other, DUE) == []
        told = NewResult("Færre fald")
        paying.tell_result(award, told, acting=own, at=LATER)
        assert (count_late(own, DUE), count_late(own, DUE + timedelta(days=1))) == (0, 1)


def a_grant_out(world: World) -> Award:
    pool = opened(world, POOL)
    with world.scope(POOL):
        acting = world.acting(POOL, "pool_coordinator")
        pools.fill_by_annual_amount(pool, 2026, "Økonomiudvalget, punkt 4", acting=acting, at=START)
    award = decided(world, POOL, applied(world, pool, POOL, "Robot", 100_000), "grant", MEETING)
    assert award is not None
    with world.scope(POOL):
        (part,) = parts_of(award)
        paying.pay_out(part, "", acting=acting, at=LATER)
        other = world.acting(POOL, "head_of_digitalisation")
        paying.approve_payment(part, acting=other, at=LATER)
    return award


def test_who_was_given_money_tells_what_came_of_it_within_the_models_months(world: World) -> None:
    award = a_grant_out(world)
    own = reached_as(world, POOL, "employee")
    day = date(2027, 2, 12)  # a year after the award
    noon = datetime(2027, 2, 12, 12, tzinfo=UTC)
    for days in (-15, -14, 0, 1, 2):
        remind_people(noon + timedelta(days=days))
    number = award.application.case_number
    assert letters(world, POOL, "result") == [
        (own, f"Resultatet af {number} skal snart fortælles"),
        (own, f"Resultatet af {number} skulle have været fortalt"),
    ]
    with world.scope(POOL):
        acting = world.acting(POOL, "employee")
        assert [one.due_on for one in on_my_work(acting, day)] == [day]
        assert (count_late(acting, day), count_late(acting, day + timedelta(days=1))) == (0, 1)
        assert on_my_work(world.acting(POOL, "pool_coordinator"), day) == []
        paying.tell_result(award, NewResult("Det virker"), acting=acting, at=LATER)
        assert on_my_work(acting, day) == []
        assert count_late(acting, day + timedelta(days=1)) == 0


def test_who_has_given_nothing_is_asked_for_nothing(world: World) -> None:
    with world.scope(POOL):
        acting = world.acting(POOL, "employee")
        assert (on_my_work(acting, DUE), count_late(acting, DUE)) == ([], 0)
