"""What the journal is told of benefits: facts. What people wrote is personal, beside the chain."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from samspil.apps.benefits.models import Benefit
from samspil.apps.benefits.types import SUBJECT
from samspil.apps.organisations.types import Acting
from samspil.kit.journal.recording import By, record, told_of


def tell(
    benefit: Benefit,
    action: str,
    facts: Mapping[str, Any] | None = None,
    written: Mapping[str, str] | None = None,
    *,
    acting: Acting | None,
    at: datetime,
) -> None:
    """One entry in the chain of the benefit's owner."""
    said = {"number": benefit.number, **(facts or {})}
    told = told_of(f"benefits.{action}", (SUBJECT, benefit.public_id), said, written)
    record(benefit.organisation_id, [told], By(str(acting.person) if acting else "clock", at))
