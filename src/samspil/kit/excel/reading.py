"""Tables in: a workbook that somebody has sent, read where it can do no harm."""

from __future__ import annotations

import io
import json
import signal
import subprocess  # nosec B404
import sys
import tempfile
import threading
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import IO, Any, Final

from samspil.core.errors import Place, ProblemsError

Sheets = dict[str, list[list[object]]]

_ZIP: Final = b"PK\x03\x04"
_CHILD: Final = "samspil.kit.excel.apart"
_OUT_OF_TIME: Final = (signal.SIGKILL, signal.SIGXCPU)
_OUT_OF_MEMORY: Final = (signal.SIGABRT,)


@dataclass(frozen=True, slots=True)
class Bounds:
    """How large a list of an organisation can be; what is larger is refused before it is read."""

    packed_bytes: int = 20_000_000
    unpacked_bytes: int = 200_000_000
    ratio: int = 100
    parts: int = 2000
    cells: int = 1_000_000
    seconds: int = 10


BOUNDS: Final = Bounds()


@dataclass(frozen=True, slots=True)
class Block:
    """Some rows of a sheet, by columns, all equally long; ``first`` is the number of the first, from 0."""

    sheet: str
    first: int
    columns: Sequence[Sequence[object]]


def is_workbook(data: bytes) -> bool:
    """Whether it begins as .xlsx and .ods do, whatever it is called."""
    return data.startswith(_ZIP)


def has_macros(data: bytes) -> bool:
    """Whether a workbook that has been read carries a program, whatever it is called."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return any(name.casefold().endswith("vbaproject.bin") for name in archive.namelist())


def read_sheets(data: bytes, name: str, bounds: Bounds = BOUNDS) -> Sheets:
    """The cells of every sheet of an .xlsx or .ods file, by rows.

    Raises:
        ProblemsError: as for `read_blocks`.
    """
    sheets: Sheets = {}
    for block in read_blocks(data, name, bounds):
        rows = sheets.setdefault(block.sheet, [])
        rows += [list(row) for row in zip(*block.columns, strict=True)]
    return sheets


def read_blocks(data: bytes, name: str, bounds: Bounds = BOUNDS) -> Iterator[Block]:
    """The cells of every sheet of an .xlsx or .ods file, some rows at a time.

    What the file says of itself is looked at first, which takes no time; then it is unpacked, counted and
    read in a process of its own, which may use only so much memory and time. Every sheet gives a block.

    Raises:
        ProblemsError: ``file_too_large``, ``workbook_unpacks_too_large``, ``workbook_too_many_cells``,
            ``workbook_too_slow``, ``workbook_unreadable``; also after some blocks have come.
    """
    place = Place(name, 1)
    if len(data) > bounds.packed_bytes:
        raise ProblemsError.of("file_too_large", place, size_bytes=len(data), limit_bytes=bounds.packed_bytes)
    _look_at_the_parts(data, place, bounds)
    for said in _read_apart(data, place, bounds):
        match said.get("fault"):
            case "too_large":
                raise ProblemsError.of("workbook_unpacks_too_large", place)
            case "too_many_cells":
                raise ProblemsError.of("workbook_too_many_cells", place, limit=bounds.cells)
        if "sheet" in said:
            yield Block(said["sheet"].replace("\0", ""), said["first"], said["columns"])


def _look_at_the_parts(data: bytes, place: Place, bounds: Bounds) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise ProblemsError.of("workbook_unreadable", place) from None
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    if (
        len(parts) > bounds.parts
        or unpacked > bounds.unpacked_bytes
        or unpacked > bounds.ratio * max(packed, 1)
        or packed > len(data)  # parts that lie over each other unpack the same bytes again and again
    ):
        raise ProblemsError.of("workbook_unpacks_too_large", place)


def _read_apart(data: bytes, place: Place, bounds: Bounds) -> Iterator[dict[str, Any]]:
    """What the other process said, line by line, once it is gone: the two never hold a large list at once."""
    with tempfile.TemporaryFile() as said:
        _say(data, place, bounds, said)
        said.seek(0)
        for line in said:
            yield json.loads(line)


def _say(data: bytes, place: Place, bounds: Bounds, said: IO[bytes]) -> None:
    """Let the other process read the file, and write down what it says."""
    numbers = [str(one) for one in (bounds.unpacked_bytes, bounds.cells, bounds.seconds)]
    # No shell; the file goes in by a pipe, and the command is made of numbers of ours.
    child = subprocess.Popen(  # nosec B603
        [sys.executable, "-m", _CHILD, *numbers],
        stdin=subprocess.PIPE,
        stdout=said,
        stderr=subprocess.DEVNULL,
    )
    is_late = threading.Event()

    def stop() -> None:
        is_late.set()
        child.kill()

    # By the clock on the wall; the child counts its own work.
    watch = threading.Timer(2 * bounds.seconds, stop)
    watch.start()
    try:
        child.communicate(data)
    finally:
        watch.cancel()
        child.kill()
        child.wait()
    if is_late.is_set():
        raise ProblemsError.of("workbook_too_slow", place, seconds=2 * bounds.seconds)
    if -child.returncode in _OUT_OF_TIME:
        raise ProblemsError.of("workbook_too_slow", place, seconds=bounds.seconds)
    if -child.returncode in _OUT_OF_MEMORY:
        raise ProblemsError.of("workbook_too_many_cells", place, limit=bounds.cells)
    if child.returncode:
        raise ProblemsError.of("workbook_unreadable", place)
