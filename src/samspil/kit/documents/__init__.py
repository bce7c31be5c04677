"""A document of plain parts, set as PDF or written for Word from the same: headings, text, lists, tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from samspil.wording.catalogues import Language


@dataclass(frozen=True, slots=True)
class Linked:
    """Words that lead somewhere: to the rows that a figure was counted from."""

    text: str
    url: str


Words = str | Linked


@dataclass(frozen=True, slots=True)
class Heading:
    """A part begins; level 1 is the title's own, parts begin with 2."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; what is quiet stands beside the matter, such as where something comes from."""

    text: Words
    is_quiet: bool = False
    is_strong: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: Sequence[Words]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a head that is said again on each page; ``widths`` are parts of the width."""

    head: Sequence[str]
    rows: Sequence[Sequence[Words]]
    widths: Sequence[int]


Block = Heading | Text | Items | Table


@dataclass(frozen=True, slots=True)
class Document:
    """The whole; ``example`` is what each page says of what is made up, ``page`` the word for a page."""

    title: str
    lead: str
    language: Language
    page: str
    blocks: Sequence[Block]
    example: str = ""
