"""A loan's plan follows what is lent: made when it is awarded, again when money goes out or it is stopped."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from django.db.models import Max
from django.utils import timezone

from samspil.apps.funding.models import Award, Instalment
from samspil.apps.funding.pool_types import Form, Repays
from samspil.apps.funding.selectors.loans import owed_on, paid_out_of, terms_of
from samspil.apps.funding.services.telling import tell
from samspil.apps.funding.types import Bookkeeper
from samspil.core.finance import instalments
from samspil.core.finance.instalments import Came, fixed, from_fees
from samspil.core.units import Money

POOL: Final = "pool"  # what the journal tells of


def plan_whole(award: Award) -> None:
    """By days where the applicant said so; of benefits and fees nobody knows until they have come."""
    application = award.application
    if application.repays == Repays.FIXED.value:
        _keep(award, fixed(Money(award.amount_minor, application.pool.currency), terms_of(award)), 1)


def plan_again(award: Award, keeper: Bookkeeper, *, is_first: bool = False) -> None:
    """What is to come of a loan is planned anew, by what has been lent and not come back; old rows are kept.

    What is late stays while so much is owed, unless this is the ``first`` money that is lent:
    nothing was owed before.
    While nothing is lent, the plan is of the whole; of a stopped loan that was never lent, none is left.
    A loan that comes back of benefits or fees is planned again only when it is stopped. Where it changes
    nothing, nothing is done.
    """
    by_days = award.application.repays == Repays.FIXED.value
    if award.form != Form.LOAN.value or not (by_days or award.stopped_on):
        return
    today = timezone.localdate(keeper.at)
    before = list(Instalment.objects.not_done().filter(award=award, replaced_on=None).order_by("number"))
    left, after = owed_on(award), today if award.stopped_on is None else None
    if not award.stopped_on and not paid_out_of(award).minor:
        left, after = Money(award.amount_minor, left.currency), None
    elif by_days and left.minor and not is_first:
        late = _late(before, left, today)
        before = before[len(late) :]
        if after and before:  # what does not fit any more keeps its day
            after = min(after, before[0].due_on - timedelta(1))
        left -= Money(sum(one.repays_minor for one in late), left.currency)
    plan = _plan(award, left, before, after)
    if [_said(one) for one in plan] == [_kept(one) for one in before]:
        return
    version = 1 + (award.instalments.aggregate(last=Max("version"))["last"] or 0)
    award.instalments.filter(pk__in=[one.pk for one in before]).update(replaced_on=today)
    _keep(award, plan, version, {one.due_on: one.reason for one in before})
    amounts = [[one.repays.minor, one.interest.minor] for one in plan]
    facts = {"award": award.public_id, "version": version, "instalments": amounts}
    tell(keeper, "loan.planned_again", (POOL, award.application.pool.public_id), facts)


def _late(before: list[Instalment], left: Money, today: date) -> list[Instalment]:
    """What is late, as much of it as is owed: a payment that is taken back may leave less than was late."""
    late = [one for one in before if one.due_on <= today]
    while sum(one.repays_minor for one in late) > left.minor:
        late.pop()
    return late


def _plan(
    award: Award, left: Money, before: list[Instalment], after: date | None
) -> tuple[instalments.Instalment, ...]:
    if not left.minor:
        return ()
    if award.application.repays != Repays.FIXED.value:
        came = (Came(one.due_on, Money(one.repays_minor, left.currency)) for one in before)
        return from_fees(left, came)
    gone = award.instalments.filter(replaced_on=None).count() - len(before)
    return instalments.again(left, terms_of(award), came=gone, after=after)


def _said(one: instalments.Instalment) -> tuple[date, int, int]:
    return one.due_on, one.repays.minor, one.interest.minor


def _kept(one: Instalment) -> tuple[date, int, int]:
    return one.due_on, one.repays_minor, one.interest_minor


def _keep(
    award: Award,
    plan: Iterable[instalments.Instalment],
    version: int,
    reasons: dict[date, str] | None = None,
) -> None:
    last = award.instalments.aggregate(last=Max("number"))["last"] or 0
    for one in plan:
        Instalment.objects.create(
            organisation_id=award.organisation_id,
            award=award,
            number=last + one.number,
            version=version,
            due_on=one.due_on,
            repays_minor=one.repays.minor,
            interest_minor=one.interest.minor,
            reason=(reasons or {}).get(one.due_on, ""),
        )
