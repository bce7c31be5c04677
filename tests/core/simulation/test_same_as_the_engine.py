"""The simulator moves matters as the daily work does: one engine, asked twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pytest
from tests.core.simulation.made_workloads import made_for
from tests.core.simulation.replayed import Engine, by_matter, simulated

from samspil import library
from samspil.core.governance import kernel
from samspil.core.governance.forum_decisions import seats_on, tally
from samspil.core.governance.load import GovernanceModel, load
from samspil.core.governance.matter import Refusal, Sitting, Vote
from samspil.core.simulation.laying_out.world import lay_out
from samspil.core.simulation.loop import arriving, forums, hours, members, running, sittings, steps
from samspil.core.simulation.loop import votes as votes_of
from samspil.core.simulation.loop.ground import (
    AGREES,
    ANSWERED,
    BROUGHT,
    BY_CLOCK,
    BY_JOINT_RULE,
    BY_ROUTE,
    CHAIRS,
    CHOSEN,
    M_SERIAL,
    M_STEP,
    NOW,
    QUORATE,
    SEATS,
    Ground,
)
from samspil.core.simulation.runs import Runner

ROWS = 4000
WITH_KINDS = [
    key for key in library.shipped_models() if key not in {"common", "danish_municipality", "project_gates"}
]


@cache
def model_of(key: str) -> GovernanceModel:
    return load(key, library.model_files, library.municipalities())


def played(
    key: str, monkeypatch: pytest.MonkeyPatch, seed: int = 7
) -> tuple[Any, dict[int, tuple[int, ...]]]:
    """A year of a made workload: its trace, and what was known of each matter."""
    vectors: dict[int, tuple[int, ...]] = {}
    real = arriving._know

    def noted(g: Ground, slot: int, source: int, number: int) -> None:
        real(g, slot, source, number)
        vectors[int(g.matter[slot, M_SERIAL])] = tuple(int(one) for one in g.vector[slot])

    monkeypatch.setattr(arriving, "_know", noted)
    model = model_of(key)
    run = Runner(lay_out(model, made_for(model), 1), seed, running, ROWS).run(0)
    assert len(run.trace) < ROWS
    return run.trace, vectors


def assert_the_same(key: str, trace: Any, vectors: dict[int, tuple[int, ...]]) -> None:
    for serial, rows in by_matter(trace).items():
        engine = Engine(model_of(key), vectors[serial], serial)
        assert engine.follow(rows) == simulated(model_of(key), rows)


@pytest.mark.parametrize("key", WITH_KINDS)
def test_both_tell_the_same_of_every_matter(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    trace, vectors = played(key, monkeypatch)
    assert len(vectors) >= 8
    assert_the_same(key, trace, vectors)


def test_the_plays_hold_everything_that_moves_a_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control of the test above: it would show nothing if nothing were late, asked, or sent back."""
    grounds: set[int] = set()
    for key in ("storkoebenhavn_association", "jammerbugt_purchase_screening"):
        trace, _ = played(key, monkeypatch)
        grounds |= {int(row[6]) for row in trace}
        monkeypatch.undo()
    assert grounds == {CHOSEN, BY_CLOCK, BY_JOINT_RULE, BY_ROUTE, BROUGHT, ANSWERED}


def _strict(tables: kernel.Tables, *arguments: Any) -> tuple[int, int, int]:
    """A kernel in which what is exactly at a limit, and all else, is asked the other way round."""
    operators = [
        kernel.OVER if one == kernel.AT_MOST else kernel.AT_MOST if one == kernel.OVER else one
        for one in tables.test_operator
    ]
    return kernel.move(tables._replace(test_operator=operators), *arguments)


def _a_day_late(*arguments: Any) -> int:
    return kernel.due_day(*arguments) + 1


def _everybody_at_once(*arguments: Any) -> int:
    return kernel.settle(True, *arguments[1:])


@pytest.mark.parametrize(
    ("key", "module", "name", "wrong"),
    [
        ("jammerbugt_purchase_screening", steps, "move", _strict),
        ("jammerbugt_purchase_screening", hours, "due_day", _a_day_late),
        ("storkoebenhavn_association", members, "settle", _everybody_at_once),
        ("storkoebenhavn_association", hours, "day_zero", lambda g, at: int(at) // 1440),
    ],
)
def test_a_simulator_with_another_rule_is_caught(
    key: str, module: Any, name: str, wrong: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, name, wrong)
    with pytest.raises(AssertionError):
        assert_the_same(key, *played(key, monkeypatch))


@pytest.mark.parametrize(
    ("key", "least"),
    [("storkoebenhavn_association", 20), ("tight_association", 20), ("rudersdal_committee", 20)],
)
def test_votes_are_counted_as_a_forum_counts_them(
    key: str, least: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever came and however they voted: quorum and majority are what a sitting's own tally says."""
    model, counted = model_of(key), list[bool]()
    said: dict[int, int] = {}
    real_vote, real_carried, real_seats = votes_of._vote, votes_of.is_carried, votes_of.seat_people

    def vote(g: Ground, slot: int, step: int, seat: int) -> int:
        said[int(seat)] = real_vote(g, slot, step, seat)
        return said[int(seat)]

    def sitting(g: Ground, forum: int, votes: dict[int, Vote]) -> tuple[Sitting, date]:
        on = date.fromordinal(int(g.clock[NOW]) // 1440)
        seats = seats_on(model, model.program.forums[forum], on)
        first = int(g.forum[forum, SEATS])
        there = [at for at in range(len(seats)) if g.there[first + at] == 1]
        present = frozenset(seats[at].id for at in there)
        chair = seats[int(g.clock[CHAIRS]) - first].id if there else seats[0].id
        given = {seats[at].id: votes.get(at, Vote.FOR) for at in there}
        return Sitting(model.program.forums[forum], present, given, chair), on

    def carried(g: Ground, forum: int, slot: int, agreed: int) -> bool:
        said.clear()
        answer = real_carried(g, forum, slot, agreed)
        level = g.step[g.matter[slot, M_STEP], AGREES]
        votes = {seat: Vote.FOR if word < level else Vote.AGAINST for seat, word in said.items()}
        held, on = sitting(g, forum, votes)
        assert answer == (not isinstance(tally(model, held, frozenset(), on), Refusal))
        counted.append(bool(answer))
        return answer

    def seat(g: Ground, forum: int, about: int, stream: int) -> None:
        real_seats(g, forum, about, stream)
        held, on = sitting(g, forum, {})
        refusal = tally(model, held, frozenset(), on)
        is_short = isinstance(refusal, Refusal) and refusal.code in {"no_quorum", "seat_is_absent"}
        assert (g.clock[QUORATE] == 0) == is_short
        counted.append(g.clock[QUORATE] == 1)

    monkeypatch.setattr(votes_of, "_vote", vote)
    for module in (forums, sittings):
        monkeypatch.setattr(module, "seat_people", seat)
    monkeypatch.setattr(sittings, "is_carried", carried)
    made = made_for(model)
    shy = {name: one.model_copy(update={"attends": "0.55"}) for name, one in made.spec.forums.items()}
    less = replace(made, spec=made.spec.model_copy(update={"forums": shy}))
    Runner(lay_out(model, less, 2), 3, running).run(0)
    assert counted.count(True) >= least
    assert counted.count(False) >= least
