"""What outcomes create: who owes what to whom by when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from samspil.core.errors import ProblemsError
from samspil.core.governance.clocks import count_from, day_zero, local_day, parameter_of
from samspil.core.governance.events import ObligationCreated
from samspil.core.governance.joint_decisions import participants_on
from samspil.core.governance.language.basics import Unit, Who
from samspil.core.governance.language.commitments import Duration, Obligation, Per
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.membership import members_on
from samspil.core.governance.state import State


def obligations_from(
    model: GovernanceModel, state: State, rules: Iterable[str], at: datetime
) -> tuple[ObligationCreated, ...]:
    """The obligations that rules create at ``at``: one, one a participant, or one a member; each time due."""
    return tuple(
        ObligationCreated(at, rule, owed_by, owed_to, due_on, member)
        for rule in rules
        for obligation in [model.spec.obligations[rule]]
        for owed_by, owed_to in [
            (_name(model, state, obligation.owed_by), _name(model, state, obligation.owed_to))
        ]
        for member in _owing(model, state, obligation, at)
        for due_on in _days(model, obligation, at)
    )


def _owing(
    model: GovernanceModel, state: State, obligation: Obligation, at: datetime
) -> tuple[str | None, ...]:
    on = local_day(model, at)
    if obligation.per is Per.PARTICIPANT:
        return participants_on(model, state, on)
    return members_on(model, on) if obligation.per is Per.MEMBER else (None,)


def _days(model: GovernanceModel, obligation: Obligation, at: datetime) -> Iterator[date]:
    """The days due: once, or so many times with the same interval, all counted from ``at``."""
    on, zero = local_day(model, at), day_zero(model, at)
    first = _length(model, obligation.after, on)
    yield count_from(model, zero, *first)
    if obligation.every is None or obligation.times is None:
        return
    interval = _length(model, obligation.every, on)
    times = int(model.program.book.read(obligation.times, on).value)
    for number in range(1, times):
        if interval[1] is first[1]:
            yield count_from(model, zero, first[0] + number * interval[0], first[1])
        else:
            start = count_from(model, zero, *first).toordinal()
            yield count_from(model, start, number * interval[0], interval[1])


def _length(model: GovernanceModel, duration: Duration, on: date) -> tuple[int, Unit]:
    reading = model.program.book.read(parameter_of(duration), on)
    return int(reading.value), reading.unit


def _name(model: GovernanceModel, state: State, who: Who) -> str:
    """A body as obligations name it: ``role benefit_owner``, ``forum board``, ``members``."""
    if who.members:
        return "members"
    attribute = who.forum_for or who.role_for
    if attribute is None:
        return f"forum {who.forum}" if who.forum else f"role {who.role}"
    if attribute not in state.matter.attributes:
        args = {"attribute": attribute, "kind": state.matter.kind}
        raise ProblemsError.of("missing_attribute", model.place("attributes", attribute), **args)
    choice = (model.spec.attributes[attribute].choices or {})[str(state.matter.attributes[attribute])]
    return f"forum {choice.forum}" if who.forum_for else f"role {choice.role}"
