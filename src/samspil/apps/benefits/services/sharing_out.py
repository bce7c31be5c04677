"""What each member's part of benefits adds up to, shown on its own row: ten thousand are summed at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from fractions import Fraction
from uuid import UUID

from samspil.apps.benefits.models import Benefit, BenefitPlan, Share
from samspil.apps.benefits.selectors.courses import course_of
from samspil.apps.measurements.selectors.following import Followed
from samspil.apps.measurements.types import Reads
from samspil.core.benefits.brought import Brought, counted_in_all, progressed_in_all
from samspil.core.benefits.course import rounded
from samspil.core.benefits.distribution import split
from samspil.core.benefits.states import State
from samspil.core.units import Money
from samspil.kit.tenancy.writing import change_many

_PROMISES_NOTHING = frozenset({State.IDEA, State.LAPSED})


def share_out(
    benefits: Sequence[Benefit],
    plans: Mapping[int, Sequence[BenefitPlan]],
    measured: Mapping[UUID, Sequence[Followed]],
) -> None:
    """Write what the parts of benefits add up to, once the benefits themselves are added up. One question."""
    parts: dict[int, list[Share]] = defaultdict(list)
    for one in Share.objects.filter(benefit__in=benefits).order_by("name"):
        parts[one.benefit_id].append(one)
    for benefit in benefits:
        if parts[benefit.pk]:
            leading = next(
                (one for one in measured[benefit.public_id] if one.public_id == benefit.leading), None
            )
            _share_one(benefit, parts[benefit.pk], plans[benefit.pk], leading)
    every = [one for found in parts.values() for one in found]
    change_many(every, ("counted_in", "expected_minor", "measured_minor"))


def _share_one(
    benefit: Benefit, parts: Sequence[Share], plans: Sequence[BenefitPlan], leading: Followed | None
) -> None:
    """What promises nothing has its parts told all the same, but in nothing that is added up."""
    counts = bool(benefit.counted_in and plans)
    promises = State(benefit.state) not in _PROMISES_NOTHING
    whole = Money(benefit.expected_minor, benefit.counted_in or "none")
    amounts = split(whole, {one.code: Fraction(one.share) for one in parts}) if counts else {}
    for one in parts:
        came = _came(benefit, plans[-1], one, leading) if counts and leading else None
        one.counted_in = benefit.counted_in if counts and promises else ""
        one.expected_minor = amounts[one.code].minor if counts else None
        one.measured_minor = came.amount.minor if came else None


def _came(benefit: Benefit, plan: BenefitPlan, part: Share, leading: Followed) -> Brought | None:
    """What was measured at a member, whom a measurement names by code or by name."""
    names = {part.code.casefold(), part.name.casefold()}
    standing = [one for one in leading.standing if one.where.casefold() in names]
    if leading.reads is Reads.AMOUNT:
        return counted_in_all(standing, benefit.counted_in)
    if leading.reads is Reads.PROGRESS and leading.rules is not None:
        full = rounded(Fraction(part.share) * (plan.likely_minor or 0))
        course = course_of(plan, full).moved(benefit.go_live or plan.go_live)
        return progressed_in_all(course, leading.rules, standing)
    return None
