"""What is to happen, soonest first: a heap of whole numbers in two arrays.

A key is the minute, then which of one minute's things come first, then the order in which they were told.
What happens is a number, too: its sort, the place of the matter (or the row of what it is about), the stamp
that the matter had when it was told, and one thing more.
"""

from __future__ import annotations

from typing import Final

from samspil.core.simulation.loop.ground import HEAP, SEQUENCE, Ground

TIME_SHIFT: Final = 32
RANK_SHIFT: Final = 30
AFTER_ALL: Final = (1 << 63) - 1  # above every key: a minute of the year 2042 is 2^30

# What comes first of one minute: what people do, then meetings, then what is too late.
PEOPLE_ACT: Final = 0
FORUMS_MEET: Final = 1
TIME_IS_UP: Final = 2

ARRIVES: Final = 0
WORKED_OFF: Final = 1
MEETS_NOW: Final = 2
IS_LATE: Final = 3
ANSWERS: Final = 4
IS_COUNTED: Final = 5

_SORT_BITS: Final = 3
_PLACE_BITS: Final = 22
_STAMP_BITS: Final = 28
STAMPS: Final = (1 << _STAMP_BITS) - 1
PLACES: Final = 1 << _PLACE_BITS
_PLACE_SHIFT: Final = _SORT_BITS
_STAMP_SHIFT: Final = _SORT_BITS + _PLACE_BITS
_MORE_SHIFT: Final = _SORT_BITS + _PLACE_BITS + _STAMP_BITS


def push(g: Ground, at: int, rank: int, sort: int, place: int, stamp: int, more: int) -> None:
    """Tell that something happens at a minute. Logarithmic in what is told already."""
    c = g.clock
    keys = g.heap_key
    whats = g.heap_what
    key = (at << TIME_SHIFT) | (rank << RANK_SHIFT) | c[SEQUENCE]
    what = sort | (place << _PLACE_SHIFT) | (stamp << _STAMP_SHIFT) | (more << _MORE_SHIFT)
    c[SEQUENCE] += 1
    row = c[HEAP]
    c[HEAP] += 1
    while row > 0:
        above = (row - 1) >> 1
        if keys[above] <= key:
            break
        keys[row] = keys[above]
        whats[row] = whats[above]
        row = above
    keys[row] = key
    whats[row] = what


def pop(g: Ground) -> int:
    """Take what happens first; there must be something. Logarithmic in what is told."""
    c = g.clock
    keys = g.heap_key
    whats = g.heap_what
    first: int = whats[0]
    c[HEAP] -= 1
    size = c[HEAP]
    key = keys[size]
    what = whats[size]
    keys[size] = AFTER_ALL  # so that the last pair has two to choose from
    row = 0
    below = 1
    while below < size:
        below += keys[below + 1] < keys[below]  # counted, not branched on: nobody can guess which it is
        if key <= keys[below]:
            break
        keys[row] = keys[below]
        whats[row] = whats[below]
        row = below
        below = 2 * row + 1
    keys[row] = key
    whats[row] = what
    return first


def sort_of(what: int) -> int:
    """Which sort of thing happens."""
    return what & ((1 << _SORT_BITS) - 1)


def place_of(what: int) -> int:
    """Where the matter is kept, or the row of the source or forum."""
    return (what >> _PLACE_SHIFT) & (PLACES - 1)


def stamp_of(what: int) -> int:
    """The stamp that the matter had."""
    return (what >> _STAMP_SHIFT) & STAMPS


def more_of(what: int) -> int:
    """The one thing more: which member answers."""
    return what >> _MORE_SHIFT
