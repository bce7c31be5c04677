"""A list read by its mapping: each value understood, withheld, empty, or refused with where and why."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from samspil.core.errors import Place, Problem
from samspil.core.portfolio.listing.fields import SORTS, Field, Sort
from samspil.core.portfolio.listing.mapping import Column, ListMapping
from samspil.core.portfolio.status import Light
from samspil.core.tables.reading import Table
from samspil.core.tables.values import read_amount, read_day, read_share
from samspil.core.units import Money

_BETWEEN = re.compile(r"\s*[/-]\s*")
_MOST_MINOR: Final = 10**18
_YEARS: Final = range(1970, 2070)
_REFUSED: Final = {
    Sort.DAY: "listed_no_day",
    Sort.RATING: "listed_unknown_rating",
    Sort.AMOUNT: "listed_no_amount",
    Sort.SHARE: "listed_no_share",
    Sort.YEAR: "listed_no_year",
}

Known = str | date | Money | Light | Decimal | int


class Why(StrEnum):
    """Why a cell holds no value."""

    EMPTY = "empty"
    WITHHELD = "withheld"


@dataclass(frozen=True, slots=True)
class Nothing:
    """A cell without a value: empty, or withheld with the words that stand there."""

    why: Why
    words: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """One initiative as the list has it. ``line`` and ``column`` say where it begins in the file."""

    line: int
    column: int
    values: dict[Field, Known | Nothing] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What it is called."""
        said = self.values.get(Field.NAME)
        return said if isinstance(said, str) else ""

    @property
    def number(self) -> str:
        """Its number in the list; empty where it has none."""
        said = self.values.get(Field.NUMBER)
        return said if isinstance(said, str) else ""

    def known(self, wanted: Field) -> Known | None:
        """The value of a field; nothing where the cell has none."""
        said = self.values.get(wanted)
        return None if isinstance(said, Nothing) else said


@dataclass(frozen=True, slots=True)
class ReadList:
    """All of a list: what was understood, what was refused, and the remarks and columns passed over."""

    initiatives: tuple[Listed, ...]
    refused: tuple[Problem, ...]
    remarks: tuple[str, ...]
    unused: tuple[str, ...]


def read(table: Table, mapping: ListMapping) -> ReadList:
    """Every initiative of a list. A value that is refused leaves its field out and nothing else.

    A line without a name is refused whole, unless nothing else stands in it either: then it is a remark.
    """
    found: list[Listed] = []
    refused: list[Problem] = []
    remarks: list[str] = []
    for one in _records(table, mapping):
        name = one.cells.get(Field.NAME)
        if name is None or mapping.says_nothing(name.text):
            words = [cell.text for cell in one.cells.values() if cell.text]
            if len(words) > 1:
                refused.append(_nameless(table, one))
            remarks += words if len(words) == 1 else []
            continue
        listed = Listed(one.line, one.column)
        for what, cell in one.cells.items():
            said = _value(cell, what, mapping)
            if isinstance(said, Problem):
                refused.append(_in_file(said, table, cell))
            else:
                listed.values[what] = said
        found.append(listed)
    unused = tuple(one.heading for one in mapping.columns if one.field is None)
    return ReadList(tuple(found), tuple(refused), tuple(remarks), unused)


@dataclass(frozen=True, slots=True)
class _Cell:
    text: str
    line: int
    at: int
    column: Column


@dataclass(frozen=True, slots=True)
class _Record:
    line: int
    column: int
    cells: dict[Field, _Cell]


def _records(table: Table, mapping: ListMapping) -> Iterator[_Record]:
    used = [(one, one.field) for one in mapping.columns if one.field is not None]
    if not mapping.lies_on_its_side:
        for line, row in table.rows[mapping.headings_at + 1 :]:
            cells = {
                what: _Cell(row[one.at] if one.at < len(row) else "", line, one.at + 1, one)
                for one, what in used
            }
            yield _Record(line, 1, cells)
        return
    widest = max(len(row) for _line, row in table.rows)
    for at in range(mapping.headings_at + 1, widest):
        cells = {}
        for one, what in used:
            line, row = table.rows[one.at]
            cells[what] = _Cell(row[at] if at < len(row) else "", line, at + 1, one)
        yield _Record(table.rows[0][0], at + 1, cells)


def _value(cell: _Cell, what: Field, mapping: ListMapping) -> Known | Nothing | Problem:
    low, sort = cell.text.casefold(), SORTS[what]
    if mapping.says_nothing(cell.text):
        return Nothing(Why.EMPTY, cell.text)
    # Where words belong, the word may stand anywhere in a sentence: there it must begin it.
    is_withheld = low.startswith if sort is Sort.TEXT else low.__contains__
    if any(is_withheld(word) for word in mapping.withheld):
        return Nothing(Why.WITHHELD, cell.text)
    found = _read(cell, sort, mapping)
    return Problem(_REFUSED[sort], {"found": cell.text[:80]}) if found is None else found


def _read(cell: _Cell, sort: Sort, mapping: ListMapping) -> Known | None:
    match sort:
        case Sort.TEXT:
            return cell.text
        case Sort.DAY:
            return read_day(cell.text, cell.column.days)
        case Sort.RATING:
            return mapping.ratings.get(_BETWEEN.sub("/", cell.text.casefold()))
        case Sort.AMOUNT:
            return _amount(cell)
        case Sort.SHARE:
            return read_share(cell.text)
        case Sort.YEAR:  # pragma: no branch
            is_year = cell.text.isascii() and cell.text.isdigit() and int(cell.text) in _YEARS
            return int(cell.text) if is_year else None


def _amount(cell: _Cell) -> Money | None:
    found = read_amount(cell.text, cell.column.mark)
    if found is None:
        return None
    minor = found.value * 100 * (1 if found.is_scaled else cell.column.scale)
    if abs(minor) >= _MOST_MINOR:
        return None
    return Money(int(minor.to_integral_value()), found.currency or cell.column.currency)


def _nameless(table: Table, one: _Record) -> Problem:
    return Problem(
        "listed_without_a_name",
        {"sheet": table.sheet, "row": one.line, "column": one.column},
        Place(table.file, one.line, one.column),
    )


def _in_file(said: Problem, table: Table, cell: _Cell) -> Problem:
    heading = " ".join(cell.column.heading.split())
    where = {"sheet": table.sheet, "row": cell.line, "column": heading}
    return Problem(said.code, {**said.args, **where}, Place(table.file, cell.line, cell.at))
