"""Queues whose answer is known from a formula, run by the event loop that runs governance models.

``python -m tests.core.simulation.closed_forms`` prints the table of docs/algorithms/simulation.md; a slow
test holds fewer cases against the formulas. What no governance model has (a calendar without closed days,
meetings every 30 days to the day) is laid into the tables that the loop is handed; the loop is the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from math import comb, factorial, sqrt
from statistics import fmean, stdev
from typing import Any

import numpy as np
from tests.core.simulation.made_models import load_of, queues

from samspil import library
from samspil.core.governance.load import load
from samspil.core.simulation.laying_out.world import World, lay_out
from samspil.core.simulation.loop import ground as g
from samspil.core.simulation.runs import Run, Runner
from samspil.core.simulation.workload.reading import read_workload

DAY = 1440
YEAR = 365.25
SEED = 20261123


@dataclass(frozen=True)
class Known:
    """A figure that is known: its name, the formula's value, and what the runs gave, one value a run."""

    name: str
    exact: float
    found: tuple[float, ...]
    cases: int

    @property
    def mean(self) -> float:
        return fmean(self.found)

    @property
    def error(self) -> float:
        return stdev(self.found) / sqrt(len(self.found))

    @property
    def sigmas(self) -> float:
        return (self.mean - self.exact) / self.error if self.error else (self.mean - self.exact) * 1e9


def without_closed_days(world: World) -> World:
    """Every day is one on which something can arrive."""
    day = world.fixed["day"].copy()
    first = world.fixed["times"].first_day
    day[:, g.ZERO_BEFORE] = day[:, g.ZERO_AFTER] = first + np.arange(len(day))
    return replace(world, fixed={**world.fixed, "day": day})


def with_meetings(world: World, *calendars: Iterable[int], papers: int = 0) -> World:
    """Each forum meets at the last minute of given days; papers are due so many days before."""
    days = [np.array(sorted(calendar), dtype=np.int64) for calendar in calendars]
    offsets = np.cumsum([0, *map(len, days)]).astype(np.int64)
    every = np.concatenate(days)
    times = world.fixed["times"]._replace(
        forum_meetings=offsets, meeting_day=every, papers_day=every - papers
    )
    return replace(world, fixed={**world.fixed, "times": times})


def every(world: World, gaps: Iterable[int], phase: int = 0) -> list[int]:
    """Days of meetings with such gaps, over and over, from before the beginning to after the end."""
    gaps = list(gaps)
    day, at, found = world.begins // DAY - sum(gaps) + phase, 0, []
    while day < world.ends // DAY + 400:
        found.append(day)
        day, at = day + gaps[at % len(gaps)], at + 1
    return found


def runs(world: World, loop: Any, number: int) -> list[Run]:
    runner = Runner(world, SEED, loop)
    return [runner.run(at) for at in range(number)]


def waited(cause: int, step: int = 0, unit: float = 1.0) -> Callable[[Run], float]:
    def of(run: Run) -> float:
        row = run.sums["by_step"][step]
        return float(row[g.S_WAIT + cause]) / float(row[g.S_LEFT]) / unit

    return of


def known(name: str, exact: float, found: list[Run], figure: Callable[[Run], float]) -> Known:
    cases = sum(int(run.sums["by_source"][:, g.K_ENDED].sum()) for run in found)
    return Known(name, exact, tuple(map(figure, found)), cases)


def erlang_c(load: float, people: int) -> float:
    """The chance to wait with Poisson arrivals and exponential service (Erlang 1917)."""
    last = load**people / factorial(people) * people / (people - load)
    return last / (sum(load**k / factorial(k) for k in range(people)) + last)


def mean_of_rank(rank: int) -> Callable[[Run], float]:
    """Days until so many have consented."""

    def of(run: Run) -> float:
        number, minutes = run.sums["by_rank"][rank]
        return float(minutes) / float(number) / DAY

    return of


def people(loop: Any, cases: int) -> Iterator[Known]:
    """Stages by people: M/M/c, M/D/1, M/G/1, tandem. Mean waits in mean services."""
    gap, years = 105, 10  # minutes, so that eight tenths of it, and each multiple, are whole ones
    per_year = YEAR * DAY / gap
    number = max(4, round(cases / (per_year * years)))

    def of(name: str, exact: float, c: int, spread: Callable[[float], dict[str, Any]]) -> Known:
        mean = 0.8 * gap * c
        read = load_of(per_year, {"stage_0": spread(mean)}, {"people_0": c})
        found = runs(lay_out(queues("p"), read, years), loop, number)
        return known(name, exact, found, waited(g.FOR_PEOPLE, unit=mean))

    def exponential(mean: float) -> dict[str, Any]:
        return {"exponential": f"{mean:.6f}"}

    for c in (1, 2, 5):
        exact = erlang_c(0.8 * c, c) / (c * 0.2)
        yield of(f"M/M/{c} at 0.8: wait in services", exact, c, exponential)
    yield of("M/D/1 at 0.8: wait in services", 2.0, 1, lambda mean: {"fixed": f"{mean:.6f}"})
    spread = lambda mean: {"lognormal": [f"{mean:.6f}", f"{mean * sqrt(2):.6f}"]}  # noqa: E731
    yield of("M/G/1 at 0.8, SCV 2: wait in services", 6.0, 1, spread)
    stages = {f"stage_{at}": exponential(load * gap) for at, load in ((0, 0.8), (1, 0.5))}
    read = load_of(per_year, stages, {"people_0": 1, "people_1": 1})
    world = lay_out(queues("pp"), read, years)
    length = world.ends - world.warm
    yield known(
        "Jackson tandem at 0.8 and 0.5: under way",
        0.8 / 0.2 + 0.5 / 0.5,
        runs(world, loop, number),
        lambda run: float(run.sums["by_source"][0, g.K_AREA]) / length,
    )


BULK = (
    (0.3, 30, 12, 16.48414),
    (0.5, 14, 10, 7.58620),
    (0.9, 30, 30, 17.50325),
    (1.0, 1, 3, 0.52691),
    (2.5, 1, 3, 1.21738),
)


def meetings(loop: Any, cases: int) -> Iterator[Known]:
    """Stages by forums: mean waits in days."""
    years = 20

    def of(name: str, exact: float, rate: float, gaps: list[int], agenda: int) -> Known:
        read = load_of(rate * YEAR, {}, warm_up_days=730)
        world = without_closed_days(lay_out(queues("f", agenda), read, years))
        world = with_meetings(world, every(world, gaps))
        found = runs(world, loop, max(8, int(cases / (rate * YEAR * years))))
        time = lambda run: float(run.sums["by_step"][0, g.S_TIME] / run.sums["by_step"][0, g.S_LEFT] / DAY)  # noqa: E731
        return known(name, exact, found, time)

    yield of("a meeting a week, room for all: days", 3.5, 2.0, [7], 1000)
    for rate, period, room, exact in BULK:
        yield of(
            f"a meeting every {period} d, {rate} a day, room for {room}: days", exact, rate, [period], room
        )
    yield of("28 d between meetings, 63 in summer, 22 once: days", 16.8397, 1.0, [28] * 10 + [63, 22], 1000)


def chains(loop: Any, cases: int) -> Iterator[Known]:
    """Three forums in a row, a meeting every 30 days, papers 14 days before, days counted whole."""
    period, papers, years = 30, 14, 4
    read = load_of(2 * YEAR, {}, warm_up_days=365)
    plain = without_closed_days(lay_out(queues("fff"), read, years))
    rng = np.random.default_rng(SEED)
    number = max(40, int(cases / (2 * YEAR * years)))

    def mean(run: Run) -> float:
        return float(run.sums["by_source"][0, g.K_WHOLE] / run.sums["by_source"][0, g.K_ENDED] / DAY)

    found = []
    for at in range(number):
        phases = rng.integers(0, period, 3)
        world = with_meetings(plain, *(every(plain, [period], int(one)) for one in phases), papers=papers)
        found.append(Runner(world, SEED, loop).run(at))
    exact = papers + period / 2 + 2 * (papers + (period - 1) / 2)
    yield known("three forums on random days: days", exact, found, mean)
    phased = with_meetings(
        plain, *(every(plain, [period], at * (papers + 2)) for at in range(3)), papers=papers
    )
    found = runs(phased, loop, max(8, number // 10))
    yield known(
        "three forums in step, two days between: days", papers + period / 2 + 2 * (papers + 2), found, mean
    )


def members(loop: Any, cases: int) -> Iterator[Known]:
    """Nine members of the shipped association who answer a proposal that all must be with."""
    years, per_year = 10, 100
    number = max(40, cases // (years * per_year))
    chance, alike = 0.95, 0.3

    def of(consents: str, alike_share: str) -> list[Run]:
        model = load("storkoebenhavn_association", library.model_files, library.municipalities())
        read = load_of(per_year, {})
        document = {**read.document.value}
        document |= {
            "arrivals": {
                "models": {
                    "kind": "joint_model",
                    "per_year": per_year,
                    "facts": {"shared_model": {"chances": {"project_model": 1}}},
                    "source": "assumed",
                }
            },
            "steps": {
                "model": {
                    "prepare": {"takes": {"days": {"uniform": [0, 30]}}, "source": "assumed"},
                    "members": {
                        "consents": consents,
                        "declines": f"{1 - float(consents):.2f}",
                        "alike": alike_share,
                        "source": "assumed",
                    },
                }
            },
            "members": {
                "consents": 1,
                "declines": 0,
                "answers_after": [{"meets_every_days": "30.4"}],
                "source": "assumed",
            },
        }
        return runs(lay_out(model, read_again(document), years), loop, number)

    everybody = of("1", "0")
    for rank, told in ((9, "last"), (6, "sixth")):
        yield known(
            f"nine councils every 30.4 d: the {told} answer, days",
            30.4 * rank / 10,
            everybody,
            mean_of_rank(rank),
        )

    def carried(run: Run) -> float:
        row = run.sums["by_source"][0]
        return float(row[g.K_CARRIED] / (row[g.K_CARRIED] + row[g.K_FALLEN]))

    yield known("nine must consent, each 0.95: carried", chance**9, of("0.95", "0"), carried)
    exact = alike * chance + (1 - alike) * chance**9
    yield known("the same, three in ten think as one: carried", exact, of("0.95", "0.3"), carried)


def read_again(document: dict[str, Any]) -> Any:
    import json  # noqa: PLC0415

    return read_workload(json.dumps(document).encode(), "members.yaml")


def votes(loop: Any, cases: int) -> Iterator[Known]:
    """A majority of nine seats in a forum that meets each day, each for it with 0.6."""
    model = load("storkoebenhavn_association", library.model_files, library.municipalities())
    per_year, years = 3000, 5
    document = {**load_of(per_year, {}).document.value}
    document |= {
        "arrivals": {
            "drafts": {
                "kind": "portfolio_draft",
                "per_year": per_year,
                "around_the_clock": True,
                "source": "assumed",
            }
        },
        "steps": {
            "joint_draft": {
                "board": {"agrees": "0.6", "put_again": 0, "outcomes": {"approve": 1}, "source": "assumed"}
            }
        },
        "members": {
            "consents": 1,
            "declines": 0,
            "answers_after": [{"meets_every_days": 30}],
            "source": "assumed",
        },
    }
    world = without_closed_days(lay_out(model, read_again(document), years))
    world.fixed["numerators"][:, world.fixed["forum"][:, g.AGENDA]] = 10_000
    world = with_meetings(world, *(every(world, [1]) for _ in model.program.forums))
    found = runs(world, loop, max(8, cases // (per_year * years)))
    exact = sum(comb(9, k) * 0.6**k * 0.4 ** (9 - k) for k in range(5, 10))
    board = model.program.forums.index("board")

    def first_time(run: Run) -> float:
        row = run.sums["by_forum"][board]
        return 1 - float(row[g.F_NOT_CARRIED] / row[g.F_TAKEN])

    yield known("a majority of nine, each for it with 0.6", exact, found, first_time)


PARTS = (people, meetings, chains, members, votes)


def table(loop: Any, cases: int) -> Iterator[str]:
    """The table of the page, in Markdown."""
    yield "| figure | formula | simulated | 95 in 100 | cases |"
    yield "| --- | --- | --- | --- | --- |"
    for part in PARTS:
        for one in part(loop, cases):
            half = 1.96 * one.error
            yield f"| {one.name} | {one.exact:.4f} | {one.mean:.4f} | ± {half:.4f} | {one.cases:,} |"


if __name__ == "__main__":
    import sys

    from samspil.core.simulation.compiled import compiled_loop

    folder = sys.argv[2] if len(sys.argv) > 2 else None
    for line in table(compiled_loop(folder), int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
