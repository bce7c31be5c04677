"""Large JSON a piece at a time: whatever is around the lists that are asked for, and each member of those."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection, Iterator
from decimal import Decimal
from typing import Any, Final, NoReturn

from samspil.core.errors import Place, ProblemsError
from samspil.core.utf8 import read_text

LARGEST_FILE_BYTES: Final = 60_000_000
_SPACE: Final = re.compile(r"[ \t\r\n]*")


class _DoubleKeyError(Exception):
    """An object has a key twice: which value is meant nobody can say."""


class _NoNumberError(Exception):
    """NaN or an infinity, which JSON does not have."""


def pieces(data: bytes, name: str, lists: Collection[str]) -> Iterator[tuple[str, Any]]:
    r"""Each value of a file with its path: the members of an object's ``lists`` one by one, the rest at last.

    Several values may follow each other, as in files with one a line. Numbers are exact. Only one piece is
    held at a time beside the text; linear in its size.

    Raises:
        ProblemsError: ``file_too_large`` (unread), ``not_utf8``; where the piece is reached, ``not_json``,
            ``json_too_deep``, ``json_double_key``.

    >>> list(pieces(b'{"v": 1, "releases": [{"a": 2}, 3]}', "r.json", {"releases"}))[:2]
    [('releases[0]', {'a': Decimal('2')}), ('releases[1]', Decimal('3'))]
    """
    return _Pieces(read_text(data, name, LARGEST_FILE_BYTES), name, lists).all()


class _Pieces:
    """A text and how far it is read."""

    def __init__(self, text: str, name: str, lists: Collection[str]) -> None:
        self.text, self.name, self.lists = text, name, lists
        self.at = 0
        self.decoder = json.JSONDecoder(
            object_pairs_hook=_once_each,
            parse_float=Decimal,
            parse_int=Decimal,
            parse_constant=_no_number,
        )

    def all(self) -> Iterator[tuple[str, Any]]:
        """Every piece of every value."""
        count = 0
        while self._next() or not count:
            prefix = f"[{count}]" if count else ""
            if self._next() == "{":
                yield from self._object(prefix)
            elif self._next() == "[":
                yield from self._members(prefix)
            else:
                yield prefix, self._value(prefix)
            count += 1

    def _object(self, prefix: str) -> Iterator[tuple[str, Any]]:
        rest: dict[str, Any] = {}
        dot = f"{prefix}." if prefix else ""
        for _ in self._between("{", "}"):
            if self._next() != '"':
                self._refuse("not_json", said="Expecting property name enclosed in double quotes")
            key = str(self._value(prefix))
            self._take(":")
            if key in rest:
                self._refuse("json_double_key", key=key[:80], path=prefix or "$")
            if key in self.lists and self._next() == "[":
                rest[key] = None
                yield from self._members(f"{dot}{key}")
            else:
                rest[key] = self._value(f"{dot}{key}")
        yield prefix, rest

    def _members(self, path: str) -> Iterator[tuple[str, Any]]:
        for at in self._between("[", "]"):
            yield f"{path}[{at}]", self._value(f"{path}[{at}]")

    def _between(self, opening: str, closing: str) -> Iterator[int]:
        """The place of each member: with commas between, until the end."""
        self._take(opening)
        count = 0
        while self._next() != closing:
            if count:
                self._take(",")
            yield count
            count += 1
        self._take(closing)

    def _next(self) -> str:
        """The next character that is no space; nothing at the end."""
        found = _SPACE.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return self.text[self.at : self.at + 1]

    def _take(self, mark: str) -> None:
        if self._next() != mark:
            self._refuse("not_json", said=f"Expecting '{mark}'")
        self.at += 1

    def _value(self, path: str) -> Any:
        self._next()
        try:
            found, self.at = self.decoder.raw_decode(self.text, self.at)
        except json.JSONDecodeError as error:
            self.at = error.pos
            self._refuse("not_json", said=error.msg)
        except RecursionError:
            self._refuse("json_too_deep", path=path or "$")
        except _DoubleKeyError as error:
            self._refuse("json_double_key", key=str(error)[:80], path=path or "$")
        except _NoNumberError as error:
            self._refuse("not_json", said=str(error))
        return found

    def _refuse(self, code: str, **said: str) -> NoReturn:
        line = self.text.count("\n", 0, self.at) + 1
        column = self.at - (self.text.rfind("\n", 0, self.at) + 1) + 1
        raise ProblemsError.of(code, Place(self.name, line, column), **said)


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        counts = Counter(key for key, _value in pairs)
        raise _DoubleKeyError(next(key for key, count in counts.items() if count > 1))
    return found


def _no_number(said: str) -> Any:
    raise _NoNumberError(said)
