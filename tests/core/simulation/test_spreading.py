"""Whoever plays the runs, what comes of them is the same to the byte."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import pairwise

import pytest
from tests.core.simulation.made_models import load_of, queues

from samspil.cli.simulate.spread import by_dask, by_processes
from samspil.core.governance.load import GovernanceModel
from samspil.core.simulation.loop import running
from samspil.core.simulation.results import Result
from samspil.core.simulation.spreading import Over, Part, Played, Spread, play_part
from samspil.core.simulation.trying import How, tried
from samspil.core.simulation.workload.reading import ReadWorkload

RUNS = 7


@cache
def asked() -> tuple[GovernanceModel, ReadWorkload]:
    return queues("pf", 3), load_of(40, {"stage_0": {"fixed": "600"}}, {"people_0": 1})


def written(over: Over | None) -> str:
    """All that is told, letter for letter."""
    model, read = asked()
    (result,) = tried([model], read, How(1, RUNS, 5, running, over))
    return json.dumps({"total": _told(result), "by_run": repr(result.by_run)})


def _told(result: Result) -> str:
    return repr([(one.figures, one.median, one.waits, one.ends) for one in result.kinds])


def here(play: Callable[[Part], Played], parts: Sequence[Part]) -> Iterable[Played]:
    return map(play, parts)


@pytest.mark.parametrize("parts", [1, 2, 3, 7, 20])
def test_however_many_parts_it_is_the_same_to_the_byte(parts: int) -> None:
    assert written(Over(parts, here)) == written(None)


def test_every_run_is_played_once_and_in_order() -> None:
    seen: list[Part] = []

    def told(play: Callable[[Part], Played], parts: Sequence[Part]) -> Iterable[Played]:
        seen.extend(parts)
        return map(play, parts)

    written(Over(3, told))
    assert (seen[0].first, seen[-1].after_last) == (0, RUNS)
    assert all(one.after_last == other.first for one, other in pairwise(seen))
    assert [run.number for part in seen for run in play_part(part)] == list(range(RUNS))


def test_parts_put_together_in_another_order_are_caught() -> None:
    """The control: differences are told run by run, so the order of runs matters."""

    def backwards(play: Callable[[Part], Played], parts: Sequence[Part]) -> Iterable[Played]:
        return map(play, parts[::-1])

    assert written(Over(3, backwards)) != written(None)


@pytest.mark.slow
@pytest.mark.parametrize("processes", [1, 2, 3])
def test_over_processes_it_is_the_same_to_the_byte(processes: int) -> None:
    assert written(Over(processes, by_processes)) == written(None)


@pytest.mark.slow
@pytest.mark.parametrize("scheduler", ["synchronous", "processes"])
def test_over_dask_it_is_the_same_to_the_byte(scheduler: str) -> None:
    dask = pytest.importorskip("dask", reason="dask is not installed: make setup")
    spread: Spread = by_dask
    with dask.config.set(scheduler=scheduler):
        assert written(Over(3, spread)) == written(None)
