"""The network as a loop that knows nothing else, compiled: about what is possible for it on this machine."""

# mypy: disable-error-code="misc,no-untyped-def,no-untyped-call"
from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

PLACES = 4096
ARRIVES, IS_DONE, MEETS = 0, 1, 2


@njit(nogil=True, cache=False)
def _push(keys: Any, whats: Any, size: int, key: float, what: int) -> int:
    row = size
    while row > 0:
        above = (row - 1) >> 1
        if keys[above] <= key:
            break
        keys[row], whats[row] = keys[above], whats[above]
        row = above
    keys[row], whats[row] = key, what
    return size + 1


@njit(nogil=True, cache=False)
def _pop(keys: Any, whats: Any, size: int) -> int:
    size -= 1
    key, what, row, below = keys[size], whats[size], 0, 1
    while below < size:
        if below + 1 < size and keys[below + 1] < keys[below]:
            below += 1
        if key <= keys[below]:
            break
        keys[row], whats[row] = keys[below], whats[below]
        row = below
        below = 2 * row + 1
    keys[row], whats[row] = key, what
    return size


@njit(nogil=True, cache=False)
def play(seed: int, stages: int, numbers: Any) -> tuple[int, int, int, float]:  # noqa: PLR0915 – one loop
    """One run: matters brought, ended, approved, and the days of all that ended.

    ``numbers``: experts, days of work, period, room, rejected, a day, days in all.
    """
    experts, work, period, room, rejected, a_day, until = numbers
    np.random.seed(seed)
    keys, whats = np.empty(PLACES), np.empty(PLACES, np.int64)
    born, free = np.empty(PLACES), np.arange(PLACES)
    top = PLACES
    waiting = np.empty((2 * stages, PLACES), np.int64)
    first, last = np.zeros(2 * stages, np.int64), np.zeros(2 * stages, np.int64)
    busy = np.zeros(stages, np.int64)
    size = _push(keys, whats, 0, np.random.exponential(1 / a_day), ARRIVES)
    for stage in range(stages):
        size = _push(keys, whats, size, period, MEETS | (stage << 2))
    brought, ended, approved, days = 0, 0, 0, 0.0
    while keys[0] < until:
        now, what = keys[0], whats[0]
        size = _pop(keys, whats, size)
        stage, matter = (what >> 2) & 15, what >> 6
        come, to = -1, 0
        if what & 3 == ARRIVES:
            size = _push(keys, whats, size, now + np.random.exponential(1 / a_day), ARRIVES)
            top -= 1
            come = free[top]
            born[come] = now
            brought += 1
        elif what & 3 == IS_DONE:
            waiting[stages + stage, last[stages + stage] % PLACES] = matter
            last[stages + stage] += 1
            if first[stage] < last[stage]:
                following = waiting[stage, first[stage] % PLACES]
                first[stage] += 1
                ends = now + np.random.exponential(work)
                size = _push(keys, whats, size, ends, IS_DONE | (stage << 2) | (following << 6))
            else:
                busy[stage] -= 1
        else:
            size = _push(keys, whats, size, now + period, MEETS | (stage << 2))
        board = stages + stage
        taken = 0
        while come >= 0 or (what & 3 == MEETS and taken < room and first[board] < last[board]):
            if come < 0:
                matter = waiting[board, first[board] % PLACES]
                first[board] += 1
                taken += 1
                is_rejected = np.random.random() < rejected
                if is_rejected or stage + 1 == stages:
                    ended += 1
                    approved += 0 if is_rejected else 1
                    days += now - born[matter]
                    free[top] = matter
                    top += 1
                    continue
                come, to = matter, stage + 1
            if busy[to] < experts:
                busy[to] += 1
                ends = now + np.random.exponential(work)
                size = _push(keys, whats, size, ends, IS_DONE | (to << 2) | (come << 6))
            else:
                waiting[to, last[to] % PLACES] = come
                last[to] += 1
            come = -1
    return brought, ended, approved, days
