"""How far a benefit has come, and what each step asks for."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from samspil.core.errors import Problem


class State(StrEnum):
    """Where a benefit stands. Overdue is no state: it is computed."""

    IDEA = "idea"
    QUALIFIED = "qualified"
    PLANNED = "planned"
    REALISING = "realising"
    REALISED = "realised"
    PARTLY = "partly"
    NOT_REALISED = "not_realised"
    LAPSED = "lapsed"
    HANDED_OVER = "handed_over"


class Asks(StrEnum):
    """What must be there before a step."""

    OWNER = "owner"
    INDICATOR = "indicator"
    BASELINE_APPROVED = "baseline_approved"
    MEASUREMENT = "measurement"
    DECISION = "decision"
    LINE_OWNER = "line_owner"


_ENDS: Final = (State.REALISED, State.PARTLY, State.NOT_REALISED)
# Nothing more is done about these: they are measured and handed over no more.
OVER: Final = frozenset({*_ENDS, State.LAPSED})
_STEPS: Final[Mapping[State, tuple[State, ...]]] = {
    State.IDEA: (State.QUALIFIED, State.LAPSED),
    State.QUALIFIED: (State.PLANNED, State.LAPSED),
    State.PLANNED: (State.REALISING, State.LAPSED),
    State.REALISING: (*_ENDS, State.HANDED_OVER, State.LAPSED),
    State.HANDED_OVER: _ENDS,
    State.REALISED: (),
    State.PARTLY: (),
    State.NOT_REALISED: (),
    State.LAPSED: (),
}
_ASKED: Final[Mapping[State, frozenset[Asks]]] = {
    State.QUALIFIED: frozenset({Asks.OWNER}),
    State.PLANNED: frozenset({Asks.OWNER, Asks.BASELINE_APPROVED}),
    State.REALISING: frozenset({Asks.OWNER}),
    State.REALISED: frozenset({Asks.MEASUREMENT}),
    State.PARTLY: frozenset({Asks.MEASUREMENT}),
    State.NOT_REALISED: frozenset(),
    State.LAPSED: frozenset({Asks.DECISION}),
    State.HANDED_OVER: frozenset({Asks.LINE_OWNER}),
}


def next_of(state: State) -> tuple[State, ...]:
    """Where it can go from a state.

    >>> [one.value for one in next_of(State.IDEA)], next_of(State.LAPSED)
    (['qualified', 'lapsed'], ())
    """
    return _STEPS[state]


def refusal(state: State, to: State, there_is: frozenset[Asks]) -> Problem | None:
    """Why a benefit cannot go on to a state; nothing when it can.

    An idea lapses without a decision: nothing was promised yet.

    >>> str(refusal(State.PLANNED, State.LAPSED, frozenset()))
    'benefit_step_asks to=lapsed lacks=decision'
    """
    if to not in _STEPS[state]:
        return Problem("benefit_step_not_possible", {"state": state.value, "to": to.value})
    found = [one.value for one in lacks(state, to, there_is)]
    return Problem("benefit_step_asks", {"to": to.value, "lacks": ", ".join(found)}) if found else None


def lacks(state: State, to: State, there_is: frozenset[Asks]) -> tuple[Asks, ...]:
    """What a step that can be taken from a state asks for and is not there, in a fixed order.

    >>> [one.value for one in lacks(State.QUALIFIED, State.PLANNED, frozenset({Asks.OWNER}))]
    ['baseline_approved']
    """
    asked = frozenset[Asks]() if (state, to) == (State.IDEA, State.LAPSED) else _ASKED[to]
    return tuple(sorted(asked - there_is, key=lambda one: one.value))


def lapses_by_decision(state: State) -> bool:
    """Whether it takes a decision that it lapses: something has been promised, and is not over.

    >>> [one.value for one in State if lapses_by_decision(one)]
    ['qualified', 'planned', 'realising']
    """
    return state is not State.IDEA and State.LAPSED in _STEPS[state]


def is_planned_by_decision(state: State) -> bool:
    """Whether a new plan takes a decision: the baseline has been approved, and it is not over.

    >>> [one.value for one in State if is_planned_by_decision(one)]
    ['planned', 'realising', 'handed_over']
    """
    return state in {State.PLANNED, State.REALISING, State.HANDED_OVER}
