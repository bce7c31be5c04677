"""Reads one workbook in a process of its own: bytes in, lines of JSON out. What the file does, it does here.

Run by `reading`, with bounds on memory and time. Knows nothing of ours but the bounds it is given.
"""

from __future__ import annotations

import gc
import html
import io
import json
import re
import resource
import sys
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any, Final

MEMORY: Final = 1_000_000_000
_LOCAL_HEADER: Final = 30
_CHUNK: Final = 1 << 20
_ROWS: Final = 5000
_RELATION: Final = re.compile(rb'<Relationship\b(?=[^>]*\bId="([^"]+)")(?=[^>]*\bTarget="([^"]+)")')
_SHEET: Final = re.compile(rb'<sheet\b(?=[^>]*\bname="([^"]+)")(?=[^>]*\br:id="([^"]+)")')
_ERROR_CELL: Final = re.compile(rb'<c\b((?=[^>]*\bt="e")[^>]*)>(?:<f[^>]*(?:/>|>[^<]*</f>))?<v>([^<]*)</v>')
_ERROR_TYPE: Final = b't="e"'
_PLACE: Final = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')


class TooLargeError(Exception):
    """More comes out than the file says, or than is allowed."""


class TooManyCellsError(Exception):
    """More cells than a list has."""


def main() -> None:
    """Bounds from the command line: bytes, cells, seconds. A line for each portion of rows, one at last."""
    most_bytes, most_cells, seconds = (int(one) for one in sys.argv[1:4])
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    gc.disable()  # nothing here goes in circles, and the process is soon over
    data = sys.stdin.buffer.read()
    try:
        with_errors = inflate(data, most_bytes)
        for block in blocks(data, most_cells, with_errors):
            _write(block)
        _write({"is_all": True})
    except TooLargeError:
        _write({"fault": "too_large"})
    except TooManyCellsError:
        _write({"fault": "too_many_cells"})


def _write(said: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(said))  # in one: half the time of a piece at a time
    sys.stdout.write("\n")
    sys.stdout.flush()


def inflate(data: bytes, most_bytes: int) -> set[str]:
    """Unpack every part, counting: what a part says of its size can be a lie. Gives those with error cells.

    Raises:
        TooLargeError: over ``most_bytes`` in all, or more than a part says.
    """
    total, with_errors = 0, set()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for part in archive.infolist():
            found = 0
            end = b""
            for piece in _inflated(data, part):
                found += len(piece)
                if total + found > most_bytes or found > part.file_size:
                    raise TooLargeError
                if _ERROR_TYPE in piece or _ERROR_TYPE in end + piece[: len(_ERROR_TYPE)]:
                    with_errors.add(part.filename)
                end = piece[-len(_ERROR_TYPE) :]
            total += found
    return with_errors


def _inflated(data: bytes, part: zipfile.ZipInfo) -> Iterator[bytes]:
    start = part.header_offset
    begins = start + _LOCAL_HEADER + _two(data, start + 26) + _two(data, start + 28)
    packed = memoryview(data)[begins : begins + part.compress_size]
    if part.compress_type == zipfile.ZIP_STORED:
        yield bytes(packed)
        return
    if part.compress_type != zipfile.ZIP_DEFLATED:
        raise zipfile.BadZipFile(part.filename)
    engine, rest = zlib.decompressobj(-zlib.MAX_WBITS), bytes(packed)
    while rest and not engine.eof:
        yield engine.decompress(rest, _CHUNK)
        rest = engine.unconsumed_tail


def _two(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 2], "little")


def blocks(data: bytes, most_cells: int, with_errors: set[str]) -> Iterator[dict[str, Any]]:
    """The cells of every sheet as values, some rows at a time, by columns; the first of them is row 0.

    A formula is the value that was last worked out for it. A sheet begins with a portion without rows.

    Raises:
        TooManyCellsError: over ``most_cells`` in all, empty ones between included.
    """
    from python_calamine import load_workbook  # noqa: PLC0415 – the bounds come first

    cells = 0
    book = load_workbook(io.BytesIO(data))
    shown = _by_sheet(errors(data, with_errors)) if with_errors else {}
    for name in book.sheet_names:
        sheet = book.get_sheet_by_name(name)
        if sheet.end is not None:
            cells += (sheet.end[0] + 1) * (sheet.end[1] + 1)
        if cells > most_cells:
            raise TooManyCellsError
        yield {"sheet": name, "first": 0, "columns": []}
        before: list[list[object]] = [[""] * _ROWS] * (sheet.start[1] if sheet.start else 0)
        rows, first = sheet.iter_rows(), 0
        while portion := list(islice(rows, _ROWS)):
            count = len(portion)
            columns = [one[:count] for one in before] + [_values(one) for one in zip(*portion, strict=True)]
            for row, column, text in shown.get(name, ()):
                if first <= row < first + count and column < len(columns):
                    columns[column][row - first] = text
            yield {"sheet": name, "first": first, "columns": columns}
            first += count


def _by_sheet(found: Iterator[tuple[str, int, int, str]]) -> dict[str, list[tuple[int, int, str]]]:
    by_sheet: dict[str, list[tuple[int, int, str]]] = {}
    for name, row, column, text in found:
        by_sheet.setdefault(name, []).append((row, column, text))
    return by_sheet


def _values(column: Sequence[object]) -> list[object]:
    """Most columns are all words, all numbers or all days, and the same days come again and again."""
    sorts = set(map(type, column))
    if sorts <= {str, bool}:
        return list(column)
    known = {cell: _plain(cell) for cell in set(column)} if sorts <= {str, date} else {}
    return [known[cell] for cell in column] if known else [_plain(cell) for cell in column]


def errors(data: bytes, parts: set[str]) -> Iterator[tuple[str, int, int, str]]:
    """Cells of an .xlsx that show an error, such as #N/A: sheet, row, column, both from 0, and what is shown.

    Looked for in those ``parts`` only. The reader gives them as empty, and an empty cell is something else
    than a lookup that failed.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if "xl/workbook.xml" not in archive.namelist():
            return
        targets = dict(_RELATION.findall(archive.read("xl/_rels/workbook.xml.rels")))
        for name, key in _SHEET.findall(archive.read("xl/workbook.xml")):
            file = targets.get(key, b"").decode().lstrip("/").removeprefix("xl/")
            if f"xl/{file}" not in parts:
                continue
            content = archive.read(f"xl/{file}")
            for cell in _ERROR_CELL.finditer(content):
                place = _PLACE.search(cell[1])
                if place:
                    shown = html.unescape(cell[2].decode())
                    yield html.unescape(name.decode()), int(place[2]) - 1, _column(place[1].decode()), shown


def _column(letters: str) -> int:
    """From 0: A is 0, AA is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _plain(cell: object) -> object:
    match cell:
        case str():
            return cell
        case datetime() if cell.time() == time.min:
            return cell.date().isoformat()
        case date() | time():
            return cell.isoformat()
        case timedelta():
            return str(cell)
        case float() if cell.is_integer():
            return int(cell)
    return cell


if __name__ == "__main__":
    main()
