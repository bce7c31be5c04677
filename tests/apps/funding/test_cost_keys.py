"""A cost is shared by a key that was decided, posted to the oere, settled, and a late joiner pays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.apps.portfolio.ground import coordinator, keeper, programme
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, SOLROD, TODAY, World

from samspil.apps.funding.models import Account, KeyVersion, Posting, SharedCost
from samspil.apps.funding.selectors.cost_keys import access_cost, key_on, sharers_of, worked_out
from samspil.apps.funding.selectors.own_money import own_ledger
from samspil.apps.funding.services.cost_keys import (
    NewCost,
    NewKey,
    join_late,
    keep_key,
    settle_cost,
    share_cost,
)
from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.portfolio.models import Initiative
from samspil.core.finance.cost_keys.ground import Member
from samspil.core.finance.cost_keys.key import CostKind
from samspil.core.units import Money

ALIKE: dict[str, Any] = {"kind": "operation", "rule": {"by": "equal"}}
BY_USE: dict[str, Any] = {"kind": "operation", "rule": {"by": "use"}}
ESTABLISHED: dict[str, Any] = {"kind": "establishment", "rule": {"by": "inhabitants"}}
DECISION = "Bestyrelsen 2. marts 2026, punkt 4"
NAMES = {HVIDOVRE: "Hvidovre", RODOVRE: "Rødovre", SOLROD: "Solrød"}
TWO = (Member(HVIDOVRE, 50_000, use=30), Member(RODOVRE, 40_000, use=10))
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


@pytest.fixture
def common(world: World) -> Initiative:
    return programme(world, HVIDOVRE, RODOVRE, SOLROD)


def decided(
    world: World, common: Initiative, content: dict[str, Any] = ALIKE, since: date = FIRST
) -> KeyVersion:
    with world.scope(""):
        new = NewKey(content, since, DECISION)
        return keep_key(common, new, acting=coordinator(world), at=NOW)


def shared(world: World, common: Initiative, kroner: int | None = 300, **more: Any) -> SharedCost:
    amount = None if kroner is None else Money.of(kroner)
    new = NewCost(CostKind.OPERATION, "Drift 2026", FIRST, LAST, TWO, NAMES, amount)
    with world.scope(""):
        return share_cost(common, replace(new, **more), acting=coordinator(world), at=NOW)


def refused(code: str) -> Any:
    return pytest.raises(RefusedError, match=code)


def test_a_shared_cost_is_posted_to_each_member(world: World, common: Initiative) -> None:
    decided(world, common)
    row = shared(world, common)
    assert row.pays == {HVIDOVRE: 15_000, RODOVRE: 15_000}
    with world.scope(""):
        assert row.voucher
        lines = Posting.objects.filter(voucher__public_id=row.voucher).order_by("place")
        assert [one.amount_minor for one in lines] == [15_000, 15_000, -30_000]
        assert set(Account.objects.exclude(member="").values_list("member", "balance_minor")) == {
            (HVIDOVRE, 15_000),
            (RODOVRE, 15_000),
        }


def test_each_member_reads_what_it_owes_and_of_which_initiative(world: World, common: Initiative) -> None:
    decided(world, common)
    shared(world, common)
    with world.scope(HVIDOVRE):
        found = own_ledger(keeper(world, HVIDOVRE), FIRST, LAST, TODAY)
    assert found.totals["DKK"].owed == 15_000
    assert set(found.by_initiative) == {common.public_id}


def test_what_was_shared_is_worked_out_again_from_what_was_kept(world: World, common: Initiative) -> None:
    index = {"base": 2024, "values": {"2024": "100", "2026": "110"}, "source": "example"}
    decided(world, common, {**ALIKE, "index": index})
    row = shared(world, common, 100)
    with world.scope(""):
        again = worked_out(SharedCost.objects.get(pk=row.pk))
    assert (
        {one: money.minor for one, money in again.pays.items()} == row.pays == {HVIDOVRE: 5500, RODOVRE: 5500}
    )
    assert (row.amount_minor, again.amount) == (10_000, Money.of(110))


def test_a_price_is_charged_without_an_amount(world: World, common: Initiative) -> None:
    decided(world, common, {"kind": "operation", "rule": {"by": "tariff", "inhabitant": "0.015"}})
    row = shared(world, common, None)
    assert row.pays == {HVIDOVRE: 75_000, RODOVRE: 60_000}
    with world.scope(""):
        assert worked_out(SharedCost.objects.get(pk=row.pk)).amount == Money.of(1350)


def test_the_key_in_force_on_the_first_day_is_used(world: World, common: Initiative) -> None:
    decided(world, common)
    decided(world, common, BY_USE, date(2026, 1, 2))
    assert shared(world, common).pays[HVIDOVRE] == 15_000
    later = shared(world, common, first=date(2026, 1, 2))
    assert later.pays[HVIDOVRE] == 22_500
    with world.scope(""):
        assert [key_on(common, CostKind.OPERATION, day) is None for day in (date(2025, 12, 31), FIRST)] == [
            True,
            False,
        ]
        assert list(KeyVersion.objects.order_by("number").values_list("number", flat=True)) == [1, 2]


def test_what_was_used_is_settled_once(world: World, common: Initiative) -> None:
    decided(world, common, BY_USE)
    row = shared(world, common)
    assert row.pays == {HVIDOVRE: 22_500, RODOVRE: 7_500}
    with world.scope(""):
        used = {HVIDOVRE: 10, RODOVRE: 10}
        settled = settle_cost(row, used, Money.of(320), acting=coordinator(world), at=NOW)
        assert settled.pays == {HVIDOVRE: -6_500, RODOVRE: 8_500}
        with refused("cost_is_settled"):
            settle_cost(row, used, Money.of(320), acting=coordinator(world), at=NOW)
        with refused("cost_is_settled"):
            settle_cost(settled, used, Money.of(320), acting=coordinator(world), at=NOW)
        balances = dict(Account.objects.exclude(member="").values_list("member", "balance_minor"))
    assert balances == {HVIDOVRE: 16_000, RODOVRE: 16_000}


def test_a_late_joiner_pays_those_who_established(world: World, common: Initiative) -> None:
    decided(world, common, ESTABLISHED)
    shared(world, common, 90_000, kind=CostKind.ESTABLISHMENT, last=FIRST, text="Etablering")
    joiner = Member(SOLROD, 30_000, from_on=date(2028, 7, 1))
    with world.scope(""):
        (entry,) = join_late(common, joiner, "Solrød", acting=coordinator(world), at=NOW)
        # A quarter of 90,000 had it been there; half of five years are left.
        assert entry.pays == {HVIDOVRE: -625_000, RODOVRE: -500_000, SOLROD: 1_125_000}
        with refused("has_joined_already"):
            join_late(common, joiner, "Solrød", acting=coordinator(world), at=NOW)
        with refused("has_joined_already"):
            hvidovre = Member(HVIDOVRE, 50_000, from_on=date(2028, 7, 1))
            join_late(common, hvidovre, "Hvidovre", acting=coordinator(world), at=NOW)


IN_FULL = {**ESTABLISHED, "joining": {"pays": "all"}}
GREVE = "0253"


def joins(world: World, common: Initiative, code: str, people: int, on: date) -> list[SharedCost]:
    with world.scope(""):
        member = Member(code, people, from_on=on)
        return join_late(common, member, NAMES.get(code, code), acting=coordinator(world), at=NOW)


def owed(world: World) -> dict[str, int]:
    with world.scope(""):
        return dict(Account.objects.exclude(member="").values_list("member", "balance_minor"))


def test_after_two_late_joiners_all_have_paid_by_the_same_key(world: World, common: Initiative) -> None:
    decided(world, common, IN_FULL)
    shared(world, common, 90_000, kind=CostKind.ESTABLISHMENT, last=FIRST, text="Etablering")
    joins(world, common, SOLROD, 30_000, date(2027, 3, 1))
    (second,) = joins(world, common, GREVE, 60_000, date(2028, 7, 1))
    assert second.pays == {HVIDOVRE: -1_250_000, RODOVRE: -1_000_000, SOLROD: -750_000, GREVE: 3_000_000}
    assert owed(world) == {HVIDOVRE: 2_500_000, RODOVRE: 2_000_000, SOLROD: 1_500_000, GREVE: 3_000_000}


def test_a_late_joiner_pays_of_each_establishment_before_it_came(world: World, common: Initiative) -> None:
    decided(world, common, IN_FULL)
    for on, kroner in ((FIRST, 90_000), (date(2026, 6, 1), 9_000), (date(2029, 1, 1), 900)):
        shared(world, common, kroner, kind=CostKind.ESTABLISHMENT, first=on, last=on, text=f"Etablering {on}")
    rows = joins(world, common, SOLROD, 30_000, date(2027, 3, 1))
    assert [one.pays[SOLROD] for one in rows] == [2_250_000, 225_000]
    with world.scope(""):
        assert [one.enters.amount_minor for one in rows if one.enters] == [9_000_000, 900_000]


def test_what_was_settled_by_use_is_what_a_late_joiner_pays_of(world: World, common: Initiative) -> None:
    decided(world, common, {**IN_FULL, "rule": {"by": "use"}})
    row = shared(world, common, 90_000, kind=CostKind.ESTABLISHMENT, last=FIRST)
    with world.scope(""):
        used = {HVIDOVRE: 10, RODOVRE: 20}
        settle_cost(row, used, Money.of(60_000), acting=coordinator(world), at=NOW)
        late = Member(SOLROD, 1, use=30, from_on=date(2027, 3, 1))
        (entry,) = join_late(common, late, "Solrød", acting=coordinator(world), at=NOW)
    assert entry.pays == {HVIDOVRE: -1_000_000, RODOVRE: -2_000_000, SOLROD: 3_000_000}
    assert owed(world) == {HVIDOVRE: 1_000_000, RODOVRE: 2_000_000, SOLROD: 3_000_000}


def test_nobody_joins_what_is_established_only_later(world: World, common: Initiative) -> None:
    decided(world, common, IN_FULL)
    later = date(2026, 6, 1)
    shared(world, common, 900, kind=CostKind.ESTABLISHMENT, first=later, last=later)
    with refused("nothing_was_established"):
        joins(world, common, SOLROD, 30_000, date(2026, 5, 31))


def test_nobody_joins_what_was_never_established(world: World, common: Initiative) -> None:
    with world.scope(""), refused("nothing_was_established"):
        join_late(common, Member(SOLROD, 1, from_on=FIRST), "Solrød", acting=coordinator(world), at=NOW)


def test_what_cannot_be_shared_is_not_posted(world: World, common: Initiative) -> None:
    with refused("no_cost_key_in_force"):
        shared(world, common)
    decided(world, common, BY_USE)
    with refused("member_without_use"):
        shared(world, common, members=(Member(HVIDOVRE, 1),))
    with refused("cost_key_has_no_price"):
        shared(world, common, None)
    with world.scope(""):
        assert not Posting.objects.exists()
        assert not SharedCost.objects.exists()


def test_a_key_names_a_decision_and_can_be_read(world: World, common: Initiative) -> None:
    with world.scope(""):
        with refused("cost_key_names_a_decision"):
            keep_key(common, NewKey(ALIKE, FIRST, " "), acting=coordinator(world), at=NOW)
        with refused("cost_key_unreadable"):
            bad = {"kind": "operation", "rule": {"by": "flat", "price": 0.5}}
            keep_key(common, NewKey(bad, FIRST, DECISION), acting=coordinator(world), at=NOW)


def test_only_who_leads_decides_and_only_who_keeps_money_shares(world: World, common: Initiative) -> None:
    decided(world, common)
    other = replace(coordinator(world), roles=frozenset(), seats=())
    with world.scope(""):
        with refused("not_yours_to_lead"):
            keep_key(common, NewKey(ALIKE, FIRST, DECISION), acting=other, at=NOW)
        with refused("not_yours_to_keep_money"):
            share_cost(
                common,
                NewCost(CostKind.OPERATION, "x", FIRST, LAST, TWO, NAMES, Money(1)),
                acting=other,
                at=NOW,
            )


def test_a_cost_is_found_by_its_owner_alone(world: World, common: Initiative) -> None:
    decided(world, common)
    row = shared(world, common)
    with world.scope(""):
        assert access_cost(coordinator(world), row.public_id) == row
    with world.scope(HVIDOVRE), pytest.raises(NotFoundError):
        access_cost(keeper(world, HVIDOVRE), row.public_id)


def test_those_who_have_joined_share_and_where_nobody_has_all_who_are_invited(
    world: World, common: Initiative
) -> None:
    with world.scope(""):
        assert [one.code for one in sharers_of(common)] == [HVIDOVRE, RODOVRE, SOLROD]
        common.participations.filter(code=RODOVRE).update(joined_on=TODAY)
        (found,) = sharers_of(common)
    assert (found.code, found.name, found.from_on, found.to_on) == (RODOVRE, "Rødovre", TODAY, None)
    assert found.inhabitants is not None
    assert found.inhabitants > 30_000
