"""Tables as machine code sees them: the same numbers, no index below nought, one sort for every model."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

import numpy as np
import pytest
from numba import njit
from numba.core.errors import TypingError
from tests.core.simulation.made_workloads import made_for

from samspil import library
from samspil.core.governance.load import GovernanceModel, load
from samspil.core.simulation.compiled import Handed, compiled_loop
from samspil.core.simulation.laying_out.world import World, lay_out
from samspil.core.simulation.lent.tables import Lent
from samspil.core.simulation.loop import running
from samspil.core.simulation.loop.ground import Ground
from samspil.core.simulation.rooms import begin_again, furnished
from samspil.core.simulation.runs import Runner
from samspil.core.simulation.workload.reading import read_workload

PARTS = {"common", "danish_municipality", "project_gates"}  # others build on them; nothing comes to them
SHIPPED = sorted(set(library.shipped_models()) - PARTS)


@cache
def shipped(key: str) -> GovernanceModel:
    return load(key, library.model_files, library.municipalities())


@cache
def world(key: str) -> World:
    return lay_out(shipped(key), made_for(shipped(key)), 1)


class Guarded(np.ndarray):
    """An array that refuses what machine code would take from elsewhere."""

    def __getitem__(self, index: Any) -> Any:
        self._refuse(index)
        return super().__getitem__(index)

    def __setitem__(self, index: Any, value: Any) -> None:
        self._refuse(index)
        super().__setitem__(index, value)

    def _refuse(self, index: Any) -> None:
        parts = index if isinstance(index, tuple) else (index,)
        if any(isinstance(part, int | np.integer) and part < 0 for part in parts):
            raise IndexError(f"below nought: {index}")


def guarded(table: Any) -> Any:
    """A table of such arrays, over the same numbers."""
    if isinstance(table, np.ndarray):
        return table.view(Guarded)
    return type(table)(*map(guarded, table)) if isinstance(table, tuple) else table


def play(laid_out: World) -> Ground:
    plan = laid_out.plan
    ground = furnished(plan, 512, 0)
    begin_again(ground, plan, 1, 0)
    found: Ground = guarded(ground)
    running.begin(found)
    assert running.go_on(found) == 0
    return found


def test_no_index_counts_from_the_end() -> None:
    model = shipped("jammerbugt_purchase_screening")
    read = read_workload(library.workload_file("purchases"), "purchases.yaml")
    played = play(lay_out(model, read, 1))
    assert played.decided[:, played.decided.shape[1] - 1].sum() > 0  # by nobody: that stands last
    assert played.ended.sum() > 50


@pytest.mark.slow
@pytest.mark.parametrize("key", SHIPPED)
def test_no_index_counts_from_the_end_in_any_model(key: str) -> None:
    play(world(key))


def test_the_guard_catches_an_index_from_the_end() -> None:
    """The control."""
    rows = guarded(np.arange(6).reshape(2, 3))
    assert rows[1, 2] == 5
    with pytest.raises(IndexError):
        rows[0, -1]
    with pytest.raises(IndexError):
        rows[-1] = 0


def test_one_machine_code_serves_every_model_that_ships() -> None:
    """It is made in half a minute for a sort of table: columns that went by the model would make it again."""
    few = ("jammerbugt_purchase_screening", "gladsaxe_network", "storkoebenhavn_association")
    kinds = {Handed(furnished(world(key).plan, 2, 0)).ground.kind for key in few}
    assert len(kinds) == 1
    other = furnished(world(few[0]).plan, 2, 0)
    assert Handed(other._replace(matter=other.matter[:, :9].copy())).ground.kind not in kinds  # the control


class Few(NamedTuple):
    """A small table."""

    step: Any
    matter: Any
    dist: Any


def few() -> tuple[Few, Lent]:
    """A table of which only ``matter`` is written in, and as it is lent."""
    rows = np.arange(12, dtype=np.int64).reshape(3, 4)
    table = Few(rows, rows * 10, rows / 2)
    return table, Lent(table, frozenset({"step"}), frozenset({"matter"}))


def test_what_is_read_and_written_is_the_arrays_own() -> None:
    arrays, table = few()

    @njit
    def use(t: Any) -> Any:
        row = t.matter[1]
        row[3] += t.step[2, 1]
        t.matter[0, 0] = t.step.shape[0] * 100 + t.step.shape[1]
        return t.dist[1, 3] + t.matter[1, 3] + t.step[1][2] + t.matter.shape[1]

    assert use(table) == 3.5 + (70 + 9) + 6 + 4
    assert arrays.matter[1, 3] == 79
    assert arrays.matter[0, 0] == 304


def test_what_no_run_writes_in_cannot_be_written() -> None:
    _, table = few()

    @njit
    def write(t: Any) -> None:
        t.step[0, 0] = 1

    with pytest.raises(TypingError):
        write(table)


@pytest.mark.parametrize("other", [np.zeros((2, 2), np.int32), np.zeros((2, 3)).T])
def test_what_machine_code_would_read_wrongly_is_refused(other: Any) -> None:
    table, _ = few()
    with pytest.raises(AssertionError, match="dist"):
        Lent(table._replace(dist=other), frozenset(), frozenset())


AROUND = 512


def with_margins(table: Any, kept: list[Any]) -> Any:
    """A table of the same numbers, each array between two margins of 77."""
    if isinstance(table, np.ndarray):
        whole = np.full(table.size + 2 * AROUND, 77, table.dtype)
        whole[AROUND : AROUND + table.size] = table.reshape(-1)
        kept.append(whole)
        return whole[AROUND : AROUND + table.size].reshape(table.shape)
    return type(table)(*(with_margins(one, kept) for one in table)) if isinstance(table, tuple) else table


@pytest.mark.slow
def test_machine_code_writes_beside_no_table_even_after_2042(tmp_path: Any) -> None:
    """A minute of that year is 2^30: with an end of the heap below it, days came out below nought."""
    model = shipped("storkoebenhavn_association")
    read = read_workload(library.workload_file("association"), "association.yaml")
    runner = Runner(lay_out(model, read, 20), 1, compiled_loop(str(tmp_path)))
    kept: list[Any] = []
    runner.ground = with_margins(furnished(runner.plan, 4096, 0), kept)
    runner.handed = Handed(runner.ground)
    assert runner.run(0).events > 1000
    margins = np.concatenate([side for one in kept for side in (one[:AROUND], one[len(one) - AROUND :])])
    assert (margins == 77).all()


@pytest.mark.slow
def test_compiled_and_interpreted_come_to_the_same_under_every_model_that_ships(tmp_path: Any) -> None:
    loop = compiled_loop(str(tmp_path))
    for key in SHIPPED:
        quick, plain = Runner(world(key), 3, loop).run(0), Runner(world(key), 3, running).run(0)
        assert plain.events > 100
        assert all(quick.sums[name].tobytes() == plain.sums[name].tobytes() for name in plain.sums)
