"""The picture in words can be followed by ear."""

from datetime import date

import pytest
from tests.core.governance.diagram.diagram_world import pictured, shipped

from samspil import library
from samspil.core.governance.diagram import describe
from samspil.core.governance.load import GovernanceModel

LANGUAGES = ("da", "en", "nb")


def model_of(key: str) -> GovernanceModel:
    return pictured() if key == "pictured" else shipped(key)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", ["pictured", *library.shipped_models()])
def test_every_route_step_outcome_and_forum_is_told(key: str, language: str) -> None:
    model = model_of(key)
    told = describe(model, language).splitlines()
    for route in model.spec.routes.values():
        for number, step in enumerate(route.steps.values(), start=1):
            begins = f"{number}. {step.name.in_language(language)} ("
            assert any(line.startswith(begins) for line in told), begins
            for outcome_key, outcome in step.outcomes.items():
                name = (outcome.name or model.spec.terms.outcomes[outcome_key].name).in_language(language)
                assert any(line.startswith(f"   - {name}") for line in told), name
    for forum in model.spec.forums.values():
        assert any(line.startswith(f"- {forum.name.in_language(language)}: ") for line in told)


def test_a_step_is_told_with_who_clock_checklist_and_where_each_outcome_leads() -> None:
    told = describe(pictured(), "en", "plan").splitlines()
    start = told.index(
        "1. Look at it & say so (screening). "
        "Who: By theme (Health: Adviser; Schools: Lawyer; Roads: Lawyer). Deadline: 10 working days."
    )
    assert told[start + 1 : start + 5] == [
        "   Checklist: One point.",
        "   Documents of the project model.",
        "   - Wait: to step 1, Look at it & say so.",
        "   - Recommend, if needs a new appropriation: yes: to step 4, The committee recommends.",
    ]
    assert "   - After 2 times at most: end, Lapsed." in told


def test_a_route_is_told_with_its_kinds_and_whoever_of_them_may_bring_one() -> None:
    told = describe(pictured(), "en", "plan").splitlines()
    brought_by = "Brought by adviser, lawyer, director, mayor or head of digitalisation."
    assert told[told.index("Route: From plan to running") + 1] == f"Plan for A<B & C. {brought_by}"


def test_an_end_whose_name_is_not_its_result_is_told_with_it() -> None:
    assert "   - Done: end, Running (approved)." in describe(pictured(), "en")


def test_what_an_outcome_creates_is_told() -> None:
    assert "this creates the obligation Tell how it went." in describe(pictured(), "en")


def test_withdrawing_and_parking_are_told_with_who_and_how_long() -> None:
    told = describe(pictured(), "en", on=date(2025, 6, 1))
    assert "Can be withdrawn by the one who brought the matter: end, Lapsed." in told
    assert "Can be parked by the one who brought the matter or adviser, for 7 months at most." in told


def test_a_forum_for_a_time_says_until_when() -> None:
    assert "works until 2034-06-30." in describe(pictured(), "en")


def test_no_hard_space_is_left_for_a_voice_to_stumble_over() -> None:
    assert "\u00a0" not in describe(pictured(), "nb")


def test_a_part_of_models_without_routes_is_told_by_name_only() -> None:
    assert describe(shipped("common"), "da").splitlines()[0] == "Fælles ord"


def test_the_smallest_route_is_told_line_by_line() -> None:
    assert describe(pictured(), "en", "spare").splitlines() == [
        "Running & developing <together>",
        "Everything at once",
        "",
        "Route: A route without matters",
        "Begins at step 1, Notice.",
        "1. Notice (notification). Who: Adviser. Deadline: at once.",
        "   - Informed: end, Noted.",
        "Can be withdrawn by adviser: end, Withdrawn.",
        "",
        "Roles on the way: Adviser.",
    ]


def test_it_is_told_in_danish_unless_another_language_is_asked_for() -> None:
    assert describe(shipped("common")) == describe(shipped("common"), "da")


def test_what_is_known_of_a_forum_stands_in_one_sentence() -> None:
    told = describe(pictured(), "en", "plan").splitlines()
    (group,) = [line for line in told if line.startswith("- The task group: ")]
    facts = group.removeprefix("- The task group: ").removesuffix(".").split("; ")
    assert facts[:2] == ["operational", "meets every month, first Wednesday"]
    assert facts[3:] == ["decides by the chair's decision", "works until 2034-06-30"]
    assert told[told.index("Forums:") - 1] == ""
