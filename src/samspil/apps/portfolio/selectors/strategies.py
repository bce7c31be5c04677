"""Strategies and what serves them; activity plans, what is in them and what came beside (F2.8, F4.11)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from samspil.apps.governance.own_rows import own_row
from samspil.apps.governance.selectors.subjects import DecidedAbout, matters_about
from samspil.apps.governance.types import NotFoundError
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.models import ActivityPlan, Goal, Initiative, PlannedActivity, Serves, Strategy
from samspil.kit.periods import on as in_period

MOST_BESIDE = 200


@dataclass(frozen=True, slots=True)
class InitiativeLine:
    """An initiative, in a line; ``aim`` is what the plan of the year says of it."""

    public_id: UUID
    number: str
    title: str
    light: str
    next_name: str
    next_on: date | None
    end: str
    is_mandatory: bool
    aim: str = ""


@dataclass(frozen=True, slots=True)
class GoalShown:
    """A goal and the initiatives that serve it."""

    public_id: UUID
    name: str
    serving: tuple[InitiativeLine, ...]


@dataclass(frozen=True, slots=True)
class StrategyShown:
    """A strategy and its goals."""

    public_id: UUID
    name: str
    set_by: str
    source: str
    valid_from: date
    valid_to: date | None
    goals: tuple[GoalShown, ...]


@dataclass(frozen=True, slots=True)
class PlanShown:
    """What is planned for a year, and what came beside it; ``about`` is where it was decided."""

    plan: ActivityPlan
    planned: tuple[InitiativeLine, ...]
    beside: tuple[InitiativeLine, ...]
    about: DecidedAbout | None

    @property
    def is_open(self) -> bool:
        """Whether it can still be changed: not sent, or sent and turned down."""
        return self.plan.adopted_on is None and (
            self.about is None or self.about.result not in {"", "approved"}
        )


_LINE = ("public_id", "number", "title", "light", "next_name", "next_on", "end", "is_mandatory")


def strategies_on(organisation_id: int, on: date) -> list[StrategyShown]:
    """The strategies that hold on a day, each with its goals and what serves them; three questions."""
    rows = list(
        Strategy.objects.filter(in_period(on), organisation_id=organisation_id).order_by("name", "pk")
    )
    goals = list(Goal.objects.filter(strategy__in=rows).order_by("order", "pk"))
    serving: dict[int, list[InitiativeLine]] = defaultdict(list)
    served = Serves.objects.filter(goal__in=goals).order_by("initiative__title", "pk")
    for goal, *line in served.values_list("goal_id", *(f"initiative__{one}" for one in _LINE)):
        serving[goal].append(InitiativeLine(*line))
    of: dict[int, list[GoalShown]] = defaultdict(list)
    for one in goals:
        of[one.strategy_id].append(GoalShown(one.public_id, one.name, tuple(serving[one.pk])))
    return [
        StrategyShown(
            one.public_id,
            one.name,
            one.set_by,
            one.source,
            one.valid_from,
            one.valid_to,
            tuple(of[one.pk]),
        )
        for one in rows
    ]


def plan_of(organisation_id: int, year: int) -> PlanShown | None:
    """The activity plan of a year; nothing where nobody has begun one."""
    plan = ActivityPlan.objects.filter(organisation_id=organisation_id, year=year).first()
    if plan is None:
        return None
    return PlanShown(plan, tuple(_planned(plan)), tuple(_beside(plan)), decided_about_plan(plan))


def _planned(plan: ActivityPlan) -> list[InitiativeLine]:
    rows = PlannedActivity.objects.filter(plan=plan).order_by("initiative__title", "pk")
    fields = (*(f"initiative__{one}" for one in _LINE), "aim")
    return [InitiativeLine(*line) for line in rows.values_list(*fields)]


def _beside(plan: ActivityPlan) -> list[InitiativeLine]:
    """What ran in the year and neither it nor its programme is in the plan."""
    first, last = date(plan.year, 1, 1), date(plan.year, 12, 31)
    planned = PlannedActivity.objects.filter(plan=plan).values("initiative_id")
    begun = Q(starts_on__lte=last) | Q(starts_on=None, started_at__date__lte=last)
    running = Q(ended_on=None) & (Q(expected_end=None) | Q(expected_end__gte=first)) | Q(ended_on__gte=first)
    rows = Initiative.objects.filter(begun & running, organisation_id=plan.organisation_id)
    rows = rows.exclude(pk__in=planned).exclude(programme__in=planned).order_by("title", "pk")
    return [InitiativeLine(*line) for line in rows.values_list(*_LINE)[:MOST_BESIDE]]


def plan_years(organisation_id: int) -> list[int]:
    """The years that have an activity plan, the latest first."""
    rows = ActivityPlan.objects.filter(organisation_id=organisation_id).order_by("-year")
    return list(rows.values_list("year", flat=True))


def list_plans_sent(organisation_id: int) -> list[UUID]:
    """The plans that wait for what is decided about them."""
    rows = ActivityPlan.objects.filter(organisation_id=organisation_id, matter__isnull=False, adopted_on=None)
    return list(rows.order_by("pk").values_list("public_id", flat=True))


def decided_about_plan(plan: ActivityPlan) -> DecidedAbout | None:
    """The matter a plan was sent in, and where it stands."""
    found = [one for one in matters_about(plan.public_id) if one.matter == plan.matter]
    return found[0] if found else None


def access_strategy(acting: Acting, public_id: UUID) -> Strategy:
    """A strategy of the organisation one acts for.

    Raises:
        NotFoundError: there is none, or it is another's.
    """
    return own_row(Strategy.objects.all(), acting.organisation_id, public_id)


def access_goal(acting: Acting, public_id: UUID) -> Goal:
    """A goal of the organisation one acts for.

    Raises:
        NotFoundError: there is none, or it is another's.
    """
    return own_row(Goal.objects.select_related("strategy"), acting.organisation_id, public_id)


def initiatives_serving(goal: Goal) -> list[InitiativeLine]:
    """The initiatives that say they serve a goal and are under way, by title; one question."""
    rows = Serves.objects.filter(goal=goal, initiative__end="").order_by("initiative__title", "pk")
    return [InitiativeLine(*one) for one in rows.values_list(*(f"initiative__{name}" for name in _LINE))]


def served_goal(initiative: Initiative, number: int) -> Goal:
    """A goal that an initiative serves.

    Raises:
        NotFoundError: it serves none of that number.
    """
    found = initiative.serves.filter(pk=number).select_related("goal").first()
    if found is None:
        raise NotFoundError(str(number))
    return found.goal


def goals_to_serve(initiative: Initiative, on: date) -> list[tuple[str, list[tuple[str, str]]]]:
    """The goals that an initiative does not serve yet, each by its public id, under their strategies."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    strategies = Strategy.objects.filter(in_period(on), organisation_id=initiative.organisation_id)
    goals = Goal.objects.filter(strategy__in=strategies)
    rows = goals.exclude(pk__in=initiative.serves.values("goal")).order_by("strategy__name", "order", "pk")
    for strategy, public_id, name in rows.values_list("strategy__name", "public_id", "name"):
        found[strategy].append((str(public_id), name))
    return list(found.items())


def access_plan(acting: Acting, public_id: UUID) -> ActivityPlan:
    """An activity plan of the organisation one acts for.

    Raises:
        NotFoundError: there is none, or it is another's.
    """
    return own_row(ActivityPlan.objects.all(), acting.organisation_id, public_id)
