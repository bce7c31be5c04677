"""What was decided about an application becomes an award, with the parts it is paid in and comes back in."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.utils import timezone

from samspil.apps.funding.models import Application, Award, Milestone
from samspil.apps.funding.pool_types import Form, Needs
from samspil.apps.funding.selectors.amended import asked_now
from samspil.apps.funding.selectors.pool_rules import rules_or_none
from samspil.apps.funding.services.loan_plans import plan_whole
from samspil.apps.funding.services.pools import SORT, hold
from samspil.apps.funding.services.telling import tell
from samspil.apps.funding.types import Bookkeeper
from samspil.apps.governance.selectors.subjects import Taken, Went
from samspil.core.governance.language.organisation import Effect, Result
from samspil.core.units import Money

LENDS: Final = "lend"  # the outcome of the common terms by which a loan is given


@transaction.atomic
def follow_award(application: Application, went: Went, *, at: datetime) -> bool:
    """What was decided takes effect: a yes becomes an award, once. Whether anything took effect now.

    A pilot is awarded when it begins, while its matter goes on and rests until it is over.
    """
    pool = hold(application.pool)
    row = Application.objects.select_for_update(of=("self",)).select_related("call").get(pk=application.pk)
    row.pool = pool
    row.amount_minor, row.new_appropriation = asked_now(row, went)
    row.save(update_fields=["amount_minor", "new_appropriation"])
    given = _given(went)
    is_new = given is not None and not Award.objects.filter(application=row).exists()
    if given is not None and is_new:
        _award(row, given, at)
    if went.ended_at is None or row.decided_at is not None:
        return is_new
    row.result, row.decided_at = went.result, went.ended_at
    row.save(update_fields=["result", "decided_at"])
    return True


def _given(went: Went) -> Taken | None:
    """The decision that gives the money: the first that approves, once the matter has ended so or rests."""
    approved = [one for one in went.taken if one.effect == Effect.APPROVES.value]
    if went.result == Result.APPROVED.value or went.is_resting:
        return approved[0] if approved else None
    return None


def _award(row: Application, given: Taken, at: datetime) -> None:
    award = Award.objects.create(
        organisation_id=row.organisation_id,
        application=row,
        form=(Form.LOAN if given.outcome == LENDS else Form.GRANT).value,
        amount_minor=row.amount_minor,
        decision=given.decision,
        awarded_on=timezone.localdate(given.decided_at),
    )
    _pay_out_in_parts(award, row)
    if award.form == Form.LOAN.value:
        plan_whole(award)
    facts = {"award": award.public_id, "form": award.form, "amount": award.amount_minor, "matter": row.matter}
    tell(Bookkeeper(row.organisation_id, at), "award.made", (SORT, row.pool.public_id), facts)


def _pay_out_in_parts(award: Award, row: Application) -> None:
    """All at once, or the last part waits: for the benefits plan, and for proof of money for operations."""
    rules, whole = rules_or_none(row.pool, award.awarded_on), Money(award.amount_minor, row.pool.currency)
    if row.call is not None:
        second = int(10_000 * row.call.second_part)
    else:
        second = int(10_000 * rules.second_part) if rules is not None else 0
    parts = [one for one in whole.allocate([10_000 - second, second]) if one.minor]
    needs = [Needs.BENEFITS_PLAN] if second else []
    if rules is not None and rules.own_operating_finance and row.goes_into_operation:
        needs.append(Needs.OPERATING_FINANCE)
    for sequence, part in enumerate(parts, 1):
        due = award.awarded_on + relativedelta(months=6 * (sequence - 1))
        Milestone.objects.create(
            organisation_id=award.organisation_id,
            award=award,
            sequence=sequence,
            due_on=due,
            amount_minor=part.minor,
            needs=" ".join(needs) if sequence == len(parts) else "",
        )
