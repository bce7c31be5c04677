"""Sheets and CSV files as the same thing: columns of trimmed text, and the line that each row stands on."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from itertools import islice, zip_longest
from typing import Final

from samspil.core.errors import Place, ProblemsError

LARGEST_FILE_BYTES: Final = 20_000_000
MOST_ROWS: Final = 50_000
MOST_CELLS: Final = 6_000_000  # short rows are filled: one row of a million cells must not make all so wide
AT_ONCE: Final = 5000  # rows that are looked at together: enough to see what repeats, little to hold
_LOOKED_AT: Final = 200
_CHUNK: Final = 1 << 20
_DELIMITERS: Final = (";", ",", "\t")
# Windows-1252 where it differs from Latin-1. One byte in a thousand may be none of its: it is passed over.
_WINDOWS: Final = {code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}
_UNUSED: Final = tuple(bytes([code]) for code, text in _WINDOWS.items() if not text)
_SPACES: Final = str.maketrans({"\u00a0": " ", "\u200b": "", "\ufeff": "", "\0": ""})

_Row = tuple[int, tuple[str, ...]]


class Table:
    """One list. The first row has the headings; empty rows are gone, the rest keep their line numbers.

    It is held by columns, each as long as ``lines``; a cell that comes again is the same object. ``widths``
    says how many cells each row came with, nothing where all came with as many as there are columns.

    >>> Table("b.csv", "", [(1, ("Navn", "Enhed")), (3, ("Bo",))]).columns
    [['Navn', 'Bo'], ['Enhed', '']]
    """

    def __init__(self, file: str, sheet: str, rows: Iterable[_Row] = ()) -> None:
        self.file, self.sheet = file, sheet
        self.lines: Sequence[int] = []
        self.columns: list[list[str]] = []
        self.widths: Sequence[int] | None = None
        found = list(rows)
        if found:
            self.lines = [line for line, _row in found]
            self.columns = [list(column) for column in zip_longest(*(row for _, row in found), fillvalue="")]
            self.widths = _uneven([len(row) for _line, row in found])

    @classmethod
    def by_columns(
        cls,
        file: str,
        sheet: str,
        lines: Sequence[int],
        columns: list[list[str]],
        widths: Sequence[int] | None = None,
    ) -> Table:
        """A table whose columns are already at hand."""
        made = cls(file, sheet)
        made.lines, made.columns, made.widths = lines, columns, widths
        return made

    @cached_property
    def rows(self) -> tuple[_Row, ...]:
        """The same by rows, as they came. For short lists: each row is made."""
        rows = zip(*self.columns, strict=True)
        if self.widths is None:
            return tuple(zip(self.lines, rows, strict=True))
        return tuple(
            (line, row[:width]) for line, row, width in zip(self.lines, rows, self.widths, strict=True)
        )

    def row(self, at: int) -> list[str]:
        """The cells of one row, from 0; those that are not there are empty."""
        return [column[at] for column in self.columns]

    def __len__(self) -> int:
        return len(self.lines)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Table):
            return NotImplemented
        return (self.file, self.sheet, self.rows) == (other.file, other.sheet, other.rows)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Table({self.file!r}, {self.sheet!r}, {len(self)} rows)"


class Growing:
    """A table while its rows come: a portion at a time, of which only the text is kept."""

    def __init__(self, file: str, sheet: str, most_rows: int = MOST_ROWS) -> None:
        self._file, self._sheet, self._most = file, sheet, most_rows
        self._count = 0
        self._lines: list[int] = []
        self._columns: list[_Column] = []
        self._widths: list[int] = []

    def add(self, lines: Sequence[int], rows: Sequence[Sequence[object]]) -> None:
        """Rows, and the line that each begins on.

        Raises:
            ProblemsError: ``list_too_long`` beyond as many as are allowed, empty ones among them;
                ``workbook_too_many_cells`` where a row is so long that all would have too many.
        """
        widths = [len(row) for row in rows]
        self._bound(len(rows), max(widths, default=0))
        self.add_columns(lines, list(zip_longest(*rows, fillvalue="")), widths)

    def add_columns(
        self, lines: Sequence[int], columns: Sequence[Sequence[object]], widths: Sequence[int] | None = None
    ) -> None:
        """The same by columns, each as long as ``lines``.

        Raises:
            ProblemsError: as for `add`.
        """
        self._bound(len(lines), len(columns))
        self._count += len(lines)
        texts = [_texts(column) for column in columns]
        # Mostly one column has something in every row; else each row is looked at.
        is_full = any(map(all, texts))
        filled = [True] * len(lines) if is_full else [any(row) for row in zip(*texts, strict=True)]
        said = widths or [len(columns)] * len(lines)
        if not is_full and not all(filled):
            texts = [[cell for cell, is_kept in zip(one, filled, strict=True) if is_kept] for one in texts]
            lines = [one for one, is_kept in zip(lines, filled, strict=True) if is_kept]
            said = [one for one, is_kept in zip(said, filled, strict=True) if is_kept]
        if not lines or not filled:
            return
        while len(self._columns) < len(texts):
            self._columns.append(_Column(len(self._lines)))
        for at, column in enumerate(self._columns):
            column.add(texts[at] if at < len(texts) else [""] * len(lines))
        self._lines += lines
        self._widths += said

    def _bound(self, rows: int, width: int) -> None:
        if self._count + rows > self._most:
            place = Place(self._file, self._most + 1)
            raise ProblemsError.of("list_too_long", place, sheet=self._sheet, limit=self._most)
        if (self._count + rows) * max(width, len(self._columns)) > MOST_CELLS:
            place = Place(self._file, self._count + 1)
            raise ProblemsError.of("workbook_too_many_cells", place, limit=MOST_CELLS)

    def table(self) -> Table:
        """All that came."""
        columns = [one.cells for one in self._columns[: max(self._widths, default=0)]]
        return Table.by_columns(self._file, self._sheet, self._lines, columns, _uneven(self._widths))


class _Column:
    """Cells of which those that repeat are kept once."""

    def __init__(self, missing: int) -> None:
        self.cells: list[str] = [""] * missing
        self._known: dict[str, str] = {}

    def add(self, cells: Sequence[str]) -> None:
        if mostly_differ(cells):
            self.cells += cells
        else:
            known = self._known.setdefault
            self.cells += [known(cell, cell) for cell in cells]


def mostly_differ(cells: Sequence[str]) -> bool:
    """Whether a column holds something else in each cell, as far as its first cells tell."""
    few = cells[:_LOOKED_AT]
    return 2 * len(set(few)) > len(few)


def _uneven(widths: Sequence[int]) -> Sequence[int] | None:
    return widths if len(set(widths)) > 1 else None


def from_sheets(
    name: str, sheets: Mapping[str, Sequence[Sequence[object]]], most_rows: int = MOST_ROWS
) -> tuple[Table, ...]:
    """A workbook whose cells are already read as values: text, numbers, days or nothing.

    Raises:
        ProblemsError: ``list_too_long`` for a sheet of over 50,000 rows, or as many as are said.

    >>> from_sheets("b.xlsx", {"Brugere": [["Id", "Email"], [7.0, " a@b.dk "]]})[0].rows[1]
    (2, ('7', 'a@b.dk'))
    """
    return tuple(_table(name, sheet, enumerate(rows, start=1), most_rows) for sheet, rows in sheets.items())


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
    coded = _in_utf_8(data, name)
    # A line at a time: the whole as text would take four times the file.
    text = io.TextIOWrapper(io.BytesIO(coded), encoding="utf-8-sig", newline="")
    first, _, _rest = text.readline().partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        return _table(name, sheet, _csv_rows(text, first.strip()[-1], name, skipped=1), most_rows)
    text.seek(0)
    delimiter = max(_DELIMITERS, key=first.count)
    return _table(name, sheet, _csv_rows(text, delimiter, name, skipped=0), most_rows)


def _in_utf_8(data: bytes, name: str) -> bytes:
    """The same text, whatever it was saved as; what is UTF-8 already is looked through and not copied."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            coded = data.decode("utf-16").encode()
        except UnicodeDecodeError:
            raise ProblemsError.of("list_not_text", Place(name, 1)) from None
    elif _is_utf_8(data):
        coded = data
    elif sum(data.count(byte) for byte in _UNUSED) > len(data) // 1000:
        raise ProblemsError.of("list_not_text", Place(name, 1))
    else:
        coded = data.decode("latin-1").translate(_WINDOWS).encode()
    if b"\0" in coded:
        raise ProblemsError.of("list_not_text", Place(name, 1))
    return coded


def _is_utf_8(data: bytes) -> bool:
    decoder, seen = codecs.getincrementaldecoder("utf-8")(), memoryview(data)
    try:
        for at in range(0, len(data), _CHUNK):
            decoder.decode(seen[at : at + _CHUNK])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _csv_rows(
    text: Iterable[str], delimiter: str, name: str, *, skipped: int
) -> Iterator[tuple[int, Sequence[object]]]:
    reader = csv.reader(text, delimiter=delimiter, strict=True)
    begins = 1 + skipped
    try:
        for row in reader:
            yield begins, row
            begins = reader.line_num + 1 + skipped
    except csv.Error as error:
        raise ProblemsError.of("not_csv", Place(name, begins), reason=str(error)) from None


def _table(name: str, sheet: str, rows: Iterable[tuple[int, Sequence[object]]], most_rows: int) -> Table:
    growing, coming = Growing(name, sheet, most_rows), iter(rows)
    while portion := list(islice(coming, AT_ONCE)):
        growing.add([line for line, _row in portion], [row for _line, row in portion])
    return growing.table()


def _texts(column: Sequence[object]) -> Sequence[str]:
    """Most columns are tidy as they came: to look at all of one costs less than to look at each cell."""
    sorts = set(map(type, column))
    if sorts == {int}:
        return list(map(str, column))
    texts: list[str] = (
        column  # type: ignore[assignment]
        if sorts == {str}
        else [cell if cell.__class__ is str else text_of(cell) for cell in column]
    )
    whole = f"|{'|'.join(texts)}|"
    if whole.isprintable() and "  " not in whole and "| " not in whole and " |" not in whole:
        return texts
    tidy = {text: text_of(text) for text in set(texts)}
    return [tidy[text] for text in texts]


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
