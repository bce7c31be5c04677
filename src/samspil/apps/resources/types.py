"""What crosses the border of this app."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Final
from uuid import UUID

CATEGORIES: Final = "task_categories"
UNIT: Final = "unit"
ORGANISATION: Final = "organisation"
LONGEST_NOTE: Final = 300
MOST_FULL_TIME: Final = 100_000  # hundredths: a thousand full-time equivalents in one unit
MOST_MINUTES: Final = 100_000_000  # a month of some ten thousand people: more than any unit has
MOST_CONSULTANT_DAYS: Final = 10_000  # hundredths of a day a month
FIRST_MONTH: Final = date(2000, 1, 1)
LAST_MONTH: Final = date(2100, 1, 1)


class Seat(StrEnum):
    """Where the people of a unit sit: with the common department, or in an area."""

    CENTRAL = "central"
    AREA = "area"


class ReportsTo(StrEnum):
    """To whom a unit reports, whatever it is placed under (F2.2)."""

    CHIEF_EXECUTIVE = "chief_executive"
    BOARD = "board"
    DIRECTOR = "director"
    HEAD = "head"


@dataclass(frozen=True, slots=True)
class NewMonth:
    """What a month is to be: minutes by sort of task. ``seen`` stood there when somebody began to write."""

    month: date
    minutes: Mapping[str, int]
    seen: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Strength:
    """What a unit has from a month on, in hundredths of a full-time equivalent; nothing is known too."""

    unit: UUID
    since: date
    hundredths: int
    seat: Seat


@dataclass(frozen=True, slots=True)
class Consultants:
    """So many hundredths of a day a month somebody of a unit works in another, from a month on."""

    unit: UUID
    area: UUID
    since: date
    hundredths: int


@dataclass(frozen=True, slots=True)
class Reports:
    """To whom a unit reports from a month on, in a word and by function."""

    unit: UUID
    since: date
    to: ReportsTo
    function: str


@dataclass(frozen=True, slots=True)
class Target:
    """What the mix is meant to be from a month on, in whole per cent; of one unit, else of all together.

    ``protected`` is what development is to have at least.
    """

    unit: UUID | None
    since: date
    percents: Mapping[str, int]
    protected: int
    source: str

    @property
    def shares(self) -> dict[str, Fraction]:
        """The same as parts of one."""
        return {key: Fraction(percent, 100) for key, percent in self.percents.items()}
