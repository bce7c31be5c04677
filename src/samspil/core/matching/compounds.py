"""Danish compounds taken apart by the words that are known: *ældrevisitation* is *ældre* and *visitation*."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from samspil.core.word_search import stem_of, words_of

_SHORTEST: Final = 3  # letters of a part
_SHORTEST_COMPOUND: Final = 7
_BETWEEN: Final = ("", "s", "e")  # what Danish puts between the parts


@dataclass(frozen=True)
class Compounds:
    """What is known of words, as stems: parts of compounds are looked for among them."""

    stems: frozenset[str]
    _known: dict[str, tuple[str, ...]] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, texts: Iterable[str]) -> Compounds:
        """The words of texts, each long enough to be a part.

        >>> sorted(Compounds.of(["Visitation af ældre"]).stems)
        ['aeldr', 'visitation']
        """
        words = {word for text in texts for word in words_of(text)}
        return cls(frozenset(stem_of(word) for word in words if len(word) >= _SHORTEST and word.isalpha()))

    def parts(self, word: str) -> tuple[str, ...]:
        """The stems a folded word is made of, as few as can be; its own when it is no compound.

        >>> known = Compounds.of(["ældre", "visitation", "vagt plan system", "omsorg", "journal"])
        >>> known.parts("aeldrevisitation"), known.parts("vagtplansystemer")
        (('aeldr', 'visitation'), ('vagt', 'plan', 'system'))
        >>> known.parts("omsorgsjournal"), known.parts("visitationen")
        (('omsorg', 'journal'), ('visitation',))
        """
        found = self._known.get(word)
        if found is None:
            found = self._known[word] = self._taken_apart(word)
        return found

    def _taken_apart(self, word: str) -> tuple[str, ...]:
        whole = (stem_of(word),)
        if len(word) < _SHORTEST_COMPOUND or not word.isalpha():
            return whole
        return self._split(word, 3) or whole

    def _split(self, word: str, most: int) -> tuple[str, ...]:
        """The split into the fewest parts, the first of them shortest; nothing if there is none."""
        for number in range(2, most + 1):
            found = self._into(word, number)
            if found:
                return found
        return ()

    def _into(self, word: str, number: int) -> tuple[str, ...]:
        if number == 1:
            stem = stem_of(word)
            return (stem,) if len(word) >= _SHORTEST and stem in self.stems else ()
        for end in range(_SHORTEST, len(word) - _SHORTEST + 1):
            stem = stem_of(word[:end])
            if stem not in self.stems:
                continue
            for between in _BETWEEN:
                if word.startswith(between, end):
                    rest = self._into(word[end + len(between) :], number - 1)
                    if rest:
                        return (stem, *rest)
        return ()
