"""What the journal is told of indicators: facts. What people wrote is personal, beside the chain."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from samspil.apps.measurements.models import Indicator
from samspil.apps.measurements.types import NewMeasurement
from samspil.apps.organisations.types import Acting
from samspil.kit.journal.recording import By, Told, record, told_of

SUBJECT: Final = "indicator"


def tell(
    indicator: Indicator,
    action: str,
    facts: Mapping[str, Any] | None = None,
    written: Mapping[str, str] | None = None,
    *,
    acting: Acting | None,
    at: datetime,
) -> None:
    """One entry in the chain of the indicator's owner."""
    told = _told(indicator, action, facts or {}, written or {})
    record(indicator.organisation_id, [told], By(str(acting.person) if acting else "clock", at))


def told_measured(indicator: Indicator, public_id: UUID, new: NewMeasurement) -> Told:
    """A measurement under its public id, to be written in the chain of the indicator's owner."""
    facts = {
        "measurement": public_id,
        "first": new.first,
        "last": new.last,
        "value": new.value,
        "where": new.where,
        "n": new.n,
        "grade": new.grade.value,
        "attributed": new.attributed,
        "corrects": new.corrects,
    }
    return _told(indicator, "measured", facts, {"evidence": new.evidence, "comment": new.comment})


def _told(indicator: Indicator, action: str, facts: Mapping[str, Any], written: Mapping[str, str]) -> Told:
    said = {"of": indicator.subject, **facts}
    return told_of(f"measurements.{action}", (SUBJECT, indicator.public_id), said, written)
