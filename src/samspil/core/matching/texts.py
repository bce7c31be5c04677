"""What a text says, as terms: its words, the parts of its compounds, and the trigrams of its letters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Final

from samspil.core.matching.compounds import Compounds
from samspil.core.word_search import words_of

_LITTLE: Final = frozenset(
    words_of(
        "af alle at da de den der det dig din du efter ej eller en end er et for fra får gør ham han har her "
        "hos hun hvor i ikke ind ja jeg kan kun man med men mere mod ned nej når og også om op os over på "
        "sig sin skal som så til ud uden under var ved vi vil vor vores være ny nye nyt"
    )
)


def said(text: str) -> tuple[str, ...]:
    """The folded words of a text, without the little ones.

    >>> said("Nyt omsorgssystem til hjemmeplejen")
    ('omsorgssystem', 'hjemmeplejen')
    """
    words = words_of(text)
    return tuple(word for word in words if word not in _LITTLE) or words


def parts_said(words: Sequence[str], compounds: Compounds) -> Iterator[str]:
    """The stems of words and, of compounds, those of each part beside the whole.

    >>> list(parts_said(["plejehjem", "pleje"], Compounds.of(["pleje", "hjem"])))
    ['plejehjem', 'plej', 'hjem', 'plej']
    """
    for word in words:
        parts = compounds.parts(word)
        if len(parts) > 1:
            yield word
        yield from parts


def grams_of(words: Iterable[str], size: int = 3) -> Iterable[str]:
    """The pieces of so many letters of words, each word with a space on either side.

    >>> list(grams_of(["ebog"]))
    [' eb', 'ebo', 'bog', 'og ']
    """
    return chain.from_iterable(
        (word[at : at + size] for at in range(max(1, len(word) - size + 1)))
        for word in (f" {one} " for one in words)
    )
