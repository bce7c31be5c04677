"""What pools are said with, across the border of this app."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from uuid import UUID

from samspil.core.governance.matter import Value
from samspil.core.units import Money


class Fills(StrEnum):
    """What fills a pool, and what leaves it when a year ends."""

    LEVY = "levy"
    ANNUAL = "annual"
    EXTERNAL = "external"
    APPROPRIATED = "appropriated"
    LAPSED = "lapsed"
    CARRIED = "carried"

    @property
    def ends_a_year(self) -> bool:
        """Whether it says what became of a year that is over."""
        return self in (Fills.LAPSED, Fills.CARRIED)

    @property
    def is_once_a_year(self) -> bool:
        """Whether a year has at most one."""
        return self not in (Fills.EXTERNAL, Fills.APPROPRIATED)


class Form(StrEnum):
    """How a pool gives money, as its model says."""

    GRANT = "grant"
    LOAN = "loan"


class Repays(StrEnum):
    """How a loan comes back."""

    FIXED = "fixed"
    BENEFITS = "benefits"
    FEES = "fees"


class Needs(StrEnum):
    """What must be shown before a part is paid out, besides that it is reached."""

    BENEFITS_PLAN = "benefits_plan"
    OPERATING_FINANCE = "operating_finance"


@dataclass(frozen=True, slots=True)
class NewCall:
    """A call: a first and a last day to apply, what it is for, who assesses it.

    ``second_part`` is the share of a grant that is paid only once a benefits plan has been shown. What is not
    said of it and of the ceiling is as the pool's model has it.
    """

    title: str
    opens_on: date
    closes_on: date
    text: str = ""
    ceiling: Money | None = None
    most_points: int = 5
    assessors: tuple[UUID, ...] = ()
    second_part: Fraction | None = None


@dataclass(frozen=True, slots=True)
class RepaymentWish:
    """How an applicant means to pay a loan back; for fixed days also when, how often and how many times."""

    repays: Repays = Repays.FIXED
    first_on: date | None = None
    every_months: int = 12
    times: int = 1
    rate: Fraction = Fraction(0)
    share: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True)
class NewApplication:
    """What an applicant says. ``attributes`` are the answers to what the model asks of the kind.

    ``initiative`` is the one of the organisation's own that the money is for, where there is one.
    """

    kind: str
    title: str
    purpose: str
    form: Form
    attributes: Mapping[str, Value]
    supports: tuple[str, ...] = ()
    unit: str | None = None
    unit_name: str = ""
    needs_help: bool = False
    operating_finance: str = ""
    sharing: str = ""
    repayment: RepaymentWish | None = None
    initiative: UUID | None = None


@dataclass(frozen=True, slots=True)
class External:
    """Money from outside: who gives it, what for, on what conditions, until when it is spent and told of.

    ``supports`` are the pool's criteria that it is given to further; empty for all. ``fund`` is the fund that
    more of comes to: then the rest is as it was.
    """

    giver: str
    amount: Money
    conditions: str = ""
    spend_by: date | None = None
    report_by: date | None = None
    purpose: str = ""
    supports: tuple[str, ...] = ()
    fund: UUID | None = None


@dataclass(frozen=True, slots=True)
class YearEnd:
    """How a pool's year ends.

    What is free is carried over only by a decision: ``carried_by`` in words, and ``decided`` where it stands
    in the register. ``lapses`` says that there is none, though the pool's rules would let it be carried over.
    ``on`` is the day it is posted; the year's last where nothing is said.
    """

    carried_by: str = ""
    decided: UUID | None = None
    lapses: bool = False
    on: date | None = None


@dataclass(frozen=True, slots=True)
class NewMilestone:
    """A part of an award: what must be reached, when that is expected, and how much is then paid."""

    title: str
    due_on: date
    amount: Money


@dataclass(frozen=True, slots=True)
class NewResult:
    """What has come of an award."""

    text: str
    earned: Money | None = None
    experience: str = ""
    shared_with: str = ""


@dataclass(frozen=True, slots=True)
class PoolRules:
    """A pool as the adopted model has it on a day, with the numbers of that day.

    ``interest`` is the most that a loan bears a year; ``second_part`` the least share of what is given that
    waits for the benefits plan.
    """

    key: str
    name: Mapping[str, str]
    coordinator: str
    forms: tuple[Form, ...]
    weights: Mapping[str, Fraction]
    criteria: Mapping[str, Mapping[str, str]]
    annual: Money | None
    levy_per_mille: Fraction | None
    levy_to_pool: Fraction | None
    levy_rest_to: Mapping[str, str] = field(default_factory=dict)
    largest_payback_years: int | None = None
    ranks: bool = False
    pilots_without_case: bool = False
    carries_over: bool = False
    own_operating_finance: bool = False
    kinds: tuple[str, ...] = ()
    source: str = ""
    currency: str = "DKK"
    size: Money | None = None
    period_years: int | None = None
    ceiling: Money | None = None
    second_part: Fraction = Fraction(0)
    interest: Fraction = Fraction(0)
    most_instalments: int | None = None
    reports_within_months: int | None = None
    shares_experience: bool = False
    two_persons: bool = True
