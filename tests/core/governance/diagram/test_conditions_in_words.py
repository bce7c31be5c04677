"""The condition that stands on an arrow holds for exactly the matters that the engine sends that way."""

from collections.abc import Iterator
from datetime import date
from itertools import product

import pytest
from tests.core.governance.diagram.diagram_world import pictured, shipped

from samspil import library
from samspil.core.governance import kernel
from samspil.core.governance.compiling import branches_of
from samspil.core.governance.conditions import Alternatives
from samspil.core.governance.diagram.conditions_in_words import Conditions
from samspil.core.governance.language.routes import Outcome
from samspil.core.governance.load import GovernanceModel


def holds(conditions: Conditions, alternatives: Alternatives, matter: dict[int, int]) -> bool:
    """A condition tried by hand, without the kernel's own tables."""

    def passes(attribute: int, operator: int, operand: int) -> bool:
        value = matter[attribute]
        if operator == kernel.IN:
            return bool(operand >> value & 1)
        limit = conditions.columns[operand]
        return {
            kernel.OVER: value > limit,
            kernel.AT_LEAST: value >= limit,
            kernel.UNDER: value < limit,
            kernel.AT_MOST: value <= limit,
        }[operator]

    return any(all(passes(*test) for test in clause) for clause in alternatives)


def outcomes(model: GovernanceModel) -> Iterator[Outcome]:
    for route in model.spec.routes.values():
        for step in route.steps.values():
            yield from step.outcomes.values()


def matters(conditions: Conditions, tests: list[Alternatives]) -> Iterator[dict[int, int]]:
    """Every combination of values on both sides of every limit that is named."""
    values: dict[int, set[int]] = {}
    for test in (test for alternatives in tests for clause in alternatives for test in clause):
        if test.operator == kernel.IN:
            key = conditions.words.attributes[test.attribute]
            values.setdefault(test.attribute, set()).update(range(len(conditions.words.values[key])))
        else:
            limit = conditions.columns[test.operand]
            values.setdefault(test.attribute, set()).update({max(0, limit - 1), limit, limit + 1})
    for combination in product(*(sorted(one) for one in values.values())):
        yield dict(zip(values, combination, strict=True))


@pytest.mark.parametrize("key", ["pictured", *library.shipped_models()])
def test_each_matter_that_an_outcome_is_open_to_goes_where_one_arrow_says(key: str) -> None:
    model = pictured() if key == "pictured" else shipped(key)
    conditions = Conditions(model, model.spec.valid_from, "en")
    for outcome in outcomes(model):
        branches = branches_of(outcome)
        written = [conditions.words.alternatives(one) for one in (outcome.when, *(b.when for b in branches))]
        exact = [
            conditions.exactly(outcome.when, branch.when, [one.when for one in branches[:number]])
            for number, branch in enumerate(branches)
        ]
        for matter in matters(conditions, written):
            is_open = holds(conditions, written[0], matter)
            first = next(
                number for number, branch in enumerate(written[1:]) if holds(conditions, branch, matter)
            )
            said = [holds(conditions, one, matter) for one in exact]
            assert said == [is_open and number == first for number in range(len(branches))]


def in_words(
    guard: object, branch: object = None, before: tuple[object, ...] = (), language: str = "en"
) -> str:
    conditions = Conditions(pictured(), date(2024, 1, 1), language)
    spec = Outcome.model_validate({"to": "x", "when": guard}).when
    then = Outcome.model_validate({"to": "x", "when": branch}).when
    earlier = [Outcome.model_validate({"to": "x", "when": one}).when for one in before]
    return conditions.in_words(conditions.exactly(spec, then, earlier)).replace("\u00a0", " ")


LIMIT = {"amount": {"at_most": "head_consent_limit"}}
OVER = {"amount": {"over": "head_consent_limit"}}


def test_what_always_holds_is_not_said() -> None:
    assert in_words(None) == ""


def test_a_limit_is_said_with_its_value_in_each_language() -> None:
    assert in_words(LIMIT) == "Amount for the municipality ≤ DKK 250,000"
    assert in_words(LIMIT, language="da") == "Beløb for kommunen ≤ 250.000 kr."
    assert in_words(OVER, language="nb") == "Beløp for kommunen > 250 000 danske kr"


def test_otherwise_is_said_as_what_it_means() -> None:
    assert in_words(None, None, (LIMIT,)) == "Amount for the municipality > DKK 250,000"


def test_what_cannot_be_has_no_words() -> None:
    assert in_words(LIMIT, OVER) == ""


def test_all_but_one_value_is_said_as_not_that_one() -> None:
    assert in_words({"theme": ["health", "schools"]}) == "Theme: not Roads"


def test_several_values_stand_side_by_side() -> None:
    assert in_words({"theme": "roads"}) == "Theme: Roads"
    assert in_words({"level": ["low", "middle"]}) == "Level: Low / Middle"
    assert in_words({"phase": "build"}) == "Phase: Building"
    assert in_words({"phase": ["start", "build"]}) == ""


def test_alternatives_are_joined_by_or_without_what_one_makes_needless() -> None:
    either = [LIMIT, OVER | {"new_appropriation": True}]
    assert in_words(either) == ("Amount for the municipality ≤ DKK 250,000 or needs a new appropriation: yes")


def test_the_tighter_of_two_tests_is_said_once() -> None:
    assert in_words(LIMIT, LIMIT) == "Amount for the municipality ≤ DKK 250,000"
    assert in_words({"theme": ["health", "schools"]}, {"theme": ["schools", "roads"]}) == "Theme: Schools"
    under = {"amount": {"under": "head_consent_limit"}}
    assert in_words(LIMIT, under) == in_words(under, LIMIT) == "Amount for the municipality < DKK 250,000"


def test_an_alternative_inside_another_is_left_out() -> None:
    assert in_words([LIMIT, LIMIT | {"theme": "roads"}]) == "Amount for the municipality ≤ DKK 250,000"


def test_the_wider_of_two_alternatives_is_said_whichever_comes_first() -> None:
    assert in_words([LIMIT | {"theme": "roads"}, LIMIT]) == "Amount for the municipality ≤ DKK 250,000"
    inside = {"theme": ["schools", "roads"]}, {"theme": "roads"}
    assert in_words([*inside, {"theme": "health", "new_appropriation": True}]) == (
        "Theme: not Health or needs a new appropriation: yes"
    )


def test_no_line_breaks_between_a_sign_and_its_amount_or_a_name_and_its_one_value() -> None:
    conditions = Conditions(pictured(), date(2024, 1, 1), "en")

    def said(**when: object) -> str:
        spec = Outcome.model_validate({"to": "x", "when": when}).when
        return conditions.in_words(conditions.exactly(spec, None, []))

    assert said(**LIMIT) == "Amount for the municipality ≤\u00a0DKK\u00a0250,000"
    assert said(theme="roads") == "Theme:\u00a0Roads"
    assert said(level=["low", "middle"]) == "Level: Low / Middle"


def test_limits_are_those_of_the_day() -> None:
    day = date(2024, 1, 1)
    assert Conditions(pictured(), day, "en").columns == pictured().program.book.columns_on(day.toordinal())[0]
