"""A run is the same whenever it is asked for, keeps its books to the minute, and finds the room it needs."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest
from tests.core.simulation.made_models import load_of, queues
from tests.core.simulation.made_workloads import made_for

from samspil import library
from samspil.core.errors import ProblemsError
from samspil.core.forecasting.futures.chance import philox
from samspil.core.governance.load import GovernanceModel, load
from samspil.core.simulation import runs
from samspil.core.simulation.compiled import compiled_loop
from samspil.core.simulation.laying_out.world import World, lay_out
from samspil.core.simulation.loop import ground as g
from samspil.core.simulation.loop import running
from samspil.core.simulation.loop.chance import words
from samspil.core.simulation.runs import Run, Runner
from samspil.core.simulation.workload.reading import read_workload


@cache
def association() -> World:
    model = load("storkoebenhavn_association", library.model_files, library.municipalities())
    read = read_workload(library.workload_file("association"), "association.yaml")
    return lay_out(model, read, 3)


@cache
def played(number: int) -> Run:
    return Runner(association(), 5, running).run(number)


def same(one: Run, other: Run) -> bool:
    return all(one.sums[name].tobytes() == other.sums[name].tobytes() for name in one.sums)


def test_the_same_seed_and_number_give_the_same_to_the_byte() -> None:
    runner = Runner(association(), 5, running)
    runner.run(0)
    assert same(runner.run(1), played(1))
    assert not same(played(0), played(1))
    assert not same(played(1), Runner(association(), 6, running).run(1))


def test_a_run_that_needs_more_room_comes_to_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "FIRST_ROOM", 2)
    assert same(Runner(association(), 5, running).run(0), played(0))


def test_littles_law_holds_exactly_on_every_path() -> None:
    """The area below the matters under way is what each was under way, to the minute (Little 1961)."""
    for number in range(3):
        run = played(number)
        ages = run.sums["by_source"][:, g.K_AGES] + run.open_ages
        assert (run.sums["by_source"][:, g.K_AREA] == ages).all()
        assert ages.sum() > 0


def test_the_causes_add_up_to_the_whole_time() -> None:
    source = played(0).sums["by_source"]
    assert (source[:, g.K_WAIT :].sum(axis=1) == source[:, g.K_WHOLE]).all()
    assert source[:, g.K_WHOLE].sum() > 0
    step = played(0).sums["by_step"]
    assert step[:, g.S_TIME].sum() > 0


def test_the_words_are_those_of_the_published_generator() -> None:
    """Known answers of Random123, and the generator that futures are drawn with."""
    assert words(0, 0, 0, 0, 0, 0) == (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)
    low = 0xFFFFFFFF
    assert words(low, low, low, low, low, low) == (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)
    out = np.empty((4, 1), np.uint32)
    plain = getattr(philox, "py_func", philox)  # without the compiler it is plain already
    plain(np.array([[1], [2], [3], [4]], np.uint32), np.array([5, 6], np.uint32), out)
    assert words(1, 2, 3, 4, 5, 6) == tuple(int(one) for one in out[:, 0])


def test_the_same_matters_come_whatever_is_changed_in_the_model() -> None:
    """Common random numbers: another agenda changes when things are decided, not what comes."""
    brought = []
    for agenda in (1, 1000):
        world = lay_out(queues("f", agenda), load_of(60, {}, warm_up_days=0), 2)
        brought.append(Runner(world, 1, running, trace_rows=500).run(0))
    came = [[row[0] for row in run.trace if row[6] == g.BROUGHT] for run in brought]
    assert came[0] == came[1]
    assert len(came[0]) > 50


def test_more_than_can_be_done_is_said_and_does_not_run_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "FIRST_ROOM", 64)
    monkeypatch.setattr(runs, "MOST_UNDER_WAY", 128)
    read = load_of(1000, {"stage_0": {"fixed": 3000}}, {"people_0": 1})
    with pytest.raises(ProblemsError) as refused:
        Runner(lay_out(queues("p"), read, 1), 1, running).run(0)
    (problem,) = refused.value.problems
    assert problem.code == "more_comes_than_is_done"
    assert problem.args["body"] == "people_0"


def test_what_time_has_moved_on_was_too_late() -> None:
    model = load("jammerbugt_purchase_screening", library.model_files, library.municipalities())
    run = Runner(lay_out(model, made_for(model), 2), 1, running, trace_rows=4000).run(0)
    by_clock = [int(row[g.T_STEP]) for row in run.trace if row[g.T_GROUND] == g.BY_CLOCK]
    late = run.sums["by_step"][:, g.S_LATE]
    assert len(by_clock) > 5
    assert all(late[step] >= by_clock.count(step) for step in set(by_clock))
    screen = next(step.index for step in model.program.steps if step.key == "screen")
    assert late[screen] == by_clock.count(screen) > 0


@pytest.mark.slow
def test_compiled_and_interpreted_come_to_the_same(tmp_path: Any) -> None:
    compiled = Runner(association(), 5, compiled_loop(str(tmp_path)))
    for number in range(3):
        assert same(compiled.run(number), played(number))


def test_what_is_known_of_a_matter_follows_its_chances() -> None:
    """Four in a hundred wishes need new money (the shipped workload): 3 sigma of so many wishes."""
    model: GovernanceModel = load(
        "jammerbugt_purchase_screening", library.model_files, library.municipalities()
    )
    read = read_workload(library.workload_file("purchases"), "purchases.yaml")
    run = Runner(lay_out(model, read, 2), 1, running).run(0)
    by_end = dict(zip(model.program.ends, run.sums["ended"].sum(axis=0), strict=True))
    assert by_end["approved"] > by_end["rejected"] > 0
    brought = int(run.sums["by_source"][0, g.K_BROUGHT])
    assert abs(brought - 360) < 3 * 360**0.5
