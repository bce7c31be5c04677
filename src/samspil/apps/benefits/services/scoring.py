"""Once what was foretold has come, its forecasts are scored, each once and for all to see."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final, NamedTuple

from django.db import transaction
from django.db.models import Count

from samspil.apps.benefits.models import Forecast, ForecastScore
from samspil.apps.benefits.selectors.forecast_inputs import benefit_ratios
from samspil.apps.portfolio.selectors.outcomes import CameOut, came_out
from samspil.core.forecasting.calibration import score
from samspil.core.forecasting.question import question_of
from samspil.core.forecasting.reference import Measured, ReferenceClass
from samspil.kit.journal.recording import By, Told, record

_DAYS_A_MONTH: Final = 365.25 / 12
_SMALLEST: Final = 0.01


class _Came(NamedTuple):
    """What came of one thing that was foretold: actual over planned, and the class it was foretold from."""

    measured: Measured
    outcome: float
    found: ReferenceClass


def score_what_has_come(organisation_id: int, *, at: datetime) -> int:
    """Score every forecast of an initiative whose cost, end or benefits are known now; how many were.

    Benefits come years after the end: what has not come is left until it has. Doing it again scores nothing
    twice. What was stopped before it was done has no outcome that a forecast was about.
    """
    over = {one.key: one for one in came_out(organisation_id)}
    benefits = dict(benefit_ratios(organisation_id))
    rows = Forecast.objects.filter(organisation_id=organisation_id, initiative__isnull=False)
    waiting = rows.annotate(scored=Count("scores")).filter(scored__lt=len(Measured))
    done = 0
    for row in waiting.order_by("pk"):
        key = row.initiative_id or 0
        if key in over or key in benefits:
            done += _score(row, over.get(key), benefits.get(key), at)
    return done


@transaction.atomic
def _score(row: Forecast, over: CameOut | None, benefits: float | None, at: datetime) -> int:
    """The parts of a forecast that are known and not scored; whoever scores it holds it."""
    row = Forecast.objects.select_for_update(of=("self",)).get(pk=row.pk)
    scored = set(row.scores.values_list("measured", flat=True))
    new = [one for one in _came(row, over, benefits) if one.measured.value not in scored]
    for one in new:
        said = score(one.outcome, one.found)
        ForecastScore.objects.create(
            organisation_id=row.organisation_id,
            forecast=row,
            measured=one.measured.value,
            reference_class=one.found.key,
            outcome=one.outcome,
            scores=said.as_data(),
            scored_at=at,
        )
    told = [
        Told(
            "benefits.forecast_scored",
            "forecast",
            str(row.public_id),
            {"measured": one.measured.value, "class": one.found.key, "outcome": f"{one.outcome:.6f}"},
        )
        for one in new
    ]
    record(row.organisation_id, told, By("clock", at))
    return len(new)


def _came(row: Forecast, over: CameOut | None, benefits: float | None) -> Iterator[_Came]:
    """What came, held against what was planned when the forecast was made."""
    question = question_of(row.inputs["question"])
    (plan,) = question.plans
    planned = sum(amount.minor for amount in plan.costs)
    before = row.inputs.get("spent", {}).get(plan.id, 0)
    if over is not None and over.spent_minor and planned and over.ended_on >= row.on:
        ratio = max((over.spent_minor - before) / planned, _SMALLEST)
        yield _Came(Measured.COST, ratio, question.class_of[plan.cost_class])
    if over is not None and plan.months_to_go_live and over.ended_on > row.on:
        days = (over.ended_on - row.on).days
        ratio = days / (plan.months_to_go_live * _DAYS_A_MONTH)
        yield _Came(Measured.DURATION, ratio, question.class_of[plan.duration_class])
    if benefits is not None and any(amount.minor > 0 for amount in plan.benefits):
        yield _Came(Measured.BENEFIT, benefits, question.class_of[plan.benefit_class])
