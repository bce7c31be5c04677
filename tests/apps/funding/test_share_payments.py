"""What a member has paid of its shares is known, and a credit is told from a payment."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from tests.apps.funding.test_cost_keys import (
    ALIKE,
    BY_USE,
    FIRST,
    LAST,
    NAMES,
    TWO,
    common,
    decided,
    refused,
    shared,
)
from tests.apps.funding.test_taken_back import takes_back
from tests.apps.portfolio.ground import coordinator, keeper
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, SOLROD, TODAY, World

from samspil.apps.funding.models import Account, Posting, SharedCost
from samspil.apps.funding.selectors.cost_keys import pays_until_by, sharers_of
from samspil.apps.funding.selectors.open_statements import standings_on_statement
from samspil.apps.funding.selectors.own_money import own_ledger
from samspil.apps.funding.selectors.share_standings import share_standings
from samspil.apps.funding.services.cost_keys import NewCost, settle_cost, share_cost
from samspil.apps.funding.services.share_payments import note_payment
from samspil.apps.funding.types import NewPayment, PostedVoucher
from samspil.apps.portfolio.models import Initiative, PaceChange
from samspil.core.finance.cost_keys.key import CostKind
from samspil.core.units import Money

pytestmark = pytest.mark.django_db
__all__ = ["common"]  # the fixture of the initiative whose costs are shared


def pays(world: World, common: Initiative, code: str, oere: int, **more: Any) -> PostedVoucher:
    new = NewPayment(code, Money(oere), **{"day": TODAY, "text": "Bilag 1234", **more})
    with world.scope(""):
        return note_payment(common, new, acting=coordinator(world), at=NOW)


def stands(world: World, common: Initiative) -> dict[str, tuple[int, int, int, int]]:
    """Charged, credited, paid and owed, by member."""
    with world.scope(""):
        found = share_standings(common, date.max)
    return {
        one.member: (one.charged_minor, one.credited_minor, one.paid_minor, one.owed_minor) for one in found
    }


def settled(world: World, common: Initiative) -> None:
    """300 kroner are billed by use, 225 and 75; 200 were used, alike."""
    decided(world, common, BY_USE)
    row = shared(world, common)
    used = {HVIDOVRE: 10, RODOVRE: 10}
    with world.scope(""):
        settle_cost(row, used, Money.of(200), acting=coordinator(world), at=NOW)


def test_a_credit_is_told_from_a_payment(world: World, common: Initiative) -> None:
    settled(world, common)
    assert stands(world, common) == {HVIDOVRE: (22_500, 12_500, 0, 10_000), RODOVRE: (10_000, 0, 0, 10_000)}
    pays(world, common, HVIDOVRE, 10_000)
    pays(world, common, RODOVRE, 4_000)
    assert stands(world, common) == {
        HVIDOVRE: (22_500, 12_500, 10_000, 0),
        RODOVRE: (10_000, 0, 4_000, 6_000),
    }
    with world.scope(""):
        assert Account.objects.get(kind="bank").balance_minor == 14_000
        assert not sum(Posting.objects.values_list("amount_minor", flat=True))


def own(world: World) -> tuple[int, int, int]:
    """What Hvidovre reads that it has paid in, was credited and owes."""
    with world.scope(HVIDOVRE):
        found = own_ledger(keeper(world, HVIDOVRE), FIRST, date(2026, 12, 31), TODAY)
    money, (of_it,) = found.totals["DKK"], found.by_initiative.values()
    told = money.paid_in, money.credited, money.owed
    assert told == (of_it["DKK"].paid_in, of_it["DKK"].credited, of_it["DKK"].owed)
    return told


def test_a_member_reads_what_it_owes_has_paid_and_was_credited(world: World, common: Initiative) -> None:
    settled(world, common)
    pays(world, common, HVIDOVRE, 9_000)
    assert own(world) == (9_000, 12_500, 1_000)


def test_a_credit_is_paid_back_and_no_more_than_it(world: World, common: Initiative) -> None:
    decided(world, common, BY_USE)
    row = shared(world, common)
    pays(world, common, HVIDOVRE, 22_500)
    with world.scope(""):
        used = {HVIDOVRE: 10, RODOVRE: 10}
        settle_cost(row, used, Money.of(200), acting=coordinator(world), at=NOW)
    with refused("pays_back_more_than_credit"):
        pays(world, common, HVIDOVRE, 12_501, is_back=True)
    pays(world, common, HVIDOVRE, 12_500, is_back=True)
    assert stands(world, common)[HVIDOVRE] == (22_500, 12_500, 10_000, 0)
    assert own(world) == (10_000, 12_500, 0)


def test_a_payment_that_is_taken_back_is_owed_again(world: World, common: Initiative) -> None:
    settled(world, common)
    voucher = pays(world, common, HVIDOVRE, 10_000)
    with world.scope(""):
        takes_back(voucher.id, acting=coordinator(world), at=NOW)
    assert stands(world, common)[HVIDOVRE] == (22_500, 12_500, 0, 10_000)
    assert own(world) == (0, 12_500, 10_000)


@pytest.mark.parametrize(
    ("code", "oere", "more", "problem"),
    [
        (HVIDOVRE, 10_001, {}, "pays_more_than_owed"),
        (SOLROD, 1, {}, "pays_more_than_owed"),
        (HVIDOVRE, 0, {}, "pays_nothing"),
        (HVIDOVRE, -5, {}, "pays_nothing"),
        (HVIDOVRE, 1, {"is_back": True}, "pays_back_more_than_credit"),
        (HVIDOVRE, 1, {"day": TODAY + timedelta(1)}, "payment_is_not_yet"),
    ],
)
def test_what_cannot_have_been_paid_is_refused_and_posts_nothing(
    world: World, common: Initiative, code: str, oere: int, more: dict[str, Any], problem: str
) -> None:
    settled(world, common)
    with world.scope(""):
        before = Posting.objects.count()
    with refused(problem):
        pays(world, common, code, oere, **more)
    with world.scope(""):
        assert Posting.objects.count() == before


def test_only_who_keeps_the_money_notes_a_payment(world: World, common: Initiative) -> None:
    settled(world, common)
    other = replace(coordinator(world), roles=frozenset(), seats=())
    new = NewPayment(HVIDOVRE, Money(1), TODAY, "Bilag")
    with world.scope(""), refused("not_yours_to_keep_money"):
        note_payment(common, new, acting=other, at=NOW)


def leaves(world: World, common: Initiative, said: date | None, on: date) -> dict[str, date]:
    """Solrød has said on a day that it leaves on a day; until when it pays."""
    with world.scope(""):
        row = common.participations.get(code=SOLROD)
        row.joined_on, row.leaves_on, row.decided_on = FIRST, on, None
        row.save()
        if said is not None:
            at = NOW.replace(year=said.year, month=said.month, day=said.day)
            PaceChange.objects.create(
                organisation_id=common.organisation_id, participation=row, at=at, was="live", now="opted_out"
            )
        return pays_until_by(common, sharers_of(common), on)


def test_one_that_leaves_pays_until_the_keys_notice_has_run(world: World, common: Initiative) -> None:
    decided(world, common, {**ALIKE, "leaving": {"notice_months": 6}})
    said = date(2026, 3, 15)
    assert leaves(world, common, None, date(2026, 12, 31)) == {SOLROD: date(2027, 6, 29)}, "counted from then"
    assert leaves(world, common, said, said) == {SOLROD: date(2026, 9, 14)}


def test_one_that_leaves_at_a_years_end_pays_until_then(world: World, common: Initiative) -> None:
    decided(world, common, {**ALIKE, "leaving": {"notice_months": 6, "at_year_end": True}})
    said = date(2026, 3, 15)
    assert leaves(world, common, said, said) == {SOLROD: date(2026, 12, 31)}


def test_without_a_key_one_pays_until_it_leaves(world: World, common: Initiative) -> None:
    assert leaves(world, common, None, date(2026, 8, 1)) == {SOLROD: date(2026, 8, 1)}


def test_what_is_owed_until_the_notice_has_run_is_carried(world: World, common: Initiative) -> None:
    decided(world, common, {**ALIKE, "leaving": {"notice_months": 6}})
    said = date(2026, 3, 15)
    until = leaves(world, common, said, said)[SOLROD]
    members = (TWO[0], replace(TWO[1], key=SOLROD, to_on=until))
    with world.scope(""):
        new = NewCost(CostKind.OPERATION, "Drift", FIRST, LAST, members, NAMES, Money.of(365 + 257))
        row = share_cost(common, new, acting=coordinator(world), at=NOW)
    assert row.pays == {HVIDOVRE: 36_500, SOLROD: 25_700}  # 257 days from 1 January to 14 September


def of_statement(world: World, row: SharedCost) -> dict[str, tuple[int, int, int, int, int]]:
    """Owed before, charged, covered, open and owed in all, by member."""
    with world.scope(""):
        return {
            one.member: (one.before, one.charged, one.covered, one.open, one.now)
            for one in standings_on_statement(SharedCost.objects.get(pk=row.pk))
        }


def two_statements(world: World, common: Initiative) -> tuple[SharedCost, SharedCost]:
    """300 kroner of 2026 and 200 of 2027, each shared alike by two."""
    decided(world, common, ALIKE)
    first = shared(world, common, amount=Money.of(300))
    again: dict[str, Any] = {"text": "Drift 2027", "first": date(2027, 1, 1), "last": date(2027, 12, 31)}
    return first, shared(world, common, amount=Money.of(200), **again)


def test_a_payment_of_a_statement_is_told_on_it_and_what_is_open_on_the_next(
    world: World, common: Initiative
) -> None:
    first, second = two_statements(world, common)
    assert of_statement(world, first)[HVIDOVRE] == (0, 15_000, 0, 15_000, 25_000)
    assert of_statement(world, second)[HVIDOVRE] == (15_000, 10_000, 0, 10_000, 25_000)
    pays(world, common, HVIDOVRE, 9_000, of=second.public_id)
    assert of_statement(world, first)[HVIDOVRE] == (0, 15_000, 0, 15_000, 16_000)
    assert of_statement(world, second)[HVIDOVRE] == (15_000, 10_000, 9_000, 1_000, 16_000)
    pays(world, common, HVIDOVRE, 15_500)  # of none: the oldest first
    assert of_statement(world, first)[HVIDOVRE] == (0, 15_000, 15_000, 0, 500)
    assert of_statement(world, second)[HVIDOVRE] == (15_000, 10_000, 9_500, 500, 500)
    assert of_statement(world, second)[RODOVRE] == (15_000, 10_000, 0, 10_000, 25_000)


def test_a_payment_that_is_taken_back_is_open_again(world: World, common: Initiative) -> None:
    first, _second = two_statements(world, common)
    paid = pays(world, common, HVIDOVRE, 15_000, of=first.public_id)
    takes(world, paid)
    assert of_statement(world, first)[HVIDOVRE] == (0, 15_000, 0, 15_000, 25_000)


def takes(world: World, paid: PostedVoucher) -> None:
    with world.scope(""):
        takes_back(paid.id, acting=coordinator(world), at=NOW)


def test_no_more_is_paid_of_a_statement_than_is_open_of_it(world: World, common: Initiative) -> None:
    first, second = two_statements(world, common)
    more = {"of": first.public_id}
    with refused("pays_more_than_statement"):
        pays(world, common, HVIDOVRE, 15_001, **more)
    with refused("no_such_statement"):
        pays(world, common, HVIDOVRE, 1, of=common.public_id)
    pays(world, common, HVIDOVRE, 15_000, **more)
    with refused("pays_more_than_statement"):
        pays(world, common, HVIDOVRE, 1, **more)
    pays(world, common, HVIDOVRE, 10_000, of=second.public_id)
    assert stands(world, common)[HVIDOVRE] == (25_000, 0, 25_000, 0)
