"""A log as CSV: a row for each event, in any order; within a case they are put in order of time."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from operator import itemgetter
from typing import Final

from samspil.core.errors import Place, ProblemsError
from samspil.core.mining.reading.columns import columns_of
from samspil.core.mining.reading.files import How, LogFile, as_text, pieces
from samspil.core.mining.reading.gathering import Gathered, Read, Rows

_DELIMITERS: Final = (";", ",", "\t")
_AT_ONCE: Final = 20_000
_Row = tuple[int, list[str]]
_UNUSED: Final = tuple(bytes([code]) for code in (0x81, 0x8D, 0x8F, 0x90, 0x9D))  # in Windows-1252


def read_csv(file: LogFile, how: How) -> Read:
    """A log as CSV in UTF-8, UTF-16 with its mark or, failing these, Windows-1252.

    Semicolon, comma or tab parts the cells, whichever the first line has most of.

    Raises:
        ProblemsError: ``list_not_text``, ``not_csv``, ``log_no_column``, ``log_unknown_column``,
            ``log_row_too_short``, ``log_row_without_case``, ``log_no_end``, and what `Gathered` and `pieces`
            refuse.

    Linear in the size of the file, but for sorting within cases.
    """
    encoding = _encoding(file, how)
    letters = "replace" if encoding == "cp1252" else "strict"  # some of its signs mean nothing
    with io.TextIOWrapper(as_text(file, how.most_bytes), encoding, letters, newline="") as text:
        try:
            return _read(text, file.name, how)
        except UnicodeDecodeError:
            raise ProblemsError.of("list_not_text", Place(file.name, 1)) from None


def _read(text: io.TextIOWrapper, name: str, how: How) -> Read:
    first = text.readline()
    rows = _Lines(name, first, text, max(_DELIMITERS, key=first.count))
    headings = [cell.strip() for cell in next(iter(rows), (1, [""]))[1]]
    columns = columns_of(headings, how.columns, Place(name, 1))
    gathered = _gathered(rows, columns, name, how)
    shown = {wanted: headings[at] for wanted, at in columns.items()}
    return replace(gathered.finish("csv"), columns=shown)


class _Lines:
    """Rows with the line that each begins on."""

    def __init__(self, name: str, first: str, rest: io.TextIOWrapper, delimiter: str) -> None:
        self._name = name
        self._reader = csv.reader(_after(first, rest), delimiter=delimiter, strict=True)
        self._begins = 1

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        try:
            for row in self._reader:
                begins, self._begins = self._begins, self._reader.line_num + 1
                if row:
                    yield begins, row
        except csv.Error as error:
            raise ProblemsError.of("not_csv", Place(self._name, self._begins), reason=str(error)) from None


def _after(first: str, rest: io.TextIOWrapper) -> Iterator[str]:
    yield first
    yield from rest


def _gathered(rows: _Lines, columns: dict[str, int], name: str, how: How) -> Gathered:
    gathered = Gathered(name, how)
    coming = iter(rows)
    while portion := list(islice(coming, _AT_ONCE)):
        _refuse_short(portion, columns, name)
        if ended := _with_an_end(portion, columns, gathered):
            _add(gathered, columns, [row for _, row in ended], [line for line, _ in ended])
    return gathered


def _refuse_short(portion: Sequence[_Row], columns: dict[str, int], name: str) -> None:
    width = max(columns.values()) + 1
    for line, row in portion:
        if len(row) < width:
            raise ProblemsError.of("log_row_too_short", Place(name, line), cells=len(row), needed=width)


def _with_an_end(portion: list[_Row], columns: dict[str, int], gathered: Gathered) -> list[_Row]:
    """Without what began and never ended, where that is wanted; else it is refused."""
    if "begun" not in columns:
        return portion
    begun, end = columns["begun"], columns["at"]
    open_rows = [(line, row) for line, row in portion if row[begun].strip() and not row[end].strip()]
    if not open_rows:
        return portion
    if not gathered.how.leaves_out_unfinished:
        line, row = open_rows[0]
        case, activity = (row[columns[one]].strip() for one in ("case", "activity"))
        raise ProblemsError.of("log_no_end", gathered.place(line), case=case, activity=activity)
    gathered.unfinished += len(open_rows)
    left_out = {line for line, _ in open_rows}
    return [(line, row) for line, row in portion if line not in left_out]


def _add(gathered: Gathered, columns: dict[str, int], cells: Sequence[list[str]], lines: list[int]) -> None:
    def column(wanted: str) -> list[bytes]:
        return [cell.strip().encode() for cell in map(itemgetter(columns[wanted]), cells)]

    names = [cell.strip() for cell in map(itemgetter(columns["case"]), cells)]
    if not all(names):
        raise ProblemsError.of("log_row_without_case", gathered.place(lines[names.index("")]))

    def told(wanted: str) -> list[bytes | None]:
        return list(column(wanted)) if wanted in columns else [None] * len(cells)

    ends, begun, cases = column("at"), told("begun"), gathered.cases
    gathered.add(
        [cases.setdefault(one, len(cases)) for one in names],
        Rows(told("activity"), list(ends), told("resource"), told("transition"), lines),
        [begin or end for begin, end in zip(begun, ends, strict=True)] if "begun" in columns else (),
    )


def _encoding(file: LogFile, how: How) -> str:
    """What it is written in, seen by looking through all of it."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    is_utf_8, unused, total, first = True, 0, 0, b""
    for piece in pieces(file, how.most_bytes):
        first = first or piece[:4]
        total += len(piece)
        if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        if b"\0" in piece:
            raise ProblemsError.of("list_not_text", Place(file.name, 1))
        unused += sum(piece.count(byte) for byte in _UNUSED)
        try:
            decoder.decode(piece) if is_utf_8 else ""
        except UnicodeDecodeError:
            is_utf_8 = False
    if is_utf_8:
        return "utf-8-sig"
    if unused > total // 1000:
        raise ProblemsError.of("list_not_text", Place(file.name, 1))
    return "cp1252"
