"""What the journal is told of competences: that something was said or confirmed, never what somebody can."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from samspil.apps.organisations.types import Acting
from samspil.kit.journal.recording import By, record, told_of


def note(  # noqa: PLR0917
    acting: Acting,
    at: datetime,
    what: str,
    subject: tuple[str, UUID],
    facts: Mapping[str, Any] | None = None,
    written: Mapping[str, str] | None = None,
) -> None:
    """One entry in the chain of the organisation that somebody acts for."""
    told = told_of(f"competences.{what}", subject, facts, written)
    record(acting.organisation_id, [told], By(str(acting.person), at))
