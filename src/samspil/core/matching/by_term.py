"""One new text held against very many, by lists that are kept term by term: in a table, and not in memory.

Whoever keeps them is asked twice: which terms there are of those that a text could have (`could_be`), and
what is listed under those that tell most (`chosen`, then `nearest`). Scores are those of `suggesting`, as
long as all that is listed is looked at. No array library is needed, so a web process can ask; `packing`
makes the lists.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from heapq import nlargest
from math import log, sqrt
from typing import Final

from samspil.core.matching.compounds import Compounds
from samspil.core.matching.evidence import Need
from samspil.core.matching.telling import SHARES, texts_of, told_by
from samspil.core.matching.texts import said
from samspil.core.word_search import stem_of

LONGEST_TERM: Final = 60
MOST_WORDS: Final = 40  # of a text that is being written; what comes after is not looked at
MOST_LISTED: Final = 60_000  # rows under all terms together
# From which score on it is said that two may be, and seem to be, the same. Set on the half of the labelled
# Danish needs that is for tuning, where 74 and 86 of 100 shown then were; on the other half 87 and 92.
MAY_BE: Final = 0.4
SEEMS: Final = 0.5
_KEY: Final = "I"
_SHORTEST: Final = 3


@dataclass(frozen=True, slots=True)
class Known:
    """What is kept of a term: under how many rows it stands, and whether it can be a part of a compound."""

    held: int
    is_stem: bool


@dataclass(frozen=True, slots=True)
class Chosen:
    """A term of the text: its layer and itself, and what each row under it gets, times the row's weight."""

    term: str
    factor: float


def term_of(layer: int, term: str) -> str:
    """A term as it is kept: the layer first, so that a word is not a piece.

    >>> term_of(1, "dep")
    '1dep'
    """
    return f"{layer}{term}"


def could_be(need: Need, titles: Mapping[str, str]) -> frozenset[str]:
    """Every term that a need could have, whatever is known of words: pieces, codes, each word and stem.

    A word of n letters has at most n²/2 parts.

    >>> sorted(could_be(Need("", "a", "Dag"), {}))
    ['0dag', '1 da', '1ag ', '1dag']
    """
    asked = cut(need)
    _, pieces, codes = told_by(asked, titles, Compounds(frozenset()), {})
    found = {term_of(1, one) for one in pieces} | {term_of(2, one) for one in codes}
    for text in texts_of(asked, titles):
        for word in said(text):
            found.update(term_of(0, one) for one in _within(word))
    return frozenset(found)


def cut(need: Need) -> Need:
    """The need with no more words than are looked at.

    >>> len(cut(Need("", "a", "dag " * 100)).text.split())
    40
    """
    words = need.text.split()
    text = " ".join(word[:LONGEST_TERM] for word in words[:MOST_WORDS])
    return Need(need.key, need.member, text, need.kle, need.cpv, need.system, need.vendor)


def _within(word: str) -> Iterator[str]:
    """A word, its stem, and the stems of all that stands in it."""
    yield word
    yield stem_of(word)
    if word.isalpha():
        for start in range(len(word) - _SHORTEST + 1):
            for end in range(start + _SHORTEST, len(word) + 1):
                yield stem_of(word[start:end])


def compounds_of(known: Mapping[str, Known]) -> Compounds:
    """What is known of words, as far as a text needs it.

    >>> compounds_of({"0vagt": Known(3, True), "0plan": Known(2, True)}).parts("vagtplan")
    ('vagt', 'plan')
    """
    return Compounds(frozenset(term[1:] for term, one in known.items() if one.is_stem and term[0] == "0"))


def chosen(
    need: Need, titles: Mapping[str, str], known: Mapping[str, Known], texts: int, most: int = MOST_LISTED
) -> tuple[Chosen, ...]:
    """The terms of a need that are to be looked under, those that tell most first.

    Args:
        need: what is being written.
        titles: what subjects are called, by their number.
        known: what is kept of the terms that it could have.
        texts: how many texts are laid out.
        most: how many rows may stand under the terms together; the most common terms are left out first.

    >>> told = {"0vagt": Known(1, True), "0plan": Known(1, True), "0vagtplan": Known(0, False)}
    >>> [one.term for one in chosen(Need("", "a", "Vagtplan"), {}, told, 10)]
    ['0plan', '0vagt']
    """
    found: list[tuple[int, Chosen]] = []
    layers = told_by(cut(need), titles, compounds_of(known), {})
    for layer, (share, terms) in enumerate(zip(SHARES, layers, strict=True)):
        counted = {term_of(layer, term): count for term, count in Counter(terms).items()}
        held = {term: known[term].held if term in known else 0 for term in counted}
        weights = {term: (1 + log(count)) * _rarity(held[term], texts) for term, count in counted.items()}
        length = sqrt(sum(weight * weight for weight in weights.values()))
        found += [
            (held[term], Chosen(term, share * weight / length))
            for term, weight in weights.items()
            if held[term]
        ]
    return tuple(_within_most(sorted(found, key=lambda one: (one[0], one[1].term)), most))


def _rarity(held: int, texts: int) -> float:
    return log((1 + texts) / (1 + held)) + 1


def _within_most(found: Iterable[tuple[int, Chosen]], most: int) -> Iterator[Chosen]:
    for held, one in found:
        most -= held
        if most < 0:
            return
        yield one


def nearest(
    terms: Iterable[Chosen], listed: Mapping[str, tuple[bytes, bytes]], most: int
) -> tuple[tuple[int, float], ...]:
    """The keys of the rows that are most like the text, and how alike, the most alike first.

    Args:
        terms: those that were chosen.
        listed: under each the keys of its rows and their weights, as `packed`; a term may be gone.
        most: how many rows at most.

    Linear in what is listed.

    >>> listed = {"0plan": packed([7, 9], [0.6, 1.0])}
    >>> [(key, round(score, 3)) for key, score in nearest([Chosen("0plan", 0.5)], listed, 1)]
    [(9, 0.5)]
    """
    scores: dict[int, float] = {}
    get = scores.get
    for one in terms:
        if one.term in listed:
            factor = one.factor
            for key, weight in unpacked(*listed[one.term]):
                scores[key] = get(key, 0.0) + factor * weight
    best = nlargest(most, ((score, -key) for key, score in scores.items()))
    return tuple((-key, score) for score, key in best)


def packed(keys: Iterable[int], weights: Iterable[float]) -> tuple[bytes, bytes]:
    """Keys and weights as they are kept: four bytes each, as this machine has them.

    >>> list(unpacked(*packed([1], [0.5])))
    [(1, 0.5)]
    """
    return array(_KEY, keys).tobytes(), array("f", weights).tobytes()


def unpacked(keys: bytes, weights: bytes) -> Iterable[tuple[int, float]]:
    """The same read again."""
    return zip(array(_KEY, keys), array("f", weights), strict=True)
