"""What is the same for every scenario, worked out once: quantiles by level, and money by delay."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from hashlib import blake2b
from math import erf, sqrt
from statistics import NormalDist
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from samspil.core.forecasting.futures.chance import CELL_BITS, GRID, REACH, SIDE, STEPS
from samspil.core.forecasting.futures.running import AMOUNTS, STEPS_A_YEAR
from samspil.core.forecasting.question import Plan, Question
from samspil.core.forecasting.reference import ReferenceClass

Floats = NDArray[np.float64]
Quantiles = Callable[[Floats], Floats]
_WITHIN = (np.arange(16) + 0.5) / 16  # where a cell is looked at for its mean
_WORD = 1 << 32
_LANES = 4  # columns come in fours, which are added at once


class Book(NamedTuple):
    """A question as arrays.

    ``key`` is the seed; ``nobody`` the words of what all share; ``owns`` three words of each initiative;
    ``kinds`` which tables are an initiative's; ``tables`` those, by level or by normal value; ``normal`` the
    normal values by level; ``shared`` and ``own`` the weights of common and own luck; ``amounts`` planned
    cost, years to go-live, discounted cost and benefit as planned; ``rows`` money by delay.
    """

    key: NDArray[np.uint32]
    nobody: NDArray[np.uint32]
    owns: NDArray[np.uint32]
    kinds: NDArray[np.int64]
    tables: NDArray[np.float32]
    normal: NDArray[np.float32]
    shared: float
    own: float
    amounts: Floats
    rows: Floats
    years: int


def book_of(question: Question) -> Book:
    """A question worked out."""
    numbers = {one.key: number for number, one in enumerate(question.classes)}
    years, half = question.years, _half(question.years)
    rows = np.empty((len(question.plans), years * STEPS_A_YEAR + 2, 2 * half))
    for at, one in enumerate(question.plans):
        rows[at] = rows_by_delay(one, float(question.rate))
    amounts = np.empty((len(question.plans), AMOUNTS))
    amounts[:, 0] = [sum(amount.minor for amount in one.costs) for one in question.plans]
    amounts[:, 1] = [one.months_to_go_live / 12 for one in question.plans]
    amounts[:, 2], amounts[:, 3] = rows[:, 0, years], rows[:, 0, half + years]
    correlation = question.correlation
    table = by_normal if correlation > 0 else by_level
    return Book(
        np.array([question.seed % _WORD, question.seed // _WORD], np.uint32),
        np.zeros(3, np.uint32),
        np.array([_words(one.id) for one in question.plans]),
        np.array([[numbers[key] for _measured, key in one.classes] for one in question.plans]),
        np.array([table(quantiles_of(one)) for one in question.classes]),
        normal_by_level(),
        sqrt(correlation),
        sqrt(1 - correlation),
        amounts,
        rows,
        years,
    )


def _words(name: str) -> Any:
    """Three words that hardly any other name has: of 1,000 names, two are alike once in 10**23 times."""
    return np.frombuffer(blake2b(name.encode(), digest_size=12).digest(), "<u4").astype(np.uint32)


def quantiles_of(found: ReferenceClass) -> Quantiles:
    """A class's quantile function for many levels at once."""
    levels, ratios = np.array(found.body).T
    tail = found.tail

    def quantiles(asked: Floats) -> Floats:
        within: Floats = np.interp(asked, levels, ratios)
        if tail is None or tail.share == 0:
            return within
        least = (tail.above / tail.cap) ** tail.alpha
        left = np.clip((1 - asked) / tail.share, least, 1)
        found: Floats = np.where(asked > levels[-1], tail.above * left ** (-1 / tail.alpha), within)
        return found

    return quantiles


def by_level(quantiles: Quantiles) -> NDArray[np.float32]:
    """A quantile function in cells that double in width away from either end: float32[2 * SIDE, 2].

    Each cell has where it begins and how much it rises. The mean of a cell is its own, also where the
    function jumps, so that means are right; a quantile is off by its cell at most, which is 0.4 per cent of
    all or less.
    """
    number = np.arange(SIDE + 1)
    cells = 1 << CELL_BITS
    edges = 2.0 ** (number // cells - 1) * (1 + number % cells / cells) / STEPS
    return np.concatenate([_cells(edges, quantiles), _cells(edges, lambda near: quantiles(1 - near))])


def by_normal(quantiles: Quantiles) -> NDArray[np.float32]:
    """The same in even cells of a standard normal value: float32[2 * REACH * GRID, 2]."""
    edges = np.linspace(-REACH, REACH, 2 * REACH * GRID + 1)
    return _cells(edges, lambda at: quantiles(_probability(at)))


@cache
def normal_by_level() -> NDArray[np.float32]:
    """Standard normal values by level."""
    normal = NormalDist()
    return by_level(
        lambda asked: np.array([normal.inv_cdf(one) for one in asked.ravel()]).reshape(asked.shape)
    )


def _probability(normal: Floats) -> Floats:
    return np.array([(1 + erf(one / sqrt(2))) / 2 for one in normal.ravel()]).reshape(normal.shape)


def _cells(edges: Floats, at: Quantiles) -> NDArray[np.float32]:
    low, high = at(edges[:-1]), at(edges[1:])
    mean = at(edges[:-1, None] + np.diff(edges)[:, None] * _WITHIN).mean(axis=1)
    # As steep as keeps both ends between the function's own and the mean where it is.
    rise = np.minimum(np.abs(high - low), 2 * np.minimum(np.abs(mean - low), np.abs(high - mean)))
    rise *= np.sign(high - low)
    return np.column_stack([mean - rise / 2, rise]).astype(np.float32)


def rows_by_delay(plan: Plan, rate: float) -> Floats:
    """What a plan costs and brings in each year by how late it is: float64[rows, 2 * half].

    A row is a quarter later than the one before. In each: the years' costs, discounted costs, noughts; at
    half, the years' benefits, discounted benefits, noughts. Until the go-live a delay draws the plan out
    evenly; what comes after it slides. What slides behind the last year is out of sight, costs and benefits
    alike; but what is to be paid until the go-live is discounted and counted with whenever it is paid.
    """
    years, delays = len(plan.costs), np.arange(len(plan.costs) * STEPS_A_YEAR + 2) / STEPS_A_YEAR
    planned, ends = plan.months_to_go_live / 12, np.arange(2 * years + 2.0)
    later = planned + delays[:, None]
    drawn_out = ends * planned / np.where(later > 0, later, 1)
    meant = np.where(
        ends < later, drawn_out, ends - delays[:, None]
    )  # what was to have come by each year's end
    until = np.minimum(meant, planned)
    costs, benefits = _cumulated(plan.costs), _cumulated(plan.benefits)
    at = np.arange(years + 1.0)
    building = np.diff(np.interp(until, at, costs))
    running = np.diff(np.interp(meant, at, costs)) - building
    brought = np.diff(np.interp(meant, at, benefits))[:, :years]
    discount = (1 + rate) ** -np.arange(building.shape[1])
    half = _half(years)
    rows = np.zeros((len(delays), 2 * half))
    rows[:, :years] = (building + running)[:, :years]
    rows[:, years] = building @ discount + running[:, :years] @ discount[:years]
    rows[:, half : half + years] = brought
    rows[:, half + years] = brought @ discount[:years]
    return rows


def _half(years: int) -> int:
    return -(-(years + 1) // _LANES) * _LANES


def _cumulated(amounts: Any) -> Floats:
    return np.concatenate([[0.0], np.cumsum([float(one.minor) for one in amounts])])
