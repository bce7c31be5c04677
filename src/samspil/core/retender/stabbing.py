"""The fewest tenders for many windows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from samspil.core.errors import ProblemsError


@dataclass(frozen=True, slots=True)
class Stab:
    """A moment, and whose windows it lies in that no earlier one lay in."""

    at: int
    keys: tuple[str, ...]


def fewest(windows: Mapping[str, tuple[int, int]]) -> tuple[Stab, ...]:
    """The fewest moments such that every window holds one: the fewest tenders, where only that counts.

    The window that closes first must hold a moment; its last is as good as any other of it for all the rest,
    so that is taken, with every window that holds it; and so on.

    Args:
        windows: first and last moment of each, both inside, in any whole unit.

    Raises:
        ProblemsError: ``window_out_of_order`` where one closes before it opens.

    O(n log n), and exact. Source: science.md §8 (interval stabbing, greedy by right end).

    >>> fewest({"a": (1, 4), "b": (3, 6), "c": (5, 9)})
    (Stab(at=4, keys=('a', 'b')), Stab(at=9, keys=('c',)))
    """
    for key, (first, last) in windows.items():
        if last < first:
            raise ProblemsError.of("window_out_of_order", key=key, first=first, last=last)
    found: list[tuple[int, list[str]]] = []
    for key, (first, last) in sorted(windows.items(), key=lambda one: (one[1][1], one[1][0], one[0])):
        if found and first <= found[-1][0]:
            found[-1][1].append(key)
        else:
            found.append((last, [key]))
    return tuple(Stab(at, tuple(keys)) for at, keys in found)
