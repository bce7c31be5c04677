"""What the journal is told of indicators: facts. What people wrote is personal, beside the chain."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from samspil.apps.measurements.models import Indicator
from samspil.apps.organisations.types import Acting
from samspil.kit.journal.recording import By, Told, record

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
    said = {"of": str(indicator.subject), **{key: _plain(value) for key, value in (facts or {}).items()}}
    kept = {key: value for key, value in (written or {}).items() if value}
    told = Told(f"measurements.{action}", SUBJECT, str(indicator.public_id), said, kept)
    record(indicator.organisation_id, [told], By(str(acting.person) if acting else "clock", at))


def _plain(value: Any) -> Any:
    return value if isinstance(value, bool | int | str | list | type(None)) else str(value)
