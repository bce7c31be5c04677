"""What a gate needs is made ready, the gate is asked for, and what was decided is followed."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from samspil.apps.governance.selectors.subjects import Taken, Went, how_it_went
from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.models import Criterion, Gate, Initiative, PhaseDocument
from samspil.apps.portfolio.selectors.access import may_lead
from samspil.apps.portfolio.selectors.gates import (
    answers_of,
    documents_of,
    lacking_at,
    refusal_to_stop,
    waiting_gate,
)
from samspil.apps.portfolio.selectors.project_models import Offered, facts_of, followed_by
from samspil.apps.portfolio.services.parts import let_parts_follow
from samspil.apps.portfolio.services.resting import let_rest, wake
from samspil.apps.portfolio.services.telling import tell
from samspil.apps.portfolio.types import End, Outcome, PartsThen
from samspil.core.errors import Problem
from samspil.core.governance.language.commitments import Phase
from samspil.core.governance.language.organisation import Effect, Result
from samspil.core.portfolio.phases import next_phase

_BY_EFFECT: Final = {Effect.RETURNS.value: Outcome.REWORK}


# --- what a gate needs ------------------------------------------------------------------------------------
@transaction.atomic
def mark_ready(
    initiative: Initiative, document: str, place: str, *, acting: Acting, at: datetime
) -> PhaseDocument:
    """A document of the phase is ready, and where it is; said again it is found elsewhere.

    Raises:
        RefusedError: ``document_needs_a_place``, ``not_of_this_phase``, or one may not.
    """
    initiative, followed, phase = _in_phase(initiative, acting=acting, at=at)
    if document not in phase.documents:
        raise RefusedError(Problem("not_of_this_phase", {}))
    if not place.strip():
        raise RefusedError(Problem("document_needs_a_place", {}))
    row, _made = PhaseDocument.objects.update_or_create(
        organisation_id=initiative.organisation_id,
        initiative=initiative,
        phase=initiative.phase,
        document=document,
        defaults={
            "place": place.strip(),
            "ready_on": timezone.localdate(at),
            "ready_by": acting.person,
        },
    )
    facts = {"phase": initiative.phase, "document": document, "project_model": followed.key}
    tell(initiative, "gate.document_ready", facts, {"place": place}, acting=acting, at=at)
    return row


@transaction.atomic
def answer(
    initiative: Initiative, criterion: str, evidence: str, *, is_met: bool, acting: Acting, at: datetime
) -> Criterion:
    """A criterion of the phase's gate is answered with what the answer builds on.

    Raises:
        RefusedError: ``gate_criterion_needs_evidence``, ``not_of_this_phase``, or one may not.
    """
    initiative, followed, phase = _in_phase(initiative, acting=acting, at=at)
    if phase.gate is None or criterion not in phase.gate.criteria:
        raise RefusedError(Problem("not_of_this_phase", {}))
    if not evidence.strip():
        raise RefusedError(Problem("gate_criterion_needs_evidence", {}))
    row, _made = Criterion.objects.update_or_create(
        organisation_id=initiative.organisation_id,
        initiative=initiative,
        phase=initiative.phase,
        criterion=criterion,
        defaults={
            "is_met": is_met,
            "evidence": evidence.strip(),
            "answered_at": at,
            "answered_by": acting.person,
        },
    )
    facts = {
        "phase": initiative.phase,
        "criterion": criterion,
        "is_met": is_met,
        "project_model": followed.key,
    }
    tell(initiative, "gate.criterion_answered", facts, {"evidence": evidence}, acting=acting, at=at)
    return row


def _in_phase(initiative: Initiative, *, acting: Acting, at: datetime) -> tuple[Initiative, Offered, Phase]:
    """The initiative locked, and the phase it is in, for whoever leads it.

    Raises:
        RefusedError: ``not_yours_to_lead``, ``initiative_is_over``, ``outside_the_project_model``,
            ``no_gate_kind``.
    """
    today = timezone.localdate(at)
    if not may_lead(acting, initiative, today):
        raise RefusedError(Problem("not_yours_to_lead", {"title": initiative.title}))
    initiative = Initiative.objects.select_for_update().get(pk=initiative.pk)
    if not initiative.is_open:
        raise RefusedError(Problem("initiative_is_over", {"title": initiative.title}))
    if not initiative.project_model:
        raise RefusedError(Problem("outside_the_project_model", {"title": initiative.title}))
    followed = followed_by(initiative, today)
    if followed is None or initiative.phase not in followed.project.phases:
        raise RefusedError(Problem("no_gate_kind", {}))
    return initiative, followed, followed.project.phases[initiative.phase]


# --- asking -----------------------------------------------------------------------------------------------
def check_gate(initiative: Initiative, *, acting: Acting, at: datetime) -> tuple[Initiative, Offered, Phase]:
    """Nothing stands in the way of asking; within a transaction: the initiative is locked.

    Raises:
        RefusedError: ``gate_lacks_papers`` names all that it lacks, ``gate_is_asked_for``, or one may not.
    """
    initiative, followed, phase = _in_phase(initiative, acting=acting, at=at)
    waiting = waiting_gate(initiative)
    if waiting is not None:
        went = how_it_went(waiting.matter)
        number = went.case_number if went else ""
        raise RefusedError(Problem("gate_is_asked_for", {"phase": waiting.phase, "case_number": number}))
    here = initiative.phase
    problem = lacking_at(phase, documents_of(initiative, here), answers_of(initiative, here)).problem
    if problem is not None:
        raise RefusedError(problem)
    return initiative, followed, phase


def open_gate(
    initiative: Initiative,
    matter: UUID,
    then: PartsThen | None = None,
    *,
    acting: Acting,
    at: datetime,
) -> Gate:
    """The gate has been asked for, and waits for its matter; within a transaction."""
    asked = Gate(phase=initiative.phase, matter=matter, parts_then=then.value if then else "")
    gate = _next_attempt(initiative, asked, at=at)
    if initiative.is_paused:
        let_rest(initiative, is_paused=False, at=at)
    facts = {"phase": gate.phase, "attempt": gate.attempt, "matter": matter}
    tell(initiative, "gate.asked_for", facts, acting=acting, at=at)
    return gate


def _next_attempt(initiative: Initiative, before: Gate, *, at: datetime) -> Gate:
    """The same gate is waited for again, and what was said of it holds."""
    last = (
        initiative.gates.filter(phase=before.phase)
        .order_by("-attempt")
        .values_list("attempt", flat=True)
        .first()
    )
    return Gate.objects.create(
        organisation_id=initiative.organisation_id,
        initiative=initiative,
        phase=before.phase,
        attempt=(last or 0) + 1,
        matter=before.matter,
        parts_then=before.parts_then,
        asked_at=at,
    )


# --- what was decided -------------------------------------------------------------------------------------
@transaction.atomic
def follow(gate: Gate, *, at: datetime) -> bool:
    """What was decided of a gate's matter becomes the initiative's phase, pause or end; whether it did.

    Doing it again changes nothing. Rework and pause leave the matter on its way, and so begin another
    attempt; what was withdrawn or ran out was never decided, and the initiative stays where it is.
    """
    initiative = Initiative.objects.select_for_update().get(pk=gate.initiative_id)
    waiting = waiting_gate(initiative)
    went = how_it_went(waiting.matter) if waiting else None
    if waiting is None or went is None:
        return False
    known = set(initiative.gates.exclude(decision=None).values_list("decision", flat=True))
    new = [one for one in went.taken if one.decision not in known]
    last = went.taken[-1] if went.ended_at and went.taken else None
    moved = False
    for one in new:
        outcome = _final(went) if one is last else None
        outcome = outcome or _on_the_way(one)
        if outcome is not None:
            waiting = _decided(initiative, waiting, outcome, one, went, at=at)
            moved = True
            if waiting is None:
                return True
    if went.ended_at is not None:
        _lapse(initiative, waiting, went.ended_at, at=at)
        return True
    if initiative.is_paused and not went.is_resting:
        let_rest(initiative, is_paused=False, at=at)
        return True
    return moved


def _final(went: Went) -> Outcome | None:
    """What the end of a matter means, where a decision was taken."""
    return {Result.APPROVED.value: Outcome.GO, Result.REJECTED.value: Outcome.STOP}.get(went.result)


def _on_the_way(taken: Taken) -> Outcome | None:
    """What a decision means that is not the last word: the model's own word for it, else what it does."""
    if taken.outcome in (Outcome.REWORK, Outcome.PAUSE):
        return Outcome(taken.outcome)
    return _BY_EFFECT.get(taken.effect)


def _decided(
    initiative: Initiative, gate: Gate, outcome: Outcome, taken: Taken, went: Went, *, at: datetime
) -> Gate | None:
    """The outcome is written down and followed; the attempt that begins with it, if one does."""
    to = None
    if outcome is Outcome.GO:
        facts = facts_of(initiative, went.model, timezone.localdate(taken.decided_at))
        to = next_phase(went.model.spec.project_models[initiative.project_model], gate.phase, facts)
    gate.outcome, gate.to_phase = outcome.value, to or ""
    gate.decision, gate.decided_at = taken.decision, taken.decided_at
    gate.save(update_fields=["outcome", "to_phase", "decision", "decided_at"])
    told = {"phase": gate.phase, "attempt": gate.attempt, "outcome": outcome.value, "to_phase": to or ""}
    facts_told = {**told, "decision": taken.decision, "matter": gate.matter}
    tell(initiative, "gate.decided", facts_told, acting=None, at=at)
    if outcome is Outcome.GO:
        _go(initiative, gate, to, at=at)
    elif outcome is Outcome.STOP:
        _stop(initiative, gate, at=at)
    else:
        let_rest(initiative, is_paused=outcome is Outcome.PAUSE, at=at)
    if went.ended_at is None or taken is not went.taken[-1]:
        return _next_attempt(initiative, gate, at=taken.decided_at)
    return None


def _go(initiative: Initiative, gate: Gate, to: str | None, *, at: datetime) -> None:
    if to is None:
        _end(initiative, End.COMPLETED, gate, at=at)
        return
    assert gate.decided_at is not None
    initiative.phase, initiative.phase_since = to, timezone.localdate(gate.decided_at)
    wake(initiative, at=at)
    initiative.changed_at = at
    initiative.save(
        update_fields=["phase", "phase_since", "is_paused", "paused_on", "reports_from", "changed_at"]
    )


def _stop(initiative: Initiative, gate: Gate, *, at: datetime) -> None:
    """What the law demands stays where it is: the decision is kept, and does not undo the duty."""
    if refusal_to_stop(initiative) is None:
        _end(initiative, End.STOPPED, gate, at=at)
    else:
        facts = {"decision": gate.decision, "legal_source": initiative.legal_source}
        tell(initiative, "gate.stop_not_followed", facts, acting=None, at=at)


def _end(initiative: Initiative, how: End, gate: Gate, *, at: datetime) -> None:
    """A decision ends it, and its parts as was said; what was learned is what its criteria say."""
    said = initiative.criteria.filter(phase=gate.phase).order_by("pk").values_list("evidence", flat=True)
    assert gate.decided_at is not None
    initiative.end, initiative.ended_on = how.value, timezone.localdate(gate.decided_at)
    initiative.learned = initiative.learned or "\n".join(said)
    initiative.is_paused, initiative.changed_at = False, at
    initiative.save(update_fields=["end", "ended_on", "learned", "is_paused", "changed_at"])
    facts = {"how": how.value, "decision": gate.decision}
    tell(initiative, "initiative.ended", facts, {"learned": initiative.learned}, acting=None, at=at)
    let_parts_follow(initiative, gate, how, at=at)


def _lapse(initiative: Initiative, gate: Gate, ended_at: datetime, *, at: datetime) -> None:
    gate.outcome, gate.decided_at = Outcome.LAPSED.value, ended_at
    gate.save(update_fields=["outcome", "decided_at"])
    facts = {"phase": gate.phase, "attempt": gate.attempt, "matter": gate.matter}
    tell(initiative, "gate.lapsed", facts, acting=None, at=at)
