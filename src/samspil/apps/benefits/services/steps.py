"""How a benefit goes from an idea to what came of it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from samspil.apps.benefits.models import Benefit
from samspil.apps.benefits.selectors.steps import there_is
from samspil.apps.benefits.services.adding_up import add_up
from samspil.apps.benefits.services.holding import hold
from samspil.apps.benefits.services.telling import tell
from samspil.apps.governance.types import RefusedError
from samspil.apps.measurements.services.owing import let_go_of_all
from samspil.apps.organisations.types import Acting
from samspil.core.benefits.states import State, refusal
from samspil.core.errors import Problem


@transaction.atomic
def go_on(benefit: Benefit, to: State, *, acting: Acting, at: datetime) -> Benefit:
    """A benefit takes a step that its rules allow. That it lapses needs a decision, unless it is an idea.

    Raises:
        RefusedError: one may not, it has lapsed, or ``core.benefits.states`` says what lacks.
    """
    benefit = hold(benefit, acting=acting, at=at)
    problem = refusal(State(benefit.state), to, there_is(benefit))
    if problem is not None:
        raise RefusedError(problem)
    keep_state(benefit, to, acting=acting, at=at)
    return benefit


@transaction.atomic
def hand_over(benefit: Benefit, line_owner: str, *, acting: Acting, at: datetime) -> Benefit:
    """Operations take the benefit on: the function in the line that answers for it from now on.

    Raises:
        RefusedError: one may not, it has lapsed, ``handover_names_an_owner``, or it is not being realised.
    """
    benefit = hold(benefit, acting=acting, at=at)
    if not line_owner.strip():
        raise RefusedError(Problem("handover_names_an_owner", {}))
    benefit.line_owner = line_owner.strip()
    problem = refusal(State(benefit.state), State.HANDED_OVER, there_is(benefit))
    if problem is not None:
        raise RefusedError(problem)
    benefit.save(update_fields=["line_owner"])
    keep_state(benefit, State.HANDED_OVER, {"line_owner": line_owner}, acting=acting, at=at)
    return benefit


def keep_state(
    benefit: Benefit,
    to: State,
    written: dict[str, str] | None = None,
    *,
    acting: Acting | None,
    at: datetime,
) -> None:
    """A state is kept, whoever decided it; within a transaction that holds the benefit."""
    was, benefit.state = benefit.state, to.value
    benefit.state_since = timezone.localdate(at)
    benefit.changed_at = at
    benefit.save(update_fields=["state", "state_since", "changed_at"])
    if to is State.LAPSED:
        let_go_of_all(benefit.organisation_id, benefit.public_id, at=at)
    tell(benefit, "went_on", {"was": was, "now": to.value}, written, acting=acting, at=at)
    add_up(benefit, timezone.localdate(at))
