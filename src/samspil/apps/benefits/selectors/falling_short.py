"""How far the benefits of an initiative are below what was promised: for the lights of its status reports.

What counts as promised is the newest plan that a decision stands behind, else the first, as for costs. An
idea promises nothing, what has lapsed by decision is promised no more, and of what is counted once the oldest
stands for all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from samspil.apps.benefits.models import Benefit, BenefitPlan
from samspil.apps.benefits.selectors.courses import course_of
from samspil.apps.benefits.types import HOURS
from samspil.apps.measurements.selectors.degrees import degrees_of
from samspil.apps.portfolio.types import FallingShort
from samspil.core.benefits.states import State

if TYPE_CHECKING:
    from samspil.apps.portfolio.models import Initiative


def falling_short(initiative: Initiative) -> FallingShort:
    """Kroner by themselves; hours, and what only indicators show, side by side. Five questions at most."""
    rows = list(_promised(initiative))
    economic = [one for one in rows if one.counted_in not in ("", HOURS)]
    hours = [one for one in rows if one.counted_in == HOURS]
    totals = _totals_of([*economic, *hours])
    shown = _shown([one for one in rows if not one.counted_in])
    return FallingShort(
        economic=dict(_of_amounts(economic, totals, "")),
        other=dict([*_of_amounts(hours, totals, "hours_"), *shown]),
    )


def _promised(initiative: Initiative) -> Iterator[Benefit]:
    rows = Benefit.objects.filter(organisation_id=initiative.organisation_id, initiative=initiative)
    counted: set[tuple[str, str]] = set()
    for one in rows.exclude(state__in=[State.IDEA.value, State.LAPSED.value]).order_by("pk"):
        group = (one.counted_with, one.counted_in)
        if not one.counted_with or group not in counted:
            counted.add(group)
            yield one


def _totals_of(benefits: Sequence[Benefit]) -> dict[int, int]:
    """What each is promised to bring in all, in hundredths, by its key."""
    found: dict[int, BenefitPlan] = {}
    for plan in BenefitPlan.objects.filter(benefit__in=benefits).order_by("sequence"):
        if plan.decision is not None or plan.benefit_id not in found:
            found[plan.benefit_id] = plan
    return {key: course_of(plan).total.minor for key, plan in found.items()}


def _of_amounts(
    benefits: Sequence[Benefit], totals: dict[int, int], before: str
) -> Iterator[tuple[str, Fraction]]:
    """What is expected of all, and what came by the days that were measured."""
    planned = [one for one in benefits if one.pk in totals]
    yield from _below(
        f"{before}expected", planned, lambda one: totals[one.pk], lambda one: one.expected_minor
    )
    measured = [one for one in benefits if one.measured_minor is not None]
    yield from _below(
        f"{before}measured",
        measured,
        lambda one: one.expected_by_then_minor,
        lambda one: one.measured_minor or 0,
    )


def _below(
    name: str,
    benefits: Sequence[Benefit],
    promised: Callable[[Benefit], int],
    came: Callable[[Benefit], int],
) -> Iterator[tuple[str, Fraction]]:
    """Nothing can be said where nothing was promised, or only what costs."""
    whole = sum(promised(one) for one in benefits)
    if whole > 0:
        yield name, Fraction(whole - sum(came(one) for one in benefits), whole)


def _shown(benefits: Sequence[Benefit]) -> Iterator[tuple[str, Fraction]]:
    """The mean of how far indicators lack of what they were to have come by their newest measurement."""
    degrees = degrees_of([one.leading for one in benefits if one.leading]).values()
    if degrees:
        yield "indicators", 1 - sum(degrees, Fraction(0)) / len(degrees)
