"""An initiative enters its project model when it starts, or says why it is outside."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from samspil.apps.governance.types import RefusedError
from samspil.apps.portfolio.models import Initiative
from samspil.apps.portfolio.selectors.project_models import (
    facts_of,
    must_follow,
    project_models_offered,
    version_of,
)
from samspil.core.errors import Problem
from samspil.core.governance.language.commitments import InitiativeForm
from samspil.core.governance.matter import Value
from samspil.core.portfolio.phases import next_phase
from samspil.core.units import Money


def enter_model(initiative: Initiative, on: date) -> None:
    """The first phase that holds; within a transaction.

    A member's own part of what is common follows the common plan, and needs no model of its own.

    Raises:
        RefusedError: ``project_model_not_adopted``, or ``outside_model_needs_a_reason`` where the
            organisation's project models are for initiatives of this form.
    """
    offered = project_models_offered(initiative.organisation_id, on)
    if not initiative.project_model:
        is_free = initiative.outside_model_because or initiative.common
        if not is_free and must_follow(offered, InitiativeForm(initiative.form)):
            raise RefusedError(Problem("outside_model_needs_a_reason", {}))
        return
    chosen = next((one for one in offered if one.key == initiative.project_model), None)
    first = next_phase(chosen.project, "", facts_of(initiative, chosen.model, on)) if chosen else None
    if chosen is None or first is None:
        raise RefusedError(Problem("project_model_not_adopted", {}))
    initiative.version = version_of(initiative.organisation_id, chosen, on)
    initiative.phase, initiative.phase_since = first, on
    initiative.save(update_fields=["version", "phase", "phase_since"])


def remember(initiative: Initiative, said: Mapping[str, Value]) -> None:
    """What is said of an initiative is kept with it, and decides which phases hold; within a transaction."""
    kept = {key: _plain(value) for key, value in said.items()}
    initiative.facts = {**initiative.facts, **kept}
    initiative.save(update_fields=["facts"])


def _plain(value: Value) -> object:
    if isinstance(value, Money):
        return {"minor": value.minor, "currency": value.currency}
    return value
