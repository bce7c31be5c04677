"""Every test that a matter met is told once, with the line that a reader may look up."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from tests.core.governance.small_world import WORLD, changed, line_of, load_from

from samspil.core.errors import Place
from samspil.core.governance import kernel
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.matter import Value, describe
from samspil.core.governance.reasons import Reason, Turn, reasons_for
from samspil.core.units import Money

TOWN = load_from(WORLD, "town")
AT = datetime(2026, 2, 2, 10, tzinfo=ZoneInfo("Europe/Copenhagen"))
LIMIT = 100_000  # 1,000 kroner in 2026, in øre

LIMIT_OF_2026 = line_of(WORLD, "town/parameters.yaml     2026-01-01: {value: 1000, source: assumed}")
WHEN = line_of(
    WORLD, "town/model.yaml             when: [{amount: {over: limit}}, {new_appropriation: true}]"
)
TO = line_of(WORLD, "town/model.yaml             to: # 1")
HEAD_OF_SCHOOLS = Reason(
    "area", "schools", "∈", ("schools",), None, line_of(WORLD, "town/model.yaml   head_recommends:")
)
COUNCIL = line_of(WORLD, "town/model.yaml   council_appropriates:")


def told(
    step: str, outcome: str, mandate: str | None, *, kroner: int, new: bool, model: GovernanceModel = TOWN
) -> tuple[Reason, ...]:
    """Why a purchase for the schools takes a turn on 2 February 2026."""
    program = model.program
    known: dict[str, Value] = {
        "amount": Money.of(kroner),
        "people": 3,
        "new_appropriation": new,
        "area": "schools",
    }
    vector = describe(model, "purchase", {**known, "phase": "idea"})
    at_step = next(one for one in program.steps if one.key == step)
    taken = next(one for one in program.outcomes_of[at_step.index] if one.key == outcome)
    number = [one.key for one in program.mandates].index(mandate) if mandate else kernel.NONE
    reasons = reasons_for(model, Turn(at_step, taken, number), vector, AT)
    return tuple(replace(one, place=Place(one.place.file, one.place.line)) for one in reasons)


def new_appropriation(place: Place) -> Reason:
    return Reason("new_appropriation", "yes", "∈", ("yes",), None, place)


def test_an_amount_is_told_with_the_limit_of_the_day_and_then_why_it_goes_where_it_does() -> None:
    turn = ("screen", "recommend", "head_recommends")
    over = Reason("amount", 2 * LIMIT, ">", LIMIT, "limit", LIMIT_OF_2026)
    assert told(*turn, kroner=2000, new=True) == (over, HEAD_OF_SCHOOLS, new_appropriation(TO))
    assert told(*turn, kroner=2000, new=False) == (over, HEAD_OF_SCHOOLS)


def test_what_outcome_mandate_and_way_all_ask_is_told_once_at_the_outcome_s_line() -> None:
    turn = ("screen", "recommend", "head_recommends")
    assert told(*turn, kroner=1, new=True) == (new_appropriation(WHEN), HEAD_OF_SCHOOLS)


def test_what_only_the_mandate_asks_is_told_at_the_mandate_s_line() -> None:
    turn = ("council", "approve", "council_appropriates")
    assert told(*turn, kroner=1, new=True) == (new_appropriation(COUNCIL),)


def test_without_a_mandate_the_way_alone_has_reasons() -> None:
    way = told("told", "informed", None, kroner=1, new=True)
    assert way == (new_appropriation(line_of(WORLD, "town/model.yaml             to: # 2")),)
    assert told("told", "informed", None, kroner=1, new=False) == ()


@pytest.mark.parametrize(
    ("written", "comparison"), [("over", ">"), ("at_least", "≥"), ("under", "<"), ("at_most", "≤")]
)
def test_a_comparison_is_told_as_it_is_written(written: str, comparison: str) -> None:
    kroner = 2000 if comparison in ">≥" else 500
    return_it = "          return: {to: supplement, needs_reason: true}"
    only_some = return_it[:-1] + f", when: {{amount: {{{written}: limit}}}}}}"
    model = changed("town/model.yaml", (return_it, only_some))
    (reason,) = told("screen", "return", None, kroner=kroner, new=False, model=model)
    assert (reason.comparison, reason.against, reason.parameter) == (comparison, LIMIT, "limit")
