"""Documents set as PDF: what is told stands as it was written, and the same told twice is the same."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.apps.benefits.pdf_words import pages

from samspil.kit.typesetting import as_pdf

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
TEMPLATE = """
#let told = json(bytes(sys.inputs.at("told")))
#set document(title: told.title)
#set text(lang: "da")
= #told.title
"""


@pytest.fixture
def template(tmp_path: Path) -> Path:
    """A document that says its title."""
    written = tmp_path / "title.typ"
    written.write_text(TEMPLATE)
    return written


def test_what_is_told_is_never_run(template: Path) -> None:
    written = '#panic("run") $x$ *fed* <a>'
    assert written in pages(as_pdf(template, {"title": written}, AT))[0]


def test_it_is_tagged_to_be_read_aloud(template: Path) -> None:
    content = as_pdf(template, {"title": "Referat"}, AT)
    assert b"/MarkInfo<</Marked true" in content
    assert b"pdfuaid" in content


def test_the_same_told_of_the_same_moment_is_the_same_to_the_byte(template: Path) -> None:
    content = as_pdf(template, {"title": "Referat"}, AT)
    assert as_pdf(template, {"title": "Referat"}, AT) == content
    assert as_pdf(template, {"title": "Referat"}, AT + timedelta(days=1)) != content
