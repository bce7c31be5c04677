"""The language of the page that is being made, and the words of it."""

from __future__ import annotations

from django.utils.translation import get_language

from samspil.wording.catalogues import LANGUAGES, Language
from samspil.wording.words import Words


def language() -> Language:
    """The language of the page; Danish where it is none of ours."""
    found = (get_language() or "da")[:2]
    return next((one for one in LANGUAGES if one == found), "da")


def words() -> Words:
    """The words of the page's language."""
    return Words(language())
