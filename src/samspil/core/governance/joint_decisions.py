"""Joint decisions: nobody is bound but by its own, or by the statutes it has itself consented to."""

from __future__ import annotations

from datetime import datetime

from samspil.core.errors import Problem
from samspil.core.governance import kernel
from samspil.core.governance.clocks import count_from, day_zero, local_day
from samspil.core.governance.entries import AnswerAsMember, JoinLate, LeaveJoint
from samspil.core.governance.events import (
    Answer,
    Decided,
    Events,
    MemberAnswered,
    MemberAuthority,
    MemberJoined,
    MemberLeft,
    MembersTakePart,
)
from samspil.core.governance.language.basics import Unit
from samspil.core.governance.language.joint import Joint, Participation
from samspil.core.governance.language.organisation import Result
from samspil.core.governance.language.routes import Do
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.matter import Authority, Ground, Refusal, refuse
from samspil.core.governance.membership import consented_to_statutes, members_on
from samspil.core.governance.program import CompiledStep
from samspil.core.governance.state import State

_ANSWER_OF_RESULT = {Result.APPROVED.value: Answer.CONSENTS, Result.REJECTED.value: Answer.DECLINES}


def authority_of(model: GovernanceModel, state: State, member: str) -> MemberAuthority | Refusal:
    """A member's own decision on a joint proposal, from the matter it handled under its own model.

    Args:
        model: the member's own model, whose kind that ``answers_joint`` the matter is of.
        state: the member's matter, decided by a mandate; its subject is the joint proposal.
    """
    kind = model.spec.kinds[state.matter.kind]
    path = ("kinds", state.matter.kind)
    if not kind.answers_joint or state.matter.subject is None:
        return refuse(model, path, "answers_no_joint_proposal", kind=state.matter.kind)
    by_mandate = [one for one in state.decisions if one.authority.ground is Ground.MANDATE]
    answer = _ANSWER_OF_RESULT.get(state.result or "")
    if answer is None or not by_mandate:
        return refuse(model, path, "member_has_not_decided", member=member, matter=state.matter.id)
    last = by_mandate[-1]
    return MemberAuthority(
        member,
        state.matter.id,
        state.matter.subject,
        answer,
        model.key,
        last.authority.key,
        last.authority.place,
        last.at,
    )


def consents_needed(model: GovernanceModel, state: State) -> tuple[str, ...]:
    """The members whose answer a joint proposal still waits for, by code."""
    return tuple(
        code
        for code in state.members
        if code not in state.answers or state.answers[code].answer is Answer.DEFERS
    )


def joint_rule(model: GovernanceModel, state: State) -> tuple[str, Joint] | None:
    """The rule for the joint decision on a matter's route, if it has one."""
    route = model.spec.routes[model.spec.kinds[state.matter.kind].route]
    for step in route.steps.values():
        for key in [step.joint, *(outcome.binds for outcome in step.outcomes.values())]:
            if key is not None:
                return key, model.spec.joint[key]
    return None


def answer_refusal(
    model: GovernanceModel, state: State, step: CompiledStep, entry: AnswerAsMember
) -> Refusal | None:
    """Why a member's answer does not count, or nothing."""
    path = ("routes", step.route, "steps", step.key)
    if step.spec.do is not Do.CONSENT:
        return refuse(model, path, "not_before_the_members", step=step.key)
    if entry.member not in state.members or entry.member not in members_on(model, local_day(model, entry.at)):
        return refuse(model, ("members",), "not_a_member", member=entry.member)
    if entry.answer is Answer.DEFERS:
        return None
    return _authority_refusal(model, state, entry.member, entry.answer, entry.authority)


def _authority_refusal(
    model: GovernanceModel, state: State, member: str, answer: Answer, authority: MemberAuthority | None
) -> Refusal | None:
    rule = joint_rule(model, state)
    path = ("joint", rule[0]) if rule else ("joint",)
    if authority is None:
        return refuse(model, path, "only_by_its_own_decision", member=member)
    expected = (member, state.matter.id, answer)
    if (authority.member, authority.subject, authority.answer) != expected:
        return refuse(model, path, "another_decision", member=member, matter=authority.matter)
    return None


def answered(entry: AnswerAsMember) -> MemberAnswered:
    """The event of a member's answer."""
    return MemberAnswered(entry.at, entry.member, entry.answer, entry.authority)


def settlement(
    model: GovernanceModel, state: State, step: CompiledStep, at: datetime, *, time_is_up: bool
) -> int:
    """The kernel's verdict on the answers so far. A member that has left meanwhile counts nowhere."""
    assert step.spec.joint is not None
    joint = model.spec.joint[step.spec.joint]
    on = local_day(model, at)
    members = [code for code in state.members if code in members_on(model, on)]
    said = {code: state.answers[code].answer for code in members if code in state.answers}
    consenting = [code for code, answer in said.items() if answer is Answer.CONSENTS]
    return kernel.settle(
        joint.participation is Participation.ALL,
        len(consenting),
        sum(answer is Answer.DECLINES for answer in said.values()),
        len(members),
        sum(model.municipalities[code].population for code in consenting),
        _number(model, joint.least_members, at),
        _number(model, joint.least_population, at),
        time_is_up,
    )


def _number(model: GovernanceModel, parameter: str | None, at: datetime) -> int:
    return 0 if parameter is None else int(model.program.book.read(parameter, local_day(model, at)).value)


def taking_part(model: GovernanceModel, state: State, step: CompiledStep, decided: Decided) -> Events:
    """The members whose own consent carried the proposal, from that day."""
    on = local_day(model, decided.at)
    consenting = tuple(
        code
        for code in state.members
        if code in members_on(model, on)
        and code in state.answers
        and state.answers[code].answer is Answer.CONSENTS
    )
    authority = Authority(
        Ground.JOINT_RULE, step.spec.joint or "", model.place("joint", step.spec.joint or "")
    )
    return (MembersTakePart(decided.at, on, consenting, authority),)


def bound_members(model: GovernanceModel, joint: str, at: datetime) -> Events:
    """The members that a binding decision reaches: those that had consented to the statutes."""
    on = local_day(model, at)
    authority = Authority(Ground.JOINT_RULE, joint, model.place("joint", joint, "legal_basis"))
    return (MembersTakePart(at, on, consented_to_statutes(model, on), authority),)


def join_late(model: GovernanceModel, state: State, entry: JoinLate) -> Events | Refusal:
    """A member comes in after the decision, by its own decision, while the rule lets it."""
    rule = joint_rule(model, state)
    if rule is None or state.carried_on is None:
        return Refusal(Problem("nothing_to_join", {"matter": state.matter.id}))
    key, joint = rule
    on = local_day(model, entry.at)
    if joint.late_joining is None:
        return refuse(model, ("joint", key), "no_late_joining", joint=key)
    if joint.late_joining.within is not None:
        months = _number(model, joint.late_joining.within, entry.at)
        last = count_from(model, state.carried_on.toordinal(), months, Unit.MONTHS)
        if on > last:
            return refuse(model, ("joint", key, "late_joining", "within"), "too_late_to_join", last=last)
    if entry.member not in members_on(model, on):
        return refuse(model, ("members",), "not_a_member", member=entry.member)
    if entry.member in state.participants_on(on):
        return refuse(model, ("joint", key), "takes_part_already", member=entry.member)
    if refusal := _authority_refusal(model, state, entry.member, Answer.CONSENTS, entry.authority):
        return refusal
    return (MemberJoined(entry.at, on, entry.member, entry.authority),)


def leave_joint(model: GovernanceModel, state: State, entry: LeaveJoint) -> Events | Refusal:
    """A participant leaves: after its notice, or with its membership where the rule says so."""
    rule = joint_rule(model, state)
    on = local_day(model, entry.at)
    if rule is None or entry.member not in state.participants_on(on):
        return Refusal(Problem("takes_no_part", {"member": entry.member}))
    key, joint = rule
    if state.participants[entry.member].leaves_on is not None:
        return refuse(model, ("joint", key, "leaving"), "leaves_already", member=entry.member)
    notice = _number(model, joint.leaving.notice, entry.at)
    leaves_on = count_from(model, day_zero(model, entry.at), notice, Unit.MONTHS)
    if joint.leaving.ends_with_membership and entry.member not in members_on(model, leaves_on):
        left = max(one.left for one in model.spec.members if one.municipality == entry.member and one.left)
        leaves_on = max(on, left)
    return (MemberLeft(entry.at, entry.member, leaves_on),)
