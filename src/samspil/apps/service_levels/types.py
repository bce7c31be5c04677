"""What crosses the border of this app."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from samspil.core.service_levels.keeping import Direction
from samspil.core.service_levels.periods import Every

SERVICE: Final = "service"
LEVEL: Final = "service_level"
LIST: Final = "service_figures"
LONGEST_NAME: Final = 200
LONGEST_AREA: Final = 100
LONGEST_TEXT: Final = 2000
MOST_SERVICES: Final = 200
MOST_LEVELS: Final = 20  # of one service
PERCENT: Final = "%"
KEPT_FOR: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class NewService:
    """A service: its name, what it is in plain words, and which function answers for it."""

    name: str
    words: str
    owner: str


@dataclass(frozen=True, slots=True)
class NewLevel:
    """What is measured of a service, in which unit, on which side a promise is kept, how often."""

    name: str
    unit: str
    direction: Direction
    every: Every


@dataclass(frozen=True, slots=True)
class NewPromise:
    """What is promised from a day on, everywhere or to an area; no value where an area's own promise ends."""

    valid_from: date
    value: Decimal | None
    words: str = ""
    area: str = ""


@dataclass(frozen=True, slots=True)
class NewFigure:
    """What was delivered in the period of a day, everywhere or in an area.

    ``corrects`` takes the place of what stands.
    """

    day: date
    value: Decimal
    area: str = ""
    n: int | None = None
    comment: str = ""
    corrects: bool = False


@dataclass(frozen=True, slots=True)
class CameTo:
    """How many figures of a list were new, stood already, or were of levels that are passed over."""

    new: int
    as_before: int
    passed_over: int
