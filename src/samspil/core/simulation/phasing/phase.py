"""A model's calendars phased: where each forum's meetings should lie so that papers flow."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np

from samspil.core.calendar import MeetingCalendar
from samspil.core.errors import Place as Line
from samspil.core.governance.clocks import calendar_of
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.schedules import meeting_calendar, papers_day
from samspil.core.simulation.changing import Change
from samspil.core.simulation.laying_out.world import World, lay_out
from samspil.core.simulation.loop import ground as g
from samspil.core.simulation.phasing.flows import OUTSIDE, Flow, flows
from samspil.core.simulation.phasing.moving import Meets, moved
from samspil.core.simulation.phasing.search import LARGEST_TABLE, cost_of, least
from samspil.core.simulation.phasing.waiting import Meetings, mean_wait, meetings, within
from samspil.core.simulation.runs import Runner
from samspil.core.simulation.trying import How
from samspil.core.simulation.workload.reading import ReadWorkload, refuse_what_does_not_fit

MOST_RUNS: Final = 40
MOST_TRACED: Final = 400_000
# What a move must be worth before it is suggested, of a day a matter: nothing is moved for nothing.
LEAST_GAIN_DAYS: Final = 0.05
SHOWN: Final = 4
Place = tuple[Meets, Meetings]


@dataclass(frozen=True, slots=True)
class PhasedForum:
    """A forum: when it meets and when it should, and how many days a matter waits for a meeting of it.

    ``a_year`` is how often matters come before it; ``places`` how many there were to choose between;
    ``days_of_now`` and ``days_of_then`` the first days of meeting of a run.
    """

    key: str
    now: Meets
    then: Meets
    a_year: float
    days_now: float
    days_then: float
    places: int
    days_of_now: tuple[date, ...]
    days_of_then: tuple[date, ...]
    place: Line


@dataclass(frozen=True, slots=True)
class Phased:
    """All forums, and days a year that matters wait for meetings: now, then, and no choice gives fewer."""

    forums: tuple[PhasedForum, ...]
    days_now: float
    days_then: float
    bound: float
    is_exact: bool

    @property
    def changes(self) -> tuple[Change, ...]:
        """What is to be changed in the model."""
        return tuple(change for one in self.forums for change in _changes(one))


def _changes(one: PhasedForum) -> list[Change]:
    where = f"forums.{one.key}.calendar"
    found = []
    if one.then.rule != one.now.rule:
        found.append(Change(f"{where}.rule", one.then.rule))
    if one.then.starts != one.now.starts:
        found.append(Change(f"{where}.starts", one.then.starts.strftime("%Y-%m-%dT%H:%M")))
    return found


def phase(
    model: GovernanceModel,
    workload: ReadWorkload,
    how: How,
    *,
    any_weekday: bool = False,
    largest: int = LARGEST_TABLE,
) -> Phased:
    """Phase a model's calendars for a workload. No meeting is added, and no agenda, papers or rule changed.

    Which way matters come, and how long after a meeting, is read off a few runs of the model as it is. What
    is reckoned from that takes every agenda to be long enough; only the simulator knows better.

    Args:
        model: whose calendars they are.
        workload: what comes.
        how: for how long, and on which luck; a few runs are enough.
        any_weekday: whether meetings may come to another day of the week.
        largest: as ``search.least`` takes it.

    Raises:
        ProblemsError: the workload does not fit, the calendar does not reach, or more comes than is done.

    Complexity: for each flow the places of two forums multiplied, times meetings and gaps; then the search.
    """
    refuse_what_does_not_fit(workload, [model])
    world = lay_out(model, workload, how.years)
    runner = Runner(world, how.seed, how.loop, trace_rows=MOST_TRACED)
    found = flows(world, [runner.run(number) for number in range(min(how.runs, MOST_RUNS))])
    places = [_places(world, key, any_weekday) for key in model.program.forums]
    tables = [_table(world, flow, places) for flow in found]
    return _Laid(world, found, tables, places).phased(largest)


def _places(world: World, forum: str, any_weekday: bool) -> list[Place]:
    """Where a forum can meet: as it does, then every place that gives no more meetings than that."""
    calendar = world.model.spec.forums[forum].calendar
    found: list[Place] = []
    for one in moved(Meets(calendar.rule, calendar.starts), any_weekday):
        held = _held(world, forum, one)
        if len(held.at) <= len(found[0][1].at if found else held.at):
            found.append((one, held))
    return found


def _held(world: World, forum: str, meets: Meets) -> Meetings:
    model, work = world.model, calendar_of(world.model)
    now = meeting_calendar(model.spec, forum)
    then = MeetingCalendar(
        *(meets.starts, meets.rule, now.except_days, now.also, now.months_off, now.when_closed, now.until)
    )
    first = date.fromordinal(world.begins // g.MINUTES).year - 1
    last = date.fromordinal(world.ends // g.MINUTES).year + 2
    days = then.meetings((date(first, 1, 1), date(last, 12, 31)), work)
    papers = np.array([papers_day(model, forum, day, work).toordinal() for day in days], dtype=np.int64)
    begins = meets.starts.hour * 60 + meets.starts.minute
    at = np.array([day.toordinal() for day in days], dtype=np.int64) * g.MINUTES + begins
    return meetings(at, np.maximum.accumulate(papers))


@dataclass(frozen=True, slots=True)
class _Laid:
    """Flows, and for each the days that a matter of it waits by where the forums meet."""

    world: World
    flows: Sequence[Flow]
    tables: Sequence[Any]
    places: Sequence[Sequence[Place]]

    def phased(self, largest: int) -> Phased:
        alone = [np.zeros(len(one)) for one in self.places]
        pairs: dict[tuple[int, int], Any] = {}
        for flow, table in zip(self.flows, self.tables, strict=True):
            _add(flow, table * flow.a_year, alone, pairs)
        best = least(alone, pairs, largest)
        worth = LEAST_GAIN_DAYS * sum(flow.a_year for flow in self.flows)
        choice = _put_back(best.choice, lambda chosen: cost_of(chosen, alone, pairs), best.cost + worth)
        now = [0] * len(self.places)
        return Phased(
            tuple(self.forum(at, now, choice) for at in range(len(self.places))),
            cost_of(now, alone, pairs),
            cost_of(choice, alone, pairs),
            best.bound,
            best.is_exact,
        )

    def forum(self, at: int, now: Sequence[int], choice: Sequence[int]) -> PhasedForum:
        key = self.world.model.program.forums[at]
        return PhasedForum(
            key,
            self.places[at][now[at]][0],
            self.places[at][choice[at]][0],
            sum(flow.a_year for flow in self.flows if flow.forum == at),
            self.days(at, now),
            self.days(at, choice),
            len(self.places[at]),
            self.first_days(at, now),
            self.first_days(at, choice),
            self.world.model.place("forums", key, "calendar", "rule"),
        )

    def first_days(self, at: int, chosen: Sequence[int]) -> tuple[date, ...]:
        held = within(self.places[at][chosen[at]][1], self.world.begins, self.world.ends).at[:SHOWN]
        return tuple(date.fromordinal(int(minute) // g.MINUTES) for minute in held)

    def days(self, at: int, chosen: Sequence[int]) -> float:
        """Days that a matter before a forum waits for its meeting."""
        coming = [one for one in zip(self.flows, self.tables, strict=True) if one[0].forum == at]
        total = sum(flow.a_year * _at(flow, table, chosen) for flow, table in coming)
        return total / sum(flow.a_year for flow, _ in coming) if coming else 0.0


def _put_back(
    choice: tuple[int, ...], cost: Callable[[Sequence[int]], float], most: float
) -> tuple[int, ...]:
    """As many as can be stay where they are, the one that costs least first, until it would cost too much."""
    while True:
        nearer = [(*choice[:at], 0, *choice[at + 1 :]) for at, place in enumerate(choice) if place != 0]
        best = min(nearer, key=cost, default=None)
        if best is None or cost(best) > most:
            return choice
        choice = best


def _table(world: World, flow: Flow, places: Sequence[Sequence[Place]]) -> Any:
    """Days that a matter of a flow waits: for each place of the forum, and of the one it comes from."""
    to = [held for _, held in places[flow.forum]]
    if flow.origin == OUTSIDE:
        return np.array([mean_wait(world, None, flow.minutes, held) for held in to])
    sent = [within(held, world.begins, world.ends) for _, held in places[flow.origin]]
    if flow.origin == flow.forum:
        return np.array(
            [mean_wait(world, one, flow.minutes, held) for one, held in zip(sent, to, strict=True)]
        )
    return np.array([[mean_wait(world, one, flow.minutes, held) for held in to] for one in sent])


def _add(flow: Flow, table: Any, alone: list[Any], pairs: dict[tuple[int, int], Any]) -> None:
    if table.ndim == 1:
        alone[flow.forum] += table
        return
    pair = (min(flow.origin, flow.forum), max(flow.origin, flow.forum))
    turned = table if flow.origin < flow.forum else table.T
    pairs[pair] = pairs[pair] + turned if pair in pairs else turned


def _at(flow: Flow, table: Any, chosen: Sequence[int]) -> float:
    if table.ndim == 1:
        return float(table[chosen[flow.forum]])
    return float(table[chosen[flow.origin], chosen[flow.forum]])
