"""Chance that is looked up, not kept: a word depends on the seed, the scenario and the initiative alone.

Philox4x32-10: Salmon, Moraes, Dror, Shaw (2011), "Parallel random numbers: as easy as 1, 2, 3", SC '11. The
upper 24 bits of a word are a level: half a step or more from its nearer end, so that both ends are resolved
equally well. Run with NUMBA_DISABLE_JIT=1 every function here is plain Python.
"""

# mypy: disable-error-code="untyped-decorator"
from __future__ import annotations

from typing import Any, Final

import numpy as np
from numba import njit

# Beside the kernel Numba makes a callback for C of each function; none is taken, and all are held in memory.
KERNEL: Final[Any] = {"nogil": True, "no_cfunc_wrapper": True}
LEAF: Final = 128  # scenarios that are computed side by side
WORDS: Final = 4
CELL_BITS: Final = 6  # cells to each doubling of the distance from an end: 64
DOUBLINGS: Final = 24
SIDE: Final = DOUBLINGS << CELL_BITS
STEPS: Final = 1 << DOUBLINGS  # from level 0 to level 1
_ROUNDS: Final = 10
_M0, _M1 = np.uint64(0xD2511F53), np.uint64(0xCD9E8D57)
_W0, _W1 = np.uint64(0x9E3779B9), np.uint64(0xBB67AE85)
_LOW, _HALF = np.uint64(0xFFFFFFFF), np.uint64(32)
_UNUSED = np.uint32(32 - DOUBLINGS)
_UPPER = np.int32(1 << (DOUBLINGS - 1))
_NEAR = np.int32((1 << (DOUBLINGS - 1)) - 1)
_REST_BITS = np.int32(23 - CELL_BITS)  # a float has 23 bits after its first
_REST = np.int32((1 << (23 - CELL_BITS)) - 1)
_FIRST = np.int32(126 << CELL_BITS)  # the cell of half a step
_PART: Final = 1.0 / (1 << (23 - CELL_BITS))


@njit(**KERNEL)
def philox(counter: Any, key: Any, out: Any) -> None:
    """Four words for each column of four counters, under a key of two words.

    Args:
        counter: uint32[4, n].
        key: uint32[2].
        out: uint32[4, n], written.
    """
    for at in range(counter.shape[1]):
        a, b = np.uint64(counter[0, at]), np.uint64(counter[1, at])
        c, d = np.uint64(counter[2, at]), np.uint64(counter[3, at])
        k0, k1 = np.uint64(key[0]), np.uint64(key[1])
        for _round in range(_ROUNDS):
            p, q = a * _M0, c * _M1
            a, b, c, d = (q >> _HALF) ^ b ^ k0, q & _LOW, (p >> _HALF) ^ d ^ k1, p & _LOW
            k0, k1 = (k0 + _W0) & _LOW, (k1 + _W1) & _LOW
        out[0, at], out[1, at], out[2, at], out[3, at] = a, b, c, d


@njit(**KERNEL)
def drawn(own: Any, key: Any, first: int, counter: Any, words: Any) -> None:
    """The words of a leaf of scenarios, of one initiative or of what all share.

    Args:
        own: three words that nobody else has: uint32[3].
        key: uint32[2].
        first: the first scenario.
        counter: uint32[4, LEAF], to work in.
        words: uint32[4, LEAF], written.
    """
    for at in range(LEAF):
        counter[0, at] = first + at
        counter[1, at], counter[2, at], counter[3, at] = own[0], own[1], own[2]
    philox(counter, key, words)


@njit(**KERNEL)
def looked_up(words: Any, table: Any, out: Any) -> None:
    """What words mean by a table of ``tables.by_level``.

    Args:
        words: uint32[LEAF].
        table: float32[2 * SIDE, 2]: where a cell begins, and how much it rises.
        out: float32[LEAF], written.
    """
    for at in range(LEAF):
        level = np.int32(words[at] >> _UNUSED)
        is_upper = level >= _UPPER
        near = _NEAR - (level & _NEAR) if is_upper else level
        bits = np.float32(np.float32(near) + np.float32(0.5)).view(np.int32)
        cell = (bits >> _REST_BITS) - _FIRST + (SIDE if is_upper else 0)
        out[at] = np.float64(table[cell, 0]) + np.float64(table[cell, 1]) * (np.float64(bits & _REST) * _PART)


GRID: Final = 128  # cells to each unit of a standard normal
REACH: Final = 6  # of it, on both sides; beyond, what stands at the end


@njit(**KERNEL)
def looked_up_by_normal(normal: Any, table: Any, out: Any) -> None:
    """What standard normal values mean by a table of ``tables.by_normal``.

    Args:
        normal: float64[LEAF].
        table: float32[2 * REACH * GRID, 2], as above.
        out: float32[LEAF], written.
    """
    for at in range(LEAF):
        place = (min(max(normal[at], -float(REACH)), REACH - 1e-9) + REACH) * GRID
        cell = np.int64(place)
        out[at] = np.float64(table[cell, 0]) + np.float64(table[cell, 1]) * (place - cell)
