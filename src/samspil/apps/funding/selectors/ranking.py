"""Who has scored what, who may see it, and how a call's applications are ranked under what is free."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.utils import timezone

from samspil.apps.funding.models import Application, Assessment, Call
from samspil.apps.funding.pool_types import PoolRules
from samspil.apps.funding.selectors.liquidity import free_in
from samspil.apps.funding.selectors.pools import assessments_of
from samspil.core.selection.award import (
    Asked,
    Assessed,
    Bar,
    Candidate,
    Fate,
    Measure,
    Placed,
    Rules,
    assess,
    bars,
    may_be_seen,
    rank,
)
from samspil.core.units import Money


@dataclass(frozen=True, slots=True)
class Scored:
    """An application of a call: what keeps it out, who is to score it, who has, and what they said together.

    ``together`` is there once everybody who is to score it has; ``waits_for`` are those who have not.
    """

    application: Application
    bars: tuple[Bar, ...]
    asked: tuple[UUID, ...]
    waits_for: tuple[UUID, ...]
    together: Assessed | None
    assessments: tuple[Assessment, ...]


@dataclass(frozen=True, slots=True)
class Ranked:
    """A call's ranking on a day: those placed, those kept out, and those that wait for scores."""

    money: Money
    placed: tuple[tuple[Placed, Scored], ...]
    out: tuple[Scored, ...]
    waiting: tuple[Scored, ...]


def measure_of(call: Call) -> Measure:
    """What a call's applications are scored by: the weights that held when it was made."""
    return Measure({key: Fraction(one) for key, one in call.weights.items()}, call.most_points)


def asked_to_assess(call: Call, application: Application, stepped_aside: Sequence[UUID] = ()) -> list[UUID]:
    """Who is to score an application: the call's assessors, but not its applicant, nor who stepped aside."""
    asked = [UUID(one) for one in call.assessors]
    return [one for one in asked if one != application.applicant and one not in stepped_aside]


def left_to_score(call: Call, application: Application) -> list[UUID]:
    """Those who have not given their points to an application yet; one question."""
    given = dict(application.assessments.values_list("person", "stepped_aside"))
    aside = [person for person, stepped_aside in given.items() if stepped_aside]
    return [one for one in asked_to_assess(call, application, aside) if one not in given]


def scored_of(call: Call, rules: PoolRules | None) -> list[Scored]:
    """Each application of a call that has not been withdrawn, in the order they came; two questions."""
    by: dict[int, list[Assessment]] = {}
    for one in assessments_of(call):
        by.setdefault(one.application_id, []).append(one)
    rows = call.applications.order_by("pk")
    return [_scored(call, rules, row, by.get(row.pk, [])) for row in rows if row.result != "withdrawn"]


def _scored(call: Call, rules: PoolRules | None, row: Application, given: Sequence[Assessment]) -> Scored:
    aside = [one.person for one in given if one.stepped_aside]
    # What somebody gave who has been excused since is kept and not counted.
    given = [one for one in given if str(one.person) in call.assessors]
    scores = {one.person: one for one in given if not one.stepped_aside}
    asked = asked_to_assess(call, row, aside)
    missing = tuple(one for one in asked if one not in scores)
    together = None if missing else assess(measure_of(call), [one.scores for one in scores.values()])
    return Scored(
        row, bars_of(row, rules, call) if rules else (), tuple(asked), missing, together, tuple(given)
    )


def bars_of(row: Application, rules: PoolRules, call: Call | None) -> tuple[Bar, ...]:
    """What keeps an application out, by the pool's rules and the call."""
    asks = Rules(
        forms=frozenset(one.value for one in rules.forms),
        ceiling=Money(call.ceiling_minor, rules.currency)
        if call is not None and call.ceiling_minor is not None
        else rules.ceiling,
        largest_payback_years=rules.largest_payback_years,
        pilots_without_case=rules.pilots_without_case,
        own_operating_finance=rules.own_operating_finance,
    )
    said = Asked(
        form=row.form,
        amount=Money(row.amount_minor, rules.currency),
        in_time=call is None or timezone.localdate(row.applied_at) <= call.closes_on,
        pilot=row.is_pilot,
        payback_years=row.payback_years,
        goes_into_operation=row.goes_into_operation,
        operating_finance_named=bool(row.operating_finance.strip()),
    )
    return bars(asks, said)


def ranked(call: Call, rules: PoolRules | None, on: date) -> Ranked:
    """The ranking as it is on a day, by what is free in the pool then.

    Without rules, where no model has the pool any more, nothing is kept out of it.
    """
    money, rows = free_in(call.pool, on), scored_of(call, rules)
    fit = {
        str(one.application.public_id): (one, one.together)
        for one in rows
        if not one.bars and one.together is not None
    }
    candidates = [
        Candidate(key, together.points, Money(one.application.amount_minor, call.pool.currency))
        for key, (one, together) in fit.items()
        if one.application.fund_id is None
    ]
    placed = rank(candidates, money, most=call.most_points)
    return Ranked(
        money,
        tuple((one, fit[one.candidate.key][0]) for one in placed),
        tuple(one for one in rows if one.bars),
        tuple(one for one in rows if not one.bars and one.together is None),
    )


def shown(call: Call, rules: PoolRules | None, on: date) -> Ranked:
    """The ranking as it was kept; as it is on a day, while it has not been."""
    found = ranked(call, rules, on)
    if call.ranking is None:
        return found
    rows = {str(one.application.public_id): one for one in scored_of(call, rules)}
    placed = [
        (_as_kept(one, call), rows[one["application"]]) for one in call.ranking if one["application"] in rows
    ]
    return replace(found, money=Money(call.ranked_minor or 0, call.pool.currency), placed=tuple(placed))


def _as_kept(one: Mapping[str, Any], call: Call) -> Placed:
    row = call.applications.get(public_id=one["application"])
    currency, over = call.pool.currency, one["over_minor"]
    return Placed(
        Candidate(one["application"], Fraction(one["points"]), Money(row.amount_minor, currency)),
        one["place"],
        Fate(one["fate"]),
        Money(one["left_minor"], currency),
        Fraction(one["points_short"]) if one["points_short"] else None,
        None if over is None else Money(over, currency),
    )


def seen_by(viewer: UUID, scored: Scored) -> Mapping[UUID, Assessment]:
    """The assessments that somebody may see: one's own until all who are to score have."""
    given = {one.person: one for one in scored.assessments if not one.stepped_aside}
    seen = may_be_seen(str(viewer), [str(one) for one in scored.asked], [str(one) for one in given])
    return {person: one for person, one in given.items() if str(person) in seen}


def own_points(application: Application, person: UUID) -> dict[str, int]:
    """What somebody has given an application so far."""
    given = application.assessments.filter(person=person, stepped_aside=False).first()
    return dict(given.scores) if given else {}
