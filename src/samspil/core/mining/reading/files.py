"""A log as it comes: bytes in pieces, unpacked on the way, and never more than was allowed."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from typing import BinaryIO, Final

from samspil.core.errors import Place, ProblemsError

LARGEST_LOG_BYTES: Final = 150_000_000
DEFAULT_ZONE: Final = "Europe/Copenhagen"
_PIECE: Final = 1 << 20
_GZIP: Final = b"\x1f\x8b"
_WITH_HEAD: Final = 16 + zlib.MAX_WBITS


@dataclass(frozen=True, slots=True)
class LogFile:
    """A file that can be opened more than once; its size where it is known."""

    name: str
    open: Callable[[], BinaryIO]
    size: int | None = None


@dataclass(frozen=True, slots=True)
class How:
    """How a log is to be read where it does not say so itself.

    Attributes:
        zone: the zone of times without one, and of days, weekdays and hours.
        says_zone: whether somebody said the zone: then a log may hold several.
        by_time: events of a case are put in order of time instead of refused.
        leaves_out_unfinished: what began and never ended is left out instead of refused.
        columns: of a CSV file, the heading for ``case``, ``activity``, ``at``, ``begun``, ``resource``.
        case_type: of an OCEL file, the type of object that is a case.
        most_bytes: how large it may be, unpacked.
    """

    zone: str = DEFAULT_ZONE
    says_zone: bool = False
    by_time: bool = False
    leaves_out_unfinished: bool = False
    columns: Mapping[str, str] = field(default_factory=dict)
    case_type: str | None = None
    most_bytes: int = LARGEST_LOG_BYTES


def pieces(file: LogFile, most_bytes: int) -> Iterator[bytes]:
    """The bytes of a file, unpacked where it is packed with gzip, about a megabyte at a time.

    Raises:
        ProblemsError: ``log_too_large`` beyond as many as are allowed, ``log_packed_broken``,
            ``log_packed_cut``.

    >>> list(pieces(LogFile("a.csv", lambda: io.BytesIO(b"case;")), 10))
    [b'case;']
    """
    with closing(file.open()) as opened:
        first = opened.read(_PIECE)
        is_packed = first.startswith(_GZIP)
        if not is_packed and file.size is not None and file.size > most_bytes:
            place = Place(file.name, 1)
            raise ProblemsError.of("log_too_large", place, limit_bytes=most_bytes, size_bytes=file.size)
        read = _unpacked(first, opened, file.name) if is_packed else _plain(first, opened)
        total = 0
        for piece in read:
            total += len(piece)
            if total > most_bytes:
                raise ProblemsError.of("log_too_large", Place(file.name, 1), limit_bytes=most_bytes)
            yield piece


def begins(file: LogFile, most_bytes: int) -> bytes:
    """The first piece, without what white space and byte order mark stand before it."""
    for piece in pieces(file, most_bytes):
        return piece.removeprefix(b"\xef\xbb\xbf").lstrip()
    return b""


def as_text(file: LogFile, most_bytes: int) -> io.BufferedReader:
    """The same as a stream that can be read like a file."""
    return io.BufferedReader(_Pieces(pieces(file, most_bytes)), _PIECE)


def _plain(first: bytes, opened: BinaryIO) -> Iterator[bytes]:
    piece = first
    while piece:
        yield piece
        piece = opened.read(_PIECE)


def _unpacked(first: bytes, opened: BinaryIO, name: str) -> Iterator[bytes]:
    """Files of several packed parts are read on; what is packed a thousandfold comes in pieces as well."""
    unpacking, packed = zlib.decompressobj(_WITH_HEAD), first
    try:
        while packed:
            if piece := unpacking.decompress(packed, _PIECE):
                yield piece
            packed = unpacking.unconsumed_tail or unpacking.unused_data or opened.read(_PIECE)
            if unpacking.eof and packed.strip(b"\0"):
                unpacking = zlib.decompressobj(_WITH_HEAD)
            elif unpacking.eof:
                return
    except zlib.error as error:
        raise ProblemsError.of("log_packed_broken", Place(name, 1), said=str(error)) from None
    raise ProblemsError.of("log_packed_cut", Place(name, 1))


class _Pieces(io.RawIOBase):
    """Pieces as a raw stream."""

    def __init__(self, coming: Iterator[bytes]) -> None:
        self._coming, self._left = coming, memoryview(b"")

    def readable(self) -> bool:
        """It is only read."""
        return True

    def readinto(self, into: memoryview, /) -> int:  # type: ignore[override]
        """Fill as much as there is at hand."""
        if not self._left:
            self._left = memoryview(next(self._coming, b""))
        count = min(len(into), len(self._left))
        into[:count] = self._left[:count]
        self._left = self._left[count:]
        return count
