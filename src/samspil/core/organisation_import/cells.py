"""The rows of one list by column; what is wrong with a cell is told with sheet, row and column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from samspil.core.errors import Place, Problem
from samspil.core.organisation_import.headings import COLUMNS, NEEDED, ListOf, columns_of
from samspil.core.tables.reading import Table

LONGEST_CELL: Final = 200

_EMAIL = re.compile(r"[^@\s,;:<>()\[\]\"]+@[a-z0-9æøåäöü-]+(\.[a-z0-9æøåäöü-]+)+", re.IGNORECASE)
_EAN = re.compile(r"[0-9]{13}")
_SHORTENED = re.compile(r"[0-9]+(?:[.,][0-9]+)?E\+?[0-9]+", re.IGNORECASE)
_EXCEL_ERROR = re.compile(
    r"#(N/A|REF!|NAME\?|VALUE!|DIV/0!|NULL!|NUM!|I/T|REFERENCE!|NAVN\?|VÆRDI!)", re.IGNORECASE
)
_CPR = re.compile(r"(?<![0-9])([0-3][0-9])([01][0-9])[0-9]{2}-[0-9]{4}(?![0-9])")

Fault = tuple[str, dict[str, object]]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with where it stands; ``heading`` as written in the list."""

    text: str
    file: str
    sheet: str
    row: int
    column: int
    heading: str

    def problem(self, fault: Fault) -> Problem:
        """The fault with sheet, row and column."""
        code, args = fault
        where = {"sheet": self.sheet, "row": self.row, "column": self.heading}
        return Problem(code, {**args, **where}, Place(self.file, self.row, self.column))


Record = dict[str, Cell]


def records(table: Table, sort: ListOf, problems: list[Problem]) -> tuple[list[Record], list[str]]:
    """The rows by column, and the headings passed over. What is wrong goes to ``problems``."""
    if not table.rows:
        problems.append(_whole(table, 1, ("list_is_empty", {})))
        return [], []
    line, headings = table.rows[0]
    columns = columns_of(sort, headings)
    found = ", ".join(heading for heading in headings if heading)
    faults = [*_heading_faults(sort, columns, found)]
    if faults:
        problems += [_whole(table, line, fault) for fault in faults]
        return [], []
    used = {at[0] for at in columns.values()}
    ignored = [heading for at, heading in enumerate(headings) if heading and at not in used]
    rows = [_record(table, row, columns, headings, problems) for row in table.rows[1:]]
    return rows, ignored


def _heading_faults(sort: ListOf, columns: dict[str, list[int]], found: str) -> Iterator[Fault]:
    for any_of in NEEDED[sort]:
        if not any(name in columns for name in any_of):
            yield "list_lacks_column", {"list_column": COLUMNS[sort][any_of[0]][0], "found": found}
    for name, at in columns.items():
        if len(at) > 1:
            yield "list_double_column", {"list_column": COLUMNS[sort][name][0], "found": found}


def _whole(table: Table, line: int, fault: Fault) -> Problem:
    code, args = fault
    return Problem(code, {**args, "sheet": table.sheet, "row": line, "column": ""}, Place(table.file, line))


def _record(
    table: Table,
    row: tuple[int, tuple[str, ...]],
    columns: dict[str, list[int]],
    headings: tuple[str, ...],
    problems: list[Problem],
) -> Record:
    line, cells = row
    if any(cells[len(headings) :]):
        problems.append(
            _whole(table, line, ("list_too_many_cells", {"expected": len(headings), "found": len(cells)}))
        )
    record = {}
    for name, (at, *_) in columns.items():
        text = cells[at] if at < len(cells) else ""
        record[name] = Cell(text, table.file, table.sheet, line, at + 1, headings[at])
    problems += [cell.problem(fault) for cell in record.values() for fault in _cell_faults(cell.text)]
    return record


def _cell_faults(text: str) -> Iterator[Fault]:
    if _EXCEL_ERROR.fullmatch(text):
        yield "list_excel_error", {"found": text}
    elif _holds_cpr(text):
        yield "list_holds_cpr", {}
    elif len(text) > LONGEST_CELL:
        yield "list_cell_too_long", {"limit": LONGEST_CELL}
    elif not text.isprintable():
        yield "list_hidden_character", {"found": text.encode("unicode_escape").decode()[:80]}


def _holds_cpr(text: str) -> bool:
    """Whether a Danish personal number seems to stand there: a day, a month and four digits more."""
    return any(_is_day(found[1], found[2]) for found in _CPR.finditer(text))


def _is_day(day: str, month: str) -> bool:
    try:
        date(2000, int(month), int(day))
    except ValueError:
        return False
    return True


def email_faults(text: str) -> Iterator[Fault]:
    """What is wrong with an e-mail address."""
    if not _EMAIL.fullmatch(text):
        yield "list_bad_email", {"found": text}


def ean_faults(text: str) -> Iterator[Fault]:
    """What is wrong with an EAN location number; none is no fault.

    Thirteen digits, of which the last makes the sum with weights 1 and 3 a multiple of ten.

    Source: GS1 General Specifications, check digit.

    >>> list(ean_faults("5798009811578")), list(ean_faults("5798009811579"))
    ([], [('list_bad_ean', {'found': '5798009811579'})])
    """
    digits = text.replace(" ", "")
    if _SHORTENED.fullmatch(digits):
        yield "list_shortened_number", {"found": text}
    elif digits and not (_EAN.fullmatch(digits) and _check_sum(digits) % 10 == 0):
        yield "list_bad_ean", {"found": text}


def _check_sum(digits: str) -> int:
    return sum(int(digit) * (3 if at % 2 else 1) for at, digit in enumerate(digits))
