"""XES element by element, however it is written: comments, prefixes, other encodings, nested attributes."""

from __future__ import annotations

from typing import Final
from xml.parsers import expat

from samspil.core.errors import ProblemsError
from samspil.core.mining.reading.checked_xml import checked_parser, parsed
from samspil.core.mining.reading.files import How, LogFile, pieces
from samspil.core.mining.reading.gathering import Gathered, Rows

DEEPEST: Final = 64


def new_case(gathered: Gathered, name: bytes | None, line: int) -> int:
    """The number of a case that begins; one without a name is called by its number, from 1.

    Raises:
        ProblemsError: ``log_double_case``.
    """
    number = len(gathered.cases)
    told = name.decode("utf-8") if name else f"#{number + 1}"
    if told in gathered.cases:
        raise ProblemsError.of("log_double_case", gathered.place(line), case=told)
    gathered.cases[told] = number
    return number


def gather(file: LogFile, how: How) -> Gathered:
    """All events of the file.

    Raises:
        ProblemsError: ``log_not_xes``, ``log_too_deep``, ``log_event_outside_case``, and as `read_xes`.
    """
    reading = _Reading(file.name, how)
    for piece in pieces(file, how.most_bytes):
        parsed(reading.parser, piece, file.name)
    parsed(reading.parser, None, file.name)
    return reading.gathered


def attributes_in(told: bytes) -> dict[str, bytes]:
    """The attributes that stand in a piece of XML, not those inside them. The piece is known to be XML."""
    found: dict[str, bytes] = {}
    depth = 0

    def opened(_tag: str, said: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth == 2 and "key" in said and "value" in said:
            found.setdefault(said["key"], said["value"].encode())

    def closed(_tag: str) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler, parser.EndElementHandler = opened, closed
    parser.Parse(b"<event>" + told + b"</event>", True)
    return found


class _Reading:
    """What expat calls."""

    def __init__(self, name: str, how: How) -> None:
        self.gathered = Gathered(name, how)
        self.parser = checked_parser(name)
        self.parser.StartElementHandler = self._opened
        self.parser.EndElementHandler = self._closed
        self._path: list[str] = []
        self._case: dict[str, bytes] = {}
        self._event: dict[str, bytes] = {}
        self._rows = Rows()
        self._begins = self._event_begins = 0

    def _opened(self, tag: str, said: dict[str, str]) -> None:
        line = self.parser.CurrentLineNumber
        self._path.append(tag.rpartition(":")[2])
        if len(self._path) > DEEPEST:
            raise ProblemsError.of("log_too_deep", self.gathered.place(line), limit=DEEPEST)
        match self._path:
            case [root] if root != "log":
                raise ProblemsError.of("log_not_xes", self.gathered.place(line), found=root)
            case ["log", "trace"]:
                self._case, self._rows, self._begins = {}, Rows(), line
            case ["log", "event"]:
                raise ProblemsError.of("log_event_outside_case", self.gathered.place(line))
            case ["log", "trace", "event"]:
                self._event, self._event_begins = {}, line
            case ["log", "trace", "event", _] if "key" in said and "value" in said:
                self._event.setdefault(said["key"], said["value"].encode())
            case ["log", "trace", _] if "key" in said and "value" in said:
                self._case.setdefault(said["key"], said["value"].encode())

    def _closed(self, _tag: str) -> None:
        match self._path:
            case ["log", "trace", "event"]:
                self._rows.activities.append(self._event.get("concept:name"))
                self._rows.times.append(self._event.get("time:timestamp"))
                self._rows.resources.append(self._event.get("org:resource"))
                self._rows.transitions.append(self._event.get("lifecycle:transition"))
                self._rows.lines.append(self._event_begins)
            case ["log", "trace"]:
                number = new_case(self.gathered, self._case.get("concept:name"), self._begins)
                self.gathered.add([number] * len(self._rows.lines), self._rows)
        self._path.pop()
