"""Lead times, waits, ways and arrivals, counted by hand."""

from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.mining.logs import case, event, read, xes

from samspil.core.errors import ProblemsError
from samspil.core.mining import metrics
from samspil.core.mining.comparing import compare
from samspil.core.mining.conformance import conformance, departures
from samspil.core.mining.log import EventLog, log_of
from samspil.core.mining.metrics import arrivals, lead_times, spread_of, variants, waits

DAY = 86_400_000
LOG = log_of(
    {
        "a": [("In", 0), ("Check", 2), ("Out", 10)],
        "b": [("In", 0), ("Check", 4), ("Out", 5)],
        "c": [("In", 0), ("Out", 30)],
        "d": [("In", 0), ("Check", 6), ("Check", 7), ("Out", 8)],
    }
)
WAYS = st.lists(st.lists(st.sampled_from("ABC"), min_size=1, max_size=6), min_size=1, max_size=12)


def made(ways: list[list[str]]) -> EventLog:
    return log_of({str(at): [(step, place) for place, step in enumerate(way)] for at, way in enumerate(ways)})


def test_lead_times() -> None:
    assert lead_times(LOG).tolist() == [10, 5, 30, 8]
    spread = spread_of(lead_times(LOG))
    assert (spread.median, spread.p80, spread.p90, spread.longest, spread.mean) == (8, 30, 30, 30, 13.25)
    ten = spread_of(np.arange(1, 11))
    assert (ten.median, ten.p80, ten.p90) == (5, 8, 9)
    assert spread_of(np.array([], dtype=np.int64)).count == 0


def test_a_case_begins_when_its_first_event_began() -> None:
    start, end = ('<string key="lifecycle:transition" value="' + one + '"/>' for one in ("start", "complete"))
    log = read(
        xes(case("a", event("X", "2026-01-05T09:00:00Z", start), event("X", "2026-01-05T10:00:00Z", end)))
    ).log
    assert lead_times(log).tolist() == [3_600_000]


def test_waits_between_steps() -> None:
    found = {(one.before, one.after): one.spread for one in waits(LOG)}
    assert {pair: (one.count, one.median, one.longest) for pair, one in found.items()} == {
        ("In", "Check"): (3, 4, 6),
        ("Check", "Out"): (3, 1, 8),
        ("Check", "Check"): (1, 1, 1),
        ("In", "Out"): (1, 30, 30),
    }
    assert waits(log_of({"a": [("In", 0)]})) == ()


def test_ways() -> None:
    assert [(one.cases, one.steps) for one in variants(LOG)] == [
        (2, ("In", "Check", "Out")),
        (1, ("In", "Check", "Check", "Out")),
        (1, ("In", "Out")),
    ]


@given(WAYS)
def test_ways_are_told_apart_as_their_steps_are(ways: list[list[str]]) -> None:
    counted = {tuple(way): ways.count(way) for way in ways}
    assert {one.steps: one.cases for one in variants(made(ways))} == counted


@given(WAYS)
def test_they_are_told_apart_even_where_their_numbers_are_the_same(ways: list[list[str]]) -> None:
    """The control of the one above: with numbers that tell nothing, only looking at the steps tells."""
    log = made(ways)
    assert metrics._tell_apart(log, np.zeros(len(log.cases), dtype=np.uint64)) == (
        len(set(map(tuple, ways))) == 1
    )
    assert len(np.unique(metrics._exact(log))) == len(set(map(tuple, ways)))


def test_arrivals_by_the_clock_of_the_zone() -> None:
    def at(*when: int) -> int:
        return int(datetime(*when, tzinfo=UTC).timestamp()) * 1000  # type: ignore[misc, arg-type]

    found = arrivals(log_of({"a": [("In", at(2026, 1, 5, 23, 30))], "b": [("In", at(2026, 3, 2, 9))]}))
    assert found.weekdays == (1, 1, 0, 0, 0, 0, 0)  # the first came on Tuesday at half past midnight
    assert (found.hours[0], found.hours[10]) == (1, 1)
    assert found.months == {"2026-01": 1, "2026-02": 0, "2026-03": 1}
    assert found.days == 56


def test_who_followed_the_order() -> None:
    found = conformance(LOG, ["In", "Check", "Out"])
    assert (found.cases, found.follow, found.skip, found.change) == (4, 2, 1, 1)
    assert (found.skipped, found.again, found.out_of_turn) == ({"Check": 1}, {"Check": 1}, {})
    between = conformance(LOG, ["In", "Out"])
    assert (between.follow, between.others) == (4, {"Check": 3})
    turned = conformance(LOG.of_cases(np.array([0, 1])), ["Out", "In", "Check"])
    assert (turned.follow, turned.skip, turned.out_of_turn) == (0, 0, {"Out": 2})
    with pytest.raises(ProblemsError, match="log_unknown_activity"):
        conformance(LOG, ["Think"])


@given(st.lists(st.sampled_from("ABC"), max_size=7), st.lists(st.sampled_from("ABC"), max_size=5))
def test_the_fewest_departures_make_the_way_the_order(steps: list[str], order: list[str]) -> None:
    missing, added = departures(steps, order)
    assert missing.total() - added.total() == len(order) - len(steps)
    assert missing.total() + added.total() == fewest(tuple(steps), tuple(order))


def fewest(steps: tuple[str, ...], order: tuple[str, ...]) -> int:
    """By trying everything."""
    if not steps or not order:
        return len(steps) + len(order)
    if steps[0] == order[0]:
        return fewest(steps[1:], order[1:])
    return 1 + min(fewest(steps[1:], order), fewest(steps, order[1:]))


def test_two_logs_beside_each_other() -> None:
    slower = log_of({str(at): [("In", 0), ("Out", 20 + at)] for at in range(40)})
    quicker = log_of({str(at): [("In", 0), ("Check", 1), ("Out", 10 + at % 3)] for at in range(40)})
    found = compare(quicker, slower)
    assert found.median_longer.value == 39 - 11
    assert 10 < found.median_longer.low <= 28 <= found.median_longer.high
    assert (found.activities[0].activity, found.activities[0].shares) == ("Check", (1.0, 0.0))
    assert (found.activities[0].waits, found.in_both) == ((1, None), 2)
    assert compare(quicker, quicker).median_longer.value == 0


def test_the_interval_covers_what_it_says() -> None:
    """Of 200 pairs of samples from one population, 95 in 100 intervals hold nought, within three sigma."""
    chance = np.random.default_rng(1)
    held = 0
    for _ in range(200):
        one, other = (
            log_of(
                {
                    str(at): [("In", 0), ("Out", int(end))]
                    for at, end in enumerate(chance.exponential(1e6, 60))
                }
            )
            for _ in range(2)
        )
        found = compare(one, other).median_longer
        held += found.low <= 0 <= found.high
    assert held >= 190 - 3 * (200 * 0.95 * 0.05) ** 0.5
