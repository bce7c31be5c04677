"""Where people sit, where consultants work, and to whom units report: each from a month on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.utils import timezone
from tests.apps.resources.resources_world import AREA, before, leader, recorded, this_month, unit
from tests.apps.world import HVIDOVRE, World

from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.types import Acting
from samspil.apps.resources.models import UnitStrength
from samspil.apps.resources.selectors.capacity import capacity_on, reports_on
from samspil.apps.resources.services.planning import (
    set_anchoring,
    set_consultants,
    set_strength,
    set_target,
)
from samspil.apps.resources.types import Consultants, Reports, ReportsTo, Seat, Strength, Target
from samspil.kit.ids import new_id

NOW = timezone.now()


def test_central_and_decentral_are_counted_by_what_holds_in_the_month(world: World) -> None:
    with world.scope(HVIDOVRE):
        here, owner, acting = recorded(world), leader(world).organisation_id, leader(world)
        found = capacity_on(owner, this_month())
        assert (found.seated(Seat.CENTRAL), found.seated(Seat.AREA)) == (1000, 250)
        assert found.consultant_days == 800
        set_strength(Strength(here.id, this_month(), 1200, Seat.CENTRAL), acting=acting, at=NOW)
        assert capacity_on(owner, this_month()).full_time == 1450
        assert capacity_on(owner, before(1)).full_time == 1250
        assert capacity_on(owner, before(13)).full_time == 0


def test_said_of_the_same_month_again_it_is_corrected_and_nought_is_none(world: World) -> None:
    with world.scope(HVIDOVRE):
        here, owner, acting = recorded(world), leader(world).organisation_id, leader(world)
        for hundredths in (1300, 1250, 0):
            set_strength(Strength(here.id, this_month(), hundredths, Seat.CENTRAL), acting=acting, at=NOW)
        assert UnitStrength.objects.filter(unit=here.id, since=this_month()).count() == 1
        assert [one.unit for one in capacity_on(owner, this_month()).strengths] == [unit(world, AREA).id]


def test_a_unit_reports_to_another_than_it_is_placed_under(world: World) -> None:
    with world.scope(HVIDOVRE):
        here, owner, acting = recorded(world), leader(world).organisation_id, leader(world)
        assert reports_on(owner, this_month())[here.id].to is ReportsTo.BOARD
        new = Reports(here.id, this_month(), ReportsTo.DIRECTOR, " Direktøren for kultur ")
        set_anchoring(new, acting=acting, at=NOW)
        assert reports_on(owner, this_month())[here.id].function == "Direktøren for kultur"
        assert reports_on(owner, before(1))[here.id].to is ReportsTo.BOARD


ONE, TWO = new_id(), new_id()
MONTH = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("say", "new", "code"),
    [
        (set_strength, Strength(ONE, MONTH, -1, Seat.CENTRAL), "strength_out_of_bounds"),
        (set_strength, Strength(ONE, MONTH, 10**18, Seat.CENTRAL), "strength_out_of_bounds"),
        (set_strength, Strength(ONE, date(1999, 12, 1), 100, Seat.CENTRAL), "month_out_of_bounds"),
        (set_strength, Strength(ONE, date(9999, 12, 1), 100, Seat.CENTRAL), "month_out_of_bounds"),
        (set_strength, Strength(ONE, date(2026, 3, 2), 100, Seat.CENTRAL), "month_out_of_bounds"),
        (set_strength, Strength(ONE, MONTH, 0, Seat.CENTRAL), ""),
        (set_consultants, Consultants(ONE, ONE, MONTH, 100), "consultants_at_home"),
        (set_consultants, Consultants(ONE, TWO, MONTH, -1), "consultant_days_out_of_bounds"),
        (set_consultants, Consultants(ONE, TWO, MONTH, 10_001), "consultant_days_out_of_bounds"),
        (set_consultants, Consultants(ONE, TWO, MONTH, 10_000), ""),
        (set_anchoring, Reports(ONE, MONTH, ReportsTo.BOARD, "  "), "reports_to_nobody"),
        (set_anchoring, Reports(ONE, MONTH, ReportsTo.BOARD, "x"), ""),
    ],
)
def test_what_cannot_be_is_refused(world: World, say: Callable[..., None], new: object, code: str) -> None:
    with world.scope(HVIDOVRE):
        if not code:
            say(new, acting=leader(world), at=NOW)
            return
        with pytest.raises(RefusedError, match=code):
            say(new, acting=leader(world), at=NOW)


def test_only_whoever_keeps_the_organisation_says_it(world: World) -> None:
    new = [
        (set_strength, Strength(ONE, MONTH, 100, Seat.CENTRAL)),
        (set_consultants, Consultants(ONE, TWO, MONTH, 100)),
        (set_anchoring, Reports(ONE, MONTH, ReportsTo.BOARD, "x")),
        (set_target, Target(None, MONTH, {"development": 50, "operations": 50}, 0, "")),
    ]

    def all_by(acting: Acting) -> None:
        for say, one in new:
            say(one, acting=acting, at=NOW)  # type: ignore[operator]

    with world.scope(HVIDOVRE):
        other = world.acting(HVIDOVRE, "employee", timezone.localdate())
        for say, one in new:
            with pytest.raises(RefusedError, match="not_yours_to_plan_resources"):
                say(one, acting=other, at=NOW)  # type: ignore[operator]
        all_by(leader(world))  # the control
