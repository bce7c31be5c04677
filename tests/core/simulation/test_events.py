"""What is to happen comes soonest first, then people before meetings, then in the order of telling."""

from __future__ import annotations

import random
from datetime import date
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from samspil.core.simulation.loop import events
from samspil.core.simulation.loop.events import place_of, pop, push
from samspil.core.simulation.loop.ground import CLOCK_COLUMNS, HEAP, MINUTES

ROOM = 400


def told(year: int) -> tuple[list[int], list[int]]:
    """The places of some hundred things in the order in which they come, and in which they should."""
    ground: Any = SimpleNamespace(
        clock=np.zeros(CLOCK_COLUMNS, np.int64),
        heap_key=np.zeros(ROOM, np.int64),
        heap_what=np.zeros(ROOM, np.int64),
    )
    rng, since = random.Random(year), date(year, 6, 1).toordinal() * MINUTES
    said = [(since + rng.randrange(100), rng.randrange(3), place) for place in range(ROOM)]
    for at, rank, place in said:
        push(ground, at, rank, 1, place, 0, 0)
    came = [place_of(pop(ground)) for _ in said]
    assert ground.clock[HEAP] == 0
    return came, [place for _, _, place in sorted(said)]


@pytest.mark.parametrize("year", [2027, 2041, 2042, 2300])
def test_the_soonest_comes_first_in_any_year(year: int) -> None:
    came, wanted = told(year)
    assert came == wanted


def test_an_end_that_is_too_low_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: 2^62 is above every key until July 2042."""
    monkeypatch.setattr(events, "AFTER_ALL", 1 << 62)
    assert told(2027)[0] == told(2027)[1]
    came, wanted = told(2300)
    assert came != wanted
