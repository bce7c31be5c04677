"""A list read by its mapping: each value understood, withheld, empty, or refused with where and why."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import compress
from typing import Final, TypeVar, overload

from samspil.core.errors import Place, Problem
from samspil.core.portfolio.listing.fields import SORTS, Field, Sort
from samspil.core.portfolio.listing.mapping import NOT_TOLD, Column, ListMapping
from samspil.core.portfolio.status import Light
from samspil.core.tables.reading import Table
from samspil.core.tables.values import read_amount, read_day, read_share
from samspil.core.units import Money

_BETWEEN = re.compile(r"\s*[/-]\s*")
_MOST_MINOR: Final = 10**18
_MOST_DIGITS: Final = 15
_YEARS: Final = range(1970, 2070)
_REFUSED: Final = {
    Sort.DAY: "listed_no_day",
    Sort.RATING: "listed_unknown_rating",
    Sort.AMOUNT: "listed_no_amount",
    Sort.SHARE: "listed_no_share",
    Sort.YEAR: "listed_no_year",
}

Known = str | date | Money | Light | Decimal | int
_T = TypeVar("_T")


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


Said = list[Known | Nothing | None]


class Lines(Sequence[Listed]):
    """The initiatives of lists, held by field: however many they are, as many columns as there are fields.

    ``fields`` has a value for each line, nothing where the line's cell was refused or is not there. A line is
    made when it is asked for, anew each time.
    """

    def __init__(
        self,
        rows: Sequence[int],
        columns: Sequence[int],
        fields: Mapping[Field, Said],
    ) -> None:
        self.rows, self.columns, self.fields = rows, columns, dict(fields)

    @classmethod
    def of(cls, lines: Sequence[Listed]) -> Lines:
        """Lines that are already made."""
        if isinstance(lines, Lines):
            return lines
        told = dict.fromkeys(what for line in lines for what in line.values)
        fields = {what: [line.values.get(what) for line in lines] for what in told}
        return cls([line.line for line in lines], [line.column for line in lines], fields)

    @classmethod
    def joined(cls, parts: Sequence[Lines]) -> Lines:
        """One after the other."""
        if len(parts) == 1:
            return parts[0]
        told = dict.fromkeys(what for part in parts for what in part.fields)
        fields = {what: [said for part in parts for said in part.column(what)] for what in told}
        rows = [at for part in parts for at in part.rows]
        columns = [at for part in parts for at in part.columns]
        return cls(rows, columns, fields)

    def column(self, wanted: Field) -> Said:
        """What each line says of a field; nothing for all where the list has no such column."""
        return self.fields.get(wanted) or [None] * len(self.rows)

    def texts(self, wanted: Field) -> list[str]:
        """The same where words are wanted; empty where there are none."""
        return [said if isinstance(said, str) else "" for said in self.column(wanted)]

    def some(self, places: Sequence[int]) -> Lines:
        """Only these, in their order."""
        fields = {what: [column[at] for at in places] for what, column in self.fields.items()}
        rows, columns = ([these[at] for at in places] for these in (self.rows, self.columns))
        return Lines(rows, columns, fields)

    def without(self, places: set[int]) -> Lines:
        """All but some, by their places from 0."""
        kept = [at not in places for at in range(len(self.rows))]
        fields = {what: _chosen(column, kept) for what, column in self.fields.items()}
        return Lines(_chosen(self.rows, kept), _chosen(self.columns, kept), fields)

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, at: int) -> Listed: ...
    @overload
    def __getitem__(self, at: slice) -> Lines: ...
    def __getitem__(self, at: int | slice) -> Listed | Lines:
        if isinstance(at, slice):
            fields = {what: column[at] for what, column in self.fields.items()}
            return Lines(self.rows[at], self.columns[at], fields)
        values = {what: said for what, column in self.fields.items() if (said := column[at]) is not None}
        return Listed(self.rows[at], self.columns[at], values)


def _chosen(values: Sequence[_T], kept: Sequence[bool]) -> list[_T]:
    return list(compress(values, kept))


@dataclass(frozen=True, slots=True)
class ReadList:
    """All of a list: what was understood, what was refused, and the remarks and columns passed over."""

    initiatives: Lines
    refused: tuple[Problem, ...]
    remarks: tuple[str, ...]
    unused: tuple[str, ...]


def read(table: Table, mapping: ListMapping) -> ReadList:
    """Every initiative of a list. A value that is refused leaves its field out and nothing else.

    A line without a name is refused whole, unless nothing else stands in it either: then it is a remark.
    O(cells); what comes again in its column is understood once.
    """
    used = {one.field: one for one in mapping.columns if one.field is not None}
    rows, columns, cells = _cells(table, mapping, [one.at for one in used.values()])
    places = list(used)
    said = [_Reader(one, mapping).column(texts) for one, texts in zip(used.values(), cells, strict=True)]
    nameless = set(range(len(rows)))
    if Field.NAME in used:
        names = said[places.index(Field.NAME)][0]
        nameless = {at for at, name in enumerate(names) if name.__class__ is not str and _is_empty(name)}
    refused: list[tuple[int, int, Problem]] = []
    remarks: list[str] = []
    for at in sorted(nameless):
        words = [text for column in cells if (text := column[at])]
        if len(words) > 1:
            refused.append((at, 0, _nameless(table, rows[at], columns[at])))
        remarks += words if len(words) == 1 else []
    fields: dict[Field, Said] = {}
    for order, (one, (values, problems)) in enumerate(zip(used.values(), said, strict=True)):
        fields[places[order]] = values
        refused += [
            (at, order, in_file(problem, table, mapping, (rows[at], columns[at]), one))
            for at, problem in problems
            if at not in nameless
        ]
    found = Lines(rows, columns, fields)
    return ReadList(
        found.without(nameless) if nameless else found,
        tuple(said for _at, _order, said in sorted(refused, key=lambda one: one[:2])),
        tuple(remarks),
        tuple(one.heading for one in mapping.columns if one.field is None),
    )


def _is_empty(said: Known | Nothing | None) -> bool:
    return isinstance(said, Nothing) and said.why is Why.EMPTY


def _cells(
    table: Table, mapping: ListMapping, places: Sequence[int]
) -> tuple[Sequence[int], Sequence[int], list[list[str]]]:
    """The row and column where each initiative begins, and its texts by the places that are used."""
    first = mapping.headings_at + 1
    if not mapping.lies_on_its_side:
        rows = table.lines[first:]
        wide = len(table.columns)
        cells = [table.columns[at][first:] if at < wide else [""] * len(rows) for at in places]
        return rows, [1] * len(rows), cells
    columns = range(first + 1, len(table.columns) + 1)
    return [table.lines[0]] * len(columns), columns, [table.row(at)[first:] for at in places]


class _Reader:
    """What the cells of one column say."""

    def __init__(self, column: Column, mapping: ListMapping) -> None:
        self._column, self._mapping = column, mapping
        self._sort = SORTS[column.field] if column.field else Sort.TEXT
        self._empty = frozenset(mapping.empty)
        self._begins = (*NOT_TOLD, *mapping.withheld)

    def column(self, texts: list[str]) -> tuple[Said, list[tuple[int, Problem]]]:
        """What each says, and the places of those that are refused. Each text is read once."""
        of, looked_at = self._understood, set(texts)
        known: dict[str, Known | Nothing | None] = {}
        bad: dict[str, Problem] = {}
        amounts: Sequence[Money | None] = ()
        values: Said
        if self._sort is Sort.TEXT:
            of, looked_at = self._of_words, self._may_say_nothing(looked_at)
        elif self._sort is Sort.AMOUNT:
            amounts = self._whole_amounts(texts)
            looked_at = {text for text, one in zip(texts, amounts, strict=True) if one is None}
        for text in looked_at:
            said = of(text)
            if isinstance(said, Problem):
                bad[text] = said
                known[text] = None
            elif said is not text:
                known[text] = said
        if amounts:
            values = [known[text] if one is None else one for text, one in zip(texts, amounts, strict=True)]
        elif known:
            values = [known.get(text, text) for text in texts]
        else:
            return Said(texts), []
        return values, [(at, bad[text]) for at, text in enumerate(texts) if text in bad] if bad else []

    def _may_say_nothing(self, texts: set[str]) -> set[str]:
        """Few words do; of all others it is seen at one look that they are what they say."""
        each = list(texts)
        together = "\n".join(["", *each]).casefold()
        low = together.split("\n")[1:]
        if len(low) != len(each):
            return texts
        begins = tuple(one for one in self._begins if f"\n{one}" in together)
        empty = self._empty.intersection(low)
        if not begins and not empty:
            return set()
        return {text for text, one in zip(each, low, strict=True) if one in empty or one.startswith(begins)}

    def _of_words(self, text: str) -> Known | Nothing:
        """Where words belong, the word that withholds must begin them; elsewhere it may stand anywhere."""
        low = text.casefold()
        if low in self._empty:
            return Nothing(Why.EMPTY, text)
        if not low.startswith(self._begins):
            return text
        return Nothing(Why.EMPTY if low.startswith(NOT_TOLD) else Why.WITHHELD, text)

    def _understood(self, text: str) -> Known | Nothing | Problem:
        low = text.casefold()
        if low in self._empty or low.startswith(NOT_TOLD):
            return Nothing(Why.EMPTY, text)
        if not low.isdigit() and any(word in low for word in self._mapping.withheld):
            return Nothing(Why.WITHHELD, text)
        found = self._value(text)
        return Problem(_REFUSED[self._sort], {"found": text[:80]}) if found is None else found

    def _whole_amounts(self, texts: list[str]) -> list[Money | None]:
        """The commonest sort of amounts, read together: digits and nothing else. Of others, nothing."""
        is_whole = list(map(str.isdigit, texts))
        whole = list(compress(texts, is_whole))
        longest, says_nothing = max(map(len, whole), default=0), any(map(str.isdigit, self._empty))
        if longest > _MOST_DIGITS or says_nothing or not "".join(whole).isascii():
            return [None] * len(texts)
        minors = list(map((self._column.scale * 100).__mul__, map(int, whole)))
        if max(minors, default=0) >= _MOST_MINOR:
            return [None] * len(texts)
        found = iter(Money.many(minors, self._column.currency))
        return [next(found) if one else None for one in is_whole]

    def _value(self, text: str) -> Known | None:
        match self._sort:
            case Sort.DAY:
                return read_day(text, self._column.days)
            case Sort.RATING:
                return self._mapping.ratings.get(_BETWEEN.sub("/", text.casefold()))
            case Sort.AMOUNT:
                return _amount(text, self._column)
            case Sort.SHARE:
                return read_share(text)
        is_year = text.isascii() and text.isdigit() and int(text) in _YEARS
        return int(text) if is_year else None


def _amount(text: str, column: Column) -> Money | None:
    found = read_amount(text, column.mark)
    if found is None:
        return None
    return _money(found.value * (1 if found.is_scaled else column.scale), found.currency or column.currency)


def _money(value: Decimal, currency: str) -> Money | None:
    minor = value * 100
    return None if abs(minor) >= _MOST_MINOR else Money(int(minor.to_integral_value()), currency)


def _nameless(table: Table, row: int, column: int) -> Problem:
    where = {"sheet": table.sheet, "row": row, "column": column}
    return Problem("listed_without_a_name", where, Place(table.file, row, column))


def in_file(
    said: Problem, table: Table, mapping: ListMapping, begins: tuple[int, int], column: Column
) -> Problem:
    """A problem with where it stands; ``begins`` is the row and column where the initiative does."""
    line, at = begins[0], column.at + 1
    if mapping.lies_on_its_side:
        line, at = table.lines[column.at], begins[1]
    where = {"sheet": table.sheet, "row": line, "column": " ".join(column.heading.split())}
    return Problem(said.code, {**said.args, **where}, Place(table.file, line, at))
