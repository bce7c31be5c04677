"""XML from strangers as a plain tree: no document type, no entities, bounded in size, depth and number.

Nothing outside the bytes is ever read: a document type is refused where it begins, before anything that it
declares, and inclusions are elements like any other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from samspil.core.errors import Place, ProblemsError
from samspil.core.utf8 import read_text

LARGEST_FILE_BYTES: Final = 10_000_000
MOST_ELEMENTS: Final = 100_000
DEEPEST_NESTING: Final = 64

_PARAGRAPH: Final = "P"


@dataclass(slots=True)
class Element:
    """An element by its local name, with what it holds in the order of the file."""

    namespace: str
    name: str
    attributes: dict[str, str]
    place: Place
    content: list[Element | str] = field(default_factory=list)

    @property
    def children(self) -> Iterator[Element]:
        """The elements directly inside, in order."""
        return (part for part in self.content if isinstance(part, Element))

    @property
    def text(self) -> str:
        r"""All text inside, with single spaces; paragraphs are kept apart, other elements are not.

        >>> read_xml(b"<a><P>10 m<FT>2</FT></P><P>in\nall</P></a>", "a.xml").text
        '10 m2 in all'
        """
        return " ".join("".join(self._pieces()).split())

    def all(self, path: str) -> list[Element]:
        """Every element at the path of local names, in order.

        >>> [one.text for one in read_xml(b"<a><b><c>1</c></b><b><c>2</c></b></a>", "a.xml").all("b/c")]
        ['1', '2']
        """
        found = [self]
        for name in path.split("/"):
            found = [child for one in found for child in one.children if child.name == name]
        return found

    def first(self, path: str) -> Element | None:
        """The first element at the path, or nothing."""
        return next(iter(self.all(path)), None)

    def _pieces(self) -> Iterator[str]:
        for part in self.content:
            if isinstance(part, str):
                yield part
            elif part.name == _PARAGRAPH:
                yield from (" ", *part._pieces(), " ")
            else:
                yield from part._pieces()


def read_xml(data: bytes, name: str) -> Element:
    """The root element of one XML file in UTF-8. Linear in the size of the data.

    Raises:
        ProblemsError: ``xml_too_large`` (unread), ``not_utf8``, ``not_xml``, ``xml_with_document_type``,
            ``xml_too_deep``, ``xml_too_many_elements``; each with the line.

    Source: OWASP, XML External Entity Prevention; reliability.md §2.2.

    >>> read_xml(b"<a x='1'/>", "a.xml").attributes
    {'x': '1'}
    """
    if len(data) > LARGEST_FILE_BYTES:
        raise ProblemsError.of(
            "xml_too_large", Place(name, 1), size_bytes=len(data), limit_bytes=LARGEST_FILE_BYTES
        )
    read_text(data, name)  # expat would read other character sets as well
    return _Builder(name).read(data)


class _Builder:
    """What expat calls; the tree grows on a stack."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.stack: list[Element] = []
        self.elements = 0
        self.root: Element | None = None
        self.parser = expat.ParserCreate("utf-8", " ")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._refuse_document_type
        self.parser.StartElementHandler = self._open
        self.parser.EndElementHandler = self._close
        self.parser.CharacterDataHandler = self._say

    def read(self, data: bytes) -> Element:
        try:
            self.parser.Parse(data, True)
        except expat.ExpatError as error:
            place = Place(self.name, error.lineno, error.offset + 1)
            raise ProblemsError.of("not_xml", place, said=expat.ErrorString(error.code)) from None
        assert self.root is not None, "expat refuses a file without a root"
        return self.root

    def _place(self) -> Place:
        return Place(self.name, self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)

    def _refuse_document_type(self, *_: object) -> None:
        raise ProblemsError.of("xml_with_document_type", self._place())

    def _open(self, tag: str, attributes: dict[str, str]) -> None:
        self.elements += 1
        if self.elements > MOST_ELEMENTS:
            raise ProblemsError.of("xml_too_many_elements", self._place(), limit=MOST_ELEMENTS)
        if len(self.stack) >= DEEPEST_NESTING:
            raise ProblemsError.of("xml_too_deep", self._place(), limit=DEEPEST_NESTING)
        namespace, _, name = tag.rpartition(" ")
        element = Element(namespace, name, attributes, self._place())
        if self.stack:
            self.stack[-1].content.append(element)
        else:
            self.root = element
        self.stack.append(element)

    def _close(self, _: str) -> None:
        self.stack.pop()

    def _say(self, text: str) -> None:
        self.stack[-1].content.append(text)
