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

    ``second_part`` is the share of a grant that is paid only once a benefits plan has been shown.
    """

    title: str
    opens_on: date
    closes_on: date
    text: str = ""
    ceiling: Money | None = None
    most_points: int = 5
    assessors: tuple[UUID, ...] = ()
    second_part: Fraction = Fraction(0)


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
    """What an applicant says. ``attributes`` are the answers to what the model asks of the kind."""

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


@dataclass(frozen=True, slots=True)
class External:
    """Money from outside: who gives it, on what conditions, and until when it is to be spent and told of."""

    giver: str
    amount: Money
    conditions: str = ""
    spend_by: date | None = None
    report_by: date | None = None


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
    """A pool as the adopted model has it on a day, with the numbers of that day."""

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
