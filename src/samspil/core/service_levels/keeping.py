"""What was promised held against what was delivered, period by period; what was not measured is said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from samspil.core.service_levels.periods import Every, Period, periods_between

EVERYWHERE = ""


class Direction(StrEnum):
    """On which side of what is promised it is kept."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"


@dataclass(frozen=True, slots=True)
class Promise:
    """What is promised from a day on; no ``value`` where nothing is any longer, in an area by itself."""

    valid_from: date
    value: Decimal | None


@dataclass(frozen=True, slots=True)
class Held:
    """A period with what was promised when it began and what was delivered; nothing where there was none."""

    period: Period
    promised: Decimal | None
    delivered: Decimal | None
    is_kept: bool | None


def is_kept(delivered: Decimal, promised: Decimal, direction: Direction) -> bool:
    """Whether what was delivered is as good as what was promised; just as much is.

    >>> is_kept(Decimal(90), Decimal(90), Direction.AT_LEAST)
    True
    >>> is_kept(Decimal(3), Decimal(2), Direction.AT_MOST)
    False
    """
    return delivered >= promised if direction is Direction.AT_LEAST else delivered <= promised


def promised_on(promises: Mapping[str, Sequence[Promise]], area: str, day: date) -> Decimal | None:
    """What is promised to an area on a day: its own promise, else what is promised everywhere.

    Args:
        promises: of each area, and of everywhere (``""``), in the order in which they begin.
        area: whose.
        day: on which.

    >>> all_of_us, schools = Promise(date(2026, 1, 1), Decimal(80)), Promise(date(2026, 3, 1), Decimal(90))
    >>> given = {"": [all_of_us], "Skoler": [schools]}
    >>> [promised_on(given, "Skoler", date(2026, month, 1)) for month in (2, 3)]
    [Decimal('80'), Decimal('90')]
    """
    for whose in dict.fromkeys((area, EVERYWHERE)):
        begun = [one for one in promises.get(whose, ()) if one.valid_from <= day]
        if begun and begun[-1].value is not None:
            return begun[-1].value
    return None


def held_against(
    promises: Mapping[str, Sequence[Promise]],
    delivered: Mapping[date, Decimal],
    area: str,
    direction: Direction,
    span: tuple[date, date, Every],
) -> list[Held]:
    """Each period of a span, held against what was promised on its first day.

    A promise that begins within a period is first held against the next, so that an old promise keeps what
    it said. Linear in periods and promises.

    Args:
        promises: as `promised_on` takes them.
        delivered: by the first day of the period.
        area: whose.
        direction: on which side a promise is kept.
        span: the first and the last day, and how long the periods are.
    """
    first, last, every = span
    found = []
    for period in periods_between(first, last, every):
        promised, came = promised_on(promises, area, period.first), delivered.get(period.first)
        kept = None if promised is None or came is None else is_kept(came, promised, direction)
        found.append(Held(period, promised, came, kept))
    return found
