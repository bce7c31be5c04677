"""Gates: those that wait, and what has been written about an initiative for the next."""

from __future__ import annotations

from collections.abc import Mapping

from samspil.apps.portfolio.models import Criterion, Gate, Initiative, PhaseDocument
from samspil.core.governance.language.commitments import Phase
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


def documents_of(initiative: Initiative, phase: str) -> Mapping[str, PhaseDocument]:
    """The documents of a phase that are ready, by key."""
    return {one.document: one for one in initiative.documents.filter(phase=phase)}


def answers_of(initiative: Initiative, phase: str) -> Mapping[str, Criterion]:
    """The criteria of a phase that have been answered, by key."""
    return {one.criterion: one for one in initiative.criteria.filter(phase=phase)}


def lacking_at(phase: Phase, ready: Mapping[str, PhaseDocument], answers: Mapping[str, Criterion]) -> Lacking:
    """What the gate of a phase still lacks, by what is ready and answered."""
    return lacking(phase, set(ready), {key: one.is_met for key, one in answers.items()})
