"""Keys of many rows, as questions can hold them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import islice
from typing import Final, TypeVar
from uuid import UUID

AT_ONCE: Final = 2000  # keys in one question
_Key = TypeVar("_Key", int, UUID)


def portions(keys: Collection[_Key]) -> Iterator[list[_Key]]:
    """Keys in order, so many at a time as a question can hold."""
    coming = iter(sorted(keys))
    while portion := list(islice(coming, AT_ONCE)):
        yield portion
