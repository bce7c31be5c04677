"""What follows from decisions: obligations, pools of money, project models; and dated parameters."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from samspil.core.governance.language.basics import (
    MOST_CHOICES,
    MOST_STEPS,
    Day,
    Key,
    Parameter,
    Source,
    Strict,
    Texts,
    Unit,
    When,
    Who,
    exactly_one,
)


class Per(StrEnum):
    """How many obligations a rule makes: one, one a participant, or one a member."""

    MATTER = "matter"
    PARTICIPANT = "participant"
    MEMBER = "member"


class Duration(Strict):
    """A length of time: exactly one of the three."""

    working_days: Parameter | None = None
    calendar_days: Parameter | None = None
    months: Parameter | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        exactly_one(self)
        return self


class Obligation(Strict):
    """Who owes what to whom by when, once an outcome has been reached."""

    name: Texts
    owed_by: Who
    owed_to: Who
    after: Duration
    every: Duration | None = None
    times: Parameter | None = None
    per: Per = Per.MATTER
    source: Source


class Levy(Strict):
    """A share of the service expenditure that is held back, and how much of it fills the pool."""

    rate: Parameter
    to_pool: Parameter
    rest_to: Texts


class FundingForm(StrEnum):
    """How a pool gives money."""

    GRANT = "grant"
    LOAN = "loan"


class Criterion(Strict):
    """What an application is judged by."""

    name: Texts
    weight: Parameter | None = None


class Pool(Strict):
    """Money set aside: who owns it, what fills it, what it may be used for.

    ``size`` is what it is meant to hold, for so many years at a time (``period``). ``ceiling`` is the largest
    amount of one application; ``second_part`` the share of what is given that waits for the benefits plan. A
    loan bears at most ``interest`` a year and comes back in at most ``most_instalments``. What came of it is
    told ``reports_within`` so many months of the award, and where the pool ``shares_experience`` also what
    others can learn. With ``two_persons``, who registers a payment is not who approves it, where the
    organisation has two that may.
    """

    name: Texts
    owner: Who
    coordinator: Key
    size: Parameter | None = None
    period: Parameter | None = None
    annual_amount: Parameter | None = None
    levy: Levy | None = None
    forms: list[FundingForm]
    ceiling: Parameter | None = None
    second_part: Parameter | None = None
    interest: Parameter | None = None
    most_instalments: Parameter | None = None
    reports_within: Parameter | None = None
    shares_experience: bool = False
    two_persons: bool = True
    largest_payback: Parameter | None = None
    ranks_under_balance: bool
    pilots_without_case: bool
    carries_over: bool
    own_operating_finance: bool
    criteria: dict[Key, Criterion]
    source: Source


class MoneyRules(Strict):
    """How money is handled that is not a pool's alone, and what business cases are held against.

    With ``two_persons``, who registers a voucher, a reversal or what a member has paid is not who approves
    it, where the organisation has two that may. ``short_case`` is up to which cost a business case may be
    short; ``benefits_delay`` how many years late benefits are taken to come where a case is held against
    what became of others'. What is not said is as the reference data have it.
    """

    two_persons: bool = True
    short_case: Parameter | None = None
    benefits_delay: Parameter | None = None
    source: Source


class InitiativeForm(StrEnum):
    """What is carried out can be. Nothing is forced to be a project."""

    PROGRAMME = "programme"
    PROJECT = "project"
    PILOT = "pilot"
    TASK = "task"


class InitiativeClass(Strict):
    """A class of initiative that follows the project model, and the forms that are of it."""

    name: Texts
    forms: Annotated[list[InitiativeForm], Field(min_length=1)]
    source: Source


class PhaseDocument(Strict):
    """A document of a phase."""

    name: Texts
    required: bool = True
    source: Source


class GateCriterion(Strict):
    """What must be answered, with evidence, before a gate can be asked for."""

    name: Texts
    required: bool = True
    source: Source


class Gate(Strict):
    """What a phase is left by: a decision, once its criteria have been answered."""

    name: Texts
    criteria: Annotated[dict[Key, GateCriterion], Field(max_length=MOST_STEPS)] = Field(default_factory=dict)
    source: Source


class Phase(Strict):
    """A phase of a project model; skipped when its condition does not hold, or for other classes.

    ``needs_baselines`` says that the work begins when it is left: each benefit has its baseline by then, or
    it is said why not (F3.7). ``needs_line_owners`` says that the project lets go when it is left: somebody
    in the line has taken over each benefit that is not over, or it is said why not. ``needs_case`` says that
    it is not left without a business case.
    """

    name: Texts
    when: When | None = None
    classes: list[Key] = Field(default_factory=list)
    needs_baselines: bool = False
    needs_line_owners: bool = False
    needs_case: bool = False
    documents: dict[Key, PhaseDocument]
    gate: Gate | None = None
    source: Source


class Reporter(StrEnum):
    """Who owes an initiative's status reports: who leads it, who owns it, or who owns its benefits."""

    MANAGER = "manager"
    OWNER = "owner"
    BENEFIT_OWNER = "benefit_owner"


class Turns(Strict):
    """From where a light turns from as planned to watch, and from watch to act."""

    watch: Parameter
    act: Parameter


class Tolerances(Strict):
    """How far from what was promised a light turns: shares of the amount, calendar days after the day."""

    expenditure: Turns
    time: Turns
    benefits: Turns


class Reporting(Strict):
    """How initiatives are followed: how often a status report is owed, by whom, and from where lights turn.

    A report is asked for every so many months, on a day of the month where one is named, and is owed so many
    working days after that.
    """

    every: Parameter
    on_day: Parameter | None = None
    within: Parameter
    owed_by: Reporter
    tolerances: Tolerances
    source: Source


class ProjectModel(Strict):
    """Phases with their documents and gates, the classes of initiative, and who must be trained in it.

    ``reporting`` is how its initiatives are followed; without it, as those that follow no project model are.
    """

    name: Texts
    trained_roles: list[Key]
    classes: Annotated[dict[Key, InitiativeClass], Field(max_length=MOST_CHOICES)] = Field(
        default_factory=dict
    )
    phases: Annotated[dict[Key, Phase], Field(min_length=1, max_length=MOST_CHOICES)]
    reporting: Reporting | None = None
    source: Source


class DatedValue(Strict):
    """What a parameter is from a day on: a whole number, or the text of a decimal or a fraction."""

    value: int | str
    source: Source
    decided_by: Annotated[str, Field(min_length=3)] | None = None


class ParameterSpec(Strict):
    """A number that somebody decided, by date."""

    name: Texts
    unit: Unit
    values: Annotated[dict[Day, DatedValue], Field(min_length=1, max_length=MOST_STEPS)]
