"""A matter under way goes on under another version of its model, by a decision; or the line that hinders it.

Nothing that has happened happens again. The matter stays at the step of the same key, with the facts, the
points answered and the interests told there; from then on the other version's rules hold. What somebody has
been promised under the version it began with is not taken back: a proposal that members answer, or take
part in, is never moved.
"""

from __future__ import annotations

from datetime import date, datetime

from samspil.core.governance.checks.coverage import DECIDES, Walk, costly
from samspil.core.governance.checks.coverage import Standing as Place
from samspil.core.governance.clocks import clock, local_day
from samspil.core.governance.entries import MoveToVersion
from samspil.core.governance.events import Decided, Due, Events, MovedToVersion
from samspil.core.governance.forum_decisions import seats_on
from samspil.core.governance.language.basics import Who
from samspil.core.governance.language.organisation import Effect
from samspil.core.governance.language.routes import ClockWhenMoved, Do
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.matter import Ground, Matter, Refusal, describe, kind_of, refuse
from samspil.core.governance.program import Body, CompiledStep
from samspil.core.governance.standing import Standing, refuse_before_valid, refuse_skipped_phase
from samspil.core.governance.state import State
from samspil.core.governance.unit_needed import refuse_without_unit


def move_to_version(here: Standing, entry: MoveToVersion) -> Events | Refusal:
    """The event by which a matter goes on under another version, or why it cannot.

    Args:
        here: where it stands under the version it goes by.
        entry: the other version, and by what decision.

    A refusal names a line of the version that hinders it: of the old one where members have been asked, of
    the new one where it has no such kind, fact, step or body, or where nobody could take the matter further.

    Raises:
        ProblemsError: the new version does not hold yet, or has other facts for such a matter.

    Complexity: linear in the outcomes that the matter can reach under the new version.
    """
    new, matter = entry.model, here.state.matter
    if refusal := _bound_refusal(here, new):
        return refusal
    on = local_day(new, entry.at)
    refuse_before_valid(new, on)
    route = kind_of(new, matter.kind).route
    describe(new, matter.kind, matter.attributes)
    refuse_skipped_phase(new, matter, entry.at)
    step = _same_step(here, new, route)
    if isinstance(step, Refusal):
        return step
    if refusal := _forum_refusal(new, step, on) or _interest_refusal(new, here.state, on):
        return refusal
    if refusal := _way_refusal(here, new, step, entry.at):
        return refusal
    refuse_without_unit(new, matter, step.index, entry.at)
    due = _clock(here, new, step, entry.at)
    return (
        MovedToVersion(
            entry.at,
            new.key,
            new.spec.version,
            new.digest,
            step.key,
            str(step.body),
            due,
            entry.reason,
            entry.actor.id,
            entry.decided_by,
        ),
    )


def _bound_refusal(here: Standing, new: GovernanceModel) -> Refusal | None:
    """It goes by that version already; or members were asked under this one, and hold it to its word."""
    if new.digest == here.model.digest:
        return refuse(new, ("version",), "goes_by_that_version", version=new.spec.version)
    if here.step.spec.do is Do.CONSENT or here.state.participants:
        return here.refuse((), "members_were_asked_under_this", step=here.step.key)
    return None


def _same_step(here: Standing, new: GovernanceModel, route: str) -> CompiledStep | Refusal:
    """The new version's step of the same key, which must be for the same, with the body it has there."""
    key, path = here.step.key, ("routes", route, "steps")
    spec = new.spec.routes[route].steps.get(key)
    if spec is None:
        return refuse(new, path, "step_is_gone", step=key)
    if spec.do is not here.step.spec.do:
        return refuse(new, (*path, key, "do"), "step_is_for_something_else", step=key)
    body = _body_of(new, spec.who, here.state.matter)
    return new.program.steps[new.program.step_number[route, key, body]]


def _body_of(model: GovernanceModel, who: Who, matter: Matter) -> Body:
    """Who acts at a step for a matter whose facts are known. Where members do, nothing is moved."""
    attribute = who.forum_for or who.role_for
    if attribute is None:
        return Body("forum", who.forum) if who.forum else Body("role", str(who.role))
    choice = (model.spec.attributes[attribute].choices or {})[str(matter.attributes[attribute])]
    return Body("forum", str(choice.forum)) if who.forum_for else Body("role", str(choice.role))


def _forum_refusal(new: GovernanceModel, step: CompiledStep, on: date) -> Refusal | None:
    """A forum that has ended takes no matter in."""
    until = new.spec.forums[step.body.key].until if step.body.is_forum else None
    if until is None or on < until:
        return None
    where, ended = ("forums", step.body.key, "until"), until.isoformat()
    return refuse(new, where, "forum_has_ended", forum=step.body.key, until=ended)


def _interest_refusal(new: GovernanceModel, state: State, on: date) -> Refusal | None:
    """Whoever has stepped aside stays aside: their seat or role must be there to be left out of."""
    aside = state.recused | {(body, "") for body, _ in state.barred if body}
    for body, seat in sorted(aside):
        if seat not in _places(new, body, on):
            sort, _, key = body.partition(" ")
            return refuse(new, (f"{sort}s", key, "seats"), "interest_would_be_lost", body=body, seat=seat)
    return None


def _places(model: GovernanceModel, body: str, on: date) -> set[str]:
    """What can be stepped out of at a body (nothing named: the body itself); none where it is not there."""
    sort, _, key = body.partition(" ")
    if sort == "forum":
        return {"", *(one.id for one in seats_on(model, key, on))} if key in model.spec.forums else set()
    return {"", key} if key in model.spec.roles else set()


def _way_refusal(here: Standing, new: GovernanceModel, step: CompiledStep, at: datetime) -> Refusal | None:
    """It can be taken further by somebody, and not be approved past those who may.

    The checks of a model walk what comes to a step by its own way; this matter came by another's. It is
    walked as its facts are now.
    """
    matter, day = here.state.matter, local_day(new, at).toordinal()
    vector = describe(new, matter.kind, matter.attributes)
    walk = Walk(new.spec, new.program, matter.kind, day)
    place = Place(step.index, vector, _is_approved(here))
    for code, fault in walk.faults(walk.reached([vector], [place])):
        stuck = new.program.steps[fault.step]
        path, key, body = ("routes", stuck.route, "steps", stuck.key), stuck.key, str(stuck.body)
        if code == "nobody_may_decide":
            return refuse(new, path, "nobody_could_go_on", step=key, body=body)
        return refuse(new, path, "would_be_approved_by_nobody", step=key, body=body)
    return None


def _is_approved(here: Standing) -> bool:
    """Whether somebody has approved it under a mandate, and what they approved is as it was."""
    approved = False
    for one in here.state.decisions:
        approved = approved and not _may_have_amended(here, one)
        if one.authority.ground is Ground.MANDATE:
            approved = DECIDES.get(Effect(one.effect), approved)
    return approved


def _may_have_amended(here: Standing, decided: Decided) -> bool:
    """Whether an outcome may change what was approved; one of a version before this is taken to."""
    step = here.model.spec.routes[here.step.route].steps.get(decided.step)
    outcome = step.outcomes.get(decided.outcome) if step else None
    return outcome is None or bool(costly(here.model.spec) & set(outcome.amends))


def _clock(here: Standing, new: GovernanceModel, step: CompiledStep, at: datetime) -> Due | None:
    """The clock that runs, where the new version lets it; else its own, from now on.

    A meeting is waited for by the calendar of the version that holds, and another body has its own time.
    """
    running, says = here.state.due, new.spec.routes[step.route].clock_when_moved
    counts_days = step.spec.clock is not None and step.spec.clock.meetings is None
    if (
        says is ClockWhenMoved.CONTINUES
        and counts_days
        and running is not None
        and running.papers_by is None
        and step.body == here.step.body
    ):
        return running
    return clock(new, step, at)
