"""One transition and what it brings with it. Every move is the kernel's; here it is put into words."""

from __future__ import annotations

from datetime import datetime

from samspil.core.governance import kernel
from samspil.core.governance.bodies import own_unit_refusal
from samspil.core.governance.clocks import clock, local_day
from samspil.core.governance.entries import Choose
from samspil.core.governance.events import Decided, Ended, Entered, Events, Tally
from samspil.core.governance.forum_decisions import holder_refusal, tally, written_refusal
from samspil.core.governance.joint_decisions import bound_members, taking_part
from samspil.core.governance.language.known_words import INFORMED, REQUESTER
from samspil.core.governance.language.routes import Do
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.mandated import mandates_for
from samspil.core.governance.matter import Authority, Ground, Refusal, refuse
from samspil.core.governance.membership import members_on
from samspil.core.governance.obligations import obligations_from
from samspil.core.governance.program import CompiledOutcome
from samspil.core.governance.standing import Standing
from samspil.core.governance.state import State, apply_all


def move(here: Standing, outcome: CompiledOutcome, entry: Choose) -> Events | Refusal:
    """Ask the kernel, and say what it answers."""
    day = local_day(here.model, entry.at).toordinal()
    code, mandate, target = kernel.move(
        here.model.program.tables,
        here.step.index,
        outcome.index,
        here.vector(),
        here.columns(entry.at),
        day,
        here.visits(),
    )
    path = ("outcomes", outcome.key)
    if code == kernel.CONDITION_FAILS:
        return here.refuse((*path, "when"), "condition_fails", outcome=outcome.key)
    if code == kernel.NO_MANDATE:
        body, kind = str(here.step.body), here.state.matter.kind
        return here.refuse(path, "no_mandate", outcome=outcome.key, body=body, kind=kind)
    authority = _authority(here, mandate, outcome, entry)
    if isinstance(authority, Refusal):
        return authority
    votes = _votes(here, outcome, entry)
    if isinstance(votes, Refusal):
        return votes
    decided = Decided(
        entry.at,
        here.step.key,
        outcome.key,
        outcome.effect.value,
        str(here.step.body),
        entry.actor.id,
        authority,
        entry.reason,
        entry.conditions,
        votes,
    )
    return (decided, *_follow(here.after((decided,)), outcome, target, entry.at))


def _authority(here: Standing, mandate: int, outcome: CompiledOutcome, entry: Choose) -> Authority | Refusal:
    """By what right: the first mandate that reaches the matter, and that this person's unit is within."""
    if mandate == kernel.NONE:
        return Authority(Ground.OWN_MATTER, REQUESTER, here.model.place(*here.path))
    first = _by_mandate(here, mandate)
    refusal = own_unit_refusal(here.model, here.state, first, entry.actor)
    if refusal is None:
        return first
    found = mandates_for(here.model, here.state, here.step, outcome, entry.at)
    others = (_by_mandate(here, other) for other in found if other != mandate)
    return next(
        (one for one in others if own_unit_refusal(here.model, here.state, one, entry.actor) is None), refusal
    )


def _by_mandate(here: Standing, mandate: int) -> Authority:
    key = here.model.program.mandates[mandate].key
    return Authority(Ground.MANDATE, key, here.model.place("mandates", key))


def _votes(here: Standing, outcome: CompiledOutcome, entry: Choose) -> Tally | Refusal | None:
    body = here.step.body
    if not body.is_forum:
        return None
    if entry.sitting is None or entry.sitting.forum != body.key:
        return refuse(
            here.model,
            ("forums", body.key),
            "a_forum_decides_together",
            forum=body.key,
            outcome=outcome.key,
        )
    recused = frozenset(seat for whose, seat in here.state.recused if whose == str(body))
    assert here.state.entered_at is not None
    since = max(here.state.entered_at, here.state.moved_at or here.state.entered_at)
    return (
        holder_refusal(here.model, entry.sitting, here.state)
        or written_refusal(here.model, entry.sitting, recused, since, entry.at)
        or tally(here.model, entry.sitting, recused, local_day(here.model, entry.at))
    )


def _follow(here: Standing, outcome: CompiledOutcome, target: int, at: datetime) -> Events:
    """What an outcome brings with it: members bound, obligations, the next step or the end."""
    bound = bound_members(here.model, outcome.spec.binds, at) if outcome.spec.binds else ()
    state = apply_all(here.state, bound)
    owed = obligations_from(here.model, state, outcome.spec.creates, at)
    return (*bound, *owed, *arrive(here.model, apply_all(state, owed), target, at))


def arrive(model: GovernanceModel, state: State, target: int, at: datetime) -> Events:
    """The events of arriving at a step or an end; what happens by itself happens at once."""
    if target < 0:
        end = model.program.end(target)
        return (Ended(at, end, model.spec.terms.ends[end].result.value),)
    step = model.program.steps[target]
    members = members_on(model, local_day(model, at)) if step.spec.do is Do.CONSENT else ()
    entered = Entered(at, step.key, str(step.body), clock(model, step, at), members)
    if step.spec.do is not Do.INFORM:
        return (entered,)
    here = Standing(model, apply_all(state, (entered,)), step)
    return (entered, *by_itself(here, INFORMED, Ground.ROUTE, at))


def by_itself(here: Standing, key: str, ground: Ground, at: datetime) -> Events:
    """An outcome that nobody chooses: told, too late, or settled by the members' own answers."""
    outcome = here.outcome(key)
    assert outcome is not None, "the checks promise the outcomes that happen by themselves"
    tables, vector, columns = here.model.program.tables, here.vector(), here.columns(at)
    target = kernel.find_target(tables, outcome.index, vector, columns)
    target = kernel.admit(tables, target, vector, columns, here.visits())
    authority = Authority(ground, key, here.model.place(*here.path, "outcomes", key))
    body = str(here.step.body)
    decided = Decided(at, here.step.key, key, outcome.effect.value, body, None, authority)
    after = here.after((decided,))
    part = taking_part(here.model, after.state, here.step, decided) if key == "carried" else ()
    return (decided, *part, *_follow(after.after(part), outcome, target, at))
