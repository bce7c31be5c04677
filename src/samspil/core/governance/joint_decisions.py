"""Joint decisions: nobody is bound but by its own, or by the statutes it has itself consented to.

What a member says is not taken at anybody's word: the engine is handed the member's own matter and
reads the decision in it. Of two decisions of one member the later counts, so that an old consent
cannot be used again after a refusal, a notice, or a new version of what is proposed.
"""

from __future__ import annotations

from datetime import date, datetime

from samspil.core.errors import ProblemsError
from samspil.core.governance import kernel
from samspil.core.governance.checks.organisation import joint_rules_of
from samspil.core.governance.clocks import local_day
from samspil.core.governance.entries import AnswerAsMember, JoinLate, LeaveJoint
from samspil.core.governance.events import (
    Answer,
    Decided,
    Events,
    MemberAnswered,
    MemberAuthority,
    MembersTakePart,
)
from samspil.core.governance.language.joint import Joint, Participation
from samspil.core.governance.language.known_words import AMOUNT
from samspil.core.governance.language.organisation import Effect, Result
from samspil.core.governance.language.routes import Do
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.mandated import could_be_made
from samspil.core.governance.matter import Authority, Ground, Refusal, kind_of, refuse
from samspil.core.governance.membership import consented_to_statutes, is_member_throughout
from samspil.core.governance.program import CompiledStep
from samspil.core.governance.state import State
from samspil.core.units import Money

ByMember = AnswerAsMember | JoinLate | LeaveJoint

_ANSWER_OF_RESULT = {Result.APPROVED.value: Answer.CONSENTS, Result.REJECTED.value: Answer.DECLINES}
_EFFECTS_OF_ANSWER = {
    Answer.CONSENTS: (Effect.APPROVES.value,),
    Answer.DECLINES: (Effect.REJECTS.value, Effect.CLOSES.value),
}


def authority_of(model: GovernanceModel, state: State) -> MemberAuthority | Refusal:
    """A member's own decision on a joint proposal, from the matter it handled under its own model.

    The mandate that the decision names is looked up again: it must stand in this model, be held by the
    body that decided, and reach the matter on the day. That the matter's events are real, and that the
    member has adopted this model, is for the caller to vouch for.

    Args:
        model: the member's own model, whose kind that ``answers_joint`` the matter is of.
        state: the member's matter, decided by a mandate; its subject is the joint proposal.
    """
    if state.digest != model.digest:
        return refuse(model, ("version",), "another_version", model=state.model)
    try:
        return _authority_from(model, state)
    except ProblemsError as error:
        return Refusal(error.problems[0])


def _authority_from(model: GovernanceModel, state: State) -> MemberAuthority | Refusal:
    matter = state.matter
    path = ("kinds", matter.kind)
    if not kind_of(model, matter.kind).answers_joint or matter.subject is None or matter.member is None:
        return refuse(model, path, "answers_no_joint_proposal", kind=matter.kind)
    if model.spec.organisation.municipality not in (None, matter.member):
        where = ("organisation", "municipality")
        return refuse(model, where, "another_decision", member=matter.member, matter=matter.id)
    answer = _ANSWER_OF_RESULT.get(state.result or "")
    last = decided_by_mandate(state, answer) if answer else None
    if answer is None or last is None:
        return refuse(model, path, "member_has_not_decided", member=matter.member, matter=matter.id)
    if not could_be_made(model, state, last):
        args = {"mandate": last.authority.key, "member": matter.member, "matter": matter.id}
        return refuse(model, path, "mandate_does_not_reach", **args)
    amount = matter.attributes.get(AMOUNT)
    return MemberAuthority(
        matter.member,
        matter.id,
        matter.subject,
        answer,
        model.key,
        last.authority.key,
        model.place("mandates", last.authority.key),
        last.at,
        matter.kind,
        amount if isinstance(amount, Money) else None,
    )


def decided_by_mandate(state: State, answer: Answer) -> Decided | None:
    """The last decision under a mandate by which a matter came to such an answer, as its events tell it."""
    effects = _EFFECTS_OF_ANSWER[answer]
    by_mandate = [one for one in state.decisions if one.authority.ground is Ground.MANDATE]
    return next((one for one in reversed(by_mandate) if one.effect in effects), None)


def consents_needed(model: GovernanceModel, state: State) -> tuple[str, ...]:
    """The members whose answer a joint proposal still waits for, by code, sorted.

    Who has deferred is still waited for. Nobody, where the matter asks no members. Linear in the members.

    Source: F4.2 (the members cede no competence; each decides for itself).

    >>> from dataclasses import replace
    >>> from datetime import UTC, datetime
    >>> from samspil import library
    >>> from samspil.core.governance import Matter, MemberAnswered, load
    >>> model = load("storkoebenhavn_association", library.model_files, library.municipalities())
    >>> at = datetime(2026, 11, 23, 10, tzinfo=UTC)
    >>> wish = Matter("m1", "voluntary_initiative", {}, "anna")
    >>> asked = State(wish, model.key, model.digest, at, members=("0155", "0165"))
    >>> deferred = {"0155": MemberAnswered(at, "0155", Answer.DEFERS, None)}
    >>> consents_needed(model, replace(asked, answers=deferred))
    ('0155', '0165')
    """
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
    authority = own_authority(model, state, entry, entry.answer)
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


def own_authority(
    model: GovernanceModel, state: State, entry: ByMember, answer: Answer
) -> MemberAuthority | Refusal:
    """The member's own decision that gives its answer, joining or leaving its force, or why there is none."""
    if entry.own is None:
        return refuse(model, rule_path(model, state), "only_by_its_own_decision", member=entry.member)
    authority = authority_of(entry.own.model, entry.own.state)
    if isinstance(authority, Refusal):
        return authority
    return _authority_refusal(model, state, entry, answer, authority) or authority


def _authority_refusal(
    model: GovernanceModel,
    state: State,
    entry: ByMember,
    answer: Answer,
    authority: MemberAuthority,
) -> Refusal | None:
    """Why a member's decision is not its answer to this proposal: another's, another way, out of date."""
    path = rule_path(model, state)
    expected = (entry.member, state.matter.id, answer)
    if (authority.member, authority.subject, authority.answer) != expected:
        return refuse(model, path, "another_decision", member=entry.member, matter=authority.matter)
    if refusal := _content_refusal(model, state, authority):
        return refusal
    if authority.decided_at > entry.at:
        return refuse(model, path, "not_decided_yet", member=entry.member, decided_at=authority.decided_at)
    last_word = state.last_word.get(entry.member)
    is_before_asking = state.asked_at is not None and authority.decided_at < state.asked_at
    if is_before_asking or (last_word is not None and authority.decided_at <= last_word):
        return refuse(model, path, "older_decision", member=entry.member, decided_at=authority.decided_at)
    return None


def _content_refusal(model: GovernanceModel, state: State, authority: MemberAuthority) -> Refusal | None:
    """Why a member's decision does not cover what is asked: of another kind, or about no money.

    A consent binds a member to the amount that its own matter says, and to no more. Where the proposal
    costs something, a consent that says nothing or zero would be an answer to another question.
    """
    path, rule = rule_path(model, state), joint_rule(model, state)
    about = {"member": authority.member, "matter": authority.matter}
    wanted = rule[1].member_kind if rule else None
    if wanted not in (None, authority.kind):
        args = {**about, "kind": authority.kind, "wanted": wanted}
        return refuse(model, (*path, "member_kind"), "another_kind_of_answer", **args)
    costs = state.matter.attributes.get(AMOUNT)
    if authority.answer is not Answer.CONSENTS or not isinstance(costs, Money) or costs.minor == 0:
        return None
    if authority.amount is None or authority.amount.minor == 0:
        return refuse(model, path, "takes_on_no_amount", **about, costs=costs)
    return None


def rule_path(model: GovernanceModel, state: State) -> tuple[str, ...]:
    """Where the rule for a matter's joint decision stands in the file."""
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
        number_on(model, joint.least_members, at),
        number_on(model, joint.least_population, at),
        time_is_up,
    )


def number_on(model: GovernanceModel, parameter: str | None, at: datetime) -> int:
    """A parameter of a joint rule as a whole number on the day; zero where the rule names none."""
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
