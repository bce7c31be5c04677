"""From a URL to a row: the only way."""

from __future__ import annotations

from uuid import UUID

from samspil.apps.governance.types import NotFoundError
from samspil.apps.measurements.models import Indicator, Measurement


def access_indicator(organisation_id: int, subject: UUID, public_id: UUID) -> Indicator:
    """An indicator of something of an organisation, which the caller may see.

    Raises:
        NotFoundError: there is none.
    """
    rows = Indicator.objects.filter(organisation_id=organisation_id, subject=subject, public_id=public_id)
    found = rows.first()
    if found is None:
        raise NotFoundError(str(public_id))
    return found


def access_measurement(indicator: Indicator, public_id: UUID) -> Measurement:
    """A measurement of an indicator.

    Raises:
        NotFoundError: there is none.
    """
    found = indicator.measurements.filter(public_id=public_id).first()
    if found is None:
        raise NotFoundError(str(public_id))
    return found
