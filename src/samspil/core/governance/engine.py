"""The engine: one entry in, events out, or a refusal that names the rule, the file and the line.

Every transition goes through ``kernel.move``; what stands here finds out who acts, and whether the
matter rests, has ended, or is out of time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from samspil.core.errors import ProblemsError
from samspil.core.governance import kernel
from samspil.core.governance.bodies import acting_refusal, places_at
from samspil.core.governance.checklists import items_of, open_items
from samspil.core.governance.clocks import clock, count_from, day_zero, local_day
from samspil.core.governance.entries import (
    AnswerAsMember,
    AnswerItem,
    Choose,
    Entry,
    JoinLate,
    LeaveJoint,
    MoveToVersion,
    Park,
    PassTime,
    Recuse,
    Resume,
    Withdraw,
)
from samspil.core.governance.events import (
    Amended,
    Ended,
    Events,
    ItemAnswered,
    Parked,
    Recused,
    Registered,
    Resumed,
    Withdrawn,
)
from samspil.core.governance.joining import join_late, leave_joint
from samspil.core.governance.joint_decisions import answer_joint, settlement
from samspil.core.governance.language.known_words import LATE, REQUESTER
from samspil.core.governance.language.organisation import Effect
from samspil.core.governance.language.routes import Do
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.matter import Actor, Ground, Matter, Refusal, kind_of, refuse
from samspil.core.governance.moving import move_to_version
from samspil.core.governance.program import CompiledOutcome
from samspil.core.governance.standing import (
    Standing,
    bring,
    current_step,
    refuse_skipped_phase,
    time_is_up,
)
from samspil.core.governance.state import State, apply, apply_all, replay
from samspil.core.governance.transitions import arrive, by_itself, move
from samspil.core.governance.unit_needed import refuse_without_unit

__all__ = ["current_step", "decide", "register"]


def register(model: GovernanceModel, matter: Matter, actor: Actor, at: datetime) -> Events | Refusal:
    """Bring a matter: it is registered and comes to the first step of its kind's route.

    Args:
        model: the model that it is brought under; its digest is written in the first event.
        matter: complete; money is whole øre, ids are the caller's.
        actor: who brings it, with a role that the kind is ``brought_by``.
        at: when, with a zone; told in UTC by the events.

    Returns the events, oldest first, or a refusal (``may_not_bring``, ``missing_attribute``,
    ``model_not_valid_yet`` and the like) with the line of the model. Nothing is raised.

    Complexity: the attributes of the kind, and the steps that happen by themselves.

    >>> from datetime import datetime
    >>> from zoneinfo import ZoneInfo
    >>> from samspil import library
    >>> from samspil.core.governance import Money, load
    >>> model = load("jammerbugt_purchase_screening", library.model_files, library.municipalities())
    >>> known = {"new_appropriation": False, "personal_data": True, "replaces_system": False}
    >>> wish = Matter("m1", "purchase_request", {"amount": Money.of(40000), **known}, "anna")
    >>> monday = datetime(2026, 11, 23, 10, tzinfo=ZoneInfo("Europe/Copenhagen"))
    >>> anna = Actor("anna", frozenset({"employee"}))
    >>> [type(event).__name__ for event in register(model, wish, anna, monday)]
    ['Registered', 'Entered']
    >>> register(model, wish, Actor("bo", frozenset({"mayor"})), monday).code
    'may_not_bring'
    """
    try:
        return _register(model, matter, actor, at)
    except ProblemsError as error:
        return _refused(model, error)


def _register(model: GovernanceModel, matter: Matter, actor: Actor, at: datetime) -> Events | Refusal:
    _, start = bring(model, matter, at)
    kind = kind_of(model, matter.kind)
    if not actor.roles & set(kind.brought_by):
        path = ("kinds", matter.kind, "brought_by")
        return refuse(model, path, "may_not_bring", roles=", ".join(kind.brought_by))
    at = at.astimezone(UTC)
    registered = Registered(at, matter, model.key, model.digest)
    return (registered, *arrive(model, replay([registered]), start, at))


def decide(model: GovernanceModel, state: State, entry: Entry) -> Events | Refusal:
    """What an entry does to a matter.

    Returns the events that follow, oldest first, or a refusal; ``state`` is left as it was. The same
    model, state and entry always give the same answer.

    Args:
        model: the version that the matter goes by: the one it was brought under, or was last moved to by a
            decision (``MoveToVersion``); another is refused (``another_version``).
        state: what the matter's events add up to.
        entry: what somebody does, at a moment with a zone that is not before the last event's.

    Raises:
        AssertionError: never for values this package made.

    Complexity: the mandates and outcomes of the step; a joint answer also the members.

    >>> from datetime import datetime
    >>> from zoneinfo import ZoneInfo
    >>> from samspil import library
    >>> from samspil.core.governance import Money, load
    >>> model = load("jammerbugt_purchase_screening", library.model_files, library.municipalities())
    >>> known = {"new_appropriation": False, "personal_data": True, "replaces_system": False}
    >>> wish = Matter("m1", "purchase_request", {"amount": Money.of(40000), **known}, "anna")
    >>> monday = datetime(2026, 11, 23, 10, tzinfo=ZoneInfo("Europe/Copenhagen"))
    >>> state = replay(register(model, wish, Actor("anna", frozenset({"employee"})), monday))
    >>> expert = Actor("eva", frozenset({"it_expert"}))
    >>> decide(model, state, Choose("screen", "approve", expert, monday)).code
    'items_are_open'
    >>> asked = decide(model, state, Choose("screen", "return", expert, monday, reason="Pris?"))
    >>> [type(event).__name__ for event in asked]
    ['Decided', 'Entered']
    """
    if state.digest != model.digest:
        return refuse(model, ("version",), "another_version", model=state.model)
    if entry.at.utcoffset() is None:
        return refuse(model, ("working_time", "zone"), "naive_time", at=entry.at)
    entry = replace(entry, at=entry.at.astimezone(UTC))  # in one zone an hour that comes twice is one
    if entry.at < state.at:
        return refuse(model, ("working_time",), "time_goes_backwards", at=entry.at, last=state.at)
    try:
        return _decide(model, state, entry)
    except ProblemsError as error:
        return _refused(model, error)


def _refused(model: GovernanceModel, error: ProblemsError) -> Refusal:
    """The first problem as a refusal; what the calendar cannot count stands with the working time."""
    problem = error.problems[0]
    if problem.place is None:
        return refuse(model, ("working_time",), problem.code, **problem.args)
    return Refusal(problem)


def _decide(model: GovernanceModel, state: State, entry: Entry) -> Events | Refusal:
    step = current_step(model, state)
    here = None if step is None else Standing(model, state, step)
    if here and not isinstance(entry, PassTime) and (refusal := _time_refusal(here, entry.at)):
        return refusal
    at_any_time = _AT_ANY_TIME.get(type(entry))
    if at_any_time is not None:
        return at_any_time(model, state, entry)
    if here is None:
        return refuse(model, ("terms", "ends", str(state.end)), "matter_has_ended", end=state.end)
    return _rest_refusal(here, entry) or _AT_A_STEP[type(entry)](here, entry)


def _rest_refusal(here: Standing, entry: Entry) -> Refusal | None:
    """Nothing is done to a matter that rests but taking it up or back."""
    until = here.state.parked_until
    if until is not None and not isinstance(entry, Resume | Withdraw):
        return refuse(here.model, ("routes", here.step.route, "park"), "matter_is_parked", until=until)
    return None


def _time_refusal(here: Standing, at: datetime) -> Refusal | None:
    """What time has moved is moved first, so that the history is the same whenever that is asked for."""
    up_at = time_is_up(here.model, here.step, here.state, at)
    if up_at is None:
        return None
    if here.state.parked_until is not None:
        path = ("routes", here.step.route, "park")
        return refuse(here.model, path, "rest_is_over", until=here.state.parked_until)
    return here.refuse(("clock",), "clock_has_run_out", due=up_at)


def _choose(here: Standing, entry: Choose) -> Events | Refusal:
    if entry.step != here.step.key:
        return here.refuse((), "matter_is_elsewhere", asked=entry.step, step=here.step.key)
    outcome = here.outcome(entry.outcome)
    if outcome is None:
        known = ", ".join(here.step.spec.outcomes)
        return here.refuse(("outcomes",), "unknown_outcome", outcome=entry.outcome, known=known)
    if refusal := _choice_refusal(here, outcome, entry):
        return refusal
    if refusal := acting_refusal(here.model, here.state, here.step, entry):
        return refusal
    amended = (Amended(entry.at, dict(entry.amends)),) if entry.amends else ()
    after = here.after(amended)
    refuse_skipped_phase(here.model, after.state.matter, entry.at)
    moved = move(after, outcome, entry)
    if isinstance(moved, Refusal):
        return moved
    if amended and (step := current_step(here.model, then := apply_all(after.state, moved))):
        refuse_without_unit(here.model, then.matter, step.index, entry.at)
    return (*amended, *moved)


def _choice_refusal(here: Standing, outcome: CompiledOutcome, entry: Choose) -> Refusal | None:
    path = ("outcomes", outcome.key)
    if outcome.effect is Effect.AUTOMATIC:
        return here.refuse(path, "nobody_chooses_this", outcome=outcome.key)
    if outcome.spec.needs_reason and not entry.reason.strip():
        return here.refuse(path, "reason_is_missing", outcome=outcome.key)
    missing = open_items(here.model, here.state, here.step, entry.at) if outcome.spec.needs_items else []
    if missing:
        return here.refuse(path, "items_are_open", outcome=outcome.key, items=", ".join(missing))
    for attribute in sorted(set(entry.amends) - set(outcome.spec.amends)):
        allowed = ", ".join(outcome.spec.amends)
        return here.refuse(path, "may_not_amend", attribute=attribute, allowed=allowed)
    return None


def _pass_time(model: GovernanceModel, state: State, entry: PassTime) -> Events:
    """All that has come by itself by now, each dated when its time was up, whenever this is asked."""
    events: Events = ()
    while True:
        step = current_step(model, state)
        up_at = None if step is None else time_is_up(model, step, state, entry.at)
        if step is None or up_at is None:
            return events
        more = _moved_by_time(Standing(model, state, step), max(up_at, state.at))
        assert more, "time that is up moves a matter"
        state, events = apply_all(state, more), (*events, *more)


def _moved_by_time(here: Standing, at: datetime) -> Events:
    if here.state.parked_until is not None:
        return _resumed(here, at, None)
    if here.step.spec.do is Do.CONSENT:
        return _settle(here, at, time_is_up=True)
    return by_itself(here, LATE, Ground.CLOCK, at)


def _settle(here: Standing, at: datetime, *, time_is_up: bool) -> Events:
    verdict = settlement(here.model, here.state, here.step, at, time_is_up=time_is_up)
    if verdict == kernel.PENDING:
        return ()
    return by_itself(here, "carried" if verdict == kernel.CARRIED else "fallen", Ground.JOINT_RULE, at)


def _answer_as_member(here: Standing, entry: AnswerAsMember) -> Events | Refusal:
    event = answer_joint(here.model, here.state, here.step, entry)
    if isinstance(event, Refusal):
        return event
    return (event, *_settle(here.after((event,)), entry.at, time_is_up=False))


def _answer_item(here: Standing, entry: AnswerItem) -> Events | Refusal:
    if entry.step != here.step.key:
        return here.refuse((), "matter_is_elsewhere", asked=entry.step, step=here.step.key)
    known = items_of(here.model, here.state, here.step, entry.at)
    if entry.item not in known:
        return here.refuse(("items",), "unknown_item", item=entry.item, known=", ".join(known))
    if refusal := acting_refusal(here.model, here.state, here.step, entry):
        return refusal
    finding, condition = entry.finding, entry.condition
    return (
        ItemAnswered(
            entry.at, here.step.key, entry.item, entry.fulfilled, finding, condition, entry.actor.id
        ),
    )


def _recuse(here: Standing, entry: Recuse) -> Events | Refusal:
    body, state = here.step.body, here.state
    seats = places_at(here.model, state, here.step, local_day(here.model, entry.at))
    if entry.seat not in seats:
        return here.refuse((), "unknown_seat", seat=entry.seat, known=", ".join(seats))
    if refusal := acting_refusal(here.model, here.state, here.step, entry):
        return refusal
    person = entry.person or (None if body.is_forum else entry.actor.id)
    is_empty = body.is_forum or not entry.others_hold_it
    event = Recused(entry.at, str(body), entry.seat, entry.reason, entry.actor.id, person, is_empty)
    after = apply(state, event)
    return () if (after.recused, after.barred) == (state.recused, state.barred) else (event,)


def _withdraw(here: Standing, entry: Withdraw) -> Events | Refusal:
    leave = here.model.spec.routes[here.step.route].withdraw
    if refusal := _leave_refusal(here, entry.actor, leave.by, "withdraw"):
        return refusal
    if here.state.participants:
        path = ("routes", here.step.route, "withdraw")
        return refuse(here.model, path, "members_take_part", members=", ".join(here.state.participants))
    end = here.model.spec.terms.ends[leave.to]
    return (Withdrawn(entry.at, entry.actor.id, entry.reason), Ended(entry.at, leave.to, end.result.value))


def _leave_refusal(here: Standing, actor: Actor, roles: list[str], what: str) -> Refusal | None:
    """Whoever brought a matter acts as its requester, for that matter only."""
    path = ("routes", here.step.route, what, "by")
    if REQUESTER in roles and actor.id == here.state.matter.requester:
        return None
    if actor.roles & (set(roles) - {REQUESTER}):
        is_barred = here.state.bars(actor.id, str(here.step.body))
        return refuse(here.model, path, "person_is_recused", person=actor.id) if is_barred else None
    return refuse(here.model, path, "not_yours_to_move", what=what, roles=", ".join(roles))


def _park(here: Standing, entry: Park) -> Events | Refusal:
    model, route = here.model, here.step.route
    park = model.spec.routes[route].park
    if park is None:
        return refuse(model, ("routes", route), "route_has_no_parking", route=route)
    if refusal := _leave_refusal(here, entry.actor, park.by, "park"):
        return refusal
    on = local_day(model, entry.at)
    reading = model.program.book.read(park.at_most, on)
    at_most = count_from(model, day_zero(model, entry.at), int(reading.value), reading.unit)
    latest, path = at_most - timedelta(here.state.rested_days), ("routes", route, "park", "at_most")
    if latest <= on:
        return refuse(model, path, "no_rest_left", days=here.state.rested_days)
    if not on < entry.until <= latest:
        return refuse(model, path, "parked_too_long", until=entry.until, latest=latest)
    return (Parked(entry.at, entry.until, entry.reason, entry.actor.id),)


def _resume(here: Standing, entry: Resume) -> Events | Refusal:
    park = here.model.spec.routes[here.step.route].park
    if here.state.parked_until is None or park is None:
        return here.refuse((), "matter_is_not_parked", step=here.step.key)
    return _leave_refusal(here, entry.actor, park.by, "park") or _resumed(here, entry.at, entry.actor.id)


def _resumed(here: Standing, at: datetime, actor: str | None) -> Events:
    """On with a new clock. A day that was begun is a day of rest, so that no rest is free."""
    assert here.state.parked_at is not None
    days = (local_day(here.model, at) - local_day(here.model, here.state.parked_at)).days
    return (Resumed(at, clock(here.model, here.step, at), actor, max(1, days)),)


_AT_ANY_TIME: Final[Mapping[type, Callable[[GovernanceModel, State, Any], Events | Refusal]]] = {
    JoinLate: join_late,
    LeaveJoint: leave_joint,
    PassTime: _pass_time,
}
_AT_A_STEP: Final[Mapping[type, Callable[[Standing, Any], Events | Refusal]]] = {
    AnswerAsMember: _answer_as_member,
    AnswerItem: _answer_item,
    Choose: _choose,
    MoveToVersion: move_to_version,
    Park: _park,
    Recuse: _recuse,
    Resume: _resume,
    Withdraw: _withdraw,
}
