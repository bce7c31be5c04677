"""Forecasts that were made, the newest first."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from samspil.apps.benefits.models import Forecast
from samspil.apps.governance.types import NotFoundError
from samspil.apps.organisations.types import Acting

MOST: Final = 12


def made_forecasts(acting: Acting, initiative: UUID | None) -> list[Forecast]:
    """The last ones of an initiative, or of the whole portfolio."""
    rows = Forecast.objects.filter(organisation_id=acting.organisation_id)
    if initiative is None:
        rows = rows.filter(initiative=None)
    else:
        rows = rows.filter(initiative__public_id=initiative)
    return list(rows.order_by("-pk")[:MOST])


def access_forecast(acting: Acting, initiative: UUID | None, public_id: UUID) -> Forecast:
    """A forecast of an initiative of one's own, or of the portfolio.

    Raises:
        NotFoundError: there is none.
    """
    rows = Forecast.objects.filter(organisation_id=acting.organisation_id, public_id=public_id)
    found = rows.select_related("initiative").first()
    if found is None or (found.initiative and found.initiative.public_id) != initiative:
        raise NotFoundError(str(public_id))
    return found
