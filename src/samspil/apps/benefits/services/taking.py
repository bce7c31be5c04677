"""What is taken home of a benefit: out of a budget, or put to use, each time by a decision that is named."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from samspil.apps.benefits.models import Benefit, Taken
from samspil.apps.benefits.services.adding_up import add_up
from samspil.apps.benefits.services.holding import hold
from samspil.apps.benefits.services.telling import tell
from samspil.apps.benefits.types import NewTaking, Way
from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.types import Acting
from samspil.core.errors import Problem


@transaction.atomic
def take_home(benefit: Benefit, new: NewTaking, *, acting: Acting, at: datetime) -> Taken:
    """So much was taken home in a year. What was wrong is taken back by an amount below nothing.

    Raises:
        RefusedError: one may not, it has lapsed, ``nothing_to_take_home`` (only indicators show it, or it
            counts in something else), ``taking_names_a_decision``, ``taking_names_a_budget_line``,
            ``taken_back_too_much``.
    """
    benefit = hold(benefit, acting=acting, at=at)
    _check(benefit, new)
    row = Taken.objects.create(
        organisation_id=benefit.organisation_id,
        benefit=benefit,
        year=new.year,
        amount_minor=new.amount.minor,
        way=new.way.value,
        budget_line=new.budget_line.strip(),
        decision=new.decision.strip(),
        where=new.where.strip(),
        taken_at=at,
        taken_by=acting.person,
    )
    facts = {"year": new.year, "amount": str(new.amount), "way": new.way.value, "where": new.where}
    written = {"decision": new.decision, "budget_line": new.budget_line}
    tell(benefit, "taken_home", facts, written, acting=acting, at=at)
    add_up(benefit, timezone.localdate(at))
    return row


def _check(benefit: Benefit, new: NewTaking) -> None:
    if new.way is Way.NOT_CASHABLE or new.amount.minor == 0 or new.amount.currency != benefit.counted_in:
        raise RefusedError(Problem("nothing_to_take_home", {"counted_in": benefit.counted_in}))
    if not new.decision.strip():
        raise RefusedError(Problem("taking_names_a_decision", {}))
    if new.way is Way.BUDGET_REDUCTION and not new.budget_line.strip():
        raise RefusedError(Problem("taking_names_a_budget_line", {}))
    of_it = benefit.taken.filter(year=new.year, where=new.where.strip(), way=new.way.value)
    before = sum(of_it.values_list("amount_minor", flat=True))
    if new.amount.minor < 0 and not benefit.is_disbenefit and before + new.amount.minor < 0:
        raise RefusedError(Problem("taken_back_too_much", {"year": new.year}))
