"""Ten thousand benefits of an association with very many measurements, written in bulk.

`python -m bench.benefit_rows 10000` fills the database of the settings: a small portfolio of
`bench.portfolio_rows`, so many benefits of its common initiatives, and of each an indicator with a baseline,
a target and a hundred measurements. Nine in ten are divided among the nine members, and of each tenth it was
measured where. The bulk is laid beside the journal, and what lists show is laid with it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any, Final

from django.db import connection, transaction

from bench import portfolio_rows
from bench.portfolio_rows import ASSOCIATION, SINCE, TODAY
from samspil.apps.benefits import models as rows
from samspil.apps.measurements import models as measured
from samspil.apps.organisations.models import Organisation
from samspil.apps.organisations.selectors import members_on
from samspil.apps.portfolio.models import Initiative
from samspil.kit.ids import new_id
from samspil.kit.tenancy import scope

INITIATIVES: Final = 400  # half of them common
MEASUREMENTS: Final = 100
LINES: Final = ("well_being", "quality", "time_and_resources")
SORTS: Final = (("direct", "DKK"), ("freed_time", "hours"), ("qualitative", ""))
STATES: Final = ("idea", "qualified", "planned", "realising", "realised", "partly")
_BATCH: Final = 2000
GO_LIVE: Final = SINCE.date() + timedelta(days=200)


def fill(count: int) -> None:
    """Everything."""
    portfolio_rows.fill(INITIATIVES)
    owner = Organisation.objects.get(code=ASSOCIATION)
    with scope.within([owner.pk]), transaction.atomic():
        initiatives = list(Initiative.objects.order_by("pk"))
        benefits = [_benefit(owner.pk, initiatives[n % len(initiatives)].pk, n) for n in range(count)]
        rows.Benefit.objects.bulk_create(benefits, _BATCH)
        rows.BenefitPlan.objects.bulk_create(map(_plan, benefits), _BATCH)
        members = [(one.code, one.name) for one in members_on(owner.pk, TODAY)]
        for begin in range(0, count, _BATCH):
            parts = (part for one in benefits[begin : begin + _BATCH] for part in _shares(one, members))
            rows.Share.objects.bulk_create(parts, _BATCH)
        indicators = [_indicator(one) for one in benefits]
        measured.Indicator.objects.bulk_create(indicators, _BATCH)
        baselines = [_baseline(one) for one in indicators]
        measured.Baseline.objects.bulk_create(baselines, _BATCH)
        measured.Target.objects.bulk_create(map(_target, baselines), _BATCH)
        measured.BaselineApproval.objects.bulk_create(map(_approval, baselines), _BATCH)
        measured.DueMeasurement.objects.bulk_create(_due(indicators), _BATCH)
        for begin in range(0, len(indicators), 200):
            some = indicators[begin : begin + 200]
            measured.Measurement.objects.bulk_create(_values(some, [name for _code, name in members]), _BATCH)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _benefit(owner: int, initiative: int, number: int) -> rows.Benefit:
    sort, counted_in = SORTS[number % 3]
    full = (number % 90 + 10) * 100_000 if counted_in else 0
    return rows.Benefit(
        organisation_id=owner,
        number=f"G-2024-{number:05d}",
        title=f"Gevinst nummer {number}: sager bliver afgjort uden at nogen taster to gange",
        initiative_id=initiative,
        is_disbenefit=number % 20 == 19,
        bottom_line=LINES[number % 3],
        sort=sort,
        counted_in=counted_in,
        owner="" if number % 11 == 0 else "Leder af borgerservice",
        state=STATES[number % len(STATES)],
        state_since=SINCE.date(),
        leading=new_id(),
        made_at=SINCE,
        changed_at=SINCE,
        go_live=GO_LIVE,
        full_from=GO_LIVE,
        has_baseline=True,
        slipped_months=number % 13,
        first_minor=full * 5,
        expected_minor=full * 4,
        measured_minor=full * (number % 7) // 6 if counted_in else None,
        taken_minor=full // 3 if number % 3 == 0 else 0,
        measured_until=TODAY,
        first_by_now_minor=full,
        first_by_then_minor=full,
        expected_by_now_minor=full,
        expected_by_then_minor=full,
        come_millionths=number % 7 * 1_000_000 // 6,
        due=6,
        in_time=number % 7,
        next_due_on=TODAY + timedelta(days=number % 400 - 30),
        as_of=TODAY,
    )


def _shares(one: rows.Benefit, members: Sequence[tuple[str, str]]) -> Iterator[rows.Share]:
    """The first gets what the others leave; every tenth benefit is not divided yet."""
    number = int(one.number[-5:])
    if number % 10 == 9:
        return
    each = Decimal("0.11")
    for place, (code, name) in enumerate(members):
        share = each if place else 1 - each * (len(members) - 1)
        yield rows.Share(
            organisation_id=one.organisation_id,
            benefit=one,
            code=code,
            name=name,
            share=share,
            counted_in=one.counted_in,
            expected_minor=int(share * one.expected_minor) if one.counted_in else None,
            measured_minor=int(share * one.measured_minor) if one.measured_minor is not None else None,
        )


def _plan(one: rows.Benefit) -> rows.BenefitPlan:
    full = one.expected_by_now_minor or None
    return rows.BenefitPlan(
        organisation_id=one.organisation_id,
        benefit=one,
        sequence=1,
        made_at=SINCE,
        go_live=GO_LIVE,
        counted_in=one.counted_in,
        pessimistic_minor=full,
        likely_minor=full,
        optimistic_minor=full,
        recurrence="yearly",
        lasts_months=60,
    )


def _indicator(one: rows.Benefit) -> measured.Indicator:
    return measured.Indicator(
        public_id=one.leading or new_id(),
        organisation_id=one.organisation_id,
        subject_sort="benefit",
        subject=one.public_id,
        name="Minutter pr. sag",
        unit="minutter",
        method="register",
        reads="progress",
        aggregation="latest",
        measurer="Fagkonsulent",
        made_at=SINCE,
        latest=Decimal(9),
        latest_on=TODAY,
        light="green",
    )


def _baseline(one: measured.Indicator) -> measured.Baseline:
    return measured.Baseline(
        organisation_id=one.organisation_id,
        indicator=one,
        sequence=1,
        value=Decimal(14),
        on=SINCE.date(),
        made_at=SINCE,
    )


def _target(one: measured.Baseline) -> measured.Target:
    day = GO_LIVE + timedelta(days=365)
    return measured.Target(organisation_id=one.organisation_id, baseline=one, on=day, value=Decimal(7))


def _approval(one: measured.Baseline) -> measured.BaselineApproval:
    return measured.BaselineApproval(
        organisation_id=one.organisation_id, baseline=one, approved_at=SINCE, approved_by=new_id()
    )


def _due(indicators: list[measured.Indicator]) -> Iterator[measured.DueMeasurement]:
    for number, one in enumerate(indicators):
        day = TODAY + timedelta(days=number % 400 - 30)
        yield measured.DueMeasurement(organisation_id=one.organisation_id, indicator=one, due_on=day)


def _values(indicators: list[measured.Indicator], places: Sequence[str]) -> Iterator[Any]:
    for number, one in enumerate(indicators):
        for place in range(MEASUREMENTS):
            day = SINCE.date() + timedelta(days=7 * place + 1)
            yield measured.Measurement(
                organisation_id=one.organisation_id,
                indicator=one,
                first=day,
                last=day + timedelta(days=6),
                value=Decimal(14) - Decimal(place) / 20,
                where="" if number % 10 else places[place % len(places)],
                grade="all",
                recorded_at=SINCE,
            )


if __name__ == "__main__":
    fill(int(sys.argv[1]))
