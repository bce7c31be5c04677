"""Benefits that can be measured: what each counts in, its indicator with a baseline, and who measures."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from tests.apps.benefits.ground import acting_for, expects
from tests.apps.portfolio.ground import local
from tests.apps.world import HVIDOVRE, NOW, World

from samspil.apps.benefits.models import Benefit
from samspil.apps.benefits.services import indicators
from samspil.apps.measurements.models import Indicator
from samspil.apps.measurements.types import Method, NewBaseline, NewIndicator
from samspil.apps.portfolio.models import Initiative

BEFORE = date(2025, 12, 31)


def measured(
    world: World,
    benefit: Benefit,
    name: str = "Minutter pr. sag",
    code: str = HVIDOVRE,
    *,
    baseline: bool = True,
    **said: Any,
) -> Indicator:
    """An indicator of a benefit that goes from 10 to 5 minutes in 2026."""
    with world.scope(code):
        acting = acting_for(world, code)
        new = NewIndicator(name, "", "minutter", "Fagsystemet", Method.REGISTER, "fagkonsulent", **said)
        found = indicators.add_indicator(benefit, new, acting=acting, at=NOW)
        if baseline:
            goal = NewBaseline(Decimal(10), BEFORE, ((date(2026, 12, 31), Decimal(5)),), n=100)
            indicators.set_baseline(benefit, found.public_id, goal, acting=acting, at=NOW)
        return found


def faster(world: World, **said: Any) -> tuple[Initiative, Benefit, Indicator]:
    """Hvidovre's shift plan brings shorter cases worth 120,000 kroner a year, measured in minutes."""
    mine = local(world, HVIDOVRE)
    benefit = expects(world, mine, HVIDOVRE, a_year=120_000)
    return mine, benefit, measured(world, benefit, **said)
