"""The portfolio as a draft sees it, what the changes of a draft come to, and what was decided about it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.utils import timezone

from samspil.apps.governance.selectors.subjects import DecidedAbout, matters_about
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.models import Initiative, Participation, PlannedEffort, Scenario
from samspil.apps.portfolio.selectors.load import capacity_of, latest_costs
from samspil.apps.portfolio.selectors.scenario_changes import DROP, as_changes
from samspil.apps.portfolio.types import ScenarioState
from samspil.core.errors import Problem, ProblemsError
from samspil.core.portfolio.load import Effort, Load, Slot, load, mandatory_share
from samspil.core.portfolio.pace import Pace
from samspil.core.portfolio.scenario import Change, Draft, apply, cost_by_year, spread
from samspil.core.units import Money, PersonDays

APPROVED = "approved"
_EARLIEST, _LATEST = date(1990, 1, 1), date(2100, 12, 1)


@dataclass(frozen=True, slots=True)
class Today:
    """The portfolio as it is: what is under way, what units have, and what the law's days are."""

    drafts: tuple[Draft, ...]
    capacity: Mapping[Slot, PersonDays]
    latest: Mapping[UUID, date]
    programmes: Mapping[UUID, UUID]


@dataclass(frozen=True, slots=True)
class Dates:
    """When an initiative runs now and in a draft; nothing where it is not in one of them."""

    id: UUID
    title: str
    was: tuple[date, date] | None
    now: tuple[date, date] | None
    latest: date | None

    @property
    def is_too_late(self) -> bool:
        """Whether it ends after the day of the law in the draft."""
        return bool(self.latest and self.now and self.now[1] > self.latest)


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a portfolio comes to: of today, or of a draft."""

    initiatives: int
    costs: Mapping[int, Money]
    loads: tuple[Load, ...]
    ends_on: date | None

    @property
    def lacking(self) -> PersonDays:
        """How many person-days are asked beyond what there is, month by month."""
        return PersonDays(sum(one.lacking.hundredths for one in self.loads))

    @property
    def over(self) -> int:
        """In how many months of a unit's competence more is asked than there is."""
        return sum(1 for one in self.loads if one.lacking.hundredths)

    @property
    def asked(self) -> PersonDays:
        """All that is asked."""
        return PersonDays(sum(one.asked.hundredths for one in self.loads))

    @property
    def cost(self) -> Money:
        """All that is expected to be spent."""
        return Money(sum(one.minor for one in self.costs.values()))

    @property
    def share(self) -> Fraction | None:
        """How much of the effort is mandatory."""
        return mandatory_share(self.loads)


def today_of(organisation_id: int) -> Today:
    """Everything that is under way, whole; five questions."""
    rows: list[Any] = list(
        Initiative.objects.filter(organisation_id=organisation_id, end="")
        .order_by("pk")
        .values_list(
            "pk",
            "public_id",
            "title",
            "is_mandatory",
            "starts_on",
            "expected_end",
            "started_at",
            "legal_deadline",
            "programme__public_id",
        )
    )
    costs = latest_costs(organisation_id)
    efforts = _efforts(organisation_id)
    paces = _paces(organisation_id)
    drafts = []
    for key, public_id, title, law, starts, ends, started_at, _latest, _programme in rows:
        first = starts or timezone.localdate(started_at)
        last = max(ends or first, first)
        cost = costs.get(key)
        drafts.append(
            Draft(
                public_id,
                title,
                first,
                last,
                law,
                tuple(efforts.get(key, ())),
                spread(Money(cost[1]), first, last) if cost else {},
                paces.get(key, {}),
            )
        )
    return Today(
        tuple(drafts),
        capacity_of(organisation_id, _EARLIEST, _LATEST),
        {row[1]: row[7] for row in rows if row[7] is not None},
        {row[1]: row[8] for row in rows if row[8] is not None},
    )


def _efforts(organisation_id: int) -> dict[int, list[Effort]]:
    found: dict[int, list[Effort]] = defaultdict(list)
    rows = PlannedEffort.objects.filter(organisation_id=organisation_id, initiative__end="")
    fields = ("initiative_id", "initiative__public_id", "initiative__is_mandatory")
    for key, public_id, law, unit, competence, month, hundredths in rows.values_list(
        *fields, "unit", "competence", "month", "hundredths"
    ):
        slot = Slot(month, unit, competence)
        found[key].append(Effort(str(public_id), slot, PersonDays(hundredths), law))
    return found


def _paces(organisation_id: int) -> dict[int, dict[str, Pace]]:
    found: dict[int, dict[str, Pace]] = defaultdict(dict)
    rows = Participation.objects.filter(organisation_id=organisation_id, initiative__end="")
    for key, code, pace in rows.order_by("code").values_list("initiative_id", "code", "pace"):
        found[key][code] = Pace(pace)
    return found


def outlook(drafts: Iterable[Draft], capacity: Mapping[Slot, PersonDays], since: date) -> Outlook:
    """What a portfolio comes to; load from a month on.

    Work in months where nobody has said what there is, is asked all the same.
    """
    found, first = tuple(drafts), since.replace(day=1)
    efforts = (effort for one in found for effort in one.efforts if effort.slot.month >= first)
    has = {slot: days for slot, days in capacity.items() if slot.month >= first}
    return Outlook(
        len(found),
        cost_by_year(found),
        load(efforts, has),
        max((one.ends_on for one in found), default=None),
    )


def changed(today: Today, changes: Iterable[Change]) -> tuple[Draft, ...] | Problem:
    """The portfolio with the changes of a draft, or why they cannot be made to the portfolio of today."""
    try:
        return apply(today.drafts, changes)
    except ProblemsError as error:
        return error.problems[0]


def refusal_of(today: Today, scenario: Scenario) -> Problem | None:
    """Why a draft cannot be made real as the portfolio is today; nothing where it can."""
    after = changed(today, as_changes(scenario.changes))
    if isinstance(after, Problem):
        return after
    dropped = [UUID(one["initiative"]) for one in scenario.changes if one["what"] == DROP]
    left = {one.id for one in after}
    titles = {one.id: one.title for one in today.drafts}
    for programme in dropped:
        parts = [part for part, above in today.programmes.items() if above == programme and part in left]
        if parts:
            named = ", ".join(sorted(titles[part] for part in parts))
            return Problem("programme_has_open_parts", {"title": titles[programme], "parts": named})
    return None


def dates_changed(today: Today, after: Iterable[Draft]) -> list[Dates]:
    """The initiatives that run at other times than today, begin, or are no longer there; in order of day."""
    before = {one.id: one for one in today.drafts}
    now = {one.id: one for one in after}
    found = []
    for key in {**before, **now}:
        was, then = before.get(key), now.get(key)
        here, there = _period(was), _period(then)
        if here != there:
            title = (then or before[key]).title
            found.append(Dates(key, title, here, there, today.latest.get(key)))
    return sorted(found, key=lambda one: ((one.now or one.was or (date.max,))[0], one.title))


def _period(one: Draft | None) -> tuple[date, date] | None:
    return None if one is None else (one.starts_on, one.ends_on)


def list_scenarios(acting: Acting, most: int = 50) -> list[Scenario]:
    """The drafts of an organisation, the newest first."""
    rows = Scenario.objects.filter(organisation_id=acting.organisation_id)
    return list(rows.order_by("-pk")[:most])


def list_sent(organisation_id: int) -> list[UUID]:
    """The drafts that wait for what is decided about them."""
    rows = Scenario.objects.filter(organisation_id=organisation_id, state=ScenarioState.SENT.value)
    return list(rows.order_by("pk").values_list("public_id", flat=True))


def decided_about(scenario: Scenario) -> DecidedAbout | None:
    """The matter that a draft was sent in, and where it stands; nothing where it was not sent."""
    found = [one for one in matters_about(scenario.public_id) if one.matter == scenario.matter]
    return found[0] if found else None


def approval_of(scenario: Scenario) -> DecidedAbout | None:
    """The matter of a draft where it has ended in a yes, with the decision that says so."""
    about = decided_about(scenario)
    if about is None or about.result != APPROVED or about.decision is None:
        return None
    return about


def paces_to_propose(acting: Acting) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Joint initiatives under way and who takes part in each: public id, title, and members by code."""
    rows = Participation.objects.filter(organisation_id=acting.organisation_id, initiative__end="").order_by(
        "-initiative_id", "code"
    )
    found: dict[str, tuple[str, list[tuple[str, str]]]] = {}
    for key, title, code, name in rows.values_list(
        "initiative__public_id", "initiative__title", "code", "member__name"
    ):
        found.setdefault(str(key), (title, []))[1].append((code, name))
    return [(key, title, members) for key, (title, members) in found.items()]
