"""Joining a joint decision late, and leaving it: each by the member's own decision, on the rule's terms."""

from __future__ import annotations

from datetime import date, datetime

from samspil.core.governance.clocks import count_from, day_zero, local_day
from samspil.core.governance.entries import Evidence, JoinLate, LeaveJoint
from samspil.core.governance.events import Answer, Events, MemberAuthority, MemberJoined, MemberLeft
from samspil.core.governance.joint_decisions import (
    decided_by_mandate,
    joint_rule,
    number_on,
    own_authority,
    participants_on,
)
from samspil.core.governance.language.basics import Unit
from samspil.core.governance.language.joint import Joint
from samspil.core.governance.language.organisation import Result
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.mandated import could_be_made
from samspil.core.governance.matter import Refusal, refuse
from samspil.core.governance.membership import members_on
from samspil.core.governance.state import State


def join_late(model: GovernanceModel, state: State, entry: JoinLate) -> Events | Refusal:
    """A member comes in after the decision, by its own decision, while the rule lets it."""
    rule = joint_rule(model, state)
    if rule is None or state.carried_on is None:
        return refuse(model, ("kinds", state.matter.kind), "nothing_to_join", matter=state.matter.id)
    if refusal := _joining_refusal(model, state, entry, *rule):
        return refusal
    authority = own_authority(model, state, entry, Answer.CONSENTS)
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
        months = number_on(model, joint.late_joining.within, entry.at)
        last = count_from(model, state.carried_on.toordinal(), months, Unit.MONTHS)
        if on > last:
            return refuse(model, ("joint", key, "late_joining", "within"), "too_late_to_join", last=last)
    if entry.member not in members_on(model, on):
        return refuse(model, ("members",), "not_a_member", member=entry.member)
    if entry.member in participants_on(model, state, on):
        return refuse(model, ("joint", key), "takes_part_already", member=entry.member)
    return None


def leave_joint(model: GovernanceModel, state: State, entry: LeaveJoint) -> Events | Refusal:
    """A participant leaves by its own decision: after its notice, or with its membership if that is sooner.

    Whoever binds itself by a decision is let go by one: the member declines in a matter of its own,
    later than its consent. Where the rule names kinds of matter (``only_by``), the association must
    besides have granted it.
    """
    rule = joint_rule(model, state)
    on = local_day(model, entry.at)
    if rule is None or entry.member not in participants_on(model, state, on):
        return refuse(model, ("kinds", state.matter.kind), "takes_no_part", member=entry.member)
    if refusal := _leaving_refusal(model, state, entry, *rule):
        return refusal
    authority = own_authority(model, state, entry, Answer.DECLINES)
    if isinstance(authority, Refusal):
        return authority
    if refusal := _too_little_refusal(model, state, authority, rule[0]):
        return refusal
    return (MemberLeft(entry.at, entry.member, _leaves_on(model, entry, rule[1]), authority),)


def _leaving_refusal(
    model: GovernanceModel, state: State, entry: LeaveJoint, key: str, joint: Joint
) -> Refusal | None:
    """Why the rule does not let this member go, or nothing."""
    path = ("joint", key, "leaving")
    if state.participants[entry.member].leaves_on is not None:
        return refuse(model, path, "leaves_already", member=entry.member)
    if joint.leaving.only_by and not _is_let_out(model, state, entry, joint):
        kinds = ", ".join(joint.leaving.only_by)
        return refuse(model, (*path, "only_by"), "left_only_by", member=entry.member, kinds=kinds)
    return None


def _too_little_refusal(
    model: GovernanceModel, state: State, authority: MemberAuthority, key: str
) -> Refusal | None:
    """Who took on an amount decides to leave under a mandate that reaches as much.

    Otherwise a head with a small limit could undo at home what the council had decided.
    """
    taken_on, said = state.participants[authority.member].amount, authority.amount
    if taken_on is None or (said is not None and said.minor >= taken_on.minor):
        return None
    args: dict[str, object] = {"member": authority.member, "matter": authority.matter, "taken_on": taken_on}
    return refuse(model, ("joint", key, "leaving"), "leaves_less_than_it_took_on", **args)


def _leaves_on(model: GovernanceModel, entry: LeaveJoint, joint: Joint) -> date:
    """The first day outside."""
    notice = number_on(model, joint.leaving.notice, entry.at)
    leaves_on = count_from(model, day_zero(model, entry.at), notice, Unit.MONTHS)
    if joint.leaving.ends_with_membership:
        return min([leaves_on, *_membership_ends(model, entry.member, local_day(model, entry.at))])
    return leaves_on


def _membership_ends(model: GovernanceModel, code: str, on: date) -> list[date]:
    """The first day outside of the membership that holds on a day, where it is known."""
    return [
        one.left
        for one in model.spec.members
        if one.municipality == code and one.left and one.joined <= on < one.left
    ]


def _is_let_out(model: GovernanceModel, state: State, entry: LeaveJoint, joint: Joint) -> bool:
    """Whether the association has granted this member, in this matter, what the rule asks for.

    The grant must be made under this very version of the model: another with the same key may be
    anybody's.
    """
    evidence = entry.let_out
    return (
        evidence is not None
        and evidence.model.digest == evidence.state.digest == model.digest
        and evidence.state.matter.kind in joint.leaving.only_by
        and (evidence.state.matter.subject, evidence.state.matter.member) == (state.matter.id, entry.member)
        and evidence.state.result == Result.APPROVED.value
        and _granted_by(model, evidence, entry.at)
    )


def _granted_by(model: GovernanceModel, evidence: Evidence, at: datetime) -> bool:
    granted = decided_by_mandate(evidence.state, Answer.CONSENTS)
    return granted is not None and granted.at <= at and could_be_made(model, evidence.state, granted)
