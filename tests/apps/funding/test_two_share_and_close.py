"""Sharing a cost, settling it, letting one join and closing a period wait for another, as payments do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.apps.funding.pool_world import alone
from tests.apps.funding.test_cost_keys import (
    BY_USE,
    ESTABLISHED,
    FIRST,
    LAST,
    NAMES,
    TWO,
    decided,
    shared,
)
from tests.apps.funding.test_pool_pages import logged_in
from tests.apps.portfolio.ground import coordinator, programme
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, SOLROD, World

from samspil.apps.funding.act_types import Act, Posted
from samspil.apps.funding.models import Books, ClosedPeriod, Registered, SharedCost, Voucher
from samspil.apps.funding.selectors.vouchers import whole_voucher
from samspil.apps.funding.services.acts import act_of, as_data
from samspil.apps.funding.services.acts_of_costs import ClosePeriod, JoinLate, SettleCost, ShareCost
from samspil.apps.funding.services.cost_keys import NewCost
from samspil.apps.funding.services.two_persons import approve, do_or_register
from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.models import Initiative
from samspil.core.finance.cost_keys.ground import Member
from samspil.core.finance.cost_keys.key import CostKind
from samspil.core.units import Money
from samspil.kit.ids import new_id

pytestmark = pytest.mark.django_db
COST = NewCost(CostKind.OPERATION, "Drift 2026", FIRST, LAST, TWO, NAMES, Money.of(300))
JOINER = Member(SOLROD, 10_000, from_on=date(2026, 7, 1))


@pytest.fixture
def common(world: World) -> Initiative:
    return programme(world, HVIDOVRE, RODOVRE, SOLROD)


def other(world: World) -> Acting:
    """Who approves what the coordinator registers."""
    return world.acting("", "secretariat_staff")


def registered(world: World, act: Act) -> Registered:
    row = do_or_register(act, acting=coordinator(world), at=NOW)
    assert isinstance(row, Registered)
    with pytest.raises(RefusedError, match="somebody_else_approves"):
        approve(row, acting=coordinator(world), at=NOW)
    return row


def test_a_cost_is_shared_when_another_has_approved_it(world: World, common: Initiative) -> None:
    decided(world, common)
    with world.scope(""):
        row = registered(world, ShareCost(common.public_id, COST))
        assert not SharedCost.objects.exists()
        assert not Voucher.objects.exists()
        assert (row.amount_minor, row.parts) == (30_000, {HVIDOVRE: 15_000, RODOVRE: 15_000})
        done = approve(row, acting=other(world), at=NOW)
        assert SharedCost.objects.get().voucher == done.voucher


def test_parts_that_have_changed_since_are_registered_anew(world: World, common: Initiative) -> None:
    """The amount is the same, and yet somebody else would pay it."""
    decided(world, common)
    with world.scope(""):
        row = registered(world, ShareCost(common.public_id, COST))
    decided(world, common, BY_USE)
    with world.scope(""):
        with pytest.raises(RefusedError, match="came_to_other_parts"):
            approve(row, acting=other(world), at=NOW)
        assert not SharedCost.objects.exists()


def test_a_cost_is_settled_when_another_has_approved_it(world: World, common: Initiative) -> None:
    decided(world, common, BY_USE)
    cost = shared(world, common)
    with world.scope(""):
        act = SettleCost(common.public_id, cost.public_id, {HVIDOVRE: 10, RODOVRE: 10}, Money.of(320))
        row = registered(world, act)
        assert SharedCost.objects.count() == 1
        # 160 each of 320, less the 225 and 75 that were billed by the use foreseen.
        assert row.parts == {HVIDOVRE: -6_500, RODOVRE: 8_500}
        approve(row, acting=other(world), at=NOW)
        assert SharedCost.objects.filter(settles=cost).count() == 1


def test_one_joins_two_costs_by_one_approval_and_both_vouchers_say_who_registered_it(
    world: World, common: Initiative
) -> None:
    decided(world, common, ESTABLISHED)
    for text in ("Etablering", "Mere etablering"):
        shared(world, common, 900, kind=CostKind.ESTABLISHMENT, text=text)
    with world.scope(""):
        row = registered(world, JoinLate(common.public_id, JOINER, "Solrød"))
        assert SharedCost.objects.count() == 2
        approve(row, acting=other(world), at=NOW)
        entries = SharedCost.objects.filter(sort="entry")
        assert entries.count() == 2
        for one in entries:
            assert one.voucher is not None
            told = whole_voucher(coordinator(world), one.voucher)
            assert told.registered_by, "who registered it is told on every voucher of it"


def test_a_period_is_closed_when_another_has_approved_it(world: World, common: Initiative) -> None:
    until = date(2025, 12, 31)
    with world.scope(""):
        row = registered(world, ClosePeriod(until))
        assert not ClosedPeriod.objects.exists()
        assert approve(row, acting=other(world), at=NOW).voucher is None
        assert Books.objects.get().closed_until == until


def test_one_does_it_at_once_where_nobody_else_may(
    world: World, common: Initiative, monkeypatch: pytest.MonkeyPatch
) -> None:
    decided(world, common)
    alone(monkeypatch)
    with world.scope(""):
        for act in (ShareCost(common.public_id, COST), ClosePeriod(date(2025, 12, 31))):
            assert isinstance(do_or_register(act, acting=coordinator(world), at=NOW), Posted)


def test_each_is_kept_as_it_was_said() -> None:
    kept_as: list[Act] = [
        ShareCost(new_id(), replace(COST, whose=SOLROD, on=LAST)),
        ShareCost(new_id(), replace(COST, amount=None)),
        SettleCost(new_id(), new_id(), {HVIDOVRE: 3}, Money(5), LAST),
        JoinLate(new_id(), JOINER, "Solrød"),
        ClosePeriod(LAST),
    ]
    for act in kept_as:
        assert act_of(Registered(sort=act.sort.value, said=as_data(act))) == act


def test_whoever_approves_reads_what_each_pays(world: World, common: Initiative) -> None:
    decided(world, common)
    with world.scope(""):
        cost = registered(world, ShareCost(common.public_id, COST))
        period = registered(world, ClosePeriod(date(2025, 12, 31)))
    browser = logged_in(world, "", "secretariat_staff")
    told = (
        browser.get(f"/money/waiting/{cost.public_id}/").content.decode().replace("\N{NO-BREAK SPACE}", " ")
    )
    for part in ("Drift 2026", "300 kr.", "Hvidovre betaler", "Rødovre betaler", "150 kr."):
        assert part in told, part
    told = browser.get(f"/money/waiting/{period.public_id}/").content.decode()
    assert "31. december 2025" in told
    assert "1 registrering venter på godkendelse" in told
    assert "Deltagerne deler en udgift" in browser.get(f"/money/sharing/{common.public_id}/").content.decode()
