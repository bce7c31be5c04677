"""What an indicator shows follows what it is held against, and how its places become one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from tests.apps.benefits.ground import acting_for
from tests.apps.benefits.measured import measure
from tests.apps.benefits.measured_ground import BEFORE, faster
from tests.apps.world import HVIDOVRE, NOW, World

from samspil.apps.benefits.models import Benefit
from samspil.apps.benefits.services import indicators
from samspil.apps.measurements.models import Indicator
from samspil.apps.measurements.types import Method, NewBaseline, NewIndicator
from samspil.core.benefits.indicator import Aggregation

pytestmark = pytest.mark.django_db


def set_baseline(world: World, benefit: Benefit, indicator: Indicator, by: date) -> None:
    """From ten minutes to five by another day."""
    with world.scope(HVIDOVRE):
        sooner = NewBaseline(Decimal(10), BEFORE, ((by, Decimal(5)),), reason="Loven kom før")
        acting = acting_for(world, HVIDOVRE)
        indicators.set_baseline(benefit, indicator.public_id, sooner, acting=acting, at=NOW)


def test_another_baseline_gives_another_light_at_once(world: World) -> None:
    _mine, benefit, indicator = faster(world)
    measure(world, benefit, indicator, 9, HVIDOVRE)
    for by, light in ((date(2026, 2, 1), "red"), (date(2026, 12, 31), "green")):
        set_baseline(world, benefit, indicator, by)
        with world.scope(HVIDOVRE):
            indicator.refresh_from_db()
        assert (indicator.latest, indicator.light) == (Decimal(9), light)


def test_another_way_to_make_places_one_gives_another_number_at_once(world: World) -> None:
    _mine, benefit, indicator = faster(world, aggregation=Aggregation.SMALLEST)
    for where, value in (("Borgerservice", 9), ("Jobcenter", 7)):
        measure(world, benefit, indicator, value, HVIDOVRE, where=where)
    shown = {}
    for how in (Aggregation.LARGEST, Aggregation.MEAN):
        new = NewIndicator("Sagstid", "", "minutter", "ESDH", Method.REGISTER, "Controller", aggregation=how)
        with world.scope(HVIDOVRE):
            acting = acting_for(world, HVIDOVRE)
            indicators.change_indicator(benefit, indicator.public_id, new, acting=acting, at=NOW)
            indicator.refresh_from_db()
        shown[how] = indicator.latest
    assert shown == {Aggregation.LARGEST: 9, Aggregation.MEAN: 8}


def test_what_is_not_measured_shows_nothing(world: World) -> None:
    _mine, benefit, indicator = faster(world)
    set_baseline(world, benefit, indicator, date(2026, 2, 1))
    with world.scope(HVIDOVRE):
        indicator.refresh_from_db()
    assert (indicator.latest, indicator.light) == (None, "grey")
