"""Words looked for in short texts: whole, at the beginning, and inside the compounds of Danish."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

LONGEST_QUESTION: Final = 200
MOST_WORDS: Final = 8

_WORD = re.compile(r"[^\W_]+(?:\.[0-9]+)*")
_AS_ASCII: Final = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe"})
_ENDINGS: Final = ("inger", "ing", "erne", "ene", "er", "en", "et", "es", "e", "s", "r", "t")
_SHORTEST_INSIDE: Final = 3
_SHORTEST_STEM: Final = 4

# How well a word is met: whole, where another word begins, where one ends, inside one.
_WHOLE, _BEGINS, _ENDS, _INSIDE = 12, 8, 6, 3
_NAME_COUNTS: Final = 3
_STEMMED, _INSTEAD = 1, 5


@dataclass(frozen=True, slots=True)
class WordIndex:
    """Texts laid out as words: for each key those of its name and those of what else is said of it."""

    rows: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text, folded: small letters, no accents, and æ, ø, å as ae, oe, aa.

    A number keeps its points. Linear in the text.

    >>> words_of("Ældre- og Sundhedsområdet, 27.36")
    ('aeldre', 'og', 'sundhedsomraadet', '27.36')
    """
    small = unicodedata.normalize("NFC", text).casefold().translate(_AS_ASCII)
    bare = "".join(one for one in unicodedata.normalize("NFKD", small) if not unicodedata.combining(one))
    return tuple(_WORD.findall(bare))


def index_words(texts: Mapping[str, Sequence[str]]) -> WordIndex:
    """Lay texts out for searching. The first text of each key is its name and counts more than the rest.

    Linear in the texts.

    >>> index_words({"27": ["Pleje", "og omsorg"]}).rows
    (('27', ('pleje',), ('og', 'omsorg')),)
    """
    return WordIndex(
        tuple((key, words_of(said[0]), words_of(" ".join(said[1:]))) for key, said in texts.items())
    )


def search_words(
    index: WordIndex, asked: str, most: int, alike: Iterable[frozenset[str]] = ()
) -> tuple[str, ...]:
    """The keys whose texts have the words, the best first.

    Every word must be met; where no text meets all, those that meet most are given. A word is met
    whole, by a word that begins or ends with it, inside a compound (from three letters), without its
    ending (from four letters), or by a word that is said instead of it, though not inside another.
    Equals stand as in the index.

    Args:
        index: where to look.
        asked: what was typed; the first 200 characters and 8 words count.
        most: how many keys at most.
        alike: groups of folded words that are said for one another.

    Complexity: words asked and said for them, times the words of the index.

    >>> index = index_words({"a": ["Plejeinformationssystem"], "b": ["Bibliotek"], "c": ["Pleje"]})
    >>> search_words(index, "pleje", 5), search_words(index, "information", 5)
    (('c', 'a'), ('a',))
    >>> search_words(index, "omsorg", 5, [frozenset({"omsorg", "pleje"})])
    ('c', 'a')
    """
    groups = tuple(alike)
    wanted = [_said_for(word, groups) for word in words_of(asked[:LONGEST_QUESTION])[:MOST_WORDS]]
    found = []
    for place, (key, name, rest) in enumerate(index.rows):
        scores = [_best(variants, name, rest) for variants in wanted]
        met = sum(1 for score in scores if score)
        if met:
            found.append((-met, -sum(scores), len(name), place, key))
    fullest = min((row[0] for row in found), default=0)
    return tuple(row[-1] for row in sorted(found) if row[0] == fullest)[:most]


def _said_for(word: str, groups: tuple[frozenset[str], ...]) -> tuple[tuple[str, int], ...]:
    """A word and what stands for it, each with what it takes off: its stem, words said instead."""
    variants = {word: 0}
    stem = stem_of(word)
    variants.setdefault(stem, _STEMMED)
    for group in groups:
        if word in group or stem in group:
            for other in sorted(group):
                variants.setdefault(other, _INSTEAD)
    return tuple(variants.items())


def stem_of(word: str) -> str:
    """A folded word without its ending, as long as four letters are left.

    >>> stem_of("visitationen"), stem_of("plejen"), stem_of("bog")
    ('visitation', 'plej', 'bog')
    """
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word.removesuffix(ending)
    return word


def _best(variants: tuple[tuple[str, int], ...], name: tuple[str, ...], rest: tuple[str, ...]) -> int:
    in_name = max((_score(variant, word) for variant in variants for word in name), default=0)
    in_rest = max((_score(variant, word) for variant in variants for word in rest), default=0)
    return max(_NAME_COUNTS * in_name, in_rest)


def _score(variant: tuple[str, int], word: str) -> int:
    asked, less = variant
    if word == asked:
        return _WHOLE - less
    if word.startswith(asked):
        return _BEGINS - less
    if len(asked) < _SHORTEST_INSIDE:
        return 0
    if word.endswith(asked):
        return _ENDS - less
    return _INSIDE - less if less < _INSTEAD and asked in word else 0
