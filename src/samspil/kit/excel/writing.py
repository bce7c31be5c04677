"""A table as a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

Cell = str | int | date | datetime | None

EXCEL: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV: Final = "text/csv; charset=utf-8"
# What makes a spreadsheet read a cell as a formula, plain and full-width.
_DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001
_WIDEST: Final = 60


@dataclass(frozen=True, slots=True)
class Table:
    """Columns with their names, rows, and a line above that says what it is (example data, a filter)."""

    title: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    note: str = ""


def as_xlsx(table: Table) -> bytes:
    """An Excel file with a heading line that stays in sight and can be filtered."""
    import xlsxwriter  # noqa: PLC0415 – 13 MB that a process which writes no Excel can do without

    file = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "remove_timezone": True,
    }
    with xlsxwriter.Workbook(file, options) as book:
        sheet = book.add_worksheet(_sheet_name(table.title))
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        top = 0
        if table.note:
            sheet.write_string(0, 0, table.note, bold)
            top = 1
        for column, name in enumerate(table.columns):
            sheet.write_string(top, column, name, bold)
            sheet.set_column(column, column, min(_WIDEST, max(12, len(name) + 4)))
        last = top
        for last, row in enumerate(table.rows, top + 1):
            for column, cell in enumerate(row):
                match cell:
                    case None:
                        continue
                    case datetime():
                        sheet.write_datetime(last, column, cell, moment)
                    case date():
                        sheet.write_datetime(last, column, cell, day)
                    case int():
                        sheet.write_number(last, column, cell)
                    case _:
                        sheet.write_string(last, column, _as_text(cell))
        sheet.freeze_panes(top + 1, 0)
        sheet.autofilter(top, 0, max(last, top + 1), len(table.columns) - 1)
    return file.getvalue()


def as_csv(table: Table, delimiter: str = ";") -> bytes:
    """UTF-8 with a byte-order mark and semicolons, as Danish Excel opens it, or parted as another asks."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter)
    if table.note:
        writer.writerow([harmless(table.note)])
    writer.writerow([harmless(name) for name in table.columns])
    for row in table.rows:
        writer.writerow([_plain(cell) for cell in row])
    return ("\N{BYTE ORDER MARK}" + text.getvalue()).encode()


def harmless(text: str) -> str:
    """Text that no spreadsheet takes for a formula. One apostrophe taken off again gives what was written.

    >>> harmless("=1+1"), harmless("Ny skole"), harmless("'-1")
    ("'=1+1", 'Ny skole', "''-1")
    """
    return f"'{text}" if text.lstrip("'").startswith(_DANGEROUS) else text


def _as_text(text: str) -> str:
    """In a workbook a text is a text. What itself begins as `harmless` would write it gets one more."""
    return harmless(text) if text.startswith("'") else text


def _plain(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case datetime():
            return cell.isoformat(sep=" ", timespec="minutes")
        case date():
            return cell.isoformat()
        case int():
            return str(cell)
    return harmless(cell)


def _sheet_name(title: str) -> str:
    return "".join(letter for letter in title if letter not in "[]:*?/\\")[:31] or "1"
