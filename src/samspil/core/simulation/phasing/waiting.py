"""How long matters wait for a forum's meeting, by when the forum and the one before it meet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from samspil.core.simulation.laying_out.world import World
from samspil.core.simulation.loop import ground as g


@dataclass(frozen=True, slots=True)
class Meetings:
    """A forum's meetings in order: the minute each begins, the day its papers are due, how many it catches.

    ``caught`` is how long each gathers what comes, from the papers of the one before: its share of matters.
    """

    at: Any
    papers: Any
    caught: Any


def meetings(at: Any, papers: Any) -> Meetings:
    """Meetings by minute and papers' day (an ordinal), both in order."""
    gathered = np.diff(papers, prepend=papers[:1]).astype(np.float64)
    gathered[:1] = gathered[1:2].mean() if len(gathered) > 1 else 1.0
    return Meetings(at, papers, gathered)


def within(one: Meetings, begins: int, ends: int) -> Meetings:
    """Those that begin between two minutes."""
    those = (one.at >= begins) & (one.at < ends)
    return Meetings(one.at[those], one.papers[those], one.caught[those])


def waited(world: World, arrivals: Any, forum: Meetings) -> Any:
    """Minutes from each arrival to the first meeting whose papers it can reach; no number after the last one.

    Arrivals must lie within the days of ``world``. Complexity: arrivals times the logarithm of meetings.
    """
    day = world.fixed["day"]
    rows = arrivals // g.MINUTES - world.fixed["times"].first_day
    before = arrivals % g.MINUTES < day[rows, g.CUT_OFF]
    zero = np.where(before, day[rows, g.ZERO_BEFORE], day[rows, g.ZERO_AFTER])
    row = np.maximum(
        np.searchsorted(forum.papers, zero, side="left"), np.searchsorted(forum.at, arrivals, side="right")
    )
    reached = np.append(forum.at.astype(np.float64), np.nan)[row]
    return reached - arrivals


def mean_wait(world: World, sent: Meetings | None, minutes: Any, forum: Meetings) -> float:
    """Days that a matter waits on the average.

    Args:
        world: whose days and hours count.
        sent: the meetings that send matters so many minutes before they come; None: they come at ``minutes``.
        minutes: gaps, or the minutes of coming.
        forum: the meetings that are waited for.
    """
    if sent is None:
        return float(np.nanmean(waited(world, minutes, forum))) / g.MINUTES
    arrivals = sent.at[:, None] + minutes[None, :]
    each = waited(world, arrivals.ravel(), forum).reshape(arrivals.shape)
    weights = np.where(np.isnan(each), 0.0, sent.caught[:, None])
    return float(np.average(np.nan_to_num(each), weights=weights)) / g.MINUTES
