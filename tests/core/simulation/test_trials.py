"""Variants tried beside each other: as each would be alone, and one that cannot be played bars no other."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from tests.core.simulation.made_models import load_of, queues

from samspil.core.errors import Problem, ProblemsError
from samspil.core.simulation.loop import running
from samspil.core.simulation.runs import Run, Runner
from samspil.core.simulation.told_further import helped_as_data, varied_as_data
from samspil.core.simulation.trial import Trial
from samspil.core.simulation.trials import Trials
from samspil.core.simulation.varying import Chosen, Sort
from samspil.core.simulation.workload.shared import Case


@cache
def case(agenda: int = 3) -> Case:
    model = queues("f", agenda)
    return Case(model, load_of(20, {}), dict.fromkeys(model.spec.kinds, ""), 0, 0)


def played(trials: Trials, times: int = 2) -> Trials:
    for _play in range(times):
        for at in range(len(trials)):
            trials.play(at)
    return trials


def test_each_comes_to_what_it_would_alone() -> None:
    trials = played(Trials([case(), case(1)], 1, 7, running))
    for one, result in zip((case(), case(1)), trials.results(), strict=True):
        alone = Trial([one], 1, 7, running)
        alone.play()
        alone.play()
        assert result is not None
        assert repr(result.by_run) == repr(alone.results()[0].by_run)  # no number is not itself


def test_what_is_no_model_keeps_its_place_and_says_why() -> None:
    trials = played(Trials([case(), (Problem("out_of_range"),), case(1)], 1, 7, running))
    chosen = [(), (Chosen(Sort.AGENDA, "f", "0"),), (Chosen(Sort.AGENDA, "f", "1"),)]
    rows = varied_as_data(trials, chosen)["rows"]
    assert [bool(one["total"]) for one in rows] == [True, False, True]
    assert [[each["code"] for each in one["problems"]] for one in rows] == [[], ["out_of_range"], []]
    assert [one["chosen"] for one in rows][1] == [{"sort": "agenda", "subject": "f", "value": "0"}]


def too_late(one: Case) -> Case:
    """Its workload begins before the model holds."""
    spec = one.workload.spec.model_copy(update={"starts": one.model.spec.valid_from.replace(year=1990)})
    return replace(one, workload=replace(one.workload, spec=spec))


def test_what_cannot_be_laid_out_is_left_but_the_first_must_be() -> None:
    trials = played(Trials([case(), too_late(case())], 1, 7, running))
    assert trials.results()[1] is None
    assert trials.problems[1]
    with pytest.raises(ProblemsError):
        Trials([too_late(case())], 1, 7, running)


def overruns(monkeypatch: pytest.MonkeyPatch, at: int) -> Trials:
    """A million matters under way, of one of them."""
    trials, made = Trials([case(), case(1)], 1, 7, running), 0

    def run(self: Runner, number: int) -> Run:
        nonlocal made
        made += 1
        if made == at + 1:
            raise ProblemsError.of("more_comes_than_is_done")
        return plain(self, number)

    plain = Runner.run
    monkeypatch.setattr(Runner, "run", run)
    return trials


def test_one_that_overruns_is_left_but_the_first_must_be_played(monkeypatch: pytest.MonkeyPatch) -> None:
    trials = played(overruns(monkeypatch, 1), 1)
    assert [one.code for one in trials.problems[1]] == ["more_comes_than_is_done"]
    trials.play(1)
    assert trials.results()[1] is None
    with pytest.raises(ProblemsError):
        overruns(monkeypatch, 0).play(0)


def test_a_remedy_that_cannot_be_played_is_not_told() -> None:
    trials = played(Trials([case(), (Problem("out_of_range"),)], 1, 7, running))
    assert helped_as_data(trials, [None])["tried"] == []  # type: ignore[list-item]
