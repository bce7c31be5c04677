"""A workbook whose sums live: what is written is reckoned again by whoever opens it and changes a number."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from samspil.kit.excel.writing import harmless

_WIDEST: Final = 60


class Look(StrEnum):
    """How a cell looks."""

    PLAIN = "plain"
    STRONG = "strong"
    MONEY = "money"
    PERCENT = "percent"
    FACTOR = "factor"


_FORMATS: Final = {
    Look.PLAIN: {},
    Look.STRONG: {"bold": True},
    Look.MONEY: {"num_format": "#,##0.00"},
    Look.PERCENT: {"num_format": "0.00%"},
    Look.FACTOR: {"num_format": "0.0000"},
}


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula of ours, never anybody's words, with what it comes to now."""

    text: str
    value: int | float | str


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell, and how it looks. Text is never taken for a formula."""

    content: str | int | Decimal | Formula | None
    look: Look = Look.PLAIN


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows of cells from the top left corner; ``frozen`` many rows and columns stay in sight."""

    name: str
    rows: Sequence[Sequence[Cell]]
    frozen: tuple[int, int] = (0, 0)


def as_workbook(sheets: Sequence[Sheet]) -> bytes:
    """The sheets as an Excel file."""
    import xlsxwriter  # noqa: PLC0415 – 13 MB that a process which writes no Excel can do without

    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        looks = {look: book.add_format(said) for look, said in _FORMATS.items()}
        for one in sheets:
            sheet = book.add_worksheet(one.name)
            sheet.freeze_panes(*one.frozen)
            for column, width in enumerate(_widths(one)):
                sheet.set_column(column, column, width)
            for row, cells in enumerate(one.rows):
                for column, cell in enumerate(cells):
                    look = looks[cell.look]
                    match cell.content:
                        case None:
                            continue
                        case Formula():
                            said = cell.content
                            sheet.write_formula(row, column, f"={said.text}", look, said.value)
                        case str():
                            text = cell.content
                            sheet.write_string(row, column, harmless(text) if text[:1] == "'" else text, look)
                        case _:
                            sheet.write_number(row, column, cell.content, look)
    return file.getvalue()


def _widths(sheet: Sheet) -> list[int]:
    columns = max((len(row) for row in sheet.rows), default=0)
    return [
        min(_WIDEST, max([12, *(len(str(row[at].content or "")) + 2 for row in sheet.rows if at < len(row))]))
        for at in range(columns)
    ]


def place(row: int, column: int, *, fixed: bool = False) -> str:
    """The name of a cell by its row and column, counted from 0.

    >>> place(4, 0), place(4, 27, fixed=True)
    ('A5', '$AB$5')
    """
    letters, left = "", column + 1
    while left:
        left, at = divmod(left - 1, 26)
        letters = chr(65 + at) + letters
    return f"${letters}${row + 1}" if fixed else f"{letters}{row + 1}"
