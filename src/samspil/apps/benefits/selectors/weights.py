"""What the bottom lines weigh, by decision, and how far each has come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final
from uuid import UUID

from samspil.apps.benefits.models import Benefit, Weight
from samspil.apps.benefits.types import BottomLine
from samspil.apps.measurements.selectors.degrees import degrees_of
from samspil.core.benefits.states import State

_NOT_FOLLOWED: Final = (State.IDEA.value, State.LAPSED.value)


@dataclass(frozen=True, slots=True)
class Weights:
    """What each bottom line weighs from a day until a day, and the decision that says so."""

    valid_from: date
    valid_to: date | None
    decision: str
    of: dict[BottomLine, Fraction]

    def hold_on(self, day: date) -> bool:
        """Whether they hold on a day."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True, slots=True)
class Come:
    """How far the benefits of a bottom line have come: the mean of those that are measured, and how many."""

    degree: Fraction | None
    measured: int
    followed: int


def weights_ever(organisation_id: int) -> list[Weights]:
    """All that were decided, the latest first; one question."""
    rows = Weight.objects.filter(organisation_id=organisation_id).order_by("-valid_from", "pk")
    found: dict[date, list[Weight]] = defaultdict(list)
    for one in rows:
        found[one.valid_from].append(one)
    return [
        Weights(
            since,
            of[0].valid_to,
            of[0].decision,
            # A line that the decision does not name weighs nothing.
            dict.fromkeys(BottomLine, Fraction(0))
            | {BottomLine(one.bottom_line): Fraction(one.weight) for one in of},
        )
        for since, of in found.items()
    ]


def weights_on(ever: Iterable[Weights], on: date) -> Weights | None:
    """Those that hold on a day; none where none are decided, and then nothing adds one line to another."""
    return next((one for one in ever if one.hold_on(on)), None)


def come_of_lines(organisation_id: int) -> dict[BottomLine, Come]:
    """By bottom line, over the benefits that are promised. Four questions.

    What counts in money or hours has come as much as is measured of what was to have come by then; what
    only indicators show, as its leading indicator has. Disbenefits are left out: the more of them, the
    worse.
    """
    rows = Benefit.objects.filter(organisation_id=organisation_id, is_disbenefit=False)
    rows = rows.exclude(state__in=_NOT_FOLLOWED)
    names = ("bottom_line", "leading", "measured_minor", "expected_by_then_minor")
    found = list(rows.values_list(*names))
    shown = degrees_of([leading for _line, leading, _came, wanted in found if leading and not wanted])
    by: dict[BottomLine, list[Fraction | None]] = defaultdict(list)
    for line, leading, came, wanted in found:
        by[BottomLine(line)].append(_degree(leading, came, wanted, shown))
    return {line: _come(by[line]) for line in BottomLine}


def _degree(
    leading: UUID | None, came: int | None, wanted: int, shown: dict[UUID, Fraction]
) -> Fraction | None:
    if came is not None and wanted:
        return Fraction(came, wanted)
    return shown.get(leading) if leading is not None else None


def _come(degrees: list[Fraction | None]) -> Come:
    known = [one for one in degrees if one is not None]
    mean = sum(known, Fraction(0)) / len(known) if known else None
    return Come(mean, len(known), len(degrees))
