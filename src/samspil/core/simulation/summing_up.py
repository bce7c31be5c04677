"""Runs summed up: every table of every run, once for each figure that is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

import numpy as np

from samspil.core.governance.compare import Decider
from samspil.core.governance.membership import members_on
from samspil.core.simulation.every_run import DAY, decider_at, every_run, under_way
from samspil.core.simulation.laying_out.world import MOST_LEAD_DAYS, World
from samspil.core.simulation.loop import ground as g
from samspil.core.simulation.results import (
    BodyResult,
    Figure,
    Figures,
    KindResult,
    Result,
    figure,
    quantile,
    ratio,
)
from samspil.core.simulation.runs import Run

CAUSES: Final = (
    "meeting",
    "papers",
    "agenda",
    "quorum",
    "agreement",
    "people",
    "work",
    "members",
    "requester",
    "in_writing",
    "followed_up",
)


def summed_up(world: World, runs: Sequence[Run]) -> Result:
    """Sum up runs of one question. Linear in runs times kinds, forums, steps."""
    years = (world.ends - world.warm) / DAY / 365
    told = _Told(world, runs, years)
    kinds = tuple(told.kind(kind) for kind in dict.fromkeys(world.kinds))
    by_run = every_run(world, runs)
    return Result(
        world,
        len(runs),
        kinds,
        tuple(told.forum(at, key) for at, key in enumerate(world.model.program.forums)),
        tuple(told.role(at, key) for at, key in enumerate(world.roles)),
        tuple(told.member(at) for at in range(len(world.fixed["member"]))),
        tuple(told.step(at) for at in range(len(world.fixed["step"]))),
        {name: figure(values) for name, values in by_run.items()},
        tuple(told.overloaded()),
        by_run,
    )


class _Told:
    def __init__(self, world: World, runs: Sequence[Run], years: float) -> None:
        self.world, self.runs, self.years = world, runs, years
        self.program = world.model.program

    def kind(self, kind: str) -> KindResult:
        rows = [at for at, one in enumerate(self.world.kinds) if one == kind]
        known = [at for at in rows if self.world.fixed["source"][at, g.UNDER_WAY] == 0]
        lead = np.zeros(MOST_LEAD_DAYS, dtype=np.int64)
        for run in self.runs:
            lead[: run.sums["lead"].shape[1]] += run.sums["lead"][known].sum(axis=0)
        median, p80, p90 = (quantile(lead, level) for level in (0.5, 0.8, 0.9))
        ended = sum(run.sums["ended"][rows].sum(axis=0) for run in self.runs)
        waits = {
            name: self._mean(known, g.K_WAIT + at, DAY)
            for at, name in enumerate(CAUSES)
            if any(run.sums["by_source"][known, g.K_WAIT + at].any() for run in self.runs)
        }
        ends = {
            key: float(ended[at]) / max(1, int(ended.sum()))
            for at, key in enumerate(self.program.ends)
            if ended[at]
        }
        return KindResult(kind, self._figures(known), median, p80, p90, waits, ends, self._deciders(rows))

    def _figures(self, rows: list[int]) -> Figures:
        def a_year(column: int) -> Figure:
            return figure(run.sums["by_source"][rows, column].sum() / self.years for run in self.runs)

        settled = [run.sums["by_source"][rows][:, [g.K_CARRIED, g.K_FALLEN]].sum(axis=0) for run in self.runs]
        return {
            "brought": a_year(g.K_BROUGHT),
            "ended": a_year(g.K_ENDED),
            "lead_days": self._mean(rows, g.K_LEAD, DAY),
            "whole_days": self._mean(rows, g.K_WHOLE, DAY),
            "in_time": self._mean(rows, g.K_KEPT, 1),
            "under_way": figure(under_way(self.world, run, rows) for run in self.runs),
            "passes": figure(ratio(carried, carried + fallen) for carried, fallen in settled),
            "taking_part": figure(
                ratio(run.sums["by_source"][rows, g.K_TAKING_PART].sum(), carried)
                for run, (carried, _) in zip(self.runs, settled, strict=True)
            ),
        }

    def _mean(self, rows: list[int], column: int, unit: int) -> Figure:
        """A mean over the matters that ended."""
        return figure(
            ratio(
                run.sums["by_source"][rows, column].sum() / unit,
                run.sums["by_source"][rows, g.K_ENDED].sum(),
            )
            for run in self.runs
        )

    def _deciders(self, rows: list[int]) -> dict[Decider, float]:
        decided = sum(run.sums["decided"][rows].sum(axis=0) for run in self.runs)
        total = max(1, int(decided.sum()))
        found: dict[Decider, float] = {}
        for at in np.flatnonzero(decided):
            decider = decider_at(self.world, int(at))
            found[decider] = found.get(decider, 0.0) + float(decided[at]) / total
        return found

    def forum(self, at: int, key: str) -> BodyResult:
        names = {
            "held": g.F_HELD,
            "without_items": g.F_EMPTY,
            "without_quorum": g.F_NO_QUORUM,
            "items": g.F_TAKEN,
            "waited_for_room": g.F_OVERFLOWED,
            "not_carried": g.F_NOT_CARRIED,
        }
        figures = {name: self._a_year("by_forum", at, column) for name, column in names.items()}
        figures["hours"] = self._a_year("by_forum", at, g.F_MINUTES, 60)
        figures["load"] = figure(
            ratio(run.sums["by_forum"][at, g.F_ENTERED], run.sums["by_forum"][at, g.F_ROOM])
            for run in self.runs
        )
        figures["days"] = self._at_forum(at, g.S_TIME)
        waits = {name: self._at_forum(at, g.S_WAIT + cause) for cause, name in enumerate(CAUSES)}
        return BodyResult(key, figures, {name: value for name, value in waits.items() if value.mean})

    def _at_forum(self, forum: int, column: int) -> Figure:
        """Days a year that matters spent at a forum's steps; all of them, or by a cause."""
        step = self.world.fixed["step"]
        rows = (step[:, g.SORT] == g.BY_FORUM) & (step[:, g.PLACE] == forum)
        return figure(run.sums["by_step"][rows, column].sum() / DAY / self.years for run in self.runs)

    def role(self, at: int, key: str) -> BodyResult:
        figures = {
            "steps": self._a_year("by_role", at, g.R_ENTERED),
            "hours": self._a_year("by_role", at, g.R_MINUTES, 60),
        }
        if self.world.fixed["role"][at, g.PEOPLE] != g.NONE:
            time = self._time_of(at)
            figures["load"] = figure(run.sums["by_role"][at, g.R_OFFERED] / time for run in self.runs)
        return BodyResult(key, figures)

    def _time_of(self, role: int) -> float:
        """Minutes that the people of a role have in a run: at work, or on the clock where their steps are."""
        fixed, world = self.world.fixed, self.world
        people = int(fixed["role"][role, g.PEOPLE])
        at_steps = (fixed["step"][:, g.SORT] == g.BY_ROLE) & (fixed["step"][:, g.PLACE] == role)
        at_steps &= (fixed["step"][:, g.TAKES] != g.NONE) & (fixed["step"][:, g.CAUSE] != g.FOLLOWED_UP)
        if not fixed["step"][at_steps, g.TAKES_WORKED].all():
            return float(people * (world.ends - world.warm))
        times = fixed["times"]
        first, last = (minute // DAY - times.first_day for minute in (world.warm, world.ends))
        return float(people * (times.rank[last] - times.rank[first]) * fixed["working"][1])

    def member(self, at: int) -> BodyResult:
        def each(column: int, by: int, unit: int = 1) -> Figure:
            return figure(
                ratio(run.sums["by_member"][at, column] / unit, run.sums["by_member"][at, by])
                for run in self.runs
            )

        codes = members_on(self.world.model, self.world.workload.starts)
        figures = {
            "asked": self._a_year("by_member", at, g.B_ASKED),
            "consents": each(g.B_CONSENTED, g.B_ASKED),
            "days": each(g.B_TIME, g.B_ANSWERED, DAY),
            "hours": self._a_year("by_member", at, g.B_MINUTES, 60),
        }
        return BodyResult(codes[at], figures)

    def step(self, at: int) -> BodyResult:
        def each(column: int, unit: int) -> Figure:
            return figure(
                ratio(run.sums["by_step"][at, column] / unit, run.sums["by_step"][at, g.S_LEFT])
                for run in self.runs
            )

        step = self.program.steps[at]
        figures = {
            "visits": self._a_year("by_step", at, g.S_LEFT),
            "days": each(g.S_TIME, DAY),
            "late": each(g.S_LATE, 1),
        }
        return BodyResult(f"{step.route}.{step.key}", figures)

    def _a_year(self, table: str, row: int, column: int, unit: int = 1) -> Figure:
        return figure(run.sums[table][row, column] / unit / self.years for run in self.runs)

    def overloaded(self) -> Iterable[str]:
        """Forums and roles that get more than they have room for: no figure of theirs is steady."""
        bodies: list[tuple[Callable[[int, str], BodyResult], Sequence[str]]] = [
            (self.forum, self.program.forums),
            (self.role, self.world.roles),
        ]
        for tell, keys in bodies:
            for at, key in enumerate(keys):
                load = tell(at, key).figures.get("load")
                if load is not None and load.mean >= 1:
                    yield key
