"""A table as records: what each line says of each column, what could not be read, what was left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from samspil.core.errors import Place, Problem, ProblemsError
from samspil.core.register import is_valid_cvr
from samspil.core.systems.lists import cells
from samspil.core.systems.lists.fields import (
    Sort,
    Target,
    guess_columns,
    guess_sort,
    names_people,
    target,
    text,
)
from samspil.core.systems.writing import plain_cvr
from samspil.core.tables.reading import Table

_LOOKED_AT: Final = 10
_LEAST_KNOWN: Final = 2
_SHOWN: Final = 80


@dataclass(frozen=True, slots=True)
class Mapped:
    """How a table is read: what it is of, on which row its headings stand, which column holds what."""

    sort: Sort
    headings_at: int
    columns: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Line:
    """One record: the line it stands on and what it says, by column of the register."""

    line: int
    said: Mapping[str, Any]


@dataclass(slots=True)
class Records:
    """What a table says; ``dropped`` are columns of persons, with how many cells said something.

    ``left_out`` are the lines that are wrong, with what could be read of them: they are no records, but what
    they are about stands in the list.
    """

    sort: Sort
    lines: list[Line] = field(default_factory=list)
    left_out: list[Line] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    dropped: dict[str, int] = field(default_factory=dict)
    unused: list[str] = field(default_factory=list)


class _Wrong(StrEnum):
    """Why a cell is not read."""

    UNREADABLE = "unreadable"
    TOO_LONG = "too_long"
    NO_CVR = "no_cvr"


def guess(table: Table) -> Mapped:
    """How a table seems to be read: the first row that has two headings that are known.

    Raises:
        ProblemsError: ``list_has_no_headings``.

    >>> guess(Table("k.csv", "", [(1, ("Liste",)), (2, ("IT Kontrakt", "Gyldig til"))])).headings_at
    1
    """
    for at in range(min(_LOOKED_AT, len(table))):
        headings = table.row(at)
        sort = guess_sort(headings)
        columns = guess_columns(sort, headings)
        if len(columns) >= _LEAST_KNOWN and "name" in columns.values():
            return Mapped(sort, at, columns)
    raise ProblemsError.of("list_has_no_headings", Place(table.file, 1), sheet=table.sheet)


def read(table: Table, how: Mapped) -> Records:
    """Every line of a table. A cell that cannot be read is named, and its line is left out whole."""
    return _Reading(table, how).records()


class _Reading:
    """A table on its way to records: its columns as they are read, and the lines that are wrong."""

    def __init__(self, table: Table, how: Mapped) -> None:
        self.table, self.how = table, how
        self.headings = table.row(how.headings_at)
        self.first = how.headings_at + 1
        self.found = Records(how.sort)
        self.wrong: set[int] = set()
        self.values: dict[str, list[Any]] = {}

    def records(self) -> Records:
        """What the table says."""
        for at, name in self.how.columns.items():
            one = target(self.how.sort, name)
            if one is not None and at < len(self.table.columns):
                self.values[name] = self._column(at, one)
        for at, heading in enumerate(self.headings):
            if at not in self.how.columns and heading:
                self._leave_out(at, heading)
        self._check_names()
        self._check_days()
        names = tuple(self.values)
        for place, row in enumerate(zip(*self.values.values(), strict=True)):
            said = {name: value for name, value in zip(names, row, strict=True) if value is not None}
            line = Line(self.table.lines[self.first + place], said)
            (self.found.left_out if place in self.wrong else self.found.lines).append(line)
        return self.found

    def _column(self, at: int, one: Target) -> list[Any]:
        """Each cell read; a cell that comes again is read once."""
        cells_there = self.table.columns[at][self.first :]
        known = {cell: _read(cell, one) for cell in set(cells_there)}
        wrong = {cell for cell, value in known.items() if isinstance(value, _Wrong)}
        if wrong:
            for place, cell in enumerate(cells_there):
                if cell in wrong:
                    self._tell(place, self.headings[at], cell, known[cell], one.longest)
        return [None if cell in wrong else known[cell] for cell in cells_there]

    def _tell(self, place: int, heading: str, cell: str, why: _Wrong, limit: int) -> None:
        said = cell.removeprefix(cells.UNREADABLE)[:_SHOWN]
        row, sheet = self.table.lines[self.first + place], self.table.sheet
        if why is _Wrong.TOO_LONG:
            problem = Problem(
                "listed_too_long",
                {"found": said, "limit": limit, "sheet": sheet, "row": row, "column": heading},
            )
        elif why is _Wrong.NO_CVR:
            problem = Problem(
                "register_bad_cvr", {"found": said, "sheet": sheet, "row": row, "column": heading}
            )
        else:
            problem = Problem(
                "register_cell_unreadable", {"found": said, "sheet": sheet, "row": row, "column": heading}
            )
        self.found.problems.append(problem)
        self.wrong.add(place)

    def _leave_out(self, at: int, heading: str) -> None:
        column = self.table.columns[at][self.first :]
        if names_people(heading) or any("@" in cell for cell in column):
            self.found.dropped[heading] = sum(1 for cell in column if cell)
        else:
            self.found.unused.append(heading)

    def _check_names(self) -> None:
        """A line without a name is named."""
        for place, name in enumerate(self.values.get("name", ())):
            if name is None and place not in self.wrong:
                row = self.table.lines[self.first + place]
                self.found.problems.append(
                    Problem("register_without_a_name", {"sheet": self.table.sheet, "row": row})
                )
                self.wrong.add(place)

    def _check_days(self) -> None:
        """A line that ends before it begins is named."""
        begins, ends = self.values.get("starts_on"), self.values.get("ends_on")
        for place, (starts, stops) in enumerate(zip(begins or (), ends or (), strict=False)):
            if starts and stops and stops < starts and place not in self.wrong:
                row = self.table.lines[self.first + place]
                self.found.problems.append(
                    Problem(
                        "register_ends_before_it_begins",
                        {"starts": starts, "ends": stops, "sheet": self.table.sheet, "row": row},
                    )
                )
                self.wrong.add(place)


def _read(cell: str, one: Target) -> Any:
    cell = cells.as_written(cell)
    if cells.says_nothing(cell):
        return None
    if cell.startswith(cells.UNREADABLE):
        return _Wrong.UNREADABLE
    if one.read in {text, plain_cvr} and len(cell) > one.longest:
        return _Wrong.TOO_LONG
    try:
        value = one.read(cell)
    except cells.UnreadableError:
        return _Wrong.UNREADABLE
    if one.read is plain_cvr and str(value).isdigit() and not is_valid_cvr(str(value)):
        return _Wrong.NO_CVR
    return value
