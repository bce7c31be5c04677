"""Five times over: 24 experts, seven days each, in the order of coming; a board every 28 days, room for 60.

Fifteen in a hundred are rejected by each board; 1.5 matters come a day, around the clock.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tests.core.simulation.closed_forms import every, with_meetings, without_closed_days
from tests.core.simulation.made_models import load_of, queues

from samspil.core.simulation.laying_out.world import World, lay_out
from samspil.core.simulation.loop import ground as g
from samspil.core.simulation.runs import Run, Runner
from samspil.core.simulation.workload.reading import read_workload

STAGES: Final = 5
EXPERTS: Final = 24
DAYS_OF_WORK: Final = 7
PERIOD: Final = 28
ROOM: Final = 60
REJECTED: Final = 0.15
A_DAY: Final = 1.5
YEARS: Final = 20
RUNS: Final = 9


@dataclass(frozen=True, slots=True)
class Came:
    """What runs came to: matters; of those that ended, the share approved by all boards and the mean days."""

    matters: int
    approved: float
    days: float
    events: int


def world(years: int = YEARS) -> World:
    """The network as a governance model with its workload."""
    stages = range(2 * STAGES)
    chances = {"recommend": f"{1 - REJECTED:.2f}", "reject": f"{REJECTED:.2f}"}
    last = {"approve": chances["recommend"], "reject": chances["reject"]}
    steps = {
        f"stage_{at}": (
            {"outcomes": last if at == stages[-1] else chances, "source": "assumed"}
            if at % 2
            else {"takes": {"days": {"exponential": DAYS_OF_WORK}}, "source": "assumed"}
        )
        for at in stages
    }
    people = {f"people_{at}": {"number": EXPERTS, "source": "assumed"} for at in stages if at % 2 == 0}
    document = load_of(A_DAY * 365.25, {}, warm_up_days=0).document.value
    written = json.dumps(document | {"steps": {"way": steps}, "people": people}).encode()
    read = read_workload(written, "network.yaml")
    plain = without_closed_days(lay_out(queues("pf" * STAGES, ROOM, may_reject=True), read, years))
    return with_meetings(plain, *(every(plain, [PERIOD]) for _ in range(STAGES)))


def played(runner: Runner, runs: int = RUNS) -> list[Run]:
    """So many runs."""
    return [runner.run(number) for number in range(runs)]


def came(laid_out: World, runs: Sequence[Run]) -> Came:
    """What they came to."""
    ends = laid_out.model.program.ends
    approved = sum(int(run.sums["ended"][0, ends.index("approved")]) for run in runs)
    ended = sum(int(run.sums["ended"].sum()) for run in runs)
    brought = sum(int(run.sums["by_source"][0, g.K_BROUGHT]) for run in runs)
    lead = sum(int(run.sums["by_source"][0, g.K_WHOLE]) for run in runs)
    return Came(brought, approved / ended, lead / ended / g.MINUTES, sum(run.events for run in runs))
