"""Every initiative in every scenario, summed up: a row is kept of each scenario, and sums of each initiative.

Scenarios are computed in leaves, within a leaf initiative by initiative in their order, and sums over
scenarios are taken leaf by leaf and, within one, in lanes. So every sum is added up in the same order,
whoever computes it.
"""

# mypy: disable-error-code="untyped-decorator"
from __future__ import annotations

from typing import Any, Final

import numpy as np
from numba import njit

from samspil.core.forecasting.futures.chance import (
    KERNEL,
    LEAF,
    WORDS,
    drawn,
    looked_up,
    looked_up_by_normal,
)

CAUSES: Final = 3
COST, DELAY, BENEFIT = 0, 1, 2  # a cause of spread, and which word of a scenario it is
LANES: Final = 8  # sums that run beside each other
STEPS_A_YEAR: Final = 4  # a delay's rows are a quarter apart; between them goes a straight line
AMOUNTS: Final = 4  # of an initiative: see ``Book``
PLANNED_COST, YEARS_TO_GO_LIVE, COST_AS_PLANNED, BENEFIT_AS_PLANNED = 0, 1, 2, 3
KEPT: Final = 6  # sums for each initiative: draws, and draws times what the portfolio came to


@njit(**KERNEL)
def valued(ratios: Any, rows: Any, amounts: Any, years: int, sums: Any, net: Any) -> None:
    """Add what a leaf of scenarios of one initiative costs and brings.

    Args:
        ratios: cost, duration and benefit, actual over planned: float32[3, LEAF].
        rows: costs and benefits by delay: float64[rows, columns], as ``tables.rows_by_delay`` makes them.
        amounts: of this initiative: float64[AMOUNTS].
        years: how many are looked at.
        sums: float64[LEAF, columns + 2], added to; behind the columns come its cost, whenever it is paid, and
            when the last initiative is taken into use.
        net: discounted benefits less costs: float64[LEAF], written.
    """
    columns = rows.shape[1]
    half = columns // 2
    for at in range(LEAF):
        # What is finished early is not counted with: the budget does not either.
        late = max(np.float64(ratios[DELAY, at]) - 1.0, 0.0) * amounts[YEARS_TO_GO_LIVE]
        place = min(late, float(years)) * STEPS_A_YEAR
        row = np.int64(place)
        part = place - row
        cost, benefit = np.float64(ratios[COST, at]), np.float64(ratios[BENEFIT, at])
        low, high, to = rows[row], rows[row + 1], sums[at]
        for column in range(columns):  # one loop over both halves: so it is computed several columns at once
            ratio = cost if column < half else benefit
            to[column] += ratio * (low[column] + part * (high[column] - low[column]))
        brings = benefit * (low[half + years] + part * (high[half + years] - low[half + years]))
        net[at] = brings - cost * (low[years] + part * (high[years] - low[years]))
        to[columns] += cost * amounts[PLANNED_COST]
        to[columns + 1] = max(to[columns + 1], amounts[YEARS_TO_GO_LIVE] + late)


@njit(**KERNEL)
def told_apart(draws: Any, net: Any, total: Any, found: Any, kept: Any) -> None:
    """Add a leaf of one initiative to the sums that its share of the spread is made of.

    Args:
        draws: its ratios of cost and benefit; noughts for scenarios that are not there: float32[2, LEAF].
        net: what it came to, less what was planned; as above: float64[LEAF].
        total: what the portfolio came to, less what was planned: float64[LEAF].
        found: float64[KEPT, LANES], to work in.
        kept: float64[KEPT], added to.
    """
    for number in range(KEPT):
        for lane in range(LANES):
            found[number, lane] = 0.0
    for begin in range(0, LEAF, LANES):
        for lane in range(LANES):
            at = begin + lane
            cost, benefit = np.float64(draws[0, at]), np.float64(draws[1, at])
            found[0, lane] += cost
            found[1, lane] += benefit
            found[2, lane] += net[at]
            found[3, lane] += cost * total[at]
            found[4, lane] += benefit * total[at]
            found[5, lane] += net[at] * total[at]
    for number in range(KEPT):
        for lane in range(LANES):
            kept[number] += found[number, lane]


@njit(**KERNEL)
def chosen(book: Any, initiative: int, words: Any, shared: Any, normal: Any, mixed: Any, ratios: Any) -> None:
    """What the words of a leaf mean for an initiative, by its own luck and what all share.

    Args:
        book: as in ``ran``.
        initiative: whose words they are.
        words: uint32[4, LEAF].
        shared: normal values of what all share: float32[LEAF].
        normal: float32[LEAF], to work in.
        mixed: float64[LEAF], to work in.
        ratios: float32[3, LEAF], written.
    """
    for cause in range(CAUSES):
        table = book.tables[book.kinds[initiative, cause]]
        if book.shared > 0.0:
            looked_up(words[cause], book.normal, normal)
            # Bad luck that all share costs more and takes longer, and brings less.
            way = -book.shared if cause == BENEFIT else book.shared
            for at in range(LEAF):
                mixed[at] = way * np.float64(shared[at]) + book.own * np.float64(normal[at])
            looked_up_by_normal(mixed, table, ratios[cause])
        else:
            looked_up(words[cause], table, ratios[cause])


@njit(**KERNEL)
def added(ratios: Any, as_planned: float, size: int, draws: Any, net: Any, total: Any) -> None:
    """Keep a leaf of one initiative until the whole portfolio is known, and add it to that.

    Args:
        ratios: float32[3, LEAF].
        as_planned: its net as planned.
        size: how many of the leaf's scenarios there are.
        draws: float32[2, LEAF], written: cost and benefit.
        net: float64[LEAF], changed: less what was planned.
        total: float64[LEAF], added to.
    """
    for at in range(size):
        draws[0, at], draws[1, at] = ratios[COST, at], ratios[BENEFIT, at]
        net[at] -= as_planned
        total[at] += net[at]
    for at in range(size, LEAF):
        draws[0, at] = draws[1, at] = 0.0
        net[at] = 0.0


@njit(**KERNEL)
def told(leaf: Any, years: int, size: int, sums: Any) -> None:
    """What is kept of a leaf's scenarios: float64[size, 2 * years + 3], written, as in ``ran``."""
    half = leaf.shape[1] // 2 - 1
    for at in range(size):
        for year in range(years):
            sums[at, year] = leaf[at, year]
            sums[at, years + year] = leaf[at, half + year]
        sums[at, 2 * years] = leaf[at, half + years] - leaf[at, years]
        sums[at, 2 * years + 1] = leaf[at, 2 * half]
        sums[at, 2 * years + 2] = leaf[at, 2 * half + 1]


@njit(**KERNEL)
def ran(book: Any, first: int, sums: Any, kept: Any) -> None:
    """A run of scenarios.

    Args:
        book: ``tables.Book``: all that is the same for every scenario.
        first: the first scenario; a multiple of LEAF.
        sums: float64[scenarios, 2 * years + 3], written: of each its costs and benefits by year, its net, its
            cost, and its end.
        kept: float64[initiatives, KEPT], noughts, added to.
    """
    initiatives, years = book.amounts.shape[0], book.years
    counter, words = np.empty((WORDS, LEAF), np.uint32), np.empty((WORDS, LEAF), np.uint32)
    ratios, normal = np.empty((CAUSES, LEAF), np.float32), np.empty(LEAF, np.float32)
    mixed, shared = np.empty(LEAF), np.empty(LEAF, np.float32)
    draws, net = np.empty((initiatives, 2, LEAF), np.float32), np.empty((initiatives, LEAF))
    leaf = np.empty((LEAF, book.rows.shape[2] + 2))
    total, found = np.empty(LEAF), np.empty((KEPT, LANES))
    for begin in range(0, sums.shape[0], LEAF):
        size = min(LEAF, sums.shape[0] - begin)
        for at in range(LEAF):
            total[at] = 0.0
            for column in range(leaf.shape[1]):
                leaf[at, column] = 0.0
        drawn(book.nobody, book.key, first + begin, counter, words)
        looked_up(words[0], book.normal, shared)
        for initiative in range(initiatives):
            amounts = book.amounts[initiative]
            drawn(book.owns[initiative], book.key, first + begin, counter, words)
            chosen(book, initiative, words, shared, normal, mixed, ratios)
            valued(ratios, book.rows[initiative], amounts, years, leaf, net[initiative])
            as_planned = amounts[BENEFIT_AS_PLANNED] - amounts[COST_AS_PLANNED]
            added(ratios, as_planned, size, draws[initiative], net[initiative], total)
        told(leaf, years, size, sums[begin : begin + size])
        for initiative in range(initiatives):
            told_apart(draws[initiative], net[initiative], total, found, kept[initiative])
