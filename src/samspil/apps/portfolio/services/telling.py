"""What the journal is told of initiatives: facts. What people wrote is personal, beside the chain."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.models import Initiative
from samspil.kit.journal.recording import By, Told, record

SUBJECT: Final = "initiative"


def tell(
    initiative: Initiative,
    action: str,
    facts: Mapping[str, Any] | None = None,
    written: Mapping[str, str] | None = None,
    *,
    acting: Acting | None,
    at: datetime,
) -> None:
    """One entry in the chain of the initiative's owner. Days, amounts and ids are facts; words are not."""
    told = Told(
        f"portfolio.{action}",
        SUBJECT,
        str(initiative.public_id),
        {"number": initiative.number, **{key: _plain(value) for key, value in (facts or {}).items()}},
        {key: value for key, value in (written or {}).items() if value},
    )
    record(initiative.organisation_id, [told], By(str(acting.person) if acting else "clock", at))


def _plain(value: Any) -> Any:
    return value if isinstance(value, bool | int | str | list | type(None)) else str(value)
