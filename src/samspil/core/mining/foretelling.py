"""The next cases of a log, made of those before: whole cases begun anew, none of them invented.

The next so many cases that one will see finished are those of a row of new ones that finish first. Each new
one is a case of before that began on the same weekday in the same hour, or about then; it keeps its minutes,
and so its working hours. They are drawn evenly over ways and lead times, and of several such logs the one
nearest to all of them together is taken: a prediction has no need of the luck of one draw.

How far back to look is chosen by the log itself: what comes nearest when the cases before are split again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import cycle, product
from typing import Final

import numpy as np

from samspil.core.mining.coming import WEEK, Coming, next_beginnings
from samspil.core.mining.distances import distances
from samspil.core.mining.finished import weights
from samspil.core.mining.log import HOUR, EventLog, Floats, Integers
from samspil.core.mining.metrics import beginnings, lead_times, variant_of_each
from samspil.core.mining.splitting import Split, split

_NEAR: Final = 4  # cases at least that a new one is drawn among
_DRAWS: Final = 16
_MORE: Final = 3  # times as many begin as are seen to finish
_SPLITS: Final = (0.5, 0.6, 0.7, 0.8)
_TRIALS: Final = 4  # of each way in each split
_AS_NEAR: Final = 0.05  # in logarithms: five per cent
_NEXT_TO_NOTHING: Final = 1e-3
_FEWEST: Final = 10  # cases on each side that a split must leave to tell anything


@dataclass(frozen=True, slots=True)
class Way:
    """How the next cases are made.

    Attributes:
        first_finished: whether cases still under way at the end will be missing.
        window: how many times as many cases as are asked for are drawn among; nothing for all.
        lately: how many times as many tell how often cases come.
    """

    first_finished: bool = True
    window: float | None = None
    lately: float = 1.0


WAYS: Final = tuple(Way(*one) for one in product((True, False), (None, 1.0), (1.0, 0.5)))


def foretell(
    before: EventLog, count: int, begins_at: int, rng: np.random.Generator, ways: Sequence[Way]
) -> EventLog:
    """The next so many finished cases, the first of which begins about then; all ways have their say.

    O(draws x (cases log cases + events made)).
    """
    drawn = [_drawn(before, count, begins_at, rng, way) for way, _ in zip(cycle(ways), range(_DRAWS))]
    together = _together(drawn)
    apart = np.array([list(distances(together, one)) for one in drawn])
    return drawn[int((apart / (apart.mean(axis=0) + _NEXT_TO_NOTHING)).sum(axis=1).argmin())]


def choose(before: EventLog) -> tuple[Way, ...]:
    """The ways that come nearest to what is known, over all five distances, in four splits of it.

    All that are about as near as the nearest, which comes first. Deterministic: each way is tried by the
    same chance. All ways where there are too few cases to tell.
    """
    splits = [made for share in _SPLITS if _tells(made := split(before, share))]
    if not splits:
        return WAYS
    off = {
        way: float(np.log(np.fromiter(_tried(way, splits), float) + _NEXT_TO_NOTHING).mean()) for way in WAYS
    }
    nearest = min(off.values())
    return tuple(sorted((way for way in WAYS if off[way] <= nearest + _AS_NEAR), key=off.__getitem__))


def _tried(way: Way, splits: Sequence[Split]) -> Iterator[float]:
    """The distances of what a way makes from what came."""
    for one in splits:
        begins_at = int(beginnings(one.after).min())
        for seed in range(_TRIALS):
            rng = np.random.default_rng(seed)
            yield from distances(one.after, _drawn(one.before, len(one.after.cases), begins_at, rng, way))


def _tells(made: Split) -> bool:
    return min(len(made.before.cases), len(made.after.cases)) >= _FEWEST


def _drawn(before: EventLog, count: int, begins_at: int, rng: np.random.Generator, way: Way) -> EventLog:
    weight = weights(before)
    lately = max(int(way.lately * count), 1)
    asked = _MORE * count + _NEAR if way.first_finished else count
    begins = next_beginnings(Coming(before, weight, lately), begins_at, asked, rng)
    cases = _cases_for(begins, before, _within(before, weight, way.window, count), rng)
    known = beginnings(before)[cases]
    begins = known + (begins // HOUR - known // HOUR) * HOUR
    if way.first_finished:
        first = np.sort(np.argsort(begins + lead_times(before)[cases], kind="stable")[:count])
        begins, cases = begins[first], cases[first]
    return _begun_at(before, cases, begins)


def _within(before: EventLog, weight: Floats, window: float | None, count: int) -> Floats:
    """Nothing for what is too long ago."""
    if window is None:
        return weight
    begins = beginnings(before)
    least = np.sort(begins)[-min(max(int(window * count), 1), len(begins))]
    return np.where(begins >= least, weight, 0.0)


def _cases_for(begins: Integers, before: EventLog, weight: Floats, rng: np.random.Generator) -> Integers:
    """A case for each beginning: of the same hour of the week, or of the nearest."""
    of_week = beginnings(before) % WEEK
    alike = np.empty(len(weight), dtype=np.int64)
    alike[np.lexsort((lead_times(before), variant_of_each(before)))] = np.arange(len(weight))
    hours = begins % WEEK // HOUR
    found = np.empty(len(begins), dtype=np.int64)
    for hour in np.unique(hours).tolist():
        places = np.flatnonzero(hours == hour)
        near = _near(of_week, weight, hour)
        near = near[np.argsort(alike[near])]
        found[places] = rng.permutation(_evenly(near, weight, len(places), rng.random()))
    return found


def _near(of_week: Integers, weight: Floats, hour: int) -> Integers:
    same = np.flatnonzero((of_week // HOUR == hour) & (weight > 0))
    if len(same) >= _NEAR:
        return same
    usable = np.flatnonzero(weight > 0)
    apart = np.abs(of_week[usable] - (hour * HOUR + HOUR // 2))
    nearest = np.argsort(np.minimum(apart, WEEK - apart), kind="stable")[:_NEAR]
    return usable[nearest]


def _evenly(ordered: Integers, weight: Floats, count: int, beginning: float) -> Integers:
    """So many of them, each as often as its weight says to within one."""
    upto = np.cumsum(weight[ordered])
    places = np.searchsorted(upto / upto[-1], (np.arange(count) + beginning) / count, side="right")
    return ordered[np.minimum(places, len(ordered) - 1)]


def _begun_at(before: EventLog, cases: Integers, begins: Integers) -> EventLog:
    chosen = before.of_cases(cases)
    moved = np.repeat(begins - beginnings(chosen), np.diff(chosen.starts))
    names = tuple(str(number) for number in range(1, len(cases) + 1))
    return replace(chosen, at=chosen.at + moved, begun=chosen.begun + moved, cases=names)


def _together(logs: list[EventLog]) -> EventLog:
    """Several logs as one."""
    sizes = np.concatenate([np.diff(one.starts) for one in logs])
    return replace(
        logs[0],
        starts=np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
        activity=np.concatenate([one.activity for one in logs]),
        at=np.concatenate([one.at for one in logs]),
        begun=np.concatenate([one.begun for one in logs]),
        resource=np.concatenate([one.resource for one in logs]),
        cases=tuple(name for one in logs for name in one.cases),
    )
