"""A share of a survey becomes a baseline or a measurement: the process that a setting names does it."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from samspil.apps.benefits.models import Benefit
from samspil.apps.benefits.selectors.surveyed import named
from samspil.apps.organisations.types import Acting


def take_share(
    benefit: Benefit,
    indicator: UUID,
    taking: tuple[str, tuple[date, Decimal] | None],
    *,
    acting: Acting,
    at: datetime,
) -> Any:
    """The share by its key, with a target where it becomes the baseline.

    Raises:
        RefusedError: as the process says.
    """
    return named("take_share")(benefit, indicator, taking, acting=acting, at=at)
