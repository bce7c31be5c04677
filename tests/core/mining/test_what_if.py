"""What another calendar would do, foretold from a log of before and held against a generator of its own.

How it is scored was written before the first run: docs/algorithms/event-logs.md.
"""

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass

import numpy as np
import pytest

from samspil.core.mining.forums import Forum, days_seen, meetings_on
from samspil.core.mining.log import DAY, log_of
from samspil.core.mining.metrics import lead_times
from samspil.core.mining.replay import put_together, take_apart

CHANGES, MATTERS, MANY = 100, 400, 20_000
PER_WEEK, PUT_OFF = 8.0, 0.1
RHYTHMS, PAPERS = (7, 14, 21, 28, 42), (0, 3, 7, 10)


@dataclass(frozen=True)
class Board:
    """How often it meets, how many days before papers are due, and how many matters a meeting takes."""

    every: int
    papers: int
    agenda: int | None = None


def generated(board: Board, matters: int, seed: int) -> list[tuple[float, float, float, float]]:
    """When each matter comes, is ready, decided and over, in days. Shares nothing with what is tested."""
    rng = np.random.default_rng(seed)
    comes = np.cumsum(rng.exponential(7 / PER_WEEK, matters))
    ready = comes + rng.lognormal(np.log(6), 0.6, matters)
    put_off = rng.random(matters) < PUT_OFF
    after = rng.lognormal(np.log(3), 0.6, matters)
    meetings = list(range(board.every, int(comes[-1]) + 4000, board.every))
    taken: Counter[int] = Counter()
    decided = np.empty(matters)
    for one in np.argsort(ready, kind="stable").tolist():
        at = bisect_left(meetings, ready[one] + board.papers)
        while board.agenda is not None and taken[at] >= board.agenda:
            at += 1
        at += int(put_off[one])
        taken[at] += 1
        decided[one] = meetings[at] + 0.6
    return list(
        zip(comes.tolist(), ready.tolist(), decided.tolist(), (decided + after).tolist(), strict=True)
    )


def mean_lead(board: Board, seed: int) -> float:
    return float(np.mean([over - came for came, _, _, over in generated(board, MANY, seed)]))


def change(seed: int) -> tuple[Board, Board]:
    rng = np.random.default_rng([2026, seed])
    before, after = rng.choice(RHYTHMS, 2, replace=False).tolist()
    papers = rng.choice(PAPERS, 2).tolist()
    agenda = int(np.ceil(PER_WEEK * after / 7 * 4 / 3)) if seed % 2 else None
    return Board(before, papers[0]), Board(after, papers[1], agenda)


def foretold(before: Board, after: Board, seed: int) -> float:
    """The change of the mean lead time in days, by the log of before."""
    told = {
        str(number): [
            ("Comes", round(came * DAY)),
            ("Ready", round(ready * DAY)),
            ("Board", round(decided * DAY)),
            ("Over", round(over * DAY)),
        ]
        for number, (came, ready, decided, over) in enumerate(generated(before, MATTERS, 1_000_000 + seed))
    }
    log = log_of(told, "UTC")
    now = Forum("Board", meetings_on(days_seen(log, "Board"), "UTC"), before.papers * DAY)
    days = np.arange(after.every, int(log.at.max()) // DAY + 400, after.every) * DAY
    then = Forum("Board", days, after.papers * DAY, after.agenda)
    made = put_together(take_apart(log, [now]), [then])
    return float((lead_times(made) - lead_times(log)).mean()) / DAY


@pytest.mark.slow
def test_the_sign_is_right_and_the_size_is_near() -> None:
    right = near = 0
    for seed in range(CHANGES):
        before, after = change(seed)
        true = mean_lead(after, 3 * seed) - mean_lead(before, 3 * seed)
        found = foretold(before, after, seed)
        right += (found > 0) == (true > 0)
        near += abs(found - true) <= abs(true) / 10
    assert (right >= 95, near >= 80) == (True, True), (right, near)


def test_a_few_of_them() -> None:
    """The same for every run of the tests; a log of 400 matters tells a mean to a day or so."""
    for seed in (0, 3, 8):
        before, after = change(seed)
        true = mean_lead(after, 3 * seed) - mean_lead(before, 3 * seed)
        assert foretold(before, after, seed) == pytest.approx(true, abs=1.5)


def test_who_is_told_of_no_change_foretells_none() -> None:
    before, _ = change(1)
    assert foretold(before, Board(before.every, before.papers), 1) == pytest.approx(0, abs=1e-9)
