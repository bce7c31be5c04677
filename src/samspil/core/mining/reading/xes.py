"""XES (IEEE 1849-2016), safely: no document type, no entities of its own, nothing outside the file is read.

Every byte goes through expat, which says whether it is XML. What the events say is cut out of the bytes where
they are written as every tool writes them, and read element by element where they are not
(`xes_elements`); the two give the same log, which a test holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from samspil.core.mining.reading import xes_elements
from samspil.core.mining.reading.checked_xml import checked_parser, parsed
from samspil.core.mining.reading.files import How, LogFile, pieces
from samspil.core.mining.reading.gathering import Gathered, Read, Rows

_TRACE: Final = b"<trace>"
_TRACE_ENDS: Final = b"</trace>"
_EVENT: Final = b"<event>"
_EVENT_ENDS: Final = b"</event>"
_NAME: Final = b' key="concept:name" value="'
_TIME: Final = b' key="time:timestamp" value="'
_RESOURCE: Final = b' key="org:resource" value="'
_TRANSITION: Final = b' key="lifecycle:transition" value="'
_WANTED: Final = tuple((key, key.split(b'"')[1]) for key in (_NAME, _TIME, _RESOURCE, _TRANSITION))


class _NotPlainError(Exception):
    """Written in a way that must be read element by element."""


def read_xes(file: LogFile, how: How) -> Read:
    """A log as XES.

    Raises:
        ProblemsError: ``log_not_xml``, ``log_with_document_type``, ``log_not_xes``, ``log_too_deep``,
            ``log_double_case``, ``log_event_outside_case`` and what `Gathered` and `pieces` refuse.

    Linear in the size of the file; beside the coded events it holds one piece of the file and one case.
    """
    try:
        gathered = _Plain(file.name, how).read(pieces(file, how.most_bytes))
    except _NotPlainError:
        gathered = xes_elements.gather(file, how)
    return gathered.finish("xes")


class _Plain:
    """Reads what is written as tools write it, case by case."""

    def __init__(self, name: str, how: How) -> None:
        self._gathered = Gathered(name, how)
        self._parser = checked_parser(name)
        self._parser.XmlDeclHandler = _refuse_other_encodings
        self._line = 1
        self._is_in_cases = False

    def read(self, coming: Iterator[bytes]) -> Gathered:
        left, looked = b"", 0
        for piece in coming:
            parsed(self._parser, piece, self._gathered.file)
            left += piece
            cut = left.rfind(_TRACE_ENDS, max(looked - len(_TRACE_ENDS), 0))
            if cut >= 0:
                cut += len(_TRACE_ENDS)
                self._take(left[:cut])
                left = left[cut:]
            looked = len(left)
        parsed(self._parser, None, self._gathered.file)
        if b"<trace" in left or _EVENT[:-1] in left or not self._is_in_cases:
            raise _NotPlainError
        return self._gathered

    def _take(self, block: bytes) -> None:
        if not self._is_in_cases:
            block = self._after_the_head(block)
        if b"<!" in block or b"<?" in block:
            raise _NotPlainError
        for trace in block.split(_TRACE_ENDS)[:-1]:
            self._trace(trace)

    def _after_the_head(self, block: bytes) -> bytes:
        at = block.find(_TRACE)
        head = block[: max(at, 0)]
        is_outside = (
            head.count(b"<!--") == head.count(b"-->") and b"<![" not in head and _EVENT[:-1] not in head
        )
        if at < 0 or not is_outside or b"<log" not in head:
            raise _NotPlainError
        self._line += head.count(b"\n")
        self._is_in_cases = True
        return block[at:]

    def _trace(self, trace: bytes) -> None:
        before, begun, body = trace.partition(_TRACE)
        events = body.split(_EVENT)
        is_plain = begun and not before.strip() and b"<trace" not in body
        if not is_plain or body.count(_EVENT[:-1]) != len(events) - 1:
            raise _NotPlainError
        line = self._line + before.count(b"\n")
        self._line = line + events[0].count(b"\n")
        number = xes_elements.new_case(self._gathered, _attribute(events[0], 0), line)
        rows = self._rows(events[1:])
        self._gathered.add([number] * len(rows.lines), rows)

    def _rows(self, events: list[bytes]) -> Rows:
        rows, line = Rows(), self._line
        for event in events:
            end = event.rfind(_EVENT_ENDS)
            if end < 0 or event[end + len(_EVENT_ENDS) :].strip():
                raise _NotPlainError
            told = event[:end]
            if b"</" in told or b"'" in told or b"&" in told:
                name, time, resource, transition = _one_by_one(told)
            else:
                name, time = _cut_out(told, 0), _cut_out(told, 1)
                resource, transition = _cut_out(told, 2), _cut_out(told, 3)
            rows.activities.append(name)
            rows.times.append(time)
            rows.resources.append(resource)
            rows.transitions.append(transition)
            rows.lines.append(line)
            line += event.count(b"\n")
        self._line = line
        return rows


def _cut_out(told: bytes, wanted: int) -> bytes | None:
    """The value of a key where it is written plainly; every attribute closes itself, none is in another."""
    key, name = _WANTED[wanted]
    at = told.find(key)
    if at < 0:
        return None if name not in told else _one_by_one(told)[wanted]
    at += len(key)
    return told[at : told.index(b'"', at)]


def _attribute(told: bytes, wanted: int) -> bytes | None:
    if b"</" in told or b"'" in told or b"&" in told:
        return _one_by_one(told)[wanted]
    return _cut_out(told, wanted)


def _one_by_one(told: bytes) -> tuple[bytes | None, bytes | None, bytes | None, bytes | None]:
    """The same by expat, which knows what is inside what."""
    found = xes_elements.attributes_in(told)
    name, time, resource, transition = (found.get(name.decode()) for _, name in _WANTED)
    return name, time, resource, transition


def _refuse_other_encodings(_version: str, encoding: str | None, _standalone: int) -> None:
    if encoding is not None and encoding.lower() not in ("utf-8", "us-ascii"):
        raise _NotPlainError
