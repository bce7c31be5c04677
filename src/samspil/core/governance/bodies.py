"""Who may act at a step: the holder of its role or a stand-in, a forum's own people, the requester."""

from __future__ import annotations

from datetime import date

from samspil.core.governance.entries import AnswerItem, Choose, Recuse
from samspil.core.governance.forum_decisions import seats_on
from samspil.core.governance.language.known_words import REQUESTER
from samspil.core.governance.language.mandates import Scope
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.matter import Actor, Authority, Refusal, refuse
from samspil.core.governance.program import CompiledStep
from samspil.core.governance.state import State


def acting_refusal(
    model: GovernanceModel,
    state: State,
    step: CompiledStep,
    entry: Choose | AnswerItem | Recuse,
) -> Refusal | None:
    """Why this person may not act at this step, or nothing."""
    path = ("routes", step.route, "steps", step.key, "who")
    if step.body.key == REQUESTER:
        if entry.actor.id == state.matter.requester:
            return None
        return refuse(model, path, "the_requester_answers", step=step.key)
    roles = roles_at(model, state, step)
    if not entry.actor.roles & roles:
        return refuse(model, path, "not_your_table", body=str(step.body), roles=", ".join(sorted(roles)))
    if not state.bars(entry.actor.id, str(step.body)):
        return None
    if not step.body.is_forum and not _still_held(model, state, step.body.key):
        return refuse(model, path, "nobody_stands_in", role=step.body.key)
    return refuse(model, path, "person_is_recused", person=entry.actor.id)


def roles_at(model: GovernanceModel, state: State, step: CompiledStep) -> frozenset[str]:
    """The roles whose holders act at a step; for a forum those who sit in it and its secretary.

    A role that has nobody left gives way to its stand-in, and that one to its own. Where all have
    stepped out, whoever is given one of the roles for this matter acts, so that none waits for ever.
    """
    if step.body.is_forum:
        forum = model.spec.forums[step.body.key]
        roles = {seat.role for seat in forum.seats.values()}
        return frozenset(roles | ({forum.secretary} if forum.secretary else set()))
    held = _still_held(model, state, step.body.key)
    return frozenset(held[:1] or role_and_stand_ins(model, step.body.key))


def _still_held(model: GovernanceModel, state: State, role: str) -> list[str]:
    """Of a role and those that stand in for it, the ones in which somebody is left."""
    line = role_and_stand_ins(model, role)
    return [one for one in line if (f"role {one}", one) not in state.recused]


def role_and_stand_ins(model: GovernanceModel, role: str) -> tuple[str, ...]:
    """A role, who stands in for it, who stands in for that one, and so on, each once."""
    line = [role]
    while (following := model.spec.roles[line[-1]].stands_in) and following not in line:
        line.append(following)
    return tuple(line)


def places_at(model: GovernanceModel, state: State, step: CompiledStep, on: date) -> tuple[str, ...]:
    """What somebody can step out of at a step: the seats of its forum, or the role that has come to act.

    A role that was left before can be named again by those who came in for it. The requester has its
    own matter, and members answer for themselves.
    """
    body = step.body
    if body.is_forum:
        return tuple(seat.id for seat in seats_on(model, body.key, on))
    if body.sort != "role" or body.key == REQUESTER:
        return ()
    acting = roles_at(model, state, step)
    line = role_and_stand_ins(model, body.key)
    return line[: max(line.index(role) for role in acting) + 1]


def own_unit_refusal(
    model: GovernanceModel, state: State, authority: Authority, actor: Actor
) -> Refusal | None:
    """A mandate for one's own unit reaches only matters of that unit."""
    mandate = model.spec.mandates[authority.key]
    if mandate.scope is not Scope.OWN_UNIT or (actor.unit is not None and actor.unit == state.matter.unit):
        return None
    return refuse(
        model,
        ("mandates", authority.key, "scope"),
        "outside_own_unit",
        unit=state.matter.unit or "–",
        actors_unit=actor.unit or "–",
    )
