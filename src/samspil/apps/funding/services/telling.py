"""What the journal is told of money: numbers and ids. What people wrote is personal, beside the chain."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from samspil.apps.funding.types import Bookkeeper
from samspil.kit.journal.recording import Told, record


def tell(
    keeper: Bookkeeper,
    action: str,
    subject: tuple[str, UUID | str],
    facts: Mapping[str, Any],
    written: Mapping[str, str] | None = None,
) -> None:
    """One entry in the chain of whoever's ledger it is."""
    sort, key = subject
    said = {
        name: value if isinstance(value, bool | int | list) else str(value) for name, value in facts.items()
    }
    kept = {name: value for name, value in (written or {}).items() if value}
    record(keeper.organisation_id, [Told(f"funding.{action}", sort, str(key), said, kept)], keeper.by)
