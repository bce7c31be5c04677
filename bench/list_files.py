"""A list as municipalities send it: the same lines as Danish Excel's CSV and as a workbook."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any


def as_csv(headings: Sequence[str], lines: Iterable[list[Any]]) -> bytes:
    """With semicolons, and days as Danes write them."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerow(headings)
    for line in lines:
        writer.writerow([cell.strftime("%d-%m-%Y") if isinstance(cell, date) else cell for cell in line])
    return text.getvalue().encode()


def as_xlsx(sheet_name: str, headings: Sequence[str], lines: Iterable[list[Any]]) -> bytes:
    """One sheet whose days are days."""
    import xlsxwriter  # noqa: PLC0415

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"constant_memory": True, "in_memory": True}) as book:
        sheet, day = book.add_worksheet(sheet_name), book.add_format({"num_format": "dd-mm-yyyy"})
        sheet.write_row(0, 0, headings)
        for row, line in enumerate(lines, 1):
            for column, cell in enumerate(line):
                if isinstance(cell, date):
                    sheet.write_datetime(row, column, cell, day)
                else:
                    sheet.write(row, column, cell)
    return file.getvalue()
