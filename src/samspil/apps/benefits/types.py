"""What crosses the border of this app."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final
from uuid import UUID

from samspil.core.benefits.course import Recurrence, ThreePoints
from samspil.core.governance.matter import Value
from samspil.core.units import Money

SUBJECT: Final = "benefit"
# Hours of work, in hundredths, kept as a currency of their own: adding them to kroner is an error.
HOURS: Final = "hours"


class BottomLine(StrEnum):
    """The three (F2.25). They stand side by side; only weights that the organisation has decided add them."""

    WELL_BEING = "well_being"
    QUALITY = "quality"
    TIME_AND_RESOURCES = "time_and_resources"


class Sort(StrEnum):
    """What a benefit counts in: money, hours that are set free, or its indicators alone."""

    DIRECT = "direct"
    FREED_TIME = "freed_time"
    QUALITATIVE = "qualitative"


class Way(StrEnum):
    """How a benefit is taken home (methods.md section 3)."""

    BUDGET_REDUCTION = "budget_reduction"
    REALLOCATED = "reallocated"
    AVOIDED_COST = "avoided_cost"
    CAPACITY_KEPT = "capacity_kept"
    OTHER_BODY = "other_body"
    NOT_CASHABLE = "not_cashable"


class StepSort(StrEnum):
    """What a benefit comes of, and what it serves. In this order, with the benefit before the goal."""

    DELIVERABLE = "deliverable"
    CHANGE = "change"
    GOAL = "goal"


class Asks(StrEnum):
    """What is decided about a benefit after its baseline has been approved."""

    LAPSE = "lapse"
    NEW_PLAN = "new_plan"


@dataclass(frozen=True, slots=True)
class NewBenefit:
    """What somebody says of a benefit. What nobody knows yet is empty: an idea needs a title alone."""

    title: str
    bottom_line: BottomLine
    sort: Sort
    description: str = ""
    is_disbenefit: bool = False
    owner: str = ""
    owner_person: UUID | None = None
    owner_unit: str = ""
    responsible: str = ""
    approver: str = ""
    approver_person: UUID | None = None
    assumptions: str = ""
    dependencies: str = ""
    counted_with: str = ""
    way: Way | None = None
    budget_line: str = ""
    way_share: Decimal | None = None
    way_decision: str = ""


@dataclass(frozen=True, slots=True)
class NewPlan:
    """How much is expected, from when and for how long. ``points`` are none for what only indicators show."""

    go_live: date
    points: ThreePoints | None = None
    recurrence: Recurrence = Recurrence.YEARLY
    after_months: int = 0
    rises_months: int = 0
    lasts_months: int = 120
    fades: Decimal = Decimal(0)
    reason: str = ""


@dataclass(frozen=True, slots=True)
class NewRequest:
    """What is to be decided about a benefit, and why; ``plan`` where it is a new plan."""

    asks: Asks
    why: str
    plan: NewPlan | None = None


@dataclass(frozen=True, slots=True)
class Asking:
    """What is to be decided about a benefit, and as which kind of matter it is sent."""

    request: NewRequest
    kind: str
    title: str
    attributes: Mapping[str, Value] = field(default_factory=dict)
    unit: str | None = None
    unit_name: str = ""


@dataclass(frozen=True, slots=True)
class NewTaking:
    """What was taken home of a benefit in a year: out of a budget, or put to use, by decision."""

    year: int
    amount: Money
    way: Way
    decision: str
    budget_line: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class Freed:
    """What the ledger knows of a benefit: freed, not spent, paid for what; by currency."""

    freed: list[Money]
    left: list[Money]
    paid: list[tuple[str, Money]]
