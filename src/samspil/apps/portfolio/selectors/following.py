"""How closely initiatives are followed: from where a light turns, how often a report is owed and by whom.

The project model that an initiative follows says it, else the organisation's models (``reporting``). What no
model says stands here, in one place: it is shown as ``assumed``, and nobody owes anything by it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Final

from django.utils import timezone

from samspil.apps.governance.selectors.adoptions import models_on
from samspil.apps.portfolio.models import Initiative
from samspil.apps.portfolio.types import InitiativeRole
from samspil.core.calendar import WorkCalendar
from samspil.core.governance.clocks import calendar_of
from samspil.core.governance.language.commitments import Reporting
from samspil.core.governance.load import GovernanceModel
from samspil.core.portfolio.rhythm import days_late, report_due
from samspil.core.portfolio.status import Tolerances

ASSUMED: Final = "assumed"
YELLOW_COST, RED_COST = "status_yellow_cost", "status_red_cost"
YELLOW_DAYS, RED_DAYS = "status_yellow_days", "status_red_days"
YELLOW_BENEFITS, RED_BENEFITS = "status_yellow_benefits", "status_red_benefits"
MONTHS: Final = "status_report_months"
ON_DAY: Final = "status_report_day"
WITHIN: Final = "status_report_working_days"
# Shares of what was promised, days after it, months between reports. Nobody has decided these.
_DEFAULTS: Final[Mapping[str, Fraction]] = {
    YELLOW_COST: Fraction(1, 20),
    RED_COST: Fraction(1, 10),
    YELLOW_DAYS: Fraction(14),
    RED_DAYS: Fraction(60),
    YELLOW_BENEFITS: Fraction(1, 10),
    RED_BENEFITS: Fraction(1, 4),
    MONTHS: Fraction(1),
}


@dataclass(frozen=True, slots=True)
class Owing:
    """Who owes a report, and how long there is to write it: so many working days of the organisation."""

    by: InitiativeRole
    working_days: int
    calendar: WorkCalendar


@dataclass(frozen=True, slots=True)
class Following:
    """What initiatives are followed by on a day; ``sources`` says what each number is from.

    ``benefits``: the shares below what was promised from which a light turns. ``owing`` is nothing where no
    model asks for reports.
    """

    tolerances: Tolerances
    benefits: tuple[Fraction, Fraction]
    months: int
    on_day: int | None
    owing: Owing | None
    sources: Mapping[str, str]

    @property
    def is_assumed(self) -> bool:
        """Whether any of it was decided by nobody."""
        return ASSUMED in self.sources.values()


@dataclass(frozen=True, slots=True)
class Due:
    """When an initiative's next report is asked for, when it is due, and how late it is."""

    asked_on: date
    on: date
    days_late: int


@dataclass(frozen=True, slots=True)
class Followings:
    """How all initiatives of an organisation are followed on a day, by the project model of each."""

    otherwise: Following
    by_project_model: Mapping[str, Following]

    def of(self, project_model: str) -> Following:
        """Of those that follow a project model; the empty key is of those that follow none."""
        return self.by_project_model.get(project_model, self.otherwise)


def following_of(initiative: Initiative, on: date) -> Following:
    """What holds on a day for an initiative; one question."""
    return following_by(models_on(initiative.organisation_id, on), on, initiative.project_model)


def followings_on(organisation_id: int, on: date) -> Followings:
    """What holds on a day for every initiative of an organisation; one question."""
    models = models_on(organisation_id, on)
    keys = {key for model in models for key in model.spec.project_models}
    return Followings(following_by(models, on), {key: following_by(models, on, key) for key in keys})


def following_by(models: Sequence[GovernanceModel], on: date, project_model: str = "") -> Following:
    """What the project model says on a day, else the first model that says it; else it is assumed.

    What is assumed is owed by nobody.
    """
    plans = ((one, one.spec.project_models.get(project_model)) for one in models)
    found = [(model, plan.reporting) for model, plan in plans if plan is not None]
    for model, reporting in [*found, *((one, one.spec.reporting) for one in models)]:
        if reporting is not None and _holds(model, reporting, on):
            return _in(model, reporting, on)
    return _following({key: (value, ASSUMED) for key, value in _DEFAULTS.items()}, None)


def counted_from(started_at: datetime, reported_on: date | None, reports_from: date | None) -> date:
    """The day that the next report is counted from: the last, else the start, later by what was rested."""
    since = reported_on or timezone.localdate(started_at)
    return since if reports_from is None else max(since, reports_from)


def due(since: date, following: Following, today: date) -> Due:
    """When the next report is due, counted from a day."""
    asked_on = report_due(since, following.months, following.on_day)
    owing = following.owing
    on = owing.calendar.add_working_days(asked_on, owing.working_days) if owing else asked_on
    return Due(asked_on, on, days_late(on, today))


def _holds(model: GovernanceModel, reporting: Reporting, on: date) -> bool:
    """Whether every number of it has a value on a day; before a model's first day none has."""
    return all(min(model.spec.parameters[key].values) <= on for _name, key in _named(reporting))


def _named(reporting: Reporting) -> Iterator[tuple[str, str]]:
    """Each number by our name for it and the model's."""
    turns = reporting.tolerances
    yield from (
        (YELLOW_COST, turns.expenditure.watch),
        (RED_COST, turns.expenditure.act),
        (YELLOW_DAYS, turns.time.watch),
        (RED_DAYS, turns.time.act),
        (YELLOW_BENEFITS, turns.benefits.watch),
        (RED_BENEFITS, turns.benefits.act),
        (MONTHS, reporting.every),
        (WITHIN, reporting.within),
    )
    if reporting.on_day is not None:
        yield ON_DAY, reporting.on_day


def _in(model: GovernanceModel, reporting: Reporting, on: date) -> Following:
    read = {name: model.program.book.read(key, on) for name, key in _named(reporting)}
    found = {name: (one.value, one.spec.source) for name, one in read.items()}
    by = InitiativeRole(reporting.owed_by.value)
    return _following(found, Owing(by, int(found[WITHIN][0]), calendar_of(model)))


def _following(found: Mapping[str, tuple[Fraction, str]], owing: Owing | None) -> Following:
    number = {name: value for name, (value, _source) in found.items()}
    return Following(
        tolerances=Tolerances(
            number[YELLOW_COST], number[RED_COST], int(number[YELLOW_DAYS]), int(number[RED_DAYS])
        ),
        benefits=(number[YELLOW_BENEFITS], number[RED_BENEFITS]),
        months=int(number[MONTHS]),
        on_day=int(number[ON_DAY]) if ON_DAY in number else None,
        owing=owing,
        sources={name: source for name, (_value, source) in found.items()},
    )
