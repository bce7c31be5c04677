"""Who may act at a step: the holder of its role or a stand-in, a forum's own people, the requester."""

from __future__ import annotations

from samspil.core.governance.entries import AnswerItem, Choose, Recuse
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
    if not roles:
        return refuse(model, path, "nobody_stands_in", role=step.body.key)
    if entry.actor.roles & roles:
        return None
    return refuse(model, path, "not_your_table", body=str(step.body), roles=", ".join(sorted(roles)))


def roles_at(model: GovernanceModel, state: State, step: CompiledStep) -> frozenset[str]:
    """The roles whose holders act at a step; for a forum those who sit in it and its secretary."""
    if step.body.is_forum:
        forum = model.spec.forums[step.body.key]
        roles = {seat.role for seat in forum.seats.values()}
        return frozenset(roles | ({forum.secretary} if forum.secretary else set()))
    if (str(step.body), step.body.key) not in state.recused:
        return frozenset({step.body.key})
    stand_in = model.spec.roles[step.body.key].stands_in
    return frozenset({stand_in} if stand_in else ())


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
