"""Joint decisions: nobody is bound but by its own, or by the statutes it has itself consented to.

What a member says is not taken at anybody's word: the engine is handed the member's own matter and
reads the decision in it. Of two decisions of one member the later counts, so that an old consent
cannot be used again after a refusal, a notice, or a new version of what is proposed.
"""

from __future__ import annotations

from datetime import date, datetime

from samspil.core.governance import kernel
from samspil.core.governance.checks.organisation import joint_rules_of
from samspil.core.governance.clocks import count_from, day_zero, local_day
from samspil.core.governance.entries import AnswerAsMember, Evidence, JoinLate, LeaveJoint
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
from samspil.core.governance.language.organisation import Effect, Result
from samspil.core.governance.language.routes import Do
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.matter import Authority, Ground, Refusal, refuse
from samspil.core.governance.membership import consented_to_statutes, is_member_throughout, members_on
from samspil.core.governance.program import CompiledStep
from samspil.core.governance.state import State

_ANSWER_OF_RESULT = {Result.APPROVED.value: Answer.CONSENTS, Result.REJECTED.value: Answer.DECLINES}
_EFFECTS_OF_ANSWER = {
    Answer.CONSENTS: (Effect.APPROVES.value,),
    Answer.DECLINES: (Effect.REJECTS.value, Effect.CLOSES.value),
}


def authority_of(model: GovernanceModel, state: State) -> MemberAuthority | Refusal:
    """A member's own decision on a joint proposal, from the matter it handled under its own model.

    Args:
        model: the member's own model, whose kind that ``answers_joint`` the matter is of.
        state: the member's matter, decided by a mandate; its subject is the joint proposal.
    """
    matter = state.matter
    if state.digest != model.digest:
        return refuse(model, ("version",), "another_version", model=state.model)
    path = ("kinds", matter.kind)
    if not model.spec.kinds[matter.kind].answers_joint or matter.subject is None or matter.member is None:
        return refuse(model, path, "answers_no_joint_proposal", kind=matter.kind)
    if model.spec.organisation.municipality not in (None, matter.member):
        return refuse(
            model,
            ("organisation", "municipality"),
            "another_decision",
            member=matter.member,
            matter=matter.id,
        )
    answer = _ANSWER_OF_RESULT.get(state.result or "")
    last = _decided(state, answer) if answer else None
    if answer is None or last is None:
        return refuse(model, path, "member_has_not_decided", member=matter.member, matter=matter.id)
    return MemberAuthority(
        matter.member,
        matter.id,
        matter.subject,
        answer,
        model.key,
        last.authority.key,
        last.authority.place,
        last.at,
    )


def _decided(state: State, answer: Answer) -> Decided | None:
    """The last decision under a mandate by which a matter came to such an answer."""
    effects = _EFFECTS_OF_ANSWER[answer]
    by_mandate = [one for one in state.decisions if one.authority.ground is Ground.MANDATE]
    return next((one for one in reversed(by_mandate) if one.effect in effects), None)


def consents_needed(model: GovernanceModel, state: State) -> tuple[str, ...]:
    """The members whose answer a joint proposal still waits for, by code."""
    waiting = (
        code
        for code in state.members
        if code not in state.answers or state.answers[code].answer is Answer.DEFERS
    )
    return tuple(sorted(waiting))


def joint_rule(model: GovernanceModel, state: State) -> tuple[str, Joint] | None:
    """The rule for the joint decision on a matter's route; a route has at most one."""
    route = model.spec.routes[model.spec.kinds[state.matter.kind].route]
    for step in route.steps.values():
        for key in joint_rules_of(step):
            return key, model.spec.joint[key]
    return None


def participants_on(model: GovernanceModel, state: State, on: date) -> tuple[str, ...]:
    """Who takes part on a day, by code; with the membership the part ends, where the rule says so.

    Who leaves the association and comes back takes part again only by joining again.
    """
    rule = joint_rule(model, state)
    found = state.participants_on(on)
    if rule is None or not rule[1].leaving.ends_with_membership:
        return found
    return tuple(
        code for code in found if is_member_throughout(model, code, state.participants[code].joined_on, on)
    )


def answer_joint(
    model: GovernanceModel, state: State, step: CompiledStep, entry: AnswerAsMember
) -> MemberAnswered | Refusal:
    """A member's answer, or why it does not count. Deferring decides nothing and takes no mandate."""
    if refusal := _answer_refusal(model, state, step, entry):
        return refusal
    if entry.answer is Answer.DEFERS:
        return MemberAnswered(entry.at, entry.member, entry.answer, None)
    authority = _authority(model, state, entry, entry.answer)
    if isinstance(authority, Refusal):
        return authority
    return MemberAnswered(entry.at, entry.member, entry.answer, authority)


def _answer_refusal(
    model: GovernanceModel, state: State, step: CompiledStep, entry: AnswerAsMember
) -> Refusal | None:
    """Why this is not the place, the member or the time for an answer, or nothing."""
    path = ("routes", step.route, "steps", step.key)
    if step.spec.do is not Do.CONSENT:
        return refuse(model, path, "not_before_the_members", step=step.key)
    if entry.member not in _asked(model, state, local_day(model, entry.at)):
        return refuse(model, ("members",), "not_a_member", member=entry.member)
    if entry.answer is Answer.DEFERS and entry.member not in consents_needed(model, state):
        return refuse(model, path, "has_decided_already", member=entry.member)
    return None


def _asked(model: GovernanceModel, state: State, on: date) -> tuple[str, ...]:
    """The members that were asked and have been members ever since."""
    assert state.asked_at is not None, "a step of consent is come to with the members it asks"
    since = local_day(model, state.asked_at)
    return tuple(code for code in state.members if is_member_throughout(model, code, since, on))


def _authority(
    model: GovernanceModel, state: State, entry: AnswerAsMember | JoinLate, answer: Answer
) -> MemberAuthority | Refusal:
    """The member's own decision that gives an answer its force, or why there is none."""
    if entry.own is None:
        return refuse(model, _rule_path(model, state), "only_by_its_own_decision", member=entry.member)
    authority = authority_of(entry.own.model, entry.own.state)
    if isinstance(authority, Refusal):
        return authority
    return _authority_refusal(model, state, entry, answer, authority) or authority


def _authority_refusal(
    model: GovernanceModel,
    state: State,
    entry: AnswerAsMember | JoinLate,
    answer: Answer,
    authority: MemberAuthority,
) -> Refusal | None:
    """Why a member's decision is not its answer to this proposal: another's, another way, out of date."""
    path = _rule_path(model, state)
    expected = (entry.member, state.matter.id, answer)
    if (authority.member, authority.subject, authority.answer) != expected:
        return refuse(model, path, "another_decision", member=entry.member, matter=authority.matter)
    if authority.decided_at > entry.at:
        return refuse(model, path, "not_decided_yet", member=entry.member, decided_at=authority.decided_at)
    last_word = state.last_word.get(entry.member)
    is_before_asking = state.asked_at is not None and authority.decided_at < state.asked_at
    if is_before_asking or (last_word is not None and authority.decided_at <= last_word):
        return refuse(model, path, "older_decision", member=entry.member, decided_at=authority.decided_at)
    return None


def _rule_path(model: GovernanceModel, state: State) -> tuple[str, ...]:
    rule = joint_rule(model, state)
    return ("joint", rule[0]) if rule else ("joint",)


def settlement(
    model: GovernanceModel, state: State, step: CompiledStep, at: datetime, *, time_is_up: bool
) -> int:
    """The kernel's verdict on the answers so far. A member that has left meanwhile counts nowhere."""
    assert step.spec.joint is not None
    joint = model.spec.joint[step.spec.joint]
    members = _asked(model, state, local_day(model, at))
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
        for code in _asked(model, state, on)
        if code in state.answers and state.answers[code].answer is Answer.CONSENTS
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
        return refuse(model, ("kinds", state.matter.kind), "nothing_to_join", matter=state.matter.id)
    if refusal := _joining_refusal(model, state, entry, *rule):
        return refusal
    authority = _authority(model, state, entry, Answer.CONSENTS)
    if isinstance(authority, Refusal):
        return authority
    return (MemberJoined(entry.at, local_day(model, entry.at), entry.member, authority),)


def _joining_refusal(
    model: GovernanceModel, state: State, entry: JoinLate, key: str, joint: Joint
) -> Refusal | None:
    """Why the rule does not let this member in now, or nothing."""
    on = local_day(model, entry.at)
    if joint.late_joining is None:
        return refuse(model, ("joint", key), "no_late_joining", joint=key)
    if joint.late_joining.within is not None and state.carried_on is not None:
        months = _number(model, joint.late_joining.within, entry.at)
        last = count_from(model, state.carried_on.toordinal(), months, Unit.MONTHS)
        if on > last:
            return refuse(model, ("joint", key, "late_joining", "within"), "too_late_to_join", last=last)
    if entry.member not in members_on(model, on):
        return refuse(model, ("members",), "not_a_member", member=entry.member)
    if entry.member in participants_on(model, state, on):
        return refuse(model, ("joint", key), "takes_part_already", member=entry.member)
    return None


def leave_joint(model: GovernanceModel, state: State, entry: LeaveJoint) -> Events | Refusal:
    """A participant leaves: after its notice, or with its membership where the rule says so."""
    rule = joint_rule(model, state)
    on = local_day(model, entry.at)
    if rule is None or entry.member not in participants_on(model, state, on):
        return refuse(model, ("kinds", state.matter.kind), "takes_no_part", member=entry.member)
    key, joint = rule
    if state.participants[entry.member].leaves_on is not None:
        return refuse(model, ("joint", key, "leaving"), "leaves_already", member=entry.member)
    if joint.leaving.only_by and not _is_let_out(model, state, entry, joint):
        kinds = ", ".join(joint.leaving.only_by)
        return refuse(
            model, ("joint", key, "leaving", "only_by"), "left_only_by", member=entry.member, kinds=kinds
        )
    notice = _number(model, joint.leaving.notice, entry.at)
    leaves_on = count_from(model, day_zero(model, entry.at), notice, Unit.MONTHS)
    if joint.leaving.ends_with_membership:
        leaves_on = min([leaves_on, *_membership_ends(model, entry.member, on)])
    return (MemberLeft(entry.at, entry.member, leaves_on),)


def _membership_ends(model: GovernanceModel, code: str, on: date) -> list[date]:
    """The first day outside of the membership that holds on a day, where it is known."""
    return [
        one.left
        for one in model.spec.members
        if one.municipality == code and one.left and one.joined <= on < one.left
    ]


def _is_let_out(model: GovernanceModel, state: State, entry: LeaveJoint, joint: Joint) -> bool:
    """Whether the association has granted this member, in this matter, what the rule asks for."""
    evidence = entry.let_out
    return (
        evidence is not None
        and evidence.model.key == model.key
        and evidence.state.digest == evidence.model.digest
        and evidence.state.matter.kind in joint.leaving.only_by
        and (evidence.state.matter.subject, evidence.state.matter.member) == (state.matter.id, entry.member)
        and evidence.state.result == Result.APPROVED.value
        and _granted_by(evidence, entry.at)
    )


def _granted_by(evidence: Evidence, at: datetime) -> bool:
    granted = _decided(evidence.state, Answer.CONSENTS)
    return granted is not None and granted.at <= at
