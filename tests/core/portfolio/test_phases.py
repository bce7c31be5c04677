"""Phases hold by what is known, gates lack what is required, and nothing is skipped unseen."""

from __future__ import annotations

from typing import Any

import pytest

from samspil.core.governance.language.commitments import InitiativeForm, ProjectModel
from samspil.core.portfolio.phases import (
    Facts,
    Lacking,
    class_of,
    is_for,
    lacking,
    next_phase,
    phases_that_hold,
)
from samspil.core.units import Money

TEXTS = {"da": "Navn", "en": "Name", "nb": "Navn"}
LIMITS = {"limit": 10_000_000, "few": 3}


def phase(**more: Any) -> dict[str, Any]:
    return {"name": TEXTS, "documents": {}, "source": "assumed", **more}


def project(phases: dict[str, Any], classes: dict[str, Any] | None = None) -> ProjectModel:
    written = {"name": TEXTS, "trained_roles": [], "phases": phases, "source": "assumed"}
    return ProjectModel.model_validate({**written, "classes": classes or {}}, strict=False)


def classes(**forms: list[str]) -> dict[str, Any]:
    return {key: {"name": TEXTS, "forms": of, "source": "assumed"} for key, of in forms.items()}


def facts(form: InitiativeForm = InitiativeForm.PROJECT, **known: Any) -> Facts:
    return Facts(form, LIMITS.__getitem__, known)


WITH_PURCHASE = project(
    {"idea": phase(), "procurement": phase(when={"buys": True}), "closure": phase()},
)


def test_nothing_is_bought_so_there_is_no_procurement_phase() -> None:
    assert phases_that_hold(WITH_PURCHASE, facts(buys=False)) == ("idea", "closure")
    assert next_phase(WITH_PURCHASE, "idea", facts(buys=False)) == "closure"


def test_something_is_bought_so_there_is_one() -> None:
    assert next_phase(WITH_PURCHASE, "idea", facts(buys=True)) == "procurement"


def test_a_phase_is_not_skipped_because_nobody_said_whether_anything_is_bought() -> None:
    assert next_phase(WITH_PURCHASE, "idea", facts()) == "procurement"


def test_the_first_phase_comes_first_and_none_after_the_last() -> None:
    assert next_phase(WITH_PURCHASE, "", facts()) == "idea"
    assert next_phase(WITH_PURCHASE, "closure", facts()) is None


def test_an_initiative_in_a_phase_that_no_longer_holds_goes_on_to_the_next() -> None:
    assert next_phase(WITH_PURCHASE, "procurement", facts(buys=False)) == "closure"


@pytest.mark.parametrize(
    ("when", "known", "holds"),
    [
        ({"amount": {"over": "limit"}}, {"amount": Money(10_000_000, "DKK")}, False),
        ({"amount": {"over": "limit"}}, {"amount": Money(10_000_001, "DKK")}, True),
        ({"amount": {"at_least": "limit"}}, {"amount": Money(9_999_999, "DKK")}, False),
        ({"amount": {"at_least": "limit"}}, {"amount": Money(10_000_000, "DKK")}, True),
        ({"users": {"under": "few"}}, {"users": 3}, False),
        ({"users": {"under": "few"}}, {"users": 2}, True),
        ({"users": {"at_most": "few"}}, {"users": 4}, False),
        ({"users": {"at_most": "few"}}, {"users": 3}, True),
        ({"area": "schools"}, {"area": "care"}, False),
        ({"area": ["schools", "care"]}, {"area": "care"}, True),
        ({"buys": True, "users": {"under": "few"}}, {"buys": True}, True),
        ({"buys": True, "users": {"under": "few"}}, {"buys": False}, False),
        ([{"buys": True}, {"area": "care"}], {"buys": False, "area": "care"}, True),
        ([{"buys": True}, {"area": "care"}], {"buys": False}, True),
        ([{"buys": True}, {"area": "care"}], {"buys": False, "area": "schools"}, False),
    ],
)
def test_a_condition_holds_on_its_side_of_the_limit(when: Any, known: dict[str, Any], holds: bool) -> None:
    model = project({"only": phase(when=when)})
    assert (phases_that_hold(model, facts(**known)) == ("only",)) is holds


def test_each_class_goes_through_its_own_phases() -> None:
    model = project(
        {"idea": phase(), "analysis": phase(classes=["large"]), "trial": phase(classes=["small"])},
        classes(large=["project", "programme"], small=["pilot"]),
    )
    assert phases_that_hold(model, facts()) == ("idea", "analysis")
    assert phases_that_hold(model, facts(InitiativeForm.PILOT)) == ("idea", "trial")
    assert class_of(model, InitiativeForm.PILOT) == "small"
    assert class_of(model, InitiativeForm.TASK) is None


def test_a_model_without_classes_is_for_projects_and_one_with_them_for_its_forms() -> None:
    assert [form.value for form in InitiativeForm if is_for(WITH_PURCHASE, form)] == ["project"]
    pilots = project({"trial": phase()}, classes(pilots=["pilot", "task"]))
    assert [form.value for form in InitiativeForm if is_for(pilots, form)] == ["pilot", "task"]


def gated() -> ProjectModel:
    must = {"name": TEXTS, "source": "assumed"}
    may = {**must, "required": False}
    gate = {"name": TEXTS, "criteria": {"owner": must, "value": must, "risk": may}, "source": "assumed"}
    return project({"idea": phase(documents={"plan": must, "note": must, "sketch": may}, gate=gate)})


def test_a_gate_lacks_what_is_required_and_names_all_of_it() -> None:
    found = lacking(gated().phases["idea"], {"note"}, {"value": False})
    assert found == Lacking(("plan",), ("owner",), ("value",))
    assert found.problem is not None
    assert found.problem.args == {"papers": "plan, owner, value"}


def test_what_is_not_required_is_not_missed() -> None:
    found = lacking(gated().phases["idea"], {"note", "plan"}, {"value": True, "owner": True, "risk": False})
    assert found == Lacking()
    assert found.problem is None


def test_a_phase_without_a_gate_of_its_own_asks_for_its_documents_alone() -> None:
    idea = phase(documents={"note": {"name": TEXTS, "source": "assumed"}})
    assert lacking(project({"idea": idea}).phases["idea"], (), {}) == Lacking(("note",))
