"""What the bottom lines weigh, by decision, and how far each has come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from django.db.models import Count, Sum

from samspil.apps.benefits.models import Benefit, Weight
from samspil.apps.benefits.types import BottomLine
from samspil.core.benefits.states import State
from samspil.core.benefits.weighting import MILLION

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

    @classmethod
    def of(cls, followed: int, measured: int, millionths: int | None) -> Come:
        """Of so many, so many of which have come so far in all."""
        return cls(Fraction(millionths or 0, measured * MILLION) if measured else None, measured, followed)


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
    """By bottom line, over the benefits that are promised. One question.

    What counts in money or hours has come as much as is measured of what was to have come by then; what
    only indicators show, as its leading indicator has. Disbenefits are left out: the more of them, the
    worse.
    """
    rows = Benefit.objects.filter(organisation_id=organisation_id, is_disbenefit=False)
    lines = rows.exclude(state__in=_NOT_FOLLOWED).order_by().values_list("bottom_line")
    told = lines.annotate(Count("pk"), Count("come_millionths"), Sum("come_millionths"))
    found = {BottomLine(line): Come.of(*counted) for line, *counted in told}
    return {line: found.get(line, Come(None, 0, 0)) for line in BottomLine}
