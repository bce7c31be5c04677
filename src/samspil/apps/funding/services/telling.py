"""What the journal is told of money: numbers and ids. What people wrote is personal, beside the chain."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from samspil.apps.funding.types import Bookkeeper
from samspil.kit.journal.recording import record, told_of


def tell(
    keeper: Bookkeeper,
    action: str,
    subject: tuple[str, UUID | str],
    facts: Mapping[str, Any],
    written: Mapping[str, str] | None = None,
) -> None:
    """One entry in the chain of whoever's ledger it is."""
    record(keeper.organisation_id, [told_of(f"funding.{action}", subject, facts, written)], keeper.by)
