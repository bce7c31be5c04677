"""Gates: those that wait, and what has been written about an initiative for the next."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from samspil.apps.portfolio.models import Criterion, Gate, Initiative, PhaseDocument
from samspil.core.errors import Problem
from samspil.core.governance.language.commitments import Phase
from samspil.core.governance.language.organisation import Result
from samspil.core.portfolio.phases import Lacking, lacking


def waiting_gates(organisation_id: int) -> list[Gate]:
    """The gates of an organisation that nothing has been decided at, the first asked first."""
    rows = Gate.objects.filter(organisation_id=organisation_id, outcome="")
    return list(rows.select_related("initiative").order_by("asked_at", "pk"))


def gates_of(initiative: Initiative) -> list[Gate]:
    """Every attempt at a gate of an initiative, the first first."""
    return list(initiative.gates.order_by("asked_at", "pk"))


def waiting_gate(initiative: Initiative) -> Gate | None:
    """The gate that an initiative has asked for and that nothing has been decided at."""
    return initiative.gates.filter(outcome="").first()


def open_parts(programme: Initiative) -> list[Initiative]:
    """The parts of a programme that are under way, by title."""
    return list(programme.parts.filter(end="").order_by("title", "pk"))


def parts_at_stake(initiative: Initiative) -> list[Initiative]:
    """The open parts that a stop would leave or take with it: none where no gate can stop the programme."""
    return [] if initiative.is_mandatory else open_parts(initiative)


def objection_to(matter: UUID, result: str) -> Problem | None:
    """Why a decision that would end a matter so cannot stand: no gate stops what the law demands.

    Nothing where the matter is of no gate, or may end so. Asked by the engine's door, before it is kept.
    """
    if result != Result.REJECTED.value:
        return None
    gate = Gate.objects.filter(matter=matter, outcome="").select_related("initiative").first()
    return refusal_to_stop(gate.initiative) if gate else None


def refusal_to_stop(initiative: Initiative) -> Problem | None:
    """What is mandatory can be planned and carried out otherwise, but not declined."""
    if not initiative.is_mandatory:
        return None
    said = {"title": initiative.title, "legal_source": initiative.legal_source}
    return Problem("mandatory_is_not_stopped", said)


def documents_of(initiative: Initiative, phase: str) -> Mapping[str, PhaseDocument]:
    """The documents of a phase that are ready, by key."""
    return {one.document: one for one in initiative.documents.filter(phase=phase)}


def answers_of(initiative: Initiative, phase: str) -> Mapping[str, Criterion]:
    """The criteria of a phase that have been answered, by key."""
    return {one.criterion: one for one in initiative.criteria.filter(phase=phase)}


def lacking_at(phase: Phase, ready: Mapping[str, PhaseDocument], answers: Mapping[str, Criterion]) -> Lacking:
    """What the gate of a phase still lacks, by what is ready and answered."""
    return lacking(phase, set(ready), {key: one.is_met for key, one in answers.items()})
