"""The words of a PDF that we made ourselves, as somebody who reads it gets them: through its fonts."""

from __future__ import annotations

import re
import zlib

_OBJECT = re.compile(rb"(\d+) 0 obj\s*(.*?)endobj", re.DOTALL)
_INSIDE = rb"\\.|[^\\()]"
_STRING = re.compile(
    rb"/(f\d+) [\d.]+ Tf|\(((?:" + _INSIDE + rb"|\((?:" + _INSIDE + rb")*\))*)\)|<([0-9A-F]+)>|(ET)",
    re.DOTALL,
)
_ESCAPED = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def pages(content: bytes) -> list[str]:
    """The words of each page, in the order they are written."""
    objects = {int(number): body for number, body in _OBJECT.findall(content)}
    found = []
    for body in objects.values():
        if b"/Type/Page/" in body:
            resources = objects[_number(body, rb"/Resources (\d+)")]
            fonts = {
                name: _letters(objects, int(key))
                for name, key in re.findall(rb"/(f\d+) (\d+) 0 R", resources)
            }
            found.append(_words(_stream(objects[_number(body, rb"/Contents (\d+)")]), fonts))
    return found


def _words(stream: bytes, fonts: dict[bytes, dict[int, str]]) -> str:
    font: dict[int, str] = {}
    text: list[str] = []
    for name, string, digits, ends in _STRING.findall(stream):
        if name:
            font = fonts[name]
        elif ends:
            text.append(" ")
        else:
            codes = bytes.fromhex(digits.decode()) if digits else _ESCAPED.sub(_unescaped, string)
            text += [font.get(codes[at] * 256 + codes[at + 1], "?") for at in range(0, len(codes), 2)]
    return " ".join("".join(text).split())


def _unescaped(found: re.Match[bytes]) -> bytes:
    said = found[1]
    return bytes([int(said, 8)]) if said[:1].isdigit() else _LETTERS.get(said, said)


def _letters(objects: dict[int, bytes], font: int) -> dict[int, str]:
    told = _stream(objects[_number(objects[font], rb"/ToUnicode (\d+)")]).decode("latin-1")
    return {
        int(code, 16): bytes.fromhex(letters).decode("utf-16-be")
        for code, letters in re.findall(r"<([0-9A-F]{4})> <([0-9A-F]+)>\n", told)
    }


def _stream(body: bytes) -> bytes:
    begins = body.index(b"stream") + len(b"stream\n")
    # What is after the stream is left alone: a stream may itself end in what looks like the end of a line.
    return zlib.decompressobj().decompress(body[begins : body.rindex(b"endstream")])


def _number(body: bytes, pattern: bytes) -> int:
    found = re.search(pattern, body)
    assert found is not None
    return int(found[1])
