"""Benefits: found, and one with its indicators, baselines and targets."""

from datetime import date, datetime
from typing import Annotated, Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from samspil.apps.benefits.api import amounts
from samspil.apps.benefits.selectors.access import access_benefit
from samspil.apps.benefits.selectors.listing import (
    BenefitFilter,
    BenefitRow,
    Order,
    Place,
    list_benefits,
)
from samspil.apps.benefits.selectors.whole import whole_of
from samspil.apps.benefits.types import BottomLine, Sort, Way
from samspil.apps.governance.parts.operations import operation
from samspil.apps.measurements.selectors.histories import BaselineVersion, History
from samspil.apps.measurements.types import Method, Reads
from samspil.apps.organisations.bearing import acting_in
from samspil.apps.organisations.types import Acting
from samspil.core.benefits.indicator import Aggregation
from samspil.core.benefits.states import State
from samspil.core.portfolio.status import Light
from samspil.kit.api import shapes
from samspil.kit.api.listing import Moment, Page, Size, page
from samspil.kit.api.types import Right

router = Router(tags=["benefits"])
_LAST_DAY: Final = date.max.toordinal()


class BenefitLine(Schema):
    """A benefit in a list. `counted_in` is a currency, `hours`, or empty where only indicators show it."""

    id: UUID
    number: str
    title: str
    is_disbenefit: bool
    bottom_line: BottomLine
    counted_in: str
    owner: str
    state: State
    go_live: date | None
    expected: amounts.Amount | None
    measured: amounts.Amount | None
    next_due_on: date | None
    initiative: UUID
    initiative_title: str


class Benefits(Page):
    """A page, in the order asked for."""

    items: list[BenefitLine]


class BenefitsAsked(shapes.Asked):
    """The filters of the page; what is left out narrows nothing. `order` is what is due next, or the newest.

    `mine` are those that the token's person owns; `overdue` those whose measurement is late.
    """

    said: Annotated[str, Field(max_length=200, pattern=shapes.LINES)] = ""
    state: State | None = None
    bottom_line: BottomLine | None = None
    initiative: UUID | None = None
    mine: bool = False
    overdue: bool = False
    order: Annotated[Order, shapes.one_of(Order)] = Order.NEXT
    after: Moment | None = None
    size: Size = 25


class TargetOut(Schema):
    """What it is to be on a day."""

    on: date
    value: str


class BaselineOut(Schema):
    """How it was, and where it is to go. Never changed: another one takes its place, by decision once it is
    approved.
    """

    sequence: int
    value: str
    on: date
    n: int | None
    method: str
    reason: str
    made_at: datetime
    approved_at: datetime | None
    targets: list[TargetOut]


class IndicatorOut(Schema):
    """What is measured. `reads` says whether a value is the amount itself, how far the way from baseline to
    goal has been gone, or neither; the benefit's `leading` one says what it brought. `owed_on` are the days
    that a measurement is still owed by.
    """

    id: UUID
    name: str
    definition: str
    unit: str
    source: str
    method: Method
    reads: Reads
    aggregation: Aggregation
    measurer: str
    ended_on: date | None
    latest: str | None
    latest_on: date | None
    light: Light
    owed_on: list[date]
    baselines: list[BaselineOut]
    measurements: int


class BenefitOut(Schema):
    """One benefit of your organisation.

    `first` is what was promised first and is never changed, `expected` what the newest plan says, in all.
    `expected_by_then` is what should have come by `measured_until`, which `measured` is held against.
    """

    id: UUID
    number: str
    title: str
    description: str
    initiative: UUID
    initiative_title: str
    is_disbenefit: bool
    bottom_line: BottomLine
    sort: Sort
    counted_in: str
    owner: str
    responsible: str
    line_owner: str
    way: Way | None
    state: State
    state_since: date
    go_live: date | None
    full_from: date | None
    slipped_months: int
    first: amounts.Amount | None
    expected: amounts.Amount | None
    measured: amounts.Amount | None
    measured_until: date | None
    expected_by_then: amounts.Amount | None
    taken_home: amounts.Amount | None
    next_due_on: date | None
    leading: UUID | None
    indicators: list[IndicatorOut]
    url: str


@router.get("/benefits", response=Benefits, summary="Your organisation's benefits")
@operation(Right.READ)
def benefits(request: HttpRequest, asked: Query[BenefitsAsked]) -> HttpResponse:
    shapes.nothing_else(request, BenefitsAsked)
    found = list_benefits(acting_in(request), _by(asked), timezone.localdate())
    return page(request, map(_line, found.rows), _written(found.next_after))


@router.get("/benefits/{benefit_id}", response=BenefitOut, summary="One benefit, with what is measured")
@operation(Right.READ)
def benefit(request: HttpRequest, benefit_id: UUID) -> dict[str, Any]:
    return told_of(acting_in(request), benefit_id, timezone.localdate())


def told_of(acting: Acting, benefit_id: UUID, on: date) -> dict[str, Any]:
    """All that is told of a benefit of the organisation one acts for."""
    whole = whole_of(access_benefit(acting, benefit_id), acting, on)
    row = whole.benefit
    same = (
        *("number", "title", "description", "is_disbenefit", "bottom_line", "sort", "counted_in", "owner"),
        *("responsible", "line_owner", "state", "state_since", "go_live", "full_from", "slipped_months"),
        *("measured_until", "next_due_on", "leading"),
    )
    in_all = {"first": row.first_minor, "expected": row.expected_minor} if whole.plans else {}
    by_then = row.expected_by_then_minor if row.measured_minor is not None else None
    return {
        **{name: getattr(row, name) for name in same},
        "id": row.public_id,
        "initiative": row.initiative.public_id,
        "initiative_title": row.initiative.title,
        "way": row.way or None,
        "first": amounts.told(in_all.get("first"), row.counted_in),
        "expected": amounts.told(in_all.get("expected"), row.counted_in),
        "measured": amounts.told(row.measured_minor, row.counted_in),
        "expected_by_then": amounts.told(by_then, row.counted_in),
        "taken_home": amounts.told(row.taken_minor, row.counted_in),
        "indicators": [_indicator(one) for one in whole.indicators],
        "url": f"/benefits/{row.public_id}/",
    }


def _by(asked: BenefitsAsked) -> BenefitFilter:
    """The filter that the pages use."""
    return BenefitFilter(
        said=asked.said.strip(),
        state=asked.state or "",
        bottom_line=asked.bottom_line or "",
        initiative=asked.initiative,
        is_mine=asked.mine,
        is_overdue=asked.overdue,
        order=asked.order,
        after=_place(asked.after) if asked.after else None,
        size=asked.size,
    )


def _written(place: Place | None) -> str | None:
    """Where a page ends, in two numbers: the day that is next, where there is one, and the row."""
    if place is None:
        return None
    day, pk = place
    return f"{date.fromisoformat(day).toordinal() if day else 0}-{pk}"


def _place(after: str) -> Place:
    """The same, read; a day that is out of all time is the last there is."""
    day, _dash, pk = after.partition("-")
    return (date.fromordinal(min(int(day), _LAST_DAY)).isoformat() if int(day) else "", int(pk))


def _line(row: BenefitRow) -> dict[str, Any]:
    told = row._asdict()
    del told["id"], told["leading"]
    return {
        "id": told.pop("public_id"),
        "initiative": told.pop("initiative__public_id"),
        "initiative_title": told.pop("initiative__title"),
        "expected": amounts.told(told.pop("expected_minor") if row.go_live else None, row.counted_in),
        "measured": amounts.told(told.pop("measured_minor"), row.counted_in),
        **{name: value for name, value in told.items() if not name.endswith("_minor")},
    }


def _indicator(one: History) -> dict[str, Any]:
    same = ("name", "definition", "unit", "source", "method", "reads", "aggregation", "measurer")
    return {
        **{name: getattr(one, name) for name in (*same, "ended_on", "latest_on", "light")},
        "id": one.public_id,
        "latest": amounts.plain(one.latest) if one.latest is not None else None,
        "owed_on": list(one.owed_on),
        "baselines": [_baseline(version) for version in one.baselines],
        "measurements": one.count,
    }


def _baseline(one: BaselineVersion) -> dict[str, Any]:
    same = ("sequence", "on", "n", "method", "reason", "made_at", "approved_at")
    return {
        **{name: getattr(one, name) for name in same},
        "value": amounts.plain(one.value),
        "targets": [{"on": on, "value": amounts.plain(value)} for on, value in one.targets],
    }
