"""Reads one workbook in a process of its own: bytes in, JSON out. Whatever the file does, it does it here.

Run by `reading`, with bounds on memory and time. Knows nothing of ours but the bounds it is given.
"""

from __future__ import annotations

import html
import io
import json
import re
import resource
import sys
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, Final

MEMORY: Final = 1_000_000_000
_LOCAL_HEADER: Final = 30
_CHUNK: Final = 1 << 20
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
    """Bounds from the command line: bytes, cells, seconds."""
    most_bytes, most_cells, seconds = (int(one) for one in sys.argv[1:4])
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    data = sys.stdin.buffer.read()
    try:
        inflate(data, most_bytes)
        answer: dict[str, Any] = {"sheets": sheets(data, most_cells)}
    except TooLargeError:
        answer = {"fault": "too_large"}
    except TooManyCellsError:
        answer = {"fault": "too_many_cells"}
    sys.stdout.write(json.dumps(answer))  # in one: half the time of a piece at a time


def inflate(data: bytes, most_bytes: int) -> None:
    """Unpack every part, counting: what a part says of its size can be a lie.

    Raises:
        TooLargeError: over ``most_bytes`` in all, or more than a part says.
    """
    total = 0
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for part in archive.infolist():
            found = _inflated(data, part, most_bytes - total)
            if found > part.file_size:
                raise TooLargeError
            total += found


def _inflated(data: bytes, part: zipfile.ZipInfo, left: int) -> int:
    start = part.header_offset
    begins = start + _LOCAL_HEADER + _two(data, start + 26) + _two(data, start + 28)
    packed = memoryview(data)[begins : begins + part.compress_size]
    if part.compress_type == zipfile.ZIP_STORED:
        return len(packed)
    if part.compress_type != zipfile.ZIP_DEFLATED:
        raise zipfile.BadZipFile(part.filename)
    engine, count, rest = zlib.decompressobj(-zlib.MAX_WBITS), 0, bytes(packed)
    while rest and not engine.eof:
        count += len(engine.decompress(rest, _CHUNK))
        rest = engine.unconsumed_tail
        if count > left:
            raise TooLargeError
    return count


def _two(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 2], "little")


def sheets(data: bytes, most_cells: int) -> dict[str, list[list[object]]]:
    """The cells of every sheet as values; a formula is the value that was last worked out for it.

    Raises:
        TooManyCellsError: over ``most_cells`` in all, empty ones between included.
    """
    from python_calamine import load_workbook  # noqa: PLC0415 – the bounds come first

    found: dict[str, list[list[object]]] = {}
    cells = 0
    book = load_workbook(io.BytesIO(data))
    for name in book.sheet_names:
        sheet = book.get_sheet_by_name(name)
        if sheet.end is not None:
            cells += (sheet.end[0] + 1) * (sheet.end[1] + 1)
        if cells > most_cells:
            raise TooManyCellsError
        found[name] = [[_plain(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    for name, row, column, shown in errors(data):
        if name in found and row < len(found[name]) and column < len(found[name][row]):
            found[name][row][column] = shown
    return found


def errors(data: bytes) -> Iterator[tuple[str, int, int, str]]:
    """Cells of an .xlsx that show an error, such as #N/A: sheet, row, column, both from 0, and what is shown.

    The reader gives them as empty, and an empty cell is something else than a lookup that failed.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if "xl/workbook.xml" not in archive.namelist():
            return
        targets = dict(_RELATION.findall(archive.read("xl/_rels/workbook.xml.rels")))
        for name, key in _SHEET.findall(archive.read("xl/workbook.xml")):
            file = targets.get(key, b"").decode().lstrip("/").removeprefix("xl/")
            if f"xl/{file}" not in archive.namelist():
                continue
            content = archive.read(f"xl/{file}")
            if _ERROR_TYPE not in content:
                continue
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
