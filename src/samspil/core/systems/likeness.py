"""Whether two systems of a catalogue seem to be one: by the supplier's number and by their names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Final

# What says nothing of which system it is.
_EMPTY_WORDS: Final = frozenset({"it", "system", "systemet", "løsning", "løsningen", "a", "s", "as", "aps"})
_WORD: Final = re.compile(r"\w+")
# How much of the letters must be shared, where the supplier is the same and where nobody has said.
_OF_ONE_SUPPLIER: Final = 0.6
_OF_ANY: Final = 0.9
_MOST_IN_A_GROUP: Final = 200


@dataclass(frozen=True, slots=True)
class Named:
    """A system of the catalogue: its id, what it is called, and its supplier's number where it is known."""

    key: str
    name: str
    cvr: str = ""


def plain_name(name: str) -> str:
    """A name without what says nothing of which system it is.

    >>> plain_name("KMD Nexus-systemet"), plain_name("IT-system")
    ('kmd nexus', 'it system')
    """
    every = _WORD.findall(name.casefold())
    return " ".join([word for word in every if word not in _EMPTY_WORDS] or every)


def alike(one: Named, other: Named) -> bool:
    """Whether two seem to be one system: a proposal for somebody to answer, not an answer.

    Those of two suppliers are two. Of one supplier a name may hold the other whole, or share six tenths of
    its letters by three; where a supplier is not known it takes nine. The bounds are ours. O(letters).

    >>> alike(Named("a", "KMD Nexus", "26911745"), Named("b", "Nexus", "26911745"))
    True
    >>> alike(Named("a", "KMD Nexus", "26911745"), Named("b", "KMD Aktiv"))
    False
    """
    if one.cvr and other.cvr and one.cvr != other.cvr:
        return False
    ours, theirs = plain_name(one.name), plain_name(other.name)
    if ours == theirs:
        return True
    words, others = set(ours.split()), set(theirs.split())
    is_one_supplier = bool(one.cvr) and one.cvr == other.cvr
    if is_one_supplier and (words <= others or others <= words):
        return True
    return _shared(ours, theirs) >= (_OF_ONE_SUPPLIER if is_one_supplier else _OF_ANY)


def pairs_alike(every: Iterable[Named]) -> Iterator[tuple[Named, Named]]:
    """The pairs that seem to be one, each once: of those of one supplier, and of those of one name.

    Of a group of more than two hundred the first are looked at, by name.

    >>> three = [Named("a", "Nexus", "1"), Named("b", "KMD Nexus", "1"), Named("c", "nexus")]
    >>> [(one.key, other.key) for one, other in pairs_alike(three)]
    [('b', 'a'), ('a', 'c')]
    """
    groups: dict[tuple[str, str], list[Named]] = {}
    for one in sorted(every, key=lambda one: (one.name, one.key)):
        groups.setdefault(("name", plain_name(one.name)), []).append(one)
        if one.cvr:
            groups.setdefault(("cvr", one.cvr), []).append(one)
    seen: set[tuple[str, str]] = set()
    for group in sorted(groups):
        for one, other in combinations(groups[group][:_MOST_IN_A_GROUP], 2):
            if one.key != other.key and (one.key, other.key) not in seen and alike(one, other):
                seen |= {(one.key, other.key), (other.key, one.key)}
                yield one, other


def _shared(one: str, other: str) -> float:
    """The share of letters by three that two texts have in common, from 0 to 1 (Dice)."""
    ours, theirs = _threes(one), _threes(other)
    return 2 * len(ours & theirs) / (len(ours) + len(theirs))


def _threes(text: str) -> set[str]:
    padded = f"  {text} "
    return {padded[at : at + 3] for at in range(len(padded) - 2)}
