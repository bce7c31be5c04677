"""What waits for what is decided in one matter."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from samspil.apps.portfolio.models import ActivityPlan, ChangeRequest, Gate, Initiative, Scenario
from samspil.apps.portfolio.types import ScenarioState


@dataclass(frozen=True, slots=True)
class Waiting:
    """A gate, the initiative of a change, a draft or an activity plan that waits for a matter."""

    gate: Gate | None = None
    changed: Initiative | None = None
    scenario: UUID | None = None
    plan: UUID | None = None


def waiting_for(organisation_id: int, matter: UUID) -> Waiting:
    """What of an organisation in scope waits for a matter; four questions, each by an index."""
    gates = Gate.objects.filter(organisation_id=organisation_id, matter=matter, outcome="")
    changes = ChangeRequest.objects.filter(organisation_id=organisation_id, matter=matter, result="")
    scenarios = Scenario.objects.filter(
        organisation_id=organisation_id, matter=matter, state=ScenarioState.SENT.value
    )
    plans = ActivityPlan.objects.filter(organisation_id=organisation_id, matter=matter, adopted_on=None)
    change = changes.select_related("initiative").first()
    return Waiting(
        gate=gates.select_related("initiative").first(),
        changed=change.initiative if change else None,
        scenario=scenarios.values_list("public_id", flat=True).first(),
        plan=plans.values_list("public_id", flat=True).first(),
    )
