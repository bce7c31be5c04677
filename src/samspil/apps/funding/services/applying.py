"""An application is sent: what the pool asks is kept here, and a matter is brought that decides it."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from samspil.apps.funding.models import Application, Call, Pool
from samspil.apps.funding.pool_types import NewApplication, PoolRules, RepaymentWish, Repays
from samspil.apps.funding.selectors.cases import newest_case
from samspil.apps.funding.selectors.pool_rules import rules_of
from samspil.apps.funding.selectors.pools import open_call
from samspil.apps.funding.services.pools import SORT
from samspil.apps.funding.services.telling import tell
from samspil.apps.funding.types import Bookkeeper
from samspil.apps.governance.services.moving import bring
from samspil.apps.governance.types import NewMatter, RefusedError
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.selectors.access import access_initiative
from samspil.core.errors import Problem, ProblemsError
from samspil.core.finance.instalments import Terms, fixed
from samspil.core.finance.pool_limits import Asked, Limits, refusal
from samspil.core.units import Money
from samspil.kit.ids import new_id

if TYPE_CHECKING:
    from samspil.apps.portfolio.models import Initiative


@transaction.atomic
def apply_for(
    pool: Pool, new: NewApplication, *, acting: Acting, at: datetime, call: Call | None = None
) -> Application:
    """Send an application: to a call, or, where the pool has none open, to the pool itself.

    Raises:
        RefusedError: ``call_of_another_pool``, ``kind_is_no_application``, ``call_has_closed``,
            ``call_has_not_opened``, ``no_call_is_open`` for a pool that ranks, ``applies_for_nothing``,
            ``pool_does_not_give_this``, ``asks_over_the_ceiling`` where no call is open to rank it,
            ``loan_needs_a_plan``, ``interest_over_the_pools``, ``too_many_instalments``,
            ``initiative_is_over``, what is wrong with the plan, or as the governance model says.
        NotFoundError: the pool is no longer in the model; the initiative is none of ours.
    """
    today = timezone.localdate(at)
    rules = rules_of(acting.organisation_id, pool.key, today)
    if call is not None and call.pool_id != pool.pk:
        raise RefusedError(Problem("call_of_another_pool", {}))
    call = call or open_call(pool, today)
    amount = _check(rules, new, call, today)
    initiative = _initiative(new, acting)
    key = new_id()
    matter = bring(_matter(new, key), acting=acting, at=at)
    row = Application.objects.create(
        organisation_id=pool.organisation_id,
        pool=pool,
        call=call,
        public_id=key,
        applicant=acting.person,
        amount_minor=amount.minor,
        matter=matter.public_id,
        case_number=matter.case_number,
        applied_at=at,
        is_pilot=rules.pilots_without_case and "payback_years" not in new.attributes,
        initiative=initiative,
        case_version=newest_case(initiative) if initiative else None,
        **_said(new),
        **_plan(new.repayment),
    )
    facts = {
        "application": key,
        "matter": matter.public_id,
        "form": row.form,
        "amount": amount.minor,
        **({"initiative": initiative.public_id} if initiative else {}),
    }
    written = {"title": row.title, "purpose": row.purpose}
    tell(Bookkeeper.of(acting, at), "application.sent", (SORT, pool.public_id), facts, written)
    return row


def _check(rules: PoolRules, new: NewApplication, call: Call | None, today: date) -> Money:
    if new.kind not in rules.kinds:
        raise RefusedError(Problem("kind_is_no_application", {}))
    if call is None and rules.ranks:
        raise RefusedError(Problem("no_call_is_open", {}))
    if call is not None and today > call.closes_on:
        raise RefusedError(Problem("call_has_closed", {"day": call.closes_on}))
    if call is not None and today < call.opens_on:
        raise RefusedError(Problem("call_has_not_opened", {"day": call.opens_on}))
    amount = new.attributes.get("amount")
    if not isinstance(amount, Money) or amount.minor <= 0:
        raise RefusedError(Problem("applies_for_nothing", {}))
    forms = {one.value for one in rules.forms}
    limits = Limits(forms, None if call else rules.ceiling, rules.interest, rules.most_instalments)
    if (problem := refusal(limits, _asked(new, amount))) is not None:
        raise RefusedError(problem)
    check_repayment(new, amount)
    return amount


def _initiative(new: NewApplication, acting: Acting) -> Initiative | None:
    """The initiative that the money is for: one of the organisation's own that is not over."""
    if new.initiative is None:
        return None
    found = access_initiative(acting, new.initiative)
    if not found.is_open:
        raise RefusedError(Problem("initiative_is_over", {"title": found.title}))
    return found


def _asked(new: NewApplication, amount: Money) -> Asked:
    """What is applied for, with the terms of a loan that comes back on fixed days."""
    wish = new.repayment
    if wish is None or wish.repays is not Repays.FIXED:
        return Asked(new.form.value, amount)
    return Asked(new.form.value, amount, wish.rate, wish.times)


def check_repayment(new: NewApplication, amount: Money) -> None:
    """A loan says how it comes back, and a plan by days brings all of it back.

    Raises:
        RefusedError: ``loan_needs_a_plan``, ``benefit_share_out_of_range``, or what is wrong with it.
    """
    if new.form.value != "loan":
        return
    wish = new.repayment
    if wish is None or (wish.repays is Repays.FIXED and wish.first_on is None):
        raise RefusedError(Problem("loan_needs_a_plan", {}))
    if wish.repays is Repays.BENEFITS and not 0 < wish.share <= 1:
        raise RefusedError(Problem("benefit_share_out_of_range", {}))
    if wish.repays is Repays.FIXED and wish.first_on is not None:
        try:
            fixed(amount, Terms(wish.first_on, wish.every_months, wish.times, wish.rate))
        except ProblemsError as error:
            raise RefusedError(error.problems[0]) from error


def _matter(new: NewApplication, key: UUID) -> NewMatter:
    return NewMatter(
        kind=new.kind,
        title=new.title.strip(),
        description=new.purpose.strip(),
        attributes=new.attributes,
        unit=new.unit,
        unit_name=new.unit_name,
        subject=key,
    )


def _said(new: NewApplication) -> dict[str, Any]:
    asked = new.attributes
    payback = asked.get("payback_years")
    operates = asked.get("goes_into_operation")
    return {
        "title": new.title.strip(),
        "purpose": new.purpose.strip(),
        "supports": list(new.supports),
        "form": new.form.value,
        "payback_years": payback if isinstance(payback, int) else None,
        "unit_name": new.unit_name,
        "needs_help": new.needs_help,
        "goes_into_operation": operates is True,
        "new_appropriation": asked.get("new_appropriation") is True,
        "operating_finance": new.operating_finance.strip(),
        "sharing": new.sharing.strip(),
        "kind": new.kind,
    }


def _plan(wish: RepaymentWish | None) -> dict[str, Any]:
    if wish is None:
        return {}
    kept = {
        "first_on": wish.first_on.isoformat() if wish.first_on else "",
        "every_months": wish.every_months,
        "times": wish.times,
        "rate": str(wish.rate),
        "share": str(wish.share),
    }
    return {"repays": wish.repays.value, "plan": kept}
