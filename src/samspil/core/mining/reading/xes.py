"""XES (IEEE 1849-2016), safely: no document type, no entities of its own, nothing outside the file is read.

Every byte goes through expat, which says whether it is XML. What the events say is cut out of the bytes where
they are written as every tool writes them, and read element by element where they are not
(`xes_elements`); the two give the same log, which a test holds.
"""

from __future__ import annotations

import re
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
_NAME: Final = b"concept:name"
_TIME: Final = b"time:timestamp"
_RESOURCE: Final = b"org:resource"
_TRANSITION: Final = b"lifecycle:transition"
_KEYS: Final = frozenset((_NAME, _TIME, _RESOURCE, _TRANSITION))
_PLAINLY: Final = re.compile(rb' key="(' + b"|".join(sorted(_KEYS)) + rb')" value="([^"]*)"')


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
        self._has_signs = False  # single quotes or entities, so that nothing is cut out

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
        if (b"!" in block and b"<!" in block) or (b"?" in block and b"<?" in block):
            raise _NotPlainError
        self._has_signs = b"'" in block or b"&" in block
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
        said = self._told(events[0], len(events[0]))
        number = xes_elements.new_case(self._gathered, said.get(_NAME), line)
        rows = self._rows(events[1:])
        self._gathered.add([number] * len(rows.lines), rows)

    def _rows(self, events: list[bytes]) -> Rows:
        rows, line = Rows(), self._line
        for event in events:
            end = event.rfind(_EVENT_ENDS)
            if end < 0 or event[end + len(_EVENT_ENDS) :].strip():
                raise _NotPlainError
            told = self._told(event, end)
            rows.activities.append(told.get(_NAME))
            rows.times.append(told.get(_TIME))
            rows.resources.append(told.get(_RESOURCE))
            rows.transitions.append(told.get(_TRANSITION))
            rows.lines.append(line)
            line += event.count(b"\n")
        self._line = line
        return rows

    def _told(self, event: bytes, end: int) -> dict[bytes, bytes]:
        has_signs = self._has_signs and (b"'" in event or b"&" in event)
        is_flat = event.find(b"</", 0, end) < 0
        told = _cut_out(event) if is_flat and not has_signs else None
        return _one_by_one(event[:end]) if told is None else told


def _cut_out(event: bytes) -> dict[bytes, bytes] | None:
    """The values of the keys where all are written plainly: none inside another, none in single quotes."""
    found = _PLAINLY.findall(event)
    told = dict(found)
    is_all = len(told) == len(_KEYS) or not any(key in event for key in _KEYS - told.keys())
    return told if is_all and len(told) == len(found) else None


def _one_by_one(told: bytes) -> dict[bytes, bytes]:
    """The values of all keys by expat, which knows what is inside what."""
    return {key.encode(): value for key, value in xes_elements.attributes_in(told).items()}


def _refuse_other_encodings(_version: str, encoding: str | None, _standalone: int) -> None:
    if encoding is not None and encoding.lower() not in ("utf-8", "us-ascii"):
        raise _NotPlainError
