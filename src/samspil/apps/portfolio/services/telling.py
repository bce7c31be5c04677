"""What the journal is told of initiatives: facts. What people wrote is personal, beside the chain."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.models import Initiative
from samspil.kit.journal.recording import By, record, told_of

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
    said = {"number": initiative.number, **(facts or {})}
    told = told_of(f"portfolio.{action}", (SUBJECT, initiative.public_id), said, written)
    record(initiative.organisation_id, [told], By(str(acting.person) if acting else "clock", at))
