"""Forecasts are scored once what they were about has come."""

from __future__ import annotations

from datetime import datetime

from samspil.apps.benefits.services.scoring import score_what_has_come
from samspil.apps.organisations.selectors import list_organisations
from samspil.kit.tenancy import scope


def score_forecasts(now: datetime) -> int:
    """Score in every organisation what has come; how many were scored. Again it changes nothing."""
    scored = 0
    for organisation in list_organisations():
        with scope.within([organisation.pk]):
            scored += score_what_has_come(organisation.pk, at=now)
    return scored
