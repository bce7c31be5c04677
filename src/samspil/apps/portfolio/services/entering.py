"""An initiative enters its project model when it starts, or says why it is outside."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.models import Initiative
from samspil.apps.portfolio.selectors.project_models import (
    SAID,
    facts_of,
    must_follow,
    project_models_offered,
    version_of,
)
from samspil.apps.portfolio.services.leading import check_leads
from samspil.apps.portfolio.services.telling import tell
from samspil.apps.portfolio.types import NewInitiative
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


def check_model(organisation_id: int, new: NewInitiative, on: date) -> None:
    """What is to be started follows a project model that is adopted, or says why not, where it must.

    Raises:
        RefusedError: ``project_model_not_adopted`` or ``outside_model_needs_a_reason``.
    """
    offered = project_models_offered(organisation_id, on)
    if new.project_model:
        if all(one.key != new.project_model for one in offered):
            raise RefusedError(Problem("project_model_not_adopted", {}))
    elif not new.outside_model_because.strip() and must_follow(offered, InitiativeForm(new.form)):
        raise RefusedError(Problem("outside_model_needs_a_reason", {}))


@transaction.atomic
def follow_model(
    initiative: Initiative, project_model: str, because: str, *, acting: Acting, at: datetime
) -> Initiative:
    """What is outside the project model enters it at its first phase, or says why not.

    Raises:
        RefusedError: ``not_yours_to_lead``, ``initiative_is_over``, ``follows_a_model_already``,
            ``project_model_not_adopted``, ``outside_model_needs_a_reason``.
    """
    today = timezone.localdate(at)
    check_leads(acting, initiative, at)
    initiative = Initiative.objects.select_for_update().get(pk=initiative.pk)
    if not initiative.is_open:
        raise RefusedError(Problem("initiative_is_over", {"title": initiative.title}))
    if initiative.project_model:
        raise RefusedError(Problem("follows_a_model_already", {"title": initiative.title}))
    if not project_model and not because.strip():
        raise RefusedError(Problem("outside_model_needs_a_reason", {}))
    initiative.project_model = project_model
    initiative.outside_model_because = "" if project_model else because.strip()
    initiative.changed_at = at
    enter_model(initiative, today)
    initiative.save(update_fields=["project_model", "outside_model_because", "changed_at"])
    facts = {"project_model": project_model, "phase": initiative.phase}
    tell(initiative, "initiative.follows_model", facts, {"reason": because}, acting=acting, at=at)
    return initiative


def enter_or_say_why(initiative: Initiative, because: str, on: date) -> None:
    """Into the model that was chosen. Where that is no longer there it stands outside, with the reason."""
    try:
        enter_model(initiative, on)
    except RefusedError:
        initiative.project_model, initiative.outside_model_because = "", because
        initiative.save(update_fields=["project_model", "outside_model_because"])


def remember(
    initiative: Initiative,
    said: Mapping[str, Value],
    sources: Mapping[str, Mapping[str, bool | str]] | None = None,
    *,
    acting: Acting,
    at: datetime,
) -> None:
    """What is said of an initiative is kept with it, with who said it when, and decides which phases hold;
    within a transaction.

    Args:
        initiative: what it is said of.
        said: the answers, by attribute.
        sources: which of them a register says (``registered``), or why they are answered otherwise
            (``because``).
        acting: who says it.
        at: when.
    """
    if not said:
        return
    told = sources or {}
    kept = {key: _plain(value) for key, value in said.items()}
    by = {"by": str(acting.person), "on": timezone.localdate(at).isoformat()}
    before = initiative.facts.get(SAID, {})
    now = {key: {**by, **told.get(key, {})} for key in kept}
    initiative.facts = {**initiative.facts, **kept, SAID: {**before, **now}}
    initiative.save(update_fields=["facts"])
    facts = {key: value.minor if isinstance(value, Money) else value for key, value in said.items()}
    reasons = {key: str(one["because"]) for key, one in told.items() if "because" in one}
    tell(initiative, "initiative.said_of_it", facts, reasons, acting=acting, at=at)


def _plain(value: Value) -> object:
    if isinstance(value, Money):
        return {"minor": value.minor, "currency": value.currency}
    return value
