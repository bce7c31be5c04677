"""The next cases are whole cases of before; what could not be seen is counted with; the log chooses how."""

import numpy as np
import pytest
from tests.core.mining.logs import read

from samspil.core.mining.coming import WEEK, Coming, is_by_the_clock, next_beginnings
from samspil.core.mining.finished import share_finished, weights
from samspil.core.mining.foretelling import WAYS, Way, choose, foretell
from samspil.core.mining.log import DAY, HOUR, EventLog, log_of
from samspil.core.mining.metrics import beginnings, lead_times

END = 100 * DAY


def seen(seed: int, cases: int = 800) -> tuple[EventLog, np.ndarray]:
    """Cases that begin evenly over a hundred days and take ten on average; only the finished are there."""
    rng = np.random.default_rng(seed)
    begins = np.sort(rng.integers(0, END, cases))
    leads = rng.exponential(10 * DAY, cases).astype(np.int64) + 1
    told = {
        str(at): [("In", int(begin)), ("Out", int(begin + lead))]
        for at, (begin, lead) in enumerate(zip(begins, leads, strict=True))
        if begin + lead <= END
    }
    return log_of(told, "UTC"), leads


def half_past_eight() -> EventLog:
    """Every working day at half past eight; each takes two hours, on Fridays until Monday."""
    told = {}
    for day in range(4 * 7, 12 * 7):
        if day % 7 in (2, 3, 4, 5, 6):  # 1 January 1970 was a Thursday
            begin = day * DAY + 8 * HOUR + HOUR // 2
            told[str(day)] = [("In", begin), ("Out", begin + 2 * HOUR)]
    return log_of(told, "UTC")


def test_long_cases_that_could_not_be_seen_are_counted_with() -> None:
    """Of exponential times of ten days half are over 6.93; among those seen it looks like less."""
    bias, undone = [], []
    for seed in range(20):
        log, _ = seen(seed)
        order = np.argsort(lead_times(log))
        leads, weight = lead_times(log)[order] / DAY, weights(log)[order]
        bias.append(leads.mean())
        undone.append(float((leads * weight).sum()))
    spread = float(np.std(undone)) / 20**0.5
    assert np.mean(undone) == pytest.approx(10, abs=3 * spread + 0.1)
    assert np.mean(bias) < 9.5, "the control: without it they look quicker"


def test_weights_are_shares() -> None:
    log, _ = seen(1)
    weight = weights(log)
    assert weight.sum() == pytest.approx(1)
    assert (weight >= 0).all()
    shares = share_finished(log, weight)
    assert ((shares > 0) & (shares <= 1)).all()
    assert shares[0] > 0.99 > shares[-1]


def test_where_cases_come_by_the_clock_it_goes_on() -> None:
    log = half_past_eight()
    assert is_by_the_clock(log)
    coming = Coming(log, weights(log), 20)
    found = next_beginnings(coming, 12 * 7 * DAY, 7, np.random.default_rng(0))
    last = int(beginnings(log)[-1])
    assert (found[0] - last) % DAY == 0
    assert [int(one - 12 * 7 * DAY - 8 * HOUR - HOUR // 2) // DAY for one in found] == [2, 3, 4, 5, 6, 9, 10]


def test_else_they_come_as_often_as_before() -> None:
    """Eight a day came; that of the last ones few are finished does not make them fewer."""
    rates = []
    for seed in range(10):
        log, _ = seen(seed)
        assert not is_by_the_clock(log)
        coming = Coming(log, weights(log), 200)
        found = next_beginnings(coming, END, 200, np.random.default_rng(seed))
        rates.append(200 * DAY / (found[-1] - END))
    assert np.mean(rates) == pytest.approx(8, rel=0.1)
    late = [int((beginnings(seen(seed)[0]) > END - 10 * DAY).sum()) / 10 for seed in range(10)]
    assert np.mean(late) < 4, "the control: so many of the last ten days are seen"


def test_the_next_cases_are_whole_cases_of_before_at_their_hours() -> None:
    log = half_past_eight()
    made = foretell(log, 15, 12 * 7 * DAY, np.random.default_rng(3), WAYS)
    assert len(made.cases) == 15
    assert set(lead_times(made).tolist()) == {2 * HOUR}
    assert set((beginnings(made) % DAY).tolist()) == {8 * HOUR + HOUR // 2}
    assert made.activities == log.activities


def test_those_that_finish_first_are_kept() -> None:
    log, _ = seen(5)
    finished, all_of_them = (
        foretell(log, 60, END, np.random.default_rng(1), [Way(first_finished=first)])
        for first in (True, False)
    )
    assert lead_times(finished).mean() < lead_times(all_of_them).mean()


def test_the_same_chance_gives_the_same_log() -> None:
    log, _ = seen(2, 300)
    one, other, third = (foretell(log, 30, END, np.random.default_rng(seed), WAYS) for seed in (7, 7, 8))
    assert one.same_as(other)
    assert not one.same_as(third)


def test_the_log_chooses_how() -> None:
    log, _ = seen(3, 300)
    chosen = choose(log)
    assert chosen == choose(log)
    assert set(chosen) <= set(WAYS)
    few = read(b"case;activity;time\n1;In;2026-01-05\n2;In;2026-01-06\n").log
    assert choose(few) == WAYS


def test_a_week_is_a_week() -> None:
    assert WEEK == 7 * DAY
