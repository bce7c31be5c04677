"""Who gains what: the parts that members are expected to get of benefits, and what was measured at each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Final
from uuid import UUID

from django.db.models import QuerySet, Sum

from samspil.apps.benefits.models import Benefit, BenefitPlan, Share
from samspil.apps.benefits.selectors.courses import course_of
from samspil.apps.measurements.selectors.places import Placed, measured_at_places
from samspil.apps.measurements.types import Reads
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.selectors.access import SHARED
from samspil.core.benefits.brought import Brought, counted, progressed
from samspil.core.benefits.course import rounded
from samspil.core.benefits.distribution import split
from samspil.core.benefits.states import State
from samspil.core.units import Money
from samspil.kit.sharing import door

MOST: Final = 300
_PROMISES_NOTHING: Final = (State.IDEA.value, State.LAPSED.value)


@dataclass(frozen=True, slots=True)
class Part:
    """What a member is expected to get of a benefit, and what was measured there: none is not known."""

    name: str
    share: Fraction
    expected: Money | None
    measured: Money | None


@dataclass(frozen=True, slots=True)
class Divided:
    """A benefit with its parts by the members' codes; ``expected`` and ``measured`` are of all of it."""

    public_id: UUID
    title: str
    initiative: str
    initiative_id: UUID
    state: str
    is_disbenefit: bool
    counted_in: str
    expected: Money | None
    measured: Money | None
    parts: Mapping[str, Part]

    @property
    def total(self) -> Fraction:
        """What the parts add up to: 1 is all of it."""
        return sum((one.share for one in self.parts.values()), Fraction(0))

    @property
    def promises(self) -> bool:
        """Whether it counts: an idea promises nothing, and what has lapsed does not come."""
        return self.state not in _PROMISES_NOTHING


@dataclass(frozen=True, slots=True)
class Gains:
    """What a member is expected to get in all, and what was measured there, in each currency (or hours)."""

    expected: dict[str, Money] = field(default_factory=dict)
    measured: dict[str, Money] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Distribution:
    """The newest benefits of what is done together: divided among members, and not yet."""

    divided: list[Divided]
    undivided: list[Divided]
    is_cut: bool


def gains_of(acting: Acting) -> dict[str, Gains]:
    """By the members' codes, of all benefits of one's own that promise something. One question."""
    return _gains(Share.objects.filter(organisation_id=acting.organisation_id))


def shared_gains(acting: Acting, on: date) -> Gains:
    """One's own part of all benefits that associations share with us. Two questions."""
    with door.readable(SHARED, on) as shared:
        rows = Share.objects.filter(code=acting.code, benefit__initiative__public_id__in=shared)
        found = _gains(rows.exclude(organisation_id=acting.organisation_id))
    return found.get(acting.code, Gains())


def _gains(rows: QuerySet[Share]) -> dict[str, Gains]:
    found: dict[str, Gains] = defaultdict(Gains)
    told = rows.filter(counted_in__gt="").order_by().values_list("code", "counted_in")
    for code, unit, expected, measured in told.annotate(Sum("expected_minor"), Sum("measured_minor")):
        if expected is not None:
            found[code].expected[unit] = Money(expected, unit)
        if measured is not None:
            found[code].measured[unit] = Money(measured, unit)
    return dict(found)


def distribution_of(acting: Acting) -> Distribution:
    """Of the benefits of one's own joint initiatives. Eight questions, however many."""
    rows = Benefit.objects.filter(organisation_id=acting.organisation_id, initiative__is_joint=True)
    return _distribution(rows)


def shared_distribution(acting: Acting, on: date) -> Distribution:
    """Of the benefits that associations share with us, each with our own part alone."""
    with door.readable(SHARED, on) as shared:
        rows = Benefit.objects.filter(initiative__public_id__in=shared)
        found = _distribution(rows.exclude(organisation_id=acting.organisation_id))
    ours = [_of_one(one, acting.code) for one in found.divided]
    return Distribution(ours, found.undivided, found.is_cut)


def _of_one(benefit: Divided, code: str) -> Divided:
    own = {key: part for key, part in benefit.parts.items() if key == code}
    return Divided(
        benefit.public_id,
        benefit.title,
        benefit.initiative,
        benefit.initiative_id,
        benefit.state,
        benefit.is_disbenefit,
        benefit.counted_in,
        benefit.expected,
        benefit.measured,
        own,
    )


def _distribution(rows: QuerySet[Benefit]) -> Distribution:
    found = list(rows.select_related("initiative").order_by("-pk")[: MOST + 1])
    shown = found[:MOST]
    shares: dict[int, list[Share]] = defaultdict(list)
    for one in Share.objects.filter(benefit__in=[row.pk for row in shown]).order_by("name"):
        shares[one.benefit_id].append(one)
    plans = _newest_plans(shares)
    placed = measured_at_places([row.leading for row in shown if row.leading and row.pk in shares])
    told = [_divided(row, shares[row.pk], plans.get(row.pk), placed) for row in shown]
    return Distribution(
        [one for one in told if one.parts], [one for one in told if not one.parts], len(found) > MOST
    )


def _newest_plans(benefits: Iterable[int]) -> dict[int, BenefitPlan]:
    rows = BenefitPlan.objects.filter(benefit__in=list(benefits)).order_by("sequence")
    return {one.benefit_id: one for one in rows}


def _divided(
    row: Benefit, shares: list[Share], plan: BenefitPlan | None, placed: Mapping[UUID, Placed]
) -> Divided:
    counts = bool(row.counted_in) and plan is not None
    expected = Money(row.expected_minor, row.counted_in) if counts else None
    said = {one.code: Fraction(one.share) for one in shares}
    amounts = split(expected, said) if expected is not None else {}
    at = placed.get(row.leading) if row.leading else None
    parts = {
        one.code: Part(
            one.name, said[one.code], amounts.get(one.code), _measured(row, plan, one, at) if counts else None
        )
        for one in shares
    }
    measured = None if row.measured_minor is None or not counts else Money(row.measured_minor, row.counted_in)
    return Divided(
        row.public_id,
        row.title,
        row.initiative.title,
        row.initiative.public_id,
        row.state,
        row.is_disbenefit,
        row.counted_in,
        expected,
        measured,
        parts,
    )


def _measured(row: Benefit, plan: BenefitPlan | None, share: Share, at: Placed | None) -> Money | None:
    """What was measured at a member, whom a measurement names by code or by name; none where none does."""
    if at is None or plan is None:
        return None
    names = {share.code.casefold(), share.name.casefold()}
    standing = [one for place, found in at.at.items() if place.casefold() in names for one in found]
    came: list[Brought] = []
    if at.reads is Reads.AMOUNT:
        came = counted(standing, row.counted_in)
    elif at.reads is Reads.PROGRESS and at.rules is not None:
        part = rounded(Fraction(share.share) * (plan.likely_minor or 0))
        course = course_of(plan, part).moved(row.go_live or plan.go_live)
        came = progressed(course, at.rules, standing)
    return came[-1].amount if came else None
