"""What a list would change, were it confirmed now. Nothing is written."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from samspil.apps.portfolio.models import ListUpload
from samspil.apps.portfolio.selectors.stands import Portfolio
from samspil.apps.portfolio.services.importing.keeping import (
    HowRead,
    check_is_open,
    mappings_of,
    tables_in,
)
from samspil.core.errors import Problem
from samspil.core.portfolio.listing.checking import check
from samspil.core.portfolio.listing.consequences import Asked, Change, Consequence, Weighed, weigh
from samspil.core.portfolio.listing.mapping import ListMapping
from samspil.core.portfolio.listing.reading import Lines, Nothing, ReadList, Why, read
from samspil.kit.uncollected import uncollected


@dataclass(frozen=True, slots=True)
class Preview:
    """Every line with what becomes of it; ``digest`` says which consequences these are."""

    how: HowRead
    mappings: dict[str, ListMapping]
    consequences: Weighed
    refused: tuple[Problem, ...]
    remarks: tuple[str, ...]
    unused: tuple[str, ...]
    portfolio: Portfolio
    asked: Asked
    digest: str

    def count(self, change: Change) -> int:
        """How many lines come to this."""
        return self.consequences.changes.count(change)

    @property
    def changes_nothing(self) -> bool:
        """Whether all is as the list says."""
        return self.count(Change.UNCHANGED) == len(self.consequences)

    @property
    def unsure(self) -> list[Consequence]:
        """The lines of which a person has to say who they are; what follows one of them is the same."""
        told = self.consequences
        return [told[at] for at in told.where(Change.UNSURE) if told.firsts[at] == at]

    @property
    def withheld(self) -> int:
        """How many values the list may not say."""
        return sum(
            isinstance(said, Nothing) and said.why is Why.WITHHELD
            for column in self.consequences.lines.fields.values()
            for said in column
        )


@uncollected()
def preview(upload: ListUpload, on: date, at: datetime) -> Preview:
    """What a list would change now.

    Raises:
        ProblemsError: ``upload_expired``, ``upload_already_applied``.
    """
    check_is_open(upload, at)
    how = HowRead.of(upload.mapping)
    tables = tables_in(upload)
    mappings = mappings_of(how, tables)
    lines: list[Lines] = []
    refused: list[Problem] = []
    remarks: list[str] = []
    unused: list[str] = []
    while tables:
        table = tables.pop(0)  # what has been read is not held beside what it was read from
        if table.sheet not in mappings:
            remarks.append(table.sheet)
            continue
        mapping = mappings[table.sheet]
        found: ReadList = check(table, mapping, read(table, mapping))
        lines.append(found.initiatives)
        refused += found.refused
        remarks += found.remarks
        unused += found.unused
    portfolio = Portfolio(upload.organisation_id, how.name, on)
    asked = Asked(how.year, how.answers, on)
    weighed = weigh(Lines.joined(lines), portfolio, portfolio.told, asked)
    return Preview(
        how,
        mappings,
        weighed,
        tuple(refused),
        tuple(Counter(remarks)),
        tuple(unused),
        portfolio,
        asked,
        _digest(upload, weighed),
    )


def _digest(upload: ListUpload, weighed: Weighed) -> str:
    """Of the file, how it is read, and what it comes to: the lines follow from the first two."""
    how = json.dumps(upload.mapping, sort_keys=True)
    told = hashlib.sha256(f"{upload.digest}\n{how}\n".encode())
    for said in weighed.told():
        told.update(said)
    return told.hexdigest()
