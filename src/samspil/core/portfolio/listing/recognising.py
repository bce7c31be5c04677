"""The same initiative in this list and the last one, though it may be called something else."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

_FORMERLY = re.compile(
    r"\((?:formerly|previously|tidligere|før|nå|nu|now)\s+(?P<old>[^)]*)\)?", re.IGNORECASE
)
_ASIDE = re.compile(r"\([^)]*\)?")
_WORD = re.compile(r"[^\W_]+")
_SAYS_NOTHING: Final = frozenset(
    [
        *("the", "of", "and", "for", "a", "to", "og", "af", "i", "på", "programme", "program", "programmet"),
        *("project", "projekt", "projektet", "prosjekt", "prosjektet", "indsats", "tiltak"),
    ]
)
LIKELY: Final = 0.8


class Ground(StrEnum):
    """Why two are taken for the same."""

    NUMBER = "number"
    NAME = "name"
    FORMER_NAME = "former_name"
    ALIKE = "alike"


@dataclass(frozen=True, slots=True)
class Seen:
    """An initiative as one list names it. ``key`` is the caller's."""

    key: str
    name: str
    number: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Same:
    """Two that are taken for the same; what is only *alike* is for a person to confirm."""

    before: str
    now: str
    ground: Ground
    likeness: float = 1.0

    @property
    def is_certain(self) -> bool:
        """Whether nobody needs to confirm it."""
        return self.ground is not Ground.ALIKE


def recognise(before: Sequence[Seen], now: Sequence[Seen]) -> tuple[Same, ...]:
    """Which of now were there before: by number, by name, by a former name, and what is only alike.

    One for one: what has been recognised is not taken again, and where several share a name and no number
    tells them apart, none of them is. Names are compared without case and punctuation, then also without
    what stands in brackets and words that say nothing. *Alike* is the share of three-letter pieces in
    common, at least 0.8, in the same unit where both name one.

    Source: L. R. Dice, 1945 (the coefficient).

    >>> old, new = Seen("a", "Project Eagle"), Seen("b", "Urenco (formerly Project Eagle)")
    >>> recognise([old], [new])[0].ground.value
    'former_name'
    """
    if not before or not now:
        return ()
    left, todo = list(before), list(now)
    found: list[Same] = []
    for ground, of_before, of_now in _GROUNDS:
        pairs = _one_for_one(left, todo, of_before, of_now)
        found += [Same(was.key, one.key, ground) for was, one in pairs]
        gone = {was.key for was, _one in pairs}
        come = {one.key for _was, one in pairs}
        left = [one for one in left if one.key not in gone]
        todo = [one for one in todo if one.key not in come]
    return (*found, *_alike(left, todo))


def _number(seen: Seen) -> str:
    return seen.number.strip().casefold()


def _exactly(seen: Seen) -> str:
    return " ".join(_WORD.findall(seen.name.casefold()))


def _plain(seen: Seen) -> str:
    return _without_asides(seen.name)


def _former(seen: Seen) -> str:
    found = _FORMERLY.search(seen.name)
    return _without_asides(found["old"]) if found else ""


def _without_asides(name: str) -> str:
    words = _WORD.findall(_ASIDE.sub(" ", name).casefold())
    return " ".join(word for word in words if word not in _SAYS_NOTHING)


_Key = Callable[[Seen], str]
_GROUNDS: Final[Sequence[tuple[Ground, _Key, _Key]]] = (
    (Ground.NUMBER, _number, _number),
    (Ground.NAME, _exactly, _exactly),
    (Ground.NAME, _plain, _plain),
    (Ground.FORMER_NAME, _plain, _former),
    (Ground.FORMER_NAME, _former, _plain),
)


def _one_for_one(
    before: Iterable[Seen], now: Iterable[Seen], of_before: _Key, of_now: _Key
) -> list[tuple[Seen, Seen]]:
    were, are = _by(before, of_before), _by(now, of_now)
    return [(were[key][0], ones[0]) for key, ones in are.items() if len(ones) == len(were.get(key, ())) == 1]


def _by(seen: Iterable[Seen], key: _Key) -> dict[str, list[Seen]]:
    found: dict[str, list[Seen]] = defaultdict(list)
    for one in seen:
        if said := key(one):
            found[said].append(one)
    return found


def _alike(before: Sequence[Seen], now: Sequence[Seen]) -> list[Same]:
    """The likeliest pairs first, each taken once."""
    taken: set[tuple[str, str]] = set()
    found = []
    for likeness, was, one in sorted(_likely(before, now), key=lambda each: (-each[0], each[1], each[2])):
        if not taken & {("was", was), ("now", one)}:
            taken |= {("was", was), ("now", one)}
            found.append(Same(was, one, Ground.ALIKE, likeness))
    return found


def _likely(before: Sequence[Seen], now: Sequence[Seen]) -> Iterator[tuple[float, str, str]]:
    """Every pair that is alike enough. Only names that share one of their rarest pieces can be."""
    were, are = ([(one, _pieces(_exactly(one))) for one in ones] for ones in (before, now))
    count = Counter(piece for _one, pieces in (*were, *are) for piece in pieces)
    by_piece: dict[str, list[int]] = defaultdict(list)
    for at, (_was, pieces) in enumerate(were):
        for piece in _rarest(pieces, count):
            by_piece[piece].append(at)
    for one, pieces in are:
        for at in {at for piece in _rarest(pieces, count) for at in by_piece.get(piece, ())}:
            was, old = were[at]
            may_be = not (was.unit and one.unit and was.unit.casefold() != one.unit.casefold())
            if may_be and (likeness := _dice(old, pieces)) >= LIKELY:
                yield likeness, was.key, one.key


def _rarest(pieces: frozenset[str], count: Mapping[str, int]) -> list[str]:
    """What any name that is alike shares at least one of.

    From ``2 |A and B| >= t (|A| + |B|)`` follows ``|A and B| >= |A| t / (2 - t)``: with so many in common,
    one of them is among the first ``|A| - |A and B| + 1`` of either in any order. Source: prefix filtering,
    S. Chaudhuri, V. Ganti and R. Kaushik, 2006.
    """
    least = math.ceil(len(pieces) * LIKELY / (2 - LIKELY) - 1e-9)
    return sorted(pieces, key=lambda one: (count[one], one))[: len(pieces) - least + 1]


def _pieces(name: str) -> frozenset[str]:
    padded = f"  {name} "
    return frozenset(padded[at : at + 3] for at in range(len(padded) - 2))


def _dice(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other))
