"""Every organisation's journal, walked from its beginning."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from samspil.apps.organisations.selectors import list_organisations
from samspil.kit.journal.verifying import Break, verify
from samspil.kit.tenancy import scope


@dataclass(frozen=True, slots=True)
class Verified:
    """One journal: how many entries hold, and where it breaks."""

    name: str
    count: int
    broken: Break | None

    def as_data(self) -> dict[str, Any]:
        """For machines."""
        broken = {"sequence": self.broken.sequence, "what": self.broken.what} if self.broken else None
        return {"organisation": self.name, "entries": self.count, "broken": broken}


def verify_journals() -> Iterator[Verified]:
    """One after the other, the oldest organisation first."""
    for organisation in list_organisations():
        with scope.within([organisation.pk]):
            count, broken = verify(organisation.pk)
        yield Verified(organisation.name, count, broken)
