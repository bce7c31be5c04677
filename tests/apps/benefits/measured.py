"""An indicator with its baseline, and what was measured of it, in the tests of benefits."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from decimal import Decimal
from typing import Any

from tests.apps.benefits.ground import acting_for
from tests.apps.world import NOW, World

from samspil.apps.benefits.models import Benefit
from samspil.apps.benefits.services import indicators
from samspil.apps.measurements.types import Method, NewBaseline, NewIndicator, NewMeasurement, Reads

MINUTES = NewIndicator(
    "Sagstid",
    "Minutter fra sag til svar",
    "minutter",
    "ESDH",
    Method.REGISTER,
    "Controller",
    reads=Reads.PROGRESS,
)
KRONER = NewIndicator(
    "Regnskab", "Sparet i måneden", "kr.", "Regnskab", Method.REGISTER, "Controller", reads=Reads.AMOUNT
)
# A day before the first month that anything is measured in, and half a year after it.
BEFORE = NewBaseline(Decimal(40), date(2025, 12, 31), ((date(2026, 7, 1), Decimal(20)),))


def indicator(world: World, benefit: Benefit, code: str = "", new: NewIndicator = MINUTES) -> Any:
    """An indicator of a benefit, with a baseline of 40 that is to become 20."""
    with world.scope(code):
        kept: Any = {"acting": acting_for(world, code), "at": NOW}
        made = indicators.add_indicator(benefit, new, **kept)
        indicators.set_baseline(benefit, made.public_id, BEFORE, **kept)
        benefit.refresh_from_db()
        return made


def measure(
    world: World, benefit: Benefit, made: Any, value: int, code: str = "", *, month: int = 1, where: str = ""
) -> None:
    """A value of a month of 2026."""
    first = date(2026, month, 1)
    last = date(2026, month, monthrange(2026, month)[1])
    new = NewMeasurement(first, last, Decimal(value), made.unit, where=where)
    with world.scope(code):
        indicators.measure(benefit, made.public_id, new, acting=acting_for(world, code), at=NOW)
        benefit.refresh_from_db()
