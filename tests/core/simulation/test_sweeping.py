"""A sweep tries every combination on the same luck, says what no model can be, and marks what none beats."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from tests.core.simulation.made_models import load_of, queue_files, queues

from samspil import library
from samspil.core.errors import ProblemsError
from samspil.core.governance.load import GovernanceModel, load
from samspil.core.simulation import runs
from samspil.core.simulation.changing import read_change, with_changes
from samspil.core.simulation.loop import running
from samspil.core.simulation.results import Figure
from samspil.core.simulation.sweeping import Over, Row, frontier, in_rows, read_over, sweep, variants
from samspil.core.simulation.trying import How, try_models
from samspil.core.simulation.workload.reading import ReadWorkload

KEY = "storkoebenhavn_association"
HOW: dict[str, Any] = {"years": 1, "runs": 3, "seed": 7, "loop": running}


@cache
def association() -> GovernanceModel:
    return load(KEY, library.model_files, library.municipalities())


def line_of(file: str, before: str, wanted: str) -> int:
    """The line of the first ``wanted`` after the first ``before``, from 1."""
    text = library.model_files(KEY)[file].decode()
    return text.count("\n", 0, text.index(wanted, text.index(before))) + 1


def workload(approve: str = "1") -> ReadWorkload:
    chances = (
        {"approve": 1} if approve == "1" else {"approve": approve, "reject": f"{1 - float(approve):.1f}"}
    )
    return load_of(
        400, {}, warm_up_days=0, steps={"way": {"stage_0": {"outcomes": chances, "source": "assumed"}}}
    )


def test_every_combination_is_a_variant_and_the_first_is_the_model_as_it_is() -> None:
    over = [Over("board_agenda", ("5", "20")), Over("heads_agenda", ("6",)), Over("board_agenda", ("30",))]
    found = variants(association(), library.model_files, over, association().spec.valid_from)
    assert [", ".join(map(str, one.changes)) for one in found] == [
        "",
        "board_agenda=5, heads_agenda=6",
        "board_agenda=20, heads_agenda=6",
        "board_agenda=30, heads_agenda=6",
    ]
    assert found[0].model is association()
    read = [
        one.model.program.book.read("board_agenda", one.model.spec.valid_from).value
        for one in found
        if one.model
    ]
    assert read == [10, 5, 20, 30]
    assert found[1].places[0].line == line_of("parameters.yaml", "board_agenda:", "2016-03-01")


def test_more_combinations_than_anybody_reads_are_refused() -> None:
    over = [
        Over("board_agenda", tuple(map(str, range(1, 16)))),
        Over("heads_agenda", tuple(map(str, range(1, 16)))),
    ]
    with pytest.raises(ProblemsError) as refused:
        variants(association(), library.model_files, over, association().spec.valid_from)
    (problem,) = refused.value.problems
    assert (problem.code, problem.args) == ("too_many_variants", {"number": 225, "most": 200})


def test_what_no_model_can_be_says_so_with_the_models_own_line() -> None:
    over = [Over("board_agenda", ("0", "20"))]
    found = variants(association(), library.model_files, over, association().spec.valid_from)
    assert [one.model is None for one in found] == [False, True, False]
    (problem,) = found[1].problems
    assert problem.code == "out_of_range"
    assert problem.place is not None
    assert problem.place.file == f"{KEY}/model.yaml"
    assert problem.place.line == line_of("model.yaml", "forums:", "agenda: board_agenda")


@pytest.mark.parametrize(
    ("change", "code", "file", "before", "wanted"),
    [
        ("forums.board.papirs=x", "unknown_key", "model.yaml", "\nforums:", "  board:"),
        ("forums.board.calendar.rule=FREQ=SOMETIMES", "bad_recurrence", "model.yaml", "  board:", "rule:"),
        (
            "forums.digital_heads.deciding.rule=loud",
            "not_one_of",
            "model.yaml",
            "  digital_heads:",
            "deciding:",
        ),
        ("board_agenda=a lot", "bad_value", "parameters.yaml", "board_agenda:", "    2016"),
    ],
)
def test_a_change_in_the_model_is_told_where_it_stands_in_the_model(
    change: str, code: str, file: str, before: str, wanted: str
) -> None:
    with pytest.raises(ProblemsError) as refused:
        with_changes(association(), library.model_files, [change], association().spec.valid_from)
    problem = refused.value.problems[0]
    assert problem.place is not None
    assert (problem.code, problem.place.file) == (code, f"{KEY}/{file}")
    assert problem.place.line == line_of(file, before, wanted)


@cache
def swept() -> tuple[Row, ...]:
    model = queues("f", 1000)
    found = variants(
        model, queue_files("f", 1000), [Over("agenda", ("1000", "1", "0"))], model.spec.valid_from
    )
    return sweep(found, workload(), How(**HOW))


def test_what_is_changed_to_what_it_is_differs_in_nothing_at_all() -> None:
    """Common random numbers: the same rules give the same days, run by run."""
    as_it_is, same, one_a_day, none = swept()
    assert as_it_is.differences == {}
    assert {name for name, one in same.differences.items() if one.mean == one.mean} >= {
        "lead_days",
        "approved",
    }
    assert all(one == Figure(0.0, 0.0) for one in same.differences.values() if one.mean == one.mean)
    assert one_a_day.differences["lead_days"].low > 0
    assert (none.result, [one.code for one in none.variant.problems]) == (None, ["out_of_range"])
    assert [row.is_on_frontier for row in swept()] == [True, True, False, False]


def test_a_sweep_is_what_the_models_give_one_by_one() -> None:
    as_it_is, _, one_a_day, _ = swept()
    assert one_a_day.variant.model is not None
    assert as_it_is.variant.model is not None
    both = try_models([as_it_is.variant.model, one_a_day.variant.model], workload(), **HOW)
    told = [row.result.by_run for row in (as_it_is, one_a_day) if row.result]
    assert [repr(one.by_run) for one in both] == [repr(one) for one in told]
    apart = [b - a for a, b in zip(both[0].by_run["p80_days"], both[1].by_run["p80_days"], strict=True)]
    assert one_a_day.differences["p80_days"].mean == pytest.approx(sum(apart) / 3)


def test_rows_can_be_made_of_what_was_tried_one_by_one() -> None:
    rows = in_rows([row.variant for row in swept()], [row.result for row in swept()])
    assert [row.is_on_frontier for row in rows] == [row.is_on_frontier for row in swept()]
    assert [repr(row.differences) for row in rows] == [repr(row.differences) for row in swept()]


def test_what_one_beats_in_nothing_stays() -> None:
    """By hand: the third is as slow as the second and passes less; the fourth has no proposals at all."""
    points = [
        {"median_days": 30.0, "passes": 0.50, "hours": 900.0},
        {"median_days": 45.0, "passes": 0.70, "hours": 900.0},
        {"median_days": 45.0, "passes": 0.60, "hours": 900.0},
        {"median_days": 30.0, "passes": float("nan"), "hours": 900.0},
    ]
    assert frontier(points) == [True, True, False, False]


def test_what_is_nearer_than_is_told_is_the_same() -> None:
    """A twentieth of an hour and a hundredth of a day are not told, so they save nobody."""
    points = [{"median_days": 30.00, "hours": 900.05}, {"median_days": 30.01, "hours": 900.0}]
    assert frontier(points) == [True, True]
    assert frontier([{"median_days": 30.0, "hours": 900.0}, {"median_days": 30.2, "hours": 900.0}]) == [
        True,
        False,
    ]


def test_what_ends_with_a_yes_and_who_decides_are_counted() -> None:
    """Six in ten are approved (3 sigma of so many); a municipality's forum is not local, its people are."""
    (by_forum,) = try_models([queues("f", 1000, may_reject=True)], workload("0.6"), **HOW)
    ended = sum(by_forum.by_run["ended"])
    approved = by_forum.total["approved"].mean
    assert abs(approved - 0.6) < 3 * (0.24 / ended) ** 0.5
    assert by_forum.by_run["locally"] == (0.0, 0.0, 0.0)
    (by_people,) = try_models([queues("p")], load_of(400, {"stage_0": {"fixed": 10}}), **HOW)
    assert by_people.by_run["locally"] == (1.0, 1.0, 1.0)
    assert by_people.by_run["approved"] == (1.0, 1.0, 1.0)


def test_a_variant_to_which_more_comes_than_is_done_says_so_and_the_model_itself_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(runs, "FIRST_ROOM", 16)
    monkeypatch.setattr(runs, "MOST_UNDER_WAY", 128)
    model, many = queues("f", 1000), load_of(2000, {}, warm_up_days=0)
    found = variants(model, queue_files("f", 1000), [Over("agenda", ("1",))], model.spec.valid_from)
    _, full = sweep(found, many, How(**HOW))
    assert (full.result, full.variant.model) == (None, None)
    assert [one.code for one in full.variant.problems] == ["more_comes_than_is_done"]
    with pytest.raises(ProblemsError):
        sweep([replace(found[1], changes=())], many, How(**HOW))


def test_what_is_no_change_is_refused() -> None:
    with pytest.raises(ProblemsError) as refused:
        read_over(["board_agenda"])
    assert refused.value.problems[0].code == "not_a_change"
    change = read_change("forums.board.agenda=heads_agenda")
    assert change.place_in(association()).line == line_of("model.yaml", "  board:", "agenda: board_agenda")
