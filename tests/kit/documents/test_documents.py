"""One document, set as PDF and written for Word: the same words in both, and nothing of them is ever run."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from tests.apps.benefits.pdf_words import pages

from samspil.kit.documents import Block, Document, Heading, Items, Linked, Table, Text
from samspil.kit.documents.pdf import as_pdf
from samspil.kit.documents.word import as_word

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
URL = "https://samspil.dk/portfolio/load/?a=1&b=2"


def document(said: str = "Bælum & Sønner <3", example: str = "") -> Document:
    blocks: list[Block] = [
        Heading("Ressourcer"),
        Text(said),
        Heading("Dage", 3),
        Table(["Hvad", "Hvor meget"], [["Dage i alt", Linked("156", URL)], ["Mangler", ""]], (3, 1)),
        Items(["Første", Linked("Anden", URL)]),
        Text("Kilde", is_quiet=True),
    ]
    return Document("Overblikket", "Hvidovre, den 2. marts", "da", "Side", blocks, example)


def parts(content: bytes) -> dict[str, ElementTree.Element]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: ElementTree.fromstring(archive.read(name)) for name in archive.namelist()}


def paragraphs(root: ElementTree.Element) -> list[tuple[str, str]]:
    """Style and words of each paragraph, in order."""
    found = []
    for one in root.iter(f"{WORD}p"):
        style = one.find(f"{WORD}pPr/{WORD}pStyle")
        words = "".join(
            "\n" if part.tag == f"{WORD}br" else part.text or ""
            for part in one.iter()
            if part.tag in {f"{WORD}t", f"{WORD}br"}
        )
        found.append(("" if style is None else style.get(f"{WORD}val", ""), words))
    return found


def test_word_has_headings_as_headings_and_says_every_word_in_order() -> None:
    found = paragraphs(parts(as_word(document(), AT))["word/document.xml"])
    assert found[:4] == [
        ("Title", "Overblikket"),
        ("Subtitle", "Hvidovre, den 2. marts"),
        ("Heading1", "Ressourcer"),
        ("Normal", "Bælum & Sønner <3"),
    ]
    assert [words for _style, words in found[5:9]] == ["Hvad", "Hvor meget", "Dage i alt", "156"]
    assert [words for style, words in found if style == "ListBullet"] == ["Første", "Anden"]


def test_every_style_relation_and_part_that_is_named_is_there() -> None:
    found = parts(as_word(document(), AT))
    styles = {one.get(f"{WORD}styleId") for one in found["word/styles.xml"].iter(f"{WORD}style")}
    assert {style for style, _words in paragraphs(found["word/document.xml"])} <= styles
    given = {one.get("Id"): one for one in found["word/_rels/document.xml.rels"].iter(RELATION)}
    used = [
        value
        for one in found["word/document.xml"].iter()
        for name, value in one.attrib.items()
        if name.endswith("relationships}id")
    ]
    assert sorted(used) == ["footer", "header", "link1", "link2"]
    assert set(used) <= given.keys()
    assert given["link1"].get("Target") == URL
    inside = [one.get("Target") for one in given.values() if one.get("TargetMode") != "External"]
    assert {f"word/{name}" for name in inside} <= found.keys()
    named = {
        one.get("PartName", "").lstrip("/") for one in found["[Content_Types].xml"] if one.get("PartName")
    }
    assert named <= found.keys()
    assert {name for name in found if name.endswith(".xml")} - named == {"[Content_Types].xml"}


def test_a_table_of_word_says_which_row_heads_it_on_each_page() -> None:
    root = parts(as_word(document(), AT))["word/document.xml"]
    heads = [row.find(f"{WORD}trPr/{WORD}tblHeader") is not None for row in root.iter(f"{WORD}tr")]
    assert heads == [True, False, False]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("</w:t><w:evil/>", "</w:t><w:evil/>"),
        ("a\x0bb\x00c\ufffe", "abc"),
        ("to\r\nlinjer", "to\nlinjer"),
        ("😀 emoji", "😀 emoji"),
        ("x" * 50_000, "x" * 50_000),
    ],
)
def test_whatever_people_write_is_words_and_nothing_else(said: str, told: str) -> None:
    root = parts(as_word(document(said), AT))["word/document.xml"]
    assert paragraphs(root)[3] == ("Normal", told)
    assert not list(root.iter(f"{WORD}evil"))


def test_pdf_says_the_same_and_takes_no_markup_for_its_own() -> None:
    said = '#panic("x") *stærk* $x$ <mærke> @kilde'
    words = " ".join(pages(as_pdf(document(said), AT)))
    for one in (said, "Overblikket", "Dage i alt", "156", "Anden", "Side"):
        assert one in words


def test_what_is_made_up_says_so_on_each_page_of_both() -> None:
    found = parts(as_word(document(example="Eksempeldata"), AT))
    assert paragraphs(found["word/header1.xml"]) == [("Example", "Eksempeldata")]
    assert paragraphs(parts(as_word(document(), AT))["word/header1.xml"])[0][1] == ""
    assert "Eksempeldata" in pages(as_pdf(document(example="Eksempeldata"), AT))[0]


@pytest.mark.parametrize("make", [as_pdf, as_word])
def test_the_same_at_the_same_moment_is_the_same_bytes(make) -> None:  # type: ignore[no-untyped-def]
    assert make(document(), AT) == make(document(), AT)
    assert make(document(), AT) != make(document("andet"), AT)
