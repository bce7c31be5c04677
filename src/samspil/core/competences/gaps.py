"""How many people are lacking of those that something takes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Gap:
    """What is needed against what there is, in people.

    ``held`` are confirmed at the level or above it; ``said`` say so of themselves and nobody has confirmed
    it; ``lent`` come from others. Only those held and lent fill a gap: what is only said is shown beside.
    """

    needed: int
    held: int
    said: int
    lent: int

    @property
    def lacking(self) -> int:
        """How many people are still to be found; never below zero.

        >>> Gap(needed=3, held=1, said=5, lent=1).lacking
        1
        """
        return max(0, self.needed - self.held - self.lent)


@dataclass(frozen=True, slots=True)
class HeldAt:
    """Somebody has a competence at a level, from 1; somebody else has confirmed it, or not."""

    level: int
    is_confirmed: bool


def gap_of(people: int, level: int, held: Iterable[HeldAt], lent: int = 0) -> Gap:
    """What something lacks that takes a number of people at a level or above it.

    Somebody counts once for each thing that takes what they can: whether they have time for all of it is
    asked of the plans, in days, not here. Source: F3.6.

    >>> gap_of(2, 3, [HeldAt(4, True), HeldAt(3, False), HeldAt(2, True)])
    Gap(needed=2, held=1, said=1, lent=0)
    """
    reached = [one.is_confirmed for one in held if one.level >= level]
    confirmed = sum(reached)
    return Gap(people, confirmed, len(reached) - confirmed, lent)
