"""What the example is to bring: promised together, measured by each, and partly taken home.

Made by the same services as in real use. All numbers are made up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from dateutil.relativedelta import relativedelta

from samspil.apps.benefits.services import benefits, indicators, maps, plans, steps, taking
from samspil.apps.benefits.types import (
    HOURS,
    BottomLine,
    NewBenefit,
    NewPlan,
    NewTaking,
    Sort,
    StepSort,
    Way,
)
from samspil.apps.measurements.types import Method, NewBaseline, NewIndicator, NewMeasurement
from samspil.apps.organisations.types import Acting
from samspil.core.benefits.course import Recurrence, ThreePoints
from samspil.core.benefits.measuring import Grade
from samspil.core.benefits.states import State
from samspil.core.units import Money

if TYPE_CHECKING:
    from samspil.apps.benefits.models import Benefit
    from samspil.apps.portfolio.models import Initiative


@dataclass(frozen=True, slots=True)
class _Wish:
    """A benefit, what it brings a year (pessimistic, likely, optimistic), and what is measured of it."""

    new: NewBenefit
    a_year: tuple[int, int, int] | None
    indicator: NewIndicator | None
    before: int = 0
    after: int = 0
    once: bool = False


def _measured(name: str, unit: str, method: Method, definition: str = "") -> NewIndicator:
    return NewIndicator(name, definition, unit, "Fagsystemets statistik", method, "Fagkonsulent i fagområdet")


_TIME: Final = _Wish(
    NewBenefit(
        "Medarbejderne slipper for at taste de samme oplysninger to gange",
        BottomLine.TIME_AND_RESOURCES,
        Sort.FREED_TIME,
        "Oplysninger hentes fra registre i stedet for at blive skrevet af.",
        owner="Leder af borgerservice",
        responsible="Digitaliseringschefen",
        approver="Økonomichefen",
        assumptions="Koblingen til fagsystemet virker i alle kommuner.",
        way=Way.REALLOCATED,
        way_share=Decimal("0.6"),
    ),
    (54_000, 90_000, 117_000),
    _measured("Minutter pr. sag", "minutter", Method.TIME_STUDY, "Fra henvendelse til svar, målt i en uge."),
    before=14,
    after=9,
)
_MONEY: Final = _Wish(
    NewBenefit(
        "Udgiften til licenser bliver mindre",
        BottomLine.TIME_AND_RESOURCES,
        Sort.DIRECT,
        owner="Systemejer i digitaliseringsafdelingen",
        responsible="Digitaliseringschefen",
        approver="Økonomichefen",
        way=Way.BUDGET_REDUCTION,
        budget_line="Fælles systemer",
        way_share=Decimal(1),
    ),
    (250_000, 600_000, 700_000),
    _measured("Betalte brugere", "brugere", Method.REGISTER),
    before=1_200,
    after=700,
)
_QUALITY: Final = _Wish(
    NewBenefit(
        "Borgerne får svar hurtigere",
        BottomLine.QUALITY,
        Sort.QUALITATIVE,
        owner="Leder af borgerservice",
        approver="Direktøren for området",
    ),
    None,
    _measured("Dage fra ansøgning til svar", "dage", Method.REGISTER),
    before=12,
    after=5,
)
_WELL_BEING: Final = _Wish(
    NewBenefit(
        "Medarbejderne bliver afbrudt sjældnere",
        BottomLine.WELL_BEING,
        Sort.QUALITATIVE,
        owner="Teamleder i borgerservice",
    ),
    None,
    _measured("Andel, der kan arbejde uden afbrydelser", "procent", Method.SURVEY),
    before=38,
    after=60,
)
_DOUBLE: Final = _Wish(
    NewBenefit(
        "To systemer er i drift, mens vi skifter",
        BottomLine.TIME_AND_RESOURCES,
        Sort.DIRECT,
        is_disbenefit=True,
        owner="Systemejer i digitaliseringsafdelingen",
    ),
    (-400_000, -300_000, -250_000),
    None,
    once=True,
)
_TOGETHER: Final = (_TIME, _MONEY, _QUALITY, _WELL_BEING, _DOUBLE)
# How far each member's own project has come of its way at each of two measurements, in hundredths.
_WAYS: Final = ((55, 90), (20, 45), (0, 10), (60, 105), (40, 70), (-10, 25), (30, 60), (15, 20), (70, 80))


def expect_together(programme: Initiative, codes: Sequence[str], acting: Acting, at: datetime) -> None:
    """What the members promise each other, who is expected to get what of it, and the way there."""
    assert programme.expected_end is not None
    found = [_promise(programme, wish, programme.expected_end, acting=acting, at=at) for wish in _TOGETHER]
    for benefit in found[:2]:
        benefits.share_among(benefit, _alike(codes), acting=acting, at=at)
    deliverable, change, goal = (
        maps.add_step(programme, maps.NewStep(sort, title, responsible), acting=acting, at=at)
        for sort, title, responsible in (
            (StepSort.DELIVERABLE, "Kobling til fagsystemet", "Leverandøren"),
            (StepSort.CHANGE, "Oplysninger hentes, før borgeren ringer", "Leder af borgerservice"),
            (StepSort.GOAL, "Enkel hjælp til borgerne", ""),
        )
    )
    maps.link(programme, deliverable.public_id, change.public_id, acting=acting, at=at)
    for benefit in found[:4]:
        maps.link(programme, change.public_id, benefit.public_id, acting=acting, at=at)
    for benefit in found[1:3]:
        maps.link(programme, benefit.public_id, goal.public_id, acting=acting, at=at)


def expect_alone(mine: Initiative, place: int, acting: Acting, at: datetime, now: datetime) -> None:
    """A member's own project has been in use in one place for a while: measured twice, partly taken home."""
    in_use = at.date() + timedelta(days=60)
    money = _promise(mine, _MONEY, in_use, acting=acting, at=at, share=1 + place)
    time = _promise(mine, _TIME, in_use, acting=acting, at=at, share=1 + place)
    for benefit in (money, time):
        steps.go_on(benefit, State.REALISING, acting=acting, at=at)
    if place % 2 == 0:
        _promise(mine, _QUALITY, in_use, acting=acting, at=at)
    for months, way in zip((3, 6), _WAYS[place % len(_WAYS)], strict=True):
        last = in_use + relativedelta(months=months)
        counted = at + (last - at.date()) + timedelta(days=12)
        if counted <= now:
            _measure(money, _MONEY, last, way, acting=acting, at=counted)
            if place % 4 != 3:  # somebody has not measured what it took of time
                _measure(time, _TIME, last, way, acting=acting, at=counted)
    if place % 3 == 0:
        amount = Money.of(15_000 * (1 + place))
        said = NewTaking(
            now.year, amount, Way.BUDGET_REDUCTION, "Budgettet, hovedudvalget", "Fælles systemer"
        )
        taking.take_home(money, said, acting=acting, at=now)
    if place % 2:
        benefits.put_in_library(money, True, acting=acting, at=now)


def _promise(
    initiative: Initiative, wish: _Wish, in_use: date, *, acting: Acting, at: datetime, share: int = 9
) -> Benefit:
    """A benefit with its plan and, where it is measured, an approved baseline."""
    benefit = benefits.add_benefit(initiative, wish.new, acting=acting, at=at)
    points = None
    if wish.a_year is not None:
        counted_in = HOURS if wish.new.sort is Sort.FREED_TIME else "DKK"
        points = ThreePoints(*(Money.of(one * share // 9_000 * 1_000, counted_in) for one in wish.a_year))
    recurrence = Recurrence.ONCE if wish.once else Recurrence.YEARLY
    plan = NewPlan(in_use, points, recurrence, rises_months=0 if wish.once else 6, lasts_months=60)
    plans.set_plan(benefit, plan, acting=acting, at=at)
    steps.go_on(benefit, State.QUALIFIED, acting=acting, at=at)
    if wish.indicator is not None:
        found = indicators.add_indicator(benefit, wish.indicator, acting=acting, at=at)
        goal = (in_use + relativedelta(years=1), Decimal(wish.after))
        how = NewBaseline(Decimal(wish.before), at.date(), (goal,), n=120, method="Talt i tre uger")
        indicators.set_baseline(benefit, found.public_id, how, acting=acting, at=at)
        indicators.approve_baseline(benefit, found.public_id, acting=acting, at=at)
        steps.go_on(benefit, State.PLANNED, acting=acting, at=at)
    benefit.refresh_from_db()
    return benefit


def _measure(benefit: Benefit, wish: _Wish, last: date, way: int, *, acting: Acting, at: datetime) -> None:
    assert wish.indicator is not None
    assert benefit.leading is not None
    value = Decimal(wish.before) + (Decimal(wish.after) - wish.before) * way / 100
    first = last - timedelta(days=20)
    said = NewMeasurement(first, last, value, wish.indicator.unit, n=110, grade=Grade.SAMPLE)
    indicators.measure(benefit, benefit.leading, said, acting=acting, at=at)


def _alike(codes: Sequence[str]) -> dict[str, Decimal]:
    """The same for each, and what the last decimal leaves for the first."""
    each = (Decimal(1) / len(codes)).quantize(Decimal("0.0001"))
    return dict.fromkeys(codes[1:], each) | {codes[0]: 1 - each * (len(codes) - 1)}
