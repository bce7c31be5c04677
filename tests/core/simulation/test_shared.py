"""One workload for several models: what all know is played, by each one's own names; the rest is told."""

from __future__ import annotations

from functools import cache
from typing import Any

from samspil import library
from samspil.core.governance.load import GovernanceModel, load
from samspil.core.simulation.workload.reading import read_workload, refuse_what_does_not_fit
from samspil.core.simulation.workload.shared import share
from samspil.core.simulation.workload.shares import scaled

ASSOCIATION, TIGHT, NETWORK = "storkoebenhavn_association", "tight_association", "gladsaxe_network"
SCREENING = "jammerbugt_purchase_screening"


@cache
def model(key: str) -> GovernanceModel:
    return load(key, library.model_files, library.municipalities())


@cache
def shipped(key: str) -> Any:
    return read_workload(library.workload_file(key), f"{key}.yaml").document.value


def test_what_only_some_models_know_is_left_out_and_told() -> None:
    found = share([model(ASSOCIATION), model(TIGHT)], shipped("association"))
    assert found.left_out == (("joint_purchase", TIGHT), ("activity_plan", TIGHT))
    for case in found.cases:
        assert set(case.workload.spec.arrivals) == {"mandatory_tasks", "voluntary_initiatives"}
        refuse_what_does_not_fit(case.workload, [case.model])


def test_what_is_known_to_all_meets_each_in_the_same_order() -> None:
    """The same source is the same number in each model, by which it meets the same luck."""
    alone, beside = share([model(ASSOCIATION), model(TIGHT)], shipped("association")).cases
    assert list(alone.workload.spec.arrivals) == list(beside.workload.spec.arrivals)
    assert alone.workload.spec.starts == beside.workload.spec.starts


def test_steps_that_a_model_does_not_have_are_not_spoken_of_there() -> None:
    tight = share([model(ASSOCIATION), model(TIGHT)], shipped("association")).cases[1]
    assert "mandatory" not in tight.workload.spec.steps
    assert set(tight.workload.spec.steps) == {"voluntary"}
    assert (tight.unmeasured, tight.people_steps) == (2, 3)  # prepared, followed up, and prepared by itself


def test_a_kind_that_is_called_otherwise_is_found_by_its_nature() -> None:
    """Rudersdal's only kind of idea is an issue; Gladsaxe has four kinds, of which none stands for it."""
    found = share([model(ASSOCIATION), model("rudersdal_committee")], shipped("association"))
    assert found.cases[1].workload.spec.arrivals["voluntary_initiatives"].kind == "issue"
    assert found.cases[1].kinds == {"issue": "voluntary_initiative", "digitalisation_plan": "activity_plan"}
    several = share([model(ASSOCIATION), model(NETWORK)], shipped("association"))
    assert ("voluntary_initiative", NETWORK) in several.left_out


def test_what_a_model_asks_and_nobody_has_said_is_assumed_and_told() -> None:
    written = {**shipped("purchases"), "arrivals": {"wishes": {**shipped("purchases")["arrivals"]["wishes"]}}}
    facts = dict(written["arrivals"]["wishes"]["facts"])
    del facts["personal_data"]
    written["arrivals"]["wishes"]["facts"] = facts
    found = share([model(SCREENING)], written)
    assert found.assumed == ((0, "purchase_request", "personal_data"),)
    assumed = found.cases[0].workload.spec.arrivals["wishes"].facts["personal_data"]
    assert assumed.yes == "0.1"


def test_where_nothing_is_alike_nothing_is_compared() -> None:
    duties = {"tasks": shipped("association")["arrivals"]["mandatory_tasks"]}
    found = share([model(ASSOCIATION), model(SCREENING)], {**shipped("association"), "arrivals": duties})
    assert found.cases == ()
    assert found.left_out == (("mandatory_programme", SCREENING),)


def test_a_model_that_begins_later_moves_the_beginning_of_all() -> None:
    written = {**shipped("association"), "starts": "2010-01-01"}
    found = share([model(ASSOCIATION), model(TIGHT)], written)
    assert {case.workload.spec.starts.isoformat() for case in found.cases} == {"2016-03-01"}


def test_shares_add_up_to_one_whatever_rounding_leaves() -> None:
    every: list[dict[str, int | str]] = [{"a": 1, "b": 1, "c": 1}, {"a": 7}, {"a": "0.3", "b": "0.3", "c": 0}]
    for weights in every:
        assert sum(float(one) for one in scaled(weights).values()) == 1
