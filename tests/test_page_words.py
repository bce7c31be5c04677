"""Every text that pages show is in the catalogues, in Danish and Norwegian.

The texts are looked up in what is written: calls of gettext in code, and what templates translate.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

SOURCE = Path(__file__).parents[1] / "src" / "samspil"
CALLS = {"_", "gettext", "gettext_lazy"}
COUNTED = {"ngettext", "ngettext_lazy"}
LANGUAGES = ("da", "nb")  # English is what is written
IN_TEMPLATE = re.compile(
    r"""\b(n?gettext)\(u?("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')(?:,\s*u?("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'))?"""
)


def of_code(text: str) -> Iterator[str]:
    """What a module asks to have translated; one of several kinds of a number stands for both."""
    if "gettext" not in text:
        return
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        if node.func.id in CALLS | COUNTED and node.args and isinstance(node.args[0], ast.Constant):
            yield str(node.args[0].value)


def of_template(text: str) -> Iterator[str]:
    """What a template asks to have translated."""
    if "trans" not in text:
        return
    for found in IN_TEMPLATE.finditer(templatize(text)):
        yield str(ast.literal_eval(found[2]))


def asked() -> dict[str, str]:
    """Every text with one place where it is asked for."""
    found: dict[str, str] = {}
    for pattern, texts in (("*.py", of_code), ("*.html", of_template), ("*.txt", of_template)):
        for path in SOURCE.rglob(pattern):
            found |= dict.fromkeys(texts(path.read_text(encoding="utf-8")), str(path.relative_to(SOURCE)))
    return found


def catalogue(language: str) -> Catalog:
    with (SOURCE / "locale" / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def missing(texts: Iterable[str], known: Catalog) -> list[str]:
    """Texts that the catalogue does not have, or has nothing for in one of their numbers."""
    return sorted(text for text in texts if not _is_said(known.get(text)))


def _is_said(message: object) -> bool:
    if message is None or getattr(message, "fuzzy", False):
        return False
    said = getattr(message, "string", "")
    return all(said) if isinstance(said, tuple) else bool(said)


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    return asked()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_pages_is_in_the_catalogue(language: str, texts: dict[str, str]) -> None:
    assert len(texts) > 3000
    assert [(text, texts[text]) for text in missing(texts, catalogue(language))] == []


def test_texts_are_found_wherever_they_are_written() -> None:
    code = 'from x import gettext as _\n_("One "\n  "text")\nngettext("%d day", "%d days", 2)\nother("No")'
    assert list(of_code(code)) == ["One text", "%d day"]
    template = (
        '{% load i18n %}{% translate "It\'s" %}{% blocktranslate count n=1 %}{{ n }} day{% plural %}'
        "{{ n }} days{% endblocktranslate %}{% translate 'Two' as two %}<p>Not this</p>"
    )
    assert list(of_template(template)) == ["It's", "%(n)s day", "Two"]


def test_a_text_that_is_missing_or_empty_is_told_of() -> None:
    """The control."""
    known = Catalog(locale="da")
    known.add("Here", "Her")
    known.add("Empty", "")
    known.add(("One", "Several"), ("En", ""))
    assert missing(["Here", "Empty", "One", "Gone"], known) == ["Empty", "Gone", "One"]
