"""What a list would change, were it confirmed now. Nothing is written."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from samspil.apps.portfolio.models import ListUpload
from samspil.apps.portfolio.selectors.listed import Portfolio, portfolio_of
from samspil.apps.portfolio.services.importing.keeping import (
    HowRead,
    check_is_open,
    mappings_of,
    tables_in,
)
from samspil.core.errors import Problem
from samspil.core.portfolio.listing.checking import check
from samspil.core.portfolio.listing.consequences import Asked, Change, Consequence, weigh
from samspil.core.portfolio.listing.mapping import ListMapping
from samspil.core.portfolio.listing.reading import Listed, Nothing, ReadList, Why, read


@dataclass(frozen=True, slots=True)
class Preview:
    """Every line with what becomes of it; ``digest`` says which consequences these are."""

    how: HowRead
    mappings: dict[str, ListMapping]
    consequences: tuple[Consequence, ...]
    refused: tuple[Problem, ...]
    remarks: tuple[str, ...]
    unused: tuple[str, ...]
    portfolio: Portfolio
    asked: Asked
    digest: str

    def count(self, change: Change) -> int:
        """How many lines come to this."""
        return sum(one.change is change for one in self.consequences)

    @property
    def changes_nothing(self) -> bool:
        """Whether all is as the list says."""
        return not any(one.change in {Change.NEW, Change.CHANGED, Change.UNSURE} for one in self.consequences)

    @property
    def withheld(self) -> int:
        """How many values the list may not say."""
        return sum(
            isinstance(said, Nothing) and said.why is Why.WITHHELD
            for one in self.consequences
            for said in one.listed.values.values()
        )


def preview(upload: ListUpload, on: date, at: datetime) -> Preview:
    """What a list would change now.

    Raises:
        ProblemsError: ``upload_expired``, ``upload_already_applied``.
    """
    check_is_open(upload, at)
    how = HowRead.of(upload.mapping)
    tables = tables_in(upload)
    mappings = mappings_of(how, tables)
    lines: list[Listed] = []
    refused: list[Problem] = []
    remarks: list[str] = []
    unused: list[str] = []
    for table in tables:
        if table.sheet not in mappings:
            remarks.append(table.sheet)
            continue
        mapping = mappings[table.sheet]
        found: ReadList = check(table, mapping, read(table, mapping))
        lines += found.initiatives
        refused += found.refused
        remarks += found.remarks
        unused += found.unused
    portfolio = portfolio_of(upload.organisation_id, how.name, on)
    asked = Asked(how.year, how.answers, on)
    consequences = weigh(lines, portfolio.standing, portfolio.told, asked)
    digest = _digest(consequences, how)
    remarks = list(Counter(remarks))
    return Preview(
        how,
        mappings,
        consequences,
        tuple(refused),
        tuple(remarks),
        tuple(unused),
        portfolio,
        asked,
        digest,
    )


def _digest(consequences: tuple[Consequence, ...], how: HowRead) -> str:
    told = hashlib.sha256(repr((how.name, how.year, how.form)).encode())
    for one in consequences:
        told.update(f"{one.key}\n{one.digest}\n{one.change}\n{one.initiative}\n{one.follows}\n".encode())
        if one.differences:
            told.update(repr(one.differences).encode())
    return told.hexdigest()
