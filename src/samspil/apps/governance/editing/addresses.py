"""What each part is edited under: a section and a key with dots, ``routes`` and ``purchase.screen``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from samspil.core.governance.document import Path

NEW: Final = "new"
PLAIN: Final = ("forums", "roles", "kinds", "attributes", "mandates", "parameters", "joint", "obligations")
STEPS, WAYS, OUTCOMES, ITEMS, CONDITIONS = "routes", "ways", "outcomes", "items", "conditions"
# Whose turn it is to chair a forum; and the lists that a model has once, each edited as a whole.
CHAIRING, MEMBERS, SECRETARIAT = "chairing", "members", "secretariat"
LISTS: Final = (MEMBERS, SECRETARIAT)
ALL: Final = "all"
_WORD: Final = re.compile(r"[A-Za-z0-9_-]+")
_ANY: Final = "*"
_STEP: Final = ("routes", _ANY, "steps", _ANY)


@dataclass(frozen=True, slots=True)
class Address:
    """A section and a key."""

    section: str
    key: str


@dataclass(frozen=True, slots=True)
class Where:
    """The mapping that a part stands in, its name there, and which of an outcome's places is meant."""

    holder: Path
    name: str
    branch: int | None = None

    @property
    def path(self) -> Path:
        """The part's own path."""
        return (*self.holder, self.name)


@dataclass(frozen=True, slots=True)
class _Sort:
    """How a section's keys are written, where their parts stand, and what of a part is meant."""

    section: str
    key: tuple[str, ...]
    path: tuple[str, ...]
    inside: tuple[str, ...] = ()


# The smallest parts first.
_SORTS: Final = (
    *(
        _Sort(CONDITIONS, ("routes", _ANY, _ANY, sort, _ANY), (*_STEP, sort, _ANY), ("when",))
        for sort in (OUTCOMES, ITEMS)
    ),
    _Sort(
        CONDITIONS,
        ("routes", _ANY, _ANY, OUTCOMES, _ANY, _ANY),
        (*_STEP, OUTCOMES, _ANY),
        ("to", _ANY, "when"),
    ),
    _Sort(CONDITIONS, ("mandates", _ANY), ("mandates", _ANY), ("when",)),
    _Sort(OUTCOMES, (_ANY,) * 3, (*_STEP, OUTCOMES, _ANY)),
    _Sort(ITEMS, (_ANY,) * 3, (*_STEP, ITEMS, _ANY)),
    _Sort(STEPS, (_ANY,) * 2, _STEP),
    _Sort(CHAIRING, (_ANY,), ("forums", _ANY), ("chaired_by",)),
    *(_Sort(section, (ALL,), (section,)) for section in LISTS),
    _Sort(WAYS, (_ANY,), ("routes", _ANY)),
    *(_Sort(section, (_ANY,), (section, _ANY)) for section in PLAIN),
)


def where(section: str, key: str) -> Where | None:
    """Where the part of an address stands; nothing for an address that none has.

    >>> where("routes", "purchase.screen").path
    ('routes', 'purchase', 'steps', 'screen')
    >>> where("kinds", "a.b") is None
    True
    """
    words = key.split(".")
    for sort in (one for one in _SORTS if one.section == section):
        found = _found(words, sort.key)
        if found is None or len(words) != len(sort.key):
            continue
        path = _filled(sort.path, iter(found))
        if _ANY not in sort.inside:
            return Where(path[:-1], path[-1])
        if found[-1].isdecimal():
            return Where(path[:-1], path[-1], int(found[-1][:4]))
    return None


def address_of(path: Path) -> Address | None:
    """Where what stands at a path is edited: the smallest part that can be.

    >>> address_of(("routes", "buy", "steps", "screen", "outcomes", "late", "when", "amount"))
    Address(section='conditions', key='routes.buy.screen.outcomes.late')
    """
    words = [str(one) for one in path]
    for sort in _SORTS:
        found = _found(words, (*sort.path, *sort.inside))
        # A draft with faults may have keys of anything; they have no address.
        if found is not None and all(_WORD.fullmatch(one) for one in found):
            return Address(sort.section, ".".join(_filled(sort.key, iter(found))))
    return None


def _found(words: Sequence[str], pattern: tuple[str, ...]) -> list[str] | None:
    """What stands where a pattern lets anything stand, of words that begin as the pattern does."""
    if len(words) < len(pattern):
        return None
    pairs = list(zip(words, pattern, strict=False))
    return [word for word, one in pairs if one == _ANY] if all(o in (_ANY, w) for w, o in pairs) else None


def _filled(pattern: tuple[str, ...], found: Iterator[str]) -> tuple[str, ...]:
    return tuple(next(found) if one == _ANY else one for one in pattern)
