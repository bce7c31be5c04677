"""The engine: one entry in, events out, or a refusal that names the rule, the file and the line.

Every transition goes through ``kernel.move``; what stands here finds out who acts, puts a matter
into numbers, and puts what the kernel answers into words.
"""

from __future__ import annotations

from datetime import datetime
from typing import assert_never

from samspil.core.errors import Problem, ProblemsError
from samspil.core.governance import kernel
from samspil.core.governance.bodies import acting_refusal, own_unit_refusal
from samspil.core.governance.checklists import items_of, open_items
from samspil.core.governance.clocks import clock, count_from, day_zero, local_day
from samspil.core.governance.compiling import REQUESTER
from samspil.core.governance.entries import (
    AnswerAsMember,
    AnswerItem,
    Choose,
    Entry,
    JoinLate,
    LeaveJoint,
    Park,
    PassTime,
    Recuse,
    Resume,
    Withdraw,
)
from samspil.core.governance.events import (
    Amended,
    Decided,
    Ended,
    Entered,
    Event,
    Events,
    ItemAnswered,
    Parked,
    Recused,
    Registered,
    Resumed,
    Tally,
    Withdrawn,
)
from samspil.core.governance.forum_decisions import tally
from samspil.core.governance.joint_decisions import (
    answer_refusal,
    answered,
    bound_members,
    join_late,
    leave_joint,
    settlement,
    taking_part,
)
from samspil.core.governance.language.organisation import Effect
from samspil.core.governance.language.routes import Do
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.matter import Actor, Authority, Ground, Matter, Refusal, describe, refuse
from samspil.core.governance.membership import members_on
from samspil.core.governance.obligations import obligations_from
from samspil.core.governance.program import Body, CompiledOutcome, CompiledStep
from samspil.core.governance.state import State, apply_all, replay

LATE = "late"
INFORMED = "informed"


def register(model: GovernanceModel, matter: Matter, actor: Actor, at: datetime) -> Events | Refusal:
    """Bring a matter: it is registered and comes to the first step of its kind's route."""
    try:
        on = local_day(model, at)
        if on < model.spec.valid_from:
            return refuse(
                model, ("valid_from",), "model_not_valid_yet", first_day=model.spec.valid_from.isoformat()
            )
        kind = model.spec.kinds.get(matter.kind)
        if kind is None:
            return refuse(
                model, ("kinds",), "unknown_kind", kind=matter.kind, known=", ".join(model.spec.kinds)
            )
        if not actor.roles & set(kind.brought_by):
            return refuse(
                model, ("kinds", matter.kind, "brought_by"), "may_not_bring", roles=", ".join(kind.brought_by)
            )
        vector = describe(model, matter.kind, matter.attributes)
        registered = Registered(at, matter, model.key, model.digest)
        start = kernel.find_target(
            model.program.tables, model.program.starts[kind.route], vector, _columns(model, at)
        )
        return (registered, *_go(model, replay([registered]), start, at))
    except ProblemsError as error:
        return Refusal(error.problems[0])


def decide(model: GovernanceModel, state: State, entry: Entry) -> Events | Refusal:
    """What an entry does to a matter.

    Returns the events that follow, oldest first, or a refusal; ``state`` is left as it was. The same
    model, state and entry always give the same answer.

    Raises:
        AssertionError: never for values this package made.
    """
    if state.digest != model.digest:
        return refuse(model, ("version",), "another_version", model=state.model)
    if entry.at.utcoffset() is None:
        return Refusal(Problem("naive_time", {"at": entry.at.isoformat()}))
    if entry.at < state.at:
        return Refusal(Problem("time_goes_backwards", {"at": entry.at, "last": state.at}))
    try:
        return _decide(model, state, entry)
    except ProblemsError as error:
        return Refusal(error.problems[0])


def _decide(model: GovernanceModel, state: State, entry: Entry) -> Events | Refusal:
    match entry:
        case JoinLate():
            return join_late(model, state, entry)
        case LeaveJoint():
            return leave_joint(model, state, entry)
        case PassTime():
            return _pass_time(model, state, entry.at)
    step = current_step(model, state)
    if step is None:
        return Refusal(Problem("matter_has_ended", {"end": state.end}))
    match entry:
        case Withdraw():
            return _withdraw(model, state, step, entry)
        case Resume():
            return _resume(model, state, step, entry)
    if state.parked_until is not None:
        return Refusal(Problem("matter_is_parked", {"until": state.parked_until}))
    match entry:
        case Park():
            return _park(model, state, step, entry)
        case Recuse():
            return _recuse(model, state, step, entry)
        case AnswerAsMember():
            return _answer_as_member(model, state, step, entry)
        case AnswerItem():
            return _answer_item(model, state, step, entry)
        case Choose():
            return _choose(model, state, step, entry)
        case _:
            assert_never(entry)


def current_step(model: GovernanceModel, state: State) -> CompiledStep | None:
    """The compiled step a matter stands at, or nothing once it has ended."""
    if state.step is None:
        return None
    sort, key = state.body.split(" ", 1)
    route = model.spec.kinds[state.matter.kind].route
    return model.program.steps[model.program.step_number[route, state.step, Body(sort, key)]]


def _step_path(step: CompiledStep) -> tuple[str, ...]:
    return ("routes", step.route, "steps", step.key)


def _columns(model: GovernanceModel, at: datetime) -> tuple[int, ...]:
    return model.program.book.columns_on(local_day(model, at).toordinal())[0]


def _choose(model: GovernanceModel, state: State, step: CompiledStep, entry: Choose) -> Events | Refusal:
    path = _step_path(step)
    if entry.step != step.key:
        return refuse(model, path, "matter_is_elsewhere", asked=entry.step, step=step.key)
    outcome = next((one for one in model.program.outcomes_of[step.index] if one.key == entry.outcome), None)
    if outcome is None:
        known = ", ".join(step.spec.outcomes)
        return refuse(model, (*path, "outcomes"), "unknown_outcome", outcome=entry.outcome, known=known)
    if outcome.effect is Effect.AUTOMATIC:
        return refuse(model, (*path, "outcomes", outcome.key), "nobody_chooses_this", outcome=outcome.key)
    if _clock_has_run_out(step, state, entry.at):
        assert state.due is not None
        return refuse(model, (*path, "outcomes", LATE), "clock_has_run_out", due=state.due.at)
    for find in (_needs_refusal, _amends_refusal, acting_refusal):
        refusal = find(model, state, step, outcome, entry)
        if refusal:
            return refusal
    amended = [Amended(entry.at, dict(entry.amends))] if entry.amends else []
    return _move(model, apply_all(state, amended), step, outcome, entry, tuple(amended))


def _clock_has_run_out(step: CompiledStep, state: State, at: datetime) -> bool:
    return LATE in step.spec.outcomes and state.due is not None and at > state.due.at


def _needs_refusal(
    model: GovernanceModel, state: State, step: CompiledStep, outcome: CompiledOutcome, entry: Choose
) -> Refusal | None:
    path = (*_step_path(step), "outcomes", outcome.key)
    if outcome.spec.needs_reason and not entry.reason.strip():
        return refuse(model, path, "reason_is_missing", outcome=outcome.key)
    missing = open_items(model, state, step) if outcome.spec.needs_items else []
    if missing:
        return refuse(model, path, "items_are_open", outcome=outcome.key, items=", ".join(missing))
    return None


def _amends_refusal(
    model: GovernanceModel, state: State, step: CompiledStep, outcome: CompiledOutcome, entry: Choose
) -> Refusal | None:
    path = (*_step_path(step), "outcomes", outcome.key)
    for attribute in sorted(set(entry.amends) - set(outcome.spec.amends)):
        return refuse(
            model, path, "may_not_amend", attribute=attribute, allowed=", ".join(outcome.spec.amends)
        )
    return None


def _move(
    model: GovernanceModel,
    state: State,
    step: CompiledStep,
    outcome: CompiledOutcome,
    entry: Choose,
    before: Events,
) -> Events | Refusal:
    """Ask the kernel, and say what it answers."""
    vector = describe(model, state.matter.kind, state.matter.attributes)
    code, mandate, target = kernel.move(
        model.program.tables,
        step.index,
        outcome.index,
        vector,
        _columns(model, entry.at),
        local_day(model, entry.at).toordinal(),
        _visits(model, state),
    )
    path = (*_step_path(step), "outcomes", outcome.key)
    if code == kernel.CONDITION_FAILS:
        return refuse(model, (*path, "when"), "condition_fails", outcome=outcome.key)
    if code == kernel.NO_MANDATE:
        return refuse(
            model, path, "no_mandate", outcome=outcome.key, body=str(step.body), kind=state.matter.kind
        )
    authority = _authority(model, mandate, step)
    if refusal := own_unit_refusal(model, state, authority, entry.actor):
        return refusal
    votes = _votes(model, state, step, outcome, entry)
    if isinstance(votes, Refusal):
        return votes
    decided = Decided(
        entry.at,
        step.key,
        outcome.key,
        outcome.effect.value,
        str(step.body),
        entry.actor.id,
        authority,
        entry.reason,
        entry.conditions,
        votes,
    )
    return (*before, decided, *_follow(model, apply_all(state, [decided]), step, outcome, target, decided))


def _authority(model: GovernanceModel, mandate: int, step: CompiledStep) -> Authority:
    if mandate == kernel.NONE:
        return Authority(Ground.OWN_MATTER, REQUESTER, model.place(*_step_path(step)))
    key = model.program.mandates[mandate].key
    return Authority(Ground.MANDATE, key, model.place("mandates", key))


def _votes(
    model: GovernanceModel, state: State, step: CompiledStep, outcome: CompiledOutcome, entry: Choose
) -> Tally | Refusal | None:
    if not step.body.is_forum:
        return None
    path = ("forums", step.body.key)
    if entry.sitting is None or entry.sitting.forum != step.body.key:
        return refuse(model, path, "a_forum_decides_together", forum=step.body.key, outcome=outcome.key)
    recused = frozenset(seat for body, seat in state.recused if body == str(step.body))
    return tally(model, entry.sitting, recused, local_day(model, entry.at))


def _follow(
    model: GovernanceModel,
    state: State,
    step: CompiledStep,
    outcome: CompiledOutcome,
    target: int,
    decided: Decided,
) -> Events:
    """What an outcome brings with it: members bound, obligations, the next step or the end."""
    bound: Events = ()
    if outcome.spec.binds:
        bound = bound_members(model, outcome.spec.binds, decided.at)
    state = apply_all(state, bound)
    owed = obligations_from(model, state, outcome.spec.creates, decided.at)
    return (*bound, *owed, *_go(model, apply_all(state, owed), target, decided.at))


def _go(model: GovernanceModel, state: State, target: int, at: datetime) -> Events:
    """The events of arriving at a step or an end; what happens by itself happens at once."""
    if target < 0:
        end = model.program.end(target)
        return (Ended(at, end, model.spec.terms.ends[end].result.value),)
    step = model.program.steps[target]
    members = members_on(model, local_day(model, at)) if step.spec.do is Do.CONSENT else ()
    entered = Entered(at, step.key, str(step.body), clock(model, step, at), members)
    if step.spec.do is not Do.INFORM:
        return (entered,)
    return (entered, *_by_itself(model, apply_all(state, [entered]), step, INFORMED, Ground.ROUTE, at))


def _by_itself(
    model: GovernanceModel, state: State, step: CompiledStep, key: str, ground: Ground, at: datetime
) -> Events:
    """An outcome that nobody chooses: told, too late, or settled by the members' own answers."""
    outcome = next(one for one in model.program.outcomes_of[step.index] if one.key == key)
    vector = describe(model, state.matter.kind, state.matter.attributes)
    columns = _columns(model, at)
    target = kernel.find_target(model.program.tables, outcome.index, vector, columns)
    target = kernel.admit(model.program.tables, target, vector, columns, _visits(model, state))
    path = (*_step_path(step), "outcomes", key)
    decided = Decided(
        at,
        step.key,
        key,
        outcome.effect.value,
        str(step.body),
        None,
        Authority(ground, key, model.place(*path)),
    )
    after = apply_all(state, [decided])
    part = taking_part(model, after, step, decided) if key == "carried" else ()
    return (decided, *part, *_follow(model, apply_all(after, part), step, outcome, target, decided))


def _visits(model: GovernanceModel, state: State) -> list[int]:
    visits = [0] * len(model.program.steps)
    route = model.spec.kinds[state.matter.kind].route
    for (key, body), count in state.visits.items():
        sort, name = body.split(" ", 1)
        visits[model.program.step_number[route, key, Body(sort, name)]] = count
    return visits


def _pass_time(model: GovernanceModel, state: State, at: datetime) -> Events | Refusal:
    step = current_step(model, state)
    if step is None:
        return ()
    if state.parked_until is not None:
        return () if local_day(model, at) < state.parked_until else (_resumed(model, step, at, None),)
    if state.due is None or at <= state.due.at:
        return ()
    if step.spec.do is Do.CONSENT:
        return _settle(model, state, step, at, time_is_up=True)
    if LATE in step.spec.outcomes:
        return _by_itself(model, state, step, LATE, Ground.CLOCK, at)
    return ()


def _settle(
    model: GovernanceModel, state: State, step: CompiledStep, at: datetime, *, time_is_up: bool
) -> Events:
    verdict = settlement(model, state, step, at, time_is_up=time_is_up)
    if verdict == kernel.PENDING:
        return ()
    key = "carried" if verdict == kernel.CARRIED else "fallen"
    return _by_itself(model, state, step, key, Ground.JOINT_RULE, at)


def _answer_as_member(
    model: GovernanceModel, state: State, step: CompiledStep, entry: AnswerAsMember
) -> Events | Refusal:
    if refusal := answer_refusal(model, state, step, entry):
        return refusal
    event = answered(entry)
    return (event, *_settle(model, apply_all(state, [event]), step, entry.at, time_is_up=False))


def _answer_item(
    model: GovernanceModel, state: State, step: CompiledStep, entry: AnswerItem
) -> Events | Refusal:
    path = _step_path(step)
    if entry.step != step.key:
        return refuse(model, path, "matter_is_elsewhere", asked=entry.step, step=step.key)
    known = items_of(model, state, step)
    if entry.item not in known:
        return refuse(model, (*path, "items"), "unknown_item", item=entry.item, known=", ".join(known))
    if refusal := acting_refusal(model, state, step, None, entry):
        return refusal
    return (
        ItemAnswered(
            entry.at, step.key, entry.item, entry.fulfilled, entry.finding, entry.condition, entry.actor.id
        ),
    )


def _recuse(model: GovernanceModel, state: State, step: CompiledStep, entry: Recuse) -> Events | Refusal:
    if step.body.is_forum:
        known = model.spec.forums[step.body.key].seats
        is_known = any(entry.seat == key or entry.seat.startswith(f"{key}_") for key in known)
    else:
        is_known = entry.seat == step.body.key
    if not is_known:
        return refuse(model, _step_path(step), "unknown_seat", seat=entry.seat, known=str(step.body))
    return (Recused(entry.at, str(step.body), entry.seat, entry.reason, entry.actor.id),)


def _withdraw(model: GovernanceModel, state: State, step: CompiledStep, entry: Withdraw) -> Events | Refusal:
    leave = model.spec.routes[step.route].withdraw
    if refusal := _leave_refusal(model, state, step, entry.actor, leave.by, "withdraw"):
        return refusal
    end = model.spec.terms.ends[leave.to]
    return (Withdrawn(entry.at, entry.actor.id, entry.reason), Ended(entry.at, leave.to, end.result.value))


def _leave_refusal(
    model: GovernanceModel, state: State, step: CompiledStep, actor: Actor, roles: list[str], what: str
) -> Refusal | None:
    """Whoever brought a matter acts as its requester, for that matter only."""
    allowed = set(roles) - {REQUESTER}
    is_own = REQUESTER in roles and actor.id == state.matter.requester
    if is_own or actor.roles & allowed:
        return None
    return refuse(
        model, ("routes", step.route, what, "by"), "not_yours_to_move", what=what, roles=", ".join(roles)
    )


def _park(model: GovernanceModel, state: State, step: CompiledStep, entry: Park) -> Events | Refusal:
    park = model.spec.routes[step.route].park
    if park is None:
        return refuse(model, ("routes", step.route), "route_has_no_parking", route=step.route)
    if refusal := _leave_refusal(model, state, step, entry.actor, park.by, "park"):
        return refusal
    reading = model.program.book.read(park.at_most, local_day(model, entry.at))
    latest = count_from(model, day_zero(model, entry.at), int(reading.value), reading.unit)
    if not local_day(model, entry.at) < entry.until <= latest:
        return refuse(
            model,
            ("routes", step.route, "park", "at_most"),
            "parked_too_long",
            until=entry.until,
            latest=latest,
        )
    return (Parked(entry.at, entry.until, entry.reason, entry.actor.id),)


def _resume(model: GovernanceModel, state: State, step: CompiledStep, entry: Resume) -> Events | Refusal:
    park = model.spec.routes[step.route].park
    if state.parked_until is None or park is None:
        return Refusal(Problem("matter_is_not_parked", {"step": step.key}))
    if refusal := _leave_refusal(model, state, step, entry.actor, park.by, "park"):
        return refusal
    return (_resumed(model, step, entry.at, entry.actor.id),)


def _resumed(model: GovernanceModel, step: CompiledStep, at: datetime, actor: str | None) -> Event:
    return Resumed(at, clock(model, step, at), actor)
