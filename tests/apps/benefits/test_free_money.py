"""A benefit that is taken home is posted as freed money in one step, traced both ways, and spent once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from tests.apps.benefits.ground import expects
from tests.apps.funding.ground import account
from tests.apps.portfolio.ground import keeper, local
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, TODAY, World

from samspil.apps.benefits.models import Benefit, Taken
from samspil.apps.benefits.types import Freed, NewTaking, Way
from samspil.apps.funding.models import Posting, Voucher
from samspil.apps.funding.selectors.own_money import own_ledger
from samspil.apps.funding.selectors.tracing import came_to, freed_and_left, paid_with
from samspil.apps.funding.services.posting import post, reverse
from samspil.apps.funding.types import Bookkeeper
from samspil.apps.governance.types import RefusedError
from samspil.core.finance import ledger
from samspil.core.finance.ledger import Kind, Reference, transfer
from samspil.core.units import Money
from samspil.processes.free_money import freed_by, places, take_home_and_free

pytestmark = pytest.mark.django_db
SAID = NewTaking(2026, Money.of(50_000), Way.BUDGET_REDUCTION, "Budget 2027", "Ældre, drift")


@pytest.fixture
def benefit(world: World) -> Benefit:
    return expects(world, local(world, HVIDOVRE), HVIDOVRE, a_year=120_000)


@pytest.fixture
def pool(world: World) -> UUID:
    return account(world, Kind.POOL, code=HVIDOVRE)


def by(world: World) -> dict[str, Any]:
    return {"acting": keeper(world, HVIDOVRE), "at": NOW}


def spends(world: World, benefit: Benefit, pool: UUID, kroner: int, key: str) -> None:
    """So much of what it freed pays for an initiative."""
    about = Reference("benefit", benefit.public_id)
    grants = account(world, Kind.GRANTS, code=HVIDOVRE)
    lines = transfer(
        pool, grants, Money.of(kroner), came_from=about, went_to=Reference("initiative", UUID(int=9))
    )
    with world.scope(HVIDOVRE), transaction.atomic():
        post(ledger.Voucher(TODAY, "Brugt", "grant", lines, key), keeper=Bookkeeper.of(**by(world)))


def test_what_is_taken_home_stands_in_the_ledger_and_is_traced_both_ways(
    world: World, benefit: Benefit, pool: UUID
) -> None:
    with world.scope(HVIDOVRE):
        row = take_home_and_free(benefit, SAID, pool, **by(world))
        owner, about = benefit.organisation_id, Reference("benefit", benefit.public_id)
        assert row.amount_minor == 5_000_000
        assert freed_and_left(owner, about, "DKK") == 5_000_000
        found = Voucher.objects.get(subject=benefit.public_id)
        assert (found.kind, found.subject_sort) == ("freed", "benefit")
    spends(world, benefit, pool, 20_000, "first")
    with world.scope(HVIDOVRE):
        assert {one.went_to for one in came_to(owner, about)} == {None, Reference("initiative", UUID(int=9))}
        traced = paid_with(owner, Reference("initiative", UUID(int=9)))
        assert {one.came_from for one in traced} == {about}
        assert freed_by(owner, benefit.public_id) == Freed(
            [Money.of(50_000)], [Money.of(30_000)], [("Brugt", Money.of(20_000))]
        )
        ours = own_ledger(keeper(world, HVIDOVRE), date(2026, 1, 1), date(2026, 12, 31), TODAY)
        assert ours.totals["DKK"].saved == 5_000_000


def test_it_is_not_spent_above_what_it_freed(world: World, benefit: Benefit, pool: UUID) -> None:
    with world.scope(HVIDOVRE):
        take_home_and_free(benefit, SAID, pool, **by(world))
        levy = account(world, Kind.LEVY, code=HVIDOVRE)
        own = transfer(levy, pool, Money.of(100_000))
        post(ledger.Voucher(TODAY, "Egne", "levy", own, "own"), keeper=Bookkeeper.of(**by(world)))
    with pytest.raises(RefusedError, match="source_spent_above"):
        spends(world, benefit, pool, 50_001, "too much")
    spends(world, benefit, pool, 50_000, "all")
    with pytest.raises(RefusedError, match="source_spent_above"):
        spends(world, benefit, pool, 1, "one more")
    with world.scope(HVIDOVRE), transaction.atomic():
        freed = Voucher.objects.get(kind="freed")
        with pytest.raises(RefusedError, match="source_spent_above"), transaction.atomic():
            reverse(freed.public_id, "Forkert", "back", keeper=Bookkeeper.of(**by(world)))
        back = replace(SAID, amount=Money.of(-10_000), decision="Rettelse")
        with pytest.raises(RefusedError, match="source_spent_above"), transaction.atomic():
            take_home_and_free(benefit, back, pool, **by(world))
        assert Taken.objects.count() == 1


def test_what_is_taken_back_leaves_the_account_again(world: World, benefit: Benefit, pool: UUID) -> None:
    with world.scope(HVIDOVRE):
        take_home_and_free(benefit, SAID, pool, **by(world))
        back = replace(SAID, amount=Money.of(-20_000), decision="Rettelse")
        take_home_and_free(benefit, back, pool, **by(world))
        assert freed_by(benefit.organisation_id, benefit.public_id) == Freed(
            [Money.of(30_000)], [Money.of(30_000)], []
        )


def test_what_is_taken_back_leaves_no_account_that_holds_nothing_of_it(
    world: World, benefit: Benefit, pool: UUID
) -> None:
    other = account(world, Kind.POOL, "other", code=HVIDOVRE)
    levy = account(world, Kind.LEVY, code=HVIDOVRE)
    with world.scope(HVIDOVRE), transaction.atomic():
        take_home_and_free(benefit, SAID, pool, **by(world))
        own = transfer(levy, other, Money.of(100_000))
        post(ledger.Voucher(TODAY, "Egne", "levy", own, "own"), keeper=Bookkeeper.of(**by(world)))
        back = replace(SAID, amount=Money.of(-20_000), decision="Rettelse")
        with pytest.raises(RefusedError, match="source_spent_above") as error, transaction.atomic():
            take_home_and_free(benefit, back, other, **by(world))
        assert error.value.problem.args == {"left": Money(0), "asked": Money.of(20_000)}
        moved = transfer(pool, other, Money.of(20_000), came_from=Reference("benefit", benefit.public_id))
        post(ledger.Voucher(TODAY, "Flyttet", "moved", moved, "moved"), keeper=Bookkeeper.of(**by(world)))
        take_home_and_free(benefit, back, other, **by(world))
        assert freed_by(benefit.organisation_id, benefit.public_id) == Freed(
            [Money.of(30_000)], [Money.of(30_000)], []
        )


def test_nothing_is_taken_home_where_it_cannot_be_posted(world: World, benefit: Benefit, pool: UUID) -> None:
    grants = account(world, Kind.GRANTS, code=HVIDOVRE)
    theirs = account(world, Kind.POOL, "theirs", code=RODOVRE)
    with world.scope(HVIDOVRE):
        for into in (grants, theirs):
            with pytest.raises(RefusedError, match="no_such_account"), transaction.atomic():
                take_home_and_free(benefit, SAID, into, **by(world))
        stranger = {**by(world), "acting": replace(keeper(world, HVIDOVRE), roles=frozenset())}
        with pytest.raises(RefusedError), transaction.atomic():
            take_home_and_free(benefit, SAID, pool, **stranger)
        assert not Taken.objects.exists()
        assert not Posting.objects.exists()


def test_places_are_ones_own_stores_for_who_keeps_the_money(world: World, pool: UUID) -> None:
    account(world, Kind.GRANTS, code=HVIDOVRE)
    account(world, Kind.POOL, "fund:1", code=HVIDOVRE)
    account(world, Kind.TREASURY, "joint 1 DKK", code=HVIDOVRE)
    account(world, Kind.BANK, "bank 1 DKK", code=HVIDOVRE)
    with world.scope(HVIDOVRE):
        acting = keeper(world, HVIDOVRE)
        assert places(acting, "DKK") == [(pool, "pool")]
        assert places(acting, "hours") == places(acting, "") == places(acting, "EUR") == []
        assert places(world.acting(HVIDOVRE, "employee"), "DKK") == []


def test_hours_are_no_money(world: World, pool: UUID) -> None:
    benefit = expects(world, local(world, HVIDOVRE), HVIDOVRE, a_year=120_000)
    with world.scope(HVIDOVRE):
        Benefit.objects.filter(pk=benefit.pk).update(counted_in="hours")
        benefit.refresh_from_db()
        said = replace(SAID, amount=Money(100, "hours"))
        with pytest.raises(RefusedError, match="freed_money_is_kroner"), transaction.atomic():
            take_home_and_free(benefit, said, pool, **by(world))
