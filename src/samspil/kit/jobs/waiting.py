"""How long to wait before trying again."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

_FIRST: Final = timedelta(seconds=30)
_LONGEST: Final = timedelta(hours=6)


def pause_after(failures: int) -> timedelta:
    """Half a minute after the first failure, twice as long after each further one, six hours at most.

    >>> [pause_after(n) // timedelta(seconds=1) for n in (1, 2, 3, 20)]
    [30, 60, 120, 21600]
    """
    doubled: int = 2 ** min(failures - 1, 20)
    return min(_FIRST * doubled, _LONGEST)
