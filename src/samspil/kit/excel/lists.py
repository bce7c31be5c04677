"""Lists in: the tables of a file that somebody has sent, whatever it is called."""

from __future__ import annotations

from samspil.core.errors import Place, ProblemsError
from samspil.core.tables.reading import Growing, Table, from_csv
from samspil.core.tables.values import Mark
from samspil.kit.excel.reading import Bounds, has_macros, is_workbook, read_blocks


def tables_of_file(
    data: bytes, file_name: str, bounds: Bounds, most_rows: int, mark: Mark = Mark.POINT
) -> list[Table]:
    """The tables of a workbook or a CSV file; empty sheets are passed over.

    Numbers of a workbook are written with ``mark`` before the decimals, as the list is read.

    Raises:
        ProblemsError: what is wrong with the file, or with where in it.
    """
    if is_workbook(data):
        found = _sheets_of(data, file_name, bounds, most_rows, mark)
        if has_macros(data):
            raise ProblemsError.of("list_has_macros", Place(file_name, 1))
    else:
        found = [from_csv(data, file_name, "", most_rows, bounds.packed_bytes)]
    tables = [one for one in found if len(one)]
    if not tables:
        raise ProblemsError.of("list_is_empty", Place(file_name, 1), sheet="", row=1, column="")
    return tables


def with_mark(cell: object, mark: Mark) -> object:
    """A number of a workbook is a number in any language: it is written as this list is read."""
    if isinstance(cell, float) and cell % 1:
        return f"{cell:.6f}".rstrip("0").replace(".", mark)
    return cell


def _sheets_of(data: bytes, file_name: str, bounds: Bounds, most_rows: int, mark: Mark) -> list[Table]:
    """Made into text some rows at a time."""
    sheets: dict[str, Growing] = {}
    for block in read_blocks(data, file_name, bounds):
        one = sheets.setdefault(block.sheet, Growing(file_name, block.sheet, most_rows))
        if block.columns:
            first = block.first + 1
            columns = block.columns
            if mark is not Mark.POINT:
                columns = [[with_mark(cell, mark) for cell in cells] for cells in columns]
            one.add_columns(range(first, first + len(columns[0])), columns)
    return [one.table() for one in sheets.values()]
