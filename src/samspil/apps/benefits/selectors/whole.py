"""Everything that the page of a benefit shows, read once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from samspil.apps.benefits.models import Benefit, BenefitPlan, BenefitRequest, Share, Taken
from samspil.apps.benefits.selectors.access import may_approve, may_change
from samspil.apps.benefits.selectors.courses import course_of, go_live_of
from samspil.apps.measurements.selectors.histories import History, histories_of
from samspil.apps.organisations.types import Acting
from samspil.core.benefits.course import Course
from samspil.core.benefits.states import Asks


@dataclass(frozen=True, slots=True)
class Whole:
    """A benefit with all that is about it; ``history`` is of the indicators, those still measured first."""

    benefit: Benefit
    is_own: bool
    may_change: bool
    may_approve: bool
    plans: Sequence[BenefitPlan]
    indicators: Sequence[History]
    shares: Sequence[Share]
    taken: Sequence[Taken]
    requests: Sequence[BenefitRequest]

    @property
    def leading(self) -> History | None:
        """The indicator that says how much has come."""
        return next((one for one in self.indicators if one.public_id == self.benefit.leading), None)

    @property
    def there_is(self) -> frozenset[Asks]:
        """Of what steps ask for, what is there; the same as ``selectors.steps`` finds, from what is read."""
        measured = [one for one in self.indicators if one.ended_on is None]
        found = {
            Asks.OWNER: bool(self.benefit.owner),
            Asks.INDICATOR: bool(measured),
            Asks.BASELINE_APPROVED: any(has_approved_baseline(one) for one in measured),
            Asks.MEASUREMENT: any(one.count for one in measured),
            Asks.LINE_OWNER: bool(self.benefit.line_owner),
        }
        return frozenset(one for one, is_there in found.items() if is_there)


def has_approved_baseline(history: History) -> bool:
    """Whether somebody has approved how it was before."""
    return any(one.approved_at is not None for one in history.baselines)


def whole_of(benefit: Benefit, acting: Acting, on: date) -> Whole:
    """A benefit of one's own, or one that its owner shares; in the scope in which it was found."""
    is_own = benefit.organisation_id == acting.organisation_id
    return Whole(
        benefit=benefit,
        is_own=is_own,
        may_change=may_change(acting, benefit, on),
        may_approve=may_approve(acting, benefit),
        plans=list(benefit.plans.order_by("sequence")),
        indicators=histories_of(benefit.organisation_id, benefit.public_id),
        shares=list(benefit.shares.order_by("code")),
        taken=list(benefit.taken.order_by("pk")),
        requests=list(benefit.requests.order_by("-pk")) if is_own else [],
    )


def courses_of(whole: Whole) -> list[Course]:
    """Each plan as it was said; the newest as the initiative stands now."""
    plans, ends = whole.plans, whole.benefit.initiative.expected_end
    found = [course_of(one) for one in plans]
    if found:
        found[-1] = found[-1].moved(go_live_of(plans[-1], ends))
    return found


def outlook_of(whole: Whole) -> tuple[Course, Course] | None:
    """The newest plan when all goes badly, and when all goes well; nothing where nobody has said."""
    if not whole.plans:
        return None
    plan = whole.plans[-1]
    if plan.pessimistic_minor is None or plan.optimistic_minor is None:
        return None
    live = go_live_of(plan, whole.benefit.initiative.expected_end)
    low, high = (course_of(plan, one).moved(live) for one in (plan.pessimistic_minor, plan.optimistic_minor))
    return low, high


def open_request(whole: Whole) -> UUID | None:
    """The matter that is to decide about it, while it is open."""
    return next((one.matter for one in whole.requests if one.decided_at is None), None)
