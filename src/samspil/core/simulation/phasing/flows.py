"""Which way matters come to a forum, and how long after the meeting that sent them: read off some runs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from samspil.core.simulation.laying_out.world import World
from samspil.core.simulation.loop import ground as g
from samspil.core.simulation.runs import Run

OUTSIDE: Final = -1
MOST_GAPS: Final = 33
MOST_ARRIVALS: Final = 2_000


@dataclass(frozen=True, slots=True)
class Flow:
    """Matters that come to a forum from another's meeting, or from outside.

    ``minutes`` are gaps after the meeting that sent them, each as likely; from outside, the minutes at which
    matters came.
    """

    origin: int
    forum: int
    a_year: float
    minutes: Any


def flows(world: World, runs: Sequence[Run]) -> tuple[Flow, ...]:
    """The flows of traced runs, by forum's number. Linear in the trace.

    What leaves a forum otherwise than at a meeting (too late, or by votes sent in) comes from outside.
    """
    found: dict[tuple[int, int], list[int]] = defaultdict(list)
    for run in runs:
        _follow(world, run.trace, found)
    years = len(runs) * (world.ends - world.warm) / (365 * g.MINUTES)
    return tuple(
        Flow(origin, forum, len(minutes) / years, _few(minutes, MOST_ARRIVALS if origin < 0 else MOST_GAPS))
        for (origin, forum), minutes in sorted(found.items())
    )


def _follow(world: World, trace: Any, found: dict[tuple[int, int], list[int]]) -> None:
    step = world.fixed["step"]
    meetings = [_minutes_of_meetings(world, forum) for forum in range(len(world.fixed["forum"]))]
    left: dict[int, tuple[int, int]] = {}
    for at, serial, here, target in trace[:, [g.T_AT, g.T_SERIAL, g.T_STEP, g.T_TARGET]].tolist():
        if here >= 0 and target != here and step[here, g.SORT] == g.BY_FORUM:
            forum = int(step[here, g.PLACE])
            left[serial] = (forum if at in meetings[forum] else OUTSIDE, at)
        if target >= 0 and step[target, g.SORT] == g.BY_FORUM and at >= world.warm:
            origin, since = left.pop(serial, (OUTSIDE, 0))
            found[origin, int(step[target, g.PLACE])].append(at - since if origin >= 0 else at)


def _minutes_of_meetings(world: World, forum: int) -> frozenset[int]:
    times = world.fixed["times"]
    days = times.meeting_day[times.forum_meetings[forum] : times.forum_meetings[forum + 1]]
    begins = int(world.fixed["forum"][forum, g.BEGINS])
    return frozenset(int(day) * g.MINUTES + begins for day in days)


def _few(minutes: list[int], most: int) -> Any:
    """At most so many of them, evenly from the least to the most."""
    in_order = np.array(sorted(minutes), dtype=np.int64)
    if len(in_order) <= most:
        return in_order
    return in_order[((np.arange(most) + 0.5) / most * len(in_order)).astype(np.int64)]
