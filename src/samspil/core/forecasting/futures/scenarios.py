"""A question drawn: a row for each scenario, and what each initiative adds to the spread."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from samspil.core.forecasting.futures.chance import LEAF
from samspil.core.forecasting.futures.running import BENEFIT, CAUSES, COST, DELAY, KEPT, ran
from samspil.core.forecasting.futures.tables import Book, Floats, book_of
from samspil.core.forecasting.question import Question

SEGMENT: Final = 8 * LEAF  # scenarios that are handed out together
Run = Callable[[Callable[[int], Floats], Iterable[int]], Iterable[Floats]]


@dataclass(frozen=True, slots=True)
class Scenarios:
    """What came of each scenario, in hundredths of the currency.

    Args:
        cost: of all plans together, whenever it is paid: float64[scenarios].
        cost_by_year: that falls in each year: float64[scenarios, years].
        benefit_by_year: the same of benefits.
        net: discounted benefits less discounted costs: float64[scenarios].
        end: years from now until the last is taken into use: float64[scenarios].
        shares: of the variance of ``net``, for each plan by cost, delay and benefit: float64[plans, 3]. They
            add up to 1; all are 0 where nothing varies.
    """

    cost: Floats
    cost_by_year: Floats
    benefit_by_year: Floats
    net: Floats
    end: Floats
    shares: Floats

    @property
    def benefit(self) -> Floats:
        """Of all plans together, within the years."""
        found: Floats = self.benefit_by_year.sum(axis=1)
        return found


def scenarios(question: Question, run: Run = map) -> Scenarios:
    """Draw the futures of a portfolio.

    Args:
        question: what is asked.
        run: hands out the parts: ``map``, or that of a pool of threads (the work lets go of Python's lock).
            What comes out does not depend on it, in any bit.

    O(scenarios * plans); holds a row for each scenario, and eight kilobytes for each plan over ten years.
    """
    book = book_of(question)
    size, plans, years = question.scenarios, len(question.plans), question.years
    rows = np.empty((size, 2 * years + 3))

    def segment(first: int) -> Floats:
        kept = np.zeros((plans, KEPT))
        ran(book, first, rows[first : first + SEGMENT], kept)
        return kept

    kept = np.zeros((plans, KEPT))
    for part in run(segment, range(0, size, SEGMENT)):
        kept += part
    return Scenarios(
        rows[:, 2 * years + 1],
        rows[:, :years],
        rows[:, years : 2 * years],
        rows[:, 2 * years],
        rows[:, 2 * years + 2],
        _shares(book, kept, size),
    )


def _shares(book: Book, kept: Floats, size: int) -> Floats:
    """First-order contributions: the covariance of a part with the whole, over the variance of the whole.

    A plan's difference from what was planned is made of what its cost alone does, what its benefit alone
    does, and the rest, which the delay does to both. The parts add up to the whole; so do their covariances.
    """
    draws, products = kept[:, :3], kept[:, 3:]
    whole = draws[:, 2].sum() / size
    together = products / size - draws / size * whole
    found = np.empty((len(kept), CAUSES))
    found[:, COST] = -book.amounts[:, 2] * together[:, 0]
    found[:, BENEFIT] = book.amounts[:, 3] * together[:, 1]
    found[:, DELAY] = together[:, 2] - found[:, COST] - found[:, BENEFIT]
    variance = together[:, 2].sum()
    noise = np.abs(products[:, 2]).sum() / size * 1e-12  # what rounding alone leaves
    return found / variance if variance > noise else np.zeros_like(found)


def quantiles(values: NDArray[Any], levels: Iterable[float]) -> list[float]:
    """The smallest values that so large a part of all does not exceed.

    >>> quantiles(np.array([3.0, 1.0, 2.0, 4.0]), [0.1, 0.5, 0.75, 0.9])
    [1.0, 2.0, 3.0, 4.0]
    >>> quantiles(np.array([3.0, 1.0]), [])
    []
    """
    ranks = [int(np.ceil(level * len(values) - 1e-9)) - 1 for level in levels]
    ordered = np.partition(values, np.array(ranks, np.intp))
    return [float(ordered[rank]) for rank in ranks]
