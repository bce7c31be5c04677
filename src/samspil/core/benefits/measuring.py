"""Measurements: kept for ever, corrected by a new one, and refused with a reason where they cannot be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from uuid import UUID

from samspil.core.benefits.indicator import Indicator
from samspil.core.errors import Problem


class Grade(StrEnum):
    """How well it was measured: by a register or all cases, by a sample, by a judgement."""

    ALL = "all"
    SAMPLE = "sample"
    JUDGED = "judged"


@dataclass(frozen=True, slots=True)
class Measurement:
    """A value of a period.

    Args:
        id: its own.
        first: the period's first day.
        last: its last.
        value: in the indicator's unit.
        unit: in which it was measured; must be the indicator's.
        where: the unit or municipality it is of; empty for all.
        n: how many were counted; none where that makes no sense.
        grade: how well.
        attributed: how much of the change is this benefit's doing, from 0 to 1.
        corrects: the measurement it takes the place of.
    """

    id: UUID
    first: date
    last: date
    value: Decimal
    unit: str
    where: str = ""
    n: int | None = None
    grade: Grade = Grade.ALL
    attributed: Fraction = Fraction(1)
    corrects: UUID | None = None


def standing(kept: Iterable[Measurement]) -> list[Measurement]:
    """Those that nothing has corrected, by period."""
    found = list(kept)
    corrected = {one.corrects for one in found}
    return sorted((one for one in found if one.id not in corrected), key=lambda one: (one.last, one.where))


def refusals(
    new: Measurement, indicator: Indicator, kept: Iterable[Measurement], today: date
) -> Iterator[Problem]:
    """Why a measurement cannot be kept; nothing when it can.

    ``measured_backwards`` (the period ends before it begins), ``measured_in_the_future``,
    ``measured_before_baseline``, ``measured_in_another_unit``, ``attributed_outside_0_1``,
    ``counted_below_one``, ``corrects_what_is_not_there`` (or has been corrected before),
    ``period_is_measured`` (of the same place, without correcting it).
    """
    if new.last < new.first:
        yield Problem("measured_backwards", {"first": new.first, "last": new.last})
    if new.last > today:
        yield Problem("measured_in_the_future", {"last": new.last, "today": today})
    if new.first <= indicator.baseline.on:
        yield Problem("measured_before_baseline", {"first": new.first, "baseline": indicator.baseline.on})
    if new.unit != indicator.unit:
        yield Problem("measured_in_another_unit", {"unit": new.unit, "asked": indicator.unit})
    if not 0 <= new.attributed <= 1:
        yield Problem("attributed_outside_0_1", {"share": str(new.attributed)})
    if new.n is not None and new.n < 1:
        yield Problem("counted_below_one", {"n": new.n})
    stands = standing(kept)
    if new.corrects is not None and all(one.id != new.corrects for one in stands):
        yield Problem("corrects_what_is_not_there", {})
    yield from (
        Problem("period_is_measured", {"first": one.first, "last": one.last})
        for one in stands
        if one.id != new.corrects and _are_of_the_same(one, new)
    )


def _are_of_the_same(one: Measurement, other: Measurement) -> bool:
    overlaps = one.first <= other.last and other.first <= one.last
    return one.where == other.where and overlaps
