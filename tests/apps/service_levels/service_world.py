"""A service of Hvidovre with a level, by the doors of real use."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

from tests.apps.world import HVIDOVRE, World

from samspil.apps.organisations.types import Acting
from samspil.apps.service_levels.models import Level
from samspil.apps.service_levels.services.describing import add_level, add_service
from samspil.apps.service_levels.types import NewLevel, NewPromise, NewService
from samspil.core.service_levels.keeping import Direction
from samspil.core.service_levels.periods import Every

HEAD = "head_of_digitalisation"
BEGUN = date(2025, 1, 1)


def keeper(world: World, on: date | None = None) -> Acting:
    return world.acting(HVIDOVRE, HEAD, on) if on else world.acting(HVIDOVRE, HEAD)


def at(day: date) -> datetime:
    return datetime.combine(day, time(9), ZoneInfo("Europe/Copenhagen"))


def level_of(
    world: World,
    *,
    name: str = "Løst samme dag",
    service: str = "Servicedesk",
    on: date = BEGUN,
    every: Every = Every.MONTH,
    acting: Acting | None = None,
) -> Level:
    """Eighty per cent at least from a day on, to everybody."""
    who = acting or keeper(world)
    made = add_service(
        NewService(service, "Ring, når noget ikke virker", "IT-driftschef"), acting=who, at=at(on)
    )
    new = NewLevel(name, "%", Direction.AT_LEAST, every)
    return add_level(made, new, NewPromise(on, Decimal(80), "Otte af ti"), acting=who, at=at(on))
