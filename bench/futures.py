"""A portfolio's futures, drawn in a process of its own: by the compiled kernel, or by NumPy in chunks.

`python -m bench.futures compiled 2 1000 100000`: two threads, 1,000 initiatives, 100,000 scenarios.
"""

from __future__ import annotations

import json
import resource
import sys
from concurrent.futures import ThreadPoolExecutor
from time import perf_counter, process_time

import numpy as np
from numpy.typing import NDArray

from samspil import library
from samspil.core.forecasting.futures.scenarios import Scenarios, quantiles, scenarios
from samspil.core.forecasting.futures.tables import book_of, quantiles_of
from samspil.core.forecasting.question import Plan, Question
from samspil.core.forecasting.reference import ReferenceClass
from samspil.core.units import Money

YEARS = 10
CHUNK = 2_048  # scenarios; of those tried (512 to 16,384) the quickest for NumPy
LEVELS = 1 << 16  # of a table of quantiles: what a draw of two bytes points at
KEYS = ("it_cost_2022", "it_duration_us_2013", "state_benefits_2019")
SEED = 20_261_122
Floats = NDArray[np.float64]


def portfolio(plans: int, size: int) -> Question:
    """Initiatives of half a year to three years, each of another size, that bring something once live."""
    return Question(tuple(_plan(number) for number in range(plans)), _classes(), SEED, size)


def _classes() -> tuple[ReferenceClass, ...]:
    found = {one.key: one.reference_class for one in library.reference_findings()}
    return tuple(one for key in KEYS if (one := found[key]) is not None)


def _plan(number: int) -> Plan:
    months = 6 + number * 7 % 31
    costs = [1_000_000 + number * 1_000 if year * 12 < months else 50_000 for year in range(YEARS)]
    benefits = [400_000 + number * 500 if year * 12 >= months else 0 for year in range(YEARS)]
    cost, benefit = (tuple(map(Money.of, amounts)) for amounts in (costs, benefits))
    return Plan(f"i{number}", cost, benefit, months, *KEYS)


def compiled(question: Question, threads: int) -> Scenarios:
    """By the product."""
    with ThreadPoolExecutor(threads) as pool:
        return scenarios(question, pool.map)


def chunked(question: Question) -> Scenarios:
    """The same by NumPy, as quick as we could make it: chunks that fit the cache, draws of two bytes."""
    book, chance = book_of(question), np.random.default_rng(question.seed)
    levels = (np.arange(LEVELS) + 0.5) / LEVELS
    tables = [quantiles_of(one)(levels).astype(np.float32) for one in question.classes]
    size, plans, columns = question.scenarios, len(question.plans), book.rows.shape[2]
    half, years = columns // 2, book.years
    rows = np.zeros((size, columns + 2))
    sums = np.zeros((plans, 6))
    for first in range(0, size, CHUNK):
        here = rows[first : first + CHUNK]
        there = len(here)
        draws = np.empty((2, plans, there), np.float32)
        nets = np.empty((plans, there))
        for number in range(plans):
            planned, live, cost_planned, benefit_planned = book.amounts[number]
            words = chance.integers(0, LEVELS, (3, there), dtype=np.uint16)
            cost, lasts, benefit = (
                tables[kind].take(word) for kind, word in zip(book.kinds[number], words, strict=True)
            )
            draws[0, number], draws[1, number] = cost, benefit
            late = np.maximum(lasts - 1.0, 0.0) * live
            place = np.minimum(late, years) * 4
            row = place.astype(np.intp)
            low, high = book.rows[number].take(row, axis=0), book.rows[number].take(row + 1, axis=0)
            high -= low
            high *= (place - row)[:, None]
            low += high
            low[:, :half] *= cost[:, None]
            low[:, half:] *= benefit[:, None]
            here[:, :columns] += low
            here[:, columns] += cost * planned
            np.maximum(here[:, columns + 1], live + late, out=here[:, columns + 1])
            nets[number] = low[:, half + years] - low[:, years] - (benefit_planned - cost_planned)
        total = nets.sum(axis=0)
        for at, values in enumerate((draws[0], draws[1], nets)):
            sums[:, at] += values.sum(axis=1)
            sums[:, 3 + at] += values @ total
    together = sums[:, 3:] / size - sums[:, :3] / size * (sums[:, 2].sum() / size)
    cost, benefit = -book.amounts[:, 2] * together[:, 0], book.amounts[:, 3] * together[:, 1]
    shares = np.column_stack([cost, together[:, 2] - cost - benefit, benefit]) / together[:, 2].sum()
    return Scenarios(
        rows[:, columns],
        rows[:, :years],
        rows[:, half : half + years],
        rows[:, half + years] - rows[:, years],
        rows[:, columns + 1],
        shares,
    )


def measured(how: str, threads: int, plans: int, size: int) -> dict[str, object]:
    """How long it takes, what it holds, and what comes out."""
    question = portfolio(plans, size)
    begun = perf_counter(), process_time()
    compiled(portfolio(2, 2), 1) if how == "compiled" else None
    ready = perf_counter(), process_time()
    found = compiled(question, threads) if how == "compiled" else chunked(question)
    told = [
        quantiles(values, question.levels) for values in (found.cost, found.benefit, found.net, found.end)
    ]
    by_year = [
        quantiles(values, question.levels) for values in (*found.cost_by_year.T, *found.benefit_by_year.T)
    ]
    done = perf_counter(), process_time()
    return {
        "compile_s": ready[1] - begun[1],
        "wall_s": done[0] - ready[0],
        "cpu_s": done[1] - ready[1],
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "told": [*told, *by_year],
        "shares": found.shares.sum(axis=0).tolist(),
    }


if __name__ == "__main__":
    print(json.dumps(measured(sys.argv[1], *map(int, sys.argv[2:]))))
