"""YAML bytes to plain values, with the line of every one of them.

The reader is strict where YAML is generous: no anchors, no tags, no double keys, one document, and
a number is a number only when it is written as one (``0165`` is a municipality's code, not 165).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from samspil.core.errors import Place, Problem, ProblemsError
from samspil.core.utf8 import read_text

Path = tuple[str | int, ...]

LARGEST_FILE_BYTES: Final = 100_000
MOST_VALUES: Final = 10_000
DEEPEST_NESTING: Final = 24
LONGEST_QUOTE: Final = 80

_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)\Z")
# Control characters, those that turn the direction of writing, and half characters.
_HIDDEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_WORDS: Final[dict[str, bool | None]] = {"": None, "~": None, "null": None, "true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Document:
    """Plain values and where each was written; ``places`` is keyed by the path from the root."""

    value: dict[str, Any]
    places: dict[Path, Place]

    def place(self, path: Path) -> Place:
        r"""The line of the value at ``path``, or of the nearest one around it.

        >>> read(b"a:\n  b: 1\n", "model.yaml").place(("a", "b", "missing"))
        Place(file='model.yaml', line=2, column=3)
        """
        while path not in self.places:
            path = path[:-1]
        return self.places[path]


def read(data: bytes, name: str) -> Document:
    """Read one YAML file whose root is a mapping.

    Linear in the size of the file; files over 100 kB are refused unread.

    Raises:
        ProblemsError: not UTF-8, not YAML, too large, too deep, too many values, an anchor, a tag, a
            double key, a character that is not seen.

    >>> read(b"key: 0165", "model.yaml").value
    {'key': '0165'}
    """
    builder = _Builder(name)
    try:
        for event in YAML(typ="safe", pure=True).parse(_text(data, name)):
            builder.take(event)
    except MarkedYAMLError as error:
        raise _not_yaml(name, (error.problem_mark or error.context_mark).line, error.problem) from None
    except (ValueError, OverflowError) as error:  # an escape or a version with a number that is none
        raise _not_yaml(name, builder.line, str(error)) from None
    return builder.document()


def _not_yaml(name: str, line: int, said: str) -> ProblemsError:
    return ProblemsError.of("not_yaml", Place(name, line + 1), said=said)


def _text(data: bytes, name: str) -> str:
    text = read_text(data, name, LARGEST_FILE_BYTES)
    if hidden := _HIDDEN.search(text):
        raise _hidden(Place(name, text.count("\n", 0, hidden.start()) + 1), hidden[0])
    return text


def _hidden(place: Place, character: str) -> ProblemsError:
    """What is not seen could make a line say another thing than it does, in a file or on a screen."""
    return ProblemsError.of("hidden_character", place, character=f"U+{ord(character):04X}")


@dataclass(slots=True)
class _Open:
    """A mapping or list whose end has not been read yet."""

    value: dict[str, Any] | list[Any]
    path: Path
    key: str | None = None


@dataclass(slots=True)
class _Builder:
    name: str
    stack: list[_Open] = field(default_factory=list)
    places: dict[Path, Place] = field(default_factory=dict)
    root: Any = None
    documents: int = 0
    values: int = 0
    line: int = 0

    def take(self, event: Event) -> None:
        self.line = event.start_mark.line
        self._refuse_what_is_not_plain(event)
        match event:
            case MappingStartEvent():
                self._open({}, event)
            case SequenceStartEvent():
                self._open([], event)
            case MappingEndEvent() | SequenceEndEvent():
                self.stack.pop()
            case ScalarEvent():
                self._scalar(event)

    def document(self) -> Document:
        if not isinstance(self.root, dict):
            raise ProblemsError.of("not_a_mapping", Place(self.name, 1))
        return Document(self.root, {(): Place(self.name, 1), **self.places})

    def _refuse_what_is_not_plain(self, event: Event) -> None:
        self.values += 1
        if self.values > MOST_VALUES:
            raise ProblemsError.of("too_many_values", self._place(event), limit=MOST_VALUES)
        if isinstance(event, DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                raise ProblemsError.of("several_documents", self._place(event))
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
            raise ProblemsError.of(
                "anchor_not_allowed", self._place(event), anchor=getattr(event, "anchor", "")
            )
        if getattr(event, "tag", None) is not None:
            raise ProblemsError.of("tag_not_allowed", self._place(event), tag=str(getattr(event, "tag", "")))

    def _open(self, value: dict[str, Any] | list[Any], event: Event) -> None:
        if len(self.stack) >= DEEPEST_NESTING:
            raise ProblemsError.of("too_deep", self._place(event), limit=DEEPEST_NESTING)
        self.stack.append(_Open(value, self._put(value, event)))

    def _scalar(self, event: ScalarEvent) -> None:
        if hidden := _HIDDEN.search(event.value):
            raise _hidden(self._place(event), hidden[0])
        holder = self.stack[-1] if self.stack else None
        if holder and isinstance(holder.value, dict) and holder.key is None:
            self._key(holder, event)
        else:
            self._put(plain(event.value) if event.implicit[0] else event.value, event)

    def _key(self, holder: _Open, event: ScalarEvent) -> None:
        assert isinstance(holder.value, dict)
        path = (*holder.path, event.value)
        if event.value in holder.value:
            raise ProblemsError.of(
                "double_key", self._place(event), key=event.value, first_line=self.places[path].line
            )
        holder.key = event.value
        self.places[path] = self._place(event)

    def _put(self, value: Any, event: Event) -> Path:
        """Put a finished value, or one just begun, where it belongs; its path."""
        if not self.stack:
            self.root = value
            return ()
        holder = self.stack[-1]
        if isinstance(holder.value, list):
            path = (*holder.path, len(holder.value))
            holder.value.append(value)
            self.places[path] = self._place(event)
            return path
        if holder.key is None:
            raise ProblemsError.of("key_not_text", self._place(event))
        path = (*holder.path, holder.key)
        holder.value[holder.key], holder.key = value, None
        return path

    def _place(self, event: Event) -> Place:
        return Place(self.name, event.start_mark.line + 1, event.start_mark.column + 1)


def plain(text: str) -> str | int | bool | None:
    """An unquoted YAML word as a value: YAML 1.2's core schema, without its surprises.

    A decimal stays text, so that nothing is ever a float.

    >>> [plain(word) for word in ("12", "0165", "2.5", "no", "true", "2026-11-23", "~")]
    [12, '0165', '2.5', 'no', True, '2026-11-23', None]
    """
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.match(text):
        return int(text) if len(text) <= 18 else text
    return text


def problem_at(document: Document, path: Path, code: str, /, **args: object) -> Problem:
    """A problem with the line of the value it is about."""
    return Problem(code, args, document.place(path))
