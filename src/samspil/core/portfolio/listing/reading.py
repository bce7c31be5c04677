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
from samspil.core.portfolio.listing.mapping import NOT_TOLD, Column, ListMapping
from samspil.core.portfolio.status import Light
from samspil.core.tables.reading import Table
from samspil.core.tables.values import read_amount, read_day, read_share
from samspil.core.units import Money

_BETWEEN = re.compile(r"\s*[/-]\s*")
_PLAIN_WHOLE = re.compile(r"\d{1,15}", re.ASCII)
_MOST_MINOR: Final = 10**18
_MOST_REMEMBERED: Final = 5000
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
    O(cells); a number, day or rating that comes again in its column is understood once.
    """
    found: list[Listed] = []
    refused: list[Problem] = []
    remarks: list[str] = []
    fields = {one.field: one for one in mapping.columns if one.field is not None}
    readers = [_Reader(what, one, mapping) for what, one in fields.items()]
    name = next((at for at, one in enumerate(readers) if one.what is Field.NAME), None)
    for record in _records(table, mapping, [one.column.at for one in readers]):
        if name is None or mapping.says_nothing(record.texts[name]):
            words = [text for text in record.texts if text]
            if len(words) > 1:
                refused.append(_nameless(table, record))
            remarks += words if len(words) == 1 else []
            continue
        listed = Listed(record.line, record.column)
        values = listed.values
        for reader, text in zip(readers, record.texts, strict=True):
            said = reader.seen.get(text) or reader.read(text)
            if isinstance(said, Problem):
                refused.append(_in_file(said, table, mapping, record, reader.column))
            else:
                values[reader.what] = said
        found.append(listed)
    unused = tuple(one.heading for one in mapping.columns if one.field is None)
    return ReadList(tuple(found), tuple(refused), tuple(remarks), unused)


@dataclass(frozen=True, slots=True)
class _Record:
    line: int
    column: int
    texts: list[str]


def _records(table: Table, mapping: ListMapping, places: list[int]) -> Iterator[_Record]:
    """The texts of each initiative, at the places that are used."""
    if not mapping.lies_on_its_side:
        for line, row in table.rows[mapping.headings_at + 1 :]:
            width = len(row)
            yield _Record(line, 1, [row[at] if at < width else "" for at in places])
        return
    widest = max(len(row) for _line, row in table.rows)
    used = [table.rows[at][1] for at in places]
    for at in range(mapping.headings_at + 1, widest):
        yield _Record(table.rows[0][0], at + 1, [row[at] if at < len(row) else "" for row in used])


class _Reader:
    """What the cells of one column say."""

    def __init__(self, what: Field, column: Column, mapping: ListMapping) -> None:
        self.what, self.column, self._mapping = what, column, mapping
        self._sort = SORTS[what]
        self._empty = frozenset(mapping.empty)
        self._begins = (*NOT_TOLD, *mapping.withheld)
        self.seen: dict[str, Known | Nothing | Problem] = {}

    def read(self, text: str) -> Known | Nothing | Problem:
        """What one cell says; of what comes again, ``seen`` has the answer."""
        low = text.casefold()
        if self._sort is Sort.TEXT and low not in self._empty and not low.startswith(self._begins):
            return text
        said = self._understood(text, low)
        if len(self.seen) < _MOST_REMEMBERED:
            self.seen[text] = said
        return said

    def _understood(self, text: str, low: str) -> Known | Nothing | Problem:
        """Where words belong, the word that withholds must begin them; elsewhere it may stand anywhere."""
        if low in self._empty or low.startswith(NOT_TOLD):
            return Nothing(Why.EMPTY, text)
        if self._sort is Sort.TEXT:
            return Nothing(Why.WITHHELD, text)
        if not low.isdigit() and any(word in low for word in self._mapping.withheld):
            return Nothing(Why.WITHHELD, text)
        found = self._value(text)
        return Problem(_REFUSED[self._sort], {"found": text[:80]}) if found is None else found

    def _value(self, text: str) -> Known | None:
        match self._sort:
            case Sort.DAY:
                return read_day(text, self.column.days)
            case Sort.RATING:
                return self._mapping.ratings.get(_BETWEEN.sub("/", text.casefold()))
            case Sort.AMOUNT:
                return _amount(text, self.column)
            case Sort.SHARE:
                return read_share(text)
        is_year = text.isascii() and text.isdigit() and int(text) in _YEARS
        return int(text) if is_year else None


def _amount(text: str, column: Column) -> Money | None:
    if _PLAIN_WHOLE.fullmatch(text):
        return _money(Decimal(text) * column.scale, column.currency)
    found = read_amount(text, column.mark)
    if found is None:
        return None
    return _money(found.value * (1 if found.is_scaled else column.scale), found.currency or column.currency)


def _money(value: Decimal, currency: str) -> Money | None:
    minor = value * 100
    return None if abs(minor) >= _MOST_MINOR else Money(int(minor.to_integral_value()), currency)


def _nameless(table: Table, one: _Record) -> Problem:
    return Problem(
        "listed_without_a_name",
        {"sheet": table.sheet, "row": one.line, "column": one.column},
        Place(table.file, one.line, one.column),
    )


def _in_file(said: Problem, table: Table, mapping: ListMapping, record: _Record, column: Column) -> Problem:
    line, at = record.line, column.at + 1
    if mapping.lies_on_its_side:
        line, at = table.rows[column.at][0], record.column
    where = {"sheet": table.sheet, "row": line, "column": " ".join(column.heading.split())}
    return Problem(said.code, {**said.args, **where}, Place(table.file, line, at))
