"""A document as tagged PDF."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from samspil.kit import typesetting
from samspil.kit.documents import Block, Document, Heading, Items, Linked, Table, Text, Words

TEMPLATE: Final = Path(__file__).with_name("document.typ")


def as_pdf(document: Document, at: datetime) -> bytes:
    """The document as PDF/UA-1, made at a moment; the same document at the same moment is the same bytes."""
    return typesetting.as_pdf(TEMPLATE, _told(document), at)


def _told(document: Document) -> Mapping[str, Any]:
    return {
        "language": document.language,
        "title": document.title,
        "lead": document.lead,
        "example": document.example,
        "page": document.page,
        "blocks": [_block(one) for one in document.blocks],
    }


def _block(one: Block) -> Mapping[str, Any]:
    match one:
        case Heading():
            return {"is": "heading", "text": one.text, "level": one.level}
        case Text():
            return {"is": "text", "text": _words(one.text), "quiet": one.is_quiet, "strong": one.is_strong}
        case Items():
            return {"is": "items", "items": [_words(item) for item in one.items]}
        case Table():
            rows = [[_words(cell) for cell in row] for row in one.rows]
            return {"is": "table", "head": list(one.head), "rows": rows, "widths": list(one.widths)}


def _words(said: Words) -> Mapping[str, str]:
    return {"text": said.text, "url": said.url} if isinstance(said, Linked) else {"text": said, "url": ""}
