"""How long something takes at its best: what else the machine does makes one try slow, not three in a row."""

import resource
from collections.abc import Callable
from typing import Final

TRIES: Final = 3


def took(ask: Callable[[], object], enough: float) -> float:
    """The least processor time of up to three tries, in seconds; and the first below enough is the last."""
    least = float("inf")
    for _ in range(TRIES):
        began = _spent()
        ask()
        least = min(least, _spent() - began)
        if least < enough:
            break
    return least


def _spent() -> float:
    """Of this process and of those that it started and waited for."""
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in both)
