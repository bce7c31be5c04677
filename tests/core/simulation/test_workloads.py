"""A workload that is wrong is refused with the line, before anything runs."""

from __future__ import annotations

from functools import cache

import pytest
from tests.core.simulation.made_models import queues

from samspil import library
from samspil.core.errors import ProblemsError
from samspil.core.governance.load import GovernanceModel, load
from samspil.core.simulation.changing import with_changes
from samspil.core.simulation.workload.reading import read_workload, refuse_what_does_not_fit

FILES = {"association": "storkoebenhavn_association", "purchases": "jammerbugt_purchase_screening"}


@cache
def model_of(key: str) -> GovernanceModel:
    return load(key, library.model_files, library.municipalities())


def test_there_is_a_model_for_every_workload_that_ships() -> None:
    assert set(library.shipped_workloads()) == set(FILES)


@pytest.mark.parametrize("key", FILES)
def test_what_ships_fits_its_model(key: str) -> None:
    refuse_what_does_not_fit(read_workload(library.workload_file(key), key), [model_of(FILES[key])])


def told(text: bytes, *models: GovernanceModel) -> list[tuple[str, int]]:
    with pytest.raises(ProblemsError) as refused:
        refuse_what_does_not_fit(read_workload(text, "w.yaml"), models)
    return [(one.code, one.place.line if one.place else 0) for one in refused.value.problems]


def line_of(text: bytes, part: bytes) -> int:
    return text[: text.index(part)].count(b"\n") + 1


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (b"    kind: joint_purchase", b"    kind: joint_lunch", "unknown_kind"),
        (b"triangular: [6, 18, 48]", b"triangular: [18, 6, 48]", "spread_out_of_order"),
        (b"outcomes: {recommend: 0.9, return: 0.1}, agrees: 0.98, put_again: 2", b"outcomes: {recommend: 0.9, return: 0.2}, put_again: 2", "shares_not_one"),  # noqa: E501
        (b"{put_to_members: 0.95, reject: 0.05}", b"{put_to_members: 0.95, rejct: 0.05}", "workload_names_unknown"),  # noqa: E501
        (b"  board: {attends", b"  bord: {attends", "workload_names_unknown"),
        (b"  coordinator: {number", b"  co_ordinator: {number", "workload_names_unknown"),
        (b"members: {consents: 0.92, declines: 0.06", b"members: {consents: 0.95, declines: 0.06", "answers_above_one"),  # noqa: E501
        (b"      plan_year: {amount: {fixed: 2028}}\n", b"", "workload_lacks_fact"),
        (b"      plan_year: {amount: {fixed: 2028}}", b"      plan_year: {yes: 0.5}", "workload_fact_of_other_type"),  # noqa: E501
        (b"    per_year: 4\n", b"    per_year: many\n", "wrong_value"),
        (b"    source: F4.11", b"    source: hearsay", "bad_form"),
        (b"  effort_hours: 12", b"  efort_hours: 12", "unknown_key"),
    ],
)  # fmt: skip
def test_each_mistake_is_told_with_its_line(old: bytes, new: bytes, code: str) -> None:
    text = library.workload_file("association")
    assert text.count(old) == 1
    wrong = text.replace(old, new)
    found = told(wrong, model_of(FILES["association"]))
    assert code in {one for one, _ in found}
    line = next(line for one, line in found if one == code)
    near = line_of(wrong, new) if new else line_of(text, old)
    assert abs(line - near) <= (4 if code == "workload_lacks_fact" else 1)


def test_members_must_be_said_where_members_are_asked() -> None:
    text = library.workload_file("association")
    cut = text[: text.index(b"\nmembers:")]
    assert told(cut, model_of(FILES["association"])) == [("workload_without_members", 1)]


def test_an_agenda_of_nothing_is_refused_with_the_models_line() -> None:
    text = library.workload_file("association")
    on = read_workload(text, "w.yaml").spec.starts
    model = model_of(FILES["association"])
    with pytest.raises(ProblemsError) as refused:
        with_changes(model, library.model_files, ["board_agenda=0"], on)
    (problem,) = refused.value.problems
    assert (problem.code, problem.args["parameter"]) == ("out_of_range", "board_agenda")


def test_a_step_of_one_of_the_models_is_enough() -> None:
    """Models are compared that have different steps; only what none of them has is a mistake."""
    text = library.workload_file("association")
    found = told(text, queues("p"))
    assert {code for code, _ in found} >= {"workload_names_unknown", "unknown_kind"}
    both = told(text, queues("p"), model_of(FILES["association"]))
    assert {code for code, _ in both} == {"unknown_kind"}


@pytest.mark.parametrize(("change", "code"), [("board_agenda", "not_a_change"), ("forums.board.papirs=x", "unknown_key"), ("board_agenda=a lot", "bad_value")])  # fmt: skip  # noqa: E501
def test_a_change_that_is_none_is_refused(change: str, code: str) -> None:
    model = model_of(FILES["association"])
    with pytest.raises(ProblemsError) as refused:
        with_changes(model, library.model_files, [change], model.spec.valid_from)
    assert code in {one.code for one in refused.value.problems}


def test_a_change_is_a_model_of_its_own() -> None:
    model = model_of(FILES["association"])
    changes = ["board_agenda=20", "forums.board.calendar.months_off=[7, 8]"]
    changed = with_changes(model, library.model_files, changes, model.spec.valid_from)
    assert changed.spec.forums["board"].calendar.months_off == [7, 8]
    assert changed.program.book.read("board_agenda", model.spec.valid_from).value == 20
    assert model.spec.forums["board"].calendar.months_off == []
