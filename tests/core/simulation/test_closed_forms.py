"""What is known from a formula comes out of the loop, within three standard errors."""

from __future__ import annotations

from functools import cache

import pytest
from tests.core.simulation.closed_forms import (
    PARTS,
    Known,
    every,
    known,
    runs,
    with_meetings,
    without_closed_days,
)
from tests.core.simulation.made_models import load_of, queues

from samspil.core.governance import kernel
from samspil.core.simulation.compiled import compiled_loop
from samspil.core.simulation.laying_out.world import lay_out
from samspil.core.simulation.loop import forums, running
from samspil.core.simulation.loop import ground as g


@pytest.mark.slow
@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_what_the_formula_says_comes_out(part: object) -> None:
    assert callable(part)
    for one in part(loop(), 100_000):
        assert isinstance(one, Known)
        assert abs(one.sigmas) < 3, one


@cache
def loop() -> object:
    return compiled_loop()


def weekly() -> Known:
    """A meeting a week with room for all: half a week (science: T/2)."""
    world = without_closed_days(lay_out(queues("f"), load_of(400, {}, warm_up_days=0), 1))
    world = with_meetings(world, every(world, [7]))
    found = runs(world, running, 6)
    return known("weekly", 3.5, found, lambda run: _days(run.sums["by_step"][0]))


def _days(row: object) -> float:
    time, left = row[g.S_TIME], row[g.S_LEFT]  # type: ignore[index]
    return float(time) / float(left) / 1440


def test_a_meeting_a_week_is_waited_for_half_a_week() -> None:
    one = weekly()
    assert one.cases > 2000
    assert abs(one.sigmas) < 3


def test_a_loop_whose_meetings_take_nothing_the_first_time_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: a week more is far outside three standard errors."""
    real = kernel.next_meeting
    monkeypatch.setattr(forums, "next_meeting", lambda *given: real(*given) + 1)
    assert weekly().sigmas > 30
