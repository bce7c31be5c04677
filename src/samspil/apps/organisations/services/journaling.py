"""What the journal is told of what somebody did: a line in the chain of the organisation they act for."""

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
    action: str,
    subject: tuple[str, UUID],
    facts: Mapping[str, Any] | None = None,
    written: Mapping[str, str] | None = None,
) -> None:
    """One entry. What people wrote is personal, beside the chain."""
    record(acting.organisation_id, [told_of(action, subject, facts, written)], By(str(acting.person), at))
