"""Figures of many benefits, worked out by hand; and the steps of one."""

from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest

from samspil.core.benefits.figures import Figure, Followed, figures
from samspil.core.benefits.states import Asks, State, next_of, refusal
from samspil.core.errors import ProblemsError
from samspil.core.units import Money

ALL_KNOWN = Followed(
    has_owner=True,
    has_baseline=True,
    has_target=True,
    due=4,
    in_time=3,
    promised=Money.of(200),
    planned=Money.of(120),
    measured=Money.of(90),
    taken_home=Money.of(45),
    slipped_months=2,
)
UNMEASURED = replace(
    ALL_KNOWN,
    has_owner=False,
    due=2,
    in_time=0,
    planned=Money.of(80),
    measured=None,
    taken_home=Money(0),
    slipped_months=5,
)


def test_the_figures_of_two_benefits() -> None:
    found = figures([ALL_KNOWN, UNMEASURED])
    assert found.coverage == Figure(Fraction(1, 2), 2)
    assert found.follow_up == Figure(Fraction(1, 2), 6)
    # Of what has been measured alone: what nobody has measured is told beside it and is no zero.
    assert found.realisation == Figure(Fraction(3, 4), 12_000)
    assert found.unmeasured == Figure(Fraction(2, 5), 20_000)
    assert found.cashing == Figure(Fraction(1, 2), 9_000)
    assert found.bias == Figure(Fraction(11, 9), 9_000)
    assert found.slip == 3.5


def test_of_nothing_everything_is_unknown_and_nothing_is_nought() -> None:
    found = figures([])
    unknown = Figure(None, 0)
    assert (found.coverage, found.follow_up, found.realisation, found.cashing) == (unknown,) * 4
    assert (found.bias, found.unmeasured, found.slip) == (unknown, unknown, None)


def test_amounts_of_two_currencies_are_not_added() -> None:
    norwegian = replace(ALL_KNOWN, measured=Money.of(90, "NOK"))
    with pytest.raises(ProblemsError, match="currency_mismatch"):
        figures([ALL_KNOWN, norwegian])


def test_every_step_that_is_possible_asks_for_something_or_is_free() -> None:
    everything = frozenset(Asks)
    for state, to in product(State, State):
        said = refusal(state, to, everything)
        assert (said is None) == (to in next_of(state))
        assert said is None or said.code == "benefit_step_not_possible"


def test_what_was_promised_lapses_by_a_decision_only() -> None:
    for state in (State.QUALIFIED, State.PLANNED, State.REALISING):
        assert str(refusal(state, State.LAPSED, frozenset())) == "benefit_step_asks to=lapsed lacks=decision"
        assert refusal(state, State.LAPSED, frozenset({Asks.DECISION})) is None
    assert refusal(State.IDEA, State.LAPSED, frozenset()) is None


def test_nothing_is_realised_without_a_measurement_nor_planned_without_a_baseline() -> None:
    owned = frozenset({Asks.OWNER})
    for end in (State.REALISED, State.PARTLY):
        assert str(refusal(State.REALISING, end, owned)) == f"benefit_step_asks to={end} lacks=measurement"
    assert str(refusal(State.QUALIFIED, State.PLANNED, frozenset())) == (
        "benefit_step_asks to=planned lacks=baseline_approved, owner"
    )
    assert refusal(State.REALISING, State.NOT_REALISED, frozenset()) is None
    assert str(refusal(State.REALISING, State.HANDED_OVER, owned)) == (
        "benefit_step_asks to=handed_over lacks=line_owner"
    )
