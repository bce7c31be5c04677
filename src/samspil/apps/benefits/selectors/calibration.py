"""How forecasts came out, by what they were about and the class they stood on."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from samspil.apps.benefits.models import ForecastScore
from samspil.apps.organisations.types import Acting
from samspil.core.forecasting.calibration import Calibration, calibration

MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Calibrated:
    """One class, about one thing; of each initiative only the first forecast counts."""

    measured: str
    reference_class: str
    found: Calibration


@dataclass(frozen=True, slots=True)
class Scored:
    """One forecast and what came."""

    initiative: UUID
    title: str
    measured: str
    reference_class: str
    on: date
    scores: dict[str, Any]


def calibrated(acting: Acting) -> list[Calibrated]:
    """Every class that something has been scored by; one question."""
    rows = ForecastScore.objects.filter(organisation_id=acting.organisation_id).order_by("forecast_id", "pk")
    told = rows.values_list("forecast__initiative_id", "measured", "reference_class", "scores")
    firsts: dict[tuple[str, str], dict[int, dict[str, Any]]] = defaultdict(dict)
    for initiative, measured, reference_class, scores in told:
        firsts[measured, reference_class].setdefault(initiative or 0, scores)
    return [
        Calibrated(measured, key, calibration(list(found.values())))
        for (measured, key), found in sorted(firsts.items())
    ]


def last_scored(acting: Acting) -> list[Scored]:
    """The forecasts that were scored last, the newest first."""
    rows = ForecastScore.objects.filter(organisation_id=acting.organisation_id)
    rows = rows.select_related("forecast__initiative").order_by("-pk")[:MOST_SHOWN]
    return [
        Scored(
            row.forecast.initiative.public_id,
            row.forecast.initiative.title,
            row.measured,
            row.reference_class,
            row.forecast.on,
            row.scores,
        )
        for row in rows
        if row.forecast.initiative is not None
    ]
