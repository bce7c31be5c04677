"""Sheets and CSV files as the same thing: rows of trimmed text with their line numbers."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from samspil.core.errors import Place, ProblemsError

LARGEST_FILE_BYTES: Final = 20_000_000
MOST_ROWS: Final = 50_000
_DELIMITERS: Final = (";", ",", "\t")
# Windows-1252 where it differs from Latin-1. One byte in a thousand may be none of its: it is passed over.
_WINDOWS: Final = {code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}
_UNUSED: Final = tuple(bytes([code]) for code, text in _WINDOWS.items() if not text)
_SPACES: Final = str.maketrans({"\u00a0": " ", "\u200b": "", "\ufeff": ""})

_Row = tuple[int, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Table:
    """One list. The first row has the headings; empty rows are gone, the rest keep their numbers."""

    file: str
    sheet: str
    rows: tuple[_Row, ...]


def from_sheets(
    name: str, sheets: Mapping[str, Sequence[Sequence[object]]], most_rows: int = MOST_ROWS
) -> tuple[Table, ...]:
    """A workbook whose cells are already read as values: text, numbers, days or nothing.

    Raises:
        ProblemsError: ``list_too_long`` for a sheet of over 50,000 rows, or as many as are said.

    >>> from_sheets("b.xlsx", {"Brugere": [["Id", "Email"], [7.0, " a@b.dk "]]})[0].rows[1]
    (2, ('7', 'a@b.dk'))
    """
    return tuple(
        _table(name, sheet, list(enumerate(rows, start=1)), most_rows) for sheet, rows in sheets.items()
    )


def from_csv(
    data: bytes,
    name: str,
    sheet: str = "",
    most_rows: int = MOST_ROWS,
    most_bytes: int = LARGEST_FILE_BYTES,
) -> Table:
    r"""A CSV file in UTF-8, UTF-16 with its mark or, failing these, Windows-1252.

    Semicolon, comma or tab parts the cells, whichever the first line has most of.
    ``sheet`` says what it is a list of where the file's headings alone do not: ``units`` or ``people``.
    A first line ``sep=;``, as Excel writes, is obeyed.

    Raises:
        ProblemsError: ``file_too_large``, ``list_not_text``, ``not_csv``, ``list_too_long``.

    >>> from_csv("Navn;Enhed\nSøren;It\n".encode("cp1252"), "p.csv").rows[1]
    (2, ('Søren', 'It'))
    """
    if len(data) > most_bytes:
        raise ProblemsError.of("file_too_large", Place(name, 1), size_bytes=len(data), limit_bytes=most_bytes)
    text = _decoded(data, name)
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        return _table(name, sheet, _csv_rows(rest, first.strip()[-1], name, skipped=1), most_rows)
    delimiter = max(_DELIMITERS, key=first.count)
    return _table(name, sheet, _csv_rows(text, delimiter, name, skipped=0), most_rows)


def _decoded(data: bytes, name: str) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError:
            raise ProblemsError.of("list_not_text", Place(name, 1)) from None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        if sum(data.count(byte) for byte in _UNUSED) > len(data) // 1000:
            raise ProblemsError.of("list_not_text", Place(name, 1)) from None
        text = data.decode("latin-1").translate(_WINDOWS)
    if "\0" in text:
        raise ProblemsError.of("list_not_text", Place(name, 1))
    return text


def _csv_rows(text: str, delimiter: str, name: str, *, skipped: int) -> list[tuple[int, Sequence[object]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[tuple[int, Sequence[object]]] = []
    begins = 1 + skipped
    try:
        for row in reader:
            rows.append((begins, row))
            begins = reader.line_num + 1 + skipped
    except csv.Error as error:
        raise ProblemsError.of("not_csv", Place(name, begins), reason=str(error)) from None
    return rows


def _table(name: str, sheet: str, rows: Sequence[tuple[int, Sequence[object]]], most_rows: int) -> Table:
    if len(rows) > most_rows:
        raise ProblemsError.of("list_too_long", Place(name, most_rows + 1), sheet=sheet, limit=most_rows)
    texts = ((line, _texts(row)) for line, row in rows)
    return Table(name, sheet, tuple((line, row) for line, row in texts if any(row)))


def _texts(row: Sequence[object]) -> tuple[str, ...]:
    """Most rows are tidy as they came: to look at a whole row costs less than to look at each cell."""
    texts = tuple([cell if cell.__class__ is str else text_of(cell) for cell in row])
    whole = f"|{'|'.join(texts)}|"
    if whole.isprintable() and "  " not in whole and "| " not in whole and " |" not in whole:
        return texts
    return tuple(text_of(cell) for cell in texts)


def text_of(cell: object) -> str:
    r"""A cell as a person reads it: single spaces, no invisible characters, whole numbers without decimals.

    >>> text_of(5798009811578.0), text_of(" It\u00a0 drift "), text_of(None), text_of(True)
    ('5798009811578', 'It drift', '', 'Ja')
    """
    match cell:
        case None:
            return ""
        case bool():
            return "Ja" if cell else "Nej"
        case int() | float() if cell % 1 == 0:
            return str(int(cell))
        case datetime() if cell.time() == datetime.min.time():
            return cell.date().isoformat()
        case date():
            return cell.isoformat()
    return " ".join(str(cell).translate(_SPACES).split())
