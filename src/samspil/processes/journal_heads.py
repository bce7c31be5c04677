"""Where every organisation's journal ends: a line that others can keep, and hold it to later."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from samspil.apps.organisations.selectors import list_organisations
from samspil.kit.journal.tables import head
from samspil.kit.tenancy import scope


@dataclass(frozen=True, slots=True)
class JournalHead:
    """The last entry's number and hash: what ``check_journal.py --known`` takes."""

    name: str
    code: str
    sequence: int
    hash: str

    @property
    def known(self) -> str:
        """As it is noted and given again."""
        return f"{self.sequence}:{self.hash}"

    def as_data(self) -> dict[str, Any]:
        """For machines."""
        return {"organisation": self.name, "code": self.code, "known": self.known}


def journal_heads() -> Iterator[JournalHead]:
    """Of every organisation of which something has been told, the oldest first."""
    for organisation in list_organisations():
        with scope.within([organisation.pk]):
            sequence, last = head(organisation.pk)
        if sequence:
            yield JournalHead(organisation.name, organisation.code, sequence, last)
