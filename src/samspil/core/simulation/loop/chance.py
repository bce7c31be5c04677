"""Chance that is looked up, not kept: a word depends on the seed, the run and what it is about, alone.

Philox4x32-10: Salmon, Moraes, Dror, Shaw (2011), "Parallel random numbers: as easy as 1, 2, 3", SC '11. So
the same matter meets the same luck at the same step under every model (common random numbers), in whatever
order things happen.
"""

# mypy: disable-error-code="no-any-return"
from __future__ import annotations

from math import cos, exp, log, pi, sqrt
from typing import Any, Final

from samspil.core.simulation.loop.ground import (
    EXPONENTIAL,
    FIXED,
    LEVELS,
    LOGNORMAL,
    TABLE,
    TRIANGULAR,
    UNIFORM,
)

Words = tuple[int, int, int, int]

_LOW: Final = 0xFFFFFFFF
_M0: Final = 0xD2511F53
_M1: Final = 0xCD9E8D57
_W0: Final = 0x9E3779B9
_W1: Final = 0xBB67AE85

# What a word is about, beside the source, the number of the matter and the stream of the step.
OF_ARRIVAL: Final = 0
OF_FACTS: Final = 1
OF_STEP: Final = 2
OF_VOTES: Final = 3
OF_ANSWER: Final = 4
OF_ATTENDANCE: Final = 5
OF_PHASE: Final = 6
PURPOSE_BITS: Final = 3


def words(a: int, b: int, c: int, d: int, first_key: int, second_key: int) -> Words:
    """Four words of 32 bits for four counters under two keys, each of 32 bits.

    >>> [f"{word:08x}" for word in words(0, 0, 0, 0, 0, 0)]
    ['6627e8d5', 'e169c58d', 'bc57ac4c', '9b00dbd8']
    """
    for _round in range(10):
        p = a * _M0
        q = c * _M1
        a, b, c, d = (
            ((q >> 32) & _LOW) ^ b ^ first_key,
            q & _LOW,
            ((p >> 32) & _LOW) ^ d ^ second_key,
            p & _LOW,
        )
        first_key = (first_key + _W0) & _LOW
        second_key = (second_key + _W1) & _LOW
    return a, b, c, d


def part(word: int) -> float:
    """A word as a number between nought and one, neither of them.

    >>> part(0) > 0, part(0xFFFFFFFF) < 1
    (True, True)
    """
    return (word + 0.5) / LEVELS


def much(dist: Any, point: Any, row: int, word: int, other: int) -> float:
    """What words mean by a row of ``dist``: a family and up to three numbers.

    Fixed (value); uniform (least, most); exponential (mean); lognormal (mean and deviation of the logarithm);
    triangular (least, likeliest, most); table (first row of ``point`` and how many: quantiles at even steps).
    """
    family = int(dist[row, 0])
    one = dist[row, 1]
    two = dist[row, 2]
    if family == FIXED:
        return one
    if family == EXPONENTIAL:
        return -one * log(part(word))
    if family == UNIFORM:
        return one + (two - one) * part(word)
    if family == LOGNORMAL:
        return exp(one + two * sqrt(-2.0 * log(part(word))) * cos(2.0 * pi * part(other)))
    if family == TRIANGULAR:
        return _triangular(one, two, dist[row, 3], part(word))
    place = part(word) * (int(two) - 1)
    below = int(place)
    low = point[int(one) + below]
    return low + (place - below) * (point[int(one) + below + 1] - low)


def _triangular(least: float, likeliest: float, most: float, level: float) -> float:
    bend = (likeliest - least) / (most - least)
    if level < bend:
        return least + sqrt(level * (most - least) * (likeliest - least))
    return most - sqrt((1.0 - level) * (most - least) * (most - likeliest))


FAMILIES: Final = (FIXED, UNIFORM, EXPONENTIAL, LOGNORMAL, TRIANGULAR, TABLE)
