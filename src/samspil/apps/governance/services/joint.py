"""From the association's proposal to each member, and from a member's own decision back.

A member decides in a matter of its own, under its own model; only that decision, read by the engine, answers.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from samspil.apps.governance.models import Consent, Matter
from samspil.apps.governance.services import matters
from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.organisations.selectors import members_on
from samspil.apps.organisations.types import Acting
from samspil.core.governance.entries import AnswerAsMember, Entry, Evidence, JoinLate
from samspil.core.governance.events import Answer, Entered
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


def answer_for_the_member(own: Matter, *, acting: Acting | None, at: datetime) -> None:
    """A member has decided: its answer reaches the proposal, or the journal says why it does not count."""
    answer = _ANSWERS.get(own.result)
    if answer is None or own.subject is None:
        return
    owner = door.granted_by(SHARED, own.subject, timezone.localdate(at))
    if owner is None:
        return
    model, state = matters.standing(own)
    evidence = Evidence(model, state)

    def entry(joint: State) -> Entry:
        heard_at = max(at, joint.at)  # a clock may have ended the member's matter at an earlier hour
        if joint.carried_on is not None and answer is Answer.CONSENTS:
            return JoinLate(own.member, heard_at, evidence)
        return AnswerAsMember(own.member, answer, heard_at, evidence)

    with scope.widened([owner]):
        joint = Matter.objects.get(public_id=own.subject)
        try:
            with transaction.atomic():
                matters.move_matter(joint, entry, acting=acting)
        except RefusedError as refused:
            facts = {"code": refused.problem.code, "member": own.member, "own_matter": str(own.public_id)}
            told = Told("governance.matter.answer_not_counted", SHARED, str(joint.public_id), facts)
            record(owner, [told], By(str(acting.person) if acting else matters.CLOCK, at))
        else:
            _name_the_mandate(joint, own)


def _name_the_mandate(joint: Matter, own: Matter) -> None:
    """What the member calls the body that decided, for those who cannot read the member's model."""
    decided = own.decisions.filter(is_taken=True).order_by("-event_sequence").first()
    row = Consent.objects.filter(matter=joint, own_matter=own.public_id).order_by("-round").first()
    if decided is not None and row is not None:
        row.mandate_name = decided.body_name
        row.save(update_fields=["mandate_name"])


@transaction.atomic
def defer(joint: Matter, *, acting: Acting, at: datetime) -> None:
    """A member asks for more time. It decides nothing and takes no mandate.

    Raises:
        RefusedError: it has answered, or nobody asks it.
        NotFoundError: the proposal is not shared with it.
    """
    owner = door.granted_by(SHARED, joint.public_id, timezone.localdate(at))
    if owner is None:
        raise NotFoundError(str(joint.public_id))
    with scope.widened([owner]):
        found = Matter.objects.get(public_id=joint.public_id)
        matters.move_matter(found, AnswerAsMember(acting.code, Answer.DEFERS, at), acting=acting)
