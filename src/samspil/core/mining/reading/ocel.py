"""OCEL 2.0 as JSON: events about several objects, laid out as the cases of one type of object.

An event about two objects of that type is in the case of each, one about none is left out and counted.
Source: OCEL 2.0 specification (ocel-standard.org), JSON format.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from samspil.core.errors import ProblemsError
from samspil.core.mining.reading.files import How, LogFile, pieces
from samspil.core.mining.reading.gathering import Gathered, LeftOut, Read, Rows
from samspil.core.mining.reading.json_pieces import entries

_LISTS: Final = ("eventTypes", "objectTypes", "objects", "events")
_PEOPLE: Final = frozenset(
    {"actor", "user", "resource", "employee", "person", "role", "organisation", "organization"}
)
_RESOURCE_NAMES: Final = frozenset({"org:resource", "resource"})


def read_ocel(file: LogFile, how: How) -> Read:
    """A log whose cases are the objects of one type.

    Without a type in ``how`` it is the one that most events are about, among those that are not people or
    organisations.

    Raises:
        ProblemsError: ``log_not_ocel``, ``log_unknown_object``, ``log_unknown_case_type``, and what
            `entries`, `Gathered` and `pieces` refuse.

    Linear in the size of the file, and in the pairs of event and object.
    """
    reading = _Reading(file.name, how)
    for key, line, value in entries(pieces(file, how.most_bytes), file.name):
        reading.take(key, line, value)
    return reading.finish()


class _Reading:
    """Events with what they are about, by number."""

    def __init__(self, name: str, how: How) -> None:
        self._gathered, self._how = Gathered(name, how), how
        self._rows = Rows()
        self._objects: dict[str, int] = {}
        self._names: list[str] = []
        self._types: dict[str, str] = {}
        self._event_of, self._object_of = array("i"), array("i")

    def take(self, key: str, line: int, value: Any) -> None:
        """One entry of one of the lists."""
        if key not in _LISTS:
            return
        if not isinstance(value, dict):
            raise self._not_ocel(line, key)
        if key == "objects":
            self._types[self._text(value, "id", line)] = self._text(value, "type", line)
        elif key == "events":
            self._event(value, line)

    def _event(self, value: Mapping[str, Any], line: int) -> None:
        number = len(self._rows.lines)
        self._rows.activities.append(self._text(value, "type", line).encode())
        self._rows.times.append(self._text(value, "time", line).encode())
        self._rows.resources.append(_resource(value))
        self._rows.transitions.append(None)
        self._rows.lines.append(line)
        related = value.get("relationships", [])
        if not isinstance(related, list) or not all(isinstance(one, dict) for one in related):
            raise self._not_ocel(line, "relationships")
        about = {self._text(one, "objectId", line) for one in related}
        self._object_of.extend(self._number(one) for one in sorted(about))
        self._event_of.extend([number] * len(about))

    def _number(self, name: str) -> int:
        number = self._objects.setdefault(name, len(self._names))
        if number == len(self._names):
            self._names.append(name)
        return number

    def _text(self, value: Mapping[str, Any], key: str, line: int) -> str:
        said = value.get(key)
        if not isinstance(said, str) or not said:
            raise self._not_ocel(line, key)
        return said

    def _not_ocel(self, line: int, key: str) -> ProblemsError:
        return ProblemsError.of("log_not_ocel", self._gathered.place(line), key=key)

    def finish(self) -> Read:
        """The log of the chosen type."""
        if not self._rows.lines:
            raise ProblemsError.of("log_empty", self._gathered.place(1))
        self._refuse_unknown_objects()
        chosen = self._case_type()
        types = [self._types[name] for name in self._names]
        pairs = [
            (event, self._names[one])
            for event, one in zip(self._event_of, self._object_of, strict=True)
            if types[one] == chosen
        ]
        self._add(pairs, self._people(types))
        read = self._gathered.finish("ocel")
        without = len(self._rows.lines) - len({event for event, _ in pairs})
        left_out = LeftOut(read.left_out.other_transitions, read.left_out.unfinished, without)
        return replace(read, left_out=left_out, case_type=chosen)

    def _add(self, pairs: list[tuple[int, str]], people: Mapping[int, bytes]) -> None:
        rows, cases = self._rows, self._gathered.cases
        taken = [event for event, _ in pairs]
        self._gathered.add(
            [cases.setdefault(name, len(cases)) for _, name in pairs],
            Rows(
                [rows.activities[event] for event in taken],
                [rows.times[event] for event in taken],
                [rows.resources[event] or people.get(event) for event in taken],
                [None] * len(taken),
                [rows.lines[event] for event in taken],
            ),
        )

    def _people(self, types: list[str]) -> dict[int, bytes]:
        """Who did it, where a person or role is among what the event is about."""
        return {
            event: self._names[one].encode()
            for event, one in zip(self._event_of, self._object_of, strict=True)
            if types[one].lower() in _PEOPLE - {"organisation", "organization"}
        }

    def _refuse_unknown_objects(self) -> None:
        for event, one in zip(self._event_of, self._object_of, strict=True):
            if self._names[one] not in self._types:
                place = self._gathered.place(self._rows.lines[event])
                raise ProblemsError.of("log_unknown_object", place, object=self._names[one])

    def _case_type(self) -> str:
        about: Counter[str] = Counter()
        objects = Counter(self._types[name] for name in self._names)
        seen = set(
            zip(self._event_of, (self._types[self._names[one]] for one in self._object_of), strict=True)
        )
        about.update(kind for _, kind in seen)
        known = ", ".join(sorted(about))
        if self._how.case_type is not None:
            if self._how.case_type in about:
                return self._how.case_type
            place = self._gathered.place(1)
            raise ProblemsError.of("log_unknown_case_type", place, value=self._how.case_type, known=known)
        if not about:
            raise self._not_ocel(1, "relationships")
        fit = [one for one in about if one.lower() not in _PEOPLE] or list(about)
        return max(sorted(fit), key=lambda one: (about[one], objects[one]))


def _resource(value: Mapping[str, Any]) -> bytes | None:
    said = value.get("attributes", [])
    for one in said if isinstance(said, list) else []:
        if isinstance(one, dict) and one.get("name") in _RESOURCE_NAMES:
            return str(one.get("value", "")).encode() or None
    return None
