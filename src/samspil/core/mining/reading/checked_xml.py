"""XML from strangers, in pieces: no document type, and what is no XML is refused with its line.

Source: OWASP, XML External Entity Prevention; reliability.md §2.2.
"""

from __future__ import annotations

import codecs
from typing import Final
from xml.parsers import expat

from samspil.core.errors import Place, ProblemsError

_UNKNOWN: Final = expat.errors.codes[expat.errors.XML_ERROR_UNKNOWN_ENCODING]
_MIDDLES: Final = bytes(range(0x80, 0xC0))


def checked_parser(name: str) -> expat.XMLParserType:
    """A parser that refuses a document type where it begins, before anything that it declares."""
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def refuse(*_: object) -> None:
        raise ProblemsError.of("log_with_document_type", Place(name, parser.CurrentLineNumber))

    parser.StartDoctypeDeclHandler = refuse
    return parser


def parsed(parser: expat.XMLParserType, piece: bytes | None, name: str) -> None:
    """Go on with a piece; nothing says that the file is at its end.

    Raises:
        ProblemsError: ``log_not_xml``, ``log_wrong_letters``.
    """
    try:
        parser.Parse(piece or b"", piece is None)
    except (LookupError, ValueError):  # an encoding that nobody knows, or not letter by letter
        raise ProblemsError.of("log_wrong_letters", Place(name, parser.CurrentLineNumber)) from None
    except expat.ExpatError as error:
        place = Place(name, error.lineno, error.offset + 1)
        if error.code == _UNKNOWN or not _is_utf_8(piece or b""):
            raise ProblemsError.of("log_wrong_letters", place) from None
        raise ProblemsError.of("log_not_xml", place, said=expat.ErrorString(error.code)) from None


def _is_utf_8(piece: bytes) -> bool:
    """Whether a piece can be one of a text in UTF-8; letters at its ends may be cut through."""
    inside = piece.lstrip(_MIDDLES)
    try:
        codecs.getincrementaldecoder("utf-8")().decode(inside)
    except UnicodeDecodeError:
        return False
    return True
