"""KLE subjects and CPV codes by the words that people type."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from samspil import library
from samspil.apps.intake.selectors.same_words import SAME_WORDS
from samspil.core.word_search import WordIndex, index_words, search_words

KLE: Final = "kle"
CPV: Final = "cpv"
REGISTERS: Final = (KLE, CPV)
MOST_FOUND: Final = 10

_ONLY_SUBJECTS: Final = 8  # "27.36.12": main groups and groups are shorter, and nothing is filed under them


def find_codes(register: str, asked: str, language: str) -> list[tuple[str, str]]:
    """The codes whose titles have the words, each with its title; the best first."""
    titles = _titles(register, language)
    return [(key, titles[key]) for key in search_words(_index(register), asked, MOST_FOUND, SAME_WORDS)]


def title_of(register: str, code: str, language: str) -> str:
    """A code's title; empty where it is none."""
    return _titles(register, language).get(code, "")


@cache
def _titles(register: str, language: str) -> Mapping[str, str]:
    if register == CPV:
        return {key: label.en if language == "en" else label.da for key, label in library.cpv().items()}
    return {key: title for key, title in library.kle().items() if len(key) == _ONLY_SUBJECTS}


@cache
def _index(register: str) -> WordIndex:
    """The words of a code: its own title, its number, in KLE also the group's, in CPV the English title."""
    if register == CPV:
        return index_words({key: (label.da, key, label.en) for key, label in library.cpv().items()})
    titles = library.kle()
    return index_words({key: (title, key, titles[key[:5]]) for key, title in _titles(KLE, "da").items()})
