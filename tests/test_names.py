"""Where the engine tells a key of the model, people read the name that the model gives it."""

from __future__ import annotations

from datetime import date

import pytest

from samspil import library
from samspil.core.errors import Problem
from samspil.core.governance.load import GovernanceModel, load
from samspil.wording.names import named
from samspil.wording.words import Words

WORDS = Words("en")


@pytest.fixture(scope="module")
def association() -> GovernanceModel:
    return load("storkoebenhavn_association", library.model_files, library.municipalities())


@pytest.mark.parametrize(
    ("argument", "key", "name"),
    [
        ("role", "director", "Director in a member municipality"),
        ("roles", "director, requester", "Director in a member municipality, the one who brought the matter"),
        ("forum", "board", "The board"),
        ("body", "forum digital_heads", "The heads of digitalisation"),
        ("body", "role director", "Director in a member municipality"),
        ("body", "members", "the members"),
        ("outcome", "put_to_members", "Put to the members"),
        ("item", "duty", "The legal source"),
        ("items", "duty, deadline", "The legal source, The deadline"),
        ("kind", "voluntary_initiative", "Voluntary initiative"),
        ("kinds", "voluntary_initiative", "Voluntary initiative"),
        ("attribute", "amount", "Total amount for all"),
        ("allowed", "amount", "Total amount for all"),
        ("end", "approved", "Approved"),
        ("member", "0153", "Brøndby"),
        ("members", "0153, 0167", "Brøndby, Hvidovre"),
        ("mandate", "board_proposes", "The board"),
    ],
)
def test_a_key_of_the_model_is_told_by_its_name(
    association: GovernanceModel, argument: str, key: str, name: str
) -> None:
    assert named(Problem("x", {argument: key}), association, WORDS).args == {argument: name}


@pytest.mark.parametrize("argument", ["step", "asked"])
def test_a_step_is_told_by_its_name(association: GovernanceModel, argument: str) -> None:
    said = association.spec.routes["mandatory"].steps["heads"].name.en
    assert named(Problem("x", {argument: "heads"}), association, WORDS).args == {argument: said}


def test_a_phase_is_told_by_its_name() -> None:
    model = load("herning_project_model", library.model_files, library.municipalities())
    assert named(Problem("x", {"phase": "idea"}), model, WORDS).args == {"phase": "Idea"}


@pytest.mark.parametrize(
    ("argument", "given"),
    [
        ("role", "nobody_s"),
        ("body", "crowd of many"),
        ("step", "no_such_step"),
        ("outcome", "no_such_outcome"),
        ("mandate", "another_model_s"),
        ("member", "9999"),
        ("reason", "board"),
        ("forum", date(2026, 3, 2)),
    ],
)
def test_what_the_model_does_not_know_stays_as_it_is(
    association: GovernanceModel, argument: str, given: object
) -> None:
    assert named(Problem("x", {argument: given}), association, WORDS).args == {argument: given}


def test_of_several_those_that_are_known_are_told_by_name(association: GovernanceModel) -> None:
    assert named(Problem("x", {"roles": "director, ghost"}), association, WORDS).args == {
        "roles": "Director in a member municipality, ghost"
    }


def test_what_a_gate_lacks_is_told_by_name() -> None:
    model = load("state_project_model", library.model_files, library.municipalities())
    problem = Problem("gate_lacks_papers", {"papers": "risk_log, operations_involved, unknown"})
    assert named(problem, model, WORDS).args == {"papers": "Risk log, Operations are involved, unknown"}


def test_a_document_is_told_by_name_where_the_phases_have_no_gates_of_their_own() -> None:
    model = load("herning_project_model", library.model_files, library.municipalities())
    assert named(Problem("x", {"papers": "contract"}), model, WORDS).args == {
        "papers": "Contract ready to sign"
    }
