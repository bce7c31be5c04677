"""From the association's proposal to each member, and from a member's own decision back.

A member decides in a matter of its own, under its own model; only that decision, read by the engine, answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils import timezone

from samspil.apps.governance.models import Matter
from samspil.apps.governance.selectors.about import Known
from samspil.apps.governance.selectors.adoptions import KindOnDay, kinds_on
from samspil.apps.governance.services import matters
from samspil.apps.governance.services.rows import is_taken, name_of_body
from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.organisations.selectors import is_member, members_on
from samspil.apps.organisations.types import Acting
from samspil.core.errors import Problem
from samspil.core.governance.entries import AnswerAsMember, Entry, Evidence, JoinLate, LeaveJoint
from samspil.core.governance.events import Answer, Decided, Entered
from samspil.core.governance.joint_decisions import joint_rule
from samspil.core.governance.language.organisation import Result
from samspil.core.governance.state import State
from samspil.kit.journal.recording import By, Told, record
from samspil.kit.sharing import door
from samspil.kit.tenancy import scope

SHARED = "matter"
_ANSWERS = {Result.APPROVED.value: Answer.CONSENTS, Result.REJECTED.value: Answer.DECLINES}


def ask_the_members(matter: Matter, event: Entered, *, actor: str) -> None:
    """Every member may read the proposal it is asked about, from the day that it is asked."""
    on = timezone.localdate(event.at)
    asked = set(matter.consents.filter(code__in=event.members).values_list("member_id", flat=True))
    later = {member.pk for member in members_on(matter.organisation_id, on)}
    door.share(
        matter.organisation_id,
        sorted(asked | later),
        (SHARED, matter.public_id),
        "joint proposal",
        By(actor, event.at),
        on=on,
    )


def answer_for_the_member(known: Known, *, acting: Acting | None, at: datetime) -> None:
    """A member has decided: its answer reaches the proposal, or the journal says why it does not count."""
    own = known.matter
    answer = _ANSWERS.get(own.result)
    if answer is None or own.subject is None:
        return
    owner = door.granted_by(SHARED, own.subject, timezone.localdate(at))
    if owner is None or _code_of(own, acting) != own.member:
        return
    said = _Said(own.member, answer, Evidence(known.model, known.state), at)
    with scope.widened([owner]):
        try:
            with transaction.atomic():
                if answer is Answer.CONSENTS:
                    _check_is_member(owner, own.organisation_id, own.member, at)
                joint = matters.hold_shared(owner, own.subject)
                heard = partial(_heard, joint.matter, said)
                matters.move_matter(joint, heard, acting=acting, decided_by=_decided_by(known))
        except RefusedError as refused:
            facts = {"code": refused.problem.code, "member": own.member, "own_matter": str(own.public_id)}
            told = Told("governance.matter.answer_not_counted", SHARED, str(own.subject), facts)
            record(owner, [told], By(str(acting.person) if acting else matters.CLOCK, at))


def _code_of(own: Matter, acting: Acting | None) -> str:
    """The code of the municipality whose matter it is; whoever acts for it knows it."""
    if acting is not None and acting.organisation_id == own.organisation_id:
        return acting.code
    return str(own.organisation.code)


def _decided_by(known: Known) -> Mapping[str, str] | None:
    """What the member calls the body that decided, for those who cannot read the member's model."""
    for event, model in reversed(list(known.by_version())):
        if isinstance(event, Decided) and is_taken(model, event):
            return name_of_body(model, event.body)
    return None


def _check_is_member(association: int, member: int, code: str, at: datetime) -> None:
    """Who has left the association takes on nothing more; it may still say no and leave what it is in.

    Raises:
        RefusedError: ``not_a_member``.
    """
    if not is_member(association, member, timezone.localdate(at)):
        raise RefusedError(Problem("not_a_member", {"member": code}))


@dataclass(frozen=True, slots=True)
class _Said:
    """What a member has decided, and the matter in which it did."""

    member: str
    answer: Answer
    own: Evidence
    at: datetime


def _heard(joint: Matter, said: _Said, standing: State) -> Entry:
    """A member's decision as the proposal hears it: an answer, joining late, or leaving."""
    at = max(said.at, standing.at)  # a clock may have ended the member's matter at an earlier hour
    if standing.carried_on is None:
        return AnswerAsMember(said.member, said.answer, at, said.own)
    if said.answer is Answer.CONSENTS:
        return JoinLate(said.member, at, said.own)
    if said.member in standing.participants:
        return LeaveJoint(said.member, at, said.own, _let_out(joint, said.member))
    return AnswerAsMember(said.member, said.answer, at, said.own)


def _let_out(joint: Matter, member: str) -> Evidence | None:
    """What the association has granted a member that asks to leave, where its rule wants that."""
    rule = joint_rule(*matters.standing(joint))
    kinds = rule[1].leaving.only_by if rule else []
    granted = Matter.objects.filter(subject=joint.public_id, member=member, kind__in=kinds)
    found = granted.filter(result=Result.APPROVED.value).order_by("-pk").first()
    return Evidence(*matters.standing(found)) if found else None


def may_answer(kind: KindOnDay, acting: Acting) -> bool:
    """Whether somebody may bring their municipality's answer to a joint proposal."""
    return kind.kind.answers_joint and bool(acting.roles & set(kind.kind.brought_by))


@transaction.atomic
def defer(joint: Matter, *, acting: Acting, at: datetime) -> None:
    """A member asks for more time. It decides nothing and takes no mandate.

    Raises:
        RefusedError: it has answered, nobody asks it, it has left, or one may not bring the member's answer.
        NotFoundError: the proposal is not shared with it.
    """
    owner = door.granted_by(SHARED, joint.public_id, timezone.localdate(at))
    if owner is None:
        raise NotFoundError(str(joint.public_id))
    if not any(may_answer(one, acting) for one in kinds_on(acting.organisation_id, timezone.localdate(at))):
        raise RefusedError(Problem("not_yours_to_answer", {}))
    with scope.widened([owner]):
        _check_is_member(owner, acting.organisation_id, acting.code, at)
        answer = AnswerAsMember(acting.code, Answer.DEFERS, at)
        matters.move_matter(matters.hold_shared(owner, joint.public_id), answer, acting=acting)
