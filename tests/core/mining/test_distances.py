"""Distances are those of ``log-distance-measures`` 2.2.0, which was asked once, outside the lock."""

from datetime import UTC, datetime

import numpy as np
import pytest
from bench.mining_table import DATA, PUBLISHED, scored, seasonal, split_of
from hypothesis import given
from hypothesis import strategies as st
from tests.core.mining.logs import read

from samspil.core.mining.distances import apart, distances
from samspil.core.mining.log import EventLog, log_of
from samspil.core.mining.splitting import split

HEAD = "case;activity;start_time;end_time\n"
ONE = """a;In;2026-01-05T08:10:00Z;2026-01-05T09:00:00Z
a;Check;2026-01-06T10:00:00Z;2026-01-06T11:30:00Z
a;Out;2026-01-09T13:00:00Z;2026-01-09T13:20:00Z
b;In;2026-01-07T07:00:00Z;2026-01-07T07:30:00Z
b;Out;2026-01-12T09:00:00Z;2026-01-12T10:00:00Z
"""
TWO = """x;In;2026-01-05T09:40:00Z;2026-01-05T10:00:00Z
x;Out;2026-01-08T13:00:00Z;2026-01-08T14:20:00Z
y;In;2026-01-07T12:00:00Z;2026-01-07T12:30:00Z
y;Check;2026-01-10T09:00:00Z;2026-01-10T10:00:00Z
y;Out;2026-01-13T09:00:00Z;2026-01-13T10:00:00Z
z;In;2026-01-14T08:00:00Z;2026-01-14T08:00:00Z
"""
PACKAGE_SAYS = [0.14285714285714285, 41.433333333333344, 10.5, 16.783333333333328, 52.0]
HOUR = 3_600_000


def log(text: str) -> EventLog:
    return read((HEAD + text).encode(), zone="UTC").log


def test_they_are_those_of_the_package() -> None:
    assert list(distances(log(ONE), log(TWO))) == pytest.approx(PACKAGE_SAYS, abs=1e-9)
    assert list(distances(log(ONE), log(ONE))) == [0.0] * 5


@given(st.lists(st.integers(-50, 50), min_size=1), st.lists(st.integers(-50, 50), min_size=1))
def test_how_far_values_must_go(one: list[int], other: list[int]) -> None:
    """Beside each other in order, each as often as makes both as many."""
    longer, shorter = np.repeat(np.sort(one), len(other)), np.repeat(np.sort(other), len(one))
    assert apart(np.array(one), np.array(other)) == pytest.approx(np.abs(longer - shorter).mean())


def test_a_log_before_and_after() -> None:
    told = {"early": [("X", 0), ("Y", 1)], "across": [("X", 2), ("Y", 9)], "after": [("X", 5), ("Y", 6)]}
    found = split(log_of(told), 0.5)
    assert (found.before.cases, found.after.cases) == (("early",), ("after",))


@pytest.mark.skipif(not DATA.is_dir(), reason=f"NOT PROVEN: no raw data in {DATA}; set SAMSPIL_DATA")
@pytest.mark.parametrize(("name", "sizes"), [("LoanApp", (797, 200, 1490)), ("P2P", None), ("ACR", None)])
def test_the_published_baseline_comes_out_as_published(name: str, sizes: tuple[int, ...] | None) -> None:
    """SN of science.md §1.3, to three figures; and its split, 200 cases with 1,490 events."""
    parts = split_of(name)
    if sizes:
        assert (len(parts.before.cases), len(parts.after.cases), parts.after.events) == sizes
    assert scored(seasonal, parts, 1) == pytest.approx(PUBLISHED[name].seasonal, rel=0.005)


def test_the_clock_of_these_tests_is_utc() -> None:
    assert log(ONE).begun[0] == int(datetime(2026, 1, 5, 8, 10, tzinfo=UTC).timestamp()) * 1000
