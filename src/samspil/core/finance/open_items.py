"""What has been paid of each statement, and what of it is open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

NOBODYS: Final = None  # a payment that names no statement


@dataclass(frozen=True, slots=True)
class Billed:
    """What somebody was charged by a statement, in øre; below nought what it was credited."""

    statement: UUID
    minor: int


@dataclass(frozen=True, slots=True)
class Paid:
    """What came, in øre; below nought what was paid back. ``of`` is the statement that it names."""

    minor: int
    of: UUID | None = NOBODYS


@dataclass(frozen=True, slots=True)
class Item:
    """Of a statement: what was charged by it, what of that is covered, and what is open."""

    charged: int
    covered: int

    @property
    def open(self) -> int:
        """Still owed of it."""
        return self.charged - self.covered


def open_items(billed: Sequence[Billed], paid: Sequence[Paid]) -> Mapping[UUID, Item]:
    """Each statement that charged something, with what covers it; the oldest comes first.

    A payment covers the statement that it names. What is left of it, what names none and what was credited
    cover the oldest that are open; what was paid back covers nothing. O(statements + payments).

    Source: issue 6, "statements per member"; that the oldest is covered first is ours.

    >>> first, second = UUID(int=1), UUID(int=2)
    >>> found = open_items([Billed(first, 300), Billed(second, 200)], [Paid(250), Paid(150, second)])
    >>> [(one.covered, one.open) for one in found.values()]
    [(250, 50), (150, 50)]
    """
    charged = {one.statement: one.minor for one in billed if one.minor > 0}
    covered = dict.fromkeys(charged, 0)
    free = -sum(one.minor for one in billed if one.minor < 0)
    for one in paid:
        room = charged[one.of] - covered[one.of] if one.of in charged and one.minor > 0 else 0
        named = min(one.minor, room) if room else 0
        if one.of is not None and named:
            covered[one.of] += named
        free += one.minor - named
    for statement, whole in charged.items():
        more = max(0, min(free, whole - covered[statement]))
        covered[statement] += more
        free -= more
    return {key: Item(whole, covered[key]) for key, whole in charged.items()}
