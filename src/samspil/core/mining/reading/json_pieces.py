"""A large JSON object in pieces: the entries of its lists one at a time, each with the line it begins on."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from typing import Any, Final

from samspil.core.errors import Place, ProblemsError

_SPACE: Final = re.compile(r"[ \t\r\n]*")
_DECODER: Final = json.JSONDecoder()
_LONGEST_ENTRY: Final = 10_000_000  # letters of one entry: an event is some hundred
_UNFINISHED: Final = 64  # letters before the end in which a mistake may only be that more is to come

_DEEPEST: Final = 1000  # as deep as the reader itself goes, about

Entry = tuple[str, int, Any]


def entries(coming: Iterator[bytes], name: str) -> Iterator[Entry]:
    r"""Each entry of each list in the object: the list's key, the line, and the value; other values likewise.

    Raises:
        ProblemsError: ``log_not_json``, ``log_wrong_letters``, ``log_too_deep``.

    >>> list(entries(iter([b'{"a": [1, {"b": 2}],', b'\n"c": 3}']), "x.json"))
    [('a', 1, 1), ('a', 1, {'b': 2}), ('c', 2, 3)]
    """
    return _Reading(coming, name).entries()


class _Reading:
    """The text at hand, and where in it we are."""

    def __init__(self, coming: Iterator[bytes], name: str) -> None:
        self._coming, self._name = coming, name
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")()
        self._text, self._at, self._line = "", 0, 1
        self._counted = 0  # up to where the lines of the text at hand are counted
        self._is_at_end = False

    def entries(self) -> Iterator[Entry]:
        self._expect("{")
        while self._next() != "}":
            key = self._value()
            if not isinstance(key, str):
                raise self._wrong()
            self._expect(":")
            if self._next() == "[":
                self._at += 1
                yield from self._listed(key)
            else:
                yield key, self._here(), self._value()
            self._expect_between("}")
        self._at += 1
        if self._next():
            raise self._wrong()

    def _listed(self, key: str) -> Iterator[Entry]:
        while self._next() != "]":
            yield key, self._here(), self._value()
            self._expect_between("]")
        self._at += 1

    def _expect(self, sign: str) -> None:
        if self._next() != sign:
            raise self._wrong()
        self._at += 1

    def _expect_between(self, end: str) -> None:
        """A comma, and something after it; or the end, which is left to be read."""
        found = self._next()
        if found == ",":
            self._at += 1
            if self._next() == end:
                raise self._wrong()
        elif found != end:
            raise self._wrong()

    def _next(self) -> str:
        """The next sign that is no white space; nothing at the end."""
        while True:
            found = _SPACE.match(self._text, self._at)
            self._at = found.end() if found else self._at
            if self._at < len(self._text) or not self._more():
                return self._text[self._at : self._at + 1]

    def _value(self) -> Any:
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                is_cut = error.pos >= len(self._text) - _UNFINISHED or error.msg.startswith("Unterminated")
                if is_cut and len(self._text) - self._at < _LONGEST_ENTRY and self._more():
                    continue
                raise self._wrong(error.pos) from None
            except ValueError:  # a number of thousands of digits
                raise self._wrong() from None
            except RecursionError:
                raise ProblemsError.of(
                    "log_too_deep", Place(self._name, self._here()), limit=_DEEPEST
                ) from None
            # A number may go on in the next piece.
            if end < len(self._text) or not self._more():
                self._at = end
                return value

    def _more(self) -> bool:
        """Read on; what is done with is let go of."""
        if self._is_at_end:
            return False
        piece = next(self._coming, None)
        try:
            text = self._decoder.decode(piece or b"", piece is None)
        except UnicodeDecodeError as error:
            line = self._here() + self._text.count("\n", self._at)
            line += error.object[: error.start].count(b"\n")
            raise ProblemsError.of("log_wrong_letters", Place(self._name, line)) from None
        self._is_at_end = piece is None
        self._here()
        self._text, self._at, self._counted = self._text[self._at :] + text, 0, 0
        return not self._is_at_end

    def _here(self) -> int:
        """The line that we are on."""
        self._line += self._text.count("\n", self._counted, self._at)
        self._counted = self._at
        return self._line

    def _wrong(self, at: int | None = None) -> ProblemsError:
        line = self._here() + self._text.count("\n", self._counted, self._at if at is None else at)
        return ProblemsError.of("log_not_json", Place(self._name, line))
