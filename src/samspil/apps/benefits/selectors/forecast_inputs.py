"""What a forecast is made of: plans of initiatives and benefits, reference classes, one's own history."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final
from uuid import UUID

from samspil.apps.benefits.models import Benefit, BenefitPlan
from samspil.apps.benefits.selectors.courses import course_of, go_live_of
from samspil.apps.portfolio.selectors.outcomes import CameOut, Expected, came_out, expected_of
from samspil.core.benefits.states import State
from samspil.core.errors import Problem
from samspil.core.forecasting.blending import Blend, blend, blend_body
from samspil.core.forecasting.question import Plan
from samspil.core.forecasting.reference import Measured, ReferenceClass
from samspil.core.units import Money
from samspil.library import reference_findings

CURRENCY: Final = "DKK"
YEARS: Final = 10
_MONTHS: Final = 12
_SMALLEST: Final = 0.01  # of what was planned: a benefit that did not come at all is no ratio of zero
_ENDS: Final = (State.REALISED.value, State.PARTLY.value, State.NOT_REALISED.value)

# What is drawn from where nobody has chosen: the largest study of each.
USUAL: Final[Mapping[Measured, str]] = {
    Measured.COST: "it_cost_2022",
    Measured.DURATION: "it_duration_us_2013",
    Measured.BENEFIT: "state_benefits_2019",
}
Outcomes = Mapping[Measured, Sequence[float]]


@dataclass(frozen=True, slots=True)
class Planned:
    """An initiative as it is planned from a day on, year by year; amounts in hundredths.

    ``spent`` is certain, and in no cost: only what is left of the estimate is spread.
    """

    public_id: UUID
    title: str
    costs: tuple[int, ...]
    benefits: tuple[int, ...]
    months_to_go_live: int
    has_end: bool
    spent: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether nobody has said what it costs or brings."""
        return not any(self.costs) and not any(self.benefits)

    @property
    def is_overspent(self) -> bool:
        """Whether all that was estimated has been spent, so that nobody has said what is left."""
        return self.spent > 0 and not any(self.costs)

    def as_plan(self, classes: Mapping[Measured, ReferenceClass]) -> Plan:
        """The same as the forecast takes it."""
        return Plan(
            str(self.public_id),
            tuple(Money(minor, CURRENCY) for minor in self.costs),
            tuple(Money(minor, CURRENCY) for minor in self.benefits),
            self.months_to_go_live,
            *(classes[one].key for one in Measured),
        )


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that a forecast is made of.

    ``left_out`` are the titles of those with nothing planned, ``overspent`` of those with nothing left.
    """

    planned: tuple[Planned, ...]
    left_out: tuple[str, ...]
    hours_left_out: int
    blends: Mapping[Measured, Blend] = field(default_factory=dict)
    overspent: tuple[str, ...] = ()

    @property
    def classes(self) -> dict[Measured, ReferenceClass]:
        """The blended classes."""
        return {measured: one.found for measured, one in self.blends.items()}

    @property
    def cautions(self) -> tuple[Problem, ...]:
        """What the blending says, each once."""
        return tuple({str(one): one for found in self.blends.values() for one in found.cautions}.values())


def inputs_of(
    organisation_id: int, initiative: UUID | None, on: date, chosen: Mapping[Measured, str] | None = None
) -> Inputs:
    """What a forecast of an initiative, or of all that are open, is made of. Six questions."""
    expected = expected_of(organisation_id, initiative)
    plans = _newest_plans(organisation_id, [one.key for one in expected], is_one=initiative is not None)
    costly = _without_programmes(expected)
    planned = [_planned(one, plans[one.key], on, costs=one.key in costly) for one in expected]
    outcomes = own_outcomes(organisation_id)
    blends = {one: blended(one, (chosen or USUAL)[one], outcomes[one]) for one in Measured}
    hours = Benefit.objects.filter(organisation_id=organisation_id, counted_in="hours")
    if initiative is not None:
        hours = hours.filter(initiative__public_id=initiative)
    return Inputs(
        tuple(one for one in planned if not one.is_empty),
        tuple(one.title for one in planned if one.is_empty and not one.is_overspent),
        hours.exclude(state=State.LAPSED.value).count(),
        blends,
        tuple(one.title for one in planned if one.is_overspent),
    )


def drawable() -> dict[Measured, dict[str, ReferenceClass]]:
    """The classes that ship and something can be drawn from, by what they measure."""
    found: dict[Measured, dict[str, ReferenceClass]] = {one: {} for one in Measured}
    for finding in reference_findings():
        if finding.reference_class is not None:
            found[finding.measured][finding.key] = finding.reference_class
    return found


def blended(measured: Measured, key: str, outcomes: Sequence[float]) -> Blend:
    """A class with one's own outcomes, the tail with it where it has one."""
    public = drawable()[measured][key]
    found = blend_body(public, outcomes) if public.tail is None else blend(public, outcomes)
    return found if outcomes else replace(found, found=public)  # nothing of one's own is in it


def own_outcomes(organisation_id: int) -> Outcomes:
    """Actual over planned of one's own initiatives that are over, by their first estimates. Two questions."""
    over = came_out(organisation_id)
    found: dict[Measured, list[float]] = {one: [] for one in Measured}
    for one in over:
        if (ratio := cost_ratio(one)) is not None:
            found[Measured.COST].append(ratio)
        if (ratio := duration_ratio(one)) is not None:
            found[Measured.DURATION].append(ratio)
    found[Measured.BENEFIT] = [ratio for _key, ratio in benefit_ratios(organisation_id)]
    return found


def cost_ratio(one: CameOut) -> float | None:
    """Spent over first estimated; nothing where either is not known."""
    if not one.cost_minor or not one.spent_minor or one.cost_minor < 0:
        return None
    return max(one.spent_minor / one.cost_minor, _SMALLEST)


def duration_ratio(one: CameOut) -> float | None:
    """Days it took over days it was first to take."""
    if one.starts_on is None or one.ends_on is None or one.ends_on <= one.starts_on:
        return None
    return max((one.ended_on - one.starts_on).days / (one.ends_on - one.starts_on).days, _SMALLEST)


def benefit_ratios(organisation_id: int) -> list[tuple[int, float]]:
    """Of each initiative whose benefits have all come or failed, measured over first promised by then.

    In money alone, with the key of the initiative's row; one question.
    """
    rows = Benefit.objects.filter(organisation_id=organisation_id, counted_in=CURRENCY)
    told = rows.exclude(state=State.LAPSED.value).values_list(
        "initiative_id", "state", "first_by_then_minor", "measured_minor", "is_disbenefit"
    )
    promised: dict[int, int] = defaultdict(int)
    came: dict[int, int] = defaultdict(int)
    waiting: set[int] = set()
    for key, state, first, measured, is_disbenefit in told.order_by("pk"):
        if state not in _ENDS or (measured is None and state != State.NOT_REALISED.value):
            waiting.add(key)
        if not is_disbenefit:
            promised[key] += first
            came[key] += measured or 0
    return [
        (key, max(came[key] / first, _SMALLEST))
        for key, first in promised.items()
        if key not in waiting and first > 0
    ]


def _newest_plans(
    organisation_id: int, initiatives: Sequence[int], *, is_one: bool
) -> dict[int, list[BenefitPlan]]:
    """The newest plan of each benefit in money, by the key of its initiative."""
    rows = BenefitPlan.objects.filter(organisation_id=organisation_id, counted_in=CURRENCY)
    if is_one:
        rows = rows.filter(benefit__initiative__in=initiatives)
    rows = rows.exclude(benefit__state=State.LAPSED.value).select_related("benefit")
    newest: dict[int, BenefitPlan] = {one.benefit_id: one for one in rows.order_by("sequence")}
    found: dict[int, list[BenefitPlan]] = defaultdict(list)
    for plan in newest.values():
        found[plan.benefit.initiative_id].append(plan)
    return found


def _without_programmes(expected: Iterable[Expected]) -> set[int]:
    """Whose cost counts: that of a programme is in its parts, where one of them has any."""
    rows = list(expected)
    in_parts = {one.programme for one in rows if one.cost_minor}
    return {one.key for one in rows if one.key not in in_parts}


def _planned(one: Expected, plans: Sequence[BenefitPlan], on: date, *, costs: bool) -> Planned:
    go_lives = [go_live_of(plan, one.ends_on) for plan in plans]
    ends_on = one.ends_on or min(go_lives, default=None)
    brings = [0] * YEARS
    for plan, day in zip(plans, go_lives, strict=True):
        for month, amount in course_of(plan).moved(day).months():
            year = _year(month, on)
            if 0 <= year < YEARS:
                brings[year] += amount.minor
    minor, spent = ((one.cost_minor or 0), (one.spent_minor or 0)) if costs else (0, 0)
    return Planned(
        one.public_id,
        one.title,
        _spread(max(minor - spent, 0), one.starts_on, ends_on, on),
        tuple(brings),
        min(_months(on, ends_on), YEARS * _MONTHS) if ends_on and ends_on > on else 0,
        ends_on is not None,
        spent,
    )


def _spread(minor: int, starts_on: date | None, ends_on: date | None, on: date) -> tuple[int, ...]:
    """What is left of the cost, evenly over the months that are left; at once where none is."""
    first = max(starts_on, on) if starts_on else on
    last = max(ends_on, first) if ends_on else first
    begin = min(_months(on, first), YEARS * _MONTHS - 1)
    months = max(min(_months(on, last), YEARS * _MONTHS) - begin, 1)
    found = [0] * YEARS
    for number in range(months):
        found[(begin + number) // _MONTHS] += minor * (number + 1) // months - minor * number // months
    return tuple(found)


def _months(start: date, end: date) -> int:
    return (end.year - start.year) * _MONTHS + end.month - start.month


def _year(month: date, on: date) -> int:
    return _months(on.replace(day=1), month) // _MONTHS
