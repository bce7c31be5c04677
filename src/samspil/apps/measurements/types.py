"""What crosses the border of this app."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from samspil.core.benefits.indicator import Aggregation
from samspil.core.benefits.measuring import Grade
from samspil.core.units import Money


class Method(StrEnum):
    """How it is measured."""

    REGISTER = "register"
    TIME_STUDY = "time_study"
    SURVEY = "survey"
    COUNT = "count"


class Reads(StrEnum):
    """What a value of an indicator says of the benefit it is of: its very amount, how far it has come, or
    neither: then it is shown beside it.
    """

    AMOUNT = "amount"
    PROGRESS = "progress"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class About:
    """What an indicator is of: a sort of row and its public id; ``title`` is told to people."""

    sort: str
    public_id: UUID
    title: str


@dataclass(frozen=True, slots=True)
class NewIndicator:
    """What somebody says of an indicator. ``every_months`` after the go-live; 0 for the usual days."""

    name: str
    definition: str
    unit: str
    source: str
    method: Method
    measurer: str
    measurer_person: UUID | None = None
    reads: Reads = Reads.PROGRESS
    aggregation: Aggregation = Aggregation.LATEST
    tolerance: Decimal = Decimal("0.1")
    every_months: int = 0
    cost: Money | None = None


@dataclass(frozen=True, slots=True)
class NewBaseline:
    """How it was before, and where it is to go: the targets' days and values, later and later."""

    value: Decimal
    on: date
    targets: tuple[tuple[date, Decimal], ...]
    n: int | None = None
    method: str = ""
    reason: str = ""
    decision: UUID | None = None


@dataclass(frozen=True, slots=True)
class NewMeasurement:
    """What was measured in a period. ``where`` is the unit or the municipality's code; empty for all."""

    first: date
    last: date
    value: Decimal
    unit: str
    where: str = ""
    n: int | None = None
    grade: Grade = Grade.ALL
    attributed: Decimal = Decimal(1)
    evidence: str = ""
    comment: str = ""
    corrects: UUID | None = None
