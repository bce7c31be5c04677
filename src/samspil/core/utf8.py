"""Bytes that somebody hands in, to text: never too large, never in another character set."""

from __future__ import annotations

from samspil.core.errors import Place, ProblemsError


def read_text(data: bytes, name: str, largest: int | None = None) -> str:
    r"""The text of a file of at most ``largest`` bytes; a byte order mark, as Excel writes, is passed over.

    Raises:
        ProblemsError: ``file_too_large`` (unread), ``not_utf8`` with the line and the byte.

    >>> read_text(b"a\n\xf8", "names.csv")
    Traceback (most recent call last):
    ProblemsError: names.csv:2: not_utf8 byte=0xf8
    """
    if largest is not None and len(data) > largest:
        raise ProblemsError.of("file_too_large", Place(name, 1), size_bytes=len(data), limit_bytes=largest)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ProblemsError.of("not_utf8", Place(name, line), byte=f"0x{data[error.start]:02x}") from None
