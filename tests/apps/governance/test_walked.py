"""Matters of a period as they went: where they were, for how long, and when they were decided last."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.apps.governance.at_time import SIX, brought, purchase
from tests.apps.world import HVIDOVRE, NOW, World

from samspil.apps.governance.models import Matter
from samspil.apps.governance.selectors.walked import Stay, Walked, count_brought, walked
from samspil.apps.governance.services.moving import move
from samspil.core.governance.entries import AnswerItem, Choose
from samspil.core.units import Money

pytestmark = pytest.mark.django_db
LATER = timedelta(days=2, hours=3)


def screened(world: World, matter: Matter) -> None:
    """The experts say yes, two days and three hours after it came."""
    expert = world.acting(HVIDOVRE, "it_expert")
    with world.scope(HVIDOVRE):
        for item in SIX:
            answer = AnswerItem("screen", item, True, "I orden", expert.actor, NOW)
            matter, _ = move(matter, answer, acting=expert)
        move(matter, Choose("screen", "approve", expert.actor, NOW + LATER, reason="Ja"), acting=expert)


def of_the_week(world: World) -> list[Walked]:
    with world.scope(HVIDOVRE):
        return walked(world.organisation(HVIDOVRE).pk, NOW, NOW + timedelta(days=7))


def test_a_step_that_was_left_tells_how_long_and_by_which_outcome(world: World) -> None:
    screened(world, brought(world, purchase()))
    (one,) = of_the_week(world)
    told_at_once = Stay("purchase", "purchase", 0, "informed")
    assert one.stays == (Stay("purchase", "screen", int(LATER.total_seconds()), "approve"), told_at_once)
    assert one.days == LATER / timedelta(days=1)
    assert (one.kind, one.facts["amount"]) == ("purchase_request", Money.of(40_000))


def test_what_is_under_way_has_no_days_yet(world: World) -> None:
    brought(world, purchase())
    (one,) = of_the_week(world)
    assert (one.stays, one.days) == ((), None)


def test_only_what_was_brought_in_the_period_is_there(world: World) -> None:
    for days in (-1, 0, 6, 7):
        brought(world, purchase(title=f"Dag {days}"), at=NOW + timedelta(days=days))
    with world.scope(HVIDOVRE):
        owner = world.organisation(HVIDOVRE).pk
        assert count_brought(owner, NOW, NOW + timedelta(days=7)) == 2
    assert len(of_the_week(world)) == 2
