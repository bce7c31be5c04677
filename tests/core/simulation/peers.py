"""Queues played by SimPy and by Ciw, which know nothing of us: what ours are held against.

Each gives the days that every matter took that came after a tenth of the run. Time is in days.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Line:
    """People who work on one matter at a time: how many, and days of work on the average."""

    people: int
    days: float


@dataclass(frozen=True)
class Board:
    """A meeting every so many days with room for so many."""

    every: int
    room: int


Network = Sequence[Line | Board]


def by_simpy(
    network: Network, a_day: float, days: float, seed: int, *, last_first: bool = False
) -> list[float]:
    """Days from coming to the end, of those that end; exponential work, Poisson arrivals.

    ``last_first`` is the wrong discipline: a meeting takes the newest first.
    """
    import simpy  # noqa: PLC0415 – a peer of the tests alone

    env = simpy.Environment()
    people = [simpy.Resource(env, one.people) if isinstance(one, Line) else None for one in network]
    played = _BySimpy(env, network, people, random.Random(seed), last_first)
    env.process(played.arrivals(a_day))
    for at, one in enumerate(network):
        if isinstance(one, Board):
            env.process(played.board(at, one))
    env.run(until=days)
    return [spent for begun, spent in played.ended if begun > days / 10]


class _BySimpy:
    """What happens, each as SimPy's own processes are written."""

    def __init__(
        self, env: Any, network: Network, people: list[Any], rng: random.Random, last_first: bool
    ) -> None:
        self.env, self.network, self.people, self.rng = env, network, people, rng
        self.last_first = last_first
        self.waiting: list[list[Any]] = [[] for _ in network]
        self.ended: list[tuple[float, float]] = []

    def arrivals(self, a_day: float) -> Iterator[Any]:
        while True:
            yield self.env.timeout(self.rng.expovariate(a_day))
            self.env.process(self.matter(self.env.now))

    def matter(self, begun: float) -> Iterator[Any]:
        for at, one in enumerate(self.network):
            if isinstance(one, Line):
                with self.people[at].request() as asked:
                    yield asked
                    yield self.env.timeout(self.rng.expovariate(1 / one.days))
            else:
                taken = self.env.event()
                self.waiting[at].append(taken)
                yield taken
        self.ended.append((begun, self.env.now - begun))

    def board(self, at: int, one: Board) -> Iterator[Any]:
        line = self.waiting[at]
        while True:
            yield self.env.timeout(one.every)
            for taken in line[-one.room :] if self.last_first else line[: one.room]:
                line.remove(taken)
                taken.succeed()


def by_ciw(network: Network, a_day: float, days: float, seed: int) -> list[float]:
    """The same by Ciw; a meeting is its slotted service."""
    import ciw  # noqa: PLC0415 – a peer of the tests alone

    ciw.seed(seed)
    count = len(network)
    made = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(a_day), *[None] * (count - 1)],
        service_distributions=[
            ciw.dists.Exponential(1 / one.days) if isinstance(one, Line) else ciw.dists.Deterministic(0)
            for one in network
        ],
        number_of_servers=[
            one.people if isinstance(one, Line) else ciw.Slotted(slots=[one.every], slot_sizes=[one.room])
            for one in network
        ],
        routing=[[float(to == at + 1) for to in range(count)] for at in range(count)],
    )
    played = ciw.Simulation(made)
    played.simulate_until_max_time(days)
    begun: dict[Any, float] = {}
    spent = []
    for record in sorted(played.get_all_records(), key=lambda one: one.exit_date):
        if record.node == 1:
            begun[record.id_number] = record.arrival_date
        if record.node == count and begun[record.id_number] > days / 10:
            spent.append(record.exit_date - begun[record.id_number])
    return spent
