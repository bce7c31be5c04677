"""The rows of all that belongs to an initiative, as its page reads them: one sort for each table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.db.models import BigIntegerField, DateField, F, Func, Q, QuerySet
from django.db.models.lookups import Exact

from samspil.apps.portfolio import models
from samspil.apps.portfolio.selectors.gathering import OWNER, Gathering, Sort
from samspil.kit.periods import on as in_period
from samspil.kit.tenancy.kept import Known


class Holder(NamedTuple):
    """A function that answers for something, and who that is today."""

    role: str
    function: str
    person: UUID | None


class Paying(NamedTuple):
    """Who pays for what, from when."""

    pk: int
    pays_for: str
    payer: str
    first_year: int


class Outside(NamedTuple):
    """Somebody outside who takes part."""

    pk: int
    name: str
    part: str


class Weighed(NamedTuple):
    """A way to do it that was weighed."""

    pk: int
    name: str
    complies: bool
    cost_minor: int | None
    is_chosen: bool
    why: str


class Estimated(NamedTuple):
    """What was expected at a decision."""

    sequence: int
    decision: UUID | None
    reason: str
    made_at: datetime
    cost_minor: int | None
    currency: str | None
    effort_hundredths: int | None
    ends_on: date | None


class Served(NamedTuple):
    """A goal that it serves."""

    pk: int
    strategy: str
    name: str
    order: int


class Asked(NamedTuple):
    """A gate that nothing has been decided at."""

    phase: str
    matter: UUID
    asked_at: datetime


class Ready(NamedTuple):
    """A document of a phase that is ready."""

    phase: str
    document: str


class Answered(NamedTuple):
    """A criterion of a phase that has been answered."""

    phase: str
    criterion: str
    is_met: bool


class Stage(NamedTuple):
    """A milestone, as it is planned and expected."""

    pk: int
    public_id: UUID
    name: str
    is_gate: bool
    first_on: date
    planned_on: date
    expected_on: date
    latest_on: date | None
    pushed_by: UUID | None
    done_on: date | None
    common: UUID | None
    deviation: str


class Move(NamedTuple):
    """A milestone was planned for another day."""

    milestone: int
    at: datetime
    was: date
    now: date
    reason: str


class Wait(NamedTuple):
    """A milestone of this waits for another; what another organisation's is was told last so."""

    public_id: UUID
    successor: int
    predecessor: UUID
    lag_days: int
    given_on: date | None
    given_name: str


class Before(NamedTuple):
    """A milestone of another initiative of the owner that one of this waits for."""

    public_id: UUID
    name: str
    expected_on: date
    initiative: UUID
    title: str


class After(NamedTuple):
    """A milestone of another initiative of the owner that waits for one of this."""

    predecessor: UUID
    name: str
    expected_on: date
    initiative: UUID
    title: str


class Part(NamedTuple):
    """An initiative inside a programme."""

    public_id: UUID
    number: str
    title: str
    light: str
    next_name: str
    next_on: date | None
    expected_end: date | None
    end: str


class Taking(NamedTuple):
    """A member that takes part, at its own pace."""

    name: str
    code: str
    pace: str
    pace_since: date
    function: str
    light: str
    next_name: str
    next_on: date | None
    expected_end: date | None
    deviations: int
    too_late: int
    own: UUID | None


class Lent(NamedTuple):
    """Hands that a member lends."""

    code: str
    competence: str
    first_month: date
    last_month: date
    hundredths_a_month: int


class Reported(NamedTuple):
    """What was said on a day about money, time and benefits."""

    on: date
    expenditure: str
    time: str
    economic_benefits: str
    other_benefits: str
    overall: str
    from_numbers: dict[str, Any]
    differs_because: str
    text: str
    spent_minor: int | None
    expected_cost_minor: int | None
    currency: str | None


class Threat(NamedTuple):
    """A risk that is open."""

    title: str
    likelihood: int
    impact: int
    owner: str
    review_on: date


class Noted(NamedTuple):
    """An issue, an assumption or a lesson that is open."""

    sort: str
    title: str
    owner: str
    noted_on: date


class Concerned(NamedTuple):
    """Who is affected, and whether they have been involved."""

    affected: str
    who: str
    planned_on: date | None
    involved_on: date | None
    open_point: str
    closed_on: date | None


class Told(NamedTuple):
    """What a list has told of it."""

    key: str
    values: dict[str, Any]


_OWNER: Final = Known(OWNER, BigIntegerField())
_THIS: Final = Known("initiative", BigIntegerField())
_ON: Final = Known("on", DateField())
_MOST_REPORTS: Final = 4

Rows = QuerySet[Any]


class _AsItStands(Func):
    """A column that no index is to be chosen for: SQLite would else take all rows of an organisation one by
    one, where an index on the initiative finds the few that are asked for.
    """

    template = "+%(expressions)s"


def _owned() -> Exact:
    return Exact(_AsItStands(F("organisation")), _OWNER)


def _of(model: Any, lookup: str = "initiative") -> Rows:
    """The rows of a table that hang on the initiative."""
    found: Rows = model.everywhere().filter(_owned(), Q(**{lookup: _THIS}))
    return found


def _all(model: Any, lookup: str = "initiative", *conditions: Q) -> Callable[[], Rows]:
    return lambda: _of(model, lookup).filter(*conditions)


def _milestones() -> Rows:
    return _of(models.Milestone).filter(is_withdrawn=False)


def _inside() -> Rows:
    """Initiatives of a programme: the index begins with the owner."""
    return models.Initiative.everywhere().filter(organisation=_OWNER, programme=_THIS)


def _before() -> Rows:
    waited_for = _of(models.Dependency, "successor__initiative").values("predecessor")
    rows = models.Milestone.everywhere().filter(_owned(), public_id__in=waited_for)
    return rows.exclude(initiative=_THIS, is_withdrawn=False)


def _after() -> Rows:
    rows = models.Dependency.everywhere().filter(
        organisation=_OWNER, predecessor__in=_milestones().values("public_id")
    )
    return rows.exclude(successor__initiative=_THIS)


def _reports() -> Rows:
    """The last ones, and the last that said anything of the cost."""
    newest = _of(models.StatusReport).order_by("-on", "-pk")
    costed = newest.filter(expected_cost_minor__isnull=False)
    last, cost = newest.values("pk")[:_MOST_REPORTS], costed.values("pk")[:1]
    return _of(models.StatusReport).filter(Q(pk__in=last) | Q(pk__in=cost))


def _open(model: Any) -> Callable[[], Rows]:
    return _all(model, "initiative", Q(closed_on=None))


_ABOUT: Final[Mapping[str, str]] = {"initiative": "initiative__public_id", "title": "initiative__title"}
_LATER: Final[Mapping[str, str]] = {
    "name": "successor__name",
    "expected_on": "successor__expected_on",
    "initiative": "successor__initiative__public_id",
    "title": "successor__initiative__title",
}
_GOAL: Final[Mapping[str, str]] = {
    "strategy": "goal__strategy__name",
    "name": "goal__name",
    "order": "goal__order",
}

_SHARED_SORTS: Final = (
    Sort(Holder, lambda: _of(models.RoleHolder).filter(_held())),
    Sort(Paying, _all(models.Payer)),
    Sort(Outside, _all(models.Party)),
    Sort(Weighed, _all(models.Variant)),
    Sort(Estimated, _all(models.Estimate)),
    Sort(Served, _all(models.Serves), _GOAL),
    Sort(Asked, _all(models.Gate, "initiative", Q(outcome=""))),
    Sort(Stage, _milestones),
    Sort(Move, _all(models.MilestoneMove, "milestone__initiative")),
    Sort(Wait, _all(models.Dependency, "successor__initiative")),
    Sort(Before, _before, _ABOUT),
    Sort(After, _after, _LATER),
    Sort(Part, _inside),
    Sort(Taking, _all(models.Participation), {"name": "member__name"}),
    Sort(Lent, _all(models.Staffing)),
    Sort(Reported, _reports),
)
_OWN_SORTS: Final = (
    Sort(Ready, _all(models.PhaseDocument)),
    Sort(Answered, _all(models.Criterion)),
    Sort(Threat, _open(models.Risk)),
    Sort(Noted, _open(models.Note)),
    Sort(Concerned, _all(models.Involvement)),
    Sort(Told, _all(models.ListedRow)),
)


def _held() -> Q:
    """Who answers on the day."""
    return in_period(_ON)


SHARED_ROWS: Final = Gathering(_SHARED_SORTS)
OWN_ROWS: Final = Gathering((*_SHARED_SORTS, *_OWN_SORTS))
