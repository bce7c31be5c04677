"""A document for Word: WordprocessingML as ECMA-376 (Office Open XML) has it, in the parts that a text takes.

Headings are headings and tables say which row heads them, so that it can be read aloud and its parts found.
What people wrote stands in text nodes only; nothing of it is ever a field, a macro or a reference.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Final
from xml.sax.saxutils import escape, quoteattr  # nosec B406

from samspil.kit.documents import Block, Document, Heading, Items, Linked, Table, Text, Words

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_DECLARED: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_LANGUAGES: Final = {"da": "da-DK", "en": "en-GB", "nb": "nb-NO"}
# Not allowed in XML 1.0, whatever they are escaped as.
_FORBIDDEN: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WIDTH: Final = 9638  # twentieths of a point between the margins: 17 cm
# Zip knows no years before 1980, and a document is the same to the byte at the same moment.
_EARLIEST: Final = datetime(1980, 1, 1, tzinfo=UTC)


def as_word(document: Document, at: datetime) -> bytes:
    """The document as .docx, made at a moment; the same document at the same moment is the same bytes."""
    links: list[str] = []
    body = "".join(_body(document, links))
    moment = max(at.astimezone(UTC), _EARLIEST)
    files = {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _relations(_ROOT),
        "docProps/core.xml": _properties(document, moment),
        "word/document.xml": f'{_DECLARED}<w:document xmlns:w="{_WORD}" xmlns:r="{_OFFICE}/relationships">'
        f"<w:body>{body}{_PAGE}</w:body></w:document>",
        "word/styles.xml": _styles(document),
        "word/numbering.xml": _NUMBERING,
        "word/header1.xml": _header(document),
        "word/footer1.xml": _footer(document),
        "word/_rels/document.xml.rels": _relations(_PARTS, links),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            info = zipfile.ZipInfo(name, moment.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, text.encode())
    return out.getvalue()


def _body(document: Document, links: list[str]) -> Iterator[str]:
    yield _paragraph(document.title, links, "Title")
    yield _paragraph(document.lead, links, "Subtitle")
    for one in document.blocks:
        yield from _block(one, links)


def _block(one: Block, links: list[str]) -> Iterator[str]:
    match one:
        case Heading():
            yield _paragraph(one.text, links, f"Heading{one.level - 1}")
        case Text():
            yield _paragraph(one.text, links, "Quiet" if one.is_quiet else "Normal", is_strong=one.is_strong)
        case Items():
            yield from (_paragraph(item, links, "ListBullet") for item in one.items)
        case Table():
            yield _table(one, links)
            yield _paragraph("", links, "Quiet")  # two tables in a row would else become one


def _table(one: Table, links: list[str]) -> str:
    whole = sum(one.widths)
    widths = [_WIDTH * width // whole for width in one.widths]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    head = "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" + _cells(one.head, widths, links) + "</w:tr>"
    rows = "".join(
        f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{_cells(row, widths, links)}</w:tr>" for row in one.rows
    )
    look = (
        '<w:tblPr><w:tblStyle w:val="Plain"/><w:tblW w:w="5000" w:type="pct"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:firstRow="1" w:val="0020"/></w:tblPr>'
    )
    return f"<w:tbl>{look}<w:tblGrid>{grid}</w:tblGrid>{head}{rows}</w:tbl>"


def _cells(cells: Sequence[Words], widths: Sequence[int], links: list[str]) -> str:
    return "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{_paragraph(cell, links, "Cell")}</w:tc>'
        for cell, width in zip(cells, widths, strict=True)
    )


def _paragraph(words: Words, links: list[str], style: str, *, is_strong: bool = False) -> str:
    text = words.text if isinstance(words, Linked) else words
    run = _run(text, "<w:b/>" if is_strong else "")
    if isinstance(words, Linked) and words.url:
        links.append(words.url)
        run = f'<w:hyperlink r:id="link{len(links)}" w:history="1">{_run(text, _LINK)}</w:hyperlink>'
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run}</w:p>'


def _run(text: str, look: str) -> str:
    """Words as they stand; a new line is one."""
    lines = _FORBIDDEN.sub("", text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    said = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in lines)
    return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{said}</w:r>"


_LINK: Final = '<w:rStyle w:val="Hyperlink"/>'
_PAGE: Final = (
    '<w:sectPr><w:headerReference w:type="default" r:id="header"/><w:footerReference w:type="default"'
    ' r:id="footer"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134"'
    ' w:left="1134" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>'
)


def _header(document: Document) -> str:
    said = _paragraph(document.example, [], "Example" if document.example else "Quiet")
    return f'{_DECLARED}<w:hdr xmlns:w="{_WORD}">{said}</w:hdr>'


def _footer(document: Document) -> str:
    number = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    words = _run(f"{document.title} · {document.page} ", "")
    look = '<w:pPr><w:pStyle w:val="Quiet"/></w:pPr>'
    return f'{_DECLARED}<w:ftr xmlns:w="{_WORD}"><w:p>{look}{words}{number}</w:p></w:ftr>'


def _styles(document: Document) -> str:
    language = _LANGUAGES[document.language]
    base = (
        f'<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri"/>'
        f'<w:sz w:val="21"/><w:lang w:val="{language}"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
        '<w:spacing w:after="120"/></w:pPr></w:pPrDefault></w:docDefaults>'
    )
    return f'{_DECLARED}<w:styles xmlns:w="{_WORD}">{base}{"".join(_each_style())}</w:styles>'


def _each_style() -> Iterator[str]:
    yield '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    for style, name, paragraph, run in _PARAGRAPHS:
        yield (
            f'<w:style w:type="paragraph" w:styleId="{style}"><w:name w:val="{name}"/>'
            f'<w:basedOn w:val="Normal"/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>'
        )
    yield (
        '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:rPr>'
        '<w:color w:val="0B4A6F"/><w:u w:val="single"/></w:rPr></w:style>'
    )
    line = '<w:{} w:val="single" w:sz="4" w:space="0" w:color="A0A0A0"/>'
    lines = line.format("top") + line.format("bottom") + line.format("insideH")
    yield (
        '<w:style w:type="table" w:styleId="Plain"><w:name w:val="Plain Lines"/><w:tblPr><w:tblBorders>'
        f'{lines}</w:tblBorders></w:tblPr><w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr>'
        "</w:tblStylePr></w:style>"
    )


_KEEP: Final = "<w:keepNext/><w:keepLines/>"
_PARAGRAPHS: Final = (
    ("Title", "Title", f'{_KEEP}<w:spacing w:after="80"/>', '<w:b/><w:sz w:val="36"/>'),
    ("Subtitle", "Subtitle", '<w:spacing w:after="240"/>', '<w:color w:val="505050"/>'),
    (
        "Heading1",
        "heading 1",
        f'{_KEEP}<w:spacing w:before="320" w:after="100"/><w:outlineLvl w:val="0"/>',
        '<w:b/><w:sz w:val="28"/>',
    ),
    (
        "Heading2",
        "heading 2",
        f'{_KEEP}<w:spacing w:before="200" w:after="80"/><w:outlineLvl w:val="1"/>',
        '<w:b/><w:sz w:val="23"/>',
    ),
    (
        "ListBullet",
        "List Bullet",
        '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:spacing w:after="40"/>',
        "",
    ),
    ("Cell", "Table Text", '<w:spacing w:before="40" w:after="40"/>', '<w:sz w:val="18"/>'),
    ("Quiet", "Quiet", '<w:spacing w:after="60"/>', '<w:color w:val="505050"/><w:sz w:val="18"/>'),
    ("Example", "Example", '<w:jc w:val="center"/>', '<w:b/><w:color w:val="8A1C1C"/>'),
)
_NUMBERING: Final = (
    f'{_DECLARED}<w:numbering xmlns:w="{_WORD}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">'
    '<w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/><w:lvlJc w:val="left"/>'
    '<w:pPr><w:ind w:left="360" w:hanging="240"/></w:pPr></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)
_ROOT: Final = (
    ("document", f"{_OFFICE}/relationships/officeDocument", "word/document.xml"),
    ("properties", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
)
_PARTS: Final = tuple(
    (name, f"{_OFFICE}/relationships/{sort}", file)
    for name, sort, file in (
        ("styles", "styles", "styles.xml"),
        ("numbering", "numbering", "numbering.xml"),
        ("header", "header", "header1.xml"),
        ("footer", "footer", "footer1.xml"),
    )
)


def _relations(parts: Sequence[tuple[str, str, str]], links: Sequence[str] = ()) -> str:
    inside = "".join(
        f'<Relationship Id="{name}" Type="{sort}" Target="{file}"/>' for name, sort, file in parts
    )
    outside = "".join(
        f'<Relationship Id="link{number}" Type="{_OFFICE}/relationships/hyperlink"'
        f' Target={quoteattr(_FORBIDDEN.sub("", url))} TargetMode="External"/>'
        for number, url in enumerate(links, 1)
    )
    return f'{_DECLARED}<Relationships xmlns="{_PACKAGE}/relationships">{inside}{outside}</Relationships>'


def _types() -> str:
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    parts = {
        "/word/document.xml": f"{word}.document.main+xml",
        "/word/styles.xml": f"{word}.styles+xml",
        "/word/numbering.xml": f"{word}.numbering+xml",
        "/word/header1.xml": f"{word}.header+xml",
        "/word/footer1.xml": f"{word}.footer+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    said = "".join(f'<Override PartName="{name}" ContentType="{sort}"/>' for name, sort in parts.items())
    related = "application/vnd.openxmlformats-package.relationships+xml"
    default = f'<Default Extension="rels" ContentType="{related}"/>'
    more = '<Default Extension="xml" ContentType="application/xml"/>'
    return f'{_DECLARED}<Types xmlns="{_PACKAGE}/content-types">{default}{more}{said}</Types>'


def _properties(document: Document, at: datetime) -> str:
    moment = f"{at:%Y-%m-%dT%H:%M:%SZ}"
    made = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{moment}</dcterms:{name}>'
        for name in ("created", "modified")
    )
    return (
        f'{_DECLARED}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(_FORBIDDEN.sub('', document.title))}</dc:title>"
        f"<dc:language>{_LANGUAGES[document.language]}</dc:language>{made}</cp:coreProperties>"
    )
