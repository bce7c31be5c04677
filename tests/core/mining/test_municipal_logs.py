"""Real logs of municipalities come in whole: what their publishers count of them is what we count.

Each file carries the publisher's own figures (``meta_…``, 4TU.ResearchData); cases and events of the building
permits stand in SOURCE.txt beside them as well.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
import pytest
from tests.core.mining.logs import RAW, needs_raw, opened

from samspil.core.mining.comparing import compare
from samspil.core.mining.conformance import conformance
from samspil.core.mining.metrics import lead_times, spread_of, variants, waits
from samspil.core.mining.reading.any_log import read_log
from samspil.core.mining.reading.files import How
from samspil.core.mining.reading.gathering import LeftOut, Read

LOGS = RAW / "event_logs"
PERMITS = "bpic2015_municipalities/BPIC15_{}.xes.gz"
pytestmark = needs_raw


@dataclass(frozen=True)
class Published:
    cases: int
    events: int
    activities: int
    variants: int


PUBLISHED = {
    "coselog_receipt/receipt.xes.gz": Published(1434, 8577, 27, 116),
    "coselog_receipt/receipt.csv": Published(1434, 8577, 27, 116),
    PERMITS.format(1): Published(1199, 52217, 398, 1170),
    PERMITS.format(2): Published(832, 44354, 410, 828),
}


@cache
def log_in(name: str) -> Read:
    return read_log(opened(LOGS / name), How(zone="Europe/Amsterdam"))


@pytest.mark.parametrize("name", PUBLISHED)
def test_it_comes_in_whole(name: str) -> None:
    read = log_in(name)
    log = read.log
    found = Published(len(log.cases), log.events, len(log.activities), len(variants(log)))
    assert found == PUBLISHED[name]
    assert read.left_out == LeftOut()


def test_its_publisher_has_the_same_lead_times() -> None:
    """meta_time:duration_average 467263.915, _max 23832541.524, _total 670056454.479 seconds."""
    log = log_in("coselog_receipt/receipt.xes.gz").log
    times = lead_times(log)
    assert round(spread_of(times).mean) == 467_263_915
    assert (times.max(), times.sum()) == (23_832_541_524, 670_056_454_479)
    assert log.at.max() - log.at.min() == 41_325_735_378  # meta_time:log_duration
    assert len(log.resources) == 48  # meta_org:different_resources_total
    assert np.diff(log.starts).max() == 25  # meta_general:events_max


@pytest.mark.parametrize(("number", "seconds"), [(1, 152_150_400), (2, 147_661_200)])
def test_the_permits_span_what_their_publisher_says(number: int, seconds: int) -> None:
    log = log_in(PERMITS.format(number)).log
    assert log.at.max() - log.at.min() == seconds * 1000  # meta_time:log_duration


def test_the_same_log_as_xes_and_as_csv_is_the_same() -> None:
    one, other = log_in("coselog_receipt/receipt.xes.gz").log, log_in("coselog_receipt/receipt.csv").log
    assert set(one.cases) == set(other.cases)
    place = {name: at for at, name in enumerate(other.cases)}
    same = other.of_cases(np.array([place[name] for name in one.cases]))
    assert np.array_equal(one.starts, same.starts)
    assert np.array_equal(np.sort(one.at), np.sort(same.at))
    assert {one.before for one in waits(one)} == {one.before for one in waits(same)}


def test_the_permits_of_two_municipalities_are_compared() -> None:
    """Lead times by hand from the definition, and what both do: the codes are the same in both."""
    one, other = log_in(PERMITS.format(1)).log, log_in(PERMITS.format(2)).log
    found = compare(one, other)
    assert (found.cases, found.in_both) == ((1199, 832), len(set(one.activities) & set(other.activities)))
    for log, spread in zip((one, other), found.lead_times, strict=True):
        ordered = np.sort(
            [
                log.at[a:b].max() - log.begun[a:b].min()
                for a, b in zip(log.starts, log.starts[1:], strict=False)
            ]
        )
        assert spread.median == ordered[-(-len(ordered) // 2) - 1]
        assert spread.p90 == ordered[-(-len(ordered) * 9 // 10) - 1]
    assert found.lead_times[1].median > found.lead_times[0].median
    assert found.median_longer.low > 0


def test_who_skipped_a_step_is_told() -> None:
    """Counted otherwise: which of the three steps each case has, and in which order."""
    log = log_in("coselog_receipt/receipt.xes.gz").log
    order = (
        "Confirmation of receipt",
        "T02 Check confirmation of receipt",
        "T04 Determine confirmation of receipt",
    )
    codes = [log.activities.index(step) for step in order]
    within = [log.activity[a:b].tolist() for a, b in zip(log.starts, log.starts[1:], strict=False)]
    skipping = sum(not set(codes) <= set(steps) for steps in within)
    found = conformance(log, order)
    assert found.skip == skipping
    assert found.follow == sum([one for one in steps if one in codes] == codes for steps in within)
