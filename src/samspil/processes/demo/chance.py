"""Chance, handed in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

_One = TypeVar("_One")


class Chance(Protocol):
    """What the demo needs of a random generator (`random.Random` has it)."""

    def random(self) -> float: ...

    def randint(self, a: int, b: int, /) -> int: ...

    def choice(self, seq: Sequence[_One], /) -> _One: ...
