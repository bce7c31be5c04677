"""F2.7: money that a benefit freed in one place pays for something in another, and a page says so."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from tests.apps.funding.ground import account
from tests.apps.funding.pool_world import BANK, RUNS
from tests.apps.funding.test_pool_pages import address, done, logged_in, words
from tests.apps.funding.test_pools import APPROVES, LATER, granted, kept, refused
from tests.apps.world import World

from samspil.apps.funding.models import Award, Milestone
from samspil.apps.funding.selectors.freed import FreedMoney, freed_on
from samspil.apps.funding.selectors.funds import holding_of
from samspil.apps.funding.selectors.pools import parts_of
from samspil.apps.funding.selectors.tracing import came_to, paid_with
from samspil.apps.funding.services import paying
from samspil.apps.funding.services.posting import post, reverse
from samspil.apps.funding.types import Bookkeeper
from samspil.core.finance.ledger import Kind, Reference, Voucher, transfer
from samspil.core.units import Money

FEWER = "GEV-4 Færre genindlæggelser: 2026"


def frees(world: World, award: Award, kroner: int, into: UUID | None = None) -> UUID:
    """A benefit whose money comes to where the award is paid from, or elsewhere."""
    benefit = uuid4()
    cashed = account(world, Kind.CASHED_BENEFITS, code=BANK)
    with world.scope(BANK), transaction.atomic():
        place = into or holding_of(award.application)
        lines = transfer(cashed, place, Money.of(kroner), came_from=Reference("benefit", benefit))
        voucher = Voucher(LATER.date(), FEWER, "freed", lines, f"freed {benefit}")
        post(voucher, keeper=Bookkeeper.of(**kept(world, BANK, LATER), is_let=True))
    return benefit


@pytest.fixture
def award(world: World) -> Award:
    return granted(world)


def approved(world: World, part: Milestone) -> Milestone:
    args: dict[str, Any] = {"acting": world.acting(BANK, APPROVES[BANK]), "at": LATER}
    return paying.approve_payment(part, **args)


def test_what_a_benefit_freed_pays_an_award_and_is_traced_both_ways(world: World, award: Award) -> None:
    benefit = frees(world, award, 500_000)
    with world.scope(BANK):
        place, owner = holding_of(award.application), award.organisation_id
        assert freed_on(place, "DKK") == [FreedMoney(benefit, FEWER, Money.of(500_000))]
        (part,) = parts_of(award)
        approved(world, paying.pay_out(part, "Kontrakten", benefit, **kept(world, BANK, LATER)))
        assert freed_on(place, "DKK") == [FreedMoney(benefit, FEWER, Money.of(100_000))]
        use = Reference("award", award.public_id)
        assert use in {one.went_to for one in came_to(owner, Reference("benefit", benefit))}
        assert {one.came_from for one in paid_with(owner, use)} == {Reference("benefit", benefit)}


def test_a_payment_that_is_taken_back_gives_the_freed_money_back(world: World, award: Award) -> None:
    benefit = frees(world, award, 500_000)
    with world.scope(BANK), transaction.atomic():
        (part,) = parts_of(award)
        done = approved(world, paying.pay_out(part, "", benefit, **kept(world, BANK, LATER)))
        assert done.voucher is not None
        reverse(
            done.voucher, "Forkert", "back", keeper=Bookkeeper.of(**kept(world, BANK, LATER), is_let=True)
        )
        (one,) = freed_on(holding_of(award.application), "DKK")
        assert one.left == Money.of(500_000)


def test_no_more_is_paid_than_is_left_where_it_is_paid_from(world: World, award: Award) -> None:
    little = frees(world, award, 399_999)
    elsewhere = frees(world, award, 900_000, into=account(world, Kind.TREASURY, "other", code=BANK))
    with world.scope(BANK):
        (part,) = parts_of(award)
        for benefit in (little, elsewhere, uuid4()):
            args = kept(world, BANK, LATER)
            assert refused(paying.pay_out, part, "", benefit, **args) == "source_spent_above"


def test_what_was_spent_between_registering_and_approving_is_not_spent_again(
    world: World, award: Award
) -> None:
    benefit = frees(world, award, 400_000)
    grants = account(world, Kind.GRANTS, code=BANK)
    with world.scope(BANK), transaction.atomic():
        (part,) = parts_of(award)
        part = paying.pay_out(part, "", benefit, **kept(world, BANK, LATER))
        lines = transfer(
            holding_of(award.application), grants, Money.of(1), came_from=Reference("benefit", benefit)
        )
        voucher = Voucher(LATER.date(), "En krone", "grant", lines, "one krone")
        post(voucher, keeper=Bookkeeper.of(**kept(world, BANK, LATER), is_let=True))
        args: dict[str, Any] = {"acting": world.acting(BANK, APPROVES[BANK]), "at": LATER}
        assert refused(paying.approve_payment, part, **args) == "source_spent_above"


def test_the_page_offers_what_is_enough_and_tells_it_afterwards(world: World, award: Award) -> None:
    frees(world, award, 399_999)
    benefit = frees(world, award, 500_000)
    pays = address("pay", award.application.public_id, 1)
    registers, approves = (logged_in(world, BANK, role) for role in (RUNS[BANK], APPROVES[BANK]))
    sheet = words(registers.get(pays))
    assert sheet.count(FEWER) == 1
    assert f"{FEWER} (500.000 kr. tilbage)" in sheet
    done(registers, pays, proof="Kontrakten", freed_by=str(benefit))
    told = f"Den betales med penge, som en gevinst har frigjort: {FEWER}."
    assert told in words(approves.get(pays))
    assert f"Med penge, som en gevinst har frigjort: {FEWER}" in done(approves, pays, answer="approve")
    with world.scope(BANK):
        assert [one.freed_by for one in parts_of(award)] == [benefit]
